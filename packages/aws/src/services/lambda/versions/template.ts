import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type {
  MadeType,
  PropertyMeaning,
  Reading,
  ReturningResource,
  TemplateOperation,
  TemplateResource,
} from "../../../service/template-type.ts";

import { functionScalingProperty } from "../managed/template.ts";
import { aliasDeployment, versionDeployment } from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const exactly = (meaning: string, read: Reading): PropertyMeaning => ({
  ...modeled(meaning, read),
  exact: true,
});
const ofFunction: PropertyMeaning = {
  verdict: "modeled",
  meaning: "Names the function.",
  names: { by: "reference", of: ["AWS::Lambda::Function"] },
};
const provisioned = exactly("Environments that are initialized ahead.", {
  members: { ProvisionedConcurrentExecutions: "wholeNumber" },
  exact: ["ProvisionedConcurrentExecutions"],
});
const described: PropertyMeaning = {
  verdict: "ignored",
  meaning: "A description changes nothing.",
  read: "text",
};

/** The ARN of the function that a version or an alias is of. */
function functionArn({ property, arnOf, name }: ReturningResource): string {
  const target = property("FunctionName") ?? name;
  return target.startsWith("arn:") ? target : arnOf("AWS::Lambda::Function", target);
}

const notHere = "Its function is not in this template: nothing is made of it.";

/** The operation that provides concurrency, where the properties say so. */
function providing(
  { ProvisionedConcurrencyConfig: config }: PlainObject,
  FunctionName: string,
  Qualifier: string,
): readonly TemplateOperation[] {
  const count = memberOf(config, "ProvisionedConcurrentExecutions");
  if (count === undefined) return [];
  const params = { FunctionName, Qualifier, ProvisionedConcurrentExecutions: count };
  return [{ operation: "PutProvisionedConcurrencyConfig", params }];
}

const functionIn = ({ named }: TemplateResource): string | undefined =>
  named["FunctionName"]?.resource?.name;

/** A published version in a template. */
export const versionType: MadeType = {
  type: "AWS::Lambda::Version",
  isEntry: true,
  numberedBy: "FunctionName",
  returns: (self) => ({
    FunctionArn: `${functionArn(self)}:${self.generation}`,
    Version: `${self.generation}`,
  }),
  properties: {
    FunctionName: ofFunction,
    Description: described,
    CodeSha256: { verdict: "ignored", meaning: "Code is not run, and has no digest." },
    ProvisionedConcurrencyConfig: provisioned,
    RuntimePolicy: { verdict: "ignored", meaning: "Runtime updates are not modeled." },
    FunctionScalingConfig: functionScalingProperty,
  },
  make(values, self) {
    const FunctionName = functionIn(self);
    if (FunctionName === undefined) return notHere;
    const { Description, FunctionScalingConfig } = values;
    const params = { FunctionName, ...(Description === undefined ? {} : { Description }) };
    return [
      { operation: "PublishVersion", params },
      ...(FunctionScalingConfig === undefined
        ? []
        : [
            {
              operation: "PutFunctionScalingConfig",
              params: { FunctionName, Qualifier: `${self.generation}`, FunctionScalingConfig },
            },
          ]),
      ...providing(values, FunctionName, `${self.generation}`),
    ];
  },
  meaning: (_values, { named }) =>
    `A version of ${named["FunctionName"]?.resource?.logicalId ?? "a function"}, simulated.`,
  nameIn: (text) => text,
  deployment: versionDeployment,
};

/** An alias in a template. */
export const aliasType: MadeType = {
  type: "AWS::Lambda::Alias",
  isEntry: true,
  returns: (self) => ({ AliasArn: `${functionArn(self)}:${self.property("Name") ?? "alias"}` }),
  properties: {
    FunctionName: ofFunction,
    FunctionVersion: modeled("Says which version it leads to.", "text"),
    Name: modeled("Names the alias.", "text"),
    Description: described,
    RoutingConfig: modeled("Gives another version a share.", {
      members: {
        AdditionalVersionWeights: {
          items: { members: { FunctionVersion: "text", FunctionWeight: "plain" } },
        },
      },
    }),
    ProvisionedConcurrencyConfig: provisioned,
  },
  make(values, self) {
    const FunctionName = functionIn(self);
    if (FunctionName === undefined) return notHere;
    const { Name, FunctionVersion, Description, RoutingConfig } = values;
    if (Name === undefined || FunctionVersion === undefined) {
      return "It lacks a name or a version: CloudFormation refuses it.";
    }
    const weights = listOf(memberOf(RoutingConfig, "AdditionalVersionWeights"));
    const params = {
      FunctionName,
      Name,
      FunctionVersion,
      ...(Description === undefined ? {} : { Description }),
      ...(weights.length === 0
        ? {}
        : {
            RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(weights.map(weightIn)) },
          }),
    };
    return [
      {
        operation: "CreateAlias",
        params,
        ...(self.updatePolicy === undefined ? {} : { updatePolicy: self.updatePolicy }),
      },
      ...providing(values, FunctionName, spelled(Name)),
    ];
  },
  meaning: ({ FunctionVersion }, { named }) =>
    `Leads to version ${spelled(FunctionVersion)} of ${named["FunctionName"]?.resource?.logicalId ?? "a function"}, simulated.`,
  nameIn: (text) => text,
  deployment: aliasDeployment,
};

const weightIn = (given: Plain): readonly [string, number] => [
  spelled(memberOf(given, "FunctionVersion")),
  Number(memberOf(given, "FunctionWeight")),
];
