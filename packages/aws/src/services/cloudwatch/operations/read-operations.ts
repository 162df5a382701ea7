import type { Plain, Tagged } from "@orrery/kernel";
import { listOf, numberOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { MetricQuery, Query } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import { evaluate } from "../math/evaluate.ts";
import {
  linesValue,
  linesOf,
  pointsValue,
  type MathValue,
  type MathWorld,
  type Span,
} from "../math/math-value.ts";
import {
  needsValues,
  statisticIn,
  statisticOf,
  together,
  type Sample,
} from "../metrics/statistic.ts";
import type { Bin, MetricsReply, ReadMetric, ReadSeries } from "../protocol.ts";
import { findMetrics, metricsOf } from "./metrics-record.ts";
import { isNo, isPeriod, metricQueryOf, queriesIn } from "./metric-queries.ts";
import {
  invalidMix,
  invalidValue,
  isRefused,
  missing,
  respond,
  shownTime,
  timeIn,
  validation,
  type Checked,
} from "./request.ts";

/** What is asked of the account's metrics, or what is answered at once. */
function ask(series: readonly ReadMetric[], empty: () => Step, plane: ControlPlane): Step {
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

const notKnown: Step = {
  type: "notModeled",
  what: "what metrics came to before they were asked for is not kept, nor what came of them more than an hour ago: an alarm on one that is made before keeps it.",
};

/** What came, or that it is not known. */
function readIn([body]: readonly Tagged[]): readonly (readonly Bin[])[] | null {
  const { series } = body as Extract<MetricsReply, { readonly type: "seriesRead" }>; // It answers so.
  return series.some((each) => each === null) ? null : (series as readonly (readonly Bin[])[]); // None is.
}

/** Where the places of an answer lie: whole periods, the first not before the start. */
function spanOf(from: number, until: number, period: number, epoch: number): Span {
  const length = period * 1_000;
  const first = Math.floor((from - epoch) / length) * length + epoch;
  return { from: first, period, length: Math.max(0, Math.ceil((until - first) / length)) };
}

function samplesIn(
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

const readOf = (
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

interface Times {
  readonly from: number;
  readonly until: number;
}

function timesIn(params: PlainObject): Checked<Times> {
  const from = timeIn(params["StartTime"]);
  const until = timeIn(params["EndTime"]);
  if (from === null) return invalidValue("The parameter StartTime is no time."); // Assumed: the words.
  if (until === null) return invalidValue("The parameter EndTime is no time."); // Likewise.
  return from < until
    ? { from, until }
    : validation("The parameter StartTime must be less than the parameter EndTime.");
}

// GetMetricStatistics

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

// GetMetricData

interface DataRequest extends Times {
  readonly queries: readonly Query[];
}

function dataRequest(
  params: PlainObject,
): DataRequest | Exclude<ReturnType<typeof queriesIn>, readonly Query[]> {
  const times = timesIn(params);
  if (isRefused(times)) return times;
  if (listOf(params["MetricDataQueries"]).length > cloudwatchLimits.queries) {
    return validation(
      `The collection MetricDataQueries must not have a size greater than ${cloudwatchLimits.queries}.`,
    );
  }
  const queries = queriesIn(params["MetricDataQueries"]);
  if (isNo(queries)) return queries;
  return { ...times, queries };
}

type MetricAsked = Query & { readonly of: MetricQuery };
const metricsIn = (queries: readonly Query[]): readonly MetricAsked[] =>
  queries.filter((query): query is MetricAsked => query.of.type === "metric");

function beginData(params: PlainObject, plane: ControlPlane): Step {
  const request = dataRequest(params);
  if (isNo(request)) return request;
  const { from, until, queries } = request;
  const series = metricsIn(queries).map(({ of, period }) =>
    readOf(of, spanOf(from, until, period, plane.epochMilliseconds), plane),
  );
  const empty = () =>
    dataOf(
      series.map(() => []),
      request,
      params,
      plane,
    );
  return series.length === 0 ? empty() : ask(series, empty, plane);
}

function dataOf(
  read: readonly (readonly Bin[])[],
  { queries, from, until }: DataRequest,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const { epochMilliseconds: epoch } = plane;
  const metrics = metricsIn(queries);
  const values = new Map<string, MathValue | null>();
  const pointsOf = ({ id, of, period }: MetricAsked) => {
    const span = spanOf(from, until, period, epoch);
    const bins = read[metrics.findIndex((each) => each.id === id)] ?? [];
    return samplesIn(bins, span, epoch, needsValues(of.statistic)).map((sample) =>
      sample === null ? null : statisticOf(sample, of.statistic),
    );
  };
  for (const query of metrics) values.set(query.id, pointsValue(pointsOf(query)));
  const valueOf = (id: string): MathValue | null => {
    const query = queries.find((each) => each.id === id);
    if (query === undefined || values.has(id)) return values.get(id) ?? null;
    const { of, period } = query;
    if (of.type === "metric") return null;
    const world: MathWorld = {
      span: spanOf(from, until, period, epoch),
      valueOf,
      metrics: (part) =>
        linesValue(metrics.flatMap((each) => (each.id.includes(part) ? [pointsOf(each)] : []))),
    };
    const made = evaluate(of.expression, world);
    values.set(id, made);
    return made;
  };
  const isUp = params["ScanBy"] === "TimestampAscending";
  const results = queries.flatMap((query): readonly PlainObject[] => {
    if (!query.returnsData) return [];
    const value = valueOf(query.id);
    const span = spanOf(from, until, query.period, epoch);
    const lines = value === null ? [[]] : linesOf(value, span);
    return lines.map((line) => {
      const points = line.flatMap((point, place) =>
        point === null ? [] : [{ at: span.from + place * span.period * 1_000, point }],
      );
      if (!isUp) points.reverse();
      return {
        Id: query.id,
        Label: query.label ?? labelOf(query),
        Timestamps: points.map(({ at }) => shownTime(at)),
        Values: points.map(({ point }) => point),
        StatusCode: "Complete",
      };
    });
  });
  return respond({ MetricDataResults: results, Messages: [] });
}

const labelOf = ({ id, of }: Query): string => (of.type === "metric" ? of.metric.name : id);

/** Operations that read metrics. */
export const readOperations: Operations = {
  GetMetricStatistics: {
    begin: beginStatistics,
    next(bodies, params, plane) {
      const request = statisticsRequest(params, plane);
      const read = readIn(bodies);
      if (isRefused(request)) return request;
      return read === null ? notKnown : statisticsOf(read[0] ?? [], request, params, plane);
    },
  },
  GetMetricData: {
    begin: beginData,
    next(bodies, params, plane) {
      const request = dataRequest(params);
      const read = readIn(bodies);
      if (isNo(request)) return request;
      return read === null ? notKnown : dataOf(read, request, params, plane);
    },
  },
};
