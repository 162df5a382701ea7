import { expect, it } from "vitest";
import { chartsOf } from "./charts.ts";

const measured = (id: string, arrivalRate: number, coldStartProbability: number) => ({
  id,
  source: "made up",
  input: {
    ...{ kind: "measured", experiment: id, arrivalRate },
    ...{ warmServiceMs: 2_000, coldServiceMs: 2_500, idleTimeoutMinutes: 10 },
  },
  expected: { coldStartProbability, averageInstances: 1.5 },
});

it("draws measured experiments by their rates, with ours beside them", () => {
  const aggregate = { id: "all", source: "made up", input: { kind: "aggregate" }, expected: {} };
  const lines = chartsOf([measured("b", 0.01, 0.02), aggregate, measured("a", 0.002, 0.33)], 2);
  const axes = lines.filter((line) => line.includes("x-axis"));
  expect(axes).toEqual(Array(2).fill('    x-axis "requests a second" ["0.0020", "0.0100"]'));
  expect(lines).toContain("    line [33.00, 2.00]");
  const [rare, often] = lines
    .filter((line) => line.startsWith("| 0."))
    .map((line) => line.split(" | "));
  expect([rare![0], rare![1], rare![3]]).toEqual(["| 0.0020", "33.00 %", "1.50"]);
  // Without an arrival in ten minutes: exp(-1.2) of all, and hardly any of the other.
  expect(Number.parseFloat(rare![2]!)).toBeGreaterThan(20);
  expect(Number.parseFloat(rare![2]!)).toBeLessThan(42);
  expect(Number.parseFloat(often![2]!)).toBeLessThan(5);
  expect(Number.parseFloat(often![4]!)).toBeGreaterThan(1);
});
