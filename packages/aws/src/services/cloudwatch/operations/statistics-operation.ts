import type { Plain } from "@orrery/kernel";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Step } from "../../../service/service-model.ts";
import type { MetricQuery } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import type { Span } from "../math/math-value.ts";
import { statisticIn, statisticOf, type Sample } from "../metrics/statistic.ts";
import type { Bin } from "../protocol.ts";
import {
  ask,
  notKnown,
  readIn,
  readOf,
  samplesIn,
  spanOf,
  timesIn,
  type Times,
} from "./metric-reading.ts";
import { isNo, isPeriod, metricQueryOf } from "./metric-queries.ts";
import {
  invalidMix,
  invalidValue,
  isRefused,
  missing,
  respond,
  shownTime,
  type Checked,
} from "./request.ts";

interface StatisticsRequest extends Times {
  readonly span: Span;
  readonly of: MetricQuery;
  readonly statistics: readonly string[];
  readonly extended: readonly string[];
}

function statisticsRequest(params: PlainObject, plane: ControlPlane): Checked<StatisticsRequest> {
  const times = timesIn(params);
  if (isRefused(times)) return times;
  const period = numberOf(params["Period"])!; // The model requires it.
  if (!isPeriod(period)) {
    return invalidValue("The parameter Period must be 1, 5, 10, 30 or a multiple of 60."); // Assumed: the words.
  }
  const statistics = textsOf(params["Statistics"]);
  const extended = textsOf(params["ExtendedStatistics"]);
  if (statistics.length === 0 && extended.length === 0) {
    return missing("Statistics");
  }
  if (statistics.length > 0 && extended.length > 0) {
    return invalidMix("Statistics and ExtendedStatistics cannot both be specified."); // Likewise.
  }
  const of = metricQueryOf(params, (statistics[0] ?? extended[0])!, textOf(params["Unit"]) ?? null);
  if (isNo(of)) return of;
  const span = spanOf(times.from, times.until, period, plane.epochMilliseconds);
  if (span.length > cloudwatchLimits.statisticsPoints) {
    return invalidMix(
      `You have requested up to ${span.length} datapoints, which exceeds the limit of ${cloudwatchLimits.statisticsPoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return { ...times, span, of, statistics, extended };
}

function beginStatistics(params: PlainObject, plane: ControlPlane): Step {
  const request = statisticsRequest(params, plane);
  if (isRefused(request)) return request;
  const empty = () => statisticsOf([], request, params, plane);
  return ask([readOf(request.of, request.span, plane)], empty, plane);
}

function statisticsOf(
  bins: readonly Bin[],
  { span, of, statistics, extended }: StatisticsRequest,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const samples = samplesIn(bins, span, plane.epochMilliseconds, extended.length > 0);
  const valueOf = (sample: Sample, name: string): readonly [string, Plain][] => {
    const statistic = statisticIn(name);
    const value = statistic === null ? null : statisticOf(sample, statistic);
    return value === null ? [] : [[name, value]];
  };
  const points = samples.flatMap((sample, place): readonly PlainObject[] => {
    if (sample === null) return [];
    const percentiles = Object.fromEntries(extended.flatMap((name) => valueOf(sample, name)));
    return [
      {
        Timestamp: shownTime(span.from + place * span.period * 1_000),
        ...Object.fromEntries(statistics.flatMap((name) => valueOf(sample, name))),
        ...(extended.length === 0 ? {} : { ExtendedStatistics: percentiles }),
        Unit: of.unit ?? "None",
      },
    ];
  });
  return respond({ Label: params["MetricName"]!, Datapoints: points });
}

/** GetMetricStatistics. */
export const getMetricStatistics: Operation = {
  begin: beginStatistics,
  next(bodies, params, plane) {
    const request = statisticsRequest(params, plane);
    const read = readIn(bodies);
    if (isRefused(request)) return request;
    return read === null ? notKnown : statisticsOf(read[0] ?? [], request, params, plane);
  },
};
