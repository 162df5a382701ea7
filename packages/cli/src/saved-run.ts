import { closeSync, openSync, readSync } from "node:fs";
import {
  prepareRun,
  type GaugeSample,
  type Run,
  type RunFile,
  type RunOptions,
  type SavedCounterexample,
} from "@orrery/aws";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import { checkFile, textOfFile } from "./files.ts";
import { checkRunFile } from "./run-file-schema.ts";
import { scriptsOf, type RunScripts, type ScriptOptions } from "./run-scripts.ts";
import { version } from "./version.ts";

const portion = 20_000;
/** Entries are given away in smaller portions: they are there all at once. */
const entryPortion = 2_000;

/** A run that `run --save` kept: it is made again for each question. */
export class SavedRun {
  private readonly path: string;
  private readonly file: RunFile;
  private readonly scripts: RunScripts;

  private constructor(path: string, file: RunFile, scripts: RunScripts) {
    this.path = path;
    this.file = file;
    this.scripts = scripts;
  }

  /**
   * Reads a run file, and loads the modules that it needs.
   *
   * @throws ConfigError
   */
  static async read(path: string, options: ScriptOptions): Promise<SavedRun> {
    const file = runFileIn(path);
    return new SavedRun(path, file, await scriptsOf(path, file, options));
  }

  /** How far the run goes, in seconds. */
  get seconds(): number {
    return this.file.until / 1_000_000;
  }

  /** What the run shows, of one that a property left behind. */
  get counterexample(): SavedCounterexample | undefined {
    return this.file.counterexample;
  }

  /**
   * Runs to where the saved run ended, and yields every so often.
   *
   * @throws ConfigError where it comes to something else than the saved run did: then nothing may be said of it.
   */
  *again(): Generator<Run, Run> {
    const run = this.begun();
    const { simulation } = run;
    while (this.goesOn(run, portion)) yield run;
    const { events, digest } = this.file;
    if (simulation.events === events && simulation.digest === digest) return run;
    const reasons = reasonsOf(this.file, this.scripts).map((reason) => `; ${reason}`);
    throw new ConfigError(
      this.path,
      `a run that is the same when it is run again: ${events} events, digest ${digest}`,
      `${simulation.events} events, digest ${simulation.digest}${reasons.join("")}; orrery replay says where`,
    );
  }

  /** Every event of the run. */
  entries(): Generator<TraceEntry> {
    return this.told((take) => ({ trace: take }));
  }

  /** What the gauges read, every virtual second. */
  samples(): Generator<GaugeSample> {
    return this.told((sampled) => ({ sampled }));
  }

  /** What the run tells somebody who hears of it. */
  private *told<Told>(
    hearing: (take: (told: Told) => void) => Pick<RunOptions, "trace" | "sampled">,
  ): Generator<Told> {
    let taken: Told[] = [];
    const run = this.begun(hearing((told) => void taken.push(told)));
    for (let goesOn = true; goesOn;) {
      goesOn = this.goesOn(run, entryPortion);
      yield* taken;
      taken = [];
    }
  }

  private begun(heard: Pick<RunOptions, "trace" | "sampled"> = {}): Run {
    const { scenario, seed } = this.file;
    const { scripts, queryEngine } = this.scripts;
    try {
      return prepareRun(scenario, { ...heard, seed, scripts, queryEngine });
    } catch (error) {
      const received = error instanceof ConfigError ? error.message : "one whose parts do not fit";
      throw new ConfigError(`${this.path}: scenario`, "one that can be run", received);
    }
  }

  /** Goes on by a portion; whether there is more. A run that was stopped ends with the event that it ended with. */
  private goesOn({ simulation }: Run, most: number): boolean {
    const { until, finished, events: last } = this.file;
    const events = finished ? most : Math.min(most, last - simulation.events);
    return events > 0 && simulation.run({ until: until, events }) === "limit";
  }
}

/** Why a run may be another when it is run again, the likeliest reason first. */
export function reasonsOf(
  { version: made }: Pick<RunFile, "version">,
  { scripts, modules }: RunScripts,
): readonly string[] {
  const names = Object.keys(scripts).join(", ");
  return [
    ...(names === "" ? [] : [`${names} of ${modules.join(", ")} may do something else by now`]),
    ...(made === version
      ? []
      : [`the run was made by version ${made}, and this is version ${version}`]),
  ];
}

/** Whether a file begins as run files do, and traces do not. */
export function isRunFile(path: string): boolean {
  checkFile(path);
  const beginning = Buffer.alloc(64);
  const file = openSync(path, "r");
  const length = readSync(file, beginning);
  closeSync(file);
  return /^\s*\{\s*"format"\s*:\s*\d/.test(beginning.toString("utf8", 0, length));
}

/** The run file at a path. @throws ConfigError */
export function runFileIn(path: string): RunFile {
  const text = textOfFile(path);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // What JSON.parse says of it would print a part of whichever file that is.
    throw new ConfigError(path, "a run file that run --save wrote", "what is no JSON");
  }
  return checkRunFile(path, data);
}
