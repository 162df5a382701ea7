import { ln } from "@orrery/kernel";
import { formatWallClock } from "../../../text/wall-clock.ts";
import type { Expression } from "./expression.ts";
import {
  finite,
  linesOf,
  linesValue,
  mapped,
  numberValue,
  pointsValue,
  type MathValue,
  type MathWorld,
  type Points,
  type Span,
} from "./math-value.ts";

type Evaluate = (expression: Expression, world: MathWorld) => MathValue | null;
type MathFunction = (
  args: readonly Expression[],
  world: MathWorld,
  evaluate: Evaluate,
) => MathValue | null;

/** Of one value. */
const ofOne =
  (make: (value: MathValue, span: Span) => MathValue | null): MathFunction =>
  (args, world, evaluate) => {
    const value = args.length === 1 ? evaluate(args[0]!, world) : null;
    return value === null ? null : make(value, world.span);
  };

const pointwise = (change: (point: number) => number): MathFunction =>
  ofOne((value) => mapped(value, change));

/** Of points a number; of several lines, the points that each place comes to. */
const aggregate = (of: (values: readonly number[]) => number): MathFunction =>
  ofOne((value) => {
    if (value.type === "number") return value;
    if (value.type === "points") {
      const there = present(value.points);
      return there.length === 0 ? pointsValue(value.points) : numberValue(of(there));
    }
    const length = Math.max(0, ...value.lines.map((line) => line.length));
    return pointsValue(
      Array.from({ length }, (_, place) => {
        const there = present(value.lines.map((line) => line[place] ?? null));
        return there.length === 0 ? null : finite(of(there));
      }),
    );
  });

const present = (points: Points): readonly number[] => points.filter((point) => point !== null);

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const average = (values: readonly number[]): number => sum(values) / values.length;
function deviation(values: readonly number[]): number {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) * (value - mean))));
}

/** Of each line, place by place with what came before. */
const alongLines = (change: (points: Points, span: Span) => Points): MathFunction =>
  ofOne((value, span) => {
    if (value.type === "number") return null;
    return value.type === "points"
      ? pointsValue(change(value.points, span))
      : linesValue(value.lines.map((line) => change(line, span)));
  });

/** From each point to the one before it. */
const fromBefore = (of: (now: number, before: number, seconds: number) => number) =>
  alongLines((points, { period }) => {
    let last: { readonly value: number; readonly place: number } | null = null;
    return points.map((value, place) => {
      if (value === null) return null;
      const before = last;
      last = { value, place };
      return before === null
        ? null
        : finite(of(value, before.value, (place - before.place) * period));
    });
  });

/** At each place something of its time. */
const ofTime = (of: (time: string, milliseconds: number) => number): MathFunction =>
  ofOne((_value, { from, period, length }) =>
    pointsValue(
      Array.from({ length }, (_, place) => {
        const at = from + place * period * 1_000;
        return of(formatWallClock(at), at);
      }),
    ),
  );

/** A part of `2026-11-23T09:00:00.000Z`. */
const partOf =
  (from: number, until: number) =>
  (time: string): number =>
    Number(time.slice(from, until));

/** FILL(m1, 0), FILL(m1, REPEAT), FILL(m1, LINEAR), FILL(METRICS(), m2). */
const fill: MathFunction = (args, world, evaluate) => {
  const [what, by] = args;
  if (what === undefined || by === undefined || args.length !== 2) return null;
  const value = evaluate(what, world);
  if (value === null || value.type === "number") return value;
  const filler =
    by.type === "name" && (by.name === "REPEAT" || by.name === "LINEAR")
      ? by.name
      : evaluate(by, world);
  if (filler === null) return null;
  const line = (points: Points): Points =>
    filler === "REPEAT"
      ? repeated(points)
      : filler === "LINEAR"
        ? interpolated(points)
        : points.map((point, place) => point ?? linesOf(filler, world.span)[0]?.[place] ?? null);
  return value.type === "points"
    ? pointsValue(line(value.points))
    : linesValue(value.lines.map(line));
};

function repeated(points: Points): Points {
  let last: number | null = null;
  return points.map((point) => (last = point ?? last));
}

function interpolated(points: Points): Points {
  return points.map((point, place) => {
    if (point !== null) return point;
    let before = place - 1;
    while (before >= 0 && points[before] === null) before -= 1;
    const behind = points.findIndex((each, at) => at > place && each !== null);
    if (before === -1 || behind === -1) return null;
    const [from, to] = [points[before]!, points[behind]!];
    return from + ((to - from) * (place - before)) / (behind - before);
  });
}

/** IF(condition, then, else), and IF(condition, then), whose points are missing elsewhere. */
const conditional: MathFunction = (args, world, evaluate) => {
  if (args.length < 2 || args.length > 3) return null;
  const [condition, then, otherwise = null] = args.map((each) => evaluate(each, world));
  if (condition == null || then == null || (args.length === 3 && otherwise === null)) return null;
  if (condition.type === "number" && args.length === 3) {
    return condition.value !== 0 ? then : otherwise;
  }
  const { span } = world;
  const tests = linesOf(condition, span)[0] ?? [];
  const [yes, no] = [then, otherwise].map((each) =>
    each === null ? [] : (linesOf(each, span)[0] ?? []),
  );
  return pointsValue(
    tests.map((test, place) =>
      test === null ? null : ((test !== 0 ? yes![place] : no![place]) ?? null),
    ),
  );
};

