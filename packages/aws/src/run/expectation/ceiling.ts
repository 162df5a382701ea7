import type { RunView } from "../run-view.ts";
import { isDurationMetric } from "../../services.ts";
import { quotasWith } from "../simulate.ts";
import type { Received } from "./vacuity.ts";

/** What a number of the report never exceeds, and why. */
export interface Ceiling {
  readonly value: number;
  /** A clause such as `Worker has a timeout of 30 s`. */
  readonly why: string;
}

/** What the received number cannot exceed in this run, whatever happens; `null`: nothing that is known. */
export function ceilingOf(
  { expectation: { resource, metric }, statistic }: Received,
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
  const { scenario } = view.run;
  switch (metric) {
    case "Duration": {
      const fn = view.functionNamed(resource);
      return fn === undefined
        ? null
        : { value: fn.settings.timeout, why: `that is the timeout of ${resource}` };
    }
    case "ConcurrentExecutions": {
      const fn = view.functionNamed(resource);
      if (fn === undefined) return null;
      const { reservedConcurrency } = fn.settings;
      if (reservedConcurrency !== null) {
        return { value: reservedConcurrency, why: "that is its reserved concurrency" };
      }
      return {
        value: quotasWith(scenario.quotas)["lambda.concurrentExecutions"]!,
        why: "that is the account's quota of concurrent executions",
      };
    }
    case "BatchSize": {
      const consumer = view.consumerNamed(resource);
      return consumer === undefined
        ? null
        : { value: consumer.settings.batchSize, why: `that is the batch size of ${resource}` };
    }
    default:
      return null;
  }
}
