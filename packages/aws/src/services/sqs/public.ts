export * as sqs from "./construct.ts";
export type { QueueChance, QueueConfig } from "./config.ts";
export { messageIdOf } from "./message-names.ts";
export type { MessageIdentity } from "./protocol.ts";
