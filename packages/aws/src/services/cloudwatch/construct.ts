import { ConfigError, durationOf, seconds, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope, MetricOptions, MetricProps } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";
import { statisticIn } from "./metrics/statistic.ts";

// What the namespace `cloudwatch` holds, with the names of the CDK's `aws-cdk-lib/aws-cloudwatch`.

/** One of {@link ComparisonOperator}, or its text. */
export type ComparisonOperator = (typeof ComparisonOperator)[keyof typeof ComparisonOperator];
/** When a point breaches. */
export const ComparisonOperator = {
  GREATER_THAN_OR_EQUAL_TO_THRESHOLD: "GreaterThanOrEqualToThreshold",
  GREATER_THAN_THRESHOLD: "GreaterThanThreshold",
  LESS_THAN_THRESHOLD: "LessThanThreshold",
  LESS_THAN_OR_EQUAL_TO_THRESHOLD: "LessThanOrEqualToThreshold",
} as const;

/** One of {@link TreatMissingData}, or its text. */
export type TreatMissingData = (typeof TreatMissingData)[keyof typeof TreatMissingData];
/** What periods without data mean. */
export const TreatMissingData = {
  BREACHING: "breaching",
  NOT_BREACHING: "notBreaching",
  IGNORE: "ignore",
  MISSING: "missing",
} as const;

/** Statistics by name, such as `Stats.percentile(99)`. */
export const Stats = {
  SAMPLE_COUNT: "SampleCount",
  AVERAGE: "Average",
  SUM: "Sum",
  MINIMUM: "Minimum",
  MAXIMUM: "Maximum",
  IQM: "IQM",
  percentile: (percentile: number): string => `p${percentile}`,
  p: (percentile: number): string => `p${percentile}`,
  tm: (upTo: number): string => `tm${upTo}`,
} as const;

export type { MetricOptions, MetricProps } from "../../service/construct.ts";

/** What alarms look at. */
export interface AlarmMetric {
  readonly period: DurationSaid;
  /** Its members in PutMetricAlarm. */
  alarmParams(path: string): PlainObject;
}

/** A metric of CloudWatch, with a statistic over a period. */
export class Metric implements AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly period: DurationSaid;
  readonly unit: string | undefined;
  readonly label: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;

  /**
   * A metric, by its namespace, its name and its dimensions.
   *
   * @throws ConfigError for a statistic that CloudWatch does not have.
   */
  constructor(props: MetricProps) {
    const { namespace, metricName, statistic = "Average", period = "5m" } = props;
    if (statisticIn(statistic) === null) {
      throw new ConfigError(
        `metric "${metricName}" statistic`,
        "one of CloudWatch",
        `"${statistic}"`,
      );
    }
    this.namespace = namespace;
    this.metricName = metricName;
    this.statistic = statistic;
    this.period = period;
    this.unit = props.unit;
    this.label = props.label;
    this.dimensions = props.dimensionsMap ?? {};
  }

  /** The same metric, looked at otherwise. */
  with(options: MetricOptions): Metric {
    const { namespace, metricName, statistic, period, unit, label, dimensions } = this;
    return new Metric({
      namespace,
      metricName,
      statistic,
      period,
      ...(unit === undefined ? {} : { unit }),
      ...(label === undefined ? {} : { label }),
      dimensionsMap: dimensions,
      ...options,
    });
  }

  alarmParams(path: string): PlainObject {
    const { namespace, metricName, statistic, unit } = this;
    const isPlain = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"].includes(statistic);
    return {
      Namespace: namespace,
      MetricName: metricName,
      Dimensions: this.dimensionsSaid,
      Period: wholeSeconds(`${path} period`, this.period),
      ...(isPlain ? { Statistic: statistic } : { ExtendedStatistic: statistic }),
      ...(unit === undefined ? {} : { Unit: unit }),
    };
  }

  /** As one of several queries. */
  query(id: string, path: string): PlainObject {
    const { namespace, metricName, statistic, unit } = this;
    return {
      Id: id,
      ReturnData: false,
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: metricName, Dimensions: this.dimensionsSaid },
        Period: wholeSeconds(`${path} period`, this.period),
        Stat: statistic,
        ...(unit === undefined ? {} : { Unit: unit }),
      },
    };
  }

  private get dimensionsSaid() {
    return Object.entries(this.dimensions).map(([Name, Value]) => ({ Name, Value }));
  }

  /** An alarm on this metric. */
  createAlarm(stack: ConstructScope, id: string, props: CreateAlarmOptions): Alarm {
    return new Alarm(stack, id, { ...props, metric: this });
  }
}

