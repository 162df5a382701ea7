import { prepareRun } from "@orrery/aws";
import { seconds, type Instant, type Oracle, type Simulation } from "@orrery/kernel";
import { exhaustive, search, type SearchSubject, type Strategy } from "@orrery/testing";
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

/** Every state, with runs that stop where one was seen before. */
export function distinctStates(runs: number): {
  seconds: number;
  states: number;
  runs: number;
  events: number;
} {
  const what = subject();
  const states = new Set<number>();
  const inner = exhaustive();
  const strategy: Strategy = {
    ...inner,
    prunes: (hash) =>
      inner.prunes!((ties) => {
        const state = hash(ties);
        states.add(state);
        return state;
      }),
  };
  let done = { runs: 0, events: 0 };
  const used = secondsOf(() => (done = search(what, strategy, { runs })));
  return { seconds: used, states: states.size, runs: done.runs, events: done.events };
}

if (import.meta.main) {
  const [what, runs] = process.argv.slice(2);
  if (what === "states") {
    distinctStates(200);
    const { seconds: used, states, events } = distinctStates(Number(runs));
    printOutcome({ value: states / used, work: Number(runs), count: states, events });
  } else {
    const from = what === "runs from forks" ? "fork" : "start";
    wholeRuns(500, from);
    const { seconds: used, runs: done, events } = wholeRuns(Number(runs), from);
    printOutcome({ value: done / used, work: Number(runs), count: done, events });
  }
}
