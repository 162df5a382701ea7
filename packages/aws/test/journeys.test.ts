import { Simulation, seconds, type Executor, type Instant, type Snapshot } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machinesOf, prepareRun } from "../src/index.ts";
import {
  architectureOf,
  architectureShape,
  type ArchitectureShape,
} from "./random-architecture.ts";

/** How a run goes on after so many events. */
interface Jump {
  readonly events: number;
  readonly by: "snapshot" | "fork" | "usedFork" | "original";
  readonly executor: Executor;
}

const jumps = fc.array(
  fc.record({
    events: fc.nat(400),
    by: fc.constantFrom("snapshot", "fork", "usedFork", "original"),
    executor: fc.constantFrom<Executor>("inPlace", "inPlace", "immutable"),
  }),
  { minLength: 1, maxLength: 6 },
);

const horizon = seconds(45) as number as Instant;
const machines = machinesOf();

const begun = (shape: ArchitectureShape): Simulation =>
  prepareRun(architectureOf(shape), { seed: shape.seed }).simulation;

function jumped(simulation: Simulation, used: Simulation, by: Jump["by"]): Simulation {
  switch (by) {
    case "snapshot": {
      const text = JSON.stringify(simulation.snapshot());
      return Simulation.restore(JSON.parse(text) as Snapshot, {
        machines,
        privileged: ["aws.control"],
        faults: simulation.faults,
      });
    }
    case "fork":
      return simulation.fork();
    case "usedFork":
      used.becomeForkOf(simulation);
      return used;
    case "original": {
      // What a fork does, the original does not see.
      simulation.fork().run({ until: horizon, events: 300 });
      return simulation;
    }
  }
}

/** Jumps along a run; a fork that was used before, where the run is not it, runs on in between. */
function journey(shape: ArchitectureShape, steps: readonly Jump[]): Simulation {
  let simulation = begun(shape);
  let used = simulation.fork();
  for (const { events, by, executor } of steps) {
    simulation.run({ until: horizon, events }, executor);
    used.run({ until: horizon, events: 200 });
    // A snapshot's forks are others than the original's.
    if (by === "snapshot") {
      simulation = jumped(simulation, used, by);
      used = simulation.fork();
      continue;
    }
    const from = simulation;
    simulation = jumped(from, used, by);
    if (by === "usedFork") used = simulation.fork();
  }
  simulation.run({ until: horizon });
  return simulation;
}

describe("any architecture, whatever befalls it", () => {
  it("ends like the run that was never touched, by whichever jumps it comes there", () => {
    fc.assert(
      fc.property(architectureShape, jumps, (shape, steps) => {
        const plain = begun(shape);
        plain.run({ until: horizon });
        const end = journey(shape, steps);
        expect(end.digests).toEqual(plain.digests);
        expect(end.events).toBe(plain.events);
        for (const ties of ["inOrder", "inAnyOrder"] as const) {
          expect(end.canonicalHash({ ties })).toBe(plain.canonicalHash({ ties }));
        }
        const metersOf = (one: Simulation) => one.names.map((name) => one.metersOf(name));
        expect(metersOf(end)).toEqual(metersOf(plain));
      }),
      { seed: 20261128, numRuns: 40 },
    );
  });

  it("has one canonical sequence in a fresh fork, in a used one, and in one that shares no memory", () => {
    const sequenceOf = (simulation: Simulation): readonly number[] => {
      const hashes: number[] = [];
      for (let left = 25; left > 0 && simulation.step(); left -= 1) {
        hashes.push(simulation.canonicalHash(), simulation.canonicalHash({ ties: "inAnyOrder" }));
      }
      return hashes;
    };
    const moments = fc.array(fc.nat(300), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(architectureShape, moments, (shape, steps) => {
        const simulation = begun(shape);
        const used = simulation.fork();
        for (const events of steps) {
          simulation.run({ until: horizon, events });
          const sequence = sequenceOf(jumped(simulation, used, "snapshot"));
          expect(sequenceOf(simulation.fork())).toEqual(sequence);
          expect(sequenceOf(jumped(simulation, used, "usedFork"))).toEqual(sequence);
          used.run({ until: horizon, events: 200 });
        }
      }),
      { seed: 20261128, numRuns: 15 },
    );
  });
});
