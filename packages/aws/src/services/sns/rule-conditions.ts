import type { Rule } from "../../service/rule.ts";
import type { TopicSettings } from "./config.ts";

/** A rule that topics follow. */
export type SnsRule = Rule<TopicSettings>;

/** A page of the developer guide, as a source. */
export const guide = (page: string): string => `Amazon SNS Developer Guide, ${page}`;
/** A page of the API reference, as a source. */
export const api = (operation: string): string => `Amazon SNS API Reference, ${operation}`;
/** The page of quotas, as a source. */
export const quotas = "AWS General Reference, Amazon SNS endpoints and quotas";
/** A recording of what SNS answered, on that day or on one that its source does not say. */
export const recorded = (date?: string): string =>
  `MEASURED ${date === undefined ? "" : `${date}, `}recorded on SNS (localstack/localstack, aws.validated)`;
/** When the sources were read. */
export const read = "2026-11";

/** Whether a topic keeps the order of message groups. */
export const isFifo = ({ fifo }: TopicSettings): boolean => fifo;
/** Whether a subscription of a topic has a filter policy. */
export const filters = ({ subscriptions }: TopicSettings): boolean =>
  subscriptions.some(({ filterPolicy }) => filterPolicy !== null);
/** Whether a topic has subscriptions of one of these protocols. */
export const uses =
  (...protocols: readonly string[]) =>
  ({ subscriptions }: TopicSettings): boolean =>
    subscriptions.some(({ protocol }) => protocols.includes(protocol));
/** Whether a subscription of a topic has a dead-letter queue. */
export const givesUp = ({ subscriptions }: TopicSettings): boolean =>
  subscriptions.some(({ policy }) => policy.onGivenUp !== null);
/** Whether a topic keeps messages for replays. */
export const archives = ({ archiveRetention }: TopicSettings): boolean => archiveRetention !== null;

/** Operations that publish. */
export const publishing = ["Publish", "PublishBatch"] as const;
/** Operations that set attributes of subscriptions. */
export const subscribing = ["Subscribe", "SetSubscriptionAttributes"] as const;
