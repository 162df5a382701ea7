import { evaluationRange } from "../../../alarm/evaluation.ts";
import type { Measure, Measured } from "../../../service/cloudwatch-metric.ts";
import type { AlarmSettings, MetricDefinition, MetricQuery, Query } from "../config.ts";
import { needsValues, sampleOf, together, type Sample } from "../metrics/statistic.ts";
import type { MetricRead, ReadMetric } from "../protocol.ts";
import { ports, type Alarm, type AlarmContext } from "./declarations.ts";
import type { Track } from "./state.ts";
import { newestMinute } from "./times.ts";

/** Whether AWS's services publish a metric, and nobody else. */
const isOfService = ({ metric }: MetricQuery): boolean => metric.namespace.startsWith("AWS/");

/** The queries of metrics that services publish, with their places. */
const servedIn = ({ queries }: MetricDefinition): readonly (readonly [number, MetricQuery])[] =>
  queries.flatMap(({ of }, place) =>
    of.type === "metric" && isOfService(of) ? [[place, of] as const] : [],
  );

/** As many minutes before its making as the kernel may know of. */
const mostBefore = 60;

/** Asks once for what it will look at, which is known by the minute from then on. */
export function watch(alarm: Alarm, definition: MetricDefinition, context: AlarmContext): void {
  const current = Math.floor(context.now / 60_000_000);
  for (const [query, of] of servedIn(definition)) {
    keep(alarm, trackAfter(trackOf(alarm, query), ask(of, current, context), null));
  }
}

/** Takes what came in the minutes since it looked last. */
export function collect(alarm: Alarm, definition: MetricDefinition, context: AlarmContext): void {
  const newest = newestMinute(context);
  const oldest = newest - minutesOf(definition);
  for (const [query, of] of servedIn(definition)) {
    let track = trackOf(alarm, query);
    const from = Math.max(0, alarm.collected + 1, oldest, newest - mostBefore);
    // Whether it is read off at full minutes is known from the first answer on.
    for (let minute = from; minute <= newest && !track.isReading; minute += 1) {
      track = trackAfter(track, ask(of, minute, context), minute);
    }
    keep(alarm, { ...track, minutes: track.minutes.filter((each) => each.minute >= oldest) });
  }
  alarm.collected = Math.max(alarm.collected, newest);
}

/** Reads off what nobody meters, at the end of a minute. */
export function readOff(alarm: Alarm, definition: MetricDefinition, context: AlarmContext): void {
  const ended = Math.floor(context.now / 60_000_000) - 1;
  for (const [query, of] of servedIn(definition)) {
    const track = trackOf(alarm, query);
    if (track.isReading) keep(alarm, trackAfter(track, ask(of, ended, context), ended));
  }
}

/** Whether anything is to be read off at full minutes. */
export const readsOff = ({ tracks }: Alarm): boolean => tracks.some(({ isReading }) => isReading);

const minutesOf = (definition: MetricDefinition): number =>
  // By the clock the newest period that is over may have ended a whole period ago.
  Math.ceil(
    ((evaluationRange(definition) + (definition.wallClock === null ? 0 : 1)) * definition.period) /
      60,
  ) + 61;

const trackOf = ({ tracks }: Alarm, query: number): Track =>
  tracks.find((each) => each.query === query) ?? {
    query,
    isReading: false,
    isPublished: false,
    minutes: [],
  };

function keep(alarm: Alarm, track: Track): void {
  alarm.tracks = [...alarm.tracks.filter(({ query }) => query !== track.query), track];
}

function ask(
  { metric, statistic }: MetricQuery,
  minute: number,
  context: AlarmContext,
): Measured | null {
  const measure: Measure = {
    type: "measure",
    metric,
    minute,
    ...(needsValues(statistic) ? { withValues: true } : {}),
  };
  const answer = context.consult(ports.control, 0, measure);
  return answer.type === "measured" ? (answer as Measured) : null; // It says so.
}

function trackAfter(track: Track, measured: Measured | null, minute: number | null): Track {
  if (measured === null) return { ...track, isPublished: false };
  const { count, sum, min, max, values, isReading = false } = measured;
  const known = { ...track, isPublished: true, isReading };
  if (minute === null || count === 0 || known.isReading !== track.isReading) return known;
  const sample: Sample =
    values === undefined ? { count, sum, min, max, values: null } : sampleOf(values, true);
  return { ...known, minutes: [...track.minutes, { ...sample, minute }] };
}

/** Where the periods lie that are looked at: the oldest first. */
export interface Slots {
  /** Of the newest, in seconds. */
  readonly until: number;
  readonly period: number;
  readonly count: number;
}

/** What came of a metric in each period; `null`: nothing did. */
export function samplesOf(
  query: Query & { readonly of: MetricQuery },
  place: number,
  slots: Slots,
  alarm: Pick<Alarm, "tracks">,
  context: AlarmContext,
): readonly (Sample | null)[] {
  const { until, period, count } = slots;
  const from = until - period * count;
  const inSlots: Sample[][] = Array.from({ length: count }, () => []);
  const add = (at: number, sample: Sample): void => {
    inSlots[Math.floor((at - from) / period)]?.push(sample);
  };
  if (isOfService(query.of)) {
    // Metrics of services are there by the minute.
    const minutes = period < 60 ? [] : trackOf(alarm as Alarm, place).minutes;
    for (const sample of minutes) add(sample.minute * 60, sample);
  } else {
    const { metric, unit } = query.of;
    const asked: ReadMetric = { type: "readMetric", metric, unit, from, until, period };
    const read = context.consult(ports.metrics, 0, asked) as MetricRead; // It answers nothing else.
    for (const bin of read.bins) add(bin.at, bin);
  }
  const withValues = needsValues(query.of.statistic);
  return inSlots.map((samples) => together(samples, withValues));
}

/** The metrics that nothing that is simulated publishes, of an alarm that looks at any. */
export const unpublishedOf = (
  { definition }: AlarmSettings,
  tracks: readonly Track[],
): readonly MetricQuery[] =>
  definition.type === "composite"
    ? []
    : servedIn(definition).flatMap(([place, of]) =>
        tracks.find(({ query }) => query === place)?.isPublished === true ? [] : [of],
      );
