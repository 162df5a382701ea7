import { prepareRun } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { printOutcome } from "../outcome.ts";
import { messagesOf } from "./path.ts";
import { loadedAt, pathScenario, type PathSettings } from "./scenarios.ts";

/**
 * Bytes on the heap and beside it, after all garbage is gone: arrays that were replaced by larger ones are given back
 * only by the second collection. Needs `--expose-gc`.
 */
export function bytesUsed(): number {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

if (import.meta.main) {
  const waiting = Number(process.argv[2]);
  const settings: PathSettings = {
    scaling: seconds(1),
    rate: 0,
    waiting,
    heldRate: 0,
    concurrency: 2,
    duration: seconds(800),
  };
  const { simulation } = prepareRun(pathScenario(settings), { seed: 1 });
  simulation.run({ until: (settings.scaling - 1) as Instant });
  const before = bytesUsed();
  simulation.run({ until: loadedAt(settings) });
  const after = bytesUsed();
  const { waiting: held } = messagesOf(simulation);
  printOutcome({ value: (after - before) / held, work: waiting, count: held });
}