/** An expression over metrics. */
export interface MathExpressionProps {
  /** Such as `errors / invocations * 100`. */
  readonly expression: string;
  /** By the names that the expression has for them. */
  readonly usingMetrics: Readonly<Record<string, Metric | MetricProps>>;
  /** Of all of them. @defaultValue 5m */
  readonly period?: DurationSaid;
  readonly label?: string;
}

/** What an expression of metric math makes of metrics. */
export class MathExpression implements AlarmMetric {
  readonly expression: string;
  readonly usingMetrics: Readonly<Record<string, Metric>>;
  readonly period: DurationSaid;
  readonly label: string | undefined;

  /** An expression over metrics, such as a rate of errors. */
  constructor({ expression, usingMetrics, period = "5m", label }: MathExpressionProps) {
    this.expression = expression;
    this.usingMetrics = Object.fromEntries(
      Object.entries(usingMetrics).map(([id, metric]) => [
        id,
        metric instanceof Metric ? metric : new Metric(metric),
      ]),
    );
    this.period = period;
    this.label = label;
  }

  alarmParams(path: string): PlainObject {
    const { period } = this;
    const metrics = Object.entries(this.usingMetrics).map(([id, metric]) =>
      metric.with({ period }).query(id, path),
    );
    const said = {
      Id: "expr_1",
      Expression: this.expression,
      ...(this.label === undefined ? {} : { Label: this.label }),
      ReturnData: true,
    };
    return { Metrics: [said, ...metrics] };
  }

  /** An alarm on this expression. */
  createAlarm(stack: ConstructScope, id: string, props: CreateAlarmOptions): Alarm {
    return new Alarm(stack, id, { ...props, metric: this });
  }
}

/** Where an action of an alarm goes. */
export interface AlarmTarget {
  readonly alarmActionArn: string;
}

/** How an alarm is configured, besides its metric. */
export interface CreateAlarmOptions {
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** How many points must breach. @defaultValue all */
  readonly datapointsToAlarm?: number;
  /** @defaultValue GreaterThanOrEqualToThreshold */
  readonly comparisonOperator?: ComparisonOperator;
  /** @defaultValue missing */
  readonly treatMissingData?: TreatMissingData;
  /** Of percentiles of few samples: `evaluate` or `ignore`. @defaultValue evaluate */
  readonly evaluateLowSampleCountPercentile?: string;
  /** @defaultValue made of the stack's name and the id */
  readonly alarmName?: string;
  readonly alarmDescription?: string;
  /** @defaultValue true */
  readonly actionsEnabled?: boolean;
}

/** How an alarm is configured. */
export interface AlarmProps extends CreateAlarmOptions {
  /** A metric of a construct, one of CloudWatch by its names, or an expression. */
  readonly metric: AlarmMetric | MetricProps;
}

/** What alarms of both kinds have. */
abstract class AlarmBase {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly alarmName: string;
  readonly alarmArn: string;
  /** The actions so far: what is put is put once, with all of them. */
  protected readonly actions: Record<
    "AlarmActions" | "OKActions" | "InsufficientDataActions",
    string[]
  > = {
    AlarmActions: [],
    OKActions: [],
    InsufficientDataActions: [],
  };

  protected constructor(stack: ConstructScope, id: string, alarmName: string | undefined) {
    this.id = id;
    this.alarmName = alarmName ?? stack.physicalName(id);
    this.alarmArn = stack.arnOf("cloudwatch", `alarm:${this.alarmName}`);
  }

  /** Runs as it goes into ALARM. */
  addAlarmAction(...targets: readonly AlarmTarget[]): void {
    this.actions.AlarmActions.push(...targets.map(({ alarmActionArn }) => alarmActionArn));
  }

  /** Runs as it goes into OK. */
  addOkAction(...targets: readonly AlarmTarget[]): void {
    this.actions.OKActions.push(...targets.map(({ alarmActionArn }) => alarmActionArn));
  }

  /** Runs as it goes into INSUFFICIENT_DATA. */
  addInsufficientDataAction(...targets: readonly AlarmTarget[]): void {
    this.actions.InsufficientDataActions.push(
      ...targets.map(({ alarmActionArn }) => alarmActionArn),
    );
  }
}

/** An alarm on a metric, or on an expression over several. */
export class Alarm extends AlarmBase {
  readonly metric: AlarmMetric;

