import { ConfigError } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { readSettings } from "../../service/setting-reading.ts";
import type { TopicInput } from "../../service/scenario-input.ts";
import type { OutsideAnswers } from "./config.ts";
import { topicChance } from "./extras.ts";
import { firehoseProtocol } from "./sns-to-firehose.ts";
import { lambdaProtocol } from "./sns-to-lambda.ts";
import { sqsProtocol } from "./sns-to-sqs.ts";
import { renderedPolicy, type DeliveryPolicy } from "./subscription-delivery.ts";
import {
  attributePolicy,
  bodyPolicy,
  type FilterOrPolicy,
  type SubscriptionFilter,
} from "./subscription-filter.ts";

// What the namespace `sns` holds, with the names of the CDK's `aws-cdk-lib/aws-sns`.

export {
  BackoffFunction,
  type DeliveryPolicy,
  type HealthyRetryPolicy,
} from "./subscription-delivery.ts";
export {
  FilterOrPolicy,
  SubscriptionFilter,
  type BetweenCondition,
  type NumericConditions,
  type StringConditions,
} from "./subscription-filter.ts";

/** One of {@link FifoThroughputScope}, or its text. */
export type FifoThroughputScope = (typeof FifoThroughputScope)[keyof typeof FifoThroughputScope];
/** Whether the throughput quota and deduplication of a FIFO topic hold for the topic, or for each message group. */
export const FifoThroughputScope = { TOPIC: "Topic", MESSAGE_GROUP: "MessageGroup" } as const;

/** One of {@link SubscriptionProtocol}, or its text. */
export type SubscriptionProtocol = (typeof SubscriptionProtocol)[keyof typeof SubscriptionProtocol];
/** What the endpoint of a subscription is. */
export const SubscriptionProtocol = {
  HTTP: "http",
  HTTPS: "https",
  EMAIL: "email",
  EMAIL_JSON: "email-json",
  SMS: "sms",
  SQS: sqsProtocol,
  APPLICATION: "application",
  LAMBDA: lambdaProtocol,
  FIREHOSE: firehoseProtocol,
} as const;

/** How a topic is configured. What is left out takes the default of SNS. */
export interface TopicProps {
  /** That of a FIFO topic gets the ending `.fifo`. @defaultValue made of the stack's name and the id */
  readonly topicName?: string;
  /** What e-mails call it, up to 100 letters. @defaultValue none */
  readonly displayName?: string;
  /** @defaultValue false */
  readonly fifo?: boolean;
  /** FIFO only: a message without a deduplication id takes the SHA-256 of its text. @defaultValue false */
  readonly contentBasedDeduplication?: boolean;
  /** FIFO only. @defaultValue Topic */
  readonly fifoThroughputScope?: FifoThroughputScope;
  /** 1,024 to 1,048,576 bytes. @defaultValue 262,144 */
  readonly maxMessageSizeBytes?: number;
  /** FIFO only: how long messages are kept for replays, 1 to 365. @defaultValue they are not */
  readonly messageRetentionPeriodInDays?: number;
  /** Of its notifications. @defaultValue 1 */
  readonly signatureVersion?: "1" | "2";
  readonly tags?: Readonly<Record<string, string>>;
  /** How often it does what AWS only says it may, such as `{ duplicates: "1%" }`. @defaultValue never */
  readonly chance?: TopicInput;
}

