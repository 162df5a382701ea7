import type { Rule } from "../../../service/rule.ts";
import { guide, recorded } from "../rule-sources.ts";
import type { StreamMappingSettings } from "./config.ts";

const date = "2026-11";

/** How streams are read. */
export const streamReadRules: readonly Rule<StreamMappingSettings>[] = [
  {
    id: "stream-mapping.read.rate",
    status: "documented",
    source: guide("with-kinesis"),
    date,
    text: "A shard that has nothing is polled once a second; one that has more is read on at once, as often as it may be.",
    semantics: [
      "event-source-mappings §0 stream.pollRate (Kinesis)",
      "event-source-mappings §4.1 base poll rate",
    ],
  },
  {
    id: "stream-mapping.read.trim-horizon",
    status: "documented",
    source: guide("services-kinesis-parameters"),
    date,
    text: "From TRIM_HORIZON on a mapping reads all that there is, shards that were split or merged first.",
    semantics: ["event-source-mappings §4.1 StartingPosition"],
    when: ({ startingPosition }) => startingPosition === "TRIM_HORIZON",
  },
  {
    id: "stream-mapping.read.latest",
    status: "documented",
    source: guide("with-kinesis"),
    date,
    text: "With LATEST a mapping reads what comes after it has begun: what comes while it is made is missed.",
    semantics: ["event-source-mappings §4.1.4"],
    when: ({ startingPosition }) => startingPosition === "LATEST",
  },
  {
    id: "stream-mapping.read.at-timestamp",
    status: "documented",
    source: guide("services-kinesis-parameters"),
    date,
    text: "With AT_TIMESTAMP a mapping begins with the first record that came then or later, in each shard.",
    when: ({ startingPosition }) => startingPosition === "AT_TIMESTAMP",
  },
  {
    id: "stream-mapping.read.parents-first",
    status: "documented",
    source: guide("with-kinesis"),
    date,
    text: "A shard that came of others is read once all of those is done with.",
    semantics: ["event-source-mappings §4.1.3"],
  },
  {
    id: "stream-mapping.read.lanes",
    status: "documented",
    source: guide("services-kinesis-parameters"),
    date,
    text: "A shard has one batch in work at a time, or as many as its parallelization factor says: records of one key are in one of them at a time, in their order.",
    semantics: [
      "event-source-mappings §0 stream.ParallelizationFactor",
      "event-source-mappings §4.1.1",
      "event-source-mappings §4.1.2",
      "event-source-mappings §4.1 ordering key with ParallelizationFactor > 1",
    ],
  },
  {
    id: "stream-mapping.read.shared",
    status: "documented",
    source: guide("with-kinesis"),
    date,
    text: "All who poll a shard share what it gives: a read that is refused is made again after a while.",
    semantics: [
      "event-source-mappings §4.1 readers per shard",
      "event-source-mappings §4.1 reader",
    ],
  },
  {
    id: "stream-mapping.read.aggregated",
    status: "documented",
    source: guide("with-kinesis"),
    date,
    text: "What a producer has aggregated is one record, for the function to take apart.",
    semantics: ["event-source-mappings §4.1.6"],
  },
  {
    id: "stream-mapping.read.iterator-age",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
    date,
    text: "IteratorAge is how long ago the last record of a batch was written when the function gets it.",
    semantics: ["lambda §11 IteratorAge", "event-source-mappings §4.1.5"],
  },
  {
    id: "stream-mapping.read.expired",
    status: "assumed",
    source:
      "Lambda says that it tries until a record expires, not what it tells of those that did: they go to no destination",
    date,
    text: "Records that expire in their stream before they are given to the function, or while their batch is tried again, are passed over.",
    semantics: ["event-source-mappings §4.1 retention bound"],
  },
  {
    id: "stream-mapping.read.disabled",
    status: "documented",
    source: guide("invocation-eventsourcemapping"),
    date,
    text: "A mapping that is switched off finishes what its function has, and goes on where it stopped when it is switched on.",
  },
  {
    id: "stream-mapping.api.position",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "A mapping of a stream needs a StartingPosition, of those that its source has.",
    operations: ["CreateEventSourceMapping"],
  },
  {
    id: "stream-mapping.api.shown",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "Create answers with all parameters, those left out as their defaults: batches of 100, endless attempts and age, no processing result so far, and User action as the reason.",
    semantics: [
      "event-source-mappings §0 esm.batchSize (Kinesis, DynamoDB, Kafka, MQ, DocumentDB)",
      "event-source-mappings §0 stream.MaximumRecordAge",
      "event-source-mappings §0 stream.MaximumRetryAttempts",
      "event-source-mappings §0 stream.BisectBatchOnFunctionError",
    ],
    operations: ["CreateEventSourceMapping"],
  },
  {
    id: "stream-mapping.api.conflict",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "One stream and one function have one mapping.",
    operations: ["CreateEventSourceMapping"],
  },
];
