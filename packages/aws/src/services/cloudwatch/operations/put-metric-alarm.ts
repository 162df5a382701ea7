import type { AlarmState, MissingData } from "../../../alarm/evaluation.ts";
import { memberOf, numberOf, textOf, textsOf } from "../../../request/params.ts";
import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { isWallClock, wallClockPeriods } from "../alarm/wall-clock.ts";
import type { Comparison, MetricDefinition, Query, WarmUp } from "../config.ts";
import { cloudwatchToDynamodb } from "../cloudwatch-to-dynamodb.ts";
import { cloudwatchLimits } from "../limits.ts";
import { actionsIn, findAlarm, putAlarm, recordOf } from "./alarm-record.ts";
import { isNo, isPeriod, metricQueryOf, queriesIn } from "./metric-queries.ts";
import { invalidMix, invalidValue, missing, respond, tagsIn, validation } from "./request.ts";

/** PutMetricAlarm. */
export function putMetricAlarm(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["AlarmName"])!; // The model requires it.
  if (params["EvaluationCriteria"] !== undefined) {
    return { type: "notModeled", what: "Alarms on PromQL queries are not modeled." };
  }
  const found = findAlarm(name, plane);
  if (found !== undefined && recordOf(found).type === "composite") {
    return validation(`Composite alarm with the name ${name} already exists.`); // Assumed: the words.
  }
  const wrong = wrongActions(params);
  if (wrong !== null) return wrong;
  const definition = definitionOf(params);
  if (isNo(definition)) return definition;
  const { Tags, ...said } = params;
  const actionsEnabled = params["ActionsEnabled"] !== false;
  putAlarm(name, { type: "metric", said, actionsEnabled, definition }, tagsIn(Tags), plane);
  return respond();
}

/** What is wrong with the actions of a request; `null`: nothing. */
export function wrongActions(params: PlainObject, isComposite = false): Refused | null {
  for (const [state, arns] of Object.entries(actionsIn(params))) {
    if (arns.length > cloudwatchLimits.actionsPerState) {
      return refused(
        "LimitExceeded",
        `At most ${cloudwatchLimits.actionsPerState} actions for the state ${state as AlarmState}`, // Assumed: the words.
      );
    }
    for (const arn of arns) {
      const [scheme, , service] = arn.split(":");
      if (scheme !== "arn" || arn.split(":").length < 6) {
        return validation(`Invalid arn syntax: ${arn}`);
      }
      if (
        isComposite &&
        (service === "autoscaling" || service === "automate" || service === "swf")
      ) {
        return validation(`Unsupported action for a composite alarm: ${arn}`); // Assumed: the words.
      }
    }
  }
  return null;
}

function definitionOf(params: PlainObject): MetricDefinition | Refused | NotModeled {
  const queries = params["Metrics"] === undefined ? singleQuery(params) : severalQueries(params);
  if (isNo(queries)) return queries;
  const watchedOrNot = watchedOf(queries, params);
  if (isNo(watchedOrNot)) return watchedOrNot;
  const { watched, band } = watchedOrNot;
  const comparison = textOf(params["ComparisonOperator"]) as Comparison | undefined; // The model has its values.
  const evaluationPeriods = numberOf(params["EvaluationPeriods"]);
  if (comparison === undefined) return missing("ComparisonOperator");
  if (evaluationPeriods === undefined) return missing("EvaluationPeriods");
  const threshold = numberOf(params["Threshold"]);
  if (threshold === undefined && band === null) return missing("Threshold");
  const isBand = /(Upper|Lower)/.test(comparison);
  if (isBand !== (band !== null)) {
    return invalidMix("ThresholdMetricId and an anomaly detection operator go together"); // Assumed: the words.
  }
  const datapoints = numberOf(params["DatapointsToAlarm"]);
  if (datapoints !== undefined && datapoints > evaluationPeriods) {
    return validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  }
  const { period } = watched;
  const tooLong = wrongWindow(period, evaluationPeriods);
  if (tooLong !== null) return tooLong;
  const missingData = textOf(params["TreatMissingData"]);
  if (missingData !== undefined && !missingDatas.includes(missingData)) {
    return validation(`The value ${missingData} is not supported for TreatMissingData parameter.`); // Assumed: the words.
  }
  const wallClock = wallClockIn(params, period);
  if (isNo(wallClock)) return wallClock;
  const warmUp = warmUpIn(params);
  if (isNo(warmUp)) return warmUp;
  const few = textOf(params["EvaluateLowSampleCountPercentile"]);
  const isDynamo =
    watched.of.type === "metric" && watched.of.metric.namespace === cloudwatchToDynamodb.namespace;
  return {
    type: "metric",
    queries,
    isSingle: params["Metrics"] === undefined,
    watched: watched.id,
    band,
    period,
    evaluationPeriods,
    datapointsToAlarm: datapoints ?? evaluationPeriods,
    saysDatapoints: datapoints !== undefined,
    comparison,
    threshold: threshold ?? 0,
    missing: (missingData ?? (isDynamo ? "ignore" : "missing")) as MissingData, // Checked above.
    saysMissing: missingData !== undefined,
    ignoresFewSamples: few === "ignore",
    saysFewSamples: few !== undefined,
    wallClock,
    warmUp,
  };
}

