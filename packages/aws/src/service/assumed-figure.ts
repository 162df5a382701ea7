import {
  ConfigError,
  formatDuration,
  own,
  withinBounds,
  type Duration,
  shownValue,
} from "@orrery/kernel";
import { withNearest } from "../text/nearest.ts";

/** A figure of ours where AWS gives none: it decides runs, so a scenario may give another. */
export interface AssumedFigure<Value extends number = number> {
  /** As scenarios and reports name it, such as `sqs.deadLetterRetry`. */
  readonly name: string;
  /** A share is a part from 0 to 1. */
  readonly unit: "duration" | "count" | "bytes" | "share";
  readonly default: Value;
  readonly min: Value;
  readonly max: Value;
  /** What it is, in a sentence. */
  readonly text: string;
  /** Why it is what it is: what AWS says instead, who measured something like it, or that we chose it. */
  readonly source: string;
}

/** Figures that a scenario gives in place of ours, by name; durations in microseconds. */
export type Assumptions = Readonly<Record<string, number>>;

/** The figures of a table by the table's own names. */
export type FigureValues<Figures> = {
  readonly [Key in keyof Figures]: Figures[Key] extends AssumedFigure<infer Value> ? Value : never;
};

type Unnamed<Value extends number> = Omit<AssumedFigure<Value>, "name">;
type Range<Value extends number> = Omit<Unnamed<Value>, "unit">;

/** A duration of ours. */
export const assumedDuration = (range: Range<Duration>): Unnamed<Duration> => ({
  unit: "duration",
  ...range,
});
/** A count of ours. */
export const assumedCount = (range: Range<number>): Unnamed<number> => ({
  unit: "count",
  ...range,
});
/** A size of ours. */
export const assumedBytes = (range: Range<number>): Unnamed<number> => ({
  unit: "bytes",
  ...range,
});
/** A part from 0 to 1 of ours. */
export const assumedShare = (share: Omit<Range<number>, "min" | "max">): Unnamed<number> => ({
  unit: "share",
  min: 0,
  max: 1,
  ...share,
});

/** A table of figures, whose names begin with `prefix`. */
export function assumedFigures<
  const Prefix extends string,
  Figures extends Readonly<Record<string, Unnamed<number>>>,
>(
  prefix: Prefix,
  figures: Figures,
): {
  readonly [Key in keyof Figures]: Figures[Key] & { readonly name: `${Prefix}.${Key & string}` };
} {
  return Object.fromEntries(
    Object.entries(figures).map(([key, figure]) => [key, { ...figure, name: `${prefix}.${key}` }]),
  ) as never; // It has the keys of `figures`.
}

/** The meters by which a machine counts how often each figure of a table decided, under the figures' names. */
export const figureMeters = <Figures extends Readonly<Record<string, AssumedFigure>>>(
  figures: Figures,
): { readonly [Name in Figures[keyof Figures]["name"]]: "count" } =>
  Object.fromEntries(Object.values(figures).map(({ name }) => [name, "count"])) as never; // Of each name there is one.

/** What holds in a run where `assumptions` were checked: what they say, and ours of the rest. */
export function figureValues<Figures extends Readonly<Record<string, AssumedFigure>>>(
  figures: Figures,
  assumptions: Assumptions = none,
): FigureValues<Figures> {
  let byTable = known.get(assumptions);
  if (byTable === undefined) known.set(assumptions, (byTable = new Map<object, Values>()));
  let values = byTable.get(figures);
  if (values === undefined) {
    values = Object.fromEntries(
      Object.entries(figures).map(([key, figure]) => [
        key,
        own(assumptions, figure.name) ?? figure.default,
      ]),
    );
    byTable.set(figures, Object.freeze(values));
  }
  return values as never; // It has the keys of `figures`.
}

type Values = Readonly<Record<string, number>>;
const none: Assumptions = Object.freeze({});
// Memo of a pure function: settings are made at each call, and these are the same in all of them.
const known = new WeakMap<Assumptions, Map<object, Values>>();

/** Refuses names that no figure has, and values out of range. @throws ConfigError */
export function checkAssumptions(
  assumptions: Assumptions,
  figures: readonly AssumedFigure[],
): Assumptions {
  const said = Object.entries(assumptions);
  if (said.length === 0) return assumptions;
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  for (const [name, value] of said) {
    const figure = byName.get(name);
    if (figure === undefined) {
      const known = figures.map((each) => each.name);
      throw new ConfigError("assumptions", "a figure of ours", withNearest(name, known));
    }
    checkFigure(`assumptions ${name}`, value, figure);
  }
  return assumptions;
}

function checkFigure(path: string, value: unknown, { unit, min, max }: AssumedFigure): void {
  if (unit !== "share") {
    withinBounds(path, value as number, { unit, min, max }); // Which refuses what is no number.
  } else if (typeof value !== "number" || !(value >= min && value <= max)) {
    throw new ConfigError(path, "a share from 0 to 1", shownValue(value));
  }
}

/** A value of a figure in its unit: `30 s`, `700 bytes`, `20%`. */
export function shownFigure({ unit }: Pick<AssumedFigure, "unit">, value: number): string {
  if (unit === "duration") return formatDuration(value as Duration);
  if (unit === "share") return `${Number((value * 100).toFixed(4))}%`;
  return unit === "bytes" ? `${value} bytes` : `${value}`;
}
