import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { TopicChance } from "./config.ts";

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
  /** How often it does what AWS only says it may. @defaultValue never */
  readonly chance?: TopicChance;
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
    const Attributes = attributesOf(props, this.fifo);
    stack.add("sns", "CreateTopic", id, { Name: this.topicName, Attributes });
    if (chance !== undefined) stack.say(id, { TopicChance: chance });
  }

  /** Subscribes an endpoint: a queue, a function, a URL, an address. */
  addSubscription(
    id: string,
    protocol: string,
    endpoint: string,
    props: TopicSubscriptionProps = {},
  ): void {
    this.home.add("sns", "Subscribe", id, {
      TopicArn: this.topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: subscriptionAttributesOf(props),
      ReturnSubscriptionArn: true,
      Confirmed: true,
    });
  }
}

function attributesOf(props: TopicProps, fifo: boolean): PlainObject {
  const { displayName, contentBasedDeduplication, fifoThroughputScope } = props;
  const { maximumMessageSizeBytes: size, messageRetentionPeriodInDays: days } = props;
  return {
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(fifo ? { FifoTopic: "true" } : {}),
    ...(contentBasedDeduplication === undefined
      ? {}
      : { ContentBasedDeduplication: `${contentBasedDeduplication}` }),
    ...(fifoThroughputScope === undefined ? {} : { FifoThroughputScope: fifoThroughputScope }),
    ...(size === undefined ? {} : { MaximumMessageSize: `${size}` }),
    ...(days === undefined
      ? {}
      : { ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: `${days}` }) }),
  };
}

function subscriptionAttributesOf(props: TopicSubscriptionProps): PlainObject {
  const { filterPolicy, filterPolicyScope, rawMessageDelivery, deadLetterQueue } = props;
  return {
    ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy) }),
    ...(filterPolicyScope === undefined ? {} : { FilterPolicyScope: filterPolicyScope }),
    ...(rawMessageDelivery === undefined ? {} : { RawMessageDelivery: `${rawMessageDelivery}` }),
    ...(deadLetterQueue === undefined
      ? {}
      : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.queueArn }) }),
  };
}
