import { seconds } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyWorkload, lambda, run, sqs, Stack, type WorkloadOptions } from "./index.ts";

function shop(): Stack {
  const stack = new Stack("shop");
  new sqs.Queue(stack, "Orders");
  new sqs.Queue(stack, "Steps", { fifo: true });
  new lambda.Function(stack, "Worker");
  return stack;
}
const sampleOf = (options: WorkloadOptions, count = 200) =>
  fc.sample(anyWorkload(shop(), options), { numRuns: count, seed: 1 });

describe("any workload", () => {
  it("is to every resource that takes what comes from outside", () => {
    const targets = sampleOf({}).flatMap((parts) => parts.map(({ to }) => to));
    expect(new Set(targets)).toEqual(new Set(["Orders", "Steps", "Worker"]));
  });

  it("keeps to what was asked", () => {
    const parts = sampleOf({ to: "Orders", within: "10s", retry: "none" }).flat();
    expect(new Set(parts.map(({ to }) => to))).toEqual(new Set(["Orders"]));
    expect(Math.max(...parts.map(({ from }) => from))).toBe(seconds(10));
    expect(parts.every(({ retry }) => retry === "none")).toBe(true);
  });

  it("brings as many messages as it says, each with a body of its own, to a FIFO queue too", () => {
    const arbitrary = anyWorkload(shop(), { to: ["Orders", "Steps"], atMost: 7 });
    const property = fc.property(arbitrary, (workload) => {
      const result = run(shop(), { duration: "5m", workload });
      const bodies = ["Orders", "Steps"].flatMap((queue) => result.bodies(queue));
      const said = [...fc.stringify(workload).matchAll(/(\d+) messages? to/g)];
      const count = said.reduce((sum, [, number]) => sum + Number(number), 0);
      const numbered = Array.from({ length: count }, (_, place) => `message ${place + 1}`);
      expect([...bodies].sort()).toEqual(numbered.sort());
      expect(count).toBeLessThanOrEqual(7);
    });
    fc.assert(property, { seed: 2, numRuns: 100 });
  });

  it("shrinks to the fewest messages and the earliest, as a sentence", () => {
    const property = fc.property(anyWorkload(shop(), { to: "Orders" }), (workload) => {
      return run(shop(), { duration: "5m", workload }).bodies("Orders").length < 3;
    });
    const { counterexample } = fc.check(property, { seed: 4 });
    expect(fc.stringify(counterexample)).toBe("[3 messages to Orders from 0 s on, 1 a second]");
    const one = fc.check(fc.property(anyWorkload(shop(), { to: "Worker" }), () => false));
    expect(fc.stringify(one.counterexample)).toBe("[1 request to Worker at 0 s]");
  });

  it.each([
    [{ atMost: 0 }, "atMost: expected a whole number from 1, received 0"],
    [{ to: "Order" }, 'to: expected some of Orders, Steps, Worker, received "Order"'],
    [{ within: "1500ms" }, "within: expected whole seconds, received 1.5 s"],
  ] as const)("refuses %j", (options, message) => {
    expect(() => anyWorkload(shop(), options)).toThrow(message);
  });

  it("refuses an architecture to which nothing can be sent", () => {
    expect(() => anyWorkload(new Stack("empty"))).toThrow(
      "to: expected a resource that takes messages from outside, received none",
    );
  });
});
