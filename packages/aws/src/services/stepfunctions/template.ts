import type { Plain } from "@orrery/kernel";
import { isObject, listOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { retrierWarnings } from "./retrier-lint.ts";
import facts from "./resource-types.json" with { type: "json" };
import { isSame } from "../../service/update-operations.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

const encryption: PropertyMeaning = {
  ...ignored("Encryption changes nothing here.", "plain"),
  charge: "KMS requests for its key",
};

const stateMachineType: MadeType = {
  type: "AWS::StepFunctions::StateMachine",
  nameProperty: "StateMachineName",
  naming: { maxLength: 80 },
  isEntry: true,
  flow: { putBy: ["states:StartExecution", "states:StartSyncExecution"] },
  properties: {
    StateMachineName: { verdict: "modeled", meaning: "Names the state machine.", read: "text" },
    StateMachineType: modeled("Says whether executions are Standard or Express.", "text"),
    DefinitionString: modeled("Says what executions do.", "text"),
    Definition: modeled("Says what executions do.", "plain"),
    DefinitionSubstitutions: modeled("Gives values to the definition.", "plain"),
    DefinitionS3Location: {
      verdict: "opaque",
      meaning: "A definition in S3 is not read: name the file beside the template.",
      read: "plain",
    },
    RoleArn: modeled("Says who executions act as.", "text"),
    LoggingConfiguration: {
      ...modeled("Says what is logged.", "plain"),
      charge: "CloudWatch Logs",
    },
    TracingConfiguration: {
      ...modeled(
        "Says whether X-Ray keeps traces of executions, which what they call follows.",
        "plain",
      ),
      charge: "X-Ray traces",
    },
    EncryptionConfiguration: encryption,
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make(values, { name }) {
    const definition = definitionIn(values);
    if (definition === undefined) {
      return "Its definition lies in S3, where it is not read: left out.";
    }
    const { StateMachineType, RoleArn, LoggingConfiguration, TracingConfiguration, Tags } = values;
    const logging =
      LoggingConfiguration === undefined ? undefined : loggingOf(LoggingConfiguration);
    return [
      {
        operation: "CreateStateMachine",
        params: {
          name,
          definition,
          roleArn: textOf(RoleArn) ?? `arn:aws:iam::123456789012:role/${name}`,
          ...(StateMachineType === undefined ? {} : { type: StateMachineType }),
          ...(logging === undefined ? {} : { loggingConfiguration: logging }),
          ...(isObject(TracingConfiguration)
            ? { tracingConfiguration: { enabled: TracingConfiguration["Enabled"] === true } }
            : {}),
          ...(Tags === undefined ? {} : { tags: tagsOf(Tags) }),
        },
      },
    ];
  },
  meaning: ({ StateMachineType }) =>
    `${StateMachineType === "EXPRESS" ? "An Express" : "A Standard"} state machine, simulated.`,
  warnings: (made) =>
    made.flatMap(({ self, values }) => retrierWarnings(self.logicalId, definitionIn(values) ?? "")),
  deployment: {
    change({ operations: [before], responses: [made] }, after) {
      const [wanted] = after;
      const stateMachineArn = made?.["stateMachineArn"];
      if (before === undefined || wanted === undefined || stateMachineArn === undefined) {
        return "replace";
      }
      const isOther = ["name", "type"].some((each) => before.params[each] !== wanted.params[each]);
      if (isOther) return "replace";
      const { name: _, type: __, tags: ___, ...params } = wanted.params;
      return [{ operation: "UpdateStateMachine", params: { ...params, stateMachineArn } }];
    },
    remove: ({ responses }) =>
      responses.slice(0, 1).map(({ stateMachineArn }) => ({
        operation: "DeleteStateMachine",
        params: { stateMachineArn: stateMachineArn ?? null },
      })),
  },
  standIn: {
    noun: "state machine",
    service: "Step Functions",
    properties: () => ({
      DefinitionString: JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
    }),
  },
};

/** The definition as a text, with its substitutions; `undefined`: it is elsewhere. */
function definitionIn({
  DefinitionString,
  Definition,
  DefinitionSubstitutions,
}: PlainObject): string | undefined {
  const text =
    textOf(DefinitionString) ?? (Definition === undefined ? undefined : JSON.stringify(Definition));
  if (text === undefined || !isObject(DefinitionSubstitutions)) return text;
  return text.replaceAll(/\$\{([A-Za-z0-9_.-]+)\}/g, (written, name: string) => {
    const value = DefinitionSubstitutions[name];
    if (value === undefined) return written;
    return typeof value === "string" ? escaped(value) : JSON.stringify(value);
  });
}

/** A text as it stands within a text of JSON. */
const escaped = (value: string): string => JSON.stringify(value).slice(1, -1);

function loggingOf(given: Plain): PlainObject {
  const { Level, IncludeExecutionData, Destinations } = isObject(given)
    ? (given as Readonly<Record<string, Plain>>)
    : {};
  const destinations = listOf(Destinations).flatMap((each) => {
    const group = isObject(each) ? each["CloudWatchLogsLogGroup"] : undefined;
    const arn = isObject(group) ? textOf(group["LogGroupArn"]) : undefined;
    return arn === undefined ? [] : [{ cloudWatchLogsLogGroup: { logGroupArn: arn } }];
  });
  // Without a place to log to, nothing is logged.
  const level = destinations.length === 0 ? "OFF" : (textOf(Level) ?? "OFF");
  return {
    level,
    includeExecutionData: IncludeExecutionData === true || IncludeExecutionData === "true",
    destinations: level === "OFF" ? [] : destinations.slice(0, 1),
  };
}

const tagsOf = (tags: Plain): readonly PlainObject[] =>
  isObject(tags) ? Object.entries(tags).map(([key, value]) => ({ key, value })) : [];

const activityType: MadeType = {
  type: "AWS::StepFunctions::Activity",
  nameProperty: "Name",
  naming: { maxLength: 80 },
  properties: {
    Name: { verdict: "modeled", meaning: "Names the activity.", read: "text" },
    EncryptionConfiguration: encryption,
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make: ({ Tags }, { name }) => [
    {
      operation: "CreateActivity",
      params: { name, ...(Tags === undefined ? {} : { tags: tagsOf(Tags) }) },
    },
  ],
  meaning: () => "An activity, whose tasks workers ask for, simulated.",
  deployment: {
    change: () => "replace",
    remove: ({ responses }) =>
      responses.map(({ activityArn }) => ({
        operation: "DeleteActivity",
        params: { activityArn: activityArn ?? null },
      })),
  },
};

const named = {
  by: "arn",
  of: ["AWS::StepFunctions::StateMachine"],
  standIn: { role: "StateMachine" },
} as const;

const versionType: MadeType = {
  type: "AWS::StepFunctions::StateMachineVersion",
  properties: {
    StateMachineArn: {
      verdict: "modeled",
      meaning: "Names the state machine that it is a version of.",
      read: "text",
      names: named,
    },
    StateMachineRevisionId: ignored("The revision is that of the template.", "text"),
    Description: ignored("A description changes nothing.", "text"),
  },
  // The first version of what a stack makes.
  returns: ({ property }) => ({ Arn: `${property("StateMachineArn") ?? ""}:1` }),
  make(_values, { named: { StateMachineArn } }) {
    const stateMachine = StateMachineArn?.resource;
    if (stateMachine == null) return "Its state machine is not in this template.";
    return [
      {
        operation: "PublishStateMachineVersion",
        params: { stateMachineArn: stateMachine.arn },
      },
    ];
  },
  meaning: () => "A version of a state machine, simulated.",
  deployment: {
    change: () => "replace",
    remove: ({ responses }) =>
      responses.map(({ stateMachineVersionArn }) => ({
        operation: "DeleteStateMachineVersion",
        params: { stateMachineVersionArn: stateMachineVersionArn ?? null },
      })),
  },
};

const aliasType: MadeType = {
  type: "AWS::StepFunctions::StateMachineAlias",
  nameProperty: "Name",
  naming: { maxLength: 80 },
  isEntry: true,
  properties: {
    Name: { verdict: "modeled", meaning: "Names the alias.", read: "text" },
    StateMachineArn: ignored("The versions say of which state machine it is.", "text"),
    Description: ignored("A description changes nothing.", "text"),
    RoutingConfiguration: modeled("Says which versions it leads to.", "plain"),
    DeploymentPreference: modeled("Says which version it leads to; all at once here.", "plain"),
  },
  returns: ({ property, name }) => {
    const version = property("RoutingConfiguration") ?? "";
    return { Arn: `${version.slice(0, version.lastIndexOf(":"))}:${name}` };
  },
  make({ RoutingConfiguration, DeploymentPreference, Description }, { name }) {
    const routes = routesIn(RoutingConfiguration, DeploymentPreference);
    if (routes.length === 0) return "It leads to no version.";
    const operation: TemplateOperation = {
      operation: "CreateStateMachineAlias",
      params: {
        name,
        routingConfiguration: routes,
        ...(Description === undefined ? {} : { description: Description }),
      },
    };
    return [operation];
  },
  meaning: () => "An alias of a state machine, simulated.",
  deployment: {
    change({ operations: [before], responses: [made] }, [after]) {
      if (before === undefined || after === undefined) return "replace";
      if (before.params["name"] !== after.params["name"]) return "replace";
      if (isSame(before.params, after.params)) return [];
      const { name: _, ...said } = after.params;
      const stateMachineAliasArn = made?.["stateMachineAliasArn"] ?? null;
      return [
        {
          operation: "UpdateStateMachineAlias",
          params: { description: "", ...said, stateMachineAliasArn },
        },
      ];
    },
    remove: ({ responses }) =>
      responses.map(({ stateMachineAliasArn }) => ({
        operation: "DeleteStateMachineAlias",
        params: { stateMachineAliasArn: stateMachineAliasArn ?? null },
      })),
  },
};

function routesIn(
  routing: Plain | undefined,
  preference: Plain | undefined,
): readonly PlainObject[] {
  const target = isObject(preference) ? textOf(preference["StateMachineVersionArn"]) : undefined;
  if (target !== undefined) return [{ stateMachineVersionArn: target, weight: 100 }];
  return listOf(routing).flatMap((route) => {
    if (!isObject(route)) return [];
    const { StateMachineVersionArn, Weight } = route as Readonly<Record<string, Plain>>;
    const arn = textOf(StateMachineVersionArn);
    return arn === undefined ? [] : [{ stateMachineVersionArn: arn, weight: Number(Weight) }];
  });
}

/** What templates may have of Step Functions. */
export const stepfunctionsTemplateTypes = templateTypes(facts, [
  stateMachineType,
  activityType,
  versionType,
  aliasType,
]);
