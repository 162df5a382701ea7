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
  },
  {
    id: "sqs.metrics.quiet-groups",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "A queue with message groups that is not FIFO has the age and the counts of the messages whose groups are not noisy.",
    when: isFair,
  },
  {
    id: "sqs.metrics.empty-receives",
    status: "documented",
    source: guide("sqs-available-cloudwatch-metrics"),
    date: "2026-11",
    text: "Receives that return nothing are counted as NumberOfEmptyReceives.",
  },
  {
    id: "sqs.billing.chunks",
    status: "documented",
    source: "aws.amazon.com/sqs/pricing",
    date: "2026-11",
    text: "Each API action is a request, and each further started 64 KiB of messages is another; empty receives count.",
  },
  {
    id: "sqs.pricing.requests",
    status: "documented",
    source: "AWS Price List 2024-09; tiers above the first by price guides of 2026",
    date: "2026-11",
    text: "Requests are charged by the million in tiers, FIFO actions at a rate of their own.",
  },
  {
    id: "sqs.pricing.fair-queue-surcharge",
    status: "documented",
    source: "aws.amazon.com/sqs/pricing, since 2025-07",
    date: "2026-11",
    text: "Requests with a message group on a standard queue pay a surcharge.",
    when: isStandard,
  },
];
