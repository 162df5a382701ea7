import { invariant, seconds, valueAsOf } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../refusal.ts";
import type { ControlPlane, Resource } from "../service.ts";
import { sizeInUtf8 } from "../utf8.ts";
import { sha256OfContent } from "./digests.ts";
import { sqsLimits, standardGroups } from "./limits.ts";
import {
  attributesIn,
  invalidCharacters,
  isAllowedText,
  sizeOfAttributes,
} from "./message-attributes.ts";
import type { MessageAttribute, MessageContent, SendMessage } from "./protocol.ts";
import { isFifo, recordOf } from "./queue-record.ts";
import {
  integerOf,
  invalid,
  invalidValue,
  isRefused,
  missing,
  notOfThisType,
  textOf,
  type Checked,
} from "./request-check.ts";

/** What a message says, as far as it does not depend on its queue. */
interface WrittenMessage {
  /** Its refusals come after that of its size. */
  readonly content: MessageContent;
  readonly systemAttributes: readonly MessageAttribute[];
  readonly refusal: Refused | null;
}

// A memo of a pure function of values: who sends the same parameters again sends the same content.
const written = new WeakMap<PlainObject, Checked<WrittenMessage>>();

function writtenMessage(params: PlainObject): Checked<WrittenMessage> {
  let message = written.get(params);
  if (message === undefined) {
    message = writeMessage(params);
    written.set(params, message);
  }
  return message;
}

function writeMessage(params: PlainObject): Checked<WrittenMessage> {
  const body = textOf(params, "MessageBody");
  if (isRefused(body)) return body;
  if (body === undefined || body === "") return missing("MessageBody");
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
  return {
    content,
    systemAttributes: knownSystem,
    refusal: refusalAmong(body, attributes, systemAttributes),
  };
}

function refusalAmong(
  body: string,
  attributes: Checked<readonly MessageAttribute[]>,
  systemAttributes: Checked<readonly MessageAttribute[]>,
): Refused | null {
  if (!isAllowedText(body)) return refused("InvalidMessageContents", invalidCharacters);
  if (isRefused(attributes)) return attributes;
  return isRefused(systemAttributes) ? systemAttributes : null;
}

/** Where a message is sent in its request: alone, or as an entry of a batch. */
export type SendForm = "single" | "entry";

/** The message that parameters say to send to a queue, or what AWS has against it. */
export function messageIn(
  params: PlainObject,
  queue: Resource,
  form: SendForm,
  plane: ControlPlane,
): Checked<SendMessage> {
  const { attributes } = recordOf(queue);
  const message = writtenMessage(params);
  if (isRefused(message)) return message;
  const { content, refusal } = message;
  const limit = Number(attributes["MaximumMessageSize"]);
  if (content.size > limit) return tooLong(limit, form);
  if (refusal !== null) return refusal;
  const fifo = isFifo(attributes);
  const delay = delayIn(params, fifo);
  if (isRefused(delay)) return delay;
  const groupId = groupIdIn(params, fifo, plane);
  if (isRefused(groupId)) return groupId;
  const given = fifoTextIn(params, "MessageDeduplicationId");
  if (isRefused(given)) return given;
  if (!fifo && given !== undefined) return notOfThisType(given, "MessageDeduplicationId");
  const isContentBased = attributes["ContentBasedDeduplication"] === "true";
  const deduplicationId = given ?? (isContentBased ? sha256OfContent(content) : null);
  if (fifo && deduplicationId === null) return needsDeduplicationId;
  return {
    type: "sendMessage",
    content,
    // On a FIFO queue the delay is the queue's own.
    delay: delay === undefined || fifo ? null : seconds(delay),
    groupId: groupId ?? null,
    deduplicationId,
  };
}

const needsDeduplicationId = invalid(
  "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
);

function tooLong(limit: number, form: SendForm): Refused {
  const wrong = form === "single" ? "are invalid" : "cannot be validated";
  return invalid(
    `One or more parameters ${wrong}. Reason: Message must be shorter than ${limit} bytes.`,
  );
}

function delayIn(params: PlainObject, fifo: boolean): Checked<number | undefined> {
  const delay = integerOf(params, "DelaySeconds");
  if (isRefused(delay) || delay === undefined) return delay;
  if (fifo && delay !== 0) return notOfThisType(delay, "DelaySeconds");
  const max = sqsLimits.delay.max / 1_000_000;
  return delay >= 0 && delay <= max
    ? delay
    : invalidValue(delay, "DelaySeconds", `DelaySeconds must be >= 0 and <= ${max}.`);
}

function groupIdIn(
  params: PlainObject,
  fifo: boolean,
  { asOf }: ControlPlane,
): Checked<string | undefined> {
  const groupId = fifoTextIn(params, "MessageGroupId");
  if (isRefused(groupId)) return groupId;
  if (groupId === undefined) return fifo ? missing("MessageGroupId") : undefined;
  return fifo || valueAsOf(standardGroups, asOf)
    ? groupId
    : notOfThisType(groupId, "MessageGroupId");
}

/** A text of 1 to 128 letters, digits and punctuation; `undefined` when it was left out. */
export function fifoTextIn(params: PlainObject, name: string): Checked<string | undefined> {
  const text = textOf(params, name);
  if (isRefused(text) || text === undefined || /^[\x21-\x7e]{1,128}$/.test(text)) return text;
  return invalidValue(
    text,
    name,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

/** What is missing in an entry of a batch that makes a FIFO queue refuse all of it. */
export function againstWholeBatch(params: PlainObject, queue: Resource): Refused | undefined {
  const { attributes } = recordOf(queue);
  if (!isFifo(attributes)) return undefined;
  if ((params["MessageGroupId"] ?? null) === null)
    return invalid(missing("MessageGroupId").message);
  const needsId = attributes["ContentBasedDeduplication"] !== "true";
  return needsId && (params["MessageDeduplicationId"] ?? null) === null
    ? needsDeduplicationId
    : undefined;
}

/** The bytes of a message, whatever is wrong with it. */
export function sizeOfMessage(params: PlainObject): number {
  const message = writtenMessage(params);
  return isRefused(message) ? 0 : message.content.size;
}

/** What is shown of a message that was sent: the content, and the attributes for SQS itself. */
export function sentMessage(params: PlainObject): {
  readonly content: MessageContent;
  readonly systemAttributes: readonly MessageAttribute[];
} {
  const message = writtenMessage(params);
  invariant(!isRefused(message), "a message was sent that SQS does not take");
  return message;
}
