import { table, type Instant } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { PublishEntry } from "../protocol.ts";
import type { Topic, TopicContext } from "./declarations.ts";
import type { Bucket } from "./state.ts";

/** What those hear who publish faster than a quota allows. */
export const throttled: Refused = refused("Throttled", "Rate exceeded");

const token = 1_000_000;
const period = 1_000_000;

/** What a bucket holds now: it is full after a second, and holds what a second gives. */
function filled({ tokens, filledAt }: Bucket, perSecond: number, now: Instant): number {
  return Math.min(perSecond * token, tokens + (now - filledAt) * perSecond);
}

/** Takes what a message needs of the rates of a FIFO topic; the refusal where one has no room. */
export function takeRates(
  topic: Topic,
  { groupId, content }: PublishEntry,
  { now, settings }: TopicContext,
): Refused | null {
  const { rates } = settings;
  if (rates === null) return null;
  const group = groupId ?? "";
  forgetFull(topic, now);
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

const fullBucket = (perSecond: number, now: Instant): Bucket => ({
  tokens: perSecond * token,
  filledAt: now,
});

/** Forgets buckets that nothing was taken from for a second: they are full. */
function forgetFull(topic: Topic, now: Instant): void {
  for (let key = table.firstKey(topic.groupRates); key !== undefined;) {
    if (table.get(topic.groupRates, key)!.filledAt + period > now) return;
    table.remove(topic.groupRates, key);
    key = table.firstKey(topic.groupRates);
  }
}

/** A bucket as a search sees it: what was not used for a second is full. */
export const bucketView = (bucket: Bucket | null, now: Instant): readonly number[] =>
  bucket === null || now - bucket.filledAt >= period ? [] : [bucket.tokens, now - bucket.filledAt];
