import { noTime } from "@orrery/kernel";
import type { ShardItem, ShardSource } from "../../service/source.ts";
import { formatWallClock, wallClockAt } from "../../text/wall-clock.ts";
import {
  filteredRecordOf,
  kafkaToLambda,
  partitionNameOf,
  sizeInEvent,
} from "./kafka-to-lambda.ts";
import { toReader } from "./limits.ts";
import { isOutside, outsideArnOf, topicArnIn } from "./operations/names.ts";
import { makeImpliedTopic, makeOutsideTopic } from "./operations/outside-topic.ts";
import type { TopicRecord } from "./protocol.ts";

const recordOf = (item: ShardItem): TopicRecord => item as TopicRecord; // Of this kind.

/** A topic, as mappings read it: by a group of readers who have its partitions among them. */
export const topicSource: ShardSource = {
  type: "shards",
  form: kafkaToLambda,
  service: "kafka",
  title: "Kafka",
  actions: { read: "kafka-cluster:ReadData" },
  positions: ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
  pollInterval: noTime,
  batchInfo: "KafkaBatchInfo",
  broker: {
    partOf: (arn, part) => topicArnIn(arn, part),
    outside: { sourceOf: outsideArnOf, make: makeOutsideTopic },
    imply: makeImpliedTopic,
    batchInfoOf(items, arn, size) {
      const first = recordOf(items[0]!); // It has records.
      const { epochMilliseconds } = first.topic;
      const at = ({ writtenAt }: ShardItem): number => wallClockAt(epochMilliseconds, writtenAt);
      const byPartition = new Map<string, ShardItem[]>();
      for (const item of items) {
        const name = partitionNameOf(item);
        const known = byPartition.get(name);
        if (known === undefined) byPartition.set(name, [item]);
        else known.push(item);
      }
      return {
        batchSize: items.length,
        ...(isOutside(arn) ? {} : { eventSourceArn: arn }),
        bootstrapServers: first.topic.bootstrapServers,
        payloadSize: size,
        recordsInfo: Object.fromEntries(
          [...byPartition].map(([name, all]) => [
            name,
            {
              firstRecordOffset: `${recordOf(all[0]!).offset}`,
              lastRecordOffset: `${recordOf(all.at(-1)!).offset}`,
              firstRecordTimestamp: formatWallClock(at(all[0]!)),
              lastRecordTimestamp: formatWallClock(at(all.at(-1)!)),
            },
          ]),
        ),
      };
    },
  },
  latency: (_topic, latencies) => latencies["kafka.toLambda"] ?? toReader,
  shardNameOf: partitionNameOf,
  keyOf: partitionNameOf,
  sizeOf: sizeInEvent,
  filteredOf: (item, epochMilliseconds) => filteredRecordOf(item, epochMilliseconds),
};