/** Whose clocks the window of an alarm goes by; `null`: it slides. */
function wallClockIn(params: PlainObject, period: number): string | null | Refused {
  const window = params["EvaluationWindow"];
  const byClock = memberOf(window, "WallClockWindow");
  if (byClock === undefined) return null;
  // Assumed: the words of all three.
  if (memberOf(window, "SlidingWindow") !== undefined) {
    return validation(
      "EvaluationWindow must have exactly one of SlidingWindow and WallClockWindow",
    );
  }
  if (!wallClockPeriods.includes(period)) {
    return validation("A wall clock window needs a Period of 60, 300, 3600, 86400 or 604800");
  }
  const timeZone = textOf(memberOf(byClock, "Timezone")) ?? "UTC";
  return isWallClock(timeZone) ? timeZone : validation(`${timeZone} is not a valid Timezone`);
}

function warmUpIn(params: PlainObject): WarmUp | null | Refused {
  const said = params["WarmUpConfiguration"];
  if (said === undefined) return null;
  const minutes = numberOf(memberOf(said, "WarmUpPeriodDurationInMinutes"));
  if (minutes === undefined) return missing("WarmUpConfiguration.WarmUpPeriodDurationInMinutes");
  const { min, max } = cloudwatchLimits.warmUp;
  if (minutes < min || minutes > max) {
    return validation(`WarmUpPeriodDurationInMinutes must be between ${min} and ${max}`); // Assumed: the words.
  }
  return {
    minutes,
    isWhole: memberOf(said, "OnlyStartEvaluatingAfterWarmUpPeriodEnds") === true,
  };
}

const missingDatas: readonly string[] = ["missing", "ignore", "breaching", "notBreaching"];

/** What is wrong with so many periods of such a length; `null`: nothing. */
function wrongWindow(period: number, periods: number): Refused | null {
  const { shortPeriods, window } = cloudwatchLimits;
  if (!shortPeriods.includes(period) && (period <= 0 || period % 60 !== 0)) {
    return validation("Period must be 10, 20, 30 or a multiple of 60");
  }
  if (period < 3_600 && period * periods > window.short) {
    return validation(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${window.short}).`,
    );
  }
  return period * periods > window.long
    ? validation(
        `Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= ${window.long}).`,
      )
    : null;
}

function singleQuery(params: PlainObject): readonly Query[] | Refused {
  for (const name of ["MetricName", "Namespace", "Period"]) {
    if (params[name] === undefined) return missing(name);
  }
  const statistic = textOf(params["Statistic"]);
  const extended = textOf(params["ExtendedStatistic"]);
  if (statistic !== undefined && extended !== undefined) {
    return invalidMix("Statistic and ExtendedStatistic cannot both be specified."); // Assumed: the words.
  }
  const stat = statistic ?? extended;
  if (stat === undefined) return missing("Statistic");
  const of = metricQueryOf(params, stat, textOf(params["Unit"]) ?? null);
  if (isNo(of)) return of;
  const period = numberOf(params["Period"])!; // It is there.
  return isPeriod(period)
    ? [{ id: "m1", label: null, returnsData: true, period, of }]
    : validation("Period must be 10, 20, 30 or a multiple of 60");
}

const singles = [
  "MetricName",
  "Namespace",
  "Period",
  "Statistic",
  "ExtendedStatistic",
  "Dimensions",
  "Unit",
];

function severalQueries(params: PlainObject): readonly Query[] | Refused | NotModeled {
  const beside = singles.find(
    (name) => params[name] !== undefined && textsOf(params[name]).length === 0,
  );
  if (beside !== undefined && beside !== "Dimensions") {
    return invalidMix(`Metrics and ${beside} cannot both be specified.`); // Assumed: the words.
  }
  const queries = queriesIn(params["Metrics"], ["ANOMALY_DETECTION_BAND"]);
  if (isNo(queries)) return queries;
  const metrics = queries.filter(({ of }) => of.type === "metric");
  if (metrics.length === 0) return validation("An alarm needs a metric"); // Likewise.
  if (metrics.length > cloudwatchLimits.mathMetrics) {
    return refused("LimitExceeded", `At most ${cloudwatchLimits.mathMetrics} metrics in an alarm`); // Likewise.
  }
  return new Set(metrics.map(({ period }) => period)).size > 1
    ? validation("All metrics of an alarm must have the same Period") // Likewise.
    : queries;
}

/** The query that is compared, and that of the band. */
function watchedOf(
  queries: readonly Query[],
  params: PlainObject,
): { readonly watched: Query; readonly band: string | null } | Refused {
  const band = textOf(params["ThresholdMetricId"]) ?? null;
  const isBand = ({ of }: Query): boolean =>
    of.type === "expression" &&
    of.expression.type === "call" &&
    of.expression.name === "ANOMALY_DETECTION_BAND";
  if (band !== null && !queries.some((query) => query.id === band && isBand(query))) {
    return invalidValue("ThresholdMetricId must name an ANOMALY_DETECTION_BAND expression"); // Assumed: the words.
  }
  const returned = queries.filter((query) => query.returnsData && query.id !== band);
  const [watched, another] = returned;
  if (watched === undefined || another !== undefined || (isBand(watched) && band === null)) {
    return validation("Exactly one element of the metrics list should return data.");
  }
  return { watched, band };
}
