import { isStatistic, type CostMeasure, type Measure, type MetricNumber } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";

const costs: Readonly<Record<string, CostMeasure["cost"]>> = {
  cost: "run",
  "cost.run": "run",
  "cost.hour": "hour",
  "cost.month": "month",
};

/**
 * The number of a run that a text means: a metric such as `Worker.Duration.p95` (without a statistic the sum
 * of what is counted and the maximum of all else), a ratio of two such as
 * `Worker.Errors / Worker.Invocations`, or `cost`, `cost.hour` or `cost.month`.
 *
 * @throws ConfigError
 */
export function readMeasure(path: string, text: string): Measure {
  if (Object.hasOwn(costs, text)) return { cost: costs[text]! };
  if (text.startsWith("cost.")) {
    throw new ConfigError(path, "cost, cost.run, cost.hour or cost.month", `"${text}"`);
  }
  const [first = "", second, more] = text.split(/\s+\/\s+/);
  if (more !== undefined) throw new ConfigError(path, "one / in a ratio", `"${text}"`);
  const number = numberOf(path, first);
  return second === undefined ? number : { ...number, per: numberOf(path, second) };
}

function numberOf(path: string, text: string): MetricNumber {
  const [, named = text, last] = /^(.+\..+)\.([a-z]+|p\d+(?:\.\d+)?)$/s.exec(text) ?? [];
  const [, resource, metric] = /^(.+)\.([^.]+)$/s.exec(named) ?? [];
  if (resource === undefined || metric === undefined) {
    const expected = "a resource and a metric such as Orders.NumberOfMessagesSent";
    throw new ConfigError(path, expected, `"${text}"`);
  }
  if (last !== undefined && !isStatistic(last)) {
    const expected = "count, sum, min, max, average or a percentile such as p95";
    throw new ConfigError(path, expected, `"${last}"`);
  }
  return { resource, metric, statistic: last ?? null };
}
