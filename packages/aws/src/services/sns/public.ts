export * as sns from "./namespace.ts";
export * as subscriptions from "./subscriptions.ts";
export type { OutsideAnswers, TopicChance } from "./config.ts";
export type {
  SNSEvent,
  SNSEventRecord,
  SNSMessage,
  SNSMessageAttribute,
  SNSMessageAttributes,
} from "./event-types.ts";
