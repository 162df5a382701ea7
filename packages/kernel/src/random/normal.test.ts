import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile, normalVariate } from "./normal.ts";

// Reference values: SciPy 1.17, scipy.stats.norm.
describe("normal law", () => {
  it.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [2 ** -33, -6.3379577545537895],
    [0.001, -3.090232306167813],
    [0.07, -1.4757910281791706],
    [0.08, -1.4050715603096329],
    [0.3, -0.5244005127080409],
    [0.92, 1.4050715603096329],
    [0.93, 1.475791028179171],
    [0.999, 3.090232306167813],
  ])("has its quantile of %d at %d", (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-14);
  });

  it("has the ends of its quantiles at infinity, and variates short of it", () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalVariate(0)).toBe(normalQuantile(2 ** -33));
    expect(normalVariate(1 - 2 ** -53)).toBeLessThan(8.3);
  });

  it.each([
    [-37, 5.7255712225239266e-300],
    [-20, 2.7536241186061556e-89],
    [-8, 6.22096057427174e-16],
    [-5, 2.866515718791933e-7],
    [-2.5, 0.006209665325776132],
    [-0.1, 0.460172162722971],
    [0.3, 0.6179114221889526],
    [1.96, 0.9750021048517795],
    [6, 0.9999999990134123],
  ])("has a share below %d of %d", (z, share) => {
    expect(Math.abs(normalCdf(z) - share)).toBeLessThan(1e-15);
    expect(Math.abs(normalCdf(z) / share - 1)).toBeLessThan(1e-8);
  });

  it("leads from a share to its quantile and back", () => {
    for (let step = 1; step < 2_000; step += 1) {
      expect(normalCdf(normalQuantile(step / 2_000))).toBeCloseTo(step / 2_000, 14);
    }
  });
});