  /**
   * Makes an alarm.
   *
   * ```ts
   * const errors = new cloudwatch.Alarm(stack, "Errors", {
   *   metric: worker.metricErrors({ period: "1m" }), threshold: 1, evaluationPeriods: 1,
   * });
   * errors.addAlarmAction(new actions.SnsAction(news));
   * ```
   *
   * @throws ConfigError when the id is taken, or a period is no whole number of seconds.
   */
  constructor(stack: ConstructScope, id: string, props: AlarmProps) {
    super(stack, id, props.alarmName);
    this.metric = "alarmParams" in props.metric ? props.metric : new Metric(props.metric);
    const path = `alarm "${id}"`;
    if (!(durationOf(`${path} period`, this.metric.period) >= seconds(1))) {
      throw new ConfigError(`${path} period`, "a second or more", `${this.metric.period}`);
    }
    const params: PlainObject = {
      AlarmName: this.alarmName,
      ...this.metric.alarmParams(path),
      Threshold: props.threshold,
      EvaluationPeriods: props.evaluationPeriods,
      ComparisonOperator: props.comparisonOperator ?? "GreaterThanOrEqualToThreshold",
      ...optional("DatapointsToAlarm", props.datapointsToAlarm),
      ...optional("TreatMissingData", props.treatMissingData),
      ...optional("EvaluateLowSampleCountPercentile", props.evaluateLowSampleCountPercentile),
      ...optional("AlarmDescription", props.alarmDescription),
      ...optional("ActionsEnabled", props.actionsEnabled),
      ...this.actions,
    };
    stack.add("cloudwatch", "PutMetricAlarm", id, params);
  }
}

const optional = (name: string, value: PlainObject[string] | undefined): PlainObject =>
  value === undefined ? {} : { [name]: value };

/** A rule on the states of other alarms. */
export class AlarmRule {
  readonly expression: string;

  private constructor(expression: string) {
    this.expression = expression;
  }

  /** All of them hold. */
  static allOf(...rules: readonly AlarmRule[]): AlarmRule {
    return new AlarmRule(`(${rules.map(({ expression }) => expression).join(" AND ")})`);
  }

  /** One of them holds at least. */
  static anyOf(...rules: readonly AlarmRule[]): AlarmRule {
    return new AlarmRule(`(${rules.map(({ expression }) => expression).join(" OR ")})`);
  }

  /** It does not hold. */
  static not({ expression }: AlarmRule): AlarmRule {
    return new AlarmRule(`(NOT (${expression}))`);
  }

  /** The alarm has this state. @defaultValue ALARM */
  static fromAlarm({ alarmArn }: { readonly alarmArn: string }, state = "ALARM"): AlarmRule {
    return new AlarmRule(`${state}("${alarmArn}")`);
  }

  /** As AWS writes it. */
  static fromString(expression: string): AlarmRule {
    return new AlarmRule(expression);
  }
}

/** How an alarm on other alarms is configured. */
export interface CompositeAlarmProps {
  readonly alarmRule: AlarmRule;
  /** @defaultValue made of the stack's name and the id */
  readonly compositeAlarmName?: string;
  readonly alarmDescription?: string;
  /** @defaultValue true */
  readonly actionsEnabled?: boolean;
  /** Keeps its actions from running while it is in ALARM. */
  readonly actionsSuppressor?: { readonly alarmArn: string };
  /** @defaultValue 1m, with a suppressor */
  readonly actionsSuppressorWaitPeriod?: DurationSaid;
  /** @defaultValue 1m, with a suppressor */
  readonly actionsSuppressorExtensionPeriod?: DurationSaid;
}

/** An alarm on other alarms. */
export class CompositeAlarm extends AlarmBase {
  /**
   * Makes an alarm on other alarms, which are made before.
   *
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: CompositeAlarmProps) {
    super(stack, id, props.compositeAlarmName);
    const { actionsSuppressor: suppressor } = props;
    const wait = props.actionsSuppressorWaitPeriod ?? "1m";
    const extension = props.actionsSuppressorExtensionPeriod ?? "1m";
    stack.add("cloudwatch", "PutCompositeAlarm", id, {
      AlarmName: this.alarmName,
      AlarmRule: props.alarmRule.expression,
      ...optional("AlarmDescription", props.alarmDescription),
      ...optional("ActionsEnabled", props.actionsEnabled),
      ...this.actions,
      ...(suppressor === undefined
        ? {}
        : {
            ActionsSuppressor: suppressor.alarmArn,
            ActionsSuppressorWaitPeriod: wholeSeconds(`alarm "${id}" wait period`, wait),
            ActionsSuppressorExtensionPeriod: wholeSeconds(`alarm "${id}" extension`, extension),
          }),
    });
  }
}
