import { ConfigError, type Instant } from "@orrery/kernel";
import { prepareRun, type Run, type RunOptions } from "./run.ts";
import type { Scenario } from "./scenario.ts";

/** All that repeats a run, and its fingerprints on the way. Plain data. */
export interface RunFile {
  readonly format: typeof runFileFormat;
  /** The version of Orrery that made it. */
  readonly version: string;
  readonly scenario: Scenario;
  readonly seed: number | string;
  /** How far the run went. */
  readonly until: Instant;
  readonly events: number;
  readonly digest: string;
  readonly checkpoints: readonly Checkpoint[];
}

/** Where a run was after a number of events. */
export interface Checkpoint {
  readonly event: number;
  readonly at: Instant;
  readonly digest: string;
  /** By component. */
  readonly digests: readonly (readonly [name: string, digest: string])[];
}

/** What a repetition of a run came to. */
export type Comparison =
  | { readonly same: true }
  | {
      readonly same: false;
      /** The last checkpoint at which both agree; `null`: there is none. */
      readonly agreed: Pick<Checkpoint, "event" | "at"> | null;
      /** The first at which they do not. */
      readonly differing: Pick<Checkpoint, "event" | "at">;
      /** Components whose own events differ by then. */
      readonly components: readonly string[];
    };

export const runFileFormat = 1;

const mostCheckpoints = 128;

/**
 * Lets a run go on to its end and keeps checkpoints, at most 128, as far apart as that takes. Yields
 * every so often, so that the caller can show progress or stop.
 *
 * @returns the checkpoints; `sofar` holds them too for a caller that stops.
 */
export function* runWithCheckpoints(run: Run, sofar: Checkpoint[] = []): Generator<void, void> {
  const { simulation, scenario } = run;
  const until = scenario.duration as number as Instant;
  let stride = 256;
  for (;;) {
    const events = stride - (simulation.events % stride);
    for (const outcome of inPortions(simulation, until, simulation.events + events)) {
      if (outcome === "over") return;
      yield;
    }
    sofar.push(checkpointOf(run));
    if (sofar.length === mostCheckpoints) {
      stride *= 2;
      const kept = sofar.filter(({ event }) => event % stride === 0);
      sofar.splice(0, sofar.length, ...kept);
    }
  }
}

const portion = 20_000;

/** Takes events up to number `last` or instant `until`, in portions that take a moment each. */
function* inPortions(
  simulation: Run["simulation"],
  until: Instant,
  last: number,
): Generator<"over" | "more", void> {
  while (simulation.events < last) {
    const events = Math.min(portion, last - simulation.events);
    if (simulation.run({ until, events }) !== "limit") {
      yield "over";
      return;
    }
    if (events === portion) yield "more";
  }
}

/** The file of a run as far as it has come. */
export function runFileOf(run: Run, checkpoints: readonly Checkpoint[], version: string): RunFile {
  const { scenario, seed, simulation } = run;
  return {
    format: runFileFormat,
    version,
    scenario,
    seed,
    until: simulation.now,
    events: simulation.events,
    digest: simulation.digest,
    checkpoints: [...checkpoints, checkpointOf(run)],
  };
}

/** The run file that `data` is. @throws ConfigError when it is none, or of another format. */
export function checkRunFile(path: string, data: unknown): RunFile {
  const format =
    typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
  if (format !== runFileFormat) {
    const received = format === undefined ? "no run file" : `format ${String(format)}`;
    throw new ConfigError(path, `a run file of format ${runFileFormat}`, received);
  }
  return data as RunFile; // Written by runFileOf.
}

/** Runs a saved run again and compares it at each checkpoint. Yields every so often. */
export function* replayRun(
  file: RunFile,
  options: Omit<RunOptions, "seed"> = {},
): Generator<Run, Comparison> {
  const run = prepareRun(file.scenario, { ...options, seed: file.seed });
  const { simulation } = run;
  let agreed: Checkpoint | null = null;
  for (const checkpoint of file.checkpoints) {
    for (const outcome of inPortions(simulation, file.until, checkpoint.event)) {
      if (outcome === "over") break;
      yield run;
    }
    const own = checkpointOf(run);
    if (own.event !== checkpoint.event || own.digest !== checkpoint.digest) {
      return differenceOf(agreed, checkpoint, own);
    }
    agreed = checkpoint;
  }
  simulation.run({ until: file.until });
  if (simulation.digest === file.digest) return { same: true };
  const last = { event: file.events, at: file.until, digest: file.digest, digests: [] };
  return differenceOf(agreed, last, checkpointOf(run));
}

function checkpointOf({ simulation }: Run): Checkpoint {
  const { events, now, digest, digests } = simulation;
  return { event: events, at: now, digest, digests };
}

function differenceOf(agreed: Checkpoint | null, saved: Checkpoint, own: Checkpoint): Comparison {
  const before = new Map(saved.digests);
  const components = own.digests
    .filter(([name, digest]) => before.get(name) !== digest)
    .map(([name]) => name);
  return {
    same: false,
    agreed: agreed === null ? null : { event: agreed.event, at: agreed.at },
    differing: { event: saved.event, at: saved.at },
    components,
  };
}
