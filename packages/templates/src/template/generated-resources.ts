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
  for (const [pattern, type] of suffixes[ownerType] ?? []) if (pattern.test(rest)) return type;
  const event = events.find((name) => rest.startsWith(name));
  return event === undefined ? undefined : "AWS::Serverless::Event";
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
  [/^EventInvokeConfig$/, "AWS::Lambda::EventInvokeConfig"],
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
    [/^.*Stage$/, "AWS::ApiGateway::Stage"],
    [/^(UsagePlan|ApiKey|UsagePlanKey)$/, "AWS::ApiGateway::UsagePlan"],
    [/^BasePathMapping$/, "AWS::ApiGateway::BasePathMapping"],
  ],
  "AWS::Serverless::HttpApi": [[/^.*Stage$/, "AWS::ApiGatewayV2::Stage"]],
  "AWS::Serverless::WebSocketApi": [[/^.*(Stage|Deployment)$/, "AWS::ApiGatewayV2::Stage"]],
  "AWS::Serverless::LayerVersion": [[/^[0-9a-f]{10}$/, "AWS::Lambda::LayerVersion"]],
  "AWS::Serverless::GraphQLApi": [[/^.+$/, "AWS::AppSync::Resolver"]],
  "AWS::Serverless::Connector": [[/^.+$/, "AWS::IAM::ManagedPolicy"]],
};

const implicit: readonly Suffix[] = [
  [/^ServerlessRestApi$/, "AWS::ApiGateway::RestApi"],
  [/^ServerlessRestApi.*Stage$/, "AWS::ApiGateway::Stage"],
  [/^ServerlessRestApiDeployment[0-9a-f]*$/, "AWS::ApiGateway::Deployment"],
  [/^ServerlessHttpApi$/, "AWS::ApiGatewayV2::Api"],
  [/^ServerlessHttpApi.*Stage$/, "AWS::ApiGatewayV2::Stage"],
  [/^ServerlessDeploymentApplication$/, "AWS::CodeDeploy::Application"],
  [/^CodeDeployServiceRole$/, "AWS::IAM::Role"],
];
