import { nameInArn } from "../../service/arn.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { SubscriptionSettings } from "./config.ts";
import type { Protocol } from "./edge.ts";
import { envelopeOf, textFor, timestampOf, type ShownTopic } from "./envelope.ts";
import { messageIdOf, signatureOf, signingCertUrlOf, unsubscribeUrlOf } from "./message-names.ts";
import type { MessageAttribute, Notification } from "./protocol.ts";

/** What subscriptions of functions call it. */
export const lambdaProtocol = "lambda";

/** How a topic invokes functions: asynchronously, with one message an event. */
export const snsToLambda: Protocol = {
  name: lambdaProtocol,
  retries: "managed",
  retriesThrottled: null,
  failureCounts: "message",
  billedBy: null,
  takesRaw: false,
  hasEnvelope: true,
  confirms: false,
  takesLargeMessages: true,
  isForFifoTopics: false,
  deliveriesPerSecond: null,
  logged: "Lambda",
  transit: "sns.standard.toLambda",
  mostSubscriptions: null,
  againstEndpoint: (endpoint) =>
    nameInArn(endpoint, "lambda", "function:") === undefined ? "Lambda endpoint ARN" : null,
  edge: {
    kind: "lambda.function",
    bodyOf: (notification, subscription, topic) =>
      JSON.stringify(eventOf(notification, subscription, topic)),
    // The queue gets the notification, not the function's event.
    givenUpBodyOf: (notification, subscription, topic) =>
      envelopeOf(notification, subscription, topic, textFor(notification.message, "lambda")),
    attributesOf: () => [],
    groupOf: () => null,
    deduplicationIdOf: () => null,
  },
};

/** The event that a function gets. */
export function eventOf(
  { message }: Notification,
  { arn }: Pick<SubscriptionSettings, "arn">,
  topic: ShownTopic,
): PlainObject {
  const { number, content, publishedAt } = message;
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: arn,
        Sns: {
          Type: "Notification",
          MessageId: messageIdOf(topic.topic, number),
          TopicArn: topic.arn,
          Subject: content.subject,
          Message: textFor(message, "lambda"),
          Timestamp: timestampOf(publishedAt, topic),
          SignatureVersion: topic.signatureVersion,
          Signature: signatureOf(topic.topic, number),
          SigningCertUrl: signingCertUrlOf(topic),
          UnsubscribeUrl: unsubscribeUrlOf(topic, arn),
          MessageAttributes: Object.fromEntries<PlainObject>(
            content.attributes.map(shownToFunctions),
          ),
        },
      },
    ],
  };
}

/** A function sees text where other subscribers see lists and numbers. */
const shownToFunctions = ({
  name,
  dataType,
  value,
}: MessageAttribute): readonly [string, PlainObject] => [
  name,
  { Type: dataType.startsWith("Binary") ? "Binary" : "String", Value: value },
];
