import fc from "fast-check";
import { expect, it } from "vitest";
import { anySettings, run, sqs, Stack } from "./index.ts";

it("any settings are of each one of its values, in all combinations", () => {
  const settings = anySettings({ size: [1, 10], timeout: ["30s", "3m"], share: fc.nat(1) });
  const found = new Set(
    fc.sample(settings, { numRuns: 200, seed: 1 }).map((each) => JSON.stringify(each)),
  );
  expect(found.size).toBe(8);
});

it("settings that fail shrink to the first of each list, and are printed by their names", () => {
  const settings = anySettings({ size: [1, 5, 10], timeout: ["30s", "3m"] });
  const property = fc.property(settings, ({ size }) => size < 5);
  const { counterexample } = fc.check(property, { seed: 1 });
  expect(fc.stringify(counterexample)).toBe("[size 5, timeout 30s]");
});

it("settings may be paths of a scenario", () => {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders");
  const settings = anySettings({ "workload.0.arrivals.constant.rate": ["1/s", "2/s"] });
  const workload = [{ to: "Orders", arrivals: { constant: { rate: "9/s" } }, for: "10s" }] as const;
  const counts = fc.sample(settings, { numRuns: 20, seed: 1 }).map((each) => {
    return run(stack, { duration: "20s", workload, ...each }).bodies("Orders").length;
  });
  expect(new Set(counts)).toEqual(new Set([10, 20]));
});

it.each([
  [[], "[]"],
  [3, "3"],
  [null, "nothing"],
])("settings without a list of values are refused: %j", (size, received) => {
  expect(() => anySettings({ size: size as never })).toThrow(
    `size: expected a list of values, received ${received}`,
  );
});
