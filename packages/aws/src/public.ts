// Written by `npm run services` from the folders of `services/`: do not edit.
/* eslint-disable no-restricted-syntax -- The names are listed in each service's public.ts. */

export * from "./services/application-autoscaling/public.ts";
export * from "./services/dynamodb/public.ts";
export * from "./services/firehose/public.ts";
export * from "./services/kafka/public.ts";
export * from "./services/kinesis/public.ts";
export * from "./services/lambda/public.ts";
export * from "./services/pipes/public.ts";
export * from "./services/scheduler/public.ts";
export * from "./services/sns/public.ts";
export * from "./services/sqs/public.ts";
