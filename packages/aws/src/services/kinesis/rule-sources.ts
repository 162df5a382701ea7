import type { Rule } from "../../service/rule.ts";
import type { StreamSettings } from "./config.ts";

/** A rule of Kinesis. */
export type KinesisRule = Rule<StreamSettings>;
/** When the sources were read. */
export const read = "2026-11";
/** A page of the Kinesis Data Streams Developer Guide. */
export const guide = (page: string): string => `AWS Kinesis Data Streams Developer Guide, ${page}`;
/** A page of the Kinesis Data Streams API Reference. */
export const api = (operation: string): string => `AWS Kinesis API Reference, ${operation}`;
/** A recording of what Kinesis answered. */
export const recorded =
  "MEASURED 2022-08, recorded on Kinesis (localstack/localstack, aws.validated)";

/** Whether AWS finds the number of shards. */
export const isOnDemand = ({ mode }: StreamSettings): boolean => mode === "ON_DEMAND";
/** Operations that write. */
export const writing = ["PutRecord", "PutRecords"] as const;
/** Operations that read. */
export const reading = ["GetShardIterator", "GetRecords"] as const;
