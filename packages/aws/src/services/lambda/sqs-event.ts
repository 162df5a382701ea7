import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import type {
  MessageAttribute,
  MessageIdentity,
  Receipt,
  ReceivedMessage,
} from "../sqs/protocol.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import type { Payload } from "./protocol.ts";

/** What SQS calls messages outside: given by its folder, which only its own code knows. */
export interface SqsNames {
  messageIdOf(identity: MessageIdentity): string;
  receiptHandleOf(receipt: Receipt): string;
  md5OfBody(body: string): string;
  /** `null` where there are none. */
  md5OfAttributes(attributes: readonly MessageAttribute[]): string | null;
  sequenceNumberOf(sequenceNumber: number): string;
  /** Who sent a message, of an account. */
  senderIdOf(accountId: string): string;
}

/** A batch of an event source mapping. */
export type SqsPayload = Extract<Payload, { readonly type: "sqs" }>;

/** The event of a batch, as a handler sees it. */
export function sqsEventOf(
  payload: SqsPayload,
  names: SqsNames,
  epochMilliseconds: number,
): PlainObject {
  return {
    Records: payload.messages.map((message) => ({
      messageId: names.messageIdOf(message.identity),
      receiptHandle: names.receiptHandleOf(message.receipt),
      body: message.content.body,
      attributes: attributesOf(message, payload.source, names, epochMilliseconds),
      messageAttributes: messageAttributesOf(message.content.attributes),
      md5OfMessageAttributes: names.md5OfAttributes(message.content.attributes),
      md5OfBody: names.md5OfBody(message.content.body),
      eventSource: "aws:sqs",
      eventSourceARN: payload.source,
      awsRegion: payload.region,
    })),
  };
}

function attributesOf(
  message: ReceivedMessage,
  source: string,
  names: SqsNames,
  epochMilliseconds: number,
): PlainObject {
  const { content, groupId, sequenceNumber } = message;
  const deduplicationId =
    message.deduplicationId ??
    (sequenceNumber === null ? null : names.messageIdOf(message.identity));
  const accountId = source.split(":")[4] ?? "";
  return {
    ApproximateReceiveCount: `${message.receiveCount}`,
    ...(content.traceHeader === null ? {} : { AWSTraceHeader: content.traceHeader }),
    SentTimestamp: `${wallClockAt(epochMilliseconds, message.sentAt)}`,
    ...(sequenceNumber === null ? {} : { SequenceNumber: names.sequenceNumberOf(sequenceNumber) }),
    ...(groupId === null ? {} : { MessageGroupId: groupId }),
    SenderId: names.senderIdOf(accountId),
    ...(deduplicationId === null ? {} : { MessageDeduplicationId: deduplicationId }),
    ApproximateFirstReceiveTimestamp: `${wallClockAt(epochMilliseconds, message.firstReceivedAt)}`,
  };
}

function messageAttributesOf(attributes: readonly MessageAttribute[]): PlainObject {
  return Object.fromEntries(
    attributes.map(({ name, dataType, value }): [string, Plain] => [
      name,
      {
        ...(dataType.startsWith("Binary") ? { binaryValue: value } : { stringValue: value }),
        stringListValues: [],
        binaryListValues: [],
        dataType,
      },
    ]),
  );
}