/** How a subscription of any protocol is configured. */
export interface SubscriptionOptions {
  /** By message attributes: which messages are delivered. @defaultValue all */
  readonly filterPolicy?: Readonly<Record<string, SubscriptionFilter>>;
  /** By members of the JSON that a message is, in place of attributes. @defaultValue all */
  readonly filterPolicyWithMessageBody?: Readonly<Record<string, FilterOrPolicy>>;
  /** Of queues, HTTP and Firehose: whether the JSON around a message is left out. @defaultValue false */
  readonly rawMessageDelivery?: boolean;
  /** Where messages go that cannot be delivered. @defaultValue nowhere */
  readonly deadLetterQueue?: { readonly queueArn: string };
  /** Of HTTP: when failed deliveries are tried again. @defaultValue the topic's, or else that of SNS */
  readonly deliveryPolicy?: DeliveryPolicy;
  /** Of FIFO topics with an archive: which of its messages are delivered again, by wall-clock times. */
  readonly replayPolicy?: { readonly startingPoint: string; readonly endingPoint?: string };
  /** Whether somebody has confirmed it; SNS asks endpoints outside for that. @defaultValue true */
  readonly confirmed?: boolean;
  /** How often an endpoint outside AWS fails, and with which HTTP status. @defaultValue never */
  readonly answers?: OutsideAnswers;
}

/** How a subscription is configured, with what it joins. */
export interface SubscriptionProps extends SubscriptionOptions {
  readonly topic: Topic;
  readonly protocol: SubscriptionProtocol;
  /** A queue, a function or a Firehose stream by its ARN, a URL, an address, or a number. */
  readonly endpoint: string;
}

/** What a topic is to deliver to, such as a `subscriptions.SqsSubscription`. */
export interface TopicSubscription {
  /** The subscription that joins it to a topic, under its logical id. */
  bind(topic: Topic): TopicSubscriptionConfig;
}

/** A subscription that is not made yet. */
export interface TopicSubscriptionConfig extends Omit<SubscriptionProps, "topic"> {
  /** Its logical id. */
  readonly subscriberId: string;
}

/** An SNS topic, standard or FIFO. */
export class Topic {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly topicName: string;
  readonly topicArn: string;
  /** Whether it is a FIFO topic. */
  readonly fifo: boolean;
  private readonly stack: ConstructScope;

  /**
   * Makes an SNS topic, standard or FIFO.
   *
   * ```ts
   * const news = new sns.Topic(stack, "News");
   * news.addSubscription(new subscriptions.SqsSubscription(inbox, { rawMessageDelivery: true }));
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @param props sizes in bytes. What is left out takes the default of SNS: a standard topic whose messages have
   *   at most 262,144 bytes.
   * @throws ConfigError when a setting is for FIFO topics only, and when the id is taken: one line with the
   *   setting, what was expected and what was received. Ranges are checked by SNS as the run begins.
   */
  constructor(stack: ConstructScope, id: string, props: TopicProps = {}) {
    const { topicName, chance, fifo = false, tags } = props;
    checkFifoOnly(id, props);
    this.id = id;
    this.stack = stack;
    this.fifo = fifo;
    const name = topicName ?? stack.physicalName(id);
    this.topicName = fifo && !name.endsWith(".fifo") ? `${name}.fifo` : name;
    this.topicArn = stack.arnOf("sns", this.topicName);
    stack.add("sns", "CreateTopic", id, {
      Name: this.topicName,
      Attributes: attributesOf(props),
      ...(tags === undefined
        ? {}
        : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    });
    if (chance !== undefined) {
      const { settings, read } = topicChance.section;
      stack.say(id, { TopicChance: read(readSettings(`topic "${id}" chance`, settings, chance)) });
    }
  }

  /**
   * Lets the topic deliver to something, such as `new subscriptions.SqsSubscription(inbox)`.
   *
   * @throws ConfigError when a setting cannot be, or the subscription's id is taken.
   */
  addSubscription(subscription: TopicSubscription): Subscription {
    const { subscriberId, ...props } = subscription.bind(this);
    return new Subscription(this.stack, subscriberId, { ...props, topic: this });
  }
}

/** A subscription of any protocol; `subscriptions` has one for each kind of endpoint, which is shorter. */
export class Subscription {
  /** Its logical id. */
  readonly id: string;

