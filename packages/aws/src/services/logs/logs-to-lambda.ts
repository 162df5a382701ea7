/** How log events reach functions. */
export const logsToLambda = {
  service: "lambda",
  probedAs: null,
  getsEvent: true,
  absent:
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
  denied:
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
} as const;
