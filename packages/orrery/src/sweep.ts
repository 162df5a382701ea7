import { ConfigError, shownValue } from "@orrery/kernel";
import { readMeasure } from "@orrery/templates";
import { runOf } from "./run.ts";
import { intervalOf, type Interval } from "./interval.ts";
import { readSubject, type ScenarioSettings, type Subject } from "./subject.ts";

/** What a sweep varies, repeats and measures; beside it, settings of the scenario. */
export interface SweepOptions<
  Varied extends Variations,
  Measured extends Measures,
> extends ScenarioSettings {
  /**
   * The values to try, by the path of a setting such as `workload.0.arrivals.poisson.rate`, in all
   * combinations. Where the subject is a function, the names are its own.
   */
  readonly vary: Varied;
  /** How many seeds each combination is run under, or which: all combinations have the same. @defaultValue 5 */
  readonly seeds?: number | readonly (number | string)[];
  /** Numbers by the names of their columns, such as `{ p99: "Worker.Duration.p99", cost: "cost.month" }`. */
  readonly measure: Measured;
}

type Variations = Readonly<Record<string, readonly unknown[]>>;
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

  constructor(rows: readonly SweepRow[], runs: number) {
    this.rows = rows;
    this.runs = runs;
  }

  /** Flat rows, for `console.table`, CSV and JSON: each figure with its interval as `low` and `high`. */
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
}

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
  { vary, seeds = 5, measure, ...settings }: SweepOptions<Varied, Measured>,
): Sweep {
  const measures = Object.entries(measure).map(
    ([name, text]) => [name, readMeasure(`measure.${name}`, text)] as const,
  );
  if (measures.length === 0) throw new ConfigError("measure", "a number at least", "none");
  const seedList = seedsOf(seeds);
  const rows = combinationsOf(vary).map((varied): SweepRow => {
    const values = varied as { readonly [Name in keyof Varied]: Varied[Name][number] }; // One of each.
    const read =
      typeof subject === "function"
        ? readSubject(subject(values), settings)
        : readSubject(subject, settings, varied);
    const results = seedList.map((seed) => {
      const result = runOf({ ...read, seed });
      return measures.map(([, each]) => result.measure(each));
    });
    const measured = measures.map(
      ([name], place) => [name, intervalOf(results.map((numbers) => numbers[place]!))] as const,
    );
    return { varied, measured: Object.fromEntries(measured) };
  });
  return new Sweep(rows, rows.length * seedList.length);
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

function combinationsOf(vary: Variations): readonly Readonly<Record<string, unknown>>[] {
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
