import { base64Of, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Script } from "../../../service/script.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { wait } from "../../../index.ts";
import { functionCharges } from "../pricing.ts";
import { EdgeAccount, items } from "../test/edge-account.ts";
import type { FunctionHelpers } from "./declarations.ts";

const component = "cloudfront.function:own";

/** An account whose CloudFront Function is asked for the requests of viewers. */
function functioned(Behavior: PlainObject, own?: Script, config: PlainObject = {}) {
  const account = new EdgeAccount({}, own === undefined ? {} : { own }, {}, false);
  const FunctionAssociations = items({
    ...account.fn("own", Behavior, config),
    EventType: "viewer-request",
  });
  account.distribute({ behavior: { FunctionAssociations } });
  return account;
}
const asIs: Script = function* (event) {
  return (event as { readonly request: PlainObject }).request;
};

it("cloudfront.function.time: half a millisecond, as many at once as there are requests", () => {
  const account = functioned({ script: "own" }, asIs);
  account.ask();
  expect(account.ask().took).toBe(1_500);
  const all = Array.from({ length: 2_000 }, () => account.begin());
  account.advance(seconds(1));
  expect(all.every(({ heard }) => heard?.status === 200 && heard.took === 1_500)).toBe(true);
});

it("cloudfront.function.throttling: what takes longer than it may is let through in part", () => {
  const account = functioned({ utilization: 200 });
  const statuses = Array.from({ length: 200 }, () => account.ask().status);
  const share = statuses.filter((status) => status === 503).length / 200;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.6);
  expect(account.meter("FunctionThrottles", component)).toBe(Math.round(share * 200));
  expect(
    Array.from({ length: 20 }, () => functioned({ utilization: 100 }).ask().status),
  ).not.toContain(503);
});

describe("cloudfront.function.errors: 503 and 502", () => {
  it.each([
    [
      "throws",
      function* () {
        throw new Error("no");
      },
      503,
      "FunctionExecutionErrors",
    ],
    [
      "waits",
      function* () {
        yield* wait("1s");
      },
      503,
      "FunctionExecutionErrors",
    ],
    [
      "returns nothing",
      function* () {
        return null;
      },
      502,
      "FunctionValidationErrors",
    ],
  ] as readonly (readonly [string, Script, number, string])[])(
    "%s",
    (_name, does, status, metric) => {
      const account = functioned({ script: "own" }, does);
      expect(account.ask().status).toBe(status);
      expect(account.meter(metric, component)).toBe(1);
    },
  );
  it("as often as a scenario says", () => {
    expect(functioned({ failures: 1 }).ask().status).toBe(503);
  });
});

it("cloudfront.function.language: what a scenario says, whatever the code", () => {
  const code = functioned({});
  expect(code.ask()).toMatchObject({ status: 200, body: "{}" });
  expect(functioned({ returns: { statusCode: 204, headers: {} } }).ask().status).toBe(204);
});

