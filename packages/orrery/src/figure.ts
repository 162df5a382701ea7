import { isStatistic, isCountMetric, type Statistic } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import type { RunResult } from "./run-result.ts";

/** Finds one number of a run. */
export type Figure = (result: RunResult) => number;

/**
 * What a text says of a run: a metric such as `Worker.Duration.p95` (without a statistic the sum of what
 * is counted and the maximum of all else), two of them as a ratio such as
 * `Worker.Errors / Worker.Invocations`, or `cost`, `cost.hour`, `cost.month`.
 *
 * @throws ConfigError
 */
export function figureOf(path: string, text: string): Figure {
  const parts = text.split("/").map((part) => part.trim());
  const [first = "", second, more] = parts;
  if (more !== undefined) throw new ConfigError(path, expected, `"${text}"`);
  const one = termOf(path, first);
  if (second === undefined) return one;
  const other = termOf(path, second);
  return (result) => one(result) / other(result);
}

const expected =
  "a figure such as Worker.Duration.p95, Worker.Errors / Worker.Invocations or cost.month";

const costs = {
  cost: ({ cost }) => cost.total,
  "cost.hour": ({ cost }) => cost.perHour ?? NaN,
  "cost.month": ({ cost }) => cost.perMonth ?? NaN,
} as const satisfies Readonly<Record<string, Figure>>;

function termOf(path: string, text: string): Figure {
  if (Object.hasOwn(costs, text)) return costs[text as keyof typeof costs];
  const [, resource, metric, statistic] =
    /^([^.]+)\.([^.]+)(?:\.(p\d+\.\d+|[^.]+))?$/.exec(text) ?? [];
  if (resource === undefined || metric === undefined) {
    throw new ConfigError(path, expected, `"${text}"`);
  }
  if (statistic !== undefined && !isStatistic(statistic)) {
    const statistics = "count, sum, min, max, average or a percentile such as p95";
    throw new ConfigError(path, statistics, `"${statistic}"`);
  }
  return (result) => {
    const numbers = result.metric(resource, metric);
    return numberOf(numbers, statistic ?? (isCountMetric(metric) ? "sum" : "max"));
  };
}

function numberOf(numbers: ReturnType<RunResult["metric"]>, statistic: Statistic): number {
  switch (statistic) {
    case "count":
    case "sum":
    case "min":
    case "max":
    case "average":
      return numbers[statistic];
    default:
      return numbers.percentile(Number(statistic.slice(1)));
  }
}
