import { nameInArn } from "../../../service/arn.ts";
import type { Home } from "../../../service/caller.ts";

/** The kinds of the machines. */
export const clusterKindName = "kafka.cluster";
export const topicKindName = "kafka.topic";

/** FNV-1a. */
function hashOf(text: string, seed: number): string {
  let hash = seed;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/**
 * The ARN of a cluster of this name. What AWS draws at random in it follows from the name, so that templates know it
 * before they are deployed.
 */
export function clusterArnOf(name: string, { partition, region, accountId }: Home): string {
  const [one, two] = [hashOf(name, 0x811c9dc5), hashOf(name, 0x2f0b4c47)];
  const id = `${one}-${two.slice(0, 4)}-4${two.slice(4, 7)}-a${one.slice(0, 3)}-${two}${one.slice(0, 4)}-1`;
  return `arn:${partition}:kafka:${region}:${accountId}:cluster/${name}/${id}`;
}

/** What stands for the ARN of a cluster that is none of AWS. */
export const outsideArnOf = (
  servers: readonly string[],
  { partition, region, accountId }: Home,
): string => `arn:${partition}:kafka:${region}:${accountId}:self-managed/${servers.join(",")}`;

/** Whether it is one of those. */
export const isOutside = (arn: string): boolean => arn.includes(":self-managed/");

/** The ARN of a topic of a cluster. */
export const topicArnIn = (clusterArn: string, name: string): string =>
  `${clusterArn.replace(":cluster/", ":topic/")}/${name}`;

/** The name of the cluster in its ARN; `undefined` in other ARNs. */
export const clusterNameIn = (arn: string): string | undefined =>
  nameInArn(arn, "kafka", "cluster/")?.split("/")[0];

/** The name by which a topic is kept: with that of its cluster; `undefined` in ARNs of others. */
export function topicNameIn(arn: string): string | undefined {
  const [cluster, , topic] = nameInArn(arn, "kafka", "topic/")?.split("/") ?? [];
  return cluster === undefined || topic === undefined ? undefined : `${cluster}/${topic}`;
}

/** Where the brokers of a cluster are found. */
export const bootstrapServersOf = (cluster: string, region: string, count: number): string =>
  Array.from(
    { length: Math.min(count, 3) },
    (_, number) => `b-${number + 1}.${cluster}.kafka.${region}.amazonaws.com:9098`,
  ).join(",");
