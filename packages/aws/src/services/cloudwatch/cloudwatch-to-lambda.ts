/** How alarms reach functions: in a name of their own. */
export const cloudwatchToLambda = {
  service: "lambda",
  caller: "lambda.alarms.cloudwatch",
  /** Of the metrics of functions, for samples of events. */
  namespace: "AWS/Lambda",
} as const;
