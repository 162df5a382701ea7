import type { SubscriptionSettings, TopicSettings } from "./config.ts";
import type { LatencyName } from "./latencies.ts";
import type { MessageAttribute, Notification } from "./protocol.ts";

/** What a protocol of subscriptions is: all that anybody asks about it. */
export interface Protocol {
  /** Such as `https`. */
  readonly name: string;
  /** How it is retried: as AWS's own services are, as what customers manage, or as its policy says. */
  readonly retries: "managed" | "customer" | "http";
  /** The same where the endpoint has no room; `null`: as otherwise. */
  readonly retriesThrottled: "customer" | null;
  /** When NumberOfNotificationsFailed counts: at each attempt, at the first of a message, or at its end. */
  readonly failureCounts: "attempt" | "message" | "end";
  /** The metric by which AWS charges for deliveries of standard topics; `null`: they are free. */
  readonly billedBy: BilledMetric | null;
  /** Whether a message can be delivered without the JSON around it. */
  readonly takesRaw: boolean;
  /** Whether a message is delivered in the JSON of a notification, unless it is raw. */
  readonly hasEnvelope: boolean;
  /** Whether whoever is at the endpoint must say first that they want the messages. */
  readonly confirms: boolean;
  /** Whether a topic of messages above 262,144 bytes takes it. */
  readonly takesLargeMessages: boolean;
  /** Whether a FIFO topic takes it. */
  readonly isForFifoTopics: boolean;
  /** Deliveries a second to one endpoint; `null`: as many as come. */
  readonly deliveriesPerSecond: number | null;
  /** What the attributes of topics that say which deliveries are logged begin with; `null`: none is. */
  readonly logged: FeedbackName | null;
  /** How long a standard topic's messages take to get there. */
  readonly transit: LatencyName;
  /** How many subscriptions of it a topic has at most; `null`: as many as of all. */
  readonly mostSubscriptions: number | null;
  /** What is wrong with an endpoint, in SNS's words; `null` for nothing. */
  againstEndpoint(endpoint: string): string | null;
  /** How it is delivered to a resource of AWS; `null`: it leads outside. */
  readonly edge: Edge | null;
}

/** How attributes of topics name a protocol whose deliveries are logged. */
export type FeedbackName = "Application" | "Firehose" | "HTTP" | "Lambda" | "SQS";

/** Metrics that count what is charged. */
export type BilledMetric =
  | "BilledHttpDeliveries"
  | "BilledEmailDeliveries"
  | "BilledFirehoseDeliveries"
  | "BilledMobileDeliveries"
  | "SmsDeliveries";

/** How a topic delivers to one kind of resource. */
export interface Edge {
  /** The kind of the resource, whose entry takes what is delivered. */
  readonly kind: string;
  /** What is delivered. */
  bodyOf: Part<string>;
  /** Message attributes beside it. */
  attributesOf: Part<readonly MessageAttribute[]>;
  /** The message group and the deduplication id that it goes by; `null` for none. */
  groupOf: Part<string | null>;
  deduplicationIdOf: Part<string | null>;
  /** What the dead-letter queue gets in place of the body. */
  givenUpBodyOf: Part<string>;
}

type Part<Value> = (
  notification: Notification,
  subscription: SubscriptionSettings,
  topic: TopicSettings,
) => Value;
