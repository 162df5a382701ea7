import type { SubscriptionSettings, TopicSettings } from "./config.ts";
import type { Edge, Protocol } from "./edge.ts";
import { bodyOf } from "./envelope.ts";
import { snsLimits } from "./limits.ts";
import type { Notification } from "./protocol.ts";

/** How templates call a queue. */
export const queueTemplateType = "AWS::SQS::Queue";

/**
 * A FIFO topic tells the message group to FIFO queues, and a standard topic to standard queues, whose
 * consumers it lets share fairly.
 */
function passedGroup(
  { message }: Notification,
  { isFifoQueue }: SubscriptionSettings,
  { fifo }: TopicSettings,
): string | null {
  return fifo === isFifoQueue ? message.groupId : null;
}

const kind = "sqs.queue";

/** What subscriptions of queues call it. */
export const sqsProtocol = "sqs";

/** How a topic delivers to queues. */
export const snsToSqs: Protocol = {
  name: sqsProtocol,
  retries: "managed",
  retriesThrottled: null,
  failureCounts: "end",
  billedBy: null,
  takesRaw: true,
  hasEnvelope: true,
  confirms: false,
  takesLargeMessages: true,
  isForFifoTopics: true,
  deliveriesPerSecond: null,
  logged: "SQS",
  transit: "sns.standard.toQueue",
  mostSubscriptions: null,
  againstEndpoint: (endpoint) => (isQueueArn(endpoint) ? null : "SQS endpoint ARN"),
  edge: {
    kind,
    bodyOf,
    givenUpBodyOf: bodyOf,
    attributesOf: ({ message }, { raw }) => (raw ? message.content.attributes : []),
    groupOf: passedGroup,
    deduplicationIdOf: ({ message }, { isFifoQueue }) =>
      isFifoQueue ? message.deduplicationId : null,
  },
};

const isArn = (text: string): boolean => text.split(":").length >= 6;

/** Whether an ARN is that of a queue. */
export const isQueueArn = (arn: string): boolean => isArn(arn) && arn.split(":")[2] === "sqs";

/** Whether an endpoint is a FIFO queue. */
export const isFifoQueueArn = (arn: string): boolean => isQueueArn(arn) && arn.endsWith(".fifo");

/** How a topic hands to a dead-letter queue what a subscriber did not take; `edge`: the subscriber's. */
export const snsToDeadLetterQueue = (edge: Edge | null): Edge => ({
  kind,
  bodyOf: edge?.givenUpBodyOf ?? bodyOf,
  givenUpBodyOf: bodyOf,
  // More attributes than a queue takes are why it is here.
  attributesOf(notification, subscription, topic) {
    const attributes = edge?.attributesOf(notification, subscription, topic) ?? [];
    return attributes.length <= snsLimits.rawAttributes ? attributes : [];
  },
  groupOf: ({ message }, { isFifoDeadLetterQueue }, { fifo }) =>
    fifo === isFifoDeadLetterQueue ? message.groupId : null,
  deduplicationIdOf: ({ message }, { isFifoDeadLetterQueue }) =>
    isFifoDeadLetterQueue ? message.deduplicationId : null,
});
