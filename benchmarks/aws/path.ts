import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareRun, type AwsSimulation, type RunOptions } from "@orrery/aws";
import { milliseconds, seconds, type Executor } from "@orrery/kernel";
import { TraceFile } from "../../packages/cli/src/trace-file.ts";
import { printOutcome, secondsOf } from "../outcome.ts";
import { loadedAt, pathScenario, type PathSettings } from "./scenarios.ts";

const queue = "sqs.queue:orders";

/** The simulation of a path as soon as its messages wait. */
export function loadedPath(
  settings: PathSettings,
  options: Partial<RunOptions> = {},
): AwsSimulation {
  const { simulation } = prepareRun(pathScenario(settings), { seed: 1, ...options });
  simulation.run({ until: loadedAt(settings) });
  return simulation;
}

/** How many messages of a path were deleted after their batch succeeded. */
export const processedBy = (simulation: AwsSimulation): number =>
  simulation.metersOf(queue)["NumberOfMessagesDeleted"]!.sum;

/** How many messages of a path wait, and how many are in flight. */
export function messagesOf(simulation: AwsSimulation): { waiting: number; inFlight: number } {
  const gauges = simulation.gaugesOf(queue);
  return {
    waiting: gauges["ApproximateNumberOfMessagesVisible"]!,
    inFlight: gauges["ApproximateNumberOfMessagesNotVisible"]!,
  };
}

/**
 * A path of a hundred batches at once, which empties its queue at 9,000 messages a second, and at
 * 10,740 keeps about as many waiting as there are. A small one has a tenth of all that.
 */
export function pathSettings(waiting: number, size: "full" | "small"): PathSettings {
  const scale = size === "full" ? 1 : 0.1;
  return {
    scaling: seconds(45 * scale),
    rate: 9_000 * scale,
    waiting,
    heldRate: (waiting === 0 ? 9_000 : 10_740) * scale,
    concurrency: 100 * scale,
    duration: milliseconds(70),
  };
}

/** Runs a path on until `messages` more were processed; seconds used, events, and messages. */
export function runPath(
  simulation: AwsSimulation,
  messages: number,
  executor: Executor = "inPlace",
): { seconds: number; events: number; processed: number } {
  const eventsBefore = simulation.events;
  const processedBefore = processedBy(simulation);
  const used = secondsOf(() => {
    while (processedBy(simulation) - processedBefore < messages) {
      simulation.run({ events: 1_000 }, executor);
    }
  });
  return {
    seconds: used,
    events: simulation.events - eventsBefore,
    processed: processedBy(simulation) - processedBefore,
  };
}

/** Where to write what `run --trace` does: in a folder that goes when the process ends. */
function tracePath(): string {
  const folder = mkdtempSync(join(tmpdir(), "orrery-benchmark-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  return join(folder, "run.trace");
}

if (import.meta.main) {
  const [mode, unit, waiting, messages, size] = process.argv.slice(2);
  const path = tracePath();
  const trace = mode === "trace" || mode === "size" ? new TraceFile(path) : null;
  trace?.begin({ seed: 1, scenario: { startsAt: "2026-01-01T00:00:00Z" }, resources: [] }, "0");
  const simulation = loadedPath(
    pathSettings(Number(waiting), size === "small" ? "small" : "full"),
    trace === null ? {} : { trace: trace.take },
  );
  const executor = mode === "immer" ? "immutable" : "inPlace";
  runPath(simulation, Math.min(20_000, Number(messages)), executor);
  const outcome = runPath(simulation, Number(messages), executor);
  const { events, processed } = outcome;
  // What waits to be written belongs to the cost, too.
  const used = outcome.seconds + secondsOf(() => trace?.finish({ finished: true }));
  const done = unit === "events" ? events : processed;
  const all = simulation.events;
  // Where as many wait, the number of events is the same: the seed is.
  const work = Number(messages) + Number(waiting);
  const value = mode === "size" ? statSync(path).size / all : done / used / 1e6;
  printOutcome({ value, work, count: events, events });
}
