import { next, streamFor } from "./stream.ts";

/** What a keyed draw is seeded with: two 32-bit integers. */
export type KeyedSeed = readonly [low: number, high: number];

/**
 * The seed of the keyed draws of one component's purpose.
 *
 * Two draws of a stream of its own, which is why drawing by key moves no draw in order.
 */
export function keyedSeedFor(
  seed: string | number,
  component: string,
  incarnation: number,
  purpose: string,
): KeyedSeed {
  // A colon cannot make this the name of another purpose: purposes are identifiers.
  const stream = streamFor(seed, component, incarnation, `keyed:${purpose}`);
  const low = (next(stream) * 4_294_967_296) | 0;
  return [low, (next(stream) * 4_294_967_296) | 0];
}

/** Scrambles 32 bits: each bit in flips each bit out with a chance near one half. */
function scramble(bits: number): number {
  // Constants of Chris Wellons, "Prospecting for Hash Functions" (2018), lowbias32.
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

/**
 * The number in [0, 1) that `key` has under a seed, whatever was drawn before: 53 random bits.
 *
 * The 64 bits of the key go through four Feistel rounds keyed by the seed, so that different keys
 * give different bits before the last eleven are cut off. Only 32-bit integer arithmetic is used.
 *
 * @param key any safe integer; both its halves count
 */
export function keyedRandom(seedLow: number, seedHigh: number, key: number): number {
  let low = key | 0;
  let high = Math.floor(key / 4_294_967_296) | 0;
  low ^= scramble(high ^ seedLow);
  high ^= scramble(low ^ seedHigh);
  low ^= scramble(high ^ (seedLow + 0x9e3779b9));
  high ^= scramble(low ^ (seedHigh + 0x85ebca6b));
  return ((high >>> 5) * 67_108_864 + (low >>> 6)) * 1.1102230246251565e-16; // 2⁻⁵³
}
