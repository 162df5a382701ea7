import type { Run } from "@orrery/aws";
import { ConfigError, shownValue } from "@orrery/kernel";
import { measureForm, readMeasure, type MeasureForm } from "@orrery/templates";
import Papa from "papaparse";
import { runSteps } from "./run.ts";
import { intervalOf, type Interval } from "./interval.ts";
import { readSubject, type ReadSubject, type ScenarioSettings, type Subject } from "./subject.ts";

/** What a sweep repeats and measures. */
export interface Sweeping<Measured extends Measures = Measures> {
  /** How many seeds each combination is run under, or which: all combinations have the same. @defaultValue 5 */
  readonly seeds?: number | readonly (number | string)[];
  /** Numbers by the names of their columns, such as `{ p99: "Worker.Duration.p99", cost: "cost.month" }`. */
  readonly measure: Measured;
}

/** What a sweep varies, repeats and measures; beside it, settings of the scenario. */
export type SweepOptions<
  Varied extends Variations,
  Measured extends Measures,
> = Sweeping<Measured> & {
  /**
   * The values to try, by the path of a setting such as `workload.0.arrivals.poisson.rate`, or of a property
   * of a resource such as `resources.WorkerOrders.BatchSize`, in all combinations. Where the subject is a
   * function, the names are its own.
   */
  readonly vary: Varied;
} & ScenarioSettings;

export type Variations = Readonly<Record<string, readonly unknown[]>>;
type Measures = Readonly<Record<string, string>>;

/** One combination of values, and what was measured of it. */
export interface SweepRow {
  readonly varied: Readonly<Record<string, unknown>>;
  /** By column: the mean over the seeds, and the interval that holds the true mean in 19 of 20 sweeps. */
  readonly measured: Readonly<Record<string, Interval>>;
}

/** What a sweep came to. */
export class Sweep {
  readonly rows: readonly SweepRow[];
  /** How many runs it took. */
  readonly runs: number;
  /** What the numbers of each column are: `time` is in microseconds. */
  readonly forms: Readonly<Record<string, MeasureForm>>;
  /** What a careful reader should know: which numbers some runs have not observed, and are `NaN` so. */
  readonly warnings: readonly string[];

  constructor(
    rows: readonly SweepRow[],
    runs: number,
    forms: Readonly<Record<string, MeasureForm>>,
    warnings: readonly string[],
  ) {
    this.rows = rows;
    this.runs = runs;
    this.forms = forms;
    this.warnings = warnings;
  }

  /** Flat rows, for `console.table` and JSON: each figure with its interval as `low` and `high`. */
  table(): Record<string, unknown>[] {
    return this.rows.map(({ varied, measured }) => ({
      ...varied,
      ...Object.fromEntries(
        Object.entries(measured).flatMap(([name, { mean, low, high }]) => [
          [name, mean],
          [`${name} low`, low],
          [`${name} high`, high],
        ]),
      ),
    }));
  }

  /** The same rows as CSV, under a line of names. A figure that was not observed is an empty cell. */
  csv(): string {
    const cells = this.table().map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])),
    );
    return `${Papa.unparse(cells, { newline: "\n" })}\n`;
  }
}

const cellOf = (value: unknown): unknown => {
  if (Number.isNaN(value)) return "";
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
};

/**
 * Runs a subject under every combination of settings and under the same seeds each, so that combinations
 * differ by their settings and not by chance. The subject may be a function of the varied values, such as
 * one that makes a stack.
 *
 * @throws ConfigError as {@link run} does, and where nothing is varied or measured.
 */
