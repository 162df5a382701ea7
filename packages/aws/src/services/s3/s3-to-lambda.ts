import type { DestinationKind } from "./destination-kind.ts";

/** Functions: each event is an asynchronous invocation. */
export const s3ToLambda: DestinationKind = {
  list: "LambdaFunctionConfigurations",
  arn: "LambdaFunctionArn",
  argument: "CloudFunction",
  service: "lambda",
  noun: "Lambda",
  isTested: false,
};
