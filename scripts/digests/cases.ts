import { compileDistribution, next, streamFor, type Distribution } from "@orrery/kernel";
import type { DigestCase } from "../../packages/aws/test/digest-case.ts";

/**
 * Draws of every kind of distribution, to the last bit. A run rounds them to microseconds, so that an
 * engine whose mathematics are off by a bit would show in one run of many thousands.
 */
function distributions(seed: number | string): ReturnType<DigestCase["run"]> {
  const all: readonly Distribution[] = [
    { type: "exponential", mean: 1 },
    { type: "normal", mean: 1, standardDeviation: 2 },
    { type: "lognormal", median: 3, sigma: 0.7 },
    { type: "lognormal", median: 3, percentile: { p: 0.99, value: 47 } },
    { type: "gamma", shape: 0.3, scale: 2 },
    { type: "gamma", shape: 7.5, scale: 0.1 },
    {
      type: "empirical",
      interpolation: "logarithmic",
      points: [
        { p: 0, value: 0.1 },
        { p: 0.7, value: 3 },
        { p: 1, value: 1_234.5 },
      ],
    },
  ];
  const number = new Float64Array(1);
  const halves = new Int32Array(number.buffer);
  let [one, other, events] = [0, 0, 0];
  for (const [place, distribution] of all.entries()) {
    const stream = streamFor(seed, `distribution ${place}`, 0, "draws");
    const draw = compileDistribution(distribution);
    for (let count = 0; count < 10_000; count += 1) {
      number[0] = draw(() => next(stream));
      for (const half of halves) {
        one = Math.imul(one ^ half, 0x9e3779b1);
        other = Math.imul(other ^ one ^ (one >>> 15), 0x85ebca6b);
      }
      events += 1;
    }
  }
  const digest = [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  return { digest, events };
}

/** Runs of no service. */
export const digestCases: readonly DigestCase[] = [
  { name: "distributions", seeds: ["bits"], run: distributions },
];
