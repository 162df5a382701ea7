import { closeSync, openSync, readSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { prepareRun, type Run, type RunFile, type Scripts } from "@orrery/aws";
import { ConfigError, type TraceEntry, type TraceSink } from "@orrery/kernel";
import { checkFile, textOfFile } from "./files.ts";
import { checkRunFile } from "./run-file-schema.ts";
import { loadScripts } from "./scenario-sources.ts";
import { version } from "./version.ts";

const portion = 20_000;
/** Entries are given away in smaller portions: they are there all at once. */
const entryPortion = 2_000;

/** A run that `run --save` kept: it is made again for each question. */
export class SavedRun {
  private readonly path: string;
  private readonly file: RunFile;
  private readonly scripts: Scripts;

  private constructor(path: string, file: RunFile, scripts: Scripts) {
    this.path = path;
    this.file = file;
    this.scripts = scripts;
  }

  /**
   * Reads a run file, and loads the module that it names where that may be run.
   *
   * @throws ConfigError
   */
  static async read(path: string, runModules: boolean): Promise<SavedRun> {
    const file = runFileIn(path);
    return new SavedRun(path, file, await scriptsOf(path, file, runModules));
  }

  /** How far the run goes, in seconds. */
  get seconds(): number {
    return this.file.until / 1_000_000;
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
    const made =
      this.file.version === version ? "" : `; it was made by version ${this.file.version}`;
    throw new ConfigError(
      this.path,
      `a run that is the same when it is run again: ${events} events, digest ${digest}`,
      `${simulation.events} events, digest ${simulation.digest}${made}; orrery replay says where`,
    );
  }

  /** Every event of the run. */
  *entries(): Generator<TraceEntry> {
    let taken: TraceEntry[] = [];
    const run = this.begun((entry) => void taken.push(entry));
    for (let goesOn = true; goesOn;) {
      goesOn = this.goesOn(run, entryPortion);
      yield* taken;
      taken = [];
    }
  }

  private begun(trace?: TraceSink): Run {
    const { scenario, seed } = this.file;
    const traced = trace === undefined ? {} : { trace };
    try {
      return prepareRun(scenario, { seed, scripts: this.scripts, ...traced });
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

/**
 * The scripts that a run file names. It may come from anybody, and a module does whatever it likes: so
 * whoever runs it says that it may be.
 *
 * @throws ConfigError where it may not.
 */
export async function scriptsOf(
  path: string,
  { scripts: named }: RunFile,
  runModules: boolean,
): Promise<Scripts> {
  const modules = named === null ? [] : [named].flat();
  const [module] = modules;
  if (module !== undefined && !runModules) {
    const expected = "--run-modules, since this run needs a module, which would be run";
    throw new ConfigError(`${path}: scripts`, expected, `"${module}"`);
  }
  return loadScripts(modules.map((each) => resolve(dirname(path), each)));
}
