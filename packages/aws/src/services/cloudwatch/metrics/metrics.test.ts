/* eslint-disable no-console -- Handlers print. */
import { describe, expect, it } from "vitest";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../index.ts";
import { AlarmAccount, beginning, failing, ofErrors } from "../test/alarm-account.ts";
import { sampleOf, statisticIn, statisticOf, together } from "./statistic.ts";

type Points = readonly Record<string, number>[];

const statistics = (account: AlarmAccount, params: PlainObject = {}): Points => {
  const { Datapoints } = account.cloudwatch("GetMetricStatistics", {
    Namespace: "Shop",
    MetricName: "Orders",
    StartTime: beginning,
    EndTime: beginning + 600,
    Period: 60,
    ...(params["ExtendedStatistics"] === undefined ? { Statistics: ["Sum", "SampleCount"] } : {}),
    ...params,
  });
  return Datapoints as unknown as Points;
};
const sums = (account: AlarmAccount, params: PlainObject = {}) =>
  statistics(account, params).map(({ Timestamp, Sum }) => [Timestamp! - beginning, Sum]);

describe("metrics of an account's own", () => {
  it("cloudwatch.metric.identity: are told apart by dimensions and by units", () => {
    const account = new AlarmAccount();
    const shop = (Value: string) => ({ Dimensions: [{ Name: "Shop", Value }] });
    account.to(10);
    account.put(1);
    account.put(2, shop("a"));
    account.put(3, { ...shop("b"), Unit: "Count" });
    expect(sums(account)).toEqual([[0, 1]]);
    expect(sums(account, shop("a"))).toEqual([[0, 2]]);
    expect(sums(account, { ...shop("b"), Unit: "Seconds" })).toEqual([]);
    expect(sums(account, { ...shop("b"), Unit: "Count" })).toEqual([[0, 3]]);
  });

  it("cloudwatch.metric.aggregation: are joined by the period that is read", () => {
    const account = new AlarmAccount();
    account.putMinutes([1, 2, 4, 8, 16, 32]);
    expect(sums(account)).toEqual([1, 2, 4, 8, 16, 32].map((sum, minute) => [minute * 60, sum]));
    expect(sums(account, { Period: 300 })).toEqual([
      [0, 31],
      [300, 32],
    ]);
    account.put(5, { MetricName: "Fast", StorageResolution: 1 });
    const fast = { MetricName: "Fast", Period: 10, StartTime: beginning + 300 };
    expect(sums(account, fast)).toEqual([[310, 5]]);
  });

  it("cloudwatch.metric.retention: seconds are gone after three hours", () => {
    const account = new AlarmAccount();
    account.to(5);
    account.put(1, { StorageResolution: 1 });
    expect(sums(account, { Period: 1 })).toHaveLength(1);
    account.to(11_000);
    expect(sums(account, { Period: 1 })).toEqual([]);
    expect(sums(account)).toEqual([[0, 1]]);
  });

  it("cloudwatch.metric.zero: a zero is a sample, nothing is none", () => {
    const account = new AlarmAccount();
    account.putMinutes([0, null, 4]);
    expect(statistics(account).map(({ SampleCount }) => SampleCount)).toEqual([1, 1]);
    expect(statistics(account, { Period: 300, Statistics: ["Average"] })[0]!["Average"]).toBe(2);
  });

  it("cloudwatch.metric.statistic-set: stands for its samples, without percentiles", () => {
    const account = new AlarmAccount();
    const set = (SampleCount: number, Sum: number, Minimum: number, Maximum: number) => ({
      Value: undefined as never,
      StatisticValues: { SampleCount, Sum, Minimum, Maximum },
    });
    account.to(5);
    account.put(0, set(4, 10, 1, 4));
    expect(sums(account)).toEqual([[0, 10]]);
    const median = { ExtendedStatistics: ["p50"] };
    expect(statistics(account, median)[0]!["ExtendedStatistics"]).toEqual({});
    account.to(65);
    account.put(0, set(4, 12, 3, 3));
    expect(statistics(account, median)[1]!["ExtendedStatistics"]).toEqual({ p50: 3 });
  });

  it("cloudwatch.metric.timestamps: are at most two weeks old, and two hours ahead", () => {
    const account = new AlarmAccount();
    const at = (Timestamp: number) => ({ Timestamp: beginning + Timestamp });
    for (const good of [-14 * 86_400, 7_200]) account.put(1, at(good));
    for (const bad of [-14 * 86_400 - 1, 7_201]) {
      expect(() => {
        account.put(1, at(bad));
      }).toThrow("two weeks in the past");
    }
  });

  it("cloudwatch.metric.values: are bounded in size and in number", () => {
    const account = new AlarmAccount();
    const refusal = (datum: PlainObject) =>
      account.alarmRefusal("PutMetricData", {
        Namespace: "Shop",
        MetricData: [{ MetricName: "Orders", ...datum }],
      });
    expect(refusal({ Value: 2 ** 361 })).toContain("is invalid");
    expect(refusal({ Values: Array.from({ length: 151 }, () => 1) })).toContain("150");
    expect(refusal({ Value: 1, Values: [1] })).toContain("mutually exclusive");
    expect(refusal({})).toContain("MissingParameter");
    const many = Array.from({ length: 1_001 }, () => ({ MetricName: "a", Value: 1 }));
    expect(
      account.alarmRefusal("PutMetricData", { Namespace: "Shop", MetricData: many }),
    ).toContain("1000");
    expect(
      account.alarmRefusal("PutMetricData", { Namespace: "AWS/Shop", MetricData: [] }),
    ).toContain("Namespace is invalid");
  });

  it("cloudwatch.metric.rate: are throttled above the quota", () => {
    const account = new AlarmAccount({ quotas: { "cloudwatch.putMetricDataCallsPerSecond": 3 } });
    account.put(1);
    for (let request = 0; request < 3; request += 1) account.put(1);
    expect(() => {
      account.put(1);
    }).toThrow("Rate exceeded");
    account.to(1);
    account.put(1);
  });

  it("cloudwatch.metric.listing: are listed after a quarter of an hour", () => {
    const account = new AlarmAccount();
    const names = () => account.cloudwatch("ListMetrics", { Namespace: "Shop" })["Metrics"];
    account.put(1, { Dimensions: [{ Name: "Shop", Value: "a" }] });
    account.to(899);
    expect(names()).toEqual([]);
    account.to(900);
    expect(names()).toEqual([
      { Namespace: "Shop", MetricName: "Orders", Dimensions: [{ Name: "Shop", Value: "a" }] },
    ]);
    account.to(15 * 86_400);
    expect(names()).toEqual([]);
  });

  it("cloudwatch.metric.late-data: are there after two hours, or two days where they are older than one", () => {
    const account = new AlarmAccount();
    const hour = 3_600;
    const read = () => {
      const from = beginning;
      return sums(account, { StartTime: from, EndTime: from + 100 * hour, Period: hour });
    };
    account.to(4 * hour);
    account.put(1, { Timestamp: beginning + 2 * hour });
    account.put(2, { Timestamp: beginning });
    expect(read()).toEqual([[2 * hour, 1]]);
    account.to(6 * hour - 1);
    expect(read()).toHaveLength(1);
    account.to(6 * hour);
    expect(read()).toEqual([
      [0, 2],
      [2 * hour, 1],
    ]);
    account.to(25 * hour);
    account.put(4, { Timestamp: beginning });
    account.to(27 * hour);
    expect(read()[0]).toEqual([0, 2]);
    account.to(73 * hour);
    expect(read()[0]).toEqual([0, 6]);
  });

  it("cloudwatch.metric.points: are at most 1,440 in an answer", () => {
    const account = new AlarmAccount();
    expect(
      account.alarmRefusal("GetMetricStatistics", {
        Namespace: "Shop",
        MetricName: "Orders",
        StartTime: beginning - 86_460,
        EndTime: beginning,
        Period: 60,
        Statistics: ["Sum"],
      }),
    ).toContain("exceeds the limit of 1440");
  });

  it("cloudwatch.pricing.metrics: cost by the hour in which they were put", () => {
    const account = new AlarmAccount();
    account.putMinutes([1, 1]).to(3_700);
    account.put(1);
    const meters = account.simulation.metersOf("cloudwatch.metrics:account");
    expect(meters["CustomMetricHours"]!.sum).toBe(2);
  });
});

