import { inSeconds, seconds, type Duration, type Instant, type TraceEntry } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareRun, type Run } from "../src/index.ts";
import { scenarioOf, scenarioShape } from "./random-scenario.ts";

const options = (runs: number) => ({ seed: 20261124, numRuns: runs });

function queueOf(run: Run, logicalId: string) {
  const { component } = run.resources.find((resource) => resource.logicalId === logicalId)!;
  const meters = run.simulation.metersOf(component);
  const gauges = run.simulation.gaugesOf(component);
  return {
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
        // Deleting a message twice counts twice in AWS; without duplicates each is deleted once.
        const run = prepareRun(scenarioOf({ ...shape, duplicateRate: 0 }), { seed: shape.seed });
        for (let second = 3; second <= 120; second += 9) {
          run.simulation.run({ until: seconds(second) as number as Instant });
          const orders = queueOf(run, "Orders");
          const dead = queueOf(run, "Dead");
          const sent = orders.sum("NumberOfMessagesSent");
          const moved = orders.sum("MessagesMovedToDeadLetterQueue");
          const leaving = 0; // A move to a queue of the same account takes no virtual time.
          expect(orders.there + leaving).toBe(sent - moved - orders.sum("NumberOfMessagesDeleted"));
          expect(dead.there).toBe(moved);
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
        if (orders.there > 0 || orders.sum("MessagesMovedToDeadLetterQueue") > 0) return;
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
