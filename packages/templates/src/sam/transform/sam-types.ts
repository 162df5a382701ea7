/** The names of SAM's types that more than one file speaks of. */
export const SamTypes = {
  function: "AWS::Serverless::Function",
  stateMachine: "AWS::Serverless::StateMachine",
  api: "AWS::Serverless::Api",
  httpApi: "AWS::Serverless::HttpApi",
  application: "AWS::Serverless::Application",
  connector: "AWS::Serverless::Connector",
} as const;
