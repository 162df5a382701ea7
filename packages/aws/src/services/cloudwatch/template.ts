import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutMeaning,
  type MadeType,
  type NamedResource,
  type PropertyMeaning,
  type Reading,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string, read: Reading = "plain"): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});
const notModeled = (meaning: string): PropertyMeaning => ({
  verdict: "opaque",
  meaning,
  read: "plain",
});

const named: PropertyMeaning = { verdict: "modeled", meaning: "Names the alarm.", read: "text" };
const acting = (meaning: string): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read: { items: "text" },
});

/** Numbers that templates may have as texts. */
const numbers = ["Threshold", "Period", "EvaluationPeriods", "DatapointsToAlarm"];

function numeric(values: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      numbers.includes(name) && typeof value === "string" ? Number(value) : value,
    ]),
  );
}

const tagsOf = (tags: PlainObject[string] | undefined): PlainObject =>
  tags === undefined
    ? {}
    : { Tags: Object.entries(tags as PlainObject).map(([Key, Value]) => ({ Key, Value })) }; // Read as tags.

const alarmType: MadeType = {
  type: "AWS::CloudWatch::Alarm",
  nameProperty: "AlarmName",
  naming: { maxLength: 255 },
  properties: {
    AlarmName: named,
    AlarmDescription: modeled("Stands in messages.", "text"),
    ActionsEnabled: modeled("Says whether actions run.", "truth"),
    AlarmActions: acting("Run as it goes into ALARM."),
    OKActions: acting("Run as it goes into OK."),
    InsufficientDataActions: acting("Run as it goes into INSUFFICIENT_DATA."),
    ComparisonOperator: modeled("Says when a point breaches.", "text"),
    DatapointsToAlarm: modeled("Says how many points must breach.", "wholeNumber"),
    Dimensions: {
      verdict: "modeled",
      meaning: "Say which metric it is.",
      read: { items: { members: { Name: "text", Value: "text" } } },
    },
    EvaluateLowSampleCountPercentile: modeled("Says what becomes of few samples.", "text"),
    EvaluationPeriods: modeled("Says how many points are looked at.", "wholeNumber"),
    ExtendedStatistic: modeled("Says what of the metric is looked at.", "text"),
    MetricName: { verdict: "modeled", meaning: "Says which metric it is.", read: "text" },
    Metrics: {
      verdict: "modeled",
      meaning: "Are the metrics and expressions that it looks at.",
      read: { items: "plain" },
    },
    Namespace: { verdict: "modeled", meaning: "Says which metric it is.", read: "text" },
    Period: modeled("Says over how long a point is.", "wholeNumber"),
    Statistic: modeled("Says what of the metric is looked at.", "text"),
    Threshold: modeled("Is what points are compared with.", "numberOrText"),
    ThresholdMetricId: modeled("Names the band that points are compared with.", "text"),
    TreatMissingData: modeled("Says what periods without data mean.", "text"),
    Unit: modeled("Says which metric it is.", "text"),
    Tags: ignored("Tags change nothing.", "tags"),
    EvaluationCriteria: notModeled("Queries of PromQL are not modeled."),
    EvaluationInterval: notModeled("Queries of PromQL are not modeled."),
    EvaluationWindow: modeled("Says whether its periods go by the clock.", "plain"),
    WarmUpConfiguration: modeled("Says how long it is not evaluated at first.", {
      members: {
        WarmUpPeriodDurationInMinutes: "wholeNumber",
        OnlyStartEvaluatingAfterWarmUpPeriodEnds: "truth",
      },
      others: "plain",
    }),
  },
  make(
    { AlarmName: _name, Tags, EvaluationCriteria, EvaluationInterval: _interval, ...values },
    { name },
  ) {
    if (EvaluationCriteria !== undefined) return "Alarms on PromQL queries are not modeled.";
    const params = { AlarmName: name, ...numeric(values), ...tagsOf(Tags) };
    return [{ operation: "PutMetricAlarm", params }];
  },
  meaning({ MetricName, Namespace }) {
    if (typeof MetricName !== "string" || typeof Namespace !== "string") {
      return "An alarm on metrics, simulated.";
    }
    return `An alarm on ${MetricName} in ${Namespace}, simulated.`;
  },
  deployment: {
    change: (_before, after) => after,
    remove: ({ operations }) =>
      operations.map(({ params }) => ({
        operation: "DeleteAlarms",
        params: { AlarmNames: [params["AlarmName"]!] },
      })),
  },
};

