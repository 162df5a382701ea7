import { table } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { filled, forgetFull, fullBucket, token } from "../../../service/rate-bucket.ts";
import { throttled } from "../throttled.ts";
import type { PublishEntry } from "../protocol.ts";
import type { Topic, TopicContext } from "./declarations.ts";

/** Takes what a message needs of the rates of a FIFO topic; the refusal where one has no room. */
export function takeRates(
  topic: Topic,
  { groupId, content }: PublishEntry,
  { now, settings }: TopicContext,
): Refused | null {
  const { rates } = settings;
  if (rates === null) return null;
  const group = groupId ?? "";
  forgetFull(topic.groupRates, now);
  const ofGroup = filled(
    table.get(topic.groupRates, group) ?? fullBucket(rates.ofGroup, now),
    rates.ofGroup,
    now,
  );
  const ofTopic = filled(topic.rate ?? fullBucket(rates.ofTopic, now), rates.ofTopic, now);
  const bytes = rates.bytesOfTopic;
  const ofBytes =
    bytes === null ? Infinity : filled(topic.byteRate ?? fullBucket(bytes, now), bytes, now);
  const needed = content.size * token;
  if (ofGroup < token || ofTopic < token || ofBytes < needed) return throttled;
  // Behind all others, so that the buckets that are full by now are the first ones.
  table.remove(topic.groupRates, group);
  table.set(topic.groupRates, group, { tokens: ofGroup - token, filledAt: now });
  topic.rate = { tokens: ofTopic - token, filledAt: now };
  if (bytes !== null) topic.byteRate = { tokens: ofBytes - needed, filledAt: now };
  return null;
}
