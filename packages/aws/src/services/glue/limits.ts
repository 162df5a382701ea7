import { countLimit } from "@orrery/kernel";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas of the AWS Glue Data Catalog.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/general/latest/gr/glue.html
 * - https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html
 */
export const glueLimits = {
  /** Partitions of a request. */
  batchOfPartitions: 100,
  page: countLimit({ default: 100, min: 1, max: 1_000 }),
} as const;

const raisable = (usual: number): Quota =>
  countLimit({ default: usual, min: 1, max: 1_000_000_000 });

/** Quotas of the account that a scenario may set. */
export const glueQuotas: Readonly<Record<string, Quota>> = {
  "glue.databases": raisable(10_000),
  /** Of a database. */
  "glue.tables": raisable(200_000),
  /** Of a table. */
  "glue.partitions": raisable(10_000_000),
};
