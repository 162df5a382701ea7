import { ring, table, type Invariants } from "@orrery/kernel";
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

  "waits for what came late in the order in which it is there": ({ late, soon, later }) =>
    table.sizeOf(late) === soon.size + later.size &&
    [soon, later].every((waiting) => {
      const times = ring.list(waiting).map((number) => table.get(late, `${number}`)!.thereAt);
      return times.every((time, place) => place === 0 || times[place - 1]! <= time);
    }),

  "has each value that it counts": ({ bins }) =>
    table
      .list(bins)
      .every(
        ([, { values, count }]) =>
          values === null ||
          Math.abs(values.reduce((all, [, each]) => all + each, 0) - count) < 1e-6 * (count + 1),
      ),
};
