// Written by `npm run services` from the folders of `services/`: do not edit.
/* eslint-disable no-restricted-syntax -- The names are listed in each service's public.ts. */

export * from "./services/apigateway/public.ts";
export * from "./services/apigatewayv2/public.ts";
export * from "./services/application-autoscaling/public.ts";
export * from "./services/athena/public.ts";
export * from "./services/cloudfront/public.ts";
export * from "./services/cloudwatch/public.ts";
export * from "./services/codedeploy/public.ts";
export * from "./services/cognito-idp/public.ts";
export * from "./services/docdb/public.ts";
export * from "./services/dynamodb/public.ts";
export * from "./services/elbv2/public.ts";
export * from "./services/events/public.ts";
export * from "./services/firehose/public.ts";
export * from "./services/glue/public.ts";
export * from "./services/kafka/public.ts";
export * from "./services/kinesis/public.ts";
export * from "./services/lambda/public.ts";
export * from "./services/logs/public.ts";
export * from "./services/mq/public.ts";
export * from "./services/pipes/public.ts";
export * from "./services/s3/public.ts";
export * from "./services/scheduler/public.ts";
export * from "./services/sns/public.ts";
export * from "./services/sqs/public.ts";
export * from "./services/stepfunctions/public.ts";
export * from "./services/xray/public.ts";
