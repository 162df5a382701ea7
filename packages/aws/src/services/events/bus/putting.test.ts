import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { arnOf, entry, EventAccount } from "../test/event-account.ts";

/** An account in which a queue gets all events of the bus. */
function open(options: ConstructorParameters<typeof EventAccount>[0] = {}) {
  const account = new EventAccount(options);
  account.queue("queue");
  account.rule("all", { source: [{ prefix: "" }] }, { Id: "q", Arn: arnOf("sqs", "queue") });
  return account;
}

it("events.put.event: has the members that AWS documents", () => {
  const account = open({ startsAt: "2026-11-23T09:00:00Z" });
  const { EventId } = account.put({ total: 3 }, { Resources: ["arn:aws:s3:::bucket"] });
  expect(EventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(account.events("queue")).toEqual([
    {
      version: "0",
      id: EventId,
      "detail-type": "paid",
      source: "shop",
      account: "123456789012",
      time: "2026-11-23T09:00:00Z",
      region: "us-east-1",
      resources: ["arn:aws:s3:::bucket"],
      detail: { total: 3 },
    },
  ]);
});

it("events.put.size: counts source, detail type, detail, resources and a time", () => {
  const account = open();
  account.put({}, { Time: 1_767_225_600, Resources: ["ä"] });
  expect(account.sum("PutEventsRequestSize")).toBe(4 + 4 + 2 + 2 + 14);
  const large = { a: "x".repeat(1_048_576 - 16) };
  expect(account.refusal("PutEvents", { Entries: [entry(large)] })).toBe(
    "ValidationException: Total size of the entries in the request is over the limit.",
  );
  const before = open({ asOf: "2026-01-28" });
  const half = { a: "x".repeat(150_000) };
  expect(before.refusal("PutEvents", { Entries: [entry(half)] })).toBe("taken");
  expect(before.refusal("PutEvents", { Entries: [entry(half), entry(half)] })).toContain(
    "Total size",
  );
});

it("events.put.entries: are 10 at most", () => {
  const account = open();
  const entries = (count: number) => ({ Entries: Array.from({ length: count }, () => entry()) });
  expect(account.refusal("PutEvents", entries(10))).toBe("taken");
  expect(account.refusal("PutEvents", entries(11))).toBe(
    "ValidationException: 1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
  );
  expect(account.refusal("PutEvents", entries(0))).toContain("greater than or equal to 1");
});

it("events.put.failed-entries: are told of in their places", () => {
  const account = open();
  const missing = (name: string) => ({
    ErrorCode: "InvalidArgument",
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  const { Source: _, ...sourceless } = entry();
  const results = account.putAll([
    sourceless,
    { ...entry(), DetailType: "" },
    entry({ a: 1 }),
    { ...entry(), Detail: "[1]" },
    { ...entry(), Detail: "" },
  ]);
  const id = results[2]!["EventId"];
  const malformed = { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  expect(results).toEqual([
    missing("Source"),
    missing("DetailType"),
    { EventId: id },
    malformed,
    missing("Detail"),
  ]);
  expect(account.events("queue").map((event) => event["id"])).toEqual([id]);
});

it("events.put.detail-type-length: is 128 at most", () => {
  const account = open();
  expect(account.put({}, { DetailType: "x".repeat(128) })).toHaveProperty("EventId");
  expect(account.put({}, { DetailType: "x".repeat(129) })).toMatchObject({
    ErrorCode: "InvalidArgument",
  });
});

it("events.put.nesting: is 1,000 levels at most", () => {
  const account = open();
  const nested = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
  expect(account.put({}, { Detail: nested(1_000) })).toHaveProperty("EventId");
  expect(account.put({}, { Detail: nested(1_001) })).toMatchObject({
    ErrorCode: "MalformedDetail",
  });
});

it("events.put.unknown-bus: gets an id and is dropped", () => {
  const account = open();
  expect(account.put({}, { EventBusName: "none" })).toHaveProperty("EventId");
  account.advance(seconds(10));
  expect(account.bodies("queue")).toEqual([]);
});

it("events.put.detail-unchanged: is handed on as it was put", () => {
  const account = open();
  account.rule("last", { detail: { a: [2] } }, { Id: "q", Arn: arnOf("sqs", "queue") });
  const detail = '{ "a": 1, "a": 2, "b": 1.50 }';
  account.put({}, { Detail: detail });
  const bodies = account.bodies("queue");
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toContain(`"detail":${detail}}`);
});

it("events.put.time: is that of the entry, or of the arrival", () => {
  const account = open({ startsAt: "2026-11-23T09:00:00Z" });
  account.put({}, { Time: 1_640_995_200 });
  account.put({}, { Time: "2022-01-02T00:00:00.9Z" });
  account.advance(seconds(90));
  account.put();
  expect(account.events("queue").map(({ time }) => time)).toEqual([
    "2022-01-01T00:00:00Z",
    "2022-01-02T00:00:00Z",
    "2026-11-23T09:01:30Z",
  ]);
});

it("events.put.aws-source: is refused to everybody", () => {
  expect(open().put({}, { Source: "aws.s3" })).toEqual({
    ErrorCode: "NotAuthorizedForSourceException",
    ErrorMessage: "Not authorized for the source.",
  });
});

it("events.put.rate: is the account's", () => {
  const account = open({ quotas: { "events.putEventsPerSecond": 2 } });
  const client = account.simulation.client();
  const params = { Entries: [entry()] };
  const pending = [1, 2, 3].map(() => client.begin("events", "PutEvents", params));
  account.advance(seconds(0.1));
  expect(pending.map(({ outcome }) => outcome!.type)).toEqual(["called", "called", "refused"]);
  expect(pending[2]!.outcome).toMatchObject({
    code: "ThrottlingException",
    message: "Rate exceeded",
  });
  expect(account.sum("PutEventsApproximateThrottledCount")).toBe(1);
  account.advance(seconds(1));
  expect(account.refusal("PutEvents", params)).toBe("taken");
});

it("events.put.metrics: count what came, matched, ran and was invoked", () => {
  const account = open({ latencies: { "events.toTarget": { type: "constant", value: 50_000 } } });
  account.rule("none", { source: ["other"] }, { Id: "q", Arn: arnOf("sqs", "queue") });
  account.rule("gone", { detail: { a: [1] } }, { Id: "g", Arn: arnOf("sqs", "gone") });
  account.putAll([entry({ a: 1 }), entry({ a: 2 }), { ...entry(), Detail: "x" }]);
  account.advance(seconds(1));
  const metrics = [
    "PutEventsApproximateCallCount",
    "PutEventsEntriesCount",
    "PutEventsFailedEntriesCount",
    "MatchedEvents",
    "TriggeredRules",
    "Invocations",
    "InvocationAttempts",
    "SuccessfulInvocationAttempts",
    "FailedInvocations",
    "InvocationsDropped",
  ];
  expect(metrics.map((name) => account.sum(name))).toEqual([1, 3, 1, 2, 3, 3, 3, 2, 1, 1]);
  const latencies = account.simulation.metersOf("events.bus:bus");
  expect(latencies["IngestionToInvocationStartLatency"]).toMatchObject({ count: 3, max: 50_000 });
  expect(latencies["IngestionToInvocationSuccessLatency"]).toMatchObject({ count: 2, max: 50_000 });
});

it("counts what is put on the default bus by the call that makes it", () => {
  const account = new EventAccount();
  const ids = account.putAll([1, 2].map(() => ({ ...entry(), EventBusName: "default" })));
  expect(new Set(ids.map(({ EventId }) => EventId)).size).toBe(2);
  expect(account.sum("EventsTaken", "default")).toBe(2);
  expect(account.sum("PutEventsApproximateCallCount", "default")).toBe(1);
});

it("puts the entries of one request on several buses, and answers in their order", () => {
  const account = open();
  account.call("CreateEventBus", { Name: "other" });
  const results = account.putAll([
    entry({ place: 0 }),
    { ...entry({ place: 1 }), EventBusName: "other" },
    { ...entry(), Detail: "" },
    entry({ place: 3 }),
  ]);
  const events = account.events("queue");
  expect(events.map(({ id }) => id)).toEqual([results[0]!["EventId"], results[3]!["EventId"]]);
  expect(results[2]).toHaveProperty("ErrorCode");
  expect(account.sum("EventsTaken", "other")).toBe(1);
});

it("events.metrics.published: tells alarms of a bus, and of its only rule", () => {
  const account = new EventAccount();
  const ofBus = { EventBusName: "bus" };
  account.rule("all", { source: ["shop"] }, { Id: "1", Arn: account.queue("queue") });
  const alarm = (AlarmName: string, MetricName: string, dimensions: PlainObject): void => {
    account.call(
      "PutMetricAlarm",
      {
        ...{ AlarmName, Namespace: "AWS/Events", MetricName, Statistic: "Sum", Period: 60 },
        ...{ EvaluationPeriods: 1, Threshold: 2 },
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value: Value! })),
      },
      "cloudwatch",
    );
  };
  alarm("bus", "Invocations", ofBus);
  alarm("rule", "Invocations", { ...ofBus, RuleName: "all" });
  alarm("all", "PutEventsEntriesCount", {});
  alarm("none", "Invocations", { ...ofBus, RuleName: "none" });
  account.putAll([entry(), entry()]);
  account.advance(seconds(150));
  const { AlarmHistoryItems } = account.call(
    "DescribeAlarmHistory",
    { HistoryItemType: "StateUpdate" },
    "cloudwatch",
  );
  const items = AlarmHistoryItems as readonly PlainObject[];
  const rang = items
    .filter(({ HistorySummary }) => String(HistorySummary).includes("to ALARM"))
    .map(({ AlarmName }) => AlarmName);
  expect([...rang].sort()).toEqual(["all", "bus", "rule"]);
});
