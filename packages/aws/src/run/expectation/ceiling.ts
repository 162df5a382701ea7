import type { Ceiling } from "../../service/reporting.ts";
import { isDurationMetric } from "../../metrics.ts";
import { allKinds } from "../../services.ts";
import type { RunView } from "../run-view.ts";
import type { MetricNumber } from "../scenario.ts";

/** What the received number cannot exceed in this run, whatever happens; `null`: nothing that is known. */
export function ceilingOf(
  { resource, metric, statistic }: MetricNumber,
  view: RunView,
): Ceiling | null {
  // These grow with the number of observations.
  if (statistic === "sum" || statistic === "count") return null;
  const own = ownCeiling(resource, metric, view);
  if (!isDurationMetric(metric) || metric === "BilledDuration") return own;
  const run: Ceiling = { value: view.run.scenario.duration, why: "the run is not longer" };
  return own !== null && own.value <= run.value ? own : run;
}

function ownCeiling(resource: string, metric: string, view: RunView): Ceiling | null {
  const seen = view.named(resource);
  if (seen === undefined) return null;
  return allKinds.get(seen.kind)?.reporting?.ceilingOf?.(metric, seen, view) ?? null;
}
