import { machinesOf, type AwsSimulation } from "@orrery/aws";
import { Simulation, seconds, type Duration } from "@orrery/kernel";
import { median } from "../benchmark.ts";
import { printOutcome, secondsOf } from "../outcome.ts";
import { loadedPath, messagesOf } from "./path.ts";

const inFlight = 10_000;

/** So many at a moment count as all of them: a few are always between two steps. */
const enough = 0.99 * inFlight;

/** A path at a moment when `waiting` messages wait and about ten thousand are in flight. */
export function worldWith(waiting: number): AwsSimulation {
  const simulation = loadedPath({
    scaling: 0 as Duration,
    rate: 0,
    waiting: waiting + inFlight,
    heldRate: 0,
    concurrency: 1_000,
    duration: seconds(800),
  });
  while (messagesOf(simulation).inFlight < enough) {
    if (simulation.pending === 0) throw new Error("never are so many messages in flight");
    simulation.run({ events: 100 });
  }
  return simulation;
}

const machines = machinesOf();
const restored = (world: AwsSimulation): (() => Simulation) => {
  const snapshot = world.snapshot();
  return () => Simulation.restore(snapshot, { machines, privileged: ["aws.control"] });
};

/** What is done with a world, by name; each makes what it does once, and then does it over and over. */
export const worldActions: Readonly<Record<string, (world: AwsSimulation) => () => unknown>> = {
  fork: (world) => () => world.fork(),
  "fork and drop": (world) => () => world.fork().drop(),
  "fork and 100 events": (world) => () => world.fork().run({ events: 100 }),
  snapshot: (world) => () => world.snapshot(),
  restore: restored,
};

if (import.meta.main) {
  const [action, waiting, times] = process.argv.slice(2);
  const world = worldWith(Number(waiting));
  const act = worldActions[action!]!(world);
  const before = world.digest;
  // What the making of the world left to be collected is collected, and what is compiled is compiled.
  if (action!.startsWith("fork")) for (let warm = 0; warm < Number(times); warm += 1) act();
  // Others share the processors, so a mean would say more of them.
  const taken = Array.from({ length: Number(times) }, () => secondsOf(act) * 1e6);
  if (world.digest !== before) throw new Error(`${action} changed the world`);
  printOutcome({ value: median(taken), work: Number(waiting), count: world.pending });
}
