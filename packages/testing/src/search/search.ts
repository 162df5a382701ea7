import fc from "fast-check";
import {
  DefectError,
  recordingOracle,
  replayOracle,
  usualOracle,
  type Choice,
  type Instant,
  type Oracle,
  type Simulation,
} from "@orrery/kernel";
import type { Strategy } from "./strategy.ts";

/** A scenario in which something is searched that goes wrong. */
export interface SearchSubject {
  /**
   * The simulation at the start of each run: made anew, or the fork of one that has come so far.
   * Everything but the oracle must be the same each time.
   */
  make(oracle: Oracle): Simulation;
  /** When a run ends; left out: when nothing is left to happen. */
  readonly until?: Instant;
  /** The most events of a run. @defaultValue 100,000 */
  readonly events?: number;
  /** What is wrong at the end of a run; `null` when nothing is. */
  problemOf(simulation: Simulation): string | null;
  /** What is wrong between two events, asked after each; `null` when nothing is. */
  readonly brokenInvariant?: (simulation: Simulation) => string | null;
}

/** What a search came to. */
export interface SearchResult {
  /** How many runs it took, and how many events. */
  readonly runs: number;
  readonly events: number;
  /** Whether every run there is was seen. */
  readonly complete: boolean;
  readonly counterexample: Counterexample | null;
}

/** A run that goes wrong, made as small as it can be. */
export interface Counterexample {
  readonly problem: string;
  /** The answers that were not the usual ones, without those that do not matter. */
  readonly choices: readonly Choice[];
}

/** How long a search goes on. */
export interface SearchOptions {
  /** @defaultValue 1,000 */
  readonly runs?: number;
}

/** Runs a scenario over and over, under a strategy, until something goes wrong or all was seen. */
export function search(
  subject: SearchSubject,
  strategy: Strategy,
  { runs: most = 1_000 }: SearchOptions = {},
): SearchResult {
  let events = 0;
  for (let runs = 0; runs < most; runs += 1) {
    const oracle = strategy.next();
    if (oracle === null) return { runs, events, complete: true, counterexample: null };
    const choices: Choice[] = [];
    const recording = recordingOracle(oracle, choices);
    const outcome = runOnce(subject, recording, strategy);
    events += outcome.events;
    if (outcome.problem !== null) {
      const counterexample = shrink(subject, choices, outcome.problem, oracle.ordersTies);
      return { runs: runs + 1, events, complete: false, counterexample };
    }
  }
  const complete = strategy.prunes !== undefined && strategy.next() === null;
  return { runs: most, events, complete, counterexample: null };
}

/** What goes wrong in the run of these choices, everything else being as usual; `null` for nothing. */
export function problemUnder(
  subject: SearchSubject,
  choices: readonly Choice[],
  ordersTies = true,
): string | null {
  const usual = { ...usualOracle, ordersTies };
  return runOnce(subject, replayOracle(choices, usual), null).problem;
}

function runOnce(
  { make, until, events = 100_000, problemOf, brokenInvariant }: SearchSubject,
  oracle: Oracle,
  strategy: Strategy | null,
): { readonly problem: string | null; readonly events: number } {
  const simulation = make(oracle);
  const before = simulation.events;
  const end = until ?? Infinity;
  let problem: string | null = null;
  try {
    for (;;) {
      const { nextAt } = simulation;
      if (nextAt === -1 || nextAt > end || simulation.events - before >= events) break;
      simulation.step();
      problem = brokenInvariant?.(simulation) ?? null;
      if (problem !== null) break;
      if (strategy?.prunes?.(() => simulation.canonicalHash()) === true) {
        return { problem: null, events: simulation.events - before };
      }
    }
    if (problem === null) {
      if (until !== undefined && simulation.now < until) simulation.run({ until, events: 0 });
      problem = problemOf(simulation);
    }
  } catch (error) {
    if (!(error instanceof DefectError)) throw error;
    problem = error.message;
  }
  return { problem, events: simulation.events - before };
}

/** Leaves choices out as long as something still goes wrong. */
function shrink(
  subject: SearchSubject,
  choices: readonly Choice[],
  problem: string,
  ordersTies: boolean,
): Counterexample {
  const { counterexample } = fc.check(
    fc.property(
      fc.subarray([...choices]),
      (some) => problemUnder(subject, some, ordersTies) === null,
    ),
    { examples: [[[...choices]]], numRuns: 1, endOnFailure: false },
  );
  const smallest = counterexample?.[0] ?? choices;
  return { choices: smallest, problem: problemUnder(subject, smallest, ordersTies) ?? problem };
}
