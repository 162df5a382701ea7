import {
  after,
  declare,
  inSeconds,
  ring,
  table,
  unreachable,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Plain,
  type Reply,
} from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import type { CloudWatchMetric, Measured } from "../../../service/cloudwatch-metric.ts";
import type { LogsRead, ReadLogs } from "../../../service/log.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused } from "../../../service/refusal.ts";
import type { MetricsSettings } from "../config.ts";
import { cloudwatchAssumptions, cloudwatchLimits } from "../limits.ts";
import type {
  Bin,
  MetricRead,
  MetricsInput,
  MetricsReply,
  ReadMetric,
  ReadSeries,
} from "../protocol.ts";
import type { Datum } from "./datum.ts";
import { embeddedIn } from "./embedded-format.ts";
import { emptyMetrics, type KeptMetric, type MetricsState } from "./state.ts";
import { inOrder, sampleOf, together, type Sample } from "./statistic.ts";

const ports = declare("control");

const { lateData, veryLateData } = cloudwatchAssumptions;
const lateFigures = { lateData, veryLateData };

/** What it counts; *CustomMetricHours* and *MetricRequests* are billed. */
export const meters = {
  DataPoints: "count",
  MetricRequests: "count",
  ThrottledMetricRequests: "count",
  CustomMetricHours: "level",
  EMFParsingErrors: "count",
  EMFValidationErrors: "count",
  ...figureMeters(lateFigures),
} as const satisfies MetricForms;
const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { CustomMetrics: "level" } as const satisfies MetricForms;

const secondsAt = (at: Instant): number => at / 1_000_000;

type Metrics = Draft<MetricsState>;
type MetricsContext = Context<MetricsSettings>;

/** The machine of the metrics that an account publishes by itself. */
export const metricsMachine: Machine<
  MetricsSettings,
  MetricsState,
  MetricsInput,
  Reply<MetricsReply>
