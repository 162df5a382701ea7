import type { Plain } from "@orrery/kernel";
import { isObject, listOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type {
  MadeType,
  PropertyMeaning,
  Reading,
  TemplateOperation,
} from "../../../service/template-type.ts";
import { aliasDeployment } from "./alias-deployment.ts";

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

const named = {
  by: "arn",
  of: ["AWS::StepFunctions::StateMachine"],
  standIn: { role: "StateMachine" },
} as const;

/** A published version in a template. */
export const versionType: MadeType = {
  type: "AWS::StepFunctions::StateMachineVersion",
  numberedBy: "stateMachineArn",
  isEntry: true,
  properties: {
    StateMachineArn: {
      verdict: "modeled",
      meaning: "Names the state machine that it is a version of.",
      read: "text",
      names: named,
    },
    StateMachineRevisionId: ignored("Another revision is another version.", "text"),
    Description: ignored("A description changes nothing.", "text"),
  },
  returns: ({ property, generation }) => ({
    Arn: `${property("StateMachineArn") ?? ""}:${generation}`,
  }),
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

/** An alias in a template. */
export const aliasType: MadeType = {
  type: "AWS::StepFunctions::StateMachineAlias",
  nameProperty: "Name",
  naming: { maxLength: 80 },
  isEntry: true,
  properties: {
    Name: { verdict: "modeled", meaning: "Names the alias.", read: "text" },
    StateMachineArn: ignored("The versions say of which state machine it is.", "text"),
    Description: ignored("A description changes nothing.", "text"),
    RoutingConfiguration: modeled("Says which versions it leads to.", "plain"),
    DeploymentPreference: modeled(
      "Says which version it leads to, and how an update shifts executions to another.",
      "plain",
    ),
  },
  returns: ({ property, name }) => {
    const version =
      property("DeploymentPreference.StateMachineVersionArn") ??
      property("RoutingConfiguration.0.StateMachineVersionArn") ??
      "";
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
      ...(isObject(DeploymentPreference) ? { updatePolicy: DeploymentPreference } : {}),
    };
    return [operation];
  },
  meaning: () => "An alias of a state machine, simulated.",
  deployment: aliasDeployment,
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
