import { table, type Invariants } from "@orrery/kernel";
import type { MetricsState } from "./state.ts";

/** What holds of the metrics of an account between any two inputs. */
export const metricsInvariants: Invariants<MetricsState> = {
  "numbers what was published in each unit": ({ metrics, lineCount }) => {
    const numbers = table
      .list(metrics)
      .flatMap(([, { lines }]) => lines.map(({ number }) => number));
    return new Set(numbers).size === numbers.length && numbers.length === lineCount;
  },

  "has sums that fit each other": ({ bins }) =>
    table.list(bins).every(([, { count, min, max }]) => count > 0 && min <= max),

  "has each value that it counts": ({ bins }) =>
    table
      .list(bins)
      .every(
        ([, { values, count }]) =>
          values === null ||
          Math.abs(values.reduce((all, [, each]) => all + each, 0) - count) < 1e-6 * (count + 1),
      ),
};
