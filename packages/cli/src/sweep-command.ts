import { availableParallelism } from "node:os";
import picocolors from "picocolors";
import { NotModeledError, number, percentage, time, type Run } from "@orrery/aws";
import { ConfigError, shownValue, type Instant } from "@orrery/kernel";
import {
  combinationsOf,
  replicationSteps,
  seedsOfSweep,
  sweepOf,
  type Combination,
  type Interval,
  type Replication,
  type Sweep,
} from "@orrery/orrery";
import {
  ScenarioError,
  valuesIn,
  type MeasureForm,
  type Override,
  type WrittenOverride,
} from "@orrery/templates";
import { defectIn } from "./defect.ts";
import { exitStatus } from "./exit-status.ts";
import { MemoryGuard } from "./memory-guard.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import { loadScenario } from "./scenario-sources.ts";
import { money, wrapped } from "./summary/format.ts";
import { drawTable } from "./summary/table.ts";
import type { ReplicationTask } from "./replication.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";
import { isWorthThreads } from "./worth-threads.ts";

/** What `orrery sweep` may be told. */
export interface SweepCommandOptions {
  /** Values by the path of what is varied, separated by commas. */
  readonly vary: readonly WrittenOverride[];
  /** What is measured, by the name of its column. */
  readonly measure: readonly WrittenOverride[];
  readonly seeds: string;
  readonly set: readonly WrittenOverride[];
  readonly duration?: string;
  readonly format: SweepFormat;
  readonly threads?: string;
}

/** How a sweep is printed. */
export type SweepFormat = "table" | "csv" | "json";

/** Runs a scenario with all combinations of settings, prints what came of it, and gives the exit status. */
export async function sweepCommand(
  path: string,
  options: SweepCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { vary, measure, duration, set, format } = options;
  if (measure.length === 0) {
    throw new ConfigError("--measure", "one at least, such as p99=Worker.Duration.p99", "none");
  }
  const seeds = seedsIn(options.seeds);
  const fixed = duration === undefined ? set : [...set, { path: "duration", value: duration }];
  const values = byName("--vary", vary, (each) => valuesIn(`--vary ${each.path}`, each.value));
  const sweeping = { seeds, measure: byName("--measure", measure, ({ value }) => value) };
  const work: Work[] = [];
  const combinations = combinationsOf(values);
  for (const varied of combinations) {
    const overrides = Object.entries(varied).map(([name, given]): Override => ({
      path: name,
      given,
      place: `--vary ${name}`,
    }));
    const all = [...fixed, ...overrides];
    const read = await loadScenario(path, all);
    for (const seed of seedsOfSweep(sweeping)) {
      const task = { path, overrides: all, seed, sweeping };
      work.push({ task, varied, read: { ...read, seed: read.seed ?? 1 } });
    }
  }
  const length = work.reduce((sum, { read }) => sum + read.scenario.duration, 0);
  const progress = new Progress(length / 1_000_000, terminal);
  try {
    const threads = threadsIn(options.threads);
    const replications = await carryOut(work, threads, options.threads !== undefined, progress);
    if (replications === null) return exitStatus.interrupted;
    progress.stop();
    print(sweepOf(combinations, sweeping, replications), format, terminal);
  } finally {
    progress.stop();
  }
  return exitStatus.fine;
}

/** One run of a sweep. */
interface Work extends Combination {
  readonly task: ReplicationTask;
}

/**
 * Carries out all runs: in this thread, which has read them all, from the first on, and once it has taken a while, or
 * threads were asked for, by others besides from the last on. Whoever is free takes one more, so that nobody waits for
 * anybody until the end. A run is the same in every thread, so that the result hangs on none of it.
 *
 * @returns what they came to, in their order; `null` when Ctrl-C stopped them.
 */
async function carryOut(
  work: readonly Work[],
  threads: number,
  atOnce: boolean,
  progress: Progress,
): Promise<readonly Replication[] | null> {
  const done = new Map<Work, Replication>();
  const untaken = work.slice();
  let helpers = null as Promise<boolean> | null;
  let [before, events] = [0, 0];
  const keep = (each: Work, replication: Replication) => {
    done.set(each, replication);
    before += each.read.scenario.duration;
    events += replication.events;
    progress.show({ now: before as Instant, events });
  };
  const askForHelp = () => {
    if (helpers !== null || threads === 1 || untaken.length === 0) return;
    if (!atOnce && !isWorthThreads(progress.seconds)) return;
    const others = Math.min(threads - 1, untaken.length);
    helpers = import("./replication-pool.ts").then(({ replicateBy }) =>
      replicateBy(
        others,
        () => untaken.pop(),
        (each, replication) => {
          if (replication !== null) keep(each, replication);
        },
      ),
    );
  };
  const show = (run: Run) => {
    askForHelp();
    const now = (before + run.simulation.now) as Instant;
    progress.show({ now, events: events + run.simulation.events });
  };
  try {
    for (let each = untaken.shift(); each !== undefined; each = untaken.shift()) {
      askForHelp();
      const replication = await replicate(each, show);
      if (replication === null) return null;
      keep(each, replication);
    }
  } finally {
    // What fails here comes before all that others have taken: they need not go on.
    untaken.length = 0;
    await helpers;
  }
  if ((await helpers) === false) return null;
  // What a thread could not do fails here in the same way, with all that is said of it.
  for (const each of work) {
    if (done.has(each)) continue;
    const replication = await replicate(each, show);
    if (replication === null) return null;
    keep(each, replication);
  }
  return work.map((each) => done.get(each)!); // Each was done.
}

