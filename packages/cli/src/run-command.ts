import { writeFileSync } from "node:fs";
import {
  prepareRun,
  reportOf,
  runFileOf,
  runWithCheckpoints,
  type Checkpoint,
  type Run,
} from "@orrery/aws";
import { ConfigError, DefectError, type Duration } from "@orrery/kernel";
import type { Override } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { PercentileRecorder } from "./percentile-recorder.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import { loadScenario, type LoadedScenario } from "./scenario-sources.ts";
import { summaryOf } from "./summary.ts";
import { TraceFile } from "./trace-file.ts";
import { version } from "./version.ts";

/** What `orrery run` may be told. */
export interface RunCommandOptions {
  readonly seed?: number | string;
  readonly duration?: Duration;
  readonly set: readonly Override[];
  readonly json?: boolean;
  readonly save?: string;
  readonly trace?: string;
}

/** Runs a scenario, prints what came of it, and gives the exit status. */
export async function runCommand(path: string, options: RunCommandOptions): Promise<number> {
  const loaded = await loadScenario(path, options.set);
  const { duration = loaded.scenario.duration } = options;
  const scenario = { ...loaded.scenario, duration };
  const seed = options.seed ?? loaded.seed ?? 1;
  const recorder = new PercentileRecorder();
  const trace = options.trace === undefined ? null : new TraceFile(options.trace);
  const run = prepareRun(scenario, {
    seed,
    scripts: loaded.scripts,
    recorderOf: recorder.recorderOf,
    ...(trace === null ? {} : { trace: trace.take }),
  });
  trace?.begin(run, version);
  const checkpoints: Checkpoint[] = [];
  const progress = new Progress(duration / 1_000_000);
  const finished = await whileShowing(run, checkpoints, progress).finally(() => trace?.close());
  if (options.save !== undefined) save(options.save, run, checkpoints);
  const report = print(path, run, loaded, options, recorder, progress.seconds, finished);
  if (!finished) return exitStatus.interrupted;
  return report.expectations.every(({ holds }) => holds) ? exitStatus.fine : exitStatus.differs;
}

async function whileShowing(
  run: Run,
  checkpoints: Checkpoint[],
  progress: Progress,
): Promise<boolean> {
  try {
    const steps = runWithCheckpoints(run, checkpoints);
    const outcome = await untilInterrupted(steps, () => progress.show(run.simulation));
    return outcome !== null;
  } catch (error) {
    if (!(error instanceof DefectError)) throw error;
    const { now, events } = run.simulation;
    const place = `seed ${JSON.stringify(run.seed)}, event ${events}, ${now} µs`;
    throw new DefectError(`${error.message} (${place}; the same seed repeats it)`, {
      cause: error,
    });
  } finally {
    progress.stop();
  }
}

function save(file: string, run: Run, checkpoints: readonly Checkpoint[]): void {
  try {
    writeFileSync(file, `${JSON.stringify(runFileOf(run, checkpoints, version))}\n`);
  } catch (error) {
    throw new ConfigError(
      file,
      "a file that can be written",
      (error as NodeJS.ErrnoException).code ?? "another",
    );
  }
}

function print(
  path: string,
  run: Run,
  loaded: LoadedScenario,
  options: RunCommandOptions,
  recorder: PercentileRecorder,
  wallSeconds: number,
  finished: boolean,
) {
  const report = reportOf(run, recorder.percentilesOf);
  const warnings = [...loaded.warnings, ...report.warnings];
  const eventsPerSecond = Math.round(report.events / wallSeconds);
  if (options.json === true) {
    const { seed, asOf, digest, events, virtualSeconds, ...rest } = report;
    const whole = {
      version,
      seed,
      asOf,
      digest,
      events,
      virtualSeconds,
      wallSeconds,
      eventsPerSecond,
      finished,
      ...rest,
      warnings,
    };
    process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
  } else {
    const shown = { ...report, warnings };
    process.stdout.write(summaryOf(path, run, shown, { wallSeconds, eventsPerSecond, finished }));
  }
  return report;
}
