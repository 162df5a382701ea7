import type { Distribution, Duration } from "@orrery/kernel";
import type { DeliveryPolicy } from "../../delivery/delivery-policy.ts";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { snsAssumptions } from "./limits.ts";

/** Whether a deduplication id stands for one message of a topic, or of each message group. */
export type FifoThroughputScope = "Topic" | "MessageGroup";

/** What a filter policy looks at. */
export type FilterPolicyScope = "MessageAttributes" | "MessageBody";

/** How often a standard topic does what AWS only says it may. Simulation only. */
export interface TopicChance {
  /** The part of deliveries that reach their subscriber twice, 0 to 1. @defaultValue 0 */
  readonly duplicateRate?: number;
}

/** How a topic is set, complete and checked: what its machine needs. */
export interface TopicSettings {
  /** The resource number. */
  readonly topic: number;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly throughputScope: FifoThroughputScope;
  /** In bytes, of one message, and of all of a batch. */
  readonly maximumMessageSize: number;
  /** Whether a message may name a message group. */
  readonly takesGroups: boolean;
  /** `1` or `2`. */
  readonly signatureVersion: string;
  /** How long messages are kept for replays; `null`: they are not. */
  readonly archiveRetention: Duration | null;
  /** Messages and bytes a second that it takes; `null` of standard topics. */
  readonly rates: FifoRates | null;
  /** How long after its publication a message is delivered first, on FIFO topics. */
  readonly transit: Distribution;
  readonly duplicateRate: number;
  /** Figures of ours, or what a scenario gives in their place. */
  readonly assumed: FigureValues<typeof snsAssumptions>;
  /** Those that are confirmed, in order of their numbers. */
  readonly subscriptions: readonly SubscriptionSettings[];
}

/** What a FIFO topic takes in a second. */
export interface FifoRates {
  readonly ofGroup: number;
  readonly ofTopic: number;
  /** `null`: as many as come. */
  readonly bytesOfTopic: number | null;
}

/** A subscription, as its topic's machine knows it. */
export interface SubscriptionSettings {
  /** From 1 in its topic, never used again. */
  readonly number: number;
  readonly arn: string;
  /** Such as `https`. */
  readonly protocol: string;
  readonly endpoint: string;
  /** Whether it is confirmed: until then it is only asked whether it wants to be. */
  readonly isConfirmed: boolean;
  readonly raw: boolean;
  /** Whether what is not raw is in the JSON of a notification, or a text that people read. */
  readonly hasEnvelope: boolean;
  /** `null` for none. */
  readonly filterPolicy: string | null;
  readonly filterPolicyScope: FilterPolicyScope;
  readonly policy: DeliveryPolicy;
  /** The part of the deliveries that succeed of which a record is logged, 0 to 1. */
  readonly loggedSuccesses: number;
  /** Whether a record of each that fails is. */
  readonly logsFailures: boolean;
  /** Deliveries a second; `null`: as many as come. */
  readonly deliveriesPerSecond: number | null;
  /** Whether its endpoint is outside of what is simulated, and takes what it is sent. */
  readonly leadsOutside: boolean;
  /** Whether its endpoint is a FIFO queue. */
  readonly isFifoQueue: boolean;
  /** Whether its dead-letter queue, if it has one, is. */
  readonly isFifoDeadLetterQueue: boolean;
}

/** The settings of the account's quotas. */
export interface AccountSettings {
  /** Messages a second, where the topic is not FIFO and where it is. */
  readonly messagesPerSecond: number;
  readonly fifoMessagesPerSecond: number;
}

/** The settings of a place outside AWS. */
export interface OutsideSettings {
  /** Such as `https`. */
  readonly protocol: string;
  readonly endpoint: string;
  readonly answers: OutsideAnswers | null;
  /** What it was made for: a message that was published to it; `null` where a subscription was. */
  readonly firstBody: string | null;
}

/** How an endpoint outside answers. Simulation only. */
export interface OutsideAnswers {
  /** The HTTP status of what fails. */
  readonly status: number;
  /** The part of the requests that fail, above 0 and at most 1. */
  readonly share: number;
}
