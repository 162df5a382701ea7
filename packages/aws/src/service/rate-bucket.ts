import { table, type Draft, type Instant, type Table } from "@orrery/kernel";

/** What is left of a quota a second: tokens in millionths, below 0 where they are promised. A value. */
export interface Bucket {
  readonly tokens: number;
  readonly filledAt: Instant;
  /** How long it takes to fill at most. @defaultValue a second */
  readonly fillTime?: number;
}

/** One token, in the units of a bucket. */
export const token = 1_000_000;
/** How long an empty bucket takes to fill, in microseconds. */
export const period = 1_000_000;

/** A bucket that nothing was taken from for a while. */
export const fullBucket = (perSecond: number, now: Instant): Bucket => ({
  tokens: perSecond * token,
  filledAt: now,
});

/** What a bucket holds now: at most what a second gives, where nobody says how much. */
export function filled(
  { tokens, filledAt }: Bucket,
  perSecond: number,
  now: Instant,
  most = perSecond,
): number {
  return Math.min(most * token, tokens + (now - filledAt) * perSecond);
}

/** Forgets buckets that nothing was taken from for as long as they take to fill: they are full. Those of last use are last. */
export function forgetFull(buckets: Draft<Table<Bucket>>, now: Instant): void {
  for (let key = table.firstKey(buckets); key !== undefined;) {
    const { filledAt, fillTime = period } = table.get(buckets, key)!;
    if (filledAt + fillTime > now) return;
    table.remove(buckets, key);
    key = table.firstKey(buckets);
  }
}

/** A bucket as a search sees it: what was not used for long enough, and owes nothing, is full. */
export const bucketView = (bucket: Bucket | null, now: Instant): readonly number[] =>
  bucket === null || (bucket.tokens >= 0 && now - bucket.filledAt >= (bucket.fillTime ?? period))
    ? []
    : [bucket.tokens, now - bucket.filledAt];

/** What is left after one is taken; `burst`: what it holds, where that is not what a second gives. `null`: there is none. */
export function takeOne(
  bucket: Bucket | undefined,
  perSecond: number,
  now: Instant,
  burst = perSecond,
): Bucket | null {
  const left = filled(bucket ?? fullBucket(burst, now), perSecond, now, burst);
  if (left < token) return null;
  const fill = { tokens: left - token, filledAt: now };
  return burst === perSecond
    ? fill
    : { ...fill, fillTime: Math.ceil((burst / perSecond) * period) };
}

/** The bucket without so many tokens; `null`: it has not so many. */
export function taken(
  bucket: Bucket,
  count: number,
  perSecond: number,
  now: Instant,
): Bucket | null {
  const left = filled(bucket, perSecond, now) - count * token;
  return left < 0 ? null : { tokens: left, filledAt: now };
}

/** When the next token is there, and the bucket without it; `null`: after the latest instant. */
export function turnIn(
  bucket: Bucket,
  perSecond: number,
  latest: Instant | null,
  now: Instant,
): { readonly at: Instant; readonly left: Bucket } | null {
  const tokens = filled(bucket, perSecond, now) - token;
  const at = (tokens >= 0 ? now : now + Math.ceil(-tokens / perSecond)) as Instant; // Whole.
  return latest !== null && at > latest ? null : { at, left: { tokens, filledAt: now } };
}
