import { formatWallClock, wallClockAt } from "../../text/wall-clock.ts";
import type { SubscriptionSettings, TopicSettings } from "./config.ts";
import {
  messageIdOf,
  sequenceNumberOf,
  signatureOf,
  signingCertUrlOf,
  subscribeUrlOf,
  unsubscribeUrlOf,
} from "./message-names.ts";
import type { MessageAttribute, Notification, TopicMessage } from "./protocol.ts";

/** The text of a message for a protocol. */
export const textFor = (
  { content: { message, byProtocol } }: TopicMessage,
  protocol: string,
): string =>
  byProtocol !== null && Object.hasOwn(byProtocol, protocol) ? byProtocol[protocol]! : message;

/** What of a topic subscribers are shown. */
export type ShownTopic = Pick<
  TopicSettings,
  "topic" | "arn" | "region" | "partition" | "epochMilliseconds" | "fifo" | "signatureVersion"
>;

/** What stands around a message for all of its subscribers of a protocol. */
interface Frame {
  readonly message: TopicMessage;
  readonly text: string;
  readonly topic: ShownTopic;
  readonly head: string;
  readonly attributes: string;
}

// A memo of a pure function: the subscribers of a message get it one after the other.
let lastFrame: Frame | null = null;

function frameOf(message: TopicMessage, text: string, topic: ShownTopic): Frame {
  if (lastFrame?.message === message && lastFrame.text === text && lastFrame.topic === topic) {
    return lastFrame;
  }
  const { number, sequenceNumber, content, publishedAt } = message;
  const head: Line[] = [
    ["Type", "Notification"],
    ["MessageId", messageIdOf(topic.topic, number)],
  ];
  if (sequenceNumber !== null) head.push(["SequenceNumber", sequenceNumberOf(sequenceNumber)]);
  head.push(["TopicArn", topic.arn]);
  if (content.subject !== null) head.push(["Subject", content.subject]);
  head.push(["Message", text], ["Timestamp", timestampOf(publishedAt, topic)]);
  // What a FIFO topic sends is not signed.
  if (!topic.fifo) head.push(...signatureLines(topic, number));
  lastFrame = {
    message,
    text,
    topic,
    head: linesOf(head),
    attributes: attributesText(content.attributes),
  };
  return lastFrame;
}

type Line = readonly [name: string, value: string];

/** As SNS prints it. */
const linesOf = (lines: readonly Line[]): string =>
  lines.map(([name, value]) => `  "${name}" : ${JSON.stringify(value)}`).join(",\n");

const signatureLines = (topic: ShownTopic, number: number): readonly Line[] => [
  ["SignatureVersion", topic.signatureVersion],
  ["Signature", signatureOf(topic.topic, number)],
  ["SigningCertURL", signingCertUrlOf(topic)],
];

const attributesText = (attributes: readonly MessageAttribute[]): string =>
  attributes.length === 0
    ? ""
    : `,\n  "MessageAttributes" : {\n${attributes
        .map(
          ({ name, dataType, value }) =>
            `    ${JSON.stringify(name)} : ${JSON.stringify({ Type: dataType, Value: value })}`,
        )
        .join(",\n")}\n  }`;

/** The time at which a message was published, as SNS prints it. */
export const timestampOf = (
  at: TopicMessage["publishedAt"],
  { epochMilliseconds }: Pick<TopicSettings, "epochMilliseconds">,
): string => formatWallClock(wallClockAt(epochMilliseconds, at));

/** What a subscriber gets: the message itself, or the JSON around it. */
export function bodyOf(
  notification: Notification,
  subscription: SubscriptionSettings,
  topic: TopicSettings,
): string {
  const { message, token } = notification;
  if (token !== null) return confirmationText(message, token, topic);
  const text = textFor(message, subscription.protocol);
  if (subscription.raw || !subscription.hasEnvelope) return text;
  return envelopeOf(notification, subscription, topic, text);
}

/** The JSON around a message for one subscriber. */
export function envelopeOf(
  { message, isReplayed }: Notification,
  { arn }: Pick<SubscriptionSettings, "arn">,
  topic: ShownTopic,
  text: string,
): string {
  const { head, attributes } = frameOf(message, text, topic);
  const unsubscribe = linesOf([["UnsubscribeURL", unsubscribeUrlOf(topic, arn)]]);
  const replayed = isReplayed ? `,\n  "Replayed" : true` : "";
  return `{\n${head},\n${unsubscribe}${attributes}${replayed}\n}`;
}

function confirmationText(message: TopicMessage, token: string, topic: TopicSettings): string {
  const { number, publishedAt } = message;
  const lines: readonly Line[] = [
    ["Type", "SubscriptionConfirmation"],
    ["MessageId", messageIdOf(topic.topic, number)],
    ["Token", token],
    ["TopicArn", topic.arn],
    ["Message", confirmationMessage(topic)],
    ["SubscribeURL", subscribeUrlOf(topic, token)],
    ["Timestamp", timestampOf(publishedAt, topic)],
    ...signatureLines(topic, number),
  ];
  return `{\n${linesOf(lines)}\n}`;
}

const confirmationMessage = ({ arn }: TopicSettings): string =>
  `You have chosen to subscribe to the topic ${arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
