import type { PlainObject } from "../../../service/refusal.ts";
import type { ResourceMaker } from "../../../service/source.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { resolveTopicConfig } from "../config.ts";
import { kafkaAssumptions } from "../limits.ts";
import { clusterIn } from "./cluster-operations.ts";
import {
  bootstrapServersOf,
  clusterKindName,
  outsideArnOf,
  topicArnIn,
  topicKindName,
} from "./names.ts";
import type { TopicKept } from "./topic-operations.ts";

/** Makes a topic of a cluster that is none of AWS, where nobody has read it so far. */
export function makeOutsideTopic(
  servers: readonly string[],
  topic: string,
  plane: ResourceMaker,
): void {
  const cluster = outsideArnOf(servers, plane);
  const name = `self-managed/${servers[0]}/${topic}`;
  makeTopic(plane, cluster, topic, name, servers.join(","));
}

/** Makes a topic of a cluster that its clients make, as templates name topics and make none. */
export function makeImpliedTopic(arn: string, topic: string, plane: ResourceMaker): void {
  const cluster = plane.findByArn(arn);
  if (cluster?.kind !== clusterKindName) return;
  const { brokers } = clusterIn(cluster);
  const servers = bootstrapServersOf(cluster.name, plane.region, brokers);
  makeTopic(plane, arn, topic, `${cluster.name}/${topic}`, servers);
}

function makeTopic(
  plane: ResourceMaker,
  cluster: string,
  topic: string,
  name: string,
  bootstrapServers: string,
): void {
  const arn = topicArnIn(cluster, topic);
  if (plane.findByArn(arn) !== undefined) return;
  const { epochMilliseconds, assumptions } = plane;
  const { outsidePartitions: partitions } = figureValues(kafkaAssumptions, assumptions);
  const kept: TopicKept = {
    ...{ cluster, topic, partitions, replicationFactor: 1, configs: null },
    isImplied: true,
  };
  const record = kept as unknown as PlainObject; // Plain data by its type.
  plane.create({ kind: topicKindName, name, arn, record, part: "Topic" }, (number) =>
    resolveTopicConfig(
      topic,
      { partitions },
      {
        ...{ topic: number, bootstrapServers, hasAssumedPartitions: true },
        ...{ epochMilliseconds, assumptions },
      },
    ),
  );
}
