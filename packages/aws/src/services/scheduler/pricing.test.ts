import { expect, it } from "vitest";
import { groupCharges } from "./pricing.ts";

it("scheduler.cost.attempts: is a dollar for a million attempts", () => {
  expect(groupCharges({ InvocationAttemptCount: { sum: 2_500_000 } })).toEqual([
    { what: "Scheduler invocations", quantity: 2_500_000, unit: "invocations", dollars: 2.5 },
  ]);
  expect(groupCharges({ InvocationAttemptCount: { sum: 0 } })).toEqual([]);
});
