import type { RecordTarget } from "./asynchronous/record-target.ts";

/** How Lambda gives queues records of events, and dead letters. */
export const lambdaToSqs: RecordTarget = {
  service: "sqs",
  title: "SQS",
  operation: "SendMessage",
  templateType: "AWS::SQS::Queue",
};
