import { isGiven, isText, memberOf, type JsonMap, type Maybe } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import type { Stage } from "../stage.ts";
import { resourceFacts } from "./profiles.ts";

/** One end of a connector. */
export interface End {
  readonly id: string | undefined;
  readonly type: string;
  readonly arn: Maybe;
  readonly roleName: Maybe;
  readonly queueUrl: Maybe;
  readonly resourceId: Maybe;
  readonly name: Maybe;
  readonly qualifier: Maybe;
}

const samTypes: Readonly<Record<string, string>> = {
  "AWS::Serverless::Function": "AWS::Lambda::Function",
  "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
  "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
  "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
  "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
};

export function endOf(id: string, reference: JsonMap, stage: Stage, other: JsonMap): End {
  const complain = (reason: string) => resourceProblem(id, reason);
  const hasId = Object.hasOwn(reference, "Id");
  const others = Object.keys(reference).some((key) => key !== "Id" && key !== "Qualifier");
  if (hasId === others) {
    throw complain(
      "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.",
    );
  }
  const named = memberOf(reference, "Id");
  if (!isGiven(named)) {
    const type = memberOf(reference, "Type");
    if (!isText(type) || type === "") throw complain("'Type' is missing or not a string.");
    return {
      id: undefined,
      type: samTypes[type] ?? type,
      arn: memberOf(reference, "Arn"),
      roleName: memberOf(reference, "RoleName"),
      queueUrl: memberOf(reference, "QueueUrl"),
      resourceId: memberOf(reference, "ResourceId"),
      name: memberOf(reference, "Name"),
      qualifier: memberOf(reference, "Qualifier"),
    };
  }
  if (!isText(named)) throw complain("'Id' is missing or not a string.");
  const resource = memberOf(stage.made, named);
  if (!isGiven(resource)) {
    throw complain(`Unable to find resource with logical ID '${named}'.`);
  }
  const type = memberOf(resource, "Type");
  if (!isText(type) || type === "") throw complain("'Type' is missing or not a string.");
  const facts = resourceFacts(type, named, memberOf(resource, "Properties"), other);
  const qualifier = Object.hasOwn(reference, "Qualifier")
    ? memberOf(reference, "Qualifier")
    : facts.qualifier;
  return { id: named, type, ...facts, qualifier };
}

export interface Ends {
  readonly source: End;
  readonly destination: End;
}
