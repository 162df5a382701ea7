import alea from "seedrandom/lib/alea.js";
import { describe, expect, it } from "vitest";
import { copyStream, next, streamFor, streamKey } from "./stream.ts";

const drawn = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe("random stream", () => {
  it.each([0, 1, 42, -7, "a text", 2 ** 53 - 1])(
    "gives seedrandom's numbers for seed %s",
    (seed) => {
      const theirs = alea(streamKey(seed, "orders", 0, "latency"), { state: true });
      const ours = streamFor(seed, "orders", 0, "latency");
      for (let count = 0; count < 100_000; count += 1) {
        if (next(ours) !== theirs()) throw new Error(`number ${count} differs`);
      }
      expect(ours).toEqual(theirs.state());
    },
  );

  it("keeps its numbers from one version to the next", () => {
    const stream = streamFor(42, "orders", 0, "latency");
    expect(drawn(3, () => next(stream))).toEqual([
      0.3478106614202261, 0.24575535976327956, 0.74084362690337,
    ]);
  });

  it("survives JSON", () => {
    const stream = streamFor(1, "orders", 0, "latency");
    next(stream);
    const restored = JSON.parse(JSON.stringify(stream)) as typeof stream;
    expect(drawn(100, () => next(restored))).toEqual(drawn(100, () => next(stream)));
  });

  it("is copied without a tie to the original", () => {
    const stream = streamFor(1, "orders", 0, "latency");
    const copy = copyStream(stream);
    const numbers = drawn(10, () => next(stream));
    expect(drawn(10, () => next(copy))).toEqual(numbers);
  });

  it("depends on seed, component, incarnation and purpose, each on its own", () => {
    const first = (...key: Parameters<typeof streamFor>): number => next(streamFor(...key));
    const numbers = [
      first(1, "a", 0, "bc"),
      first(2, "a", 0, "bc"),
      first(1, "ab", 0, "c"),
      first(1, "a", 1, "bc"),
      first(1, "a", 0, "b"),
      first(1, 'a",0,"b', 0, "c"),
      first(1, "a,0", 0, "bc"),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(first("1", "a", 0, "bc")).toBe(numbers[0]);
  });

  it("has first numbers that are uniform and independent over components and seeds", () => {
    const cells = new Float64Array(256);
    const count = 100_000;
    for (let place = 0; place < count; place += 1) {
      const one = next(streamFor(place, "orders", 0, "latency"));
      const other = next(streamFor(place + 1, "orders", 0, "latency"));
      cells[Math.floor(one * 16) * 16 + Math.floor(other * 16)]! += 1;
    }
    const expected = count / 256;
    const chiSquare = cells.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeGreaterThan(180); // 255 degrees of freedom: 0.01 % to 99.99 %.
    expect(chiSquare).toBeLessThan(345);
  });
});
