import type { AlarmState } from "../../../alarm/evaluation.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { AlarmSettings, MetricDefinition, MetricQuery, Query } from "../config.ts";
import type { Change } from "./alarm-event.ts";
import { zonedClock, zonedTime } from "./java-texts.ts";

/** What topics get of an alarm, as JSON. */
export function alarmMessage({ current, previous }: Change, settings: AlarmSettings): string {
  const { name, description, accountId, epochMilliseconds, updatedAt, arn, definition } = settings;
  const arnsOf = (state: AlarmState): readonly string[] =>
    settings.actions[state].map((action) => action.arn);
  return JSON.stringify({
    AlarmName: name,
    AlarmDescription: description,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: zonedClock(updatedAt),
    NewStateValue: current.value,
    NewStateReason: current.reason,
    StateChangeTime: zonedTime(epochMilliseconds, current.at),
    Region: regionNamed(settings.region),
    AlarmArn: arn,
    OldStateValue: previous.value,
    OKActions: arnsOf("OK"),
    AlarmActions: arnsOf("ALARM"),
    InsufficientDataActions: arnsOf("INSUFFICIENT_DATA"),
    ...(definition.type === "metric"
      ? { Trigger: triggerOf(definition) }
      : { AlarmRule: definition.rule }),
  });
}

/** The subject of that message. */
export const alarmSubject = ({ current }: Change, { name, region }: AlarmSettings): string =>
  `${current.value}: "${name}" in ${regionNamed(region)}`;

function triggerOf(definition: MetricDefinition): PlainObject {
  const { queries, isSingle, period, evaluationPeriods, datapointsToAlarm } = definition;
  const { comparison, threshold, missing, saysDatapoints, saysMissing, band } = definition;
  const compared = {
    Period: period,
    EvaluationPeriods: evaluationPeriods,
    ...(saysDatapoints ? { DatapointsToAlarm: datapointsToAlarm } : {}),
    ComparisonOperator: comparison,
    ...(band === null ? { Threshold: threshold } : { ThresholdMetricId: band }),
    TreatMissingData: saysMissing ? missing : "",
    EvaluateLowSampleCountPercentile: definition.saysFewSamples
      ? definition.ignoresFewSamples
        ? "ignore"
        : "evaluate"
      : "",
  };
  const [first] = queries;
  if (isSingle && first?.of.type === "metric") {
    return { ...singleOf(first.of), ...compared };
  }
  return { ...compared, Metrics: queries.map(queryShown) };
}

function singleOf({ metric, stat, statistic, unit }: MetricQuery): PlainObject {
  const isExtended = statistic.type === "percentile" || "from" in statistic;
  return {
    MetricName: metric.name,
    Namespace: metric.namespace,
    StatisticType: isExtended ? "ExtendedStatistic" : "Statistic",
    ...(isExtended ? { ExtendedStatistic: stat } : { Statistic: javaName(stat) }),
    Unit: unit,
    Dimensions: dimensionsOf(metric),
  };
}

const dimensionsOf = ({ dimensions }: MetricQuery["metric"]) =>
  Object.entries(dimensions).map(([name, value]) => ({ value, name }));

/** `SampleCount` is `SAMPLE_COUNT`. */
const javaName = (stat: string): string => stat.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();

const queryShown = ({ id, of, label, returnsData, period }: Query): PlainObject => ({
  ...(of.type === "expression"
    ? { Expression: of.text }
    : {
        MetricStat: {
          Metric: {
            Dimensions: dimensionsOf(of.metric),
            MetricName: of.metric.name,
            Namespace: of.metric.namespace,
          },
          Period: period,
          Stat: of.stat,
          ...(of.unit === null ? {} : { Unit: of.unit }),
        },
      }),
  Id: id,
  ...(label === null ? {} : { Label: label }),
  ReturnData: returnsData,
});

const regions: Readonly<Record<string, string>> = {
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "af-south-1": "Africa (Cape Town)",
  "ap-east-1": "Asia Pacific (Hong Kong)",
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-northeast-3": "Asia Pacific (Osaka)",
  "ap-south-1": "Asia Pacific (Mumbai)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney)",
  "ap-southeast-3": "Asia Pacific (Jakarta)",
  "ca-central-1": "Canada (Central)",
  "eu-central-1": "EU (Frankfurt)",
  "eu-north-1": "EU (Stockholm)",
  "eu-south-1": "EU (Milan)",
  "eu-west-1": "EU (Ireland)",
  "eu-west-2": "EU (London)",
  "eu-west-3": "EU (Paris)",
  "me-south-1": "Middle East (Bahrain)",
  "sa-east-1": "South America (Sao Paulo)",
};

/** A Region as messages name it; others by their code. */
const regionNamed = (region: string): string => regions[region] ?? region;
