import fc from "fast-check";
import { expect, it } from "vitest";
import type { HashedAspects, Oracle, Simulation } from "@orrery/kernel";
import { exhaustive, search, type ExhaustiveOptions, type SearchSubject } from "../index.ts";
import { makeWorld, smallWorlds, valuesOf, type SmallWorld } from "./small-world.ts";

const mostRuns = 250;

/** What an exhaustive search meets: every state and every end, up to names. */
function met(world: SmallWorld, options: ExhaustiveOptions) {
  const aspects: HashedAspects = { ties: "inAnyOrder", upToNames: true };
  const states = new Set<number>();
  const values = new Set<string>();
  const ends = new Set<number>();
  const start = makeWorld(world);
  const subject: SearchSubject = {
    make: (oracle: Oracle): Simulation => start.fork(oracle),
    brokenInvariant(simulation) {
      states.add(simulation.canonicalHash(aspects));
      values.add(valuesOf(simulation, world));
      return null;
    },
    problemOf: (simulation) => (ends.add(simulation.canonicalHash(aspects)), null),
  };
  const { runs, complete, reduction } = search(subject, exhaustive(options), { runs: mostRuns });
  return { states, values, ends, runs, complete, reduction };
}

const full: ExhaustiveOptions = { symmetry: false, partialOrder: false };

/** Runs of the full search and of the reduced one over all worlds, so that leaving nothing out is seen too. */
const total = { full: 0, reduced: 0 };

it("meets every state and every end in one order of what is independent, and so breaks every invariant", () => {
  fc.assert(
    fc.property(smallWorlds, (world) => {
      const whole = met(world, full);
      fc.pre(whole.complete);
      const reduced = met(world, { symmetry: false });
      expect(reduced.complete).toBe(true);
      expect(reduced.reduction).toEqual({ partialOrder: true, symmetry: false });
      expect(reduced.states).toEqual(whole.states);
      expect(reduced.ends).toEqual(whole.ends);
      expect(reduced.values).toEqual(whole.values);
      total.full += whole.runs;
      total.reduced += reduced.runs;
    }),
    { seed: 20261129, numRuns: 20 },
  );
  expect(total.reduced).toBeLessThan(0.7 * total.full);
});

it("meets every state and every end up to which of several alike tokens is which", () => {
  const runs = { whole: 0, reduced: 0 };
  fc.assert(
    fc.property(smallWorlds, (world) => {
      const whole = met(world, full);
      fc.pre(whole.complete);
      const reduced = met(world, {});
      expect(reduced.complete).toBe(true);
      expect(reduced.states).toEqual(whole.states);
      expect(reduced.ends).toEqual(whole.ends);
      expect(reduced.values).toEqual(whole.values);
      runs.whole += whole.runs;
      runs.reduced += reduced.runs;
    }),
    { seed: 20261130, numRuns: 20 },
  );
  expect(runs.reduced).toBeLessThan(0.7 * runs.whole);
});