const suppressor: NamedResource = {
  by: "reference",
  of: ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"],
};

const compositeType: MadeType = {
  type: "AWS::CloudWatch::CompositeAlarm",
  nameProperty: "AlarmName",
  naming: { maxLength: 255 },
  properties: {
    AlarmName: named,
    AlarmDescription: modeled("Stands in messages.", "text"),
    AlarmRule: modeled("Says when it is in ALARM, by the states of others.", "text"),
    ActionsEnabled: modeled("Says whether actions run.", "truth"),
    AlarmActions: acting("Run as it goes into ALARM."),
    OKActions: acting("Run as it goes into OK."),
    InsufficientDataActions: acting("Run as it goes into INSUFFICIENT_DATA."),
    ActionsSuppressor: {
      verdict: "modeled",
      meaning: "Keeps its actions from running while it is in ALARM.",
      read: "text",
      names: suppressor,
    },
    ActionsSuppressorWaitPeriod: modeled(
      "Says how long it waits for the suppressor.",
      "wholeNumber",
    ),
    ActionsSuppressorExtensionPeriod: modeled(
      "Says how long it waits after the suppressor.",
      "wholeNumber",
    ),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ AlarmName: _name, Tags, ...values }, { name }) {
    return [
      { operation: "PutCompositeAlarm", params: { AlarmName: name, ...values, ...tagsOf(Tags) } },
    ];
  },
  meaning: () => "An alarm on other alarms, simulated.",
  deployment: {
    change: (_before, after) => after,
    remove: alarmType.deployment!.remove, // It has one.
  },
};

const dashboardType: MadeType = {
  type: "AWS::CloudWatch::Dashboard",
  nameProperty: "DashboardName",
  naming: { maxLength: 255 },
  properties: {
    DashboardName: { verdict: "modeled", meaning: "Names the dashboard.", read: "text" },
    DashboardBody: ignored("Is kept; nobody looks at it.", "jsonText"),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ DashboardBody }, { name }) {
    // What only a deployment knows may stand in it.
    return typeof DashboardBody === "string"
      ? [{ operation: "PutDashboard", params: { DashboardName: name, DashboardBody } }]
      : "Its body is known once it is deployed.";
  },
  meaning: () => "A dashboard, which is kept and decides nothing, simulated.",
  deployment: {
    change: (_before, after) => after,
    remove: ({ operations }) =>
      operations.map(({ params }) => ({
        operation: "DeleteDashboards",
        params: { DashboardNames: [params["DashboardName"]!] },
      })),
  },
};

const detectorType: MadeType = {
  type: "AWS::CloudWatch::AnomalyDetector",
  properties: Object.fromEntries(
    [
      "Configuration",
      "Dimensions",
      "MetricCharacteristics",
      "MetricMathAnomalyDetector",
      "MetricName",
      "Namespace",
      "SingleMetricAnomalyDetector",
      "Stat",
    ].map((name) => [name, ignored("Is kept: alarms with a band have a model of their own.")]),
  ),
  make: (values) => [{ operation: "PutAnomalyDetector", params: values }],
  meaning: () => "An anomaly detector, which is kept and decides nothing, simulated.",
  deployment: {
    change: (_before, after) => after,
    remove: ({ operations }) =>
      operations.map(({ params: { Configuration: _c, MetricCharacteristics: _m, ...params } }) => ({
        operation: "DeleteAnomalyDetector",
        params,
      })),
  },
};

const left = (meaning: string, charge: string | null): LeftOutMeaning => ({
  verdict: "ignored",
  meaning,
  charge,
});

/** What templates may have of CloudWatch. */
export const cloudwatchTemplateTypes = templateTypes(facts, [
  alarmType,
  compositeType,
  dashboardType,
  detectorType,
  {
    type: "AWS::CloudWatch::InsightRule",
    leftOut: left("No top contributors are looked for.", "Contributor Insights"),
  },
  {
    type: "AWS::CloudWatch::MetricStream",
    leftOut: left("Metrics are streamed nowhere.", "metric updates of streams"),
  },
]);
