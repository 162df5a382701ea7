import { milliseconds, minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { lambda, Stack, type Scenario } from "../../../index.ts";
import { invokeOverhead } from "../limits.ts";
import { continueRun, prepareRun } from "../../../run/run.ts";
import { profile } from "../public.ts";

const constant = (value: number) => ({ type: "constant", value }) as const;

/** What a function under a steady workload comes to. */
function run(rate: number, duration: Duration, latencies: Scenario["latencies"] = {}) {
  const stack = new Stack("shop");
  new lambda.Function(stack, "Worker", {});
  stack.say("Worker", { Behavior: profile({ duration: constant(duration) }) });
  const scenario = stack.scenario({
    duration: minutes(10),
    workloads: [
      {
        to: "Worker",
        arrivals: { type: "poisson", rate },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
      },
    ],
  });
  const begun = prepareRun({ ...scenario, latencies }, { seed: 1 });
  continueRun(begun);
  const { simulation } = begun;
  return (component: string, metric: string) => simulation.metersOf(component)[metric]!;
}

const none = constant(0);
const warmAtOnce = {
  "lambda.cold.platformOverhead": none,
  "lambda.cold.initDuration": none,
  "lambda.cold.firstCall": none,
};

it("lambda.concurrency.needed: what runs at once is the rate times the duration on the average", () => {
  const meter = run(20, seconds(2), warmAtOnce);
  const { sum } = meter("lambda.function:shop-Worker", "Duration");
  expect(sum / minutes(10)).toBeCloseTo(40, -0.5);
  const { max } = meter("lambda.function:shop-Worker", "ConcurrentExecutions");
  expect(max).toBeGreaterThan(40);
  expect(max).toBeLessThan(80);
});

describe("lambda.warm.overhead: an invocation by a workload takes longer than its handler", () => {
  it("by a median of 6.4 ms, which the function's duration does not have", () => {
    expect(invokeOverhead).toMatchObject({
      min: milliseconds(4.6),
      max: milliseconds(21),
      of: { median: milliseconds(6.4) },
    });
    const meter = run(5, milliseconds(100), warmAtOnce);
    const { max } = meter("lambda.function:shop-Worker", "Duration");
    expect(max).toBe(milliseconds(100));
    const { sum, count, min } = meter("workload:1", "ResponseTime");
    const mean = sum / count - milliseconds(100);
    expect([mean > milliseconds(6), mean < milliseconds(7.5)]).toEqual([true, true]);
    expect(min).toBeGreaterThan(milliseconds(104.5));
  });
});
