import { microseconds, seconds, type Instant } from "@orrery/kernel";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import {
  AwsError,
  NotModeledError,
  type AwsOptions,
  type Parameter,
  type PlainObject,
} from "../../../index.ts";

type Params = { readonly [key: string]: Parameter | undefined };

/** 09:00:00 of a Monday, in seconds since 1970. */
export const beginning = Date.parse("2026-11-23T09:00:00Z") / 1_000;

/** An alarm on a metric of the account's own. */
export const custom: Params = {
  Namespace: "Shop",
  MetricName: "Orders",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 5,
};

/** An alarm on the errors of `worker`. */
export const ofErrors: Params = {
  ...custom,
  Namespace: "AWS/Lambda",
  MetricName: "Errors",
  Dimensions: [{ Name: "FunctionName", Value: "worker" }],
  Threshold: 0,
  TreatMissingData: "notBreaching",
};

/** An account whose alarms are looked at, from 09:00:00 on. */
export class AlarmAccount extends LambdaAccount {
  constructor(options: AwsOptions = {}) {
    super({ startsAt: "2026-11-23T09:00:00Z", ...options });
  }

  cloudwatch(operation: string, params: Params = {}): PlainObject {
    return this.simulation.client().call("cloudwatch", operation, params);
  }

  client(service: string, operation: string, params: Params = {}): PlainObject {
    return this.simulation.client().call(service, operation, params);
  }

  /** How an operation is refused, or what of it is not modeled. */
  alarmRefusal(operation: string, params: Params): string {
    try {
      this.cloudwatch(operation, params);
    } catch (error) {
      if (error instanceof NotModeledError) return `NotModeled: ${error.what}`;
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    throw new Error(`${operation} is not refused`);
  }

  alarm(AlarmName: string, params: Params = custom): void {
    this.cloudwatch("PutMetricAlarm", { AlarmName, ...params });
  }

  composite(AlarmName: string, AlarmRule: string, params: Params = {}): void {
    this.cloudwatch("PutCompositeAlarm", { AlarmName, AlarmRule, ...params });
  }

  /** Goes on until so many seconds after the beginning. */
  to(second: number): this {
    this.simulation.run({ until: microseconds(second * 1e6) as number as Instant });
    return this;
  }

  /** Puts a value of `Orders` at the present, or what `datum` says. */
  put(Value: number, datum: Params = {}): void {
    this.cloudwatch("PutMetricData", {
      Namespace: "Shop",
      MetricData: [{ MetricName: "Orders", Value, ...datum }],
    });
  }

  /** Puts a value of each minute from 0 on, in its tenth second; `null`: none. Ends with the last one. */
  putMinutes(values: readonly (number | null)[], datum: Params = {}): this {
    values.forEach((value, minute) => {
      this.to(minute * 60 + 10);
      if (value !== null) this.put(value, datum);
    });
    return this;
  }

  described(name: string): PlainObject {
    const { MetricAlarms, CompositeAlarms } = this.cloudwatch("DescribeAlarms", {
      AlarmNames: [name],
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
    }) as Record<string, readonly PlainObject[]>;
    return [...MetricAlarms!, ...CompositeAlarms!][0]!;
  }

  state(name: string): string {
    return this.described(name)["StateValue"] as string;
  }

  history(AlarmName: string, HistoryItemType = "StateUpdate"): readonly PlainObject[] {
    return this.cloudwatch("DescribeAlarmHistory", {
      AlarmName,
      HistoryItemType,
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      ScanBy: "TimestampAscending",
    })["AlarmHistoryItems"] as readonly PlainObject[];
  }

  /** When it went into which state, in seconds after the beginning. */
  changes(name: string): readonly string[] {
    return this.history(name).map(
      ({ Timestamp, HistorySummary }) =>
        `${(Timestamp as number) - beginning} ${(HistorySummary as string).split(" to ")[1]!}`,
    );
  }

  /** Errors of `worker`, each of an invocation at a second. */
  fail(...at: readonly number[]): this {
    for (const second of at) {
      this.to(second);
      this.invoke({ Payload: "{}" });
    }
    return this;
  }

  /** What a sink has taken for an ARN, as JSON. */
  sunk(arn: string): readonly PlainObject[] {
    const state = this.simulation.stateOf(`cloudwatch.unmodeledAction:${arn}`) as {
      readonly lastRecords: readonly { readonly body: string }[];
    };
    return state.lastRecords.map(({ body }) => JSON.parse(body) as PlainObject);
  }
}

/** A function whose invocations fail. */
export const failing: PlainObject = {
  type: "profile",
  duration: { type: "constant", value: seconds(1) },
  durationPerItem: null,
  coldStart: { type: "constant", value: 0 },
  failures: 1,
  poison: 0,
  calls: [],
  response: null,
};