> = {
  kind: "cloudwatch.metrics",
  stateVersion: 2,
  inputs: declare("putData", "readMetric", "readSeries", "listMetrics", "settingsChanged"),
  timers: declare(),
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: emptyMetrics,

  transition(state, input, context) {
    const { request: to } = context;
    switch (input.type) {
      case "putData":
        if (input.isRequest && !takesRequest(state, context)) {
          context.observe(metrics.ThrottledMetricRequests, 1);
          return [{ type: "reply", to, body: throttled }];
        }
        if (input.isRequest) context.observe(metrics.MetricRequests, 1);
        for (const datum of input.data) put(state, datum, context);
        return [{ type: "reply", to, body: { type: "dataPut" } }];
      case "readMetric":
        readLogs(state, context);
        return [{ type: "reply", to, body: readMetric(state, input, context.now) }];
      case "listMetrics": {
        readLogs(state, context);
        const listed = table
          .list(state.metrics)
          .map(([, { metric, firstAt, lastAt }]) => ({ ...metric, firstAt, lastAt }));
        return [{ type: "reply", to, body: { type: "metricsListed", metrics: listed } }];
      }
      case "readSeries":
        readLogs(state, context);
        return [{ type: "reply", to, body: readSeries(state, input, context) }];
      case "settingsChanged":
        context.observe(metrics.MetricRequests, 1);
        for (const datum of context.settings.first) put(state, datum, context);
        return [];
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "putData" ? input.data.length : 0),
  canonical,
  gauges: ({ metrics: kept }) => ({ CustomMetrics: table.sizeOf(kept) }),
};

const throttled = refused("Throttling", "Rate exceeded");

function takesRequest(state: Metrics, { now, settings }: MetricsContext): boolean {
  const second = Math.floor(secondsAt(now));
  if (state.second !== second) {
    state.second = second;
    state.requests = 0;
  }
  if (state.requests >= settings.putsPerSecond) return false;
  state.requests += 1;
  return true;
}

/** A metric is its namespace, its name, and its dimensions, whatever their order. */
const identityOf = ({ namespace, name, dimensions }: CloudWatchMetric): string =>
  JSON.stringify([
    namespace,
    name,
    Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);

/** Where the span of a datum begins, in seconds. */
const binAt = (at: number, isHighResolution: boolean): number => {
  const length = isHighResolution ? 1 : 60;
  return Math.floor(at / 1_000 / length) * length;
};

function put(state: Metrics, datum: Datum, context: MetricsContext): void {
  const { metric, unit, at, isHighResolution, sample } = datum;
  const key = identityOf(metric);
  const now = Math.floor(context.now / 1_000);
  const hour = Math.floor(now / 3_600_000);
  const before: KeptMetric = table.get(state.metrics, key) ?? {
    metric,
    lines: [],
    firstAt: now,
    lastAt: now,
    hour: -1,
  };
  let line = before.lines.find((each) => each.unit === unit);
  let { lines } = before;
  if (line === undefined) {
    state.lineCount += 1;
    line = { unit, number: state.lineCount, isHighResolution };
    lines = [...lines, line];
  } else if (isHighResolution && !line.isHighResolution) {
    const finer = { ...line, isHighResolution };
    lines = lines.map((each) => (each === line ? finer : each));
  }
  if (before.hour !== hour) context.observe(metrics.CustomMetricHours, 1);
  context.observe(metrics.DataPoints, 1);
  table.set(state.metrics, key, { ...before, lines, lastAt: now, hour });
  const bin = `${line.number} ${binAt(at, isHighResolution)}`;
  const age = (now - at) * 1_000;
  if (age <= cloudwatchLimits.late.soon) return join(state, bin, sample);
  const isSoon = age <= cloudwatchLimits.late.later;
  const figure = isSoon ? "lateData" : "veryLateData";
  context.observe(metrics[`cloudwatch.${figure}`], 1);
  const thereAt = after(context.now, context.settings.assumed[figure]);
  state.lateCount += 1;
  table.set(state.late, `${state.lateCount}`, { bin, sample, thereAt });
  ring.push(isSoon ? state.soon : state.later, state.lateCount);
}

function join(state: Metrics, bin: string, sample: Sample): void {
  const there = table.get(state.bins, bin);
  table.set(state.bins, bin, there === undefined ? sample : added(there, sample));
}

/** What came late and is there by now joins what it is of. */
function joinLate(state: Metrics, now: Instant): void {
  for (const waiting of [state.soon, state.later]) {
    while (waiting.size > 0) {
      const key = `${ring.peek(waiting)}`;
      const { bin, sample, thereAt } = table.get(state.late, key)!; // It waits.
      if (thereAt > now) break;
      ring.shift(waiting);
      table.remove(state.late, key);
      join(state, bin, sample);
    }
  }
}

/** Values stay known as long as each of them is. */
function added(one: Sample, other: Sample): Sample {
  const sums = together(
    [
      { ...one, values: null },
      { ...other, values: null },
    ],
    false,
  )!; // Of two.
  const values =
    one.values === null || other.values === null ? null : inOrder([...one.values, ...other.values]);
  return { ...sums, values };
}

/** Takes in what is there by now of what came late, and what functions have logged in the embedded metric format since anybody looked. */
function readLogs(state: Metrics, context: MetricsContext): void {
  const { settings } = context;
  joinLate(state, context.now);
  if (!settings.keepsLogs) return;
  const from = Object.fromEntries(table.list(state.logsRead));
  const asked: ReadLogs = { type: "readLogs", group: null, from };
  const read = context.consult(ports.control, 0, asked);
  for (const { key, group, events, next } of (read as LogsRead).logs) {
    table.set(state.logsRead, key, next);
    for (const { stream, timestamp, message } of events) {
      const embedded = embeddedIn(message, { group, stream, timestamp });
      if (embedded === null) continue;
      if (embedded === "unreadable") context.observe(metrics.EMFParsingErrors, 1);
      else {
        if (!embedded.isWhole) context.observe(metrics.EMFValidationErrors, 1);
        for (const { at, ...datum } of embedded.data) {
          put(state, { ...datum, at: at - settings.epochMilliseconds }, context);
        }
      }
    }
  }
}

/** What is read in so short a period at most so long after it came, in seconds; `null`: nothing. */
function oldestShown(period: number): number {
  const shown = cloudwatchLimits.retention.filter((each) => each.period <= period);
  return inSeconds(shown.at(-1)?.for ?? cloudwatchLimits.retention[0].for);
}

function readMetric(
  { metrics: kept, bins }: Metrics,
  { metric, unit, from, until, period }: ReadMetric,
  now: Instant,
): MetricRead {
  const found = table.get(kept, identityOf(metric));
  if (found === undefined) return { type: "metricRead", bins: [], unit: null };
  const least = Math.max(from, secondsAt(now) - oldestShown(period));
  const read: Bin[] = [];
  for (const line of found.lines) {
    if (unit !== null && line.unit !== unit) continue;
    // What is kept by the minute may lie among what is kept by the second.
    const step = line.isHighResolution ? 1 : 60;
    for (let at = Math.ceil(least / step) * step + 0; at < until; at += step) {
      const bin = table.get(bins, `${line.number} ${at}`);
      if (bin !== undefined) read.push({ ...bin, at });
    }
  }
  read.sort((one, other) => one.at - other.at);
  return { type: "metricRead", bins: read, unit: found.lines.at(-1)?.unit ?? null };
}

/** What came of several metrics, of the account's own and of those that services publish. */
function readSeries(
  state: Metrics,
  { series }: ReadSeries,
  context: MetricsContext,
): Extract<MetricsReply, { type: "seriesRead" }> {
  const read = series.map((each): readonly Bin[] | null =>
    each.metric.namespace.startsWith("AWS/")
      ? servedIn(each, context)
      : readMetric(state, each, context.now).bins,
  );
  return { type: "seriesRead", series: read };
}

/** What a service has published; `null`: it is not known of the whole span. */
function servedIn(
  { metric, from, until }: ReadMetric,
  context: MetricsContext,
): readonly Bin[] | null {
  const bins: Bin[] = [];
  const ended = Math.floor(secondsAt(context.now) / 60);
  for (let minute = Math.max(0, Math.floor(from / 60)); minute * 60 < until; minute += 1) {
    if (minute >= ended) break; // It is not over yet.
    const measure = { type: "measure", metric, minute, withValues: true } as const;
    const answer = context.consult(ports.control, 0, measure);
    if (answer.type !== "measured") return [];
    const { count, sum, min, max, values, isReading, isUnknown } = answer as Measured; // It says so.
    if (isReading === true || isUnknown === true) return null;
    if (count === 0) continue;
    const sample =
      values === undefined ? { count, sum, min, max, values: null } : sampleOf(values, true);
    bins.push({ ...sample, at: minute * 60 });
  }
  return bins;
}

/** What decides the future, counted from `now`. */
function canonical(state: MetricsState, now: Instant): Plain {
  const seconds = secondsAt(now);
  return {
    metrics: table.list(state.metrics).map(([key, { lines, firstAt, lastAt, hour }]) => [
      key,
      lines as unknown as Plain, // Plain data by its type.
      now / 1_000 - firstAt,
      now / 1_000 - lastAt,
      hour - seconds / 3_600,
    ]),
    bins: table.list(state.bins).map(([key, sample]) => {
      const [number, at] = key.split(" ");
      return [number!, Number(at) - seconds, sample as unknown as Plain]; // Likewise.
    }),
    late: table.list(state.late).map(([, { bin, sample, thereAt }]) => {
      const [number, at] = bin.split(" ");
      return [number!, Number(at) - seconds, sample as unknown as Plain, thereAt - now]; // Likewise.
    }),
    read: table.list(state.logsRead),
    rate: state.second === Math.floor(seconds) ? state.requests : 0,
  };
}
