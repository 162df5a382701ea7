import { nameInArn } from "../../../service/arn.ts";
import type { Home } from "../../../service/caller.ts";

/** The kind of the machine. */
export const clusterKindName = "docdb.cluster";

/** The ARN of a cluster, which is one of RDS. */
export const clusterArnOf = (name: string, { partition, region, accountId }: Home): string =>
  `arn:${partition}:rds:${region}:${accountId}:cluster:${name}`;

/** The name of the cluster in its ARN; `undefined` in other ARNs. */
export const clusterNameIn = (arn: string): string | undefined => nameInArn(arn, "rds", "cluster:");