describe("cloudfront.function.store: keys and values", () => {
  const reading = (
    does: (kvs: FunctionHelpers["kvs"]) => unknown,
    Runtime = "cloudfront-js-2.0",
  ) => {
    const own: Script = function* (_event, helpers) {
      const { kvs } = helpers as unknown as FunctionHelpers;
      return { statusCode: 200, headers: {}, body: JSON.stringify(does(kvs)) };
    };
    const account = new EdgeAccount({}, { own }, {}, false);
    const values = { a: "1", b: '{"c":2}', d: "aGk=" };
    const { KeyValueStore } = account.call("CreateKeyValueStore", {
      Name: "store",
      Values: { values },
    });
    const { ARN } = KeyValueStore as PlainObject;
    const config =
      Runtime === "none" ? {} : { KeyValueStoreAssociations: items({ KeyValueStoreARN: ARN! }) };
    const FunctionAssociations = items({
      ...account.fn("own", { script: "own" }, config),
      EventType: "viewer-request",
    });
    account.distribute({ behavior: { FunctionAssociations } });
    return account;
  };
  it("are read as texts, JSON and bytes", () => {
    const account = reading((kvs) => [
      kvs.get("a"),
      kvs.get("b", { format: "json" }),
      kvs.get("d", { format: "bytes" }),
      kvs.exists("a"),
      kvs.exists("z"),
      kvs.count(),
      kvs.meta(),
    ]);
    expect(JSON.parse(account.ask().body)).toEqual([
      "1",
      { c: 2 },
      [104, 105],
      true,
      false,
      3,
      { keyCount: 3 },
    ]);
    expect(account.meter("StoreReads", component)).toBe(7);
  });
  it("are not there where no store has them", () => {
    expect(reading((kvs) => kvs.get("z")).ask().status).toBe(503);
    expect(reading((kvs) => kvs.get("a"), "none").ask().status).toBe(503);
  });
  it("and paths may be rewritten by it, without a script", () => {
    const account = new EdgeAccount({}, {}, {}, false);
    const values = { "/old": "/new" };
    const { KeyValueStore } = account.call("CreateKeyValueStore", {
      Name: "store",
      Values: { values },
    });
    const { ARN } = KeyValueStore as PlainObject;
    const own = account.fn(
      "own",
      { rewrites: true },
      { KeyValueStoreAssociations: items({ KeyValueStoreARN: ARN! }) },
    );
    const FunctionAssociations = items({ ...own, EventType: "viewer-request" });
    account.distribute({ behavior: { FunctionAssociations } });
    account.ask("/new");
    expect([account.cache("/old"), account.cache("/other")]).toEqual(["Hit", "Miss"]);
    expect(account.meter("StoreReads", component)).toBe(3);
  });
  it("and another origin may be chosen", () => {
    const own: Script = function* (event, helpers) {
      (helpers as unknown as FunctionHelpers).updateRequestOrigin({ domainName: "two.example" });
      return (event as { readonly request: PlainObject }).request;
    };
    const account = functioned({ script: "own" }, own);
    expect(account.ask().status).toBe(200);
    expect(account.asked()).toBe(0);
  });
});

it("cloudfront.function.stages: a test says what it returns and how much of its time it used", () => {
  const account = new EdgeAccount({}, { own: asIs });
  const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" };
  const { ETag } = account.call("CreateFunction", {
    Name: "own",
    FunctionConfig,
    FunctionCode: "eA==",
    EdgeBehavior: { script: "own", utilization: 30 },
  });
  const request = { method: "GET", uri: "/a", headers: {}, querystring: {}, cookies: {} };
  const EventObject = base64Of(utf8Of(JSON.stringify({ version: "1.0", request })));
  const { TestResult } = account.call("TestFunction", { Name: "own", IfMatch: ETag!, EventObject });
  expect(TestResult).toMatchObject({ ComputeUtilization: "30", FunctionErrorMessage: "" });
  expect(JSON.parse((TestResult as PlainObject)["FunctionOutput"] as string)).toEqual(request);
  expect(account.refusal("DescribeFunction", { Name: "own", Stage: "LIVE" })).toBe(
    "NoSuchFunctionExists",
  );
  account.call("PublishFunction", { Name: "own", IfMatch: ETag! });
  const { FunctionSummary } = account.call("DescribeFunction", { Name: "own", Stage: "LIVE" });
  expect(FunctionSummary).toMatchObject({ FunctionMetadata: { Stage: "LIVE" } });
});

it("cloudfront.function.metrics: by its name", () => {
  const account = functioned({ failures: 1 });
  const alarm = (AlarmName: string, MetricName: string, FunctionName: string) =>
    account.call(
      "PutMetricAlarm",
      {
        AlarmName,
        Namespace: "AWS/CloudFront",
        MetricName,
        Dimensions: [
          { Name: "FunctionName", Value: FunctionName },
          { Name: "Region", Value: "Global" },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        TreatMissingData: "ignore",
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
      },
      "cloudwatch",
    );
  alarm("own", "FunctionExecutionErrors", "own");
  alarm("other", "FunctionExecutionErrors", "other");
  account.ask();
  account.advance(seconds(300));
  const { MetricAlarms } = account.call("DescribeAlarms", {}, "cloudwatch");
  const states = (MetricAlarms as readonly PlainObject[]).map((each) => [
    each["AlarmName"],
    each["StateValue"],
  ]);
  expect(Object.fromEntries(states)).toEqual({ own: "ALARM", other: "INSUFFICIENT_DATA" });
});

it("cloudfront.function.price: by invocations, and reads of a store", () => {
  const charges = functionCharges({ FunctionInvocations: { sum: 2e6 }, StoreReads: { sum: 1e6 } });
  expect(charges.map(({ dollars }) => Number(dollars.toFixed(6)))).toEqual([0.2, 0.03]);
});
