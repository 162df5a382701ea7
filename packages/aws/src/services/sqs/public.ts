export * as sqs from "./namespace.ts";
export type { QueueChance, QueueConfig } from "./config.ts";
export { messageIdOf } from "./message-names.ts";
export type {
  SQSBatchItemFailure,
  SQSBatchResponse,
  SQSEvent,
  SQSMessageAttribute,
  SQSMessageAttributes,
  SQSRecord,
  SQSRecordAttributes,
} from "./event-types.ts";
export type { MessageIdentity } from "./protocol.ts";