describe("metrics of services", () => {
  it("cloudwatch.metric.of-services: are read by the minute, of when somebody has asked for them", () => {
    const account = new AlarmAccount();
    account.create({ Behavior: failing });
    const errors = {
      Namespace: "AWS/Lambda",
      MetricName: "Errors",
      Dimensions: ofErrors["Dimensions"] as never,
    };
    expect(() => statistics(account, errors)).toThrow("is not kept");
    account.alarm("errors", ofErrors);
    account.alarm("calls", { ...ofErrors, MetricName: "Invocations" });
    account.fail(10, 20, 70).to(300);
    expect(sums(account, { ...errors, EndTime: beginning + 300 })).toEqual([
      [0, 2],
      [60, 1],
    ]);
    expect(
      sums(account, { ...errors, MetricName: "Invocations", EndTime: beginning + 300 }),
    ).toEqual([
      [0, 2],
      [60, 1],
    ]);
  });

  it("cloudwatch.metric.statistics: a percentile of durations is that of each value", () => {
    const account = new AlarmAccount();
    account.create({ Behavior: failing });
    const { Statistic: _, ...all } = ofErrors;
    account.alarm("slow", {
      ...all,
      MetricName: "Duration",
      ExtendedStatistic: "p50",
      Threshold: 999,
    });
    account.fail(10, 20, 30).to(130);
    expect(account.changes("slow")).toEqual(["125 ALARM"]);
    expect(account.described("slow")["StateReason"]).toContain("[1000.0 (");
  });
});

