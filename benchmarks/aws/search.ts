import { prepareRun } from "@orrery/aws";
import { seconds, type Instant, type Oracle, type Simulation } from "@orrery/kernel";
import {
  exhaustive,
  search,
  type ExhaustiveOptions,
  type SearchSubject,
  type Strategy,
} from "@orrery/testing";
import { printOutcome, secondsOf } from "../outcome.ts";
import { threeMessages } from "./scenarios.ts";

/** Three messages through a queue and a function, from just before they arrive. */
function subject(): SearchSubject {
  const { simulation } = prepareRun(threeMessages(), { seed: 1 });
  simulation.run({ until: (seconds(10) - 1) as Instant });
  return {
    make: (oracle: Oracle): Simulation => simulation.fork(oracle),
    until: (seconds(10) + 1_000) as Instant,
    problemOf: () => null,
  };
}

/** Every order of events, one run after another: each from the start, or from where it branches off. */
export function wholeRuns(
  runs: number,
  from: "start" | "fork",
): { seconds: number; events: number; runs: number } {
  const what = subject();
  const { trail, ...rest } = exhaustive({ pruning: false });
  const strategy: Strategy = from === "fork" && trail !== undefined ? { ...rest, trail } : rest;
  let done = { runs: 0, events: 0 };
  const used = secondsOf(() => (done = search(what, strategy, { runs })));
  return { seconds: used, events: done.events, runs: done.runs };
}

/** What a proof came to: that nothing goes wrong, whatever the order of events. */
export interface Proof {
  readonly seconds: number;
  readonly states: number;
  readonly runs: number;
  readonly events: number;
}

/** Every state, with runs that stop where one was seen before, over and over for so many runs at least. */
export function proofs(runs: number, options: ExhaustiveOptions): readonly Proof[] {
  const what = subject();
  const done: Proof[] = [];
  for (let left = runs; left > 0; left -= done.at(-1)!.runs) {
    let states = 0;
    let result = { runs: 0, events: 0, complete: true };
    const used = secondsOf(() => {
      const seen = new Set<number>();
      const inner = exhaustive(options);
      const strategy: Strategy = {
        ...inner,
        prunes: (hash) =>
          inner.prunes!((aspects, waiting) => {
            const state = hash(aspects, waiting);
            seen.add(state);
            return state;
          }),
      };
      result = search(what, strategy, { runs: left });
      states = seen.size;
    });
    done.push({ seconds: used, states, runs: result.runs, events: result.events });
    if (!result.complete) break;
  }
  return done;
}

const sumOf = (done: readonly Proof[], of: keyof Proof): number =>
  done.reduce((sum, each) => sum + each[of], 0);

if (import.meta.main) {
  const [what, runs] = process.argv.slice(2);
  if (what === "states" || what === "proofs" || what === "whole proofs") {
    const options = what === "whole proofs" ? { partialOrder: false, symmetry: false } : {};
    proofs(200, options);
    const done = proofs(Number(runs), options);
    const used = sumOf(done, "seconds");
    const value = what === "states" ? sumOf(done, "states") / used : done.length / used;
    printOutcome({ value, work: Number(runs), events: sumOf(done, "events") });
  } else {
    const from = what === "runs from forks" ? "fork" : "start";
    wholeRuns(500, from);
    const { seconds: used, runs: done, events } = wholeRuns(Number(runs), from);
    printOutcome({ value: done / used, work: Number(runs), count: done, events });
  }
}
