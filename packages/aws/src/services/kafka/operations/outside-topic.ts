import type { PlainObject } from "../../../service/refusal.ts";
import type { ResourceMaker } from "../../../service/source.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { resolveTopicConfig } from "../config.ts";
import { kafkaAssumptions } from "../limits.ts";
import { outsideArnOf, topicArnIn, topicKindName } from "./names.ts";
import type { TopicKept } from "./topic-operations.ts";

/** Makes a topic of a cluster that is none of AWS, where nobody has read it so far. */
export function makeOutsideTopic(
  servers: readonly string[],
  topic: string,
  plane: ResourceMaker,
): void {
  const cluster = outsideArnOf(servers, plane);
  const arn = topicArnIn(cluster, topic);
  if (plane.findByArn(arn) !== undefined) return;
  const { epochMilliseconds, assumptions } = plane;
  const { outsidePartitions: partitions } = figureValues(kafkaAssumptions, assumptions);
  const kept: TopicKept = { cluster, topic, partitions, replicationFactor: 1, configs: null };
  const name = `self-managed/${servers[0]}/${topic}`;
  const record = kept as unknown as PlainObject; // Plain data by its type.
  plane.create({ kind: topicKindName, name, arn, record, part: "Topic" }, (number) =>
    resolveTopicConfig(
      topic,
      { partitions },
      {
        ...{ topic: number, bootstrapServers: servers.join(","), isOutside: true },
        ...{ epochMilliseconds, assumptions },
      },
    ),
  );
}