it("cloudwatch.metric.of-region: metrics without dimensions are of all functions, or of the account", () => {
  const account = new AlarmAccount();
  account.create({ Behavior: failing });
  account.client("lambda", "CreateFunction", {
    ...functionParams,
    FunctionName: "other",
    Behavior: failing,
  });
  account.client("lambda", "PutFunctionConcurrency", {
    FunctionName: "other",
    ReservedConcurrentExecutions: 40,
  });
  const { Dimensions: _, ...region } = ofErrors;
  account.alarm("errors", { ...region, Threshold: 2 });
  const claimed = { ...region, MetricName: "ClaimedAccountConcurrency", Statistic: "Maximum" };
  account.alarm("claimed", { ...claimed, Threshold: 40 });
  account.alarm("more", { ...claimed, Threshold: 41 });
  account.alarm("unknown", { ...region, MetricName: "ConcurrentExecutions" });
  account.fail(10, 20);
  account.client("lambda", "Invoke", { FunctionName: "other" });
  account.to(130);
  expect(account.state("errors")).toBe("ALARM");
  expect(account.state("claimed")).toBe("ALARM");
  expect(account.state("more")).toBe("OK");
  expect(account.state("unknown")).toBe("OK");
});

describe("a statistic", () => {
  const values = Array.from({ length: 10 }, (_, place) => (place + 1) * 10);
  it.each([
    ["SampleCount", 10],
    ["Sum", 550],
    ["Average", 55],
    ["Minimum", 10],
    ["Maximum", 100],
    ["p90", 90],
    ["p99.9", 100],
    ["p0", 10],
    ["tm90", 50],
    ["TM(20%:80%)", 55],
    ["TM(20:80)", 55],
    ["IQM", 50],
    ["WM(10%:90%)", 55],
    ["wm90", 54],
    ["PR(20:50)", 30],
    ["PR(:50)", 50],
    ["TC(20%:80%)", 6],
    ["TS(20%:80%)", 330],
    ["tc90", 9],
  ])("cloudwatch.metric.statistics: %s of ten values is %d", (name, expected) => {
    expect(statisticOf(sampleOf(values, true), statisticIn(name)!)).toBeCloseTo(expected, 9);
  });

  it.each(["p101", "TM(a:b)", "Median", "TM(:)", "p"])("is not %s", (name) => {
    expect(statisticIn(name)).toBeNull();
  });

  it("cloudwatch.metric.statistics: of parts is that of all together", () => {
    const parts = [sampleOf([1, 2, 3], true), sampleOf([3, 4], true)];
    const all = together(parts, true)!;
    expect(all.values).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 1],
    ]);
    expect(statisticOf(all, statisticIn("p60")!)).toBe(3);
    expect(statisticOf(sampleOf([-1, 2], true), statisticIn("p50")!)).toBeNull();
  });
});

