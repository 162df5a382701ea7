import { seconds } from "@orrery/kernel";
import type { ShardSource } from "../../service/source.ts";
import { filteredRecordOf, kinesisToLambda, sizeInEvent } from "./kinesis-to-lambda.ts";
import { toReader } from "./limits.ts";
import type { StreamRecord } from "./protocol.ts";
import { shardIdOf } from "./sequence-number.ts";

/** A stream, as mappings and pipes read it. */
export const streamSource: ShardSource = {
  type: "shards",
  form: kinesisToLambda,
  service: "kinesis",
  title: "Kinesis",
  actions: { read: "kinesis:GetRecords" },
  positions: ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
  pollInterval: seconds(1),
  batchInfo: "KinesisBatchInfo",
  latency: (_stream, latencies) => latencies["kinesis.toLambda"] ?? toReader,
  shardNameOf: (item) => shardIdOf((item as StreamRecord).shard.number),
  keyOf: (item) => (item as StreamRecord).partitionKey,
  sizeOf: sizeInEvent,
  filteredOf: (item, epochMilliseconds) => filteredRecordOf(item, epochMilliseconds),
};
