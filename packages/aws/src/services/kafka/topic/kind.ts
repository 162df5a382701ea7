import type { Arrival, Text } from "../../../service/entry.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { kafkaLimits, producerTimeout, toProducer } from "../limits.ts";
import { topicNameIn } from "../operations/names.ts";
import type { Produce, RecordContent } from "../protocol.ts";
import { kafkaRules } from "../rules.ts";
import { topicSource } from "../source.ts";
import { gauges, meters } from "./declarations.ts";
import { topicInvariants } from "./invariants.ts";
import { topicMachine } from "./machine.ts";
import { topicReporting } from "./reporting.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const contents = new WeakMap<Text, RecordContent>();

/** One object for all records that say the same: it is a value. */
function contentOf(text: Text): RecordContent {
  let content = contents.get(text);
  if (content === undefined) {
    content = { data: text.body, isBase64: false, size: text.size };
    contents.set(text, content);
  }
  return content;
}

const inputOf = ({ text, group, trail }: Arrival): Produce => ({
  type: "produce",
  content: contentOf(text),
  key: group,
  size: text.size + (group === null ? 0 : sizeInUtf8(group)),
  trail,
});

/** A topic, as everybody else sees it. */
export const topicKind: ResourceKind = {
  machine: topicMachine,
  invariants: topicInvariants,
  noun: "Kafka topic",
  rules: kafkaRules,
  metrics: { ...meters, ...gauges },
  entry: {
    sizeOf: () => kafkaLimits.recordSize,
    // Its message groups are keys.
    needsGroups: () => false,
    doors: { event: { inputOf } },
    action: "kafka-cluster:WriteData",
    timeout: producerTimeout,
    latency: (latencies) => ({ reply: latencies["kafka.toProducer"] ?? toProducer }),
  },
  source: topicSource,
  partOf: (record) => record["cluster"] as string,
  byArn: {
    service: "kafka",
    nameIn: topicNameIn,
    absent: () =>
      refused(
        "UnknownTopicOrPartitionException",
        "This server does not host this topic-partition.",
      ),
    unread: (arn) => `Topic not found: ${arn}`,
  },
  reporting: topicReporting,
};
