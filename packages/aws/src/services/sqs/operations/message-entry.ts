import type { Duration } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { attributesIn, sizeOfAttributes } from "./message-attributes.ts";
import type { MessageAttribute, MessageContent, SendEntry } from "../protocol.ts";
import { textOf, numberOf } from "../../../request/params.ts";
import { isRefused } from "./refusals.ts";

/** What a message says, as far as it does not depend on its queue. */
interface WrittenMessage {
  readonly content: MessageContent;
  readonly systemAttributes: readonly MessageAttribute[];
  /** Of attributes that cannot be read. It comes after that of the message's size. */
  readonly refusal: Refused | null;
}

// A memo of a pure function of values: who sends the same parameters again sends the same content.
const written = new WeakMap<PlainObject, WrittenMessage>();

function writtenMessage(params: PlainObject): WrittenMessage {
  let message = written.get(params);
  if (message === undefined) {
    message = writeMessage(params);
    written.set(params, message);
  }
  return message;
}

function writeMessage(params: PlainObject): WrittenMessage {
  const body = textOf(params["MessageBody"]) ?? "";
  const attributes = attributesIn(params["MessageAttributes"], "(user)");
  const systemAttributes = attributesIn(params["MessageSystemAttributes"], "system");
  const known = isRefused(attributes) ? [] : attributes;
  const knownSystem = isRefused(systemAttributes) ? [] : systemAttributes;
  const content: MessageContent = {
    body,
    size: sizeInUtf8(body) + sizeOfAttributes(known),
    attributes: known,
    traceHeader: knownSystem[0]?.value ?? null,
  };
  const refusal = [attributes, systemAttributes].find(isRefused) ?? null;
  return { content, systemAttributes: knownSystem, refusal };
}

/** A message as its parameters say it. The queue checks it. */
export interface ReadMessage {
  readonly entry: SendEntry;
  /** Where there are attributes that cannot be read, what AWS has against those. */
  readonly refusal: Refused | null;
}

/** The message that parameters say to send. */
export function messageIn(params: PlainObject): ReadMessage {
  const message = writtenMessage(params);
  const delay = numberOf(params["DelaySeconds"]);
  const entry: SendEntry = {
    content: message.content,
    // Not checked yet, so it may be out of range; a whole number of microseconds it is.
    delay: delay === undefined ? null : ((delay * 1_000_000) as Duration),
    groupId: textOf(params["MessageGroupId"]) ?? null,
    deduplicationId: textOf(params["MessageDeduplicationId"]) ?? null,
  };
  return { entry, refusal: message.refusal };
}

/** What is shown of a message that was sent: the content, and the attributes for SQS itself. */
export const sentMessage = (
  params: PlainObject,
): {
  readonly content: MessageContent;
  readonly systemAttributes: readonly MessageAttribute[];
} => writtenMessage(params);