describe("the embedded metric format", () => {
  const line = (more: object = {}) => ({
    _aws: {
      Timestamp: beginning * 1_000 + 70_000,
      CloudWatchMetrics: [
        {
          Namespace: "Shop",
          Dimensions: [["Service"], []],
          Metrics: [{ Name: "Orders", Unit: "Count" }, { Name: "Times" }],
        },
      ],
    },
    Service: "checkout",
    Orders: 3,
    Times: [1, 2],
    ...more,
  });

  function account(says: object | string, runtime: string) {
    const made = new AlarmAccount({
      logs: true,
      scripts: {
        *prints() {
          console.log(typeof says === "string" ? says : JSON.stringify(says));
          return null;
        },
      },
    });
    made.put(1, { MetricName: "Other" });
    made.create({ Runtime: runtime, Behavior: { type: "script", name: "prints" } });
    made.to(60).invoke({});
    made.to(100);
    return made;
  }

  it("cloudwatch.metric.embedded: publishes what a function prints in it", () => {
    const made = account(line(), "python3.13");
    expect(sums(made)).toEqual([[60, 3]]);
    const service = { Dimensions: [{ Name: "Service", Value: "checkout" }] };
    expect(sums(made, { ...service, MetricName: "Times" })).toEqual([[60, 3]]);
    const meters = made.simulation.metersOf("cloudwatch.metrics:account");
    expect(meters["EMFValidationErrors"]!.sum).toBe(0);
  });

  it("cloudwatch.metric.embedded-prefix: is read behind what Node.js puts before it", () => {
    expect(sums(account(line(), "nodejs22.x"))).toEqual([[60, 3]]);
  });

  it("cloudwatch.metric.embedded: counts what is wrong with it", () => {
    const meters = (says: object | string) => {
      const made = account(says, "python3.13");
      statistics(made);
      return made.simulation.metersOf("cloudwatch.metrics:account");
    };
    expect(meters(line({ Orders: "three" }))["EMFValidationErrors"]!.sum).toBe(1);
    expect(meters('{"_aws": {')["EMFParsingErrors"]!.sum).toBe(1);
  });

  it("cloudwatch.metric.search: finds metrics by words, dimensions and schemas", () => {
    const account = new AlarmAccount();
    account.to(10);
    for (const [MetricName, Shop] of [
      ["OrderCount", "north"],
      ["OrderCount", "south"],
      ["Errors", "north"],
    ] as const) {
      account.put(Shop === "north" ? 1 : 2, {
        MetricName,
        Dimensions: [{ Name: "Shop", Value: Shop }],
      });
    }
    account.put(5);
    account.to(120);
    const found = (text: string, rest = "", more: object = {}): readonly unknown[] => {
      const Expression = `${rest === "" ? "" : `${rest}(`}SEARCH('${text}', 'Sum', 60)${rest === "" ? "" : ")"}`;
      const { MetricDataResults } = account.cloudwatch("GetMetricData", {
        StartTime: beginning,
        EndTime: beginning + 60,
        MetricDataQueries: [{ Id: "e1", Expression, ...more }],
      });
      return (MetricDataResults as unknown as readonly { Label: string; Values: number[] }[]).map(
        ({ Label, Values }) => [Label, ...Values],
      );
    };
    const orders = [
      ["north OrderCount", 1],
      ["south OrderCount", 2],
    ];
    expect(found('{Shop,Shop} MetricName="OrderCount"')).toEqual(orders);
    expect(found("{Shop,Shop} order")).toEqual(orders);
    expect(found("{Shop,Shop} NOT north")).toEqual([["south OrderCount", 2]]);
    expect(found("{Shop,Shop} Shop=(north OR west) count")).toEqual([["north OrderCount", 1]]);
    expect(found("{Shop}")).toEqual([["Orders", 5]]);
    expect(found('Namespace="Shop" errors')).toEqual([["north Errors", 1]]);
    expect(found('{Shop,Shop} MetricName="OrderCount"', "SUM")).toEqual([["e1", 3]]);
    expect(found("{Shop,Shop} nothing")).toEqual([]);
    expect(() =>
      account.alarm("found", {
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        Threshold: 1,
        Metrics: [{ Id: "e1", Expression: "SUM(SEARCH('{Shop}', 'Sum', 60))" }],
      }),
    ).toThrow("SEARCH is not supported on Metric Alarms.");
    expect(() => found("(north")).toThrow("invalid SEARCH");
    expect(() => found('{AWS/Lambda,FunctionName} MetricName="Errors"')).toThrow("own alone");
  });
});
