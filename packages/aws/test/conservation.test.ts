import { inSeconds, seconds, type Duration, type Instant, type TraceEntry } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareRun, type Run } from "../src/index.ts";
import { queueInvariants } from "../src/services/sqs/queue/invariants.ts";
import type { QueueState } from "../src/services/sqs/queue/state.ts";
import { scenarioOf, scenarioShape } from "./random-scenario.ts";

const options = (runs: number) => ({ seed: 20261124, numRuns: runs });

function queueOf(run: Run, logicalId: string) {
  const { component } = run.resources.find((resource) => resource.logicalId === logicalId)!;
  const meters = run.simulation.metersOf(component);
  const gauges = run.simulation.gaugesOf(component);
  return {
    state: run.simulation.stateOf(component) as QueueState,
    sum: (metric: string) => meters[metric]!.sum,
    there:
      gauges["ApproximateNumberOfMessagesVisible"]! +
      gauges["ApproximateNumberOfMessagesNotVisible"]! +
      gauges["ApproximateNumberOfMessagesDelayed"]!,
  };
}

describe("law 7, conservation", () => {
  it("has every message accepted at exactly one place, at every instant", () => {
    fc.assert(
      fc.property(scenarioShape, (shape) => {
        const run = prepareRun(scenarioOf(shape), { seed: shape.seed });
        for (let second = 3; second <= 120; second += 9) {
          run.simulation.run({ until: seconds(second) as number as Instant });
          const orders = queueOf(run, "Orders");
          const dead = queueOf(run, "Dead");
          for (const { state, there } of [orders, dead]) {
            for (const [claim, holds] of Object.entries(queueInvariants)) {
              expect([claim, holds(state)]).toEqual([claim, true]);
            }
            expect(there + state.leavingCount).toBe(state.messages.size);
          }
          expect(orders.state.storedCount).toBe(orders.sum("NumberOfMessagesSent"));
          // A move to a queue of the same account takes no virtual time.
          expect(orders.state.leavingCount).toBe(0);
          expect(dead.state.storedCount).toBe(orders.state.movedCount);
          // An earlier receipt deletes nothing, and counts all the same.
          expect(orders.sum("NumberOfMessagesDeleted")).toBeGreaterThanOrEqual(
            orders.state.deletedCount,
          );
        }
      }),
      options(40),
    );
  });
});

describe("Little's law", () => {
  it("holds in every run that drains: the mean number there is the rate times the mean time", () => {
    let drained = 0;
    fc.assert(
      fc.property(scenarioShape, (shape) => {
        const calm = { ...shape, failures: 0, poison: 0, duplicateRate: 0, outage: false };
        // The number of messages between being sent and being processed, over time, from the trace.
        let there = 0;
        let area = 0;
        let last = 0;
        const trace = ({ at, component, input, effects }: TraceEntry) => {
          area += there * (at - last);
          last = at;
          if (component.startsWith("sqs.queue:orders") && input.type === "sendMessage") there += 1;
          if (component.startsWith("lambda.eventSourceMapping") && input.type === "replied") {
            const { body } = input as unknown as { body: { type: string; functionError?: null } };
            if (body.type !== "invoked" || body.functionError !== null) return;
            const deletion = effects.find(({ type }) => type === "send") as
              { input: { receipts?: readonly unknown[] } } | undefined;
            there -= deletion?.input.receipts?.length ?? 0;
          }
        };
        const run = prepareRun(scenarioOf(calm), { seed: shape.seed, trace });
        run.simulation.run({ until: seconds(600) as number as Instant });
        const mapping = run.resources.find(({ logicalId }) => logicalId === "WorkerOrders")!;
        const latency = run.simulation.metersOf(mapping.component)["MessageLatency"]!;
        const orders = queueOf(run, "Orders");
        const received = orders.sum("NumberOfMessagesReceived");
        // What is received twice may be processed twice, and what is given up is not processed.
        if (received > orders.sum("NumberOfMessagesSent") || orders.state.movedCount > 0) return;
        expect(orders.there).toBe(0);
        drained += 1;
        expect(latency.count).toBe(orders.sum("NumberOfMessagesSent"));
        const areaInSeconds = inSeconds(area as Duration);
        expect(inSeconds(latency.sum as Duration)).toBeCloseTo(areaInSeconds, 6);
      }),
      options(30),
    );
    expect(drained).toBeGreaterThan(15);
  });
});
