import { days, formatDuration, hours, type Duration } from "@orrery/kernel";
import { hoursInMonth } from "../service/billing.ts";
import type { Run } from "./run.ts";
import type { Workload } from "./scenario.ts";

/** A month as so many times the run, and priced with the tiers that it would come to. */
interface Month {
  readonly perMonth: number | null;
  readonly inTiers: number;
  /** What of it is counted once in a month. */
  readonly monthly: number;
}

/** Why an hour or a month is not simply so many times the run, in sentences; empty where nothing says so. */
export function extrapolationCaveats(run: Run, month: Month): readonly string[] {
  const { scenario, simulation } = run;
  const now = simulation.now as number as Duration;
  const { duration, workloads } = scenario;
  if (now === 0) return [];
  const ran = formatDuration(now);
  const faults = scenario.faults.filter(({ from }) => from < now).map(({ name }) => name);
  const times = Math.round((hours(1) * hoursInMonth) / now);
  const passing = workloads.filter((workload) => isPassing(workload, now)).map(({ to }) => to);
  const daily = workloads.filter(({ arrivals }) => arrivals?.type === "daily").map(({ to }) => to);
  return [
    ...(now < duration ? [`The run was cut off at ${ran} of ${formatDuration(duration)}.`] : []),
    ...(faults.length > 0
      ? [`It has faults in it (${some(faults)}), which a month like it has ${times} times.`]
      : []),
    ...(daily.length > 0 && now % days(1) !== 0
      ? [`The arrivals at ${some(daily)} follow the hours of a day, and ${ran} are no whole days.`]
      : []),
    ...(passing.length > 0
      ? [
          `The arrivals at ${some(passing)} change within the run, and a month like it repeats that ${times} times.`,
        ]
      : []),
    ...(now < hours(1)
      ? [`The run is shorter than an hour: how it starts and ends weighs more than it would.`]
      : []),
    ...(month.monthly > 0
      ? ["What is counted once in a month is as in this run: a month may have more of it."]
      : []),
    ...tierCaveat(month),
  ];
}

/** Whether a workload begins, ends or changes in a way that no month repeats. */
function isPassing({ arrivals, from, until }: Workload, now: Duration): boolean {
  if (from > 0 || (until !== null && until < now)) return true;
  if (arrivals === undefined) return false;
  return arrivals.type !== "constant" && arrivals.type !== "poisson" && arrivals.type !== "daily";
}

function tierCaveat({ perMonth, inTiers }: Month): readonly string[] {
  if (perMonth === null || inTiers >= perMonth * 0.999) return [];
  const off = Math.round((1 - inTiers / perMonth) * 100);
  return [
    `A month like it reaches AWS's lower price tiers, which are not in it: it would cost ${off} % less.`,
  ];
}

/** The first names, and how many more there are. */
function some(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, 3).join(", ");
  return unique.length <= 3 ? shown : `${shown} and ${unique.length - 3} more`;
}
