import { Percentiles, prepareRun, reportOf, runInPortions } from "@orrery/aws";
import { MemoryGuard } from "../../packages/cli/src/memory-guard.ts";
import { Progress } from "../../packages/cli/src/progress.ts";
import { loadScenario } from "../../packages/cli/src/scenario-sources.ts";
import { printOutcome, secondsOf } from "../outcome.ts";

const [mode, minutes] = process.argv.slice(2);
const example = new URL("../../examples/01-orders-queue/orders.scenario.yaml", import.meta.url);

/** Runs the example: as `orrery run` does, or the simulation alone. */
async function run(duration: string): Promise<{ seconds: number; events: number }> {
  const overrides = [{ path: "duration", value: duration }];
  const { scenario, scripts } = await loadScenario(example.pathname, overrides);
  const percentiles = mode === "command" ? new Percentiles() : null;
  const prepared = prepareRun(scenario, {
    seed: 42,
    scripts,
    ...(percentiles === null ? {} : { recorderOf: percentiles.recorderOf }),
  });
  const { simulation } = prepared;
  const seconds = secondsOf(() => {
    if (percentiles === null) {
      simulation.run({ until: scenario.duration as never });
      return;
    }
    const memory = new MemoryGuard();
    const progress = new Progress(scenario.duration / 1_000_000, { showsProgress: false });
    for (const _ of runInPortions(prepared)) {
      progress.show(simulation);
      memory.check(prepared);
    }
    reportOf(prepared, percentiles.of);
  });
  return { seconds, events: simulation.events };
}

// What is compiled first is no part of it.
await run(minutes === "1" ? "5s" : "1m");
const { seconds, events } = await run(`${minutes}m`);
printOutcome({ value: events / seconds / 1e6, work: Number(minutes), count: events, events });