/** Runs to the end, or until Ctrl-C: `null` then. */
async function replicate(
  { task, varied, read }: Work,
  show: (run: Run) => void,
): Promise<Replication | null> {
  const memory = new MemoryGuard();
  let last: Run | null = null;
  try {
    const steps = replicationSteps(read, task.seed, task.sweeping);
    const ended = await untilInterrupted(steps, (run) => {
      last = run;
      show(run);
      memory.check(run);
    });
    return ended?.result ?? null;
  } catch (error) {
    const isSaid = [ConfigError, NotModeledError, ScenarioError].some(
      (kind) => error instanceof kind,
    );
    const run = last as Run | null; // The compiler does not see that the callback sets it.
    if (isSaid || run === null) throw error;
    const sets = Object.entries(varied).map(([name, value]) => ` --set '${name}=${said(value)}'`);
    throw defectIn(run, error, `orrery run ${task.path} --seed ${run.seed}${sets.join("")}`);
  }
}

/** How many threads carry the runs out. @throws ConfigError */
function threadsIn(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const threads = Number(text);
  if (/^\d{1,3}$/.test(text) && threads > 0) return threads;
  throw new ConfigError("--threads", "a number of threads, 1 to 999", shownValue(text));
}

function seedsIn(text: string): number {
  const seeds = Number(text);
  if (/^\d{1,6}$/.test(text) && seeds > 0) return seeds;
  throw new ConfigError("--seeds", "a number of seeds from 1", shownValue(text));
}

/** @throws ConfigError where a name comes twice. */
function byName<Value>(
  option: string,
  given: readonly WrittenOverride[],
  valueOf: (each: WrittenOverride) => Value,
): Readonly<Record<string, Value>> {
  const values = new Map<string, Value>();
  for (const each of given) {
    if (values.has(each.path)) {
      throw new ConfigError(option, "each name once", `${each.path} again`);
    }
    values.set(each.path, valueOf(each));
  }
  return Object.fromEntries(values);
}

function print(swept: Sweep, format: SweepFormat, terminal: Terminal): void {
  const { runs, warnings } = swept;
  switch (format) {
    case "json":
      terminal.print(
        `${JSON.stringify({ version, runs, rows: swept.table(), warnings }, null, 2)}\n`,
      );
      return;
    case "csv":
      terminal.print(swept.csv());
      for (const warning of warnings) terminal.warn(`! ${warning}\n`);
      return;
    case "table":
      terminal.print(`${tableOf(swept, terminal)}\n`);
  }
}

const widest = 1_000;

/** The rows for people: each figure with how far the ends of its interval are from it. */
function tableOf({ rows, runs, forms, warnings }: Sweep, { columns, colors }: Terminal): string {
  const drawing = { columns, colors: picocolors.createColors(colors) };
  const whole = { ...drawing, columns: widest }; // Names that are cut are no names.
  const varied = Object.keys(rows[0]!.varied).map((name) => name.replace(/^resources\./, ""));
  const names = [...varied, ...Object.keys(forms)];
  const cells = rows.map((row) => [
    ...Object.values(row.varied).map(said),
    ...Object.entries(row.measured).map(([name, interval]) => figure(interval, forms[name]!)),
  ]);
  const seeds = runs / rows.length;
  const note =
    seeds === 1
      ? "1 run each: how far chance goes is not known"
      : `${seeds} runs each, under the same seeds; ± holds the true mean in 19 of 20 sweeps`;
  return [
    drawTable(
      names.map((title) => ({ title })),
      cells,
      whole,
    ),
    drawing.colors.dim(wrapped(note, columns, "")),
    ...warnings.map((warning) => drawing.colors.yellow(wrapped(`! ${warning}`, columns, "  "))),
  ].join("\n");
}

const shownAs: Readonly<Record<MeasureForm, (value: number) => string>> = {
  time,
  share: (value) => percentage(value, 1),
  dollars: money,
  number,
};

function figure({ mean, high }: Interval, form: MeasureForm): string {
  if (Number.isNaN(mean)) return "not observed";
  const show = shownAs[form];
  return high === mean ? show(mean) : `${show(mean)} ± ${show(high - mean)}`;
}

const said = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");
