import type { Plain } from "@orrery/kernel";
import { listOf } from "../../../request/params.ts";
import type { CloudWatchMetric } from "../../../service/cloudwatch-metric.ts";
import type { NotModeled, PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Step } from "../../../service/service-model.ts";
import type { MetricQuery, Query } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import { evaluate } from "../math/evaluate.ts";
import {
  linesOf,
  linesValue,
  pointsValue,
  type MathValue,
  type MathWorld,
} from "../math/math-value.ts";
import { needsValues, statisticIn, statisticOf } from "../metrics/statistic.ts";
import type { Bin, MetricsReply, ReadMetric, ReadSeries } from "../protocol.ts";
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
import { findMetrics } from "./metrics-record.ts";
import { isNo, queriesIn } from "./metric-queries.ts";
import { isRefused, respond, shownTime, validation } from "./request.ts";
import {
  areOfOwnMetrics,
  found,
  labelOfFound,
  periodOf,
  searchesIn,
  searchKey,
  type Search,
} from "./searches.ts";

interface DataRequest extends Times {
  readonly queries: readonly Query[];
  readonly searches: readonly Search[];
}

/** By the order of searches, what each found. */
type Found = readonly (readonly CloudWatchMetric[])[];

const servedSearch: NotModeled = {
  type: "notModeled",
  what: "SEARCH finds metrics of the account's own alone: name a namespace that is not AWS's.",
};

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
  const read = queriesIn(params["MetricDataQueries"], ["SEARCH"]);
  if (isNo(read)) return read;
  const searches = searchesIn(read);
  if (typeof searches === "string") return validation(searches);
  if (!areOfOwnMetrics(searches)) return servedSearch;
  // An expression without metrics has the period of what it searches for.
  const period = periodOf(searches);
  const queries = read.map((query) => (query.period > 0 ? query : { ...query, period }));
  return { ...times, queries, searches };
}

type MetricAsked = Query & { readonly of: MetricQuery };
const metricsIn = (queries: readonly Query[]): readonly MetricAsked[] =>
  queries.filter((query): query is MetricAsked => query.of.type === "metric");

function beginData(params: PlainObject, plane: ControlPlane): Step {
  const request = dataRequest(params);
  if (isNo(request)) return request;
  const { queries, searches } = request;
  if (searches.length > 0) {
    const metrics = findMetrics(plane);
    if (metrics !== undefined) {
      return { type: "ask", resource: metrics.number, input: { type: "listMetrics" } };
    }
  }
  const series = seriesOf(request, [], plane);
  const empty = () =>
    dataOf(
      series.map(() => []),
      request,
      [],
      params,
      plane,
    );
  return queries.length === 0 || series.length === 0 ? empty() : ask(series, empty, plane);
}

/** All that is read: the metrics of queries, and what searches found. */
function seriesOf(
  { from, until, queries, searches }: DataRequest,
  all: Found,
  plane: ControlPlane,
): readonly ReadMetric[] {
  const own = metricsIn(queries).map(({ of, period }) =>
    readOf(of, spanOf(from, until, period, plane.epochMilliseconds), plane),
  );
  const searched = searches.flatMap((search, place) => {
    const span = spanOf(from, until, search.period ?? periodOf(searches), plane.epochMilliseconds);
    return (all[place] ?? []).map((metric) =>
      readOf({ type: "metric", metric, unit: null, ...statOf(search) }, span, plane),
    );
  });
  return [...own, ...searched];
}

const statOf = ({ stat }: Search): Pick<MetricQuery, "stat" | "statistic"> => ({
  stat,
  statistic: statisticIn(stat)!, // It was checked.
});

/** Reads what searches found among all metrics, and the metrics of queries. */
function readFound(
  { metrics }: Extract<MetricsReply, { readonly type: "metricsListed" }>,
  request: DataRequest,
  plane: ControlPlane,
): Step {
  const all = request.searches.map((search) => found(search, metrics));
  const input: ReadSeries = { type: "readSeries", series: seriesOf(request, all, plane) };
  const kept = all as unknown as Plain; // Plain data by its type.
  return { type: "ask", resource: findMetrics(plane)!.number, input, kept }; // It was asked before.
}

function dataOf(
  read: readonly (readonly Bin[])[],
  { queries, searches, from, until }: DataRequest,
  all: Found,
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
  /** The lines of a search, whose series lie behind those of the queries. */
  const searched = (key: string, period: number): MathValue => {
    let place = metrics.length;
    for (const [number, search] of searches.entries()) {
      const metricsFound = all[number] ?? [];
      if (search.key === key) {
        const { statistic } = statOf(search);
        const span = spanOf(from, until, period, epoch);
        const lines = metricsFound.map((_, at) =>
          samplesIn(read[place + at] ?? [], span, epoch, needsValues(statistic)).map((sample) =>
            sample === null ? null : statisticOf(sample, statistic),
          ),
        );
        return { type: "lines", lines, labels: metricsFound.map(labelOfFound) };
      }
      place += metricsFound.length;
    }
    return linesValue([]);
  };
  const valueOf = (id: string): MathValue | null => {
    const query = queries.find((each) => each.id === id);
    if (query === undefined || values.has(id)) return values.get(id) ?? null;
    const { of, period } = query;
    if (of.type === "metric") return null;
    const world: MathWorld = {
      span: spanOf(from, until, period, epoch),
      valueOf,
      search: (text, stat) => searched(searchKey(text, stat), period),
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
    const labels = value?.type === "lines" ? value.labels : undefined;
    return lines.map((line, number) => {
      const points = line.flatMap((point, place) =>
        point === null ? [] : [{ at: span.from + place * span.period * 1_000, point }],
      );
      if (!isUp) points.reverse();
      return {
        Id: query.id,
        Label: query.label ?? labels?.[number] ?? labelOf(query),
        Timestamps: points.map(({ at }) => shownTime(at)),
        Values: points.map(({ point }) => point),
        StatusCode: "Complete",
      };
    });
  });
  return respond({ MetricDataResults: results, Messages: [] });
}

const labelOf = ({ id, of }: Query): string => (of.type === "metric" ? of.metric.name : id);

/** GetMetricData. */
export const getMetricData: Operation = {
  begin: beginData,
  next(bodies, params, plane, kept) {
    const request = dataRequest(params);
    if (isNo(request)) return request;
    const [body] = bodies as readonly MetricsReply[];
    if (body?.type === "metricsListed") return readFound(body, request, plane);
    const read = readIn(bodies);
    const all = (kept ?? []) as unknown as Found; // As it was kept.
    return read === null ? notKnown : dataOf(read, request, all, params, plane);
  },
};
