import type { Duration } from "@orrery/kernel";
import type { AlarmState, MissingData } from "../../alarm/evaluation.ts";
import type { alarmAssumptions } from "../../alarm/limits.ts";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { CloudWatchMetric } from "../../service/cloudwatch-metric.ts";
import type { cloudwatchAssumptions } from "./limits.ts";
import type { Expression } from "./math/expression.ts";
import type { Datum } from "./metrics/datum.ts";
import type { Statistic } from "./metrics/statistic.ts";
import type { RuleTree } from "./rule/alarm-rule.ts";

/** How an alarm is set, complete and checked: what its machine needs. */
export interface AlarmSettings {
  readonly number: number;
  readonly name: string;
  readonly arn: string;
  readonly description: string | null;
  readonly region: string;
  readonly accountId: string;
  readonly epochMilliseconds: number;
  /** Milliseconds since 1970 of its last PutMetricAlarm or PutCompositeAlarm. */
  readonly updatedAt: number;
  readonly actionsEnabled: boolean;
  readonly actions: Readonly<Record<AlarmState, readonly ActionTarget[]>>;
  /** Where its actions ever went, by their places: the first is the default bus of EventBridge, which hears of each change. */
  readonly targets: readonly ActionTarget[];
  /** The numbers of composite alarms that look at it. */
  readonly parents: readonly number[];
  readonly definition: MetricDefinition | CompositeDefinition;
  readonly assumed: FigureValues<typeof alarmAssumptions & typeof cloudwatchAssumptions>;
}

/** Where an action goes. */
export interface ActionTarget {
  readonly arn: string;
  /** Of what is modeled; `null`: it is brought to a sink. */
  readonly kind: string | null;
  /** Which target of its port. */
  readonly to: number;
}

/** Of an alarm on metrics. */
export interface MetricDefinition {
  readonly type: "metric";
  readonly queries: readonly Query[];
  /** Whether it was put with one metric, and not with a list of them. */
  readonly isSingle: boolean;
  /** The query that is compared. */
  readonly watched: string;
  /** The query of an anomaly band; `null`: it has a threshold. */
  readonly band: string | null;
  /** In seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** Whether the request said so. */
  readonly saysDatapoints: boolean;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missing: MissingData;
  /** Whether the request said so. */
  readonly saysMissing: boolean;
  /** Whether too few samples for a percentile leave the state as it is. */
  readonly ignoresFewSamples: boolean;
  readonly saysFewSamples: boolean;
  /** Whose clocks its periods go by, such as `UTC` or `+05:30`; `null`: its window slides. */
  readonly wallClock: string | null;
  /** How long it is not evaluated at first; `null`: no time at all. */
  readonly warmUp: WarmUp | null;
}

/** The time after the making of an alarm in which it says nothing. */
export interface WarmUp {
  readonly minutes: number;
  /** Whether it lasts even if there are points enough before. */
  readonly isWhole: boolean;
}

/** A metric with a statistic, or an expression over others. */
export interface Query {
  readonly id: string;
  readonly label: string | null;
  readonly returnsData: boolean;
  readonly period: number;
  readonly of: MetricQuery | ExpressionQuery;
}

/** A metric with a statistic. */
export interface MetricQuery {
  readonly type: "metric";
  readonly metric: CloudWatchMetric;
  readonly stat: string;
  readonly statistic: Statistic;
  /** `null`: of any unit. */
  readonly unit: string | null;
}

/** An expression over other queries. */
export interface ExpressionQuery {
  readonly type: "expression";
  readonly text: string;
  readonly expression: Expression;
}

/** How a point is compared. */
export type Comparison =
  | "GreaterThanOrEqualToThreshold"
  | "GreaterThanThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold"
  | "LessThanLowerOrGreaterThanUpperThreshold"
  | "LessThanLowerThreshold"
  | "GreaterThanUpperThreshold";

/** Of an alarm on alarms. */
export interface CompositeDefinition {
  readonly type: "composite";
  readonly rule: string;
  readonly tree: RuleTree;
  /** The alarms that it looks at, by name; the suppressor among them. */
  readonly children: readonly AlarmName[];
  /** Whether it looks at an alarm that looks at it: AWS stops evaluating those. */
  readonly isCircular: boolean;
  readonly suppressor:
    (AlarmName & { readonly wait: Duration; readonly extension: Duration }) | null;
}

/** An alarm by its name, its ARN and its number. */
export interface AlarmName {
  readonly name: string;
  readonly arn: string;
  readonly number: number;
}

/** How what an account publishes by itself is kept. */
export interface MetricsSettings {
  readonly epochMilliseconds: number;
  readonly keepsLogs: boolean;
  readonly putsPerSecond: number;
  /** Figures of ours. */
  readonly assumed: FigureValues<typeof cloudwatchAssumptions>;
  /** What came with the request that made it. */
  readonly first: readonly Datum[];
}
