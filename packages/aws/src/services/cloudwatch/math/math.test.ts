import { describe, expect, it } from "vitest";
import { beginning } from "../test/alarm-account.ts";
import { evaluate } from "./evaluate.ts";
import { linesValue, pointsValue, type MathValue, type MathWorld } from "./math-value.ts";
import { parseExpression } from "./parse-expression.ts";

const lines: Readonly<Record<string, readonly (number | null)[]>> = {
  m1: [1, 2, null, 4],
  m2: [10, 0, 30, 40],
  errors1: [null, 5, null, 9],
};
const world: MathWorld = {
  span: { from: beginning * 1_000, period: 60, length: 4 },
  valueOf: (id) => (Object.hasOwn(lines, id) ? pointsValue(lines[id]!) : null),
  search: () => linesValue([]),
  metrics: (part) =>
    linesValue(Object.entries(lines).flatMap(([id, line]) => (id.includes(part) ? [line] : []))),
};
const shown = (value: MathValue | null): unknown =>
  value === null
    ? null
    : value.type === "number"
      ? value.value
      : value.type === "points"
        ? value.points
        : value.lines;

describe("metric math", () => {
  it.each<readonly [string, unknown]>([
    ["m1 + m2", [11, 2, null, 44]],
    ["m2 / m1 * 2", [20, 0, null, 20]],
    ["m1 / m2", [0.1, null, null, 0.1]],
    ["2 + 3 * 4 ^ 2", 50],
    ["-m1 + 1", [0, -1, null, -3]],
    ["(m1 > 1) AND (m2 < 40)", [0, 1, null, 0]],
    ["m1 == 1 || m1 == 4", [1, 0, null, 1]],
    ["AVG(m2)", 20],
    ["SUM(METRICS())", [11, 7, 30, 53]],
    ['SUM(METRICS("errors"))', [null, 5, null, 9]],
    ["MAX([m1, m2])", [10, 2, 30, 40]],
    ["MIN(m2)", 0],
    ["STDDEV([m1, m1])", [0, 0, null, 0]],
    ["FILL(m1, 0)", [1, 2, 0, 4]],
    ["FILL(m1, REPEAT)", [1, 2, 2, 4]],
    ["FILL(m1, LINEAR)", [1, 2, 3, 4]],
    ["FILL(errors1, m2)", [10, 5, 30, 9]],
    ["IF(m2 > 5, m1, 0)", [1, 0, null, 4]],
    ["IF(m1, 7)", [7, 7, null, 7]],
    ["IF(1, m1, m2)", [1, 2, null, 4]],
    ["DIFF(m1)", [null, 1, null, 2]],
    ["DIFF_TIME(m1)", [null, 60, null, 120]],
    ["RATE(m2)", [null, -1 / 6, 0.5, 1 / 6]],
    ["RUNNING_SUM(m1)", [1, 3, null, 7]],
    ["PERIOD(m1)", 60],
    ["HOUR(m1)", [9, 9, 9, 9]],
    ["MINUTE(m1)", [0, 1, 2, 3]],
    ["DAY(m1)", [1, 1, 1, 1]],
    ["ABS(m1 - 3)", [2, 1, null, 1]],
    ["CEIL(m2 / 7)", [2, 0, 5, 6]],
    ["DATAPOINT_COUNT(m1)", 3],
    ["METRIC_COUNT(METRICS())", 3],
    ["FIRST(METRICS())", [1, 2, null, 4]],
    ["SLICE(METRICS(), 1, 2)", [[10, 0, 30, 40]]],
    ["SORT(METRICS(), MAX, DESC, 1)", [[10, 0, 30, 40]]],
    ["TIME_SERIES(3)", [3, 3, 3, 3]],
    ["LOG10(100)", 2],
    ["nobody + 1", null],
  ])("cloudwatch.metric.math: %s", (text, expected) => {
    const expression = parseExpression(text);
    expect(expression).not.toBeNull();
    expect(shown(evaluate(expression!, world))).toEqual(expected);
  });

  it.each(["m1 +", "(m1", "m1 m2", "SUM(m1", "", "m1 ? m2", "[m1"])("is not %j", (text) => {
    expect(parseExpression(text)).toBeNull();
  });
});