  /**
   * Makes a subscription of any protocol.
   *
   * ```ts
   * new sns.Subscription(stack, "Partner", { topic: news, protocol: "https", endpoint: "https://partner.example/" });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when settings do not go together, and when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: SubscriptionProps) {
    const { topic, protocol, endpoint, confirmed = true, answers } = props;
    this.id = id;
    stack.add("sns", "Subscribe", id, {
      TopicArn: topic.topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: subscriptionAttributesOf(`subscription "${id}"`, props),
      ReturnSubscriptionArn: true,
      Confirmed: confirmed,
      ...(answers === undefined ? {} : { Answers: { ...answers } }),
    });
  }
}

const fifoOnly = [
  "contentBasedDeduplication",
  "fifoThroughputScope",
  "messageRetentionPeriodInDays",
] as const;

function checkFifoOnly(id: string, props: TopicProps): void {
  if (props.fifo === true) return;
  const { topicName } = props;
  if (topicName?.endsWith(".fifo") === true) {
    const path = `topic "${id}" topicName`;
    throw new ConfigError(
      path,
      "a name that does not end in .fifo, or fifo: true",
      `"${topicName}"`,
    );
  }
  for (const setting of fifoOnly) {
    const value = props[setting];
    if (value === undefined || value === false) continue;
    throw new ConfigError(`topic "${id}" ${setting}`, "nothing on a standard topic", `${value}`);
  }
}

function attributesOf(props: TopicProps): PlainObject {
  const { displayName, contentBasedDeduplication, fifoThroughputScope, fifo } = props;
  const { maxMessageSizeBytes: size, messageRetentionPeriodInDays: days } = props;
  const { signatureVersion } = props;
  return {
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(fifo === true ? { FifoTopic: "true" } : {}),
    ...(contentBasedDeduplication === undefined
      ? {}
      : { ContentBasedDeduplication: `${contentBasedDeduplication}` }),
    ...(fifoThroughputScope === undefined ? {} : { FifoThroughputScope: fifoThroughputScope }),
    ...(size === undefined ? {} : { MaximumMessageSize: `${size}` }),
    ...(signatureVersion === undefined ? {} : { SignatureVersion: signatureVersion }),
    ...(days === undefined
      ? {}
      : { ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: `${days}` }) }),
  };
}

function subscriptionAttributesOf(path: string, props: SubscriptionOptions): PlainObject {
  const { filterPolicy, filterPolicyWithMessageBody: ofBody, rawMessageDelivery } = props;
  const { deliveryPolicy, replayPolicy, deadLetterQueue } = props;
  if (filterPolicy !== undefined && ofBody !== undefined) {
    throw new ConfigError(
      `${path} filterPolicyWithMessageBody`,
      "none beside filterPolicy",
      "both",
    );
  }
  return {
    ...(filterPolicy === undefined
      ? {}
      : { FilterPolicy: JSON.stringify(attributePolicy(filterPolicy)) }),
    ...(ofBody === undefined
      ? {}
      : { FilterPolicy: JSON.stringify(bodyPolicy(ofBody)), FilterPolicyScope: "MessageBody" }),
    ...(rawMessageDelivery === undefined ? {} : { RawMessageDelivery: `${rawMessageDelivery}` }),
    ...(deadLetterQueue === undefined
      ? {}
      : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.queueArn }) }),
    ...(deliveryPolicy === undefined
      ? {}
      : {
          DeliveryPolicy: JSON.stringify(renderedPolicy(`${path} deliveryPolicy`, deliveryPolicy)),
        }),
    ...(replayPolicy === undefined ? {} : { ReplayPolicy: replayText(replayPolicy) }),
  };
}

const replayText = ({
  startingPoint: StartingPoint,
  endingPoint: EndingPoint,
}: NonNullable<SubscriptionOptions["replayPolicy"]>): string =>
  JSON.stringify({ PointType: "Timestamp", StartingPoint, EndingPoint }); // JSON leaves out what is undefined.
