import type { Tagged } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import type { MetricQuery } from "../config.ts";
import type { Span } from "../math/math-value.ts";
import { together, type Sample } from "../metrics/statistic.ts";
import type { Bin, MetricsReply, ReadMetric, ReadSeries } from "../protocol.ts";
import { findMetrics, metricsOf } from "./metrics-record.ts";
import { invalidValue, timeIn, validation, type Checked } from "./request.ts";

/** What is asked of the account's metrics, or what is answered at once. */
export function ask(series: readonly ReadMetric[], empty: () => Step, plane: ControlPlane): Step {
  const found = findMetrics(plane);
  if (found !== undefined) {
    const input: ReadSeries = { type: "readSeries", series };
    return { type: "ask", resource: found.number, input };
  }
  metricsOf(plane);
  // Whoever is made by a call cannot be asked by it.
  const isServed = series.some(({ metric }) => metric.namespace.startsWith("AWS/"));
  return isServed || (plane.keepsLogs && plane.logWriters().length > 0) ? notKnown : empty();
}

/** What whoever asks hears of what nobody has kept. */
export const notKnown: Step = {
  type: "notModeled",
  what: "what metrics came to before they were asked for is not kept, nor what came of them more than an hour ago: an alarm on one that is made before keeps it.",
};

/** What came, or that it is not known. */
export function readIn([body]: readonly Tagged[]): readonly (readonly Bin[])[] | null {
  const { series } = body as Extract<MetricsReply, { readonly type: "seriesRead" }>; // It answers so.
  return series.some((each) => each === null) ? null : (series as readonly (readonly Bin[])[]); // None is.
}

/** Where the places of an answer lie: whole periods, the first not before the start. */
export function spanOf(from: number, until: number, period: number, epoch: number): Span {
  const length = period * 1_000;
  const first = Math.floor((from - epoch) / length) * length + epoch;
  return { from: first, period, length: Math.max(0, Math.ceil((until - first) / length)) };
}

/** What lies at each place of a span; `null`: nothing. */
export function samplesIn(
  bins: readonly Bin[],
  span: Span,
  epoch: number,
  withValues: boolean,
): readonly (Sample | null)[] {
  const slots: Sample[][] = Array.from({ length: span.length }, () => []);
  for (const bin of bins) {
    slots[Math.floor((epoch + bin.at * 1_000 - span.from) / (span.period * 1_000))]?.push(bin);
  }
  return slots.map((samples) => together(samples, withValues));
}

/** What is asked of a metric for a span. */
export const readOf = (
  { metric, unit }: MetricQuery,
  span: Span,
  { epochMilliseconds: epoch }: ControlPlane,
): ReadMetric => ({
  type: "readMetric",
  metric,
  unit,
  from: Math.floor((span.from - epoch) / 1_000),
  until: Math.ceil((span.from - epoch) / 1_000) + span.period * span.length,
  period: span.period,
});

/** From when, and up to when, in milliseconds since 1970. */
export interface Times {
  readonly from: number;
  readonly until: number;
}

/** The times of a request. */
export function timesIn(params: PlainObject): Checked<Times> {
  const from = timeIn(params["StartTime"]);
  const until = timeIn(params["EndTime"]);
  if (from === null) return invalidValue("The parameter StartTime is no time."); // Assumed: the words.
  if (until === null) return invalidValue("The parameter EndTime is no time."); // Likewise.
  return from < until
    ? { from, until }
    : validation("The parameter StartTime must be less than the parameter EndTime.");
}
