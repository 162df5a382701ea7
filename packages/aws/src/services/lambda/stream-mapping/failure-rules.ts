import type { Rule } from "../../../service/rule.ts";
import { guide, recorded } from "../rule-sources.ts";
import type { StreamMappingSettings } from "../../../mapping/shard/config.ts";

const date = "2026-11";
const bisects = ({ bisects: does }: StreamMappingSettings): boolean => does;
const tells = ({ onFailure }: StreamMappingSettings): boolean => onFailure !== null;

/** What becomes of batches that fail. */
export const streamFailureRules: readonly Rule<StreamMappingSettings>[] = [
  {
    id: "stream-mapping.failure.retry",
    status: "documented",
    source: guide("with-kinesis"),
    date,
    text: "A batch that fails is tried again, and what comes after it waits, until it succeeds, its attempts or its age are used up, or it expires.",
    semantics: [
      "event-source-mappings §4.2 function error/timeout",
      "event-source-mappings §4.2 neither limit set (−1)",
    ],
  },
  {
    id: "stream-mapping.failure.attempts",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "So many retries are one attempt more.",
    when: ({ maximumRetryAttempts }) => maximumRetryAttempts !== null,
    semantics: [
      "event-source-mappings §4.2.1",
      "event-source-mappings §4.2 attempts or age used up",
    ],
  },
  {
    id: "stream-mapping.failure.throttle",
    status: "documented",
    source: guide("kinesis-on-failure-destination"),
    date,
    text: "A throttle or another refusal before the code runs is no attempt: it is tried again until the record is too old.",
    semantics: [
      "event-source-mappings §4.2 throttle, service error, no permission (error before code runs)",
    ],
  },
  {
    id: "stream-mapping.failure.age",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "Each record is given up by itself that is older than the maximum age.",
    when: ({ maximumRecordAge }) => maximumRecordAge !== null,
    semantics: ["event-source-mappings §4.2.3"],
  },
  {
    id: "stream-mapping.failure.bisect",
    status: "documented",
    source: guide("services-kinesis-parameters"),
    date,
    text: "With bisecting a batch that fails is split in two, the first half first, down to one record; a split is no attempt.",
    when: bisects,
    semantics: [
      "event-source-mappings §4.2 BisectBatchOnFunctionError",
      "event-source-mappings §4.2 invocation failed (exception, timeout) with both switches on",
    ],
  },
  {
    id: "stream-mapping.failure.backoff",
    status: "assumed",
    source: "Lambda does not say; fitted to a recording of 2025-11",
    date,
    text: "A batch is tried again after 1, 2, 4, 8, 10, 10 … s, a fifth shorter or longer, after errors and throttles alike.",
    semantics: ["event-source-mappings §4.2 ¶1"],
  },
  {
    id: "stream-mapping.destination.record",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "A destination hears which batch of which shard was given up, why, after how many attempts, and what the last answered; the function's ARN has no qualifier.",
    when: tells,
    semantics: [
      "event-source-mappings §4.4 RetryAttemptsExhausted",
      ...[1, 2, 3, 4, 5, 6].map((place) => `event-source-mappings §4.4 ¶${place}`),
    ],
  },
  {
    id: "stream-mapping.destination.age",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "Of records that were too old it hears nothing of an answer, and of one attempt where there was none.",
    when: tells,
    semantics: ["event-source-mappings §4.4 RecordAgeExceeded"],
  },
  {
    id: "stream-mapping.destination.bucket",
    status: "documented",
    source: guide("kinesis-on-failure-destination"),
    date,
    text: "A bucket gets the records themselves too, under a key of mapping, shard, day and instant.",
    when: tells,
    semantics: ["event-source-mappings §4.4 ¶7", "event-source-mappings §4.4 ¶8"],
  },
  {
    id: "stream-mapping.destination.kinds",
    status: "documented",
    source: guide("kinesis-on-failure-destination"),
    date,
    text: "A destination is a standard queue, a standard topic or a bucket.",
    semantics: ["event-source-mappings §4.2.4", "event-source-mappings §1.11"],
    operations: ["CreateEventSourceMapping", "UpdateEventSourceMapping"],
  },
];
