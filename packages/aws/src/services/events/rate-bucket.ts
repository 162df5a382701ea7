import type { Instant } from "@orrery/kernel";

/** Tokens in millionths, as many as one second brings; below 0 where they are promised. A value. */
export interface RateBucket {
  readonly tokens: number;
  readonly filledAt: Instant;
}

const token = 1_000_000;
const period = 1_000_000;

/** A bucket that nothing was taken from for a while. */
export const full = (perSecond: number, now: Instant): RateBucket => ({
  tokens: perSecond * token,
  filledAt: now,
});

const filled = ({ tokens, filledAt }: RateBucket, perSecond: number, now: Instant): number =>
  Math.min(perSecond * token, tokens + (now - filledAt) * perSecond);

/** The bucket without so many tokens; `null`: it has not so many. */
export function taken(
  bucket: RateBucket,
  count: number,
  perSecond: number,
  now: Instant,
): RateBucket | null {
  const left = filled(bucket, perSecond, now) - count * token;
  return left < 0 ? null : { tokens: left, filledAt: now };
}

/** When the next token is there, and the bucket without it; `null`: after the latest instant. */
export function turnIn(
  bucket: RateBucket,
  perSecond: number,
  latest: Instant | null,
  now: Instant,
): { readonly at: Instant; readonly left: RateBucket } | null {
  const tokens = filled(bucket, perSecond, now) - token;
  const at = (tokens >= 0 ? now : now + Math.ceil(-tokens / perSecond)) as Instant; // Whole.
  return latest !== null && at > latest ? null : { at, left: { tokens, filledAt: now } };
}

/** A bucket as a search sees it: what was not used for a second, and owes nothing, is full. */
export const bucketView = ({ tokens, filledAt }: RateBucket, now: Instant): readonly number[] =>
  tokens >= 0 && now - filledAt >= period ? [] : [tokens, now - filledAt];