export function sweep<const Varied extends Variations, const Measured extends Measures>(
  subject:
    Subject | ((values: { readonly [Name in keyof Varied]: Varied[Name][number] }) => Subject),
  { vary, seeds, measure, ...settings }: SweepOptions<Varied, Measured>,
): Sweep {
  const sweeping = { measure, ...(seeds === undefined ? {} : { seeds }) };
  checkSweeping(sweeping);
  const combinations = combinationsOf(vary).map((varied) => {
    const values = varied as { readonly [Name in keyof Varied]: Varied[Name][number] }; // One of each.
    const read =
      typeof subject === "function"
        ? readSubject(subject(values), settings)
        : readSubject(subject, settings, varied);
    return { varied, read };
  });
  const steps = sweepSteps(combinations, sweeping);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** One combination of values, and the scenario with them. */
export interface Combination {
  readonly varied: Readonly<Record<string, unknown>>;
  readonly read: ReadSubject;
}

/** What one run of a sweep came to. A value. */
export interface Replication {
  readonly events: number;
  /** By column: NaN where it was not observed. */
  readonly numbers: readonly number[];
}

/** Runs one combination under one seed, in steps that take a moment each: it hangs on no other, so that many can run at once. */
export function* replicationSteps(
  read: ReadSubject,
  seed: number | string,
  sweeping: Sweeping,
): Generator<Run, Replication> {
  const measures = checkSweeping(sweeping).measures.map(([, measure]) => measure);
  const steps = runSteps({ ...read, seed }, measures);
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) yield step.value;
  const result = step.value;
  return { events: result.events, numbers: measures.map((each) => result.measure(each)) };
}

/** A {@link sweep} over scenarios that somebody has read. */
function* sweepSteps(
  combinations: readonly Combination[],
  sweeping: Sweeping,
): Generator<Run, Sweep> {
  const { seeds } = checkSweeping(sweeping);
  const replications: Replication[] = [];
  for (const { read } of combinations) {
    for (const seed of seeds) replications.push(yield* replicationSteps(read, seed, sweeping));
  }
  const all = combinations.map(({ varied }) => varied);
  return sweepOf(all, sweeping, replications);
}

/** The seeds of a sweep: all combinations have the same. @throws ConfigError */
export const seedsOfSweep = (sweeping: Sweeping): readonly (number | string)[] =>
  checkSweeping(sweeping).seeds;

/** What a sweep comes to, whose replications are those of one combination after the other, each by its seeds. */
export function sweepOf(
  combinations: readonly Combination["varied"][],
  sweeping: Sweeping,
  replications: readonly Replication[],
): Sweep {
  const { seeds, measures } = checkSweeping(sweeping);
  const warnings: string[] = [];
  const rows = combinations.map((varied, row): SweepRow => {
    const results = replications.slice(row * seeds.length, (row + 1) * seeds.length);
    const measured = measures.map(([name], place) => {
      const numbers = results.map((each) => each.numbers[place]!);
      const unobserved = numbers.filter(Number.isNaN).length;
      if (unobserved > 0) {
        warnings.push(
          `${name} was not observed in ${unobserved} of ${numbers.length} runs with ${combinationSaid(varied)}.`,
        );
      }
      return [name, intervalOf(numbers)] as const;
    });
    return { varied, measured: Object.fromEntries(measured) };
  });
  const forms = Object.fromEntries(measures.map(([name, measure]) => [name, measureForm(measure)]));
  return new Sweep(rows, replications.length, forms, warnings);
}

const combinationSaid = (varied: Readonly<Record<string, unknown>>): string =>
  Object.entries(varied)
    .map(([name, value]) => `${name} ${shownValue(value)}`)
    .join(", ");

/** @throws ConfigError where nothing is measured, or under no seed. */
function checkSweeping({ seeds = 5, measure }: Sweeping) {
  const measures = Object.entries(measure).map(
    ([name, text]) => [name, readMeasure(`measure.${name}`, text)] as const,
  );
  if (measures.length === 0) throw new ConfigError("measure", "a number at least", "none");
  return { seeds: seedsOf(seeds), measures };
}

function seedsOf(seeds: number | readonly (number | string)[]): readonly (number | string)[] {
  if (typeof seeds !== "number") {
    if (seeds.length > 0) return seeds;
  } else if (Number.isInteger(seeds) && seeds >= 1) {
    return Array.from({ length: seeds }, (_, place) => place + 1);
  }
  const received = typeof seeds === "number" ? `${seeds}` : "none";
  throw new ConfigError("seeds", "a number of seeds from 1, or a list of them", received);
}

/** All combinations of the values, each by its name. @throws ConfigError where there are none of one. */
export function combinationsOf(vary: Variations): readonly Readonly<Record<string, unknown>>[] {
  let combinations: readonly Readonly<Record<string, unknown>>[] = [{}];
  for (const [name, values] of Object.entries(vary)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new ConfigError(`vary.${name}`, "a list of values", shownValue(values));
    }
    combinations = combinations.flatMap((before) =>
      (values as readonly unknown[]).map((value) => ({ ...before, [name]: value })),
    );
  }
  return combinations;
}
