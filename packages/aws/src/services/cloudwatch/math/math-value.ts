/** A point at each place of a span, the oldest first; `null`: there is none. */
export type Points = readonly (number | null)[];

/** What an expression comes to: a number, points, or several lines of points. */
export type MathValue =
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "points"; readonly points: Points }
  | {
      readonly type: "lines";
      readonly lines: readonly Points[];
      /** How each is called; left out: as the query. */
      readonly labels?: readonly string[];
    };

/** Where points lie: what functions that speak of times need. */
export interface Span {
  /** Of the oldest place, in milliseconds since 1970. */
  readonly from: number;
  /** In seconds, from one place to the next. */
  readonly period: number;
  readonly length: number;
}

export const numberValue = (value: number): MathValue => ({ type: "number", value });
export const pointsValue = (points: Points): MathValue => ({ type: "points", points });
export const linesValue = (lines: readonly Points[]): MathValue => ({ type: "lines", lines });

/** A value as lines; a number is the same at each place. */
export function linesOf(value: MathValue, { length }: Span): readonly Points[] {
  if (value.type === "lines") return value.lines;
  if (value.type === "points") return [value.points];
  return [Array.from({ length }, () => value.value)];
}

/** Applies a function to a value, point by point. */
export function mapped(value: MathValue, change: (point: number) => number): MathValue {
  if (value.type === "number") return numberValue(change(value.value));
  const line = (points: Points): Points =>
    points.map((point) => (point === null ? null : finite(change(point))));
  return value.type === "points"
    ? pointsValue(line(value.points))
    : linesValue(value.lines.map(line));
}

/** What is no number is no point. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Joins two values, point by point: where one has none, there is none. */
export function joined(
  left: MathValue,
  right: MathValue,
  join: (one: number, other: number) => number,
): MathValue | null {
  if (left.type === "number" && right.type === "number") {
    return numberValue(join(left.value, right.value));
  }
  if (left.type === "lines" && right.type === "lines") return null; // AWS does not join lists either.
  if (left.type === "lines") {
    return linesValue(left.lines.map((line) => joinedLine(line, right, join)));
  }
  if (right.type === "lines") {
    return linesValue(
      right.lines.map((line) => joinedLine(line, left, (one, other) => join(other, one))),
    );
  }
  return left.type === "points"
    ? pointsValue(joinedLine(left.points, right, join))
    : pointsValue(
        joinedLine((right as { points: Points }).points, left, (one, other) => join(other, one)),
      );
}

function joinedLine(
  points: Points,
  other: MathValue,
  join: (one: number, other: number) => number,
): Points {
  return points.map((point, place) => {
    const beside = other.type === "number" ? other.value : pointAt(other, place);
    return point === null || beside === null ? null : finite(join(point, beside));
  });
}

const pointAt = (value: MathValue, place: number): number | null =>
  value.type === "points" ? (value.points[place] ?? null) : null;

/** What an expression is evaluated among. */
export interface MathWorld {
  readonly span: Span;
  /** What a query comes to; `null`: there is none of this id. */
  valueOf(id: string): MathValue | null;
  /** What SEARCH() finds by what it says and with a statistic. */
  search(text: string, stat: string): MathValue;
  /** What METRICS() gives, those whose ids have a part. */
  metrics(part: string): MathValue;
}
