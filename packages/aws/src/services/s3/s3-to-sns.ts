import type { DestinationKind } from "./destination-kind.ts";

/** Topics: each event is a message. */
export const s3ToSns: DestinationKind = {
  list: "TopicConfigurations",
  arn: "TopicArn",
  argument: "Topic",
  service: "sns",
  noun: "topic",
  isTested: true,
};
