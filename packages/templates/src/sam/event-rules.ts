import type { Rule } from "@orrery/aws";
import { ruleTable } from "../rule-table.ts";

const source = {
  status: "documented",
  source:
    "https://github.com/aws/serverless-application-model, samtranslator/model/eventsources, 1.110.0",
  date: "2026-11",
} as const;

/** What the events of functions say and become. */
export const samEventRules: readonly Rule[] = ruleTable("sam.event", source, [
  ["s3", "An S3 event demands Bucket and Events, and takes Filter.", "1.3 S3"],
  ["sns", "An SNS event demands Topic; it may go through a queue by SqsSubscription.", "1.3 SNS"],
  ["sqs", "An SQS event demands Queue.", "1.3 SQS"],
  ["kinesis", "A Kinesis event demands Stream and StartingPosition.", "1.3 Kinesis / DynamoDB"],
  ["dynamo-db", "A DynamoDB event demands Stream and StartingPosition.", "1.3 Kinesis / DynamoDB"],
  ["msk", "An MSK event demands Stream and StartingPosition, and takes Topics.", "1.3 MSK"],
  ["mq", "An MQ event demands Broker, and takes Queues and DynamicPolicyName.", "1.3 MQ"],
  [
    "self-managed-kafka",
    "An event of one's own Kafka takes the servers, the topics and how they are reached.",
    "1.3 SelfManagedKafka",
  ],
  ["document-db", "A DocumentDB event demands Cluster and DatabaseName.", "1.3 DocumentDB"],
  ["api", "An Api event demands Path and Method.", "1.3 Api"],
  ["http-api", "An HttpApi event demands nothing.", "1.3 HttpApi"],
  ["schedule", "A Schedule event demands Schedule.", "1.3 Schedule"],
  ["schedule-v2", "A ScheduleV2 event demands ScheduleExpression.", "1.3 ScheduleV2"],
  [
    "cloud-watch-event",
    "A CloudWatchEvent demands nothing that SAM looks at.",
    "1.3 CloudWatchEvent / EventBridgeRule",
  ],
  [
    "event-bridge-rule",
    "An EventBridgeRule event takes what a CloudWatchEvent takes.",
    "1.3 CloudWatchEvent / EventBridgeRule",
  ],
  [
    "cloud-watch-logs",
    "A CloudWatchLogs event demands LogGroupName and FilterPattern.",
    "1.3 CloudWatchLogs",
  ],
  ["io-t-rule", "An IoTRule event demands Sql.", "1.3 IoTRule"],
  ["alexa-skill", "An AlexaSkill event takes SkillId.", "1.3 AlexaSkill"],
  ["cognito", "A Cognito event demands UserPool and Trigger.", "1.3 Cognito"],
  [
    "common",
    "What all polled events have goes to the mapping as it is; servers, consumer groups and schema registries of Kafka where the mapping has them.",
    "1.3 ¶1",
  ],
  [
    "http-payload",
    "An HttpApi event has version 2.0 of the payload, unless it says another.",
    "0 httpApi.event.PayloadFormatVersion",
  ],
  [
    "http-timeout",
    "An HttpApi event has the timeout that it says; where it says none the API has its own.",
    "0 httpApi.event.TimeoutInMillis",
  ],
]);
