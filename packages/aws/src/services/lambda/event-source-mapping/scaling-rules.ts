import type { Rule } from "../../../service/rule.ts";
import type { EventSourceMappingSettings } from "../../../mapping/queue/config.ts";
import { isProvisioned, isOnDemand } from "./rule-conditions.ts";
import { guide } from "../rule-sources.ts";

/** How mappings poll, and how many of their pollers there are. */
export const mappingScalingRules: readonly Rule<EventSourceMappingSettings>[] = [
  {
    id: "event-source-mapping.poll.long-poll",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html; 15 empty receives a minute of 5 idle pollers: github.com/DataBiosphere/azul issue 3708, 2021",
    date: "2026-10",
    text: "Pollers wait 20 s for messages, so an idle poller makes three empty receives a minute.",
    semantics: ["event-source-mappings §2.1 idle", "event-source-mappings §2.1.8"],
  },
  {
    id: "event-source-mapping.poll.queue-refuses",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html",
    date: "2026-10",
    text: "A mapping whose queue is gone or refuses keeps trying.",
    semantics: ["event-source-mappings §1.9"],
  },
  {
    id: "event-source-mapping.poll.pause-after-refusal",
    status: "assumed",
    source: "AWS does not say; the pauses are those of throttled invocations",
    date: "2026-11",
    text: "A poller pauses for 1 s after a receive that is refused or lost, then twice as long each time up to 30 s.",
  },
  {
    id: "event-source-mapping.scale.five-at-first",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
    date: "2026-10",
    text: "Messages on an idle queue are read in five batches at once at first.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §0 sqs.initialConcurrency",
      "event-source-mappings §2.1 first messages",
    ],
  },
  {
    id: "event-source-mapping.scale.added-each-minute",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html; since 2023-11-06: aws.amazon.com/about-aws/whats-new/2023/11/aws-lambda-polling-scale-rate-sqs-event-source",
    date: "2026-11",
    text: "While messages remain, 300 concurrent invocations come each minute; 60 before 2023-11-06.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §0 sqs.scaleUp (new)",
      "event-source-mappings §0 sqs.scaleUp (old)",
      "event-source-mappings §2.1 ramp",
      "lambda §0 SQS poller ramp",
    ],
  },
  {
    id: "event-source-mapping.scale.one-by-one",
    status: "assumed",
    source:
      "AWS says how many come in a minute, not when; a published measurement of 2018-11 (mikhail.io) shows a straight line from the start",
    date: "2026-11",
    text: "Pollers are added one by one at even distances, as long as receives bring all they ask for of messages that were there before.",
    when: isOnDemand,
    semantics: ["event-source-mappings §2.1.1", "event-source-mappings §2.1 ¶2"],
  },
  {
    id: "event-source-mapping.scale.maximum",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html; AWS Compute Blog 2023-11",
    date: "2026-10",
    text: "A mapping has at most 1,250 concurrent invocations; 1,000 before 2023-11-06.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §0 sqs.maxConcurrency (new)",
      "event-source-mappings §0 sqs.maxConcurrency (old)",
      "event-source-mappings §2.1 ceiling",
    ],
  },
  {
    id: "event-source-mapping.scale.low-traffic",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
    date: "2026-10",
    text: "Under low traffic concurrency falls to two, but not beside a maximum concurrency.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §0 sqs.lowTrafficConcurrency",
      "event-source-mappings §2.1 low traffic",
    ],
  },
  {
    id: "event-source-mapping.scale.account-quota",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
    date: "2026-11",
    text: "A mapping has no more concurrent invocations than the quota of the account, unless its pollers are paid for.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §0 sqs.maxConcurrency (new)",
      "event-source-mappings §2.1 ceiling",
    ],
  },
  {
    id: "event-source-mapping.scale.removed-each-minute",
    status: "assumed",
    source:
      "Lambda developer guide of 2018 (Understanding Scaling Behavior): +20 and -10 receives a minute, 100 at most; +60 and -30 concurrent invocations. Later guides are silent",
    date: "2026-11",
    text: "In a minute in which pollers were not needed half as many go as the ramp adds: 150, and 30 before 2023-11-06.",
    when: isOnDemand,
    semantics: ["event-source-mappings §2.1 ¶2"],
  },
  {
    id: "event-source-mapping.scale.needed",
    status: "assumed",
    source: "AWS speaks of in-flight messages that decrease, not of how it is seen",
    date: "2026-11",
    text: "Pollers are needed as far as they had something to do in some second of the minute, but for the least number.",
    when: isOnDemand,
    semantics: ["event-source-mappings §2.1 ¶2"],
  },
  {
    id: "event-source-mapping.receives.maximum",
    status: "documented",
    source:
      "Lambda developer guide of 2018 (Understanding Scaling Behavior): +20 and -10 receives a minute, 100 at most; +60 and -30 concurrent invocations. Later guides are silent",
    date: "2018-06",
    text: "At most 100 receives are under way at once, fewer than there may be pollers; provisioned pollers have one each.",
    semantics: ["event-source-mappings §2.1 ¶2"],
  },
  {
    id: "event-source-mapping.receives.added",
    status: "documented",
    source:
      "Lambda developer guide of 2018 (Understanding Scaling Behavior): +20 and -10 receives a minute, 100 at most; +60 and -30 concurrent invocations. Later guides are silent",
    date: "2018-06",
    text: "While messages remain and pollers wait to receive, 20 receives more may be under way each minute.",
    when: isOnDemand,
    semantics: ["event-source-mappings §2.1 ¶2"],
  },
  {
    id: "event-source-mapping.receives.removed",
    status: "documented",
    source:
      "Lambda developer guide of 2018 (Understanding Scaling Behavior): +20 and -10 receives a minute, 100 at most; +60 and -30 concurrent invocations. Later guides are silent",
    date: "2018-06",
    text: "In a minute in which they were not needed 10 receives fewer may be under way.",
    when: isOnDemand,
    semantics: ["event-source-mappings §2.1 ¶2"],
  },
  {
    id: "event-source-mapping.scale.calm",
    status: "assumed",
    source:
      "AWS Knowledge Center, lambda-sqs-scaling (2020 to 2026): a mapping does not scale up while there are errors, and goes on by the ordinary ramp when they stop; it does not say how soon",
    date: "2026-11",
    text: "No poller is added until a minute has passed without an invocation that failed or was throttled; then by the ordinary ramp.",
    when: isOnDemand,
    semantics: ["event-source-mappings §2.4 ¶1", "event-source-mappings §2.4 ¶2"],
  },
  {
    id: "event-source-mapping.scale.error-pause",
    status: "measured",
    source:
      "fitted to rehanvdm.com, 7 SQS Lambda ESM Scaling Behaviours (undated, after 2025-11; one author): 1, 5 and 10 % of failed invocations cost 20, 75 and 85 % of the throughput",
    date: "2026-11",
    text: "After a failed invocation the place of its batch pauses for 4.5 s, after each one more twice as long up to 30 s; a success begins the row anew.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §2.4 function error or timeout",
      "event-source-mappings §2.4 ¶2",
    ],
  },
  {
    id: "event-source-mapping.scale.slower-on-throttles",
    status: "assumed",
    source: "AWS says that concurrency is reduced on throttles, not how",
    date: "2026-11",
    text: "For each batch that is throttled a poller goes, down to the least number: it goes when that batch is through, and until then receives no more.",
    when: isOnDemand,
    semantics: [
      "event-source-mappings §2.4 throttle (429)",
      "event-source-mappings §2.4 ¶1",
      "event-source-mappings §2.4 ¶2",
    ],
  },
  {
    id: "event-source-mapping.concurrency.maximum",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html; AWS Compute Blog 2023-01",
    date: "2026-10",
    text: "With a maximum concurrency no more batches are in work and no more is received, so nothing is received in vain.",
    semantics: ["event-source-mappings §2.2.1", "event-source-mappings §2.2.2"],
  },
  {
    id: "event-source-mapping.concurrency.over-pull",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html; user report of 2026-08-11 in adobe/spacecat-audit-worker pull request 2876",
    date: "2026-11",
    text: "Reserved concurrency alone does not hold pollers back: what is throttled has been received, and may be given up to the dead-letter queue without ever running.",
    semantics: ["event-source-mappings §2.2.3", "event-source-mappings §2.4.4"],
  },
  {
    id: "event-source-mapping.provisioned.capacity",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html; AWS News Blog 2025-11-14",
    date: "2026-10",
    text: "A provisioned poller has up to 10 concurrent invocations, polls up to 10 times and receives up to 1 MB a second.",
    when: isProvisioned,
    semantics: [
      "event-source-mappings §0 sqs.poller.capacity",
      "event-source-mappings §2.3 per poller",
      "event-source-mappings §2.3 sizing: events/s per poller",
    ],
  },
  {
    id: "event-source-mapping.provisioned.bounds",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html",
    date: "2026-10",
    text: "Provisioned pollers stay between their minimum, 2 unless set, and their maximum, 200 unless set.",
    when: isProvisioned,
    semantics: [
      "event-source-mappings §0 sqs.ProvisionedPollers.min / max",
      "event-source-mappings §2.3 MinimumPollers",
      "event-source-mappings §2.3 MaximumPollers",
      "event-source-mappings §2.3 max concurrency",
    ],
  },
  {
    id: "event-source-mapping.provisioned.metrics",
    status: "documented",
    source: guide("monitoring-metrics-types"),
    date: "2026-11",
    text: "ProvisionedPollers are the pollers that are paid for and there.",
    when: isProvisioned,
    semantics: [
      "event-source-mappings §2.3 metrics",
      "lambda §11 ProvisionedPollers, EventPollerUnit, EventPollerThroughputInBytes",
    ],
  },
  {
    id: "event-source-mapping.provisioned.ramp",
    status: "documented",
    source: "AWS News Blog 2025-11-14",
    date: "2026-10",
    text: "Provisioned pollers grow by 1,000 concurrent invocations a minute.",
    when: isProvisioned,
    semantics: [
      "event-source-mappings §0 sqs.provisioned.scaleUp",
      "event-source-mappings §2.3 ramp",
    ],
  },
  {
    id: "event-source-mapping.provisioned.one-receive",
    status: "assumed",
    source: "AWS gives the rates of a poller, not how it polls",
    date: "2026-11",
    text: "A provisioned poller has one receive under way at a time.",
    when: isProvisioned,
  },
];
