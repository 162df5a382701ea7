import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, profile, reportOf, lambda, type RangeEnd } from "@orrery/aws";
import { Stack, sqs, sources } from "@orrery/aws";
import { minutes, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { MemoryGuard } from "./memory-guard.ts";
import { otherAssumptions } from "./other-assumptions.ts";
import { outcomesElsewhere } from "./replication-pool.ts";
import { loadScenario } from "./scenario-sources.ts";

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
  const full = await otherAssumptions(
    run,
    slowdowns,
    {},
    { terminal, memory: new MemoryGuard(heap) },
  );
  expect(full.failure).toBeNull();
  expect(full.sensitivity).toMatchObject({ slowdowns, differences: [] });
  expect(full.sensitivity?.failure).toMatch(/^memory: expected a run that fits into /);
  const tried = await otherAssumptions(run, slowdowns, {}, { terminal });
  expect(tried).toMatchObject({ failure: null, sensitivity: { slowdowns, failure: null } });
});

const example = new URL("../../../examples/01-orders-queue/orders.scenario.yaml", import.meta.url);
const source = {
  path: fileURLToPath(example),
  overrides: [
    { path: "duration", value: "4m" },
    { path: "faults.0.at", value: "1m" },
    { path: "faults.0.for", value: "2m" },
  ],
  options: {},
};

it(
  "comes to the same by a thread, and where a thread cannot do it",
  { timeout: 120_000 },
  async () => {
    const { scenario, scripts, queryEngine } = await loadScenario(source.path, source.overrides);
    const code = { scripts, queryEngine };
    const run = prepareRun(scenario, { seed: 42, ...code });
    continueRun(run);
    const { slowdowns } = reportOf(run);
    expect(slowdowns).not.toEqual([]);
    const here = await otherAssumptions(run, slowdowns, code, { terminal });
    expect(here.sensitivity?.differences).not.toEqual([]);

    const found: (readonly number[] | null)[] = [];
    const by = (path: string) => async (end: RangeEnd, signal: AbortSignal) => {
      const task = { ...source, path, seed: 42, slowdowns, end };
      const outcomes = await outcomesElsewhere(task, signal);
      found.push(outcomes);
      return outcomes;
    };
    const trying = { terminal, elsewhere: by(source.path) };
    expect(await otherAssumptions(run, slowdowns, code, trying)).toEqual(here);
    const high = here.sensitivity!.differences.map((difference) => difference.high);
    expect(found.pop()).toEqual(expect.arrayContaining(high));
    const failing = { terminal, elsewhere: by("no-such.scenario.yaml") };
    expect(await otherAssumptions(run, slowdowns, code, failing)).toEqual(here);
    expect(found.pop()).toBeNull();
  },
);

it("waits no longer for a thread when Ctrl-C comes", async () => {
  const { run, slowdowns } = slowedRun();
  const elsewhere = (_: RangeEnd, signal: AbortSignal) =>
    new Promise<null>((resolve) => {
      signal.addEventListener("abort", () => resolve(null));
      setTimeout(() => process.emit("SIGINT"), 1_500);
    });
  expect(await otherAssumptions(run, slowdowns, {}, { terminal, elsewhere })).toEqual({
    sensitivity: null,
    failure: null,
  });
});
