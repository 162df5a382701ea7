import { seconds } from "@orrery/kernel";
import type { ShardSource } from "../../service/source.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import { filteredRecordOf, kinesisToLambda, sizeInEvent } from "./kinesis-to-lambda.ts";
import { toConsumer, toReader } from "./limits.ts";
import type { StreamRecord } from "./protocol.ts";
import { keptOf } from "./operations/stream-record.ts";
import { sequenceNumberIn } from "./record-names.ts";
import { shardIdOf } from "./sequence-number.ts";

/** Before a consumer's name and when it was made, behind the ARN of its stream. */
const consumerPart = "/consumer/";

/** A stream, as mappings and pipes read it. */
export const streamSource: ShardSource = {
  type: "shards",
  form: kinesisToLambda,
  service: "kinesis",
  title: "Kinesis",
  actions: { read: "kinesis:GetRecords" },
  readerNeeds: ["GetRecords", "GetShardIterator", "DescribeStream", "ListShards", "ListStreams"],
  positions: ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
  pollInterval: seconds(1),
  batchInfo: "KinesisBatchInfo",
  pushes: {
    action: "kinesis:SubscribeToShard",
    ownerOf: (arn) => (arn.includes(consumerPart) ? arn.slice(0, arn.indexOf(consumerPart)) : null),
    has: (stream, reader) => keptOf(stream).consumers.some(({ arn }) => arn === reader),
    latency: (latencies) => latencies["kinesis.fanOutToLambda"] ?? toConsumer,
  },
  latency: (_stream, latencies) => latencies["kinesis.toLambda"] ?? toReader,
  shardNameOf: (item) => shardIdOf((item as StreamRecord).shard.number),
  keyOf: (item) => (item as StreamRecord).partitionKey,
  sizeOf: sizeInEvent,
  filteredOf: (item, epochMilliseconds) => filteredRecordOf(item, epochMilliseconds),
  passedOn(item, epochMilliseconds) {
    const { content, shard, partitionKey, ...record } = item as StreamRecord; // Of this kind.
    return {
      ...content,
      metadata: {
        shardId: shardIdOf(shard.number),
        partitionKey,
        approximateArrivalTimestamp: wallClockAt(epochMilliseconds, record.writtenAt),
        sequenceNumber: sequenceNumberIn(item as StreamRecord),
        subsequenceNumber: 0,
      },
    };
  },
};
