import { hours, milliseconds, minutes, noTime, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wait } from "../../../service/script.ts";
import { latencyIn } from "../latencies.ts";
import { arnOf, attributesIn, EventAccount } from "../test/event-account.ts";

const queueArn = arnOf("sqs", "queue");
const all = { source: [{ prefix: "" }] };
const constant = (value: number) => ({ type: "constant", value }) as const;

it("events.delivery.fan-out: brings an event to each target of each enabled rule that it matches", () => {
  const account = new EventAccount();
  account.queue("queue");
  account.queue("other");
  account.rule(
    "both",
    { detail: { a: [1] } },
    { Id: "1", Arn: queueArn },
    { Id: "2", Arn: arnOf("sqs", "other") },
  );
  account.rule("one", all, { Id: "1", Arn: queueArn });
  account.rule("off", all, { Id: "1", Arn: queueArn });
  account.call("DisableRule", { Name: "off", EventBusName: "bus" });
  account.put({ a: 1 });
  account.put({ a: 2 });
  expect([account.bodies("queue").length, account.bodies("other").length]).toEqual([3, 1]);
});

it("events.delivery.at-least-once: doubles as many events as a scenario says, and keeps no order", () => {
  const account = new EventAccount({
    assumptions: { "events.duplicateRate": 0.5 },
    latencies: { "events.toTarget": { type: "uniform", min: 0, max: 1_000_000 } },
  });
  account.queue("queue");
  account.rule("all", all, { Id: "1", Arn: queueArn });
  for (let number = 0; number < 40; number += 1) account.put({ number });
  account.advance(seconds(5));
  const numbers: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    numbers.push(
      ...account.events("queue").map(({ detail }) => (detail as { number: number }).number),
    );
  }
  expect(new Set(numbers).size).toBe(40);
  expect(numbers.length).toBeGreaterThan(50);
  expect(numbers).not.toEqual(numbers.slice().sort((one, other) => one - other));
});

/** A rule whose target, an API destination, answers always so. */
function failing(
  policy: PlainObject | undefined,
  answers: PlainObject = { share: 1, status: 503, latency: constant(0) },
  more: PlainObject = {},
) {
  const account = new EventAccount();
  account.queue("dead");
  const { ConnectionArn } = account.call("CreateConnection", {
    Name: "c",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "a", ApiKeyValue: "b" } },
  });
  const { ApiDestinationArn } = account.call("CreateApiDestination", {
    Name: "api",
    ConnectionArn: ConnectionArn!,
    InvocationEndpoint: "https://x.example/",
    HttpMethod: "POST",
    Answers: answers,
  });
  account.rule("all", all, {
    Id: "1",
    Arn: ApiDestinationArn!,
    DeadLetterConfig: { Arn: arnOf("sqs", "dead") },
    ...(policy === undefined ? {} : { RetryPolicy: policy }),
    ...more,
  });
  const { EventId } = account.put({ a: 1 });
  return { account, id: EventId, arn: ApiDestinationArn as string };
}

it("events.delivery.retries: end with the attempts or with the age, whichever is first", () => {
  const { account } = failing({ MaximumRetryAttempts: 3 });
  account.advance(hours(1));
  expect(account.sum("InvocationAttempts")).toBe(4);
  expect(account.sum("RetryInvocationAttempts")).toBe(3);
  const aged = failing({ MaximumEventAgeInSeconds: 60 }).account;
  aged.advance(minutes(2));
  expect(attributesIn(aged.messages("dead")[0]!)).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
  });
  const usual = failing(undefined).account;
  usual.advance(hours(25));
  expect(usual.sum("InvocationAttempts")).toBeGreaterThan(150);
  expect(usual.sum("InvocationAttempts")).toBeLessThanOrEqual(186);
  expect(usual.bodies("dead")).toHaveLength(1);
  const account2 = new EventAccount();
  account2.rule("r", all);
  const target = (MaximumRetryAttempts: number) => ({
    Rule: "r",
    EventBusName: "bus",
    Targets: [{ Id: "1", Arn: queueArn, RetryPolicy: { MaximumRetryAttempts } }],
  });
  expect(account2.refusal("PutTargets", target(185))).toBe("taken");
  expect(account2.refusal("PutTargets", target(186))).toContain("less than or equal to 185");
});

