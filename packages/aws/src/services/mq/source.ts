import { noTime } from "@orrery/kernel";
import type { Resource } from "../../service/resource.ts";
import type { ShardItem, ShardSource } from "../../service/source.ts";
import type { Engine } from "./config.ts";
import { mqLimits, toReader } from "./limits.ts";
import { messageIdOf, mqToLambda } from "./mq-to-lambda.ts";
import type { BrokerMessage } from "./protocol.ts";

const messageOf = (item: ShardItem): BrokerMessage => item as BrokerMessage; // Of this kind.

const engineOf = ({ record }: Resource): Engine => record["engine"] as Engine; // Made so.

// What a message has in an event beside its data.
const overhead = 420;

/** The queue that a reader of this name consumes. */
export const queueOfReader = (reader: string): string => reader.slice(reader.indexOf(" ") + 1);

/** A broker, as mappings read it: by consumers of one of its queues. */
export const brokerSource: ShardSource = {
  type: "shards",
  form: mqToLambda,
  service: "mq",
  title: "Amazon MQ",
  actions: { read: "mq:DescribeBroker" },
  positions: [],
  pollInterval: noTime,
  batchInfo: "MQBatchInfo",
  broker: {
    partOf: (arn) => arn,
    batchInfoOf: () => ({}), // Nobody is told.
    queues: {
      readerOf: (queue, uuid) => `${uuid} ${queue}`,
      consumersOf: (broker) => mqLimits.consumers[engineOf(broker)],
      retriesOf: (broker) => (engineOf(broker) === "ACTIVEMQ" ? mqLimits.redeliveries : null),
      accessTypesOf: (broker) =>
        engineOf(broker) === "ACTIVEMQ" ? ["BASIC_AUTH"] : ["BASIC_AUTH", "VIRTUAL_HOST"],
    },
  },
  latency: (_broker, latencies) => latencies["mq.toLambda"] ?? toReader,
  shardNameOf: (item) => messageOf(item).queue,
  keyOf: (item) => messageOf(item).queue,
  sizeOf: (item) => overhead + 4 * Math.ceil(messageOf(item).content.size / 3),
  filteredOf(item) {
    const { content, broker } = messageOf(item);
    return { messageID: messageIdOf(item, broker), data: content.data };
  },
};
