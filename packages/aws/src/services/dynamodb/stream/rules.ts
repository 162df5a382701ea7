import type { Rule } from "../../../service/rule.ts";
import type { StreamSettings } from "./config.ts";

const date = "2026-11";
const guide = (page: string): string => `AWS DynamoDB Developer Guide, ${page}`;
const api = (operation: string): string => `AWS DynamoDB Streams API Reference, ${operation}`;

/** How changes of items get into the stream of a table, and out of it. */
export const changeStreamRules: readonly Rule<StreamSettings>[] = [
  {
    id: "dynamodb.stream.once",
    status: "documented",
    source: guide("Change data capture for DynamoDB Streams"),
    date,
    text: "Each change of an item is in the stream once, and the changes of one item are in their order.",
    semantics: ["dynamodb §7 content", "dynamodb §7 sequence numbers"],
  },
  {
    id: "dynamodb.stream.no-op",
    status: "measured",
    source: "MEASURED, recorded on DynamoDB (localstack/localstack, aws.validated)",
    date,
    text: "A write that changes nothing leaves no record.",
    semantics: ["dynamodb §7 no-op writes"],
  },
  {
    id: "dynamodb.stream.transactions",
    status: "documented",
    source: guide("DynamoDB transactions: how it works"),
    date,
    text: "The changes of a transaction are records of their own, as those of single writes are.",
    semantics: ["dynamodb §6.7"],
  },
  {
    id: "dynamodb.stream.views",
    status: "documented",
    source: guide("Change data capture for DynamoDB Streams (enabling a stream)"),
    date,
    text: "A stream shows keys alone, or with them the item as it is, as it was, or both, and stays so.",
    semantics: ["dynamodb §7 view types"],
  },
  {
    id: "dynamodb.stream.record",
    status: "documented",
    source: api("Record, StreamRecord"),
    date,
    text: "A record has an event id, INSERT, MODIFY or REMOVE, its Region, the second of the change, keys and images, a sequence number and its bytes.",
    semantics: ["lambda §15 DynamoDB Streams", "dynamodb §7 record"],
  },
  {
    id: "dynamodb.stream.size",
    status: "measured",
    source: "MEASURED, recorded on DynamoDB (localstack/localstack, aws.validated)",
    date,
    text: "SizeBytes are the bytes of the keys and of the images that a record has.",
    semantics: ["dynamodb §7 SizeBytes"],
  },
  {
    id: "dynamodb.stream.retention",
    status: "documented",
    source: guide("Change data capture for DynamoDB Streams"),
    date,
    text: "A record is kept for 24 hours.",
    semantics: ["dynamodb §0 streams.retention", "dynamodb §7 retention"],
  },
  {
    id: "dynamodb.stream.shards",
    status: "assumed",
    source: `${guide("Reading and processing a stream")}; with how many it begins, and how much is much, is ours`,
    date,
    text: "A stream begins with one open shard, which is split where more than 1,000 records a second come for a minute.",
    semantics: ["dynamodb §7 shards"],
  },
  {
    id: "dynamodb.stream.roll-over",
    status: "assumed",
    source: "Seen to be about four hours; AWS says that shards come and go by themselves",
    date,
    text: "A shard takes records for four hours; then it is closed, and another that has it for its parent takes its place.",
  },
  {
    id: "dynamodb.stream.read",
    status: "documented",
    source: api("GetRecords"),
    date,
    text: "One GetRecords gives up to 1,000 records or 1 MB; there may be none.",
    semantics: ["dynamodb §0 streams.getRecords", "dynamodb §7 GetRecords"],
  },
  {
    id: "dynamodb.stream.disabled",
    status: "documented",
    source: guide("Change data capture for DynamoDB Streams (enabling a stream)"),
    date,
    text: "A stream that is disabled has its shards closed, and can be read for 24 hours; the next one has another ARN.",
    semantics: ["dynamodb §7 disable"],
  },
  {
    id: "dynamodb.stream.polls",
    status: "documented",
    source:
      "AWS Lambda Developer Guide, Using AWS Lambda with DynamoDB; how long it takes MEASURED 2022-09, bitesizedserverless.com",
    date,
    text: "Lambda polls each shard four times a second; a function begins 213 ms after a change in the median.",
    semantics: [
      "dynamodb §7 Lambda polling",
      "dynamodb §7 ¶1",
      "event-source-mappings §0 stream.pollRate (DynamoDB)",
    ],
  },
  {
    id: "dynamodb.stream.filters",
    status: "measured",
    source: "MEASURED 2025-11-25, recorded on Lambda (localstack/localstack, aws.validated)",
    date: "2025-11",
    text: "Filters of a mapping see the whole record, whose numbers are texts under their types: numeric operators match none of them, but the time of the record's making. A value or exists: true matches under its type alone, and exists: false without the type whatever is there.",
    semantics: ["event-source-mappings §5 DynamoDB", "event-source-mappings §5.6"],
  },
];