it("events.delivery.backoff: waits twice as long each time, with jitter", () => {
  const { account } = failing({ MaximumRetryAttempts: 6 });
  const waits: number[] = [];
  let [seen, last] = [1, account.simulation.now as number];
  while (seen < 7) {
    account.advance(milliseconds(10));
    if (account.sum("InvocationAttempts") === seen) continue;
    waits.push((account.simulation.now - last) / 1_000_000);
    [seen, last] = [seen + 1, account.simulation.now];
  }
  waits.forEach((wait, place) => {
    expect(wait).toBeGreaterThan(0.45 * 2 ** place);
    expect(wait).toBeLessThan(2 ** place + 0.1);
  });
});

it("events.delivery.final: gives up at once what another attempt would not help", () => {
  const account = new EventAccount();
  account.queue("dead");
  const DeadLetterConfig = { Arn: arnOf("sqs", "dead") };
  account.rule("gone", all, { Id: "1", Arn: arnOf("sqs", "gone"), DeadLetterConfig });
  account.put();
  account.advance(seconds(1));
  const [letter] = account.messages("dead");
  expect(attributesIn(letter!)).toMatchObject({ ERROR_CODE: "NO_RESOURCE", RETRY_ATTEMPTS: "0" });
  expect(attributesIn(letter!)).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
  account.queue("gone");
  account.put();
  expect(account.bodies("gone")).toHaveLength(1);
});

it("events.delivery.dead-letters: have the event and say why", () => {
  const { account, id, arn } = failing({ MaximumRetryAttempts: 1 }, undefined, {
    Input: '"other"',
  });
  account.advance(minutes(1));
  const [letter] = account.messages("dead");
  expect(JSON.parse(letter!["Body"] as string)).toMatchObject({ id, detail: { a: 1 } });
  expect(attributesIn(letter!)).toEqual({
    RULE_ARN: arnOf("events", "rule/bus/all"),
    TARGET_ARN: arn,
    ERROR_CODE: "ERROR_FROM_TARGET",
    ERROR_MESSAGE: "503: The endpoint answered 503.",
    EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    RETRY_ATTEMPTS: "1",
  });
  expect(account.sum("InvocationsSentToDlq")).toBe(1);
});

it("counts what its dead-letter queue does not take either", () => {
  const { account } = failing({ MaximumRetryAttempts: 0 });
  account.call("DeleteQueue", { QueueUrl: "dead" }, "sqs");
  account.put();
  account.advance(seconds(5));
  expect(account.sum("InvocationsFailedToBeSentToDlq")).toBe(2);
  expect(account.sum("InvocationsDropped")).toBe(2);
});

it.each([
  [401, "ERROR_FROM_TARGET"],
  [404, "ERROR_FROM_TARGET"],
  [429, "THROTTLING"],
])("events.delivery.error-codes: says of an answer of %i that it is %s", (status, code) => {
  const { account } = failing(
    { MaximumRetryAttempts: 0 },
    { share: 1, status, latency: constant(0) },
  );
  account.advance(seconds(5));
  expect(attributesIn(account.messages("dead")[0]!)["ERROR_CODE"]).toBe(code);
});

it("events.delivery.functions: are successes once Lambda has the event", () => {
  const account = new EventAccount({
    scripts: {
      *fail() {
        yield* [];
        throw new Error("down");
      },
    },
  });
  const params = { ...(functionParams as PlainObject), FunctionName: "worker" };
  account.call(
    "CreateFunction",
    { ...params, Behavior: { type: "script", name: "fail" } },
    "lambda",
  );
  account.rule("all", all, { Id: "1", Arn: arnOf("lambda", "function:worker") });
  account.put();
  account.advance(minutes(10));
  expect(account.sum("SuccessfulInvocationAttempts")).toBe(1);
  expect(account.sum("FailedInvocations")).toBe(0);
  const { Errors, AsyncEventsReceived } = account.simulation.metersOf("lambda.function:worker");
  expect([AsyncEventsReceived!.sum, Errors!.sum]).toEqual([1, 3]);
});

