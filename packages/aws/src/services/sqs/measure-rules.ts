import type { Rule } from "../../service/rule.ts";
import type { QueueSettings } from "./config.ts";
import { isStandard, isFair } from "./rule-conditions.ts";
import { guide } from "./rule-sources.ts";

/** What SQS counts and bills. */
export const measureRules: readonly Rule<QueueSettings>[] = [
  {
    id: "sqs.metrics.age-of-oldest",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "The age of the oldest message leaves out what was received three times on a standard queue, and counts from the move in a dead-letter queue.",
    semantics: ["sqs §3.7", "sqs §7.6", "sqs §12 ApproximateAgeOfOldestMessage (s)"],
  },
  {
    id: "sqs.metrics.quiet-groups",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "A queue with message groups that is not FIFO has the age and the counts of the messages whose groups are not noisy.",
    when: isFair,
    semantics: [
      "sqs §12 ApproximateNumberOfNoisyGroups, ApproximateNumberOfMessagesVisibleInQuietGroups, …NotVisibleInQuietGroups, …DelayedInQuietGroups, ApproximateAgeOfOldestMessageInQuietGroups",
    ],
  },
  {
    id: "sqs.metrics.empty-receives",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "Receives that return nothing are counted as NumberOfEmptyReceives.",
    semantics: ["sqs §12 NumberOfEmptyReceives"],
  },
  {
    id: "sqs.billing.chunks",
    status: "documented",
    source: "aws.amazon.com/sqs/pricing",
    date: "2026-11",
    text: "Each API action is a request, and each further started 64 KiB of messages is another; empty receives count.",
    semantics: ["sqs §0 billing.chunk", "sqs §13 ¶1"],
  },
  {
    id: "sqs.pricing.requests",
    status: "documented",
    source: "AWS Price List 2024-09; tiers above the first by price guides of 2026",
    date: "2026-11",
    text: "Requests are charged by the million in tiers, FIFO actions at a rate of their own.",
    semantics: ["sqs §13 ¶1"],
  },
  {
    id: "sqs.pricing.fair-queue-surcharge",
    status: "documented",
    source: "aws.amazon.com/sqs/pricing, since 2025-07",
    date: "2026-11",
    text: "Requests with a message group on a standard queue pay a surcharge.",
    when: isStandard,
  },
  {
    id: "sqs.metrics.counts",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "Messages are counted as sent with their sizes, as received at each receive, and as deleted at each deletion; of duplicates only that they were.",
    semantics: [
      "sqs §12 NumberOfMessagesSent, NumberOfMessagesReceived, NumberOfMessagesDeleted",
      "sqs §12 NumberOfDeduplicatedSentMessages",
      "sqs §12 SentMessageSize (bytes)",
      "observability §6.5 SQS",
    ],
  },
  {
    id: "sqs.metrics.conditions",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "A queue shows how many messages are visible, in flight and delayed, and a FIFO queue how many groups have some in flight.",
    semantics: [
      "sqs §12 ApproximateNumberOfMessagesVisible / NotVisible / Delayed",
      "sqs §12 ApproximateNumberOfGroupsWithInflightMessages",
    ],
  },
  {
    id: "sqs.extended-client.offload",
    status: "documented",
    source:
      "Amazon SQS Developer Guide, Managing large messages; payloadoffloading 2.2 and amazon-sqs-python-extended-client-lib 1.0.1",
    date: "2026-11",
    text: "The extended client puts a body that is large with its attributes into a bucket, and sends a pointer with its size as an attribute.",
    semantics: ["sqs §13 ¶2"],
    operations: ["SendMessage"],
  },
  {
    id: "sqs.extended-client.threshold",
    status: "documented",
    source: "ExtendedClientConfiguration of amazon-sqs-java-extended-client-lib",
    date: "2026-11",
    text: "Large is what is above 256 KiB, or above another threshold, or everything.",
    semantics: ["sqs §13 ¶2"],
    operations: ["SendMessage"],
  },
  {
    id: "sqs.extended-client.missing",
    status: "documented",
    source:
      "amazon-sqs-java-extended-client-lib, README: ignorePayloadNotFound is false by default",
    date: "2026-11",
    text: "A reader fails where the object of a message is gone.",
    operations: ["SendMessage"],
  },
];
