import type { Plain, Tagged } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { batchEntriesIn, batchResponse, keptFates, type EntryFate } from "./batch-request.ts";
import { md5OfAttributes, md5OfBody } from "./digests.ts";
import { againstText, attributesIn, type AttributeKind } from "./message-attributes.ts";
import { againstBatch, againstSize, type SendForm } from "../queue/message-check.ts";
import { messageIn } from "./message-entry.ts";
import { messageIdOf, sequenceNumberOf } from "../message-names.ts";
import type { SendEntry, SendMessage, SendMessageBatch, Sent, SentBatch } from "../protocol.ts";
import { machineSettings } from "./queue-attributes.ts";
import { queueOf } from "./queue-location.ts";
import { isRefused, type Checked } from "./refusals.ts";
import { textOf } from "../../../request/params.ts";

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
  const { entry, refusal } = messageIn(params);
  if (refusal !== null) return againstUnread(entry, refusal, queue, "single", plane);
  const { content, delay, groupId, deduplicationId } = entry;
  const { trail } = plane;
  const input: SendMessage = {
    type: "sendMessage",
    content,
    delay,
    groupId,
    deduplicationId,
    trail,
  };
  return { type: "ask", resource: queue.number, input };
}

/** Attributes that cannot be read come after what the queue has against size and characters. */
function againstUnread(
  { content }: SendEntry,
  refusal: Refused,
  queue: Resource,
  form: SendForm,
  plane: ControlPlane,
): Refused {
  return (
    againstSize(content, machineSettings(queue, plane), form) ??
    againstText(content.body) ??
    refusal
  );
}

/** What SQS tells of a message that was sent. */
function sentResponse({ queue, message, sequenceNumber }: Sent, params: PlainObject): PlainObject {
  const response: Record<string, Plain> = {
    MessageId: messageIdOf({ queue, message }),
    MD5OfMessageBody: md5OfBody(textOf(params["MessageBody"])!), // It was sent.
  };
  const attributes = digestIn(params["MessageAttributes"], "(user)");
  if (attributes !== null) response["MD5OfMessageAttributes"] = attributes;
  const system = digestIn(params["MessageSystemAttributes"], "system");
  if (system !== null) response["MD5OfMessageSystemAttributes"] = system;
  if (sequenceNumber !== null) response["SequenceNumber"] = sequenceNumberOf(sequenceNumber);
  return response;
}

/** The MD5 of attributes that were sent; `null` where there are none. */
function digestIn(given: Plain | undefined, kind: AttributeKind): string | null {
  const attributes = attributesIn(given, kind);
  return isRefused(attributes) ? null : md5OfAttributes(attributes);
}

function sendMessageBatch(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const entries = batchEntriesIn(params, "SendMessage");
  if (isRefused(entries)) return entries;
  const read = entries.map(({ params: each }) => messageIn(each));
  const messages = read.flatMap(({ entry, refusal }) => (refusal === null ? [entry] : []));
  const fates = read.map(({ entry, refusal }): EntryFate =>
    refusal === null ? "asked" : againstUnread(entry, refusal, queue, "entry", plane),
  );
  const kept = keptFates(entries, fates);
  if (messages.length < read.length) {
    // The queue sees some of the entries only, so what is wrong with all is found here.
    const all = read.map(({ entry }) => entry);
    const wrong = againstBatch(all, machineSettings(queue, plane));
    if (wrong !== null) return wrong;
    if (messages.length === 0) return { type: "respond", response: batchResponse(kept, [], never) };
  }
  const { trail } = plane;
  const input: SendMessageBatch = { type: "sendMessageBatch", entries: messages, trail };
  return { type: "ask", resource: queue.number, input, kept };
}

const never = (): PlainObject => ({});

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
