import { refused, type Refused } from "../../../service/refusal.ts";
import type { TopicSettings } from "../config.ts";
import { snsLimits } from "../limits.ts";
import type { PublishEntry } from "../protocol.ts";

const invalid = (what: string): Refused =>
  refused("InvalidParameter", `Invalid parameter: ${what}`);

/** What SNS has against a message; `null` for nothing. Whoever brings it, the topic checks it. */
export function againstMessage(
  { content, groupId, deduplicationId }: PublishEntry,
  settings: TopicSettings,
): Refused | null {
  if (content.message === "") return invalid("Empty message");
  if (content.size > settings.maximumMessageSize) return invalid("Message too long");
  return againstGroup(groupId, settings) ?? againstDeduplication(deduplicationId, settings);
}

function againstGroup(
  groupId: string | null,
  { fifo, takesGroups }: TopicSettings,
): Refused | null {
  if (groupId === null) {
    return fifo ? invalid("The MessageGroupId parameter is required for FIFO topics") : null;
  }
  if (!takesGroups) {
    return invalid(
      "MessageGroupId Reason: The request includes MessageGroupId parameter that is not valid for this topic type",
    );
  }
  return isIdentifier(groupId) ? null : invalid("MessageGroupId");
}

function againstDeduplication(
  deduplicationId: string | null,
  { fifo, contentBasedDeduplication }: TopicSettings,
): Refused | null {
  if (deduplicationId === null) {
    return !fifo || contentBasedDeduplication
      ? null
      : invalid(
          "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
        );
  }
  if (!fifo) {
    return invalid(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  return isIdentifier(deduplicationId) ? null : invalid("MessageDeduplicationId");
}

const { max } = snsLimits.identifier;

/** Letters, digits and punctuation. */
const isIdentifier = (text: string): boolean => text.length <= max && /^[!-~]+$/.test(text);

/** What SNS says of entries that are too large together. */
export const batchTooLong = refused(
  "BatchRequestTooLong",
  "The length of all the messages put together is more than the limit.",
);
