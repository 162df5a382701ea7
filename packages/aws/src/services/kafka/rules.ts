import type { Rule } from "../../service/rule.ts";
import type { TopicSettings } from "./config.ts";

const read = "2026-11";
const lambda = (page: string): string => `AWS Lambda Developer Guide, ${page}`;
const apache = "Apache Kafka documentation";

/** The rules of Kafka that topics follow; the test of each bears its id. */
export const kafkaRules: readonly Rule<TopicSettings>[] = [
  {
    id: "kafka.topic.partitions",
    status: "documented",
    source: `${apache}, producer configuration; that records without a key go round the partitions one by one is ours`,
    date: read,
    text: "Records of one key are in one partition, by the key's murmur2 hash; offsets of a partition begin at 0 and have no holes.",
  },
  {
    id: "kafka.topic.size",
    status: "documented",
    source: "Amazon MSK Developer Guide, default configuration: message.max.bytes",
    date: read,
    text: "A record of more than 1,048,588 bytes is refused.",
  },
  {
    id: "kafka.topic.retention",
    status: "documented",
    source: `${apache}, topic configuration: retention.ms, by default seven days`,
    date: read,
    text: "A record is kept as long as its topic says.",
  },
  {
    id: "kafka.group.partitions",
    status: "documented",
    source: `${apache}, consumers; ${lambda("with-kafka")}`,
    date: read,
    text: "A group of readers has the partitions among them: each is read by one, in order, from where the group has come.",
    semantics: ["event-source-mappings §6 order"],
  },
  {
    id: "kafka.group.scaling",
    status: "documented",
    source: `${lambda("kafka-scaling-modes")}; when a group lags, by how much it grows, and by how much it shrinks when nothing comes, are ours`,
    date: read,
    text: "A mapping begins with one reader; each minute it is looked at whether it lags, and a group that does gets more, up to one for each partition.",
    semantics: [
      "event-source-mappings §6 pollers",
      "event-source-mappings §6 concurrency",
      "event-source-mappings §6 metric",
      "lambda §11 OffsetLag",
    ],
  },
  {
    id: "kafka.topic.implied",
    status: "assumed",
    source:
      "Templates name the topics that mappings read, and clients make them: Lambda asks nobody whether they are there",
    date: read,
    text: "A topic that a mapping reads and nobody has made is there, with as many partitions as kafka.outsidePartitions says; who makes it later may give it more.",
  },
  {
    id: "kafka.api.topics",
    status: "documented",
    source: "Amazon MSK API Reference, CreateTopic; the words of refusals are Kafka's or ours",
    date: read,
    text: "A cluster has topics, whose partitions can become more and not fewer.",
    operations: ["CreateTopic", "UpdateTopic", "DeleteTopic", "DescribeTopic", "ListTopics"],
  },
  {
    id: "kafka.api.clusters",
    status: "documented",
    source: "Amazon MSK API Reference, CreateClusterV2",
    date: read,
    text: "Clusters are provisioned or serverless; with a cluster its topics go.",
    operations: ["CreateCluster", "CreateClusterV2", "DeleteCluster", "DescribeClusterV2"],
  },
];