it("events.delivery.loops: run on", () => {
  const account = new EventAccount({ latencies: { "events.toTarget": constant(1_000_000) } });
  account.rule("loop", all, { Id: "1", Arn: arnOf("events", "event-bus/bus") });
  account.put();
  account.advance(minutes(1));
  expect(account.sum("EventsTaken")).toBeGreaterThan(50);
});

it.each([
  ["2023-02-16", 346_000],
  ["2023-02-17", 99_000],
])("events.delivery.latency: as of %s is as measured", (asOf, median) => {
  expect(latencyIn({ latencies: {}, asOf }, "events.toTarget")).toMatchObject({ median });
});

it("events.delivery.rate: delays what is above it", () => {
  const account = new EventAccount({ quotas: { "events.invocationsPerSecond": 2 } });
  account.queue("queue");
  account.rule("all", all, { Id: "1", Arn: queueArn });
  account.putAll(
    Array.from({ length: 6 }, () => ({
      Source: "a",
      DetailType: "b",
      Detail: "{}",
      EventBusName: "bus",
    })),
  );
  account.advance(seconds(0.9));
  expect(account.sum("Invocations")).toBe(3);
  account.advance(seconds(2));
  expect(account.sum("Invocations")).toBe(6);
  expect(account.sum("ThrottledRules")).toBe(4);
});

it("events.delivery.bus-to-bus: keeps the event, and goes to a third account no more", () => {
  const account = new EventAccount({ latencies: { "events.toOtherAccount": constant(1_000) } });
  account.queue("queue");
  account.queue("dead");
  account.call("CreateEventBus", { Name: "second" });
  account.call("CreateEventBus", { Name: "third" });
  const elsewhere = (bus: string) => `arn:aws:events:us-east-1:999999999999:event-bus/${bus}`;
  account.rule("on", all, { Id: "1", Arn: elsewhere("second") });
  const put = (bus: string, name: string, target: PlainObject) => {
    account.call("PutRule", { Name: name, EventBusName: bus, EventPattern: JSON.stringify(all) });
    account.call("PutTargets", { Rule: name, EventBusName: bus, Targets: [target] });
  };
  put("second", "queue", { Id: "1", Arn: queueArn });
  const DeadLetterConfig = { Arn: arnOf("sqs", "dead") };
  put("second", "on", { Id: "1", Arn: elsewhere("third"), DeadLetterConfig });
  const { EventId } = account.put();
  account.advance(seconds(1));
  expect(account.events("queue")).toMatchObject([{ id: EventId }]);
  expect(attributesIn(account.messages("dead")[0]!)["ERROR_CODE"]).toBe(
    "THIRD_ACCOUNT_HOP_DETECTED",
  );
  expect(account.sum("EventsTaken", "third")).toBe(0);
});

it("counts what goes to a bus of another account where no scenario says how far it is", () => {
  const account = new EventAccount();
  const arn = "arn:aws:events:eu-west-1:123456789012:event-bus/far";
  account.rule("on", all, { Id: "1", Arn: arn });
  account.put();
  account.advance(seconds(1));
  const sink = account.simulation.metersOf(`events.unmodeledTarget:${arn}`);
  expect(sink["RecordsReceived"]!.sum).toBe(1);
});

