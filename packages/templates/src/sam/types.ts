/** Whether a type is SAM's own, which it turns into types of CloudFormation. */
export const isSamType = (type: string): boolean => type.startsWith("AWS::Serverless::");

/** What SAM makes of its types: the resource that bears the logical id. */
const becomes: Readonly<Record<string, string>> = {
  Function: "AWS::Lambda::Function",
  LayerVersion: "AWS::Lambda::LayerVersion",
  CapacityProvider: "AWS::Lambda::CapacityProvider",
  SimpleTable: "AWS::DynamoDB::Table",
  StateMachine: "AWS::StepFunctions::StateMachine",
  Api: "AWS::ApiGateway::RestApi",
  HttpApi: "AWS::ApiGatewayV2::Api",
  WebSocketApi: "AWS::ApiGatewayV2::Api",
  GraphQLApi: "AWS::AppSync::GraphQLApi",
  Application: "AWS::CloudFormation::Stack",
  Connector: "AWS::IAM::ManagedPolicy",
};

const nameOf = (type: string): string => type.slice("AWS::Serverless::".length);

/** The type of CloudFormation that a resource has once deployed. */
export function deployedType(type: string): string {
  if (!isSamType(type)) return type;
  const name = nameOf(type);
  return Object.hasOwn(becomes, name) ? (becomes[name] ?? type) : type;
}

/** Properties that name resources of SAM's types, where they are called otherwise than in CloudFormation. */
export const samNameProperty: Readonly<Record<string, string>> = {
  "AWS::Serverless::StateMachine": "Name",
};

/** What AWS charges for a resource of SAM, where that is not what it charges for the deployed type. */
export const samCharges: Readonly<Record<string, string>> = {
  "AWS::Serverless::WebSocketApi": "API Gateway messages and connection minutes",
};
