import fc from "fast-check";
import { expect, it } from "vitest";
import { checkDistribution } from "./distribution-check.ts";
import { compileDistribution } from "./sampling.ts";
import { quantileOf } from "./moments.ts";
import { lawThrough } from "./quantile-law.ts";

it("has the quantiles that were measured, and rises between its ends", () => {
  const measured = fc
    .tuple(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
    )
    .map(([p50, to90, to99]) => [p50, p50 * to90, p50 * to90 * to99] as const);
  fc.assert(
    fc.property(measured, ([p50, p90, p99]) => {
      const points = [
        { p: 0.5, value: p50 },
        { p: 0.9, value: p90 },
        { p: 0.99, value: p99 },
      ];
      const law = lawThrough(points);
      expect(checkDistribution("law", law)).toEqual(law);
      for (const { p, value } of points) expect(quantileOf(law, p)! / value).toBeCloseTo(1, 12);
      const sample = compileDistribution(law);
      let before = 0;
      for (let u = 0; u < 1; u += 1 / 512) {
        const value = sample(() => u);
        expect(value).toBeGreaterThanOrEqual(before * (1 - 1e-12));
        before = value;
      }
      expect(before).toBeLessThanOrEqual(4 * p99);
    }),
  );
});

it("is the lognormal where that is measured", () => {
  const lognormal = { type: "lognormal", median: 100, sigma: 0.3 } as const;
  const points = [0.1, 0.5, 0.9, 0.99].map((p) => ({ p, value: quantileOf(lognormal, p)! }));
  const law = lawThrough(points);
  for (const p of [0.2, 0.3, 0.6, 0.75, 0.95, 0.98]) {
    const ratio = quantileOf(law, p)! / quantileOf(lognormal, p)!;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.005);
  }
  expect(compileDistribution(law)(() => 0)).toBeCloseTo(0.8 * points[0]!.value, 6);
});