it("events.delivery.groups: come from the parameters of a target", () => {
  const account = new EventAccount();
  account.queue("queue.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  account.call("CreateStream", { StreamName: "stream", ShardCount: 1 }, "kinesis");
  const stream = arnOf("kinesis", "stream/stream");
  account.rule(
    "all",
    all,
    { Id: "1", Arn: arnOf("sqs", "queue.fifo"), SqsParameters: { MessageGroupId: "group" } },
    { Id: "2", Arn: stream, KinesisParameters: { PartitionKeyPath: "$.detail.id" } },
    { Id: "3", Arn: stream },
  );
  const { EventId } = account.put({ id: "key" });
  account.advance(seconds(1));
  expect(account.messages("queue.fifo")[0]!["Attributes"]).toMatchObject({
    MessageGroupId: "group",
  });
  const { ShardIterator } = account.call(
    "GetShardIterator",
    { StreamName: "stream", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" },
    "kinesis",
  );
  const { Records } = account.call("GetRecords", { ShardIterator: ShardIterator! }, "kinesis");
  expect((Records as readonly PlainObject[]).map(({ PartitionKey }) => PartitionKey)).toEqual([
    "key",
    EventId,
  ]);
});

it("events.delivery.targets: are five, and one of an id", () => {
  const account = new EventAccount();
  const target = (Id: string) => ({ Id, Arn: queueArn });
  account.rule("r", all, ...["1", "2", "3", "4", "5"].map(target));
  const put = (Id: string) =>
    account.refusal("PutTargets", { Rule: "r", EventBusName: "bus", Targets: [target(Id)] });
  expect(put("5")).toBe("taken");
  expect(put("6")).toBe(
    "LimitExceededException: The requested resource exceeds the maximum number allowed.",
  );
  const { Targets } = account.call("ListTargetsByRule", { Rule: "r", EventBusName: "bus" });
  expect(Targets).toHaveLength(5);
});

it("events.delivery.api: asks an API at the path of its ARN, again after some answers", () => {
  const asked: { readonly rawPath: string; readonly body: string }[] = [];
  let status = 500;
  const behind = function* (event: unknown) {
    yield wait(noTime);
    asked.push(event as (typeof asked)[number]); // Of an HTTP API.
    return { statusCode: status };
  };
  const account = new EventAccount({ scripts: { behind } });
  account.call(
    "CreateFunction",
    {
      ...{ FunctionName: "behind", Runtime: "nodejs22.x", Handler: "a.b", Code: { ZipFile: "" } },
      Role: "arn:aws:iam::123456789012:role/behind",
      Behavior: { type: "script", name: "behind" },
    },
    "lambda",
  );
  const Target = arnOf("lambda", "function:behind");
  const api = account.call(
    "CreateApi",
    { Name: "api", ProtocolType: "HTTP", Target },
    "apigatewayv2",
  );
  account.queue("dead");
  const Arn = arnOf("execute-api", `${String(api["ApiId"])}/$default/POST/orders/*/paid`);
  account.rule(
    "all",
    { source: ["shop"] },
    {
      ...{ Id: "1", Arn, InputPath: "$.detail" },
      HttpParameters: { PathParameterValues: ["$.detail.id"] },
      DeadLetterConfig: { Arn: arnOf("sqs", "dead") },
    },
  );
  account.put({ id: 7 });
  account.advance(seconds(1));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked[0]).toMatchObject({ rawPath: "/orders/7/paid", body: '{"id":7}' });
  status = 200;
  account.advance(minutes(2));
  expect(account.sum("SuccessfulInvocationAttempts")).toBe(1);
  expect(account.sum("RetryInvocationAttempts")).toBeGreaterThan(0);

  // What an API refuses is not asked of it again.
  status = 400;
  account.put({ id: 8 });
  account.advance(minutes(2));
  const [letter] = account.messages("dead");
  expect(attributesIn(letter!)).toMatchObject({
    ERROR_CODE: "ERROR_FROM_TARGET",
    ERROR_MESSAGE: "The API answered 400.",
    RETRY_ATTEMPTS: "0",
  });
});

it("events.delivery.fan-out: puts events into a log group", () => {
  const account = new EventAccount();
  const logGroupName = "/aws/events/all";
  account.call("CreateLogGroup", { logGroupName }, "logs");
  const Arn = arnOf("logs", `log-group:${logGroupName}`);
  account.rule("all", { source: ["shop"] }, { Id: "1", Arn });
  account.put({ a: 1 });
  account.put({ a: 2 });
  account.advance(minutes(1));
  const { logStreams } = account.call("DescribeLogStreams", { logGroupName }, "logs");
  expect(logStreams).toHaveLength(1);
  const { events } = account.call("FilterLogEvents", { logGroupName }, "logs");
  const details = (events as readonly PlainObject[]).map(
    ({ message }) => (JSON.parse(message as string) as PlainObject)["detail"],
  );
  expect(details).toEqual(expect.arrayContaining([{ a: 1 }, { a: 2 }]));
  expect(account.sum("SuccessfulInvocationAttempts")).toBe(2);
});
