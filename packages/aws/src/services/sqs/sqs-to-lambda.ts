import { inSeconds, type Plain } from "@orrery/kernel";
import type { BatchForm } from "../../service/payload.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import { messageIdOf, receiptHandleOf, senderIdOf, sequenceNumberOf } from "./message-names.ts";
import { md5OfAttributes, md5OfBody } from "./operations/digests.ts";
import type { MessageAttribute, ReceivedMessage } from "./protocol.ts";

/** Messages as a function gets them. */
export const sqsToLambda: BatchForm = {
  eventOf: ({ items, source, region }, epochMilliseconds) => ({
    Records: (items as readonly ReceivedMessage[]).map((message) => ({
      messageId: messageIdOf(message.identity),
      receiptHandle: receiptHandleOf(message.receipt),
      body: message.content.body,
      attributes: attributesOf(message, source, epochMilliseconds),
      messageAttributes: messageAttributesOf(message.content.attributes),
      md5OfMessageAttributes: md5OfAttributes(message.content.attributes),
      md5OfBody: md5OfBody(message.content.body),
      eventSource: "aws:sqs",
      eventSourceARN: source,
      awsRegion: region,
    })),
  }),
  recordsIn: (event) => event["Records"] as readonly PlainObject[], // As it is made here.
  bodyOf: (item) => (item as ReceivedMessage).content.body,
  hideCall({ source }, item, hiddenFor) {
    const { receipt, receiveCount } = item as ReceivedMessage;
    const [, name = ""] = /([^:]*)$/.exec(source) ?? [];
    return {
      type: "call",
      service: "sqs",
      operation: "ChangeMessageVisibility",
      params: {
        QueueUrl: name, // Which means the queue of the account, as its URL does.
        ReceiptHandle: receiptHandleOf(receipt),
        VisibilityTimeout: Math.floor(inSeconds(hiddenFor(receiveCount))),
      },
    };
  },
  nameOf: ({ identity }) => messageIdOf(identity),
};

function attributesOf(
  message: ReceivedMessage,
  source: string,
  epochMilliseconds: number,
): PlainObject {
  const { content, groupId, sequenceNumber, deadLetterSource } = message;
  const deduplicationId =
    message.deduplicationId ?? (sequenceNumber === null ? null : messageIdOf(message.identity));
  const accountId = source.split(":")[4] ?? "";
  return {
    ApproximateReceiveCount: `${message.receiveCount}`,
    ...(content.traceHeader === null ? {} : { AWSTraceHeader: content.traceHeader }),
    SentTimestamp: `${wallClockAt(epochMilliseconds, message.sentAt)}`,
    ...(sequenceNumber === null ? {} : { SequenceNumber: sequenceNumberOf(sequenceNumber) }),
    ...(groupId === null ? {} : { MessageGroupId: groupId }),
    SenderId: senderIdOf(accountId),
    ...(deduplicationId === null ? {} : { MessageDeduplicationId: deduplicationId }),
    ApproximateFirstReceiveTimestamp: `${wallClockAt(epochMilliseconds, message.firstReceivedAt)}`,
    // Both queues are of one account and Region.
    ...(deadLetterSource === null
      ? {}
      : { DeadLetterQueueSourceArn: source.replace(/[^:]+$/, () => deadLetterSource) }),
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
