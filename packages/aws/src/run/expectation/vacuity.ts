import { formatDuration, inSeconds, type Duration } from "@orrery/kernel";
import { isDurationMetric } from "../../metrics.ts";
import { allKinds } from "../../services.ts";
import type { RunView } from "../run-view.ts";
import type { ExpectedBounds, MetricMeasure, MetricNumber, Statistic } from "../scenario.ts";
import { spanOf, withinSaid } from "./within.ts";
import { ceilingOf } from "./ceiling.ts";
import type { Received } from "./received.ts";

/**
 * Why an expectation says nothing of the run, as the rest of a sentence; `null`: it says something. It
 * may be one that holds whatever happens, one of what was never observed, or one of a run in which
 * nothing happened or that was cut off.
 */
export function vacuityOf(check: Received, view: RunView): string | null {
  const { expectation, received, finding } = check;
  const { min, max, isStrict } = expectation;
  if (received === null) return finding?.vacuous ?? nothingReceived(check, view);
  const hasMin = min !== null && (min > 0 || isStrict === true);
  if (max === null) {
    if (hasMin) return null;
    return min === null ? "it has neither min nor max" : "no metric is ever below 0";
  }
  if (hasMin || received > max) return null;
  return (
    finding?.vacuous ??
    ("cost" in expectation || "conduct" in expectation
      ? null
      : cannotFail(check, expectation, max, view)) ??
    (view.isIdle ? "nothing was sent and nothing was invoked in this run" : cutOff(view))
  );
}

/** Why a metric is within its maximum whatever happens. */
function cannotFail(
  { received, statistic }: Received,
  expectation: MetricMeasure & ExpectedBounds,
  max: number,
  view: RunView,
): string | null {
  const stays = received === 0 ? neverMoves(expectation, view) : null;
  if (stays !== null || statistic === null) return stays; // A ratio has no ceiling of its own.
  return ceilingReached(expectation, statistic, max, view);
}

/** Why a metric is 0 whatever happens, from how the architecture is joined and what the scenario says. */
function neverMoves({ resource, metric }: MetricNumber, view: RunView): string | null {
  const seen = view.named(resource);
  if (seen === undefined) return null;
  return allKinds.get(seen.kind)?.reporting?.neverMoves?.(metric, seen, view) ?? null;
}

function ceilingReached(
  number: MetricMeasure & ExpectedBounds,
  statistic: Statistic,
  max: number,
  view: RunView,
): string | null {
  const ceiling = ceilingOf({ ...number, statistic }, view);
  if (ceiling === null || max < ceiling.value) return null;
  if (number.isStrict === true && max === ceiling.value) return null;
  const isTime = isDurationMetric(number.metric);
  const value = isTime ? formatDuration(ceiling.value as Duration) : `${ceiling.value}`;
  return `it is at most ${value} whatever happens: ${ceiling.why}`;
}

function cutOff({ run: { simulation, scenario } }: RunView): string | null {
  if (simulation.now >= scenario.duration) return null;
  const so = formatDuration(simulation.now as number as Duration);
  return `the run was cut off at ${so} of ${formatDuration(scenario.duration)}, and what came then is not known`;
}

function nothingReceived({ expectation, statistic }: Received, view: RunView): string {
  if ("cost" in expectation) return "the run took no time";
  if ("conduct" in expectation) return `${expectation.resource} was not watched`;
  const { per, within } = expectation;
  if (spanOf(within ?? {}, view.run.scenario) === null) return "no fault ends in this run";
  if (within !== undefined && per === undefined) {
    const isGauge = view.named(expectation.resource)?.gauge(expectation.metric) !== undefined;
    return `nothing of it was observed${withinSaid(within)}${isGauge ? ": it is read every minute" : ""}`;
  }
  if (per === undefined) return nothingObserved(expectation, statistic ?? "", view);
  const divisor = `${per.resource}.${per.metric}`;
  return `${divisor} is 0, or ${expectation.resource}.${expectation.metric} was not observed`;
}

function nothingObserved(
  { resource, metric }: MetricNumber,
  statistic: string,
  view: RunView,
): string {
  const { simulation } = view.run;
  const component = view.componentOf(resource);
  if (component === undefined) return `${resource} is not in this run`;
  const meter = simulation.metersOf(component)[metric];
  const series = view.run.gauges.get(component)?.get(metric);
  if (statistic.startsWith("p") && meter !== undefined && meter.count > 0) {
    return "its percentiles were not recorded";
  }
  if (meter !== undefined) {
    return view.isIdle
      ? "nothing was sent and nothing was invoked in this run"
      : `${resource} had nothing to measure it on`;
  }
  if (series === undefined && simulation.gaugesOf(component)[metric] !== undefined) {
    const ran = Math.floor(inSeconds(simulation.now as number as Duration));
    return `it is read every minute, and the run lasted ${ran} s`;
  }
  return series === undefined ? `${resource} has no such metric` : `it has no ${statistic}`;
}
