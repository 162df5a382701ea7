import picocolors from "picocolors";
import { NotModeledError, number, percentage, time } from "@orrery/aws";
import { ConfigError, shownValue, type Instant } from "@orrery/kernel";
import {
  combinationsOf,
  sweepSteps,
  type Interval,
  type Sweep,
  type SweepStep,
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
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

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
  const combinations = [];
  for (const varied of combinationsOf(values)) {
    const overrides = Object.entries(varied).map(([name, given]): Override => ({
      path: name,
      given,
      place: `--vary ${name}`,
    }));
    const read = await loadScenario(path, [...fixed, ...overrides]);
    combinations.push({ varied, read: { ...read, seed: read.seed ?? 1 } });
  }
  const steps = sweepSteps(combinations, {
    seeds,
    measure: byName("--measure", measure, ({ value }) => value),
  });
  const length = combinations.reduce((sum, { read }) => sum + read.scenario.duration, 0) * seeds;
  const swept = await carryOut(path, steps, new Progress(length / 1_000_000, terminal));
  if (swept === null) return exitStatus.interrupted;
  print(swept, format, terminal);
  return exitStatus.fine;
}

/** Runs to the end, or until Ctrl-C: `null` then. */
async function carryOut(
  path: string,
  steps: Generator<SweepStep, Sweep>,
  progress: Progress,
): Promise<Sweep | null> {
  const memory = new MemoryGuard();
  let last: SweepStep | null = null;
  try {
    const ended = await untilInterrupted(steps, (step) => {
      const { before, events, run } = (last = step);
      const now = (before + run.simulation.now) as Instant;
      progress.show({ now, events: events + run.simulation.events });
      memory.check(run);
    });
    return ended?.result ?? null;
  } catch (error) {
    const isSaid = [ConfigError, NotModeledError, ScenarioError].some(
      (kind) => error instanceof kind,
    );
    const step = last as SweepStep | null; // The compiler does not see that the callback sets it.
    if (isSaid || step === null) throw error;
    const sets = Object.entries(step.varied).map(
      ([name, value]) => ` --set '${name}=${said(value)}'`,
    );
    throw defectIn(step.run, error, `orrery run ${path} --seed ${step.run.seed}${sets.join("")}`);
  } finally {
    progress.stop();
  }
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
