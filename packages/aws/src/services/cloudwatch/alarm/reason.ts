import type { AlarmState } from "../../../alarm/evaluation.ts";
import type { Instant } from "@orrery/kernel";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { AlarmSettings, Comparison, MetricDefinition } from "../config.ts";
import type { AlarmContext } from "./declarations.ts";
import { queryOf, type Evaluated, type LookedAt } from "./evaluating.ts";
import { doubleText, shortTime, wereText, zonedClock, zonedTime } from "./java-texts.ts";

/** Why an alarm has its state, in AWS's words. */
export function reasonOf(
  definition: MetricDefinition,
  { looked, band }: Evaluated,
  state: AlarmState,
  before: AlarmState,
  settings: AlarmSettings,
): string {
  const { evaluationPeriods, datapointsToAlarm, missing } = definition;
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${wereText(evaluationPeriods, "datapoint")} unknown.`;
  }
  if (looked.length === 0) {
    const treated = missing === "breaching" ? "Breaching" : "NonBreaching";
    const periods = `${evaluationPeriods} period${evaluationPeriods === 1 ? "" : "s"}`;
    const points = wereText(evaluationPeriods, "missing datapoint");
    return `Threshold Crossed: no datapoints were received for ${periods} and ${points} treated as [${treated}].`;
  }
  const isAlarm = state === "ALARM";
  const said = looked.filter(({ breaches }) => breaches === isAlarm);
  const shown = said.length === 0 ? looked : said;
  const least = isAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const points = shown.map(({ at, value }) => pointText(at, value, settings)).join(", ");
  const verb = `${shown.length === 1 ? "was" : "were"} ${isAlarm ? "" : "not "}`;
  const minimum = `minimum ${least} datapoint${least === 1 ? "" : "s"} for ${before} -> ${state} transition`;
  return `Threshold Crossed: ${shown.length} out of the last ${evaluationPeriods} datapoints [${points}] ${verb}${words(definition, band)} (${minimum}).`;
}

const pointText = (at: number, value: number, { epochMilliseconds }: AlarmSettings): string =>
  `${doubleText(value)} (${shortTime(epochMilliseconds + at * 1_000)})`;

const comparisons: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: "greater than or equal to the threshold",
  GreaterThanThreshold: "greater than the threshold",
  LessThanThreshold: "less than the threshold",
  LessThanOrEqualToThreshold: "less than or equal to the threshold",
  LessThanLowerOrGreaterThanUpperThreshold:
    "less than the lower thresholds or greater than the upper thresholds",
  LessThanLowerThreshold: "less than the lower thresholds",
  GreaterThanUpperThreshold: "greater than the upper thresholds",
};

function words({ comparison, threshold }: MetricDefinition, band: Evaluated["band"]): string {
  const text = comparisons[comparison];
  if (band === null) return `${text} (${doubleText(threshold)})`;
  const { lower, upper } = band;
  if (comparison === "LessThanLowerThreshold") return `${text} [${doubleText(lower)}]`;
  if (comparison === "GreaterThanUpperThreshold") return `${text} [${doubleText(upper)}]`;
  return `less than the lower thresholds [${doubleText(lower)}] or greater than the upper thresholds [${doubleText(upper)}]`;
}

/** The same for programs, as JSON. */
export function reasonDataOf(
  definition: MetricDefinition,
  { looked, slots }: Evaluated,
  state: AlarmState,
  { now, settings }: AlarmContext,
): string {
  const { epochMilliseconds } = settings;
  const clock = (at: number): string => zonedClock(epochMilliseconds + at * 1_000);
  const newestFirst = [...looked];
  const oldest = newestFirst.at(-1);
  const { of } = queryOf(definition, definition.watched);
  const point = ({ at, value, sampleCount }: LookedAt) => ({
    timestamp: clock(at),
    ...(sampleCount === null ? {} : { sampleCount }),
    value,
  });
  return JSON.stringify({
    version: "1.0",
    queryDate: zonedTime(epochMilliseconds, now),
    ...(oldest === undefined ? {} : { startDate: clock(oldest.at) }),
    ...(definition.isSingle && of.type === "metric" ? { statistic: of.stat } : {}),
    period: slots.period,
    recentDatapoints: newestFirst.map(({ value }) => value).reverse(),
    ...(definition.band === null ? { threshold: definition.threshold } : {}),
    ...(state === "INSUFFICIENT_DATA" ? {} : { evaluatedDatapoints: newestFirst.map(point) }),
  });
}

/** The wall clock of an instant, in milliseconds since 1970. */
export const clockOf = ({ settings }: Pick<AlarmContext, "settings">, at: Instant): number =>
  wallClockAt(settings.epochMilliseconds, at);
