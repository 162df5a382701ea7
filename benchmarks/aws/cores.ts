import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { continueRun, prepareRun } from "@orrery/aws";
import { minutes, type Instant } from "@orrery/kernel";
import { printOutcome } from "../outcome.ts";
import { functionScenario } from "./scenarios.ts";

// Sixteen seeds of one scenario, by as many threads as there are cores for it: runs a second on the wall.
const seeds = 16;

function runSeed(seed: number, length: number): number {
  const duration = minutes(length);
  const run = prepareRun(functionScenario(duration, "account"), { seed });
  continueRun(run, { until: duration as number as Instant });
  return run.simulation.events;
}

/** Has workers take seeds until none is left; resolves with the number of all events. */
async function runAll(threads: number, length: number): Promise<number> {
  let [next, events] = [0, 0];
  const workers = Array.from(
    { length: threads },
    () => new Worker(import.meta.filename, { workerData: length }),
  );
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on("error", reject);
          worker.on("message", (ran: number) => {
            events += ran;
            if (next === seeds) resolve();
            else worker.postMessage(next++);
          });
        }),
    ),
  );
  await Promise.all(workers.map((worker) => worker.terminate()));
  return events;
}

if (isMainThread) {
  const [threads, length] = process.argv.slice(2).map(Number) as [number, number];
  const started = performance.now();
  const count = await runAll(threads, length);
  printOutcome({ value: (seeds * 1_000) / (performance.now() - started), work: length, count });
} else {
  const length = workerData as number;
  const port = parentPort!;
  port.on("message", (seed: number) => port.postMessage(runSeed(seed, length)));
  port.postMessage(0); // Ready for the first.
}
