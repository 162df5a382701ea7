import { seconds, type Tagged } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { md5OfAttributes, md5OfContent, md5OfSameAttributes } from "./digests.ts";
import { sqsLimits } from "../limits.ts";
import { attributesNamed, shownAttributes } from "./message-attributes.ts";
import { againstIdentifier, isIdentifier } from "../queue/message-check.ts";
import { messageIdOf, receiptHandleOf, senderIdOf, sequenceNumberOf } from "../message-names.ts";
import type { Received } from "../../../service/source.ts";
import type { ReceivedMessage, ReceiveMessage } from "../protocol.ts";
import { queueOf } from "./queue-location.ts";
import { isFifo, queueArnOf, recordOf } from "./queue-record.ts";
import { textOf, textsOf } from "../../../request/params.ts";
import { integerWithin, isRefused, notOfThisType, type Checked } from "./refusals.ts";

/** The operation that receives messages. */
export const receiveOperations: Operations = {
  ReceiveMessage: { begin: receiveMessage, respond: showReceived },
};

const { maxNumberOfMessages, receiveMessageWaitTime, visibilityTimeout } = sqsLimits;

function receiveMessage(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const { min, max } = maxNumberOfMessages;
  const reason = `Must be between ${min} and ${max}, if provided.`;
  const count = integerWithin(params, "MaxNumberOfMessages", min, max, reason);
  if (isRefused(count)) return count;
  const waitTime = secondsIn(params, "WaitTimeSeconds", receiveMessageWaitTime.max);
  if (isRefused(waitTime)) return waitTime;
  const timeout = secondsIn(params, "VisibilityTimeout", visibilityTimeout.max);
  if (isRefused(timeout)) return timeout;
  const attempt = textOf(params["ReceiveRequestAttemptId"]);
  if (attempt !== undefined && !isIdentifier(attempt)) {
    return againstIdentifier(attempt, "ReceiveRequestAttemptId");
  }
  if (attempt !== undefined && !isFifo(recordOf(queue).attributes)) {
    return notOfThisType(attempt, "ReceiveRequestAttemptId");
  }
  const input: ReceiveMessage = {
    type: "receive",
    maxNumberOfMessages: count ?? 1,
    visibilityTimeout: timeout === undefined ? null : seconds(timeout),
    waitTime: waitTime === undefined ? null : seconds(waitTime),
    receiveRequestAttemptId: attempt ?? null,
  };
  return { type: "ask", resource: queue.number, input };
}

function secondsIn(
  params: PlainObject,
  name: string,
  longest: number,
): Checked<number | undefined> {
  const max = longest / 1_000_000;
  return integerWithin(params, name, 0, max, `Must be >= 0 and <= ${max}, if provided.`);
}

/** What a receive wants to be told of messages besides their bodies. */
interface WantedNames {
  readonly system: readonly string[];
  readonly message: readonly string[];
}

const namesIn = (params: PlainObject): WantedNames => ({
  // AttributeNames is what MessageSystemAttributeNames was called before 2024-05.
  system: [...textsOf(params["AttributeNames"]), ...textsOf(params["MessageSystemAttributeNames"])],
  message: textsOf(params["MessageAttributeNames"]),
});

function showReceived(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject {
  const { messages } = body as Received<ReceivedMessage>; // The answer to what was asked.
  if (messages.length === 0) return {};
  const wanted = namesIn(params);
  return { Messages: messages.map((message) => shownMessage(message, wanted, plane)) };
}

function shownMessage(
  message: ReceivedMessage,
  wanted: WantedNames,
  plane: ControlPlane,
): PlainObject {
  const { content } = message;
  const attributes = attributesNamed(content.attributes, wanted.message);
  const digest =
    attributes === content.attributes
      ? md5OfSameAttributes(attributes)
      : md5OfAttributes(attributes);
  const system = systemAttributesOf(message, wanted.system, plane);
  return {
    MessageId: messageIdOf(message.identity),
    ReceiptHandle: receiptHandleOf(message.receipt),
    MD5OfBody: md5OfContent(content),
    Body: content.body,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    ...(digest === null
      ? {}
      : { MD5OfMessageAttributes: digest, MessageAttributes: shownAttributes(attributes) }),
  };
}

function systemAttributesOf(
  message: ReceivedMessage,
  names: readonly string[],
  plane: ControlPlane,
): PlainObject {
  if (names.length === 0) return {};
  const { content, sequenceNumber, deadLetterSource } = message;
  const milliseconds = (instant: Resource["createdAt"]) =>
    `${wallClockAt(plane.epochMilliseconds, instant)}`;
  const all: Readonly<Record<string, string | null>> = {
    SenderId: senderIdOf(plane.accountId),
    SentTimestamp: milliseconds(message.sentAt),
    ApproximateReceiveCount: `${message.receiveCount}`,
    ApproximateFirstReceiveTimestamp: milliseconds(message.firstReceivedAt),
    SequenceNumber: sequenceNumber === null ? null : sequenceNumberOf(sequenceNumber),
    MessageDeduplicationId:
      message.deduplicationId ?? (sequenceNumber === null ? null : messageIdOf(message.identity)),
    MessageGroupId: message.groupId,
    AWSTraceHeader: content.traceHeader,
    DeadLetterQueueSourceArn:
      deadLetterSource === null ? null : queueArnOf(deadLetterSource, plane),
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      (entry): entry is [string, string] =>
        entry[1] !== null && (names.includes("All") || names.includes(entry[0])),
    ),
  );
}
