/** Parts of a doubling: a bucket is at most an eighth wide. */
const parts = 8;

/** How many buckets there are. */
export const bucketCount = 32 * parts;

/** Which bucket a time lies in. */
export function latencyBucketOf(microseconds: number): number {
  const value = Math.min(Math.max(Math.floor(microseconds), parts), 0x7fffffff);
  const doublings = 31 - Math.clz32(value);
  return doublings * parts + ((value >>> (doublings - 3)) & (parts - 1));
}

/** The middle of a bucket, in microseconds. */
function timeOfBucket(bucket: number): number {
  const doublings = Math.floor(bucket / parts);
  let base = 1;
  for (let each = 0; each < doublings; each += 1) base *= 2;
  return base * (1 + ((bucket % parts) + 0.5) / parts);
}

/** The time that a share of all is not above, by how many are in each bucket; 0 where there are none. */
export function quantileOfBuckets(counts: readonly number[], share: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [bucket, count] of counts.entries()) {
    seen += count;
    if (count > 0 && seen >= all * share) return timeOfBucket(bucket);
  }
  return 0;
}
