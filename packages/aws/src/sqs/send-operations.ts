import { valueAsOf, type Plain, type Tagged } from "@orrery/kernel";
import { type PlainObject, type Refused } from "../refusal.ts";
import type { ControlPlane, Operations, Step } from "../service.ts";
import {
  batchEntriesIn,
  batchError,
  batchResponse,
  keptFates,
  type BatchEntry,
  type EntryFate,
} from "./batch-request.ts";
import { md5OfContent, md5OfSameAttributes } from "./digests.ts";
import { messageSizeQuota } from "./limits.ts";
import { againstWholeBatch, messageIn, sentMessage, sizeOfMessage } from "./message-entry.ts";
import { messageIdOf, sequenceNumberOf } from "./message-names.ts";
import type { SendMessage, SendMessageBatch, Sent, SentBatch } from "./protocol.ts";
import { queueOf } from "./queue-location.ts";
import { isRefused, type Checked } from "./request-check.ts";

/** Operations that send messages. */
export const sendOperations: Operations = {
  SendMessage: {
    begin: sendMessage,
    respond: (body, params) => sentResponse(body as Sent, params),
  },
  SendMessageBatch: { begin: sendMessageBatch, respond: showSentBatch },
};

function sendMessage(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const message = messageIn(params, queue, "single", plane);
  if (isRefused(message)) return message;
  return { type: "ask", resource: queue.number, input: message };
}

/** What SQS tells of a message that was sent. */
function sentResponse({ identity, sequenceNumber }: Sent, params: PlainObject): PlainObject {
  const { content, systemAttributes } = sentMessage(params);
  const attributes = md5OfSameAttributes(content.attributes);
  const system = md5OfSameAttributes(systemAttributes);
  return {
    MessageId: messageIdOf(identity),
    MD5OfMessageBody: md5OfContent(content),
    ...(attributes === null ? {} : { MD5OfMessageAttributes: attributes }),
    ...(system === null ? {} : { MD5OfMessageSystemAttributes: system }),
    ...(sequenceNumber === null ? {} : { SequenceNumber: sequenceNumberOf(sequenceNumber) }),
  };
}

function sendMessageBatch(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const entries = batchEntriesIn(params, "SendMessage");
  if (isRefused(entries)) return entries;
  for (const entry of entries) {
    const refusal = againstWholeBatch(entry.params, queue);
    if (refusal !== undefined) return refusal;
  }
  const tooLong = againstSum(entries, plane);
  if (tooLong !== undefined) return tooLong;
  const messages: SendMessage[] = [];
  const fates = entries.map((entry): EntryFate => {
    const message = messageIn(entry.params, queue, "entry", plane);
    if (isRefused(message)) return message;
    messages.push(message);
    return "asked";
  });
  const kept = keptFates(entries, fates);
  if (messages.length === 0) return { type: "respond", response: batchResponse(kept, [], never) };
  const input: SendMessageBatch = { type: "sendMessageBatch", entries: messages };
  return { type: "ask", resource: queue.number, input, kept };
}

const never = (): PlainObject => ({});

function againstSum(entries: readonly BatchEntry[], { asOf }: ControlPlane): Refused | undefined {
  let sum = 0;
  for (const { params } of entries) sum += sizeOfMessage(params);
  const limit = valueAsOf(messageSizeQuota, asOf);
  if (sum <= limit) return undefined;
  return batchError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${sum} bytes.`,
  );
}

function showSentBatch(
  body: Tagged,
  params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const entries = params["Entries"] as readonly PlainObject[]; // Checked before it was asked.
  const show = (result: Sent | Refused, place: number): Checked<PlainObject> =>
    isRefused(result) ? result : sentResponse(result, entries[place]!);
  return batchResponse(kept, (body as SentBatch).results, show);
}
