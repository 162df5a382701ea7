import { availableParallelism } from "node:os";
import { dirname, relative, resolve } from "node:path";
import {
  imprintRecorder,
  logOfResource,
  MinuteSeries,
  NotModeledError,
  Percentiles,
  prepareRun,
  reportOf,
  runFileOf,
  runInPortions,
  type ImprintRecorder,
  type RangeEnd,
  type Run,
  type RunReport,
} from "@orrery/aws";
import { ConfigError, type TraceSink } from "@orrery/kernel";
import { checkExpectations, withPlaces, type WrittenOverride } from "@orrery/templates";
import { defectIn } from "./defect.ts";
import { exitStatus } from "./exit-status.ts";
import { OutputFile } from "./files.ts";
import { Outputs } from "./outputs.ts";
import { SeriesFile } from "./series-file.ts";
import { ProfileFile } from "./profile-file.ts";
import { MemoryGuard } from "./memory-guard.ts";
import { notTried, otherAssumptions } from "./other-assumptions.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import { resourceWith } from "./resource-with.ts";
import type { SamConfigOptions } from "./sam-config.ts";
import { loadScenario, type LoadedScenario } from "./scenario-sources.ts";
import { summaryOf } from "./summary/summary.ts";
import type { Terminal } from "./terminal.ts";
import { TraceFile } from "./trace-file.ts";
import { version } from "./version.ts";
import { isWorthThreads } from "./worth-threads.ts";

/** What `orrery run` may be told. */
export interface RunCommandOptions extends SamConfigOptions {
  readonly seed?: number | string;
  readonly duration?: string;
  /** Of what `cdk synth` wrote, the one stack that is run. */
  readonly stack?: string;
  readonly set: readonly WrittenOverride[];
  readonly json?: boolean;
  readonly save?: string;
  readonly trace?: string;
  /** Where every gauge and count by minute is written. */
  readonly series?: string;
  /** Of which function a profile is written. */
  readonly profile?: string;
  /** Where. @defaultValue the function's name and `.speedscope.json` */
  readonly profileOut?: string;
  /** Of which function the log is printed in place of the summary. */
  readonly logs?: string;
  /** Whether a run that was slowed down is repeated with other assumptions. @defaultValue true */
  readonly sensitivity?: boolean;
}

/** Runs a scenario, prints what came of it, and gives the exit status. */
export async function runCommand(
  path: string,
  options: RunCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { duration, stack, set } = options;
  const overrides = [
    ...set,
    ...(duration === undefined ? [] : [{ path: "duration", value: duration }]),
    ...(stack === undefined ? [] : [{ path: "stack", given: stack, place: "--stack" }]),
  ];
  const loaded = await loadScenario(path, overrides, options);
  const { scenario, scripts, queryEngine } = loaded;
  const seed = options.seed ?? loaded.seed ?? 1;
  const percentiles = new Percentiles();
  const imprint = options.save === undefined ? null : imprintRecorder(scripts);
  const outputs = new Outputs();
  const trace = outputs.open(options.trace, (file) => new TraceFile(file));
  const saved = outputs.open(options.save, (file) => new OutputFile(file));
  const seriesFile = outputs.open(options.series, (file) => new SeriesFile(file));
  const series = seriesFile === null && options.json !== true ? null : new MinuteSeries();
  const profile = profileOf(options, outputs);
  const progress = new Progress(scenario.duration / 1_000_000, terminal);
  try {
    const sink = sinkOf(imprint, trace, profile);
    const run = withPlaces(loaded, loaded.document, () =>
      prepareRun(scenario, {
        seed,
        scripts,
        queryEngine,
        recorderOf: percentiles.recorderOf,
        ...(options.logs === undefined ? {} : { logs: true }),
        ...(sink === null ? {} : { trace: sink }),
        ...(trace === null ? {} : { sampled: trace.takeSample }),
        ...(series === null ? {} : { eachMinute: series.take }),
      }),
    );
    checkExpectations(run, loaded.document);
    profile?.begin(run, loaded);
    const logged = options.logs === undefined ? null : loggerNamed(options.logs, run, loaded);
    trace?.begin(run, version);
    series?.begin(run);
    const finished = await carryOut(path, run, progress);
    const time = { wallSeconds: progress.seconds, finished };
    progress.stop();
    series?.finish(run);
    const report = reportOf(run, percentiles.of);
    const shown = { ...report, warnings: [...report.warnings, ...loaded.warnings] };
    const isTried = finished && options.sensitivity !== false;
    const hasThreads = isWorthThreads(time.wallSeconds) && availableParallelism() > 1;
    const elsewhere = async (end: RangeEnd, signal: AbortSignal) => {
      const { outcomesElsewhere } = await import("./replication-pool.ts");
      const { slowdowns } = report;
      return outcomesElsewhere({ path, overrides, options, seed, slowdowns, end }, signal);
    };
    const tried = isTried
      ? await otherAssumptions(
          run,
          report.slowdowns,
          { scripts, queryEngine },
          { terminal, ...(hasThreads ? { elsewhere } : {}) },
        )
      : notTried;
    // What cannot be saved is said after the summary, which is there all the same.
    inTurn(
      () =>
        logged !== null
          ? printLog(run, logged, options.json === true, terminal)
          : terminal.print(
              options.json === true
                ? jsonText({
                    ...jsonOf(shown, time),
                    sensitivity: tried.sensitivity,
                    series: series?.series(mostSpans),
                  })
                : summaryOf(path, run, shown, time, terminal, tried.sensitivity),
            ),
      () => trace?.finish({ finished }),
      () => profile?.finish(),
      () => {
        if (series !== null) seriesFile?.write(series);
      },
      () => {
        if (saved !== null && imprint !== null) save(saved, run, imprint, loaded, finished);
      },
      () => {
        if (tried.failure !== null) throw tried.failure;
      },
    );
    if (!finished) return exitStatus.interrupted;
    return report.expectations.every(({ holds }) => holds) ? exitStatus.fine : exitStatus.differs;
  } finally {
    progress.stop();
    outputs.abandon();
  }
}

