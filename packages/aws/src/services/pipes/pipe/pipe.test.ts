import { hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { watchedBus } from "../../../../test/watched-bus.ts";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import {
  busArn,
  functionArn,
  piped,
  PipedAccount,
  queueArn,
  streamArn,
  streamed,
} from "../test/piped-account.ts";

/** A function that returns something, or fails so often. */
function withFunction(account: PipedAccount, response: unknown, more: PlainObject = {}): void {
  const { Behavior, ...rest } = functionParams as PlainObject;
  account.call("lambda", "CreateFunction", {
    ...rest,
    // Null is as if nobody said it.
    Behavior: { ...(Behavior as PlainObject), response: (response ?? null) as never, ...more },
  });
}
const toWorker = { Target: functionArn("worker") };
const byWorker = { Enrichment: functionArn("worker") };

it("pipes.source.reads: takes messages from a queue to another, each once", () => {
  const account = new PipedAccount();
  account.create();
  for (let number = 0; number < 25; number += 1) account.send({ number });
  account.advance(minutes(2));
  const got = account.gotJson();
  expect(
    got.map(({ body }) => (JSON.parse(String(body)) as { number: number }).number),
  ).toHaveLength(25);
  expect(new Set(got.map(({ messageId }) => messageId)).size).toBe(25);
  expect(account.got("in")).toEqual([]);
  expect(account.sum("EventsTaken")).toBe(25);
});

it("pipes.source.reads: keeps the order of a stream, batch after batch", () => {
  const account = new PipedAccount();
  const told = watchedBus(account.simulation);
  account.create(
    streamed(
      { BatchSize: 2 },
      {
        Target: busArn,
        TargetParameters: {
          EventBridgeEventBusParameters: { Source: "my.app", DetailType: "Made" },
        },
      },
    ),
  );
  for (let number = 0; number < 6; number += 1) account.put({ number });
  account.advance(minutes(1));
  const numbers = told()
    .map(({ detail }) => (detail as { readonly data: string }).data)
    .map((data) => (JSON.parse(atob(data)) as { number: number }).number);
  expect([...numbers].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(account.sum("Invocations")).toBeGreaterThanOrEqual(3);
});

it("pipes.source.records: has records of streams without a level of their own", () => {
  const account = new PipedAccount();
  account.create(streamed({}, { TargetParameters: { InputTemplate: "<aws.pipes.event>" } }));
  account.put({ a: 1 });
  account.advance(minutes(1));
  const [event] = account.gotJson();
  expect(event).toMatchObject({
    eventSource: "aws:kinesis",
    partitionKey: "key",
    data: btoa('{"a":1}'),
    eventSourceARN: streamArn("s"),
  });
  expect(event).not.toHaveProperty("kinesis");
  const queue = new PipedAccount();
  queue.create();
  queue.send("x");
  queue.advance(minutes(1));
  expect(queue.gotJson()[0]).toMatchObject({
    body: "x",
    eventSource: "aws:sqs",
    eventSourceARN: queueArn("in"),
    attributes: { ApproximateReceiveCount: "1" },
  });
});

it("pipes.source.filter: lets pass what matches, and deletes the rest", () => {
  const account = new PipedAccount();
  const Filters = [{ Pattern: '{"body":{"color":["red"]}}' }];
  account.create(piped({ SourceParameters: { FilterCriteria: { Filters } } }));
  for (const color of ["red", "blue", "red"]) account.send({ color });
  account.advance(minutes(1));
  expect(account.gotJson()).toHaveLength(2);
  expect(account.got("in")).toEqual([]);
  const wrong = piped({
    Name: "wrong",
    SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":1}' }] } },
  });
  expect(account.refusal("CreatePipe", wrong)).toMatch(/^ValidationException: Invalid filter/);
});

it("pipes.source.batch-size: is what the target takes", () => {
  const account = new PipedAccount();
  const sized = (BatchSize: number, Target: string) =>
    account.refusal("CreatePipe", streamed({ BatchSize }, { Name: `p${BatchSize}`, Target }));
  expect(sized(11, queueArn("out"))).toMatch(/^ValidationException: .*at most 10 /);
  expect(sized(501, streamArn("other"))).toMatch(/at most 500 /);
  expect(sized(501, functionArn("worker"))).toBe("taken");
  account.create(streamed());
  const shown = account.call("pipes", "DescribePipe", { Name: "pipe" });
  expect(shown["SourceParameters"]).toEqual({
    KinesisStreamParameters: { StartingPosition: "TRIM_HORIZON", BatchSize: 10 },
  });
});

it("pipes.concurrency.account: lets no more batches in work at once", () => {
  const account = new PipedAccount({ quotas: { "pipes.concurrentExecutions": 2 } });
  withFunction(account, null, { duration: { type: "constant", value: seconds(2) } });
  account.create(
    piped({ ...toWorker, SourceParameters: { SqsQueueParameters: { BatchSize: 1 } } }),
  );
  for (let number = 0; number < 8; number += 1) account.send({ number });
  account.advance(hours(1));
  expect(account.simulation.metersOf("lambda.function:worker")["ConcurrentExecutions"]!.max).toBe(
    2,
  );
  expect(account.sum("EventsTaken")).toBe(8);
});

it("pipes.enrichment.answer: makes other events of a batch", () => {
  const account = new PipedAccount();
  withFunction(account, [{ a: 1 }, { a: 2 }]);
  const EnrichmentParameters = { InputTemplate: '{"only": <$.body.id>}' };
  account.create(piped({ ...byWorker, EnrichmentParameters }));
  account.send({ id: "x" });
  account.advance(minutes(1));
  expect(account.gotJson()).toEqual([{ a: 1 }, { a: 2 }]);
  const one = new PipedAccount();
  withFunction(one, { a: 3 });
  one.create(piped({ ...byWorker, TargetParameters: { InputTemplate: '{"b": <$.a>}' } }));
  one.send("x");
  one.advance(minutes(1));
  expect(one.gotJson()).toEqual([{ b: 3 }]);
});

it.each([[""], [{}], [[]]])("pipes.enrichment.empty: %j leaves the target alone", (response) => {
  const account = new PipedAccount();
  withFunction(account, response);
  account.create(piped(byWorker));
  account.send("x");
  account.advance(minutes(2));
  expect(account.got()).toEqual([]);
  expect(account.got("in")).toEqual([]);
  expect(account.sum("TargetStageSkipped")).toBe(1);
  expect(account.sum("ExecutionFailed")).toBe(0);
});

it("pipes.enrichment.too-much: fails the batch", () => {
  const account = new PipedAccount();
  withFunction(
    account,
    Array.from({ length: 11 }, (_, number) => number),
  );
  account.create(piped(byWorker));
  account.send("x");
  account.advance(seconds(20));
  expect(account.got()).toEqual([]);
  expect(account.sum("EnrichmentStageFailed")).toBe(1);
  expect(account.sum("ExecutionFailed")).toBe(1);
});

it("pipes.enrichment.fails: fails the batch, which its queue gives again", () => {
  const account = new PipedAccount();
  withFunction(account, null, { failures: 1 });
  account.create(piped(byWorker));
  account.send("x");
  account.advance(minutes(2));
  expect(account.sum("ExecutionFailed")).toBeGreaterThan(1);
  expect(account.got()).toEqual([]);
});

it("pipes.enrichment.usual: a function of which nobody says what it returns passes on what it got", () => {
  const account = new PipedAccount();
  withFunction(account, undefined);
  const EnrichmentParameters = { InputTemplate: '{"b":<$.body>}' };
  account.create(piped({ ...byWorker, EnrichmentParameters }));
  account.send("x");
  account.advance(minutes(1));
  expect(account.gotJson()).toEqual([{ b: "x" }]);
});

it("pipes.enrichment.unmodeled: answers as the scenario says, or nothing new", () => {
  const Enrichment = "arn:aws:events:us-east-1:123456789012:api-destination/partner/1";
  const said = new PipedAccount();
  const after = { type: "constant", value: seconds(3) };
  said.create(piped({ Enrichment, EnrichmentAnswers: { response: [{ a: 1 }], after } }));
  said.send("x");
  said.advance(minutes(1));
  expect(said.gotJson()).toEqual([{ a: 1 }]);
  expect(said.simulation.metersOf("pipes.pipe:pipe")["Duration"]!.max).toBeGreaterThan(seconds(3));
  const unsaid = new PipedAccount();
  unsaid.create(piped({ Enrichment, EnrichmentParameters: { InputTemplate: '{"b":<$.body>}' } }));
  unsaid.send("x");
  unsaid.advance(minutes(1));
  expect(unsaid.gotJson()).toEqual([{ b: "x" }]);
  expect(unsaid.sum("UnsaidEnrichments")).toBe(1);
});

it("pipes.target.list: is what a function gets, and it is waited for", () => {
  const account = new PipedAccount();
  withFunction(account, null, { failures: 1 });
  account.create(piped(toWorker));
  account.send("x");
  account.advance(minutes(2));
  expect(account.sum("ExecutionFailed")).toBeGreaterThan(1);
  const forgetting = new PipedAccount();
  withFunction(forgetting, null, { failures: 1 });
  const LambdaFunctionParameters = { InvocationType: "FIRE_AND_FORGET" };
  forgetting.create(piped({ ...toWorker, TargetParameters: { LambdaFunctionParameters } }));
  forgetting.send("x");
  forgetting.advance(seconds(20));
  expect(forgetting.sum("ExecutionFailed")).toBe(0);
  expect(forgetting.got("in")).toEqual([]);
});

it("pipes.target.parameters: may be paths into the event", () => {
  const account = new PipedAccount();
  account.call("sqs", "CreateQueue", {
    QueueName: "out.fifo",
    Attributes: { FifoQueue: "true" },
  });
  const SqsQueueParameters = {
    MessageGroupId: "$.body.customer",
    MessageDeduplicationId: "$.messageId",
  };
  account.create(piped({ Target: queueArn("out.fifo"), TargetParameters: { SqsQueueParameters } }));
  account.send({ customer: "a" });
  account.send({ customer: "b" });
  account.advance(minutes(1));
  expect(account.gotJson("out.fifo")).toHaveLength(2);
  const bus = new PipedAccount();
  const told = watchedBus(bus.simulation);
  const EventBridgeEventBusParameters = {
    DetailType: "$.body.type",
    Source: "my.app",
    Resources: ["$.eventSourceARN", "arn:aws:s3:::fixed"],
  };
  bus.create(
    piped({
      Target: busArn,
      TargetParameters: { EventBridgeEventBusParameters, InputTemplate: '{"id":<$.body.id>}' },
    }),
  );
  bus.send({ type: "Made", id: 7 });
  bus.advance(minutes(1));
  expect(told()).toMatchObject([
    {
      source: "my.app",
      "detail-type": "Made",
      detail: { id: 7 },
      resources: [queueArn("in"), "arn:aws:s3:::fixed"],
    },
  ]);
});

it("pipes.failure.partial: tries again what a function names, and no more", () => {
  const account = new PipedAccount();
  withFunction(account, null, { poison: 0.3 });
  account.create(
    piped({ ...toWorker, SourceParameters: { SqsQueueParameters: { BatchSize: 10 } } }),
  );
  for (let number = 0; number < 10; number += 1) account.send({ number });
  account.advance(seconds(20));
  const taken = account.sum("EventsTaken");
  const failed = account.sum("EventsFailed");
  expect(taken + failed).toBe(10);
});

it("pipes.failure.counted: gives up after attempts that failed, and not after throttles", () => {
  const own = {
    MaximumRetryAttempts: 1,
    DeadLetterConfig: { Arn: queueArn("dead") },
  };
  const failing = new PipedAccount();
  withFunction(failing, null, { failures: 1 });
  failing.create(streamed(own, toWorker));
  failing.put({ a: 1 });
  failing.advance(minutes(3));
  expect(failing.sum("Invocations")).toBe(2);
  expect(failing.gotJson("dead")).toHaveLength(1);
  const throttled = new PipedAccount();
  throttled.create(streamed(own));
  throttled.refuse("sqs.queue:out", "RequestThrottled", minutes(2));
  throttled.put({ a: 1 });
  throttled.advance(minutes(5));
  expect(throttled.sum("Invocations")).toBeGreaterThan(3);
  expect(throttled.got("dead")).toEqual([]);
  expect(throttled.got()).toHaveLength(1);
});

it("pipes.failure.time: fails what is not through after five minutes", () => {
  const account = new PipedAccount();
  account.create(streamed({ MaximumRetryAttempts: 0 }));
  account.simulation.inject({
    name: "silence",
    type: "drop",
    component: "sqs.queue:out",
    direction: "request",
    from: account.simulation.now,
    until: (account.simulation.now + hours(1)) as never,
    share: 1,
  });
  account.put({ a: 1 });
  account.advance(minutes(4));
  expect(account.sum("ExecutionTimeout")).toBe(0);
  account.advance(minutes(2));
  expect(account.sum("ExecutionTimeout")).toBe(1);
});

it("pipes.failure.dead-letters: says the pipe, the condition and where records are", () => {
  const account = new PipedAccount();
  withFunction(account, null, { failures: 1 });
  const DeadLetterConfig = { Arn: queueArn("dead") };
  account.create(streamed({ MaximumRetryAttempts: 0, DeadLetterConfig }, toWorker));
  account.put({ a: 1 });
  account.advance(minutes(3));
  const [letter] = account.gotJson("dead");
  expect(letter).toMatchObject({
    context: {
      partnerResourceArn: "arn:aws:pipes:us-east-1:123456789012:pipe/pipe",
      condition: "RetryAttemptsExhausted",
    },
    version: "1.0",
    KinesisBatchInfo: { shardId: "shardId-000000000000", batchSize: 1, streamArn: streamArn("s") },
  });
});

it("pipes.cost.requests: are units of 64 KB of what passes the filter", () => {
  const account = new PipedAccount();
  account.create(piped({ SourceParameters: { SqsQueueParameters: { BatchSize: 1 } } }));
  account.send("x");
  account.send("y".repeat(150_000));
  account.advance(minutes(1));
  expect(account.sum("BilledRequests")).toBe(1 + 3);
});
