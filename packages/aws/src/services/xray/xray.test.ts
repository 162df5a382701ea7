import { microseconds, seconds, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../test/lambda-account.ts";
import { AwsError, NotModeledError, profile, type PlainObject } from "../../index.ts";
import { beginning, samplingRule, segment, segmentIdOf, traceIdOf } from "./test/segments.ts";

type List = readonly PlainObject[];

/** An account that sends segments and asks for traces. */
class TracedAccount extends LambdaAccount {
  constructor(options: PlainObject = {}) {
    super({ startsAt: "2026-11-23T09:00:00Z", logs: true, ...options });
  }

  xray(operation: string, params: PlainObject = {}): PlainObject {
    return this.simulation.client().call("xray", operation, params);
  }

  /** The codes of what was not taken. */
  put(...TraceSegmentDocuments: readonly string[]): readonly unknown[] {
    const { UnprocessedTraceSegments } = this.xray("PutTraceSegments", { TraceSegmentDocuments });
    return (UnprocessedTraceSegments as List).map(({ ErrorCode }) => ErrorCode);
  }

  trace(number: number): PlainObject | undefined {
    return (this.xray("BatchGetTraces", { TraceIds: [traceIdOf(number)] })["Traces"] as List)[0];
  }

  segments(number: number): List {
    return documentsOf(this.trace(number));
  }

  summaries(more: PlainObject = {}): List {
    const span = { StartTime: beginning - 9e6, EndTime: beginning + 9e6, ...more };
    return this.xray("GetTraceSummaries", span)["TraceSummaries"] as List;
  }

  to(second: number): this {
    this.simulation.run({ until: microseconds(second * 1e6) as number as Instant });
    return this;
  }

  refusalOf(act: () => unknown): string {
    try {
      act();
    } catch (error) {
      if (error instanceof AwsError) return error.code;
      if (error instanceof NotModeledError) return error.what;
      throw error;
    }
    throw new Error("it is not refused");
  }

  sums(): Readonly<Record<string, number>> {
    const meters = this.simulation.metersOf("xray.store:account");
    return Object.fromEntries(Object.entries(meters).map(([name, { sum }]) => [name, sum]));
  }
}

const documentsOf = (trace: PlainObject | undefined): List =>
  ((trace?.["Segments"] ?? []) as List).map(
    ({ Document }) => JSON.parse(Document as string) as PlainObject,
  );

describe("a segment", () => {
  it.each([
    [{ name: "" }, "MissingName"],
    [{ name: "a".repeat(201) }, "InvalidName"],
    [{ id: "1" }, "InvalidId"],
    [{ trace_id: "1-2-3" }, "InvalidTraceId"],
    [{ type: "subsegment" }, "MissingParentId"],
    [{ start_time: null }, "MissingStartTime"],
    [{ end_time: null }, "MissingEndTime"],
    [{ end_time: 1 }, "InvalidEndTime"],
    [{ user: "a".repeat(251) }, "InvalidText"],
  ])("xray.segment.form: is not taken with %o", (more, code) => {
    const account = new TracedAccount();
    expect(account.put(segment(1, 1, more as PlainObject), segment(2, 2))).toEqual([code]);
    expect(account.trace(1)).toBeUndefined();
    expect(account.segments(2)).toHaveLength(1);
  });

  it("xray.segment.form: may be a subsegment of its own, or have names of 200 characters", () => {
    const account = new TracedAccount();
    const part = segment(1, 2, { type: "subsegment", parent_id: segmentIdOf(1) });
    expect(account.put(segment(1, 1, { name: "a".repeat(200) }), part)).toEqual([]);
    expect(account.segments(1)).toHaveLength(2);
  });

  it("xray.segment.words: says in codes of ours why it is not taken", () => {
    const account = new TracedAccount();
    const { UnprocessedTraceSegments } = account.xray("PutTraceSegments", {
      TraceSegmentDocuments: ["none"],
    });
    expect(UnprocessedTraceSegments).toEqual([
      { ErrorCode: "ParseError", Message: "Invalid segment. ErrorCode: ParseError" },
    ]);
  });

  it("xray.segment.size: has at most 64 KB and 20 links", () => {
    const account = new TracedAccount();
    const room = 65_536 - segment(1, 1, { metadata: "" }).length;
    const links = (count: number): PlainObject => ({
      links: Array.from({ length: count }, () => ({ trace_id: traceIdOf(9), id: segmentIdOf(9) })),
    });
    expect(account.put(segment(1, 1, { metadata: "a".repeat(room) }))).toEqual([]);
    expect(account.put(segment(1, 2, { metadata: "a".repeat(room + 1) }))).toEqual([
      "DocumentTooLarge",
    ]);
    expect(account.put(segment(2, 1, links(20)), segment(2, 2, links(21)))).toEqual([
      "TooManyLinks",
    ]);
  });

  it("xray.segment.final: takes the place of the one in progress, and has no other after it", () => {
    const account = new TracedAccount();
    account.put(segment(1, 1, { in_progress: true, end_time: null }));
    expect(account.summaries()[0]).toMatchObject({ IsPartial: true, Duration: 0 });
    account.put(segment(1, 1));
    account.put(segment(1, 1, { end_time: beginning + 9 }));
    account.put(segment(1, 1, { in_progress: true, end_time: null }));
    expect(account.summaries()[0]).toMatchObject({ IsPartial: false, Duration: 1.5 });
  });

  it("xray.segment.rate: is one of 2,600 of a second", () => {
    const account = new TracedAccount({ quotas: { "xray.segmentsPerSecond": 2 } });
    account.put(segment(9, 9));
    account.put(segment(1, 1), segment(1, 2));
    expect(account.refusalOf(() => account.put(segment(1, 3)))).toBe("ThrottledException");
    account.to(1);
    expect(account.put(segment(1, 3))).toEqual([]);
  });

  it("xray.segment.inferred: is there for who sends none, until one is sent", () => {
    const account = new TracedAccount();
    const call = {
      id: segmentIdOf(7),
      name: "DynamoDB",
      namespace: "aws",
      start_time: beginning,
      end_time: beginning + 1,
      aws: { operation: "GetItem", table_name: "orders" },
    };
    const other = { ...call, id: segmentIdOf(8), namespace: "local" };
    account.put(segment(1, 1, { subsegments: [call, other] }));
    const [, inferred, ...more] = account.segments(1);
    expect(inferred).toMatchObject({
      inferred: true,
      parent_id: segmentIdOf(7),
      name: "DynamoDB",
      aws: { table_name: "orders" },
    });
    expect(more).toEqual([]);
    account.put(segment(1, 2, { name: "orders", parent_id: segmentIdOf(7) }));
    expect(account.segments(1).map(({ name }) => name)).toEqual(["shop", "orders"]);
  });
});

describe("a trace", () => {
  it("xray.trace.size: has at most 500 KB and 100 links, and says so", () => {
    const account = new TracedAccount();
    const large = (id: number) => segment(1, id, { metadata: "a".repeat(60_000) });
    account.put(...[1, 2, 3, 4].map(large));
    expect(account.put(...[5, 6, 7, 8].map(large))).toEqual([]);
    expect(account.trace(1)!["LimitExceeded"]).toBe(false);
    expect(account.put(large(9))).toEqual(["TraceTooLarge"]);
    expect(account.trace(1)).toMatchObject({ LimitExceeded: true });
    expect(account.segments(1)).toHaveLength(8);
    const links = Array.from({ length: 20 }, () => ({ id: segmentIdOf(1) }));
    const linked = [1, 2, 3, 4, 5, 6].map((id) => segment(2, id, { links }));
    expect(account.put(...linked)).toEqual(["TooManyLinks"]);
  });

  it("xray.trace.retention: is there for 30 days, and recorded anew after 7", () => {
    const account = new TracedAccount();
    const day = 86_400;
    account.put(segment(9, 9));
    account.put(segment(1, 1));
    account.to(6 * day).put(segment(1, 2, { parent_id: segmentIdOf(1) }));
    expect(account.sums()["TracesRecorded"]).toBe(2);
    account.to(8 * day).put(segment(1, 3, { parent_id: segmentIdOf(1) }));
    expect(account.sums()["TracesRecorded"]).toBe(3);
    expect(account.to(30 * day - 1).segments(1)).toHaveLength(3);
    expect(account.to(30 * day).trace(1)).toBeUndefined();
  });

  it.each([
    [404, { HasError: true, HasThrottle: false, HasFault: false }],
    [429, { HasError: true, HasThrottle: true, HasFault: false }],
    [503, { HasError: false, HasThrottle: false, HasFault: true }],
    [200, { HasError: false, HasThrottle: false, HasFault: false }],
  ])("xray.trace.flags: %i is told in summaries", (status, flags) => {
    const account = new TracedAccount();
    const http = { request: { method: "GET", url: "/a" }, response: { status } };
    account.put(segment(1, 1), segment(1, 2, { parent_id: segmentIdOf(1), http }));
    expect(account.summaries()).toMatchObject([{ Id: traceIdOf(1), ResponseTime: 1.5, ...flags }]);
  });

  it("xray.trace.annotations: has 50 that are indexed", () => {
    const account = new TracedAccount();
    const annotations = Object.fromEntries(
      Array.from({ length: 60 }, (_, place) => [`key${place}`, place]),
    );
    account.put(segment(1, 1, { annotations }));
    const [{ Annotations } = {}] = account.summaries() as readonly Record<string, PlainObject>[];
    expect(Object.keys(Annotations!)).toHaveLength(50);
    expect(Annotations!["key3"]).toMatchObject([{ AnnotationValue: { NumberValue: 3 } }]);
  });

  it("xray.words.left-out: is not found by filter expressions, which a line says", () => {
    const account = new TracedAccount();
    const filtered = () => account.summaries({ FilterExpression: "error" });
    expect(account.refusalOf(filtered)).toContain("FilterExpression is not modeled");
    const silent = new TracedAccount({ logs: false });
    expect(silent.refusalOf(() => silent.trace(1))).toContain("logs: true");
  });

  it("xray.pricing.traces: costs to be recorded by who begins it, retrieved and scanned", () => {
    const account = new TracedAccount();
    account.put(segment(9, 9));
    account.put(segment(1, 1), segment(1, 2, { parent_id: segmentIdOf(1) }), segment(2, 1));
    account.put(segment(3, 1, { parent_id: segmentIdOf(1) }));
    account.trace(1);
    account.summaries();
    expect(account.sums()).toMatchObject({
      TracesRecorded: 3,
      TracesRetrieved: 1,
      TracesScanned: 4,
    });
  });
});

describe("xray.segment.functions: an invocation that is sampled", () => {
  const traced = (more: PlainObject = {}) => {
    const account = new TracedAccount();
    account.simulation.client().call("lambda", "CreateFunction", {
      ...(functionParams as PlainObject),
      TracingConfig: { Mode: "Active" },
      ...more,
    });
    return account;
  };
  const slowToStart = profile({
    coldStart: { type: "constant", value: seconds(2) },
    duration: { type: "constant", value: seconds(1) },
  });
  const invoke = (account: TracedAccount) =>
    account.simulation.client().call("lambda", "Invoke", { FunctionName: "worker" });

  it.each([["Text"], ["JSON"]])(
    "has a segment of the service and one of the function, by logs in %s",
    (LogFormat) => {
      const account = traced({ LoggingConfig: { LogFormat }, Behavior: slowToStart as never });
      invoke(account);
      invoke(account.to(60));
      const summaries = account.summaries();
      expect(summaries).toHaveLength(2);
      const { Traces } = account.xray("BatchGetTraces", {
        TraceIds: summaries.map(({ Id }) => Id!),
      });
      const [first, second] = (Traces as List).map(documentsOf);
      const [service, fn] = first!;
      expect(service).toMatchObject({ name: "worker", origin: "AWS::Lambda" });
      expect(fn).toMatchObject({
        name: "worker",
        origin: "AWS::Lambda::Function",
        parent_id: service!["id"],
        subsegments: [{ name: "Init", start_time: service!["start_time"] }],
      });
      // The second finds its environment.
      expect(second!.map(({ subsegments }) => subsegments)).toEqual([undefined, undefined]);
    },
  );

  it("is a fault where it throws, and none otherwise", () => {
    const account = traced({
      Behavior: profile({
        duration: { type: "constant", value: seconds(1) },
        failures: 1,
      }) as never,
    });
    invoke(account);
    expect(account.summaries()).toMatchObject([{ HasFault: true, HasError: false }]);
    const good = traced();
    invoke(good);
    expect(good.summaries()).toMatchObject([{ HasFault: false }]);
  });

  it("xray.pricing.traces: is recorded once, by whoever begins the trace", () => {
    const account = traced();
    for (let second = 0; second < 3; second += 1) invoke(account.to(second));
    account.summaries();
    const { TracesRecorded } = account.simulation.metersOf("lambda.function:worker");
    expect(TracesRecorded!.sum).toBe(3);
    expect(account.sums()).toMatchObject({ TracesRecorded: 0, TracesScanned: 3 });
  });

  it("is none where nobody traces", () => {
    const account = traced({ TracingConfig: { Mode: "PassThrough" } });
    invoke(account);
    expect(account.summaries()).toEqual([]);
  });
});

describe("rules of sampling", () => {
  const names = (account: TracedAccount) =>
    (account.xray("GetSamplingRules")["SamplingRuleRecords"] as List).map(
      ({ SamplingRule }) => (SamplingRule as PlainObject)["RuleName"],
    );

  it("xray.sampling.rules: are in order of their priorities, the Default one last", () => {
    const account = new TracedAccount({ quotas: { "xray.samplingRules": 2 } });
    expect(names(account)).toEqual(["Default"]);
    account.xray("CreateSamplingRule", samplingRule("late", { Priority: 200 }));
    account.xray("CreateSamplingRule", samplingRule("early"));
    expect(names(account)).toEqual(["early", "late", "Default"]);
    const more = () => account.xray("CreateSamplingRule", samplingRule("more"));
    expect(account.refusalOf(more)).toBe("RuleLimitExceededException");
    const update = { RuleName: "late", Priority: 1 };
    account.xray("UpdateSamplingRule", { SamplingRuleUpdate: update });
    expect(names(account)[0]).toBe("late");
    account.xray("DeleteSamplingRule", { RuleName: "early" });
    expect(names(account)).toEqual(["late", "Default"]);
    const gone = () => account.xray("DeleteSamplingRule", { RuleName: "Default" });
    expect(account.refusalOf(gone)).toBe("InvalidRequestException");
  });

  const target = (account: TracedAccount, client: string, RuleName = "orders") => {
    const ClientID = client.repeat(24);
    const counts = { RequestCount: 10, SampledCount: 1, Timestamp: beginning };
    const told = account.xray("GetSamplingTargets", {
      SamplingStatisticsDocuments: [{ RuleName, ClientID, ...counts }],
    });
    return [told["SamplingTargetDocuments"], told["UnprocessedStatistics"]] as readonly List[];
  };

  it("xray.sampling.targets: give a client its part of a reservoir, for 5 minutes", () => {
    const account = new TracedAccount();
    account.xray("CreateSamplingRule", samplingRule("orders"));
    expect(target(account, "a")[0]).toEqual([
      {
        RuleName: "orders",
        FixedRate: 0.1,
        ReservoirQuota: 5,
        ReservoirQuotaTTL: beginning + 300,
        Interval: 10,
      },
    ]);
    expect(target(account, "a", "none")[1]).toMatchObject([{ RuleName: "none" }]);
  });

  it("xray.sampling.shares: are alike for all that were heard of", () => {
    const account = new TracedAccount();
    account.xray("CreateSamplingRule", samplingRule("orders"));
    const quota = (client: string) => target(account, client)[0]![0]!["ReservoirQuota"];
    expect([quota("a"), quota("b"), quota("a")]).toEqual([5, 2, 3]);
    account.to(301);
    expect(quota("b")).toBe(5);
  });
});
