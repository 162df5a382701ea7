import { continueRun, prepareRun } from "@orrery/aws";
import { inSeconds, milliseconds, minutes, noTime, type Instant } from "@orrery/kernel";
import { printOutcome } from "../outcome.ts";
import { processedBy } from "./path.ts";
import { pathScenario } from "./scenarios.ts";

// As many minutes of 100 messages a second through queue, mapping and function, in seconds on the wall.
const length = minutes(Number(process.argv[2]));
const settings = {
  scaling: noTime,
  rate: 100,
  waiting: 0,
  heldRate: 100,
  concurrency: 10,
  duration: milliseconds(60),
};
const run = prepareRun(pathScenario(settings), { seed: 1 });
const started = performance.now();
continueRun(run, { until: length as number as Instant });
const value = (performance.now() - started) / 1_000;
const processed = processedBy(run.simulation);
if (processed < 99 * inSeconds(length) - 1_000) throw new Error(`only ${processed} were processed`);
printOutcome({ value, work: length, count: run.simulation.events });
