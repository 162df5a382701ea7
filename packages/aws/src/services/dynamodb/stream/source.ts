import type { ShardItem, ShardSource } from "../../../service/source.ts";
import { dynamodbToLambda } from "../dynamodb-to-lambda.ts";
import { eventRecordOf } from "./change-record.ts";
import { streamLimits, toReader } from "./limits.ts";
import { shardIdOf } from "./names.ts";
import type { ChangeRecord } from "./protocol.ts";

const changeOf = (item: ShardItem): ChangeRecord => item as ChangeRecord; // Of this kind.

// What a record has beside its images; names of types and quotes come with each attribute.
const overhead = 450;

/** The stream of a table, as mappings and pipes read it. */
export const changeStreamSource: ShardSource = {
  type: "shards",
  form: dynamodbToLambda,
  service: "dynamodb",
  title: "DynamoDB",
  actions: { read: "dynamodb:GetRecords" },
  readerNeeds: ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"],
  positions: ["TRIM_HORIZON", "LATEST"],
  pollInterval: streamLimits.pollInterval,
  batchInfo: "DDBStreamBatchInfo",
  latency: (_stream, latencies) => latencies["dynamodb.stream.toLambda"] ?? toReader,
  shardNameOf: (item) => shardIdOf(changeOf(item).shard),
  keyOf: (item) => JSON.stringify(changeOf(item).keys),
  sizeOf: (item) => overhead + 2 * changeOf(item).size,
  filteredOf: (item) => eventRecordOf(changeOf(item)),
};
