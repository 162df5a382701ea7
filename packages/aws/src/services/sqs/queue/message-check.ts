import type { Refused } from "../../../service/refusal.ts";
import type { QueueSettings } from "../config.ts";
import { sqsLimits } from "../limits.ts";
import { againstAttributes, againstText } from "../operations/message-attributes.ts";
import type { MessageContent, MoveMessage, SendEntry } from "../protocol.ts";
import {
  batchError,
  invalid,
  invalidValue,
  missing,
  notOfThisType,
} from "../operations/refusals.ts";

/**
 * What SQS has against a message. There is one check for all that enters a queue, whoever sends it:
 * the machine makes it. The edge asks these same functions where it cannot read a message at all.
 */

/** How a message is sent: alone, or as an entry of a batch. */
export type SendForm = "single" | "entry";

/** What the check of a message depends on. */
export type MessageLimits = Pick<
  QueueSettings,
  "fifo" | "maximumMessageSize" | "batchSizeLimit" | "contentBasedDeduplication" | "takesGroups"
>;

/** What SQS has against a message that is sent; `null` for nothing. */
export function againstMessage(
  { content, delay, groupId, deduplicationId }: SendEntry,
  limits: MessageLimits,
  form: SendForm,
): Refused | null {
  const wrong = againstSize(content, limits, form) ?? againstContent(content);
  if (wrong !== null) return wrong;
  const { fifo } = limits;
  if (delay !== null && delay !== 0) {
    const wrongDelay = againstDelay(delay / 1_000_000, fifo);
    if (wrongDelay !== null) return wrongDelay;
  }
  if (groupId === null) {
    if (fifo) return missingGroup;
  } else {
    const wrongGroup = againstGroup(groupId, limits);
    if (wrongGroup !== null) return wrongGroup;
  }
  if (deduplicationId === null) {
    return fifo && !limits.contentBasedDeduplication ? needsDeduplicationId : null;
  }
  if (!isIdentifier(deduplicationId)) {
    return againstIdentifier(deduplicationId, "MessageDeduplicationId");
  }
  return fifo ? null : notOfThisType(deduplicationId, "MessageDeduplicationId");
}

/** What SQS has against the messages of one request as a whole; `null` for nothing. */
export function againstBatch(entries: readonly SendEntry[], limits: MessageLimits): Refused | null {
  const wrongCount = againstEntryCount(entries.length, "SendMessage");
  if (wrongCount !== null) return wrongCount;
  let size = 0;
  for (const { content, groupId, deduplicationId } of entries) {
    size += content.size;
    if (!limits.fifo) continue;
    if (groupId === null) return missingGroupInBatch;
    if (deduplicationId === null && !limits.contentBasedDeduplication) return needsDeduplicationId;
  }
  if (size <= limits.batchSizeLimit) return null;
  return batchError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${limits.batchSizeLimit} bytes. You have sent ${size} bytes.`,
  );
}

/** What SQS has against a message that a move task brings; it has no deduplication id and no delay. */
export function againstMoved(
  { content, groupId }: MoveMessage,
  limits: MessageLimits,
): Refused | null {
  const wrong = againstSize(content, limits, "single") ?? againstContent(content);
  if (wrong !== null) return wrong;
  if (groupId !== null) return againstGroup(groupId, limits);
  return limits.fifo ? missingGroup : null;
}

/** Whether a message is longer than its queue takes, or says nothing, which comes before all else. */
export function againstSize(
  { body, size }: MessageContent,
  { maximumMessageSize }: MessageLimits,
  form: SendForm,
): Refused | null {
  if (body.length === 0) return missingBody;
  if (size <= maximumMessageSize) return null;
  const wrong = form === "single" ? "are invalid" : "cannot be validated";
  return invalid(
    `One or more parameters ${wrong}. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
  );
}

/** What is shorter is looked through sooner than it is remembered. */
const shortBody = 1_024;

// Memos of a pure function of values: what many messages share is looked through once.
const checked = new WeakMap<MessageContent, Refused | null>();
let lastContent: MessageContent | null = null;
let lastRefusal: Refused | null = null;

/** What SQS has against what a message says, whatever its queue. */
function againstContent(content: MessageContent): Refused | null {
  if (content !== lastContent) {
    lastRefusal = foundAgainst(content);
    lastContent = content;
  }
  return lastRefusal;
}

function foundAgainst(content: MessageContent): Refused | null {
  const { body, attributes, traceHeader } = content;
  if (body.length < shortBody && attributes.length === 0 && traceHeader === null) {
    return againstText(body);
  }
  let refusal = checked.get(content);
  if (refusal === undefined) {
    refusal =
      againstText(body) ??
      againstAttributes(attributes) ??
      (traceHeader === null ? null : againstText(traceHeader));
    checked.set(content, refusal);
  }
  return refusal;
}

function againstDelay(seconds: number, fifo: boolean): Refused | null {
  if (fifo) return notOfThisType(seconds, "DelaySeconds");
  const max = sqsLimits.delay.max / 1_000_000;
  return seconds >= 0 && seconds <= max
    ? null
    : invalidValue(seconds, "DelaySeconds", `DelaySeconds must be >= 0 and <= ${max}.`);
}

function againstGroup(groupId: string, { takesGroups }: MessageLimits): Refused | null {
  if (!isIdentifier(groupId)) return againstIdentifier(groupId, "MessageGroupId");
  return takesGroups ? null : notOfThisType(groupId, "MessageGroupId");
}

/** Whether a text has 1 to 128 letters, digits and punctuation marks. */
export function isIdentifier(text: string): boolean {
  const { length } = text;
  const { min, max } = sqsLimits.identifier;
  if (length < min || length > max) return false;
  for (let place = 0; place < length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < 0x21 || code > 0x7e) return false;
  }
  return true;
}

/** What SQS says of a group, deduplication or attempt id that {@link isIdentifier} does not take. */
export const againstIdentifier = (text: string, name: string): Refused =>
  invalidValue(
    text,
    name,
    `${name} can only include alphanumeric and punctuation characters. ${sqsLimits.identifier.min} to ${sqsLimits.identifier.max} in length.`,
  );

/** What SQS has against a number of entries of a batch. `action` begins the operation's name. */
export function againstEntryCount(count: number, action: string): Refused | null {
  const { min, max } = sqsLimits.batchEntries;
  if (count < min) {
    return batchError(
      "EmptyBatchRequest",
      `There should be at least one ${action}BatchRequestEntry in the request.`,
    );
  }
  if (count <= max) return null;
  return batchError(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are ${max}. You have sent ${count}.`,
  );
}

const missingBody: Refused = Object.freeze(missing("MessageBody"));
const missingGroup: Refused = Object.freeze(missing("MessageGroupId"));
const missingGroupInBatch: Refused = Object.freeze(invalid(missingGroup.message));
const needsDeduplicationId: Refused = Object.freeze(
  invalid(
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  ),
);
