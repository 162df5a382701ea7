import { bytesOfBase64, milliseconds, type Duration } from "@orrery/kernel";
import { pageByKey } from "../../../request/page.ts";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import { resolveTopicConfig, type TopicSettings } from "../config.ts";
import { kafkaLimits } from "../limits.ts";
import { clusterIn, clusterOf, isRefused } from "./cluster-operations.ts";
import { bootstrapServersOf, topicArnIn, topicKindName } from "./names.ts";

/** What the control plane keeps of a topic. */
export interface TopicKept {
  /** The ARN of its cluster. */
  readonly cluster: string;
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Lines of `name=value` in base64, as they were given; `null`: none. */
  readonly configs: string | null;
  /** Whether a reader named it before anybody made it. @defaultValue false */
  readonly isImplied?: true;
}

/** What is kept of a topic. */
const topicIn = ({ record }: Resource): TopicKept => record as unknown as TopicKept; // Made by `create`.

const plainKept = (kept: TopicKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** Operations that make, change, describe and delete topics. */
export const topicOperations: Operations = {
  CreateTopic: { begin: create },
  DescribeTopic: { begin: describe },
  ListTopics: { begin: list },
  UpdateTopic: { begin: update },
  DeleteTopic: { begin: remove },
};

const respond = (response: PlainObject): Step => ({ type: "respond", response });

const named = (params: PlainObject): string => textOf(params["TopicName"])!; // It is there.

function create(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const topic = named(params);
  const arn = topicArnIn(cluster.arn, topic);
  const there = plane.findByArn(arn);
  const partitions = numberOf(params["PartitionCount"])!; // As before.
  // A reader may name a topic first: it then gets what is said of it, which can be more partitions and never fewer.
  if (there !== undefined && isImplied(there, partitions)) return update(params, plane);
  if (there !== undefined) {
    return refused("TopicExistsException", `Topic '${topic}' already exists.`);
  }
  if (!/^[a-zA-Z0-9._-]{1,249}$/.test(topic)) {
    return refused("BadRequestException", `Invalid topic name: ${topic}`); // Assumed: the words.
  }
  const kept: TopicKept = {
    cluster: cluster.arn,
    topic,
    partitions,
    replicationFactor: numberOf(params["ReplicationFactor"])!,
    configs: textOf(params["Configs"]) ?? null,
  };
  const { brokers } = clusterIn(cluster);
  if (kept.replicationFactor > brokers) {
    return refused(
      "BadRequestException",
      `Replication factor: ${kept.replicationFactor} larger than available brokers: ${brokers}.`,
    );
  }
  const wrong = againstPartitions(kept.partitions);
  if (wrong !== null) return wrong;
  const name = `${cluster.name}/${topic}`;
  plane.create({ kind: topicKindName, name, arn, record: plainKept(kept) }, (number) =>
    settingsOf(number, kept, cluster, plane),
  );
  return respond({ TopicArn: arn, TopicName: topic, Status: "CREATING" });
}

const isImplied = (topic: Resource, partitions: number): boolean =>
  topicIn(topic).isImplied === true && topicIn(topic).partitions <= partitions;

const againstPartitions = (count: number): Refused | null =>
  count <= kafkaLimits.partitions.max
    ? null
    : refused(
        "BadRequestException",
        `Number of partitions is above ${kafkaLimits.partitions.max}.`,
      ); // Assumed: the words.

function settingsOf(
  number: number,
  { topic, partitions, configs }: TopicKept,
  cluster: Resource,
  plane: ControlPlane,
): TopicSettings {
  const retention = retentionIn(configs);
  const { brokers } = clusterIn(cluster);
  return resolveTopicConfig(
    topic,
    { partitions, ...(retention === null ? {} : { retention }) },
    {
      topic: number,
      bootstrapServers: bootstrapServersOf(cluster.name, plane.region, brokers),
      epochMilliseconds: plane.epochMilliseconds,
      assumptions: plane.assumptions,
    },
  );
}

/** `retention.ms` in a topic's configuration, of which -1 is no end; `null`: it says none. */
function retentionIn(configs: string | null): Duration | null {
  const bytes = configs === null ? null : bytesOfBase64(configs);
  const text = bytes === null ? "" : (textOfUtf8(bytes) ?? "");
  const said = /^\s*retention\.ms\s*=\s*(-1|\d+)\s*$/m.exec(text)?.[1];
  if (said === undefined) return null;
  const { min, max } = kafkaLimits.retention;
  if (said === "-1") return max;
  const retention = milliseconds(Number(said));
  return retention < min ? min : retention > max ? max : retention;
}

/** The topic that a request names. */
function topicOf(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const found = plane.findByArn(topicArnIn(cluster.arn, named(params)));
  return (
    found ?? refused("UnknownTopicOrPartitionException", `Topic '${named(params)}' does not exist.`) // Assumed: the words.
  );
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const { configs, ...facts } = topicIn(topic);
  return respond({
    TopicArn: topic.arn,
    TopicName: facts.topic,
    PartitionCount: facts.partitions,
    ReplicationFactor: facts.replicationFactor,
    ...(configs === null ? {} : { Configs: configs }),
    Status: "ACTIVE",
  });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const prefix = textOf(params["TopicNameFilter"]) ?? "";
  const topics = plane
    .list(topicKindName)
    .filter(
      (each) => topicIn(each).cluster === cluster.arn && topicIn(each).topic.startsWith(prefix),
    );
  const most = numberOf(params["MaxResults"]) ?? kafkaLimits.listPage.default;
  const token = textOf(params["NextToken"]) ?? null;
  const { items, next } = pageByKey(topics, (each) => topicIn(each).topic, token, most);
  return respond({
    Topics: items.map((each) => {
      const { topic, partitions, replicationFactor } = topicIn(each);
      return {
        TopicArn: each.arn,
        TopicName: topic,
        PartitionCount: partitions,
        ReplicationFactor: replicationFactor,
        OutOfSyncReplicaCount: 0,
      };
    }),
    ...(next === null ? {} : { NextToken: next }),
  });
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const cluster = clusterOf(params, plane) as Resource; // The topic was found in it.
  const before = topicIn(topic);
  const partitions = numberOf(params["PartitionCount"]) ?? before.partitions;
  if (partitions < before.partitions) {
    return refused(
      "BadRequestException",
      `Topic currently has ${before.partitions} partitions, which is higher than the requested ${partitions}.`,
    );
  }
  const wrong = againstPartitions(partitions);
  if (wrong !== null) return wrong;
  const { isImplied: _was, ...rest } = before;
  const kept = { ...rest, partitions, configs: textOf(params["Configs"]) ?? before.configs };
  plane.change(topic, {
    record: plainKept(kept),
    settings: settingsOf(topic.number, kept, cluster, plane),
  });
  return respond({ TopicArn: topic.arn, TopicName: kept.topic, Status: "UPDATING" });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  plane.delete(
    topic,
    refused("UnknownTopicOrPartitionException", "This server does not host this topic-partition."),
  );
  return respond({ TopicArn: topic.arn, TopicName: topicIn(topic).topic, Status: "DELETING" });
}
