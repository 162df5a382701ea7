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
import { RunForks } from "./run-forks.ts";
import type { Reduction, Strategy } from "./strategy.ts";

/** A scenario in which something is searched that goes wrong. */
export interface SearchSubject {
  /**
   * The simulation at the start of each run: made anew, or the fork of one that has come so far.
   * Everything but the oracle must be the same each time. Where nobody outside listens to it, the runs
   * of an exhaustive search are forks of the first.
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
  /** What was left out, since runs that were seen stand for it. */
  readonly reduction: Reduction;
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
  const { trail } = strategy;
  const forks = new RunForks();
  const reduction = strategy.reduction ?? { partialOrder: false, symmetry: false };
  let events = 0;
  let before: RunStart | null = null;
  for (let runs = 0; runs < most; runs += 1) {
    const oracle = strategy.next();
    if (oracle === null) return { runs, events, complete: true, reduction, counterexample: null };
    const start = before === null ? undefined : goOn(before, oracle, strategy, forks);
    const run: RunStart = start ?? begin(subject, oracle);
    const { simulation, choices } = run;
    const first = simulation.events;
    const isClosed = trail !== undefined && !simulation.hasListeners;
    const problem = problemOfRun(subject, run, strategy, () => {
      if (isClosed) {
        forks.keep(simulation, { asked: trail.asked(), choices, moment: trail.moment() });
      }
    });
    before = isClosed ? run : null;
    events += simulation.events - first;
    if (problem !== null) {
      const counterexample = shrink(subject, choices, problem, oracle.ordersTies);
      return { runs: runs + 1, events, complete: false, reduction, counterexample };
    }
  }
  const complete = strategy.prunes !== undefined && strategy.next() === null;
  return { runs: most, events, complete, reduction, counterexample: null };
}

/** What goes wrong in the run of these choices, everything else being as usual; `null` for nothing. */
export function problemUnder(
  subject: SearchSubject,
  choices: readonly Choice[],
  ordersTies = true,
): string | null {
  const usual = { ...usualOracle, ordersTies };
  const run = begin(subject, replayOracle(choices, usual));
  return problemOfRun(subject, run, null, () => undefined);
}

/** A run before its first event, or where it leaves the one before. */
interface RunStart {
  readonly simulation: Simulation;
  /** How many events there had been before the first run. */
  readonly eventsBefore: number;
  /** The answers so far, and from here on, that are not the usual ones. */
  readonly choices: Choice[];
}

function begin(subject: SearchSubject, oracle: Oracle): RunStart {
  const choices: Choice[] = [];
  const simulation = subject.make(recordingOracle(oracle, choices));
  return { simulation, eventsBefore: simulation.events, choices };
}

/** The next run from where it leaves the one before; `undefined` where no fork is of both. */
function goOn(
  { simulation, eventsBefore }: RunStart,
  oracle: Oracle,
  { trail }: Strategy,
  forks: RunForks,
): RunStart | undefined {
  const choices: Choice[] = [];
  const recording = recordingOracle(oracle, choices);
  const moment = trail && forks.resume(simulation, trail.repeated(), recording);
  if (moment === undefined) return undefined;
  trail!.beginAt(moment.asked, moment.moment);
  choices.push(...moment.choices);
  return { simulation, eventsBefore, choices };
}

/** Lets a run go on to its end; `between` is told of each moment at which another event follows. */
function problemOfRun(
  { until, events = 100_000, problemOf, brokenInvariant }: SearchSubject,
  { simulation, eventsBefore }: RunStart,
  strategy: Strategy | null,
  between: () => void,
): string | null {
  const end = until ?? Infinity;
  // What is due after the end of the run decides nothing in it.
  const hash: Simulation["canonicalHash"] = (aspects, waiting) =>
    simulation.canonicalHash({ ...aspects, until: end as Instant }, waiting);
  try {
    for (;;) {
      const { nextAt } = simulation;
      if (nextAt === -1 || nextAt > end || simulation.events - eventsBefore >= events) break;
      between();
      if (strategy?.happened === undefined) simulation.step();
      else {
        const { event, touched } = simulation.stepTouching()!; // One waits.
        strategy.happened(event, touched);
      }
      const broken = brokenInvariant?.(simulation) ?? null;
      if (broken !== null) return broken;
      if (strategy?.prunes?.(hash) === true) return null;
    }
    if (until !== undefined && simulation.now < until) simulation.run({ until, events: 0 });
    return problemOf(simulation);
  } catch (error) {
    if (!(error instanceof DefectError)) throw error;
    return error.message;
  }
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