/** The component whose log is asked for. @throws ConfigError */
const loggerNamed = (name: string, run: Run, loaded: LoadedScenario): string =>
  resourceWith(
    "--logs",
    name,
    run,
    loaded,
    ({ component }) => logOfResource(run, component) !== null,
  ).component;

/** Prints the log of a function: its lines, or a list of log events. */
function printLog(run: Run, component: string, isJson: boolean, { print }: Terminal): void {
  const events = logOfResource(run, component) ?? [];
  if (isJson) print(`${JSON.stringify(events, null, 2)}\n`);
  else for (const { message } of events) print(message.endsWith("\n") ? message : `${message}\n`);
}

/** Does all of it, whichever fails; the first failure is thrown at the end. */
function inTurn(...all: readonly (() => void)[]): void {
  const failures: unknown[] = [];
  for (const each of all) {
    try {
      each();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function sinkOf(...takers: readonly ({ readonly take: TraceSink } | null)[]): TraceSink | null {
  const sinks = takers.flatMap((taker) => taker?.take ?? []);
  if (sinks.length < 2) return sinks[0] ?? null;
  return (entry) => {
    for (const sink of sinks) sink(entry);
  };
}

/** The file of the profile that is asked for. @throws ConfigError */
function profileOf(
  { profile, profileOut }: RunCommandOptions,
  outputs: Outputs,
): ProfileFile | null {
  if (profile === undefined) {
    if (profileOut === undefined) return null;
    throw new ConfigError("--profile-out", "--profile beside it", "none");
  }
  const path = profileOut ?? `${profile}.speedscope.json`;
  return outputs.open(path, (file) => new ProfileFile(profile, file));
}

/** Runs to the end or until Ctrl-C; says which. */
async function carryOut(path: string, run: Run, progress: Progress): Promise<boolean> {
  const { simulation, seed } = run;
  const memory = new MemoryGuard();
  try {
    const ended = await untilInterrupted(runInPortions(run), () => {
      progress.show(simulation);
      memory.check(run);
    });
    return ended !== null;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof NotModeledError) throw error;
    throw defectIn(run, error, `orrery run ${path} --seed ${seed}, with the same other options`);
  }
}

function save(
  file: OutputFile,
  run: Run,
  imprint: ImprintRecorder,
  { scriptFiles }: LoadedScenario,
  finished: boolean,
): void {
  const modules = scriptFiles.map((module) => relative(dirname(resolve(file.path)), module));
  const scripts = modules.length > 1 ? modules : (modules[0] ?? null);
  const saved = runFileOf(run, imprint, { version, finished, scripts });
  file.write(`${JSON.stringify(saved)}\n`);
  file.finish();
}

/** How many spans `--json` has at most: a day of minutes. */
const mostSpans = 1_440;

/** An object as text, each list of numbers on one line. */
const jsonText = (value: object): string =>
  `${JSON.stringify(value, null, 2).replace(numbers, (list) => list.replace(/\s+/g, " "))}\n`;

// No text has a line of its own in JSON, so this finds lists alone.
const numbers = /\[\n\s+(?:(?:[-\d.e+]+|null),\n\s+)*(?:[-\d.e+]+|null)\n\s+\]/g;

/** What `--json` prints: the report, and how long it took to come by. */
function jsonOf(
  { seed, asOf, digest, events, virtualSeconds, ...rest }: RunReport,
  { wallSeconds, finished }: { readonly wallSeconds: number; readonly finished: boolean },
) {
  const eventsPerSecond = Math.round(events / wallSeconds);
  const head = { version, seed, asOf, digest, events, virtualSeconds };
  return { ...head, wallSeconds, eventsPerSecond, finished, ...rest };
}
