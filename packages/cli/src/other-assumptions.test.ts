import { continueRun, prepareRun, profile, reportOf, lambda } from "@orrery/aws";
import { Stack, sqs, sources } from "@orrery/aws";
import { minutes, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { MemoryGuard } from "./memory-guard.ts";
import { otherAssumptions } from "./other-assumptions.ts";

const terminal = {
  print: () => undefined,
  warn: () => undefined,
  columns: 80,
  colors: false,
  showsProgress: false,
};

/** A run that failures slow down so that messages wait. */
function slowedRun() {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: minutes(1) });
  const behavior = profile({ duration: { type: "constant", value: seconds(1) }, failures: 0.3 });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(5) });
  stack.say("Worker", { Behavior: behavior });
  worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 1 }));
  const workload = {
    to: "Orders",
    arrivals: { type: "constant", rate: 20 },
    from: 0 as Duration,
    until: null,
    payload: { type: "size", size: { type: "constant", value: 100 } },
    groups: [],
  } as const;
  const scenario = stack.scenario({ duration: minutes(8), workloads: [workload] });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return { run, slowdowns: reportOf(run).slowdowns };
}

it("says so where there is no memory to run it once more, and fails nothing", async () => {
  const { run, slowdowns } = slowedRun();
  expect(slowdowns).toHaveLength(1);
  const heap = { limit: 1_000, used: () => 999, sweep: () => undefined };
  const full = await otherAssumptions(run, slowdowns, {}, terminal, new MemoryGuard(heap));
  expect(full.failure).toBeNull();
  expect(full.sensitivity).toMatchObject({ slowdowns, differences: [] });
  expect(full.sensitivity?.failure).toMatch(/^memory: expected a run that fits into /);
  const tried = await otherAssumptions(run, slowdowns, {}, terminal);
  expect(tried).toMatchObject({ failure: null, sensitivity: { slowdowns, failure: null } });
});
