import type { Simulation } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { lossGroup, processes, singleServer } from "../workloads.ts";
import {
  hopsOf,
  lossMachine,
  phold,
  simulationOf,
  sourceAndServer,
  stationMachine,
} from "./models.ts";

/** What came of a model: how many customers or hops, and what theory or a peer knows too. */
export interface QueueingOutcome {
  readonly seconds: number;
  readonly count: number;
  readonly mean: number;
  /** Virtual time for each customer or hop. */
  readonly pace: number;
  /** Those of the kernel; peers need not say. */
  readonly events?: number;
}

/** The models by name; each runs until `work` customers or hops are done. */
export const queueingModels: Readonly<Record<string, (work: number) => QueueingOutcome>> = {
  mm1: (customers) => sojourn(simulationOf(stationMachine, singleServer(customers)), "one"),
  "mm1-pair": (customers) => sojourn(sourceAndServer(singleServer(customers)), "source"),
  loss(customers) {
    const simulation = simulationOf(lossMachine, lossGroup(customers));
    const seconds = secondsOf(() => simulation.run());
    const { Served, Lost } = simulation.metersOf("one");
    const count = Served!.sum + Lost!.sum;
    const { events, now } = simulation;
    return { seconds, count, mean: Lost!.sum / count, pace: now / count, events };
  },
  phold(hops) {
    const simulation = phold(processes);
    // Three events a hop: the timer, the job, and the answer to it.
    const seconds = secondsOf(() => simulation.run({ events: 3 * hops }));
    const { lookahead, mean, jobs } = processes;
    const inMotion = (jobs * processes.processes * simulation.now) / (lookahead + mean);
    // Each job hops once in the mean time of a hop: near 1.
    const pace = simulation.now / hops;
    const { events } = simulation;
    return { seconds, count: hops, mean: hopsOf(simulation) / inMotion, pace, events };
  },
};

function sojourn(simulation: Simulation, observer: string): QueueingOutcome {
  const seconds = secondsOf(() => simulation.run());
  const { SojournTime } = simulation.metersOf(observer);
  const { count, sum } = SojournTime!;
  const { events, now } = simulation;
  return { seconds, count, mean: sum / count, pace: now / count, events };
}

if (import.meta.main) {
  const [model, work] = process.argv.slice(2);
  const run = queueingModels[model!]!;
  // So that the code is compiled before the clock starts.
  run(200_000);
  const { seconds, ...came } = run(Number(work));
  printOutcome({ value: came.count / seconds / 1e6, work: Number(work), ...came });
}
