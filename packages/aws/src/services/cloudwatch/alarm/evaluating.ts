import { invariant } from "@orrery/kernel";
import { alarmStateOf, evaluationRange, type AlarmState } from "../../../alarm/evaluation.ts";
import type { Comparison, MetricDefinition, MetricQuery, Query } from "../config.ts";
import { evaluate } from "../math/evaluate.ts";
import {
  linesOf,
  linesValue,
  pointsValue,
  type MathValue,
  type MathWorld,
  type Points,
} from "../math/math-value.ts";
import { statisticOf, type Sample } from "../metrics/statistic.ts";
import { bandBefore, withPoints } from "./anomaly-band.ts";
import type { Alarm, AlarmContext } from "./declarations.ts";
import { samplesOf, type Slots } from "./reading-metrics.ts";
import { windowEnd } from "./times.ts";

/** What an evaluation has looked at. */
export interface Evaluated {
  readonly state: AlarmState;
  /** The points that are there, the newest first; of those that decide, as many as are looked at. */
  readonly looked: readonly LookedAt[];
  readonly slots: Slots;
  /** The ends of the band, of an alarm that has one. */
  readonly band: { readonly lower: number; readonly upper: number } | null;
}

/** A point that was looked at. */
export interface LookedAt {
  /** Where its period begins, in seconds of virtual time. */
  readonly at: number;
  readonly value: number;
  readonly sampleCount: number | null;
  readonly breaches: boolean;
}

/** Evaluates an alarm on metrics; `null`: it is left as it is. */
export function evaluated(
  alarm: Alarm,
  definition: MetricDefinition,
  context: AlarmContext,
): Evaluated | null {
  const { period, evaluationPeriods, comparison, threshold, band } = definition;
  const slots: Slots = {
    until: windowEnd(definition, context),
    period,
    count: evaluationRange(definition),
  };
  const known = new Samples(alarm, definition, slots, context);
  const points = known.pointsOf(definition.watched);
  if (hasFewSamples(definition, known, evaluationPeriods)) return null;
  const ends = band === null ? null : bandBefore(alarm.band, widthOf(definition, band), context);
  if (band !== null) alarm.band = withPoints(alarm.band, points, slots);
  const test = (value: number): boolean | null =>
    band === null
      ? breaches(value, comparison, threshold)
      : ends === null
        ? null
        : leavesBand(value, comparison, ends);
  const newestFirst = [...points].reverse();
  const tested = newestFirst.map((value) => (value === null ? null : test(value)));
  const state = alarmStateOf(tested, definition, alarm.current.value);
  const watched = queryOf(definition, definition.watched);
  const samples = watched.of.type === "metric" ? [...known.samplesOf(watched.id)].reverse() : [];
  const looked = newestFirst
    .flatMap((value, place): readonly LookedAt[] => {
      const is = tested[place];
      if (value === null || is === null || is === undefined) return [];
      const at = slots.until - (place + 1) * period;
      return [{ at, value, sampleCount: samples[place]?.count ?? null, breaches: is }];
    })
    .slice(0, evaluationPeriods);
  return { state, looked, slots, band: ends };
}

/** The query of an id, which is there. */
export function queryOf({ queries }: MetricDefinition, id: string): Query {
  const found = queries.find((each) => each.id === id);
  invariant(found !== undefined, `there is no query ${id}`);
  return found;
}

/** The second argument of ANOMALY_DETECTION_BAND: how many deviations wide it is. */
function widthOf(definition: MetricDefinition, band: string): number {
  const { of } = queryOf(definition, band);
  const width = of.type === "expression" && of.expression.type === "call" && of.expression.args[1];
  return typeof width === "object" && width.type === "number" ? width.value : 2;
}

function hasFewSamples(
  { ignoresFewSamples, watched, queries }: MetricDefinition,
  known: Samples,
  periods: number,
): boolean {
  const of = queries.find(({ id }) => id === watched)?.of;
  if (!ignoresFewSamples || of?.type !== "metric" || of.statistic.type !== "percentile")
    return false;
  const share = of.statistic.at / 100;
  const needed = share >= 0.5 ? 10 / (1 - share) : 10 / share;
  const count = known
    .samplesOf(watched)
    .slice(-periods)
    .reduce((sum, sample) => sum + (sample?.count ?? 0), 0);
  return count < needed - 1e-9 * needed; // Shares are not exact: of p99 a thousand are enough.
}

/** Whether a value breaches. */
function breaches(value: number, comparison: Comparison, threshold: number): boolean {
  switch (comparison) {
    case "GreaterThanOrEqualToThreshold":
      return value >= threshold;
    case "GreaterThanThreshold":
      return value > threshold;
    case "LessThanThreshold":
      return value < threshold;
    case "LessThanOrEqualToThreshold":
      return value <= threshold;
    default:
      return false;
  }
}

const leavesBand = (
  value: number,
  comparison: Comparison,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): boolean =>
  (comparison !== "LessThanLowerThreshold" && value > upper) ||
  (comparison !== "GreaterThanUpperThreshold" && value < lower);

/** What came of each query in the periods that are looked at, each found once. */
class Samples {
  private readonly alarm: Alarm;
  private readonly definition: MetricDefinition;
  private readonly slots: Slots;
  private readonly context: AlarmContext;
  private readonly samples = new Map<string, readonly (Sample | null)[]>();
  private readonly values = new Map<string, MathValue | null>();

  constructor(alarm: Alarm, definition: MetricDefinition, slots: Slots, context: AlarmContext) {
    this.alarm = alarm;
    this.definition = definition;
    this.slots = slots;
    this.context = context;
  }

  samplesOf(id: string): readonly (Sample | null)[] {
    const known = this.samples.get(id);
    if (known !== undefined) return known;
    const place = this.definition.queries.findIndex((each) => each.id === id);
    const query = this.definition.queries[place]!; // It is one of them.
    const { slots, alarm, context } = this;
    const made =
      query.of.type === "metric"
        ? samplesOf(query as Query & { readonly of: MetricQuery }, place, slots, alarm, context)
        : [];
    this.samples.set(id, made);
    return made;
  }

  pointsOf(id: string): Points {
    const value = this.valueOf(id);
    const { count } = this.slots;
    const none = Array.from({ length: count }, () => null);
    return value === null ? none : (linesOf(value, this.world.span)[0] ?? none);
  }

  private valueOf(id: string): MathValue | null {
    const known = this.values.get(id);
    if (known !== undefined) return known;
    const query = this.definition.queries.find((each) => each.id === id);
    if (query === undefined) return null;
    const { of } = query;
    const made =
      of.type === "metric"
        ? pointsValue(
            this.samplesOf(id).map((sample) =>
              sample === null ? null : statisticOf(sample, of.statistic),
            ),
          )
        : evaluate(of.expression, this.world);
    this.values.set(id, made);
    return made;
  }

  private get world(): MathWorld {
    const { until, period, count } = this.slots;
    const { epochMilliseconds } = this.context.settings;
    return {
      span: { from: epochMilliseconds + (until - period * count) * 1_000, period, length: count },
      valueOf: (id) => this.valueOf(id),
      search: () => linesValue([]), // Alarms have none.
      metrics: (part) =>
        linesValue(
          this.definition.queries.flatMap(({ id, of }) =>
            of.type === "metric" && id.includes(part) ? [this.pointsOf(id)] : [],
          ),
        ),
    };
  }
}
