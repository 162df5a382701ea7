import type { Rule } from "../../service/rule.ts";
import type { TableSettings } from "./config.ts";

/** A rule of DynamoDB. */
export type DynamodbRule = Rule<TableSettings>;
/** When the sources were read. */
export const read = "2026-11";
/** A page of the DynamoDB Developer Guide. */
export const guide = (page: string): string => `Amazon DynamoDB Developer Guide, ${page}`;
/** A page of the DynamoDB API Reference. */
export const api = (operation: string): string => `Amazon DynamoDB API Reference, ${operation}`;
/** A recording of what DynamoDB answered. */
export const recorded =
  "MEASURED 2025-10, recorded on DynamoDB (localstack/localstack, aws.validated)";
/** Notes of what DynamoDB answered. */
export const noted = "MEASURED 2026-10-09, ack-api-quirks (public notes of what DynamoDB answered)";
/** Operations that write. */
export const writing = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
] as const;