/** FIRST(lines) and LAST(lines): one of them. */
const oneOf = (choose: (lines: readonly Points[]) => Points | undefined): MathFunction =>
  ofOne((value) => {
    if (value.type !== "lines") return value;
    const line = choose(value.lines);
    return line === undefined ? null : pointsValue(line);
  });

/** SLICE(lines, from, to). */
const slice: MathFunction = (args, world, evaluate) => {
  const [lines, from, to] = args.map((each) => evaluate(each, world));
  if (lines?.type !== "lines" || from?.type !== "number") return null;
  const end = to?.type === "number" ? to.value : undefined;
  const taken = lines.lines.slice(from.value, end);
  return args.length === 2 && taken.length === 1 ? pointsValue(taken[0]!) : linesValue(taken);
};

const orders: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: average,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  SUM: sum,
};

/** SORT(lines, AVG, DESC, 10). */
const sort: MathFunction = (args, world, evaluate) => {
  const [what, by, way, most] = args;
  const value = what === undefined ? null : evaluate(what, world);
  const of = by?.type === "name" ? orders[by.name.toUpperCase()] : undefined;
  if (value?.type !== "lines" || of === undefined || way?.type !== "name") return null;
  const sign = way.name.toUpperCase() === "DESC" ? -1 : 1;
  const keyed = value.lines.map((line) => {
    const there = present(line);
    return { line, key: there.length === 0 ? -Infinity : of(there) };
  });
  const sorted = keyed.sort((one, other) => sign * (one.key - other.key)).map(({ line }) => line);
  return linesValue(most?.type === "number" ? sorted.slice(0, most.value) : sorted);
};

/** METRICS("errors"): those queries of metrics whose ids have the text. */
const metrics: MathFunction = (args, world) => {
  const [part] = args;
  if (args.length > 1 || (part !== undefined && part.type !== "text")) return null;
  return world.metrics(part?.text ?? "");
};

const running: MathFunction = alongLines((points) => {
  let total = 0;
  return points.map((point) => (point === null ? null : (total += point)));
});

/** The functions of metric math, by name. */
export const functions: Readonly<Record<string, MathFunction>> = {
  ABS: pointwise(Math.abs),
  CEIL: pointwise(Math.ceil),
  FLOOR: pointwise(Math.floor),
  LOG: pointwise(ln),
  LOG10: pointwise((value) => ln(value) / ln(10)),
  AVG: aggregate(average),
  SUM: aggregate(sum),
  MIN: aggregate((values) => Math.min(...values)),
  MAX: aggregate((values) => Math.max(...values)),
  STDDEV: aggregate(deviation),
  DATAPOINT_COUNT: ofOne((value) =>
    value.type === "points" ? numberValue(present(value.points).length) : null,
  ),
  METRIC_COUNT: ofOne((value) => (value.type === "lines" ? numberValue(value.lines.length) : null)),
  METRICS: metrics,
  SEARCH: search,
  FILL: fill,
  IF: conditional,
  FIRST: oneOf((lines) => lines[0]),
  LAST: oneOf((lines) => lines.at(-1)),
  SLICE: slice,
  SORT: sort,
  REMOVE_EMPTY: ofOne((value) =>
    value.type === "lines"
      ? linesValue(value.lines.filter((line) => present(line).length > 0))
      : value,
  ),
  TIME_SERIES: ofOne((value, span) => pointsValue(linesOf(value, span)[0] ?? [])),
  DIFF: fromBefore((now, before) => now - before),
  DIFF_TIME: fromBefore((_now, _before, seconds) => seconds),
  RATE: fromBefore((now, before, seconds) => (now - before) / seconds),
  RUNNING_SUM: running,
  PERIOD: ofOne((_value, { period }) => numberValue(period)),
  EPOCH: ofTime((_time, at) => at / 1_000),
  MINUTE: ofTime(partOf(14, 16)),
  HOUR: ofTime(partOf(11, 13)),
  DAY: ofTime((_time, at) => ((Math.floor(at / 86_400_000) + 3) % 7) + 1), // Monday is 1.
  DATE: ofTime(partOf(8, 10)),
  MONTH: ofTime(partOf(5, 7)),
  YEAR: ofTime(partOf(0, 4)),
};

/** What is found; it was looked for before. */
function search([text, stat]: readonly Expression[], world: MathWorld): MathValue | null {
  return text?.type === "text" && stat?.type === "text" ? world.search(text.text, stat.text) : null;
}

/** Functions that AWS has and runs do not: they look beyond the metrics that are given. */
export const unmodeledFunctions: readonly string[] = [
  "ANOMALY_DETECTION_BAND",
  "DB_PERF_INSIGHTS",
  "INSIGHT_RULE_METRIC",
  "LAMBDA",
  "SELECT",
  "SERVICE_QUOTA",
];
