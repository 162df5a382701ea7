import { api, guide, isOnDemand, read, type KinesisRule } from "../rule-sources.ts";

/** How records come into a stream. */
export const putRules: readonly KinesisRule[] = [
  {
    id: "kinesis.put.hash",
    status: "documented",
    source: guide("Key concepts; API Reference, PutRecord"),
    date: read,
    text: "A record goes to the open shard whose hash key range holds the MD5 of its partition key, or its ExplicitHashKey, 0 to 2^128 − 1.",
    semantics: ["kinesis §1.1", "kinesis §0 hashKeySpace"],
  },
  {
    id: "kinesis.put.order",
    status: "documented",
    source: api("PutRecords"),
    date: read,
    text: "Records have growing sequence numbers in their shard; no two are taken for one, and a producer's retry is another record.",
    semantics: ["kinesis §1.3", "kinesis §1.5", "kinesis §1.6", "kinesis §8 duplicates"],
  },
  {
    id: "kinesis.put.sequence-number",
    status: "measured",
    source:
      "github.com/mhart/kinesalite db/index.js, version 2 of the numbers: taken apart by others",
    date: read,
    text: "A sequence number holds the second of the shard's making, the shard, the record's place and the second of its writing, in decimal digits.",
    semantics: ["kinesis §1.4"],
  },
  {
    id: "kinesis.put.size",
    status: "documented",
    source: guide("Quotas and limits; Large records"),
    date: read,
    text: "A record has 1,048,576 bytes at most with its partition key, or what the stream's MaxRecordSizeInKiB says, up to 10,240 KiB since 2025-10-27.",
    semantics: ["kinesis §0 record.maxSize", "kinesis §2.1", "kinesis §0 partitionKey"],
  },
  {
    id: "kinesis.put.request",
    status: "documented",
    source: api("PutRecords"),
    date: read,
    text: "PutRecords has 1 to 500 records of 10 MiB together, 5 MiB before 2025-10-27; each is taken or refused by itself, and the answer says how many were not.",
    semantics: [
      "kinesis §0 putRecords.records",
      "kinesis §0 putRecords.bytes",
      "kinesis §2 PutRecords",
      "kinesis §9.1 PutRecords",
    ],
  },
  {
    id: "kinesis.put.throughput",
    status: "documented",
    source: guide("Quotas and limits"),
    date: read,
    text: "A shard takes 1 MB and 1,000 records a second; more is refused with ProvisionedThroughputExceededException.",
    semantics: [
      "kinesis §0 shard.writeBytes",
      "kinesis §0 shard.writeRecords",
      "kinesis §2 PutRecord",
      "kinesis §2.2",
      "kinesis §6 hot key",
      "kinesis §9 ProvisionedThroughputExceededException",
    ],
  },
  {
    id: "kinesis.put.reserve",
    status: "assumed",
    source:
      "AWS says a second and no more: a token bucket that fills all the time and holds a second's worth is ours",
    date: read,
    text: "What a shard did not take it may take later, up to a second's worth, or one record of the greatest size.",
    semantics: ["kinesis §2 ¶1"],
  },
  {
    id: "kinesis.put.readable",
    status: "documented",
    source: api("PutRecord"),
    date: read,
    text: "A record can be read as soon as it is written.",
    semantics: ["kinesis §2.3"],
  },
  {
    id: "kinesis.put.evenly",
    status: "documented",
    source: "AWS SDK for JavaScript, client-kinesis 3.1143.0; that the shards take turns is ours",
    date: read,
    text: "An on-demand stream with RecordDistributionStrategy AUTO spreads records over its shards, whatever their keys.",
    semantics: ["kinesis §0 recordDistributionStrategy"],
    when: isOnDemand,
  },
];
