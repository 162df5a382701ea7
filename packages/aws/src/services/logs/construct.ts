import type { ConstructScope } from "../../service/construct.ts";

// What the namespace `logs` holds, with the names of the CDK's `aws-cdk-lib/aws-logs`.

/** Which log events a filter wants. */
export interface IFilterPattern {
  readonly logPatternString: string;
}

/** Patterns by what they find. */
export const FilterPattern = {
  /** Every event. */
  allEvents: (): IFilterPattern => ({ logPatternString: "" }),
  /** Events with all of these terms. */
  allTerms: (...terms: readonly string[]): IFilterPattern => ({
    logPatternString: terms.map((term) => JSON.stringify(term)).join(" "),
  }),
  /** Events with one of these terms at least. */
  anyTerm: (...terms: readonly string[]): IFilterPattern => ({
    logPatternString: terms.map((term) => `?${JSON.stringify(term)}`).join(" "),
  }),
  /** As AWS writes it. */
  literal: (logPatternString: string): IFilterPattern => ({ logPatternString }),
} as const;

/** One of {@link LogGroupClass}, or its text. */
export type LogGroupClass = (typeof LogGroupClass)[keyof typeof LogGroupClass];
/** What a group costs, and whether it has filters. */
export const LogGroupClass = {
  STANDARD: "STANDARD",
  INFREQUENT_ACCESS: "INFREQUENT_ACCESS",
} as const;

/** How a log group is configured. */
export interface LogGroupProps {
  /** @defaultValue made of the stack's name and the id */
  readonly logGroupName?: string;
  /** In days, one of those that AWS has. @defaultValue for ever */
  readonly retention?: number;
  /** @defaultValue STANDARD */
  readonly logGroupClass?: LogGroupClass;
}

/** A log group. */
export class LogGroup {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;
  private readonly stack: ConstructScope;

  /**
   * Makes a log group.
   *
   * ```ts
   * const group = new logs.LogGroup(stack, "Log", { logGroupName: "/aws/lambda/worker", retention: 30 });
   * ```
   *
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: LogGroupProps = {}) {
    const { logGroupName, retention, logGroupClass } = props;
    this.id = id;
    this.stack = stack;
    this.logGroupName = logGroupName ?? stack.physicalName(id);
    this.logGroupArn = `${stack.arnOf("logs", `log-group:${this.logGroupName}`)}:*`;
    const of = { logGroupName: this.logGroupName };
    stack.add("logs", "CreateLogGroup", id, {
      ...of,
      ...(logGroupClass === undefined ? {} : { logGroupClass }),
    });
    if (retention !== undefined) {
      const params = { ...of, retentionInDays: retention };
      stack.add("logs", "PutRetentionPolicy", `${id}Retention`, params);
    }
  }

  /** Passes events of this group on. */
  addSubscriptionFilter(
    id: string,
    props: Omit<SubscriptionFilterProps, "logGroup">,
  ): SubscriptionFilter {
    return new SubscriptionFilter(this.stack, id, { ...props, logGroup: this });
  }

  /** Makes a metric of events of this group. */
  addMetricFilter(id: string, props: Omit<MetricFilterProps, "logGroup">): MetricFilter {
    return new MetricFilter(this.stack, id, { ...props, logGroup: this });
  }
}

/** Where log events go. */
export interface LogSubscriptionDestination {
  readonly arn: string;
}

/** One of {@link Distribution}, or its text. */
export type Distribution = (typeof Distribution)[keyof typeof Distribution];
/** Where in a stream of Kinesis log events go. */
export const Distribution = { BY_LOG_STREAM: "ByLogStream", RANDOM: "Random" } as const;

/** How a filter that passes events on is configured. */
export interface SubscriptionFilterProps {
  readonly logGroup: LogGroup;
  readonly destination: LogSubscriptionDestination;
  readonly filterPattern: IFilterPattern;
  /** @defaultValue the id */
  readonly filterName?: string;
  /** @defaultValue ByLogStream */
  readonly distribution?: Distribution;
}

/** A filter that passes log events on. */
export class SubscriptionFilter {
  /** Its logical id. */
  readonly id: string;

  /** Passes log events on. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: SubscriptionFilterProps) {
    this.id = id;
    stack.add("logs", "PutSubscriptionFilter", id, {
      logGroupName: props.logGroup.logGroupName,
      filterName: props.filterName ?? id,
      filterPattern: props.filterPattern.logPatternString,
      destinationArn: props.destination.arn,
      ...(props.distribution === undefined ? {} : { distribution: props.distribution }),
    });
  }
}

/** How a filter that makes a metric is configured. */
export interface MetricFilterProps {
  readonly logGroup: LogGroup;
  readonly filterPattern: IFilterPattern;
  readonly metricNamespace: string;
  readonly metricName: string;
  /** A number, or what names a value in events, such as `$.latency`. @defaultValue 1 */
  readonly metricValue?: string;
  /** Of minutes in which no event matches. @defaultValue none */
  readonly defaultValue?: number;
  /** What names the values of dimensions, by their names. @defaultValue none */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** @defaultValue None */
  readonly unit?: string;
  /** @defaultValue the id */
  readonly filterName?: string;
}

/** A filter that makes a metric of log events. */
export class MetricFilter {
  /** Its logical id. */
  readonly id: string;

  /** Makes a metric of log events. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: MetricFilterProps) {
    this.id = id;
    const { defaultValue, dimensions, unit } = props;
    stack.add("logs", "PutMetricFilter", id, {
      logGroupName: props.logGroup.logGroupName,
      filterName: props.filterName ?? id,
      filterPattern: props.filterPattern.logPatternString,
      metricTransformations: [
        {
          metricNamespace: props.metricNamespace,
          metricName: props.metricName,
          metricValue: props.metricValue ?? "1",
          ...(defaultValue === undefined ? {} : { defaultValue }),
          ...(dimensions === undefined ? {} : { dimensions }),
          ...(unit === undefined ? {} : { unit }),
        },
      ],
    });
  }
}
