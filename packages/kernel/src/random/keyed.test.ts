import { describe, expect, it } from "vitest";
import { keyedRandom, keyedSeedFor } from "./keyed.ts";

const [low, high] = keyedSeedFor(42, "orders", 0, "duplicate");
const count = 1 << 18;

/** Chi-square of pairs of numbers over a grid of 16 by 16, of which 255 is the mean. */
function pairStatistic(pair: (place: number) => readonly [number, number]): number {
  const cells = new Float64Array(256);
  for (let place = 0; place < count; place += 1) {
    const [one, other] = pair(place);
    cells[Math.floor(one * 16) * 16 + Math.floor(other * 16)]! += 1;
  }
  return cells.reduce((sum, seen) => sum + (seen - count / 256) ** 2 / (count / 256), 0);
}

describe("keyed draw", () => {
  it("gives a key the same number at any time, for ever", () => {
    const numbers = [0, 1, -1, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER].map(
      (key) => keyedRandom(low, high, key),
    );
    expect(numbers).toEqual([
      0.1521385984659681, 0.8146042236245956, 0.5694736545186158, 0.2075110228317254,
      0.18215560619459514, 0.6872091343594957,
    ]);
  });

  it("gives each seed, component, incarnation and purpose a seed of its own", () => {
    const seeds = [
      keyedSeedFor(42, "orders", 0, "duplicate"),
      keyedSeedFor(43, "orders", 0, "duplicate"),
      keyedSeedFor(42, "other", 0, "duplicate"),
      keyedSeedFor(42, "orders", 1, "duplicate"),
      keyedSeedFor(42, "orders", 0, "latency"),
    ];
    expect(new Set(seeds.map(([one]) => one)).size).toBe(5);
    expect(new Set(seeds.map(([, other]) => other)).size).toBe(5);
  });

  it("uses both halves of a key", () => {
    const numbers = new Set<number>();
    for (let key = 0; key < 1000; key += 1) {
      numbers.add(keyedRandom(low, high, key)).add(keyedRandom(low, high, key * 2 ** 32));
    }
    expect(numbers.size).toBe(1999); // Key 0 is there twice.
  });

  it.each([
    ["keys in a row", (key: number) => key],
    ["keys 64 apart", (key: number) => key * 64],
    ["keys 2³² apart", (key: number) => (key % 2 ** 20) * 2 ** 32],
    ["negative keys", (key: number) => -key],
  ])("is uniform and independent from neighbor to neighbor over %s", (_, keyOf) => {
    const statistic = pairStatistic((place) => [
      keyedRandom(low, high, keyOf(2 * place)),
      keyedRandom(low, high, keyOf(2 * place + 1)),
    ]);
    expect(statistic).toBeGreaterThan(180); // 0.01 % to 99.99 % of chi-square with 255 degrees.
    expect(statistic).toBeLessThan(345);
  });

  it.each([
    ["the low half", 1, 0],
    ["the high half", 0, 1],
  ])("is independent between seeds that differ by one in %s", (_, lowStep, highStep) => {
    const statistic = pairStatistic((place) => [
      keyedRandom(low, high, place),
      keyedRandom(low + lowStep, high + highStep, place),
    ]);
    expect(statistic).toBeGreaterThan(180);
    expect(statistic).toBeLessThan(345);
  });

  it("flips each of its 53 bits half the time when one bit of the key flips", () => {
    const scale = 2 ** 53;
    const trials = 2_000;
    let worst = 0;
    for (let bit = 0; bit < 52; bit += 1) {
      const flips = new Float64Array(53);
      for (let trial = 0; trial < trials; trial += 1) {
        const key = Math.floor(keyedRandom(1, 2, trial) * 2 ** 52);
        const flipped = Math.floor(key / 2 ** bit) % 2 === 0 ? key + 2 ** bit : key - 2 ** bit;
        const one = BigInt(keyedRandom(low, high, key) * scale);
        let difference = one ^ BigInt(keyedRandom(low, high, flipped) * scale);
        for (let out = 0; out < 53; out += 1, difference >>= 1n)
          flips[out]! += Number(difference & 1n);
      }
      for (const seen of flips) worst = Math.max(worst, Math.abs(seen / trials - 0.5));
    }
    expect(worst).toBeLessThan(0.06); // 5.3 standard errors, over 2,756 pairs of bits.
  });
});
