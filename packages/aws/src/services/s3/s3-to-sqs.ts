import type { DestinationKind } from "./destination-kind.ts";

/** Queues: each event is a message. */
export const s3ToSqs: DestinationKind = {
  list: "QueueConfigurations",
  arn: "QueueArn",
  argument: "Queue",
  service: "sqs",
  noun: "queue",
  isTested: true,
};
