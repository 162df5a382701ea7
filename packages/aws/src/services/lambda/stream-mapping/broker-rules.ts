import type { Rule } from "../../../service/rule.ts";
import { guide } from "../rule-sources.ts";
import type { StreamMappingSettings } from "../../../mapping/shard/config.ts";

const date = "2026-11";
const isBroker = ({ readers }: StreamMappingSettings): boolean => readers !== null;

/** How topics of Kafka are read. */
export const streamBrokerRules: readonly Rule<StreamMappingSettings>[] = [
  {
    id: "stream-mapping.kafka.event",
    status: "documented",
    source: guide("with-msk"),
    date,
    text: "A function gets records of a topic by partition, with keys and values in base64.",
    semantics: [
      "event-source-mappings §6.1 ¶1",
      "event-source-mappings §6.1 ¶2",
      "event-source-mappings §6.1 ¶3",
      "lambda §15 MSK / Kafka",
    ],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.self-managed",
    status: "documented",
    source: `${guide("with-kafka")}; that its topic has ten partitions is ours`,
    date,
    text: "A mapping of a self-managed cluster names its brokers in place of an ARN; its events say SelfManagedKafka and have none.",
    operations: ["CreateEventSourceMapping"],
    when: ({ source }) => source.includes(":self-managed/"),
  },
  {
    id: "stream-mapping.kafka.batch",
    status: "documented",
    source: guide("with-msk"),
    date,
    text: "A batch of a topic may have records of several partitions; it goes out when it is full, has 6 MB, or after half a second.",
    semantics: [
      "event-source-mappings §0 esm.batchWindow (MSK, Kafka, MQ, DocumentDB)",
      "event-source-mappings §6.1.1",
      "event-source-mappings §6.1.2",
    ],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.scaling",
    status: "documented",
    source: guide("kafka-scaling-modes"),
    date,
    text: "A mapping of a topic has at most as many batches at once as there are partitions.",
    semantics: ["event-source-mappings §6 concurrency", "event-source-mappings §6 pollers"],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.provisioned",
    status: "documented",
    source: `${guide("kafka-scaling-modes")}; that a poller always counts for five batches is ours`,
    date,
    text: "A poller that is paid for has five batches at once: 1 to 200 of them at least, up to 2,000, and no more batches than partitions.",
    semantics: [
      "event-source-mappings §0 kafka.ProvisionedPollers.min / max",
      "event-source-mappings §0 kafka.poller.capacity",
    ],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.order",
    status: "documented",
    source: guide("with-msk"),
    date,
    text: "Records of a partition come in their order, whichever reader has it.",
    semantics: ["event-source-mappings §6 order"],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.retries",
    status: "documented",
    source: guide("kafka-retry-configurations"),
    date,
    text: "A batch of a topic is tried until it succeeds or expires, and ten times more where an on-failure destination is told of it; with pollers that are paid for, attempts, age, bisecting and reported items are set as for streams.",
    semantics: [
      "event-source-mappings §6 on error",
      "event-source-mappings §6.1.3",
      "event-source-mappings §6.1.4",
      "event-source-mappings §6 on-failure destination",
      "event-source-mappings §0 kafka.MaximumRetryAttempts / MaximumRecordAge",
    ],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.filter",
    status: "documented",
    source: guide("with-msk"),
    date,
    text: "Filters ask for the key and the value of a record of a topic; what passes none is passed over.",
    semantics: ["event-source-mappings §5 Kafka/MSK"],
    when: ({ readers, filters }) => readers !== null && filters.length > 0,
  },
  {
    id: "stream-mapping.kafka.positions",
    status: "documented",
    source: guide("with-msk"),
    date,
    text: "A group of readers begins where StartingPosition says, and then knows how far it has come.",
    semantics: ["event-source-mappings §6 start"],
    when: isBroker,
  },
  {
    id: "stream-mapping.kafka.api",
    status: "documented",
    source: "AWS Lambda API Reference, CreateEventSourceMapping; the words are ours",
    date,
    text: "A mapping of a cluster names one topic, and its function has 14 minutes at most.",
    semantics: [
      "event-source-mappings §6 function timeout",
      "event-source-mappings §0 topics, queues per ESM",
      "event-source-mappings §0 function timeout for Kafka/MQ/DocumentDB",
    ],
    operations: ["CreateEventSourceMapping"],
    when: isBroker,
  },
];
