import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { OutsideAnswers, TopicChance } from "./config.ts";
import type { HealthyRetryPolicy } from "./delivery-policies.ts";

/** How a topic is configured. What is left out takes the default of SNS. */
export interface TopicProps {
  /** @defaultValue made of the stack's name and the id */
  readonly topicName?: string;
  readonly displayName?: string;
  /** @defaultValue false */
  readonly fifo?: boolean;
  /** FIFO only: a message without a deduplication id takes the SHA-256 of its text. @defaultValue false */
  readonly contentBasedDeduplication?: boolean;
  /** FIFO only. @defaultValue Topic */
  readonly fifoThroughputScope?: "Topic" | "MessageGroup";
  /** 1,024 to 1,048,576. @defaultValue 262,144 */
  readonly maximumMessageSizeBytes?: number;
  /** FIFO only: how long messages are kept for replays, 1 to 365. @defaultValue they are not */
  readonly messageRetentionPeriodInDays?: number;
  /** Of its notifications. @defaultValue 1 */
  readonly signatureVersion?: "1" | "2";
  readonly tags?: Readonly<Record<string, string>>;
  /** How often it does what AWS only says it may. @defaultValue never */
  readonly chance?: TopicChance;
}

/** When deliveries to an HTTP endpoint are attempted, as SNS spells it; times in seconds. */
export interface SubscriptionDeliveryPolicy {
  /** @defaultValue 3 retries, 20 s apart */
  readonly healthyRetryPolicy?: Partial<HealthyRetryPolicy>;
  /** @defaultValue as many as come */
  readonly throttlePolicy?: { readonly maxReceivesPerSecond: number };
  /** @defaultValue text/plain; charset=UTF-8 */
  readonly requestPolicy?: { readonly headerContentType: string };
}

/** How a subscription is configured. */
export interface TopicSubscriptionProps {
  /** Such as `{ color: ["red"] }`. @defaultValue every message is wanted */
  readonly filterPolicy?: PlainObject;
  /** @defaultValue MessageAttributes */
  readonly filterPolicyScope?: "MessageAttributes" | "MessageBody";
  /** @defaultValue false */
  readonly rawMessageDelivery?: boolean;
  /** Where messages go that cannot be delivered. @defaultValue nowhere */
  readonly deadLetterQueue?: { readonly queueArn: string };
  /** HTTP only. @defaultValue the topic's, or else AWS's */
  readonly deliveryPolicy?: SubscriptionDeliveryPolicy;
  /** FIFO topics with an archive only: which of its messages are delivered again, by wall-clock times. */
  readonly replayPolicy?: { readonly startingPoint: string; readonly endingPoint?: string };
  /** Whether somebody has confirmed it; AWS asks endpoints outside for that. @defaultValue true */
  readonly confirmed?: boolean;
  /** How often an endpoint outside AWS fails, and with which HTTP status. @defaultValue never */
  readonly answers?: OutsideAnswers;
}

/** An SNS topic, standard or FIFO. */
export class Topic {
  readonly id: string;
  readonly topicName: string;
  readonly topicArn: string;
  readonly fifo: boolean;
  private readonly home: ConstructScope;

  /** @throws ConfigError when a stack has something of this id. */
  constructor(stack: ConstructScope, id: string, props: TopicProps = {}) {
    const { topicName, chance } = props;
    this.id = id;
    this.home = stack;
    this.fifo = props.fifo ?? topicName?.endsWith(".fifo") ?? false;
    this.topicName = topicName ?? `${stack.physicalName(id)}${this.fifo ? ".fifo" : ""}`;
    this.topicArn = stack.arnOf("sns", this.topicName);
    const { tags } = props;
    stack.add("sns", "CreateTopic", id, {
      Name: this.topicName,
      Attributes: attributesOf(props, this.fifo),
      ...(tags === undefined
        ? {}
        : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    });
    if (chance !== undefined) stack.say(id, { TopicChance: chance });
  }

  /**
   * Subscribes an endpoint: a queue or a function by its ARN, a URL, an address, a number. `protocol` is as
   * SNS has it, such as `sqs`.
   *
   * @throws ConfigError when a stack has something of this id.
   */
  addSubscription(
    id: string,
    protocol: string,
    endpoint: string,
    props: TopicSubscriptionProps = {},
  ): void {
    const { confirmed = true, answers } = props;
    this.home.add("sns", "Subscribe", id, {
      TopicArn: this.topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: subscriptionAttributesOf(props),
      ReturnSubscriptionArn: true,
      Confirmed: confirmed,
      ...(answers === undefined ? {} : { Answers: { ...answers } }),
    });
  }
}

function attributesOf(props: TopicProps, fifo: boolean): PlainObject {
  const { displayName, contentBasedDeduplication, fifoThroughputScope } = props;
  const { maximumMessageSizeBytes: size, messageRetentionPeriodInDays: days } = props;
  const { signatureVersion } = props;
  return {
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(fifo ? { FifoTopic: "true" } : {}),
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

function subscriptionAttributesOf(props: TopicSubscriptionProps): PlainObject {
  const { filterPolicy, filterPolicyScope, rawMessageDelivery, deadLetterQueue } = props;
  const { deliveryPolicy, replayPolicy } = props;
  return {
    ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy) }),
    ...(filterPolicyScope === undefined ? {} : { FilterPolicyScope: filterPolicyScope }),
    ...(rawMessageDelivery === undefined ? {} : { RawMessageDelivery: `${rawMessageDelivery}` }),
    ...(deadLetterQueue === undefined
      ? {}
      : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.queueArn }) }),
    ...(deliveryPolicy === undefined ? {} : { DeliveryPolicy: JSON.stringify(deliveryPolicy) }),
    ...(replayPolicy === undefined ? {} : { ReplayPolicy: replayText(replayPolicy) }),
  };
}

const replayText = ({
  startingPoint: StartingPoint,
  endingPoint: EndingPoint,
}: NonNullable<TopicSubscriptionProps["replayPolicy"]>): string =>
  JSON.stringify({ PointType: "Timestamp", StartingPoint, EndingPoint }); // JSON leaves out what is undefined.
