import { childOf, textOf, type MapNode, type TemplateNode } from "../template/node.ts";

/**
 * The type of the resource that SAM generates under `logicalId` from a resource `owner` of the
 * given type; `undefined` when it generates no such resource.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function generatedType(
  logicalId: string,
  owner: string,
  ownerType: string,
  events: readonly string[],
): string | undefined {
  if (!logicalId.startsWith(owner)) return undefined;
  const rest = logicalId.slice(owner.length);
  for (const [pattern, type] of suffixesOf(ownerType)) if (pattern.test(rest)) return type;
  const event = events.find((name) => rest.startsWith(name));
  return event === undefined ? undefined : "AWS::Serverless::Event";
}

/**
 * The logical ids that a resource itself gives to what SAM makes of it: of its connectors, and of the
 * queue that takes what an event could not deliver.
 */
export function namedByOwner(owner: string, node: MapNode, events: TemplateNode | undefined) {
  const named = new Map<string, string>();
  const connectors = childOf(node, "Connectors");
  for (const name of connectors?.kind === "map" ? connectors.entries.keys() : []) {
    named.set(`${owner}${name}`, "AWS::Serverless::Connector");
    named.set(`${owner}${name}Policy`, "AWS::IAM::ManagedPolicy");
    for (const kind of ["Topic", "Queue"]) {
      named.set(
        `${owner}${name}${kind}Policy`,
        `AWS::${kind === "Topic" ? "SNS" : "SQS"}::${kind}Policy`,
      );
    }
    for (const access of ["Read", "Write"]) {
      named.set(`${owner}${name}${access}LambdaPermission`, "AWS::Lambda::Permission");
    }
  }
  for (const { value } of events?.kind === "map" ? events.entries.values() : []) {
    const deadLetters = childOf(childOf(value, "Properties"), "DeadLetterConfig");
    const queue = textOf(childOf(deadLetters, "QueueLogicalId"));
    if (queue !== undefined) named.set(queue, "AWS::SQS::Queue");
  }
  return named;
}

/** The type of a resource that SAM generates for a whole template, under a name of its own. */
export function implicitType(logicalId: string): string | undefined {
  return implicit.find(([pattern]) => pattern.test(logicalId))?.[1];
}

type Suffix = readonly [RegExp, string];

const functionSuffixes: readonly Suffix[] = [
  [/^Role$/, "AWS::IAM::Role"],
  [/^Version[0-9a-f]*$/, "AWS::Lambda::Version"],
  [/^Alias.+$/, "AWS::Lambda::Alias"],
  [/^Url$/, "AWS::Lambda::Url"],
  [/^CognitoPermission$/, "AWS::Lambda::Permission"],
  [/^Url(PublicPermissions|InvokeAllowPublicAccess)$/, "AWS::Lambda::Permission"],
  [/^EventInvokeConfig$/, "AWS::Lambda::EventInvokeConfig"],
  [/^EventInvokeConfigOn(Success|Failure)Queue$/, "AWS::SQS::Queue"],
  [/^EventInvokeConfigOn(Success|Failure)Topic$/, "AWS::SNS::Topic"],
  [/^DeploymentGroup$/, "AWS::CodeDeploy::DeploymentGroup"],
];

const suffixes: Readonly<Record<string, readonly Suffix[]>> = {
  "AWS::Serverless::Function": functionSuffixes,
  "AWS::Serverless::StateMachine": [
    [/^Role$/, "AWS::IAM::Role"],
    [/^Version[0-9a-f]*$/, "AWS::StepFunctions::StateMachineVersion"],
    [/^Alias.+$/, "AWS::StepFunctions::StateMachineAlias"],
  ],
  "AWS::Serverless::Api": [
    [/^Deployment[0-9a-f]*$/, "AWS::ApiGateway::Deployment"],
    [/^.*Stage([0-9a-f]{10})?$/, "AWS::ApiGateway::Stage"],
    [/^(UsagePlan|ApiKey|UsagePlanKey)$/, "AWS::ApiGateway::UsagePlan"],
    [/^.*BasePathMapping$/, "AWS::ApiGateway::BasePathMapping"],
    [/^.*AuthorizerPermission$/, "AWS::Lambda::Permission"],
  ],
  "AWS::Serverless::HttpApi": [
    [/^.*Stage$/, "AWS::ApiGatewayV2::Stage"],
    [/^.*ApiMapping$/, "AWS::ApiGatewayV2::ApiMapping"],
    [/^.*AuthorizerPermission$/, "AWS::Lambda::Permission"],
  ],
  "AWS::Serverless::WebSocketApi": [
    [/^.*(Stage|Deployment)$/, "AWS::ApiGatewayV2::Stage"],
    [/^.*(Route|Integration|Authorizer|ApiMapping)$/, "AWS::ApiGatewayV2::Route"],
    [/^.*Permission$/, "AWS::Lambda::Permission"],
  ],
  "AWS::Serverless::CapacityProvider": [[/^OperatorRole$/, "AWS::IAM::Role"]],
  "AWS::Serverless::LayerVersion": [[/^[0-9a-f]{10}$/, "AWS::Lambda::LayerVersion"]],
  "AWS::Serverless::GraphQLApi": [[/^.+$/, "AWS::AppSync::Resolver"]],
  "AWS::Serverless::Connector": [[/^.+$/, "AWS::IAM::ManagedPolicy"]],
};

const implicit: readonly Suffix[] = [
  [/^ServerlessRestApi$/, "AWS::ApiGateway::RestApi"],
  [/^ServerlessRestApi.*Stage$/, "AWS::ApiGateway::Stage"],
  [/^ServerlessRestApi.*BasePathMapping$/, "AWS::ApiGateway::BasePathMapping"],
  [/^Serverless(RestApi|HttpApi).*AuthorizerPermission$/, "AWS::Lambda::Permission"],
  [/^ServerlessRestApiDeployment[0-9a-f]*$/, "AWS::ApiGateway::Deployment"],
  [/^ServerlessHttpApi$/, "AWS::ApiGatewayV2::Api"],
  [/^ServerlessHttpApi.*Stage$/, "AWS::ApiGatewayV2::Stage"],
  [/^ServerlessHttpApi.*ApiMapping$/, "AWS::ApiGatewayV2::ApiMapping"],
  [/^Serverless(UsagePlan|UsagePlanKey|ApiKey)$/, "AWS::ApiGateway::UsagePlan"],
  [/^ApiGatewayDomainName(V2)?[0-9a-f]{10}$/, "AWS::ApiGateway::DomainName"],
  [/^RecordSetGroup[0-9a-f]{10}$/, "AWS::Route53::RecordSetGroup"],
  [/^DomainNameAccessAssociation[0-9a-f]{10}$/, "AWS::ApiGateway::DomainNameAccessAssociation"],
  [/^ServerlessDeploymentApplication$/, "AWS::CodeDeploy::Application"],
  [/^CodeDeployServiceRole$/, "AWS::IAM::Role"],
];

const suffixesOf = (type: string): readonly Suffix[] =>
  (Object.hasOwn(suffixes, type) ? suffixes[type] : undefined) ?? [];
