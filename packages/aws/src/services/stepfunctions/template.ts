import type { Plain } from "@orrery/kernel";
import { isObject, listOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
} from "../../service/template-type.ts";
import { idOf } from "../../gateway/api-id.ts";
import { retrierWarnings } from "./retrier-lint.ts";
import { aliasType, versionType } from "./versions/template.ts";
import facts from "./resource-types.json" with { type: "json" };

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

/** The properties of which another value makes another revision. */
const revised = [
  ...["DefinitionString", "Definition", "DefinitionSubstitutions", "DefinitionS3Location"],
  ...["RoleArn", "LoggingConfiguration", "TracingConfiguration", "EncryptionConfiguration"],
];

const stateMachineType: MadeType = {
  type: "AWS::StepFunctions::StateMachine",
  nameProperty: "StateMachineName",
  naming: { maxLength: 80 },
  isEntry: true,
  // Assumed: another text for each definition; AWS draws it.
  returns: ({ property }) => ({
    StateMachineRevisionId: idOf(revised.map((name) => property(name) ?? "").join("\n"), 32),
  }),
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
      if (before === undefined || wanted === undefined) return "replace";
      const stateMachineArn = made?.["stateMachineArn"] ?? null; // Not known while an update is planned.
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

/** What templates may have of Step Functions. */
export const stepfunctionsTemplateTypes = templateTypes(facts, [
  stateMachineType,
  activityType,
  versionType,
  aliasType,
]);
