import type { Instant, TraceSink } from "@orrery/kernel";
import { ImprintCheck, ImprintRecorder, type Imprint, type Mismatch } from "./imprint.ts";
import type { Scripts } from "../service/script.ts";
import { prepareRun, type Run, type RunOptions, type RunResource } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { services } from "../services.ts";
import { machinesOf } from "./simulate.ts";

/** All that repeats a run, and what shows that the repetition is the same. Plain data. */
export interface RunFile {
  readonly format: typeof runFileFormat;
  /** The version of Orrery that made it. */
  readonly version: string;
  readonly scenario: Scenario;
  readonly seed: number | string;
  /** The modules with scripts and handlers of its functions, from the run file's folder; one alone as a text. */
  readonly scripts: string | readonly string[] | null;
  /** How far the run went. */
  readonly until: Instant;
  /** Whether it came to its end, and was not stopped before. */
  readonly finished: boolean;
  readonly events: number;
  readonly digest: string;
  readonly imprint: Imprint;
  /** Of a run that a test left behind: what it shows. */
  readonly counterexample?: SavedCounterexample;
}

/** What a run shows: under what a test fails. */
export interface SavedCounterexample {
  /** The test's name. */
  readonly test: string;
  /** What was given, one sentence each, such as `outage of Done from 5 s to 10 s`. */
  readonly sentences: readonly string[];
  /** What was wrong. */
  readonly problem: string;
  /** The line that repeats the test. */
  readonly repeat: string;
}

/** What a repetition of a run came to. */
export type Comparison =
  | { readonly same: true }
  | {
      readonly same: false;
      /** The first event that differs; `null`: all those that both have are the same. */
      readonly mismatch: Mismatch | null;
      /** How many events the repetition took, up to where it is known to differ. */
      readonly events: number;
      readonly digest: string;
      /** Whose components are which. */
      readonly resources: readonly RunResource[];
    };

export const runFileFormat = 1;

const portion = 20_000;

/** Lets a run go on to its end, in portions that take a moment each and after which it yields. */
export function* runInPortions(run: Run): Generator<void, void> {
  const until = run.scenario.duration as number as Instant;
  while (run.simulation.run({ until, events: portion }) === "limit") yield;
}

/** Takes the imprint of a run with these scripts. Its `take` is to be the run's trace sink. */
export const imprintRecorder = (scripts: Scripts): ImprintRecorder =>
  new ImprintRecorder(machinesOf(services, { scripts }));

/** The file of a run as far as it has come. */
export function runFileOf(
  { scenario, seed, simulation }: Run,
  { imprint }: ImprintRecorder,
  rest: Pick<RunFile, "version" | "finished" | "scripts" | "counterexample">,
): RunFile {
  const { now: until, events, digest } = simulation;
  return { format: runFileFormat, ...rest, scenario, seed, until, events, digest, imprint };
}

/** How a saved run is run again. */
export interface ReplayRunOptions extends Omit<RunOptions, "seed"> {
  /** Hears of the run before its first event. */
  readonly begun?: (run: Run) => void;
}

/** Runs a saved run again and compares the two. Yields every so often. */
export function* replayRun(
  file: RunFile,
  { scripts = {}, trace: also, begun, ...options }: ReplayRunOptions = {},
): Generator<Run, Comparison> {
  const check = new ImprintCheck(machinesOf(services, { scripts }), file.imprint);
  const { scenario, seed } = file;
  const trace: TraceSink =
    also === undefined
      ? check.take
      : (entry) => {
          check.take(entry);
          also(entry);
        };
  const run = prepareRun(scenario, { ...options, scripts, seed, trace });
  begun?.(run);
  const { simulation } = run;
  const { until } = file;
  // One more than there were, where there should be none.
  const last = file.finished ? file.events + 1 : file.events;
  while (check.mismatch === null && simulation.events < last) {
    const events = Math.min(portion, last - simulation.events);
    if (simulation.run({ until, events }) !== "limit") break;
    yield run;
  }
  const { mismatch } = check;
  const { events, digest } = simulation;
  if (mismatch === null && events === file.events && digest === file.digest) return { same: true };
  return { same: false, mismatch, events, digest, resources: run.resources };
}
