import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Instant,
  type Plain,
} from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { defaultBehavior, type Behavior, type ProfileBehavior } from "../config.ts";
import { wait, type Script } from "../../../service/script.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const profile = (figures: Partial<ProfileBehavior> = {}): ProfileBehavior => ({
  ...defaultBehavior,
  coldStart: constant(0),
  duration: constant(milliseconds(100)),
  ...figures,
});

interface Stack {
  readonly behavior?: Behavior;
  readonly fifo?: boolean;
  readonly attributes?: PlainObject;
  readonly mapping?: PlainObject;
  readonly reserved?: number;
  readonly options?: AwsOptions;
}

/** A queue, a function that reads it, and the mapping between them. */
function deploy({ behavior = profile(), fifo = false, attributes = {}, ...rest }: Stack = {}) {
  const { mapping = {}, reserved, options = {} } = rest;
  const aws = simulate({
    ...options,
    latencies: { "lambda.cold.platformOverhead": constant(0), ...options.latencies },
  });
  const client = aws.client();
  const name = fifo ? "orders.fifo" : "orders";
  const { QueueUrl } = client.call("sqs", "CreateQueue", {
    QueueName: name,
    Attributes: { ...(fifo ? { FifoQueue: "true" } : {}), ...attributes },
  });
  client.call("lambda", "CreateFunction", {
    FunctionName: "worker",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::123456789012:role/worker",
    Code: { ZipFile: "" },
    Behavior: behavior as unknown as Plain, // Plain data.
  });
  if (reserved !== undefined) {
    client.call("lambda", "PutFunctionConcurrency", {
      FunctionName: "worker",
      ReservedConcurrentExecutions: reserved,
    });
  }
  const { UUID } = client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: "worker",
    EventSourceArn: `arn:aws:sqs:us-east-1:123456789012:${name}`,
    ...mapping,
  });
  const send = (bodies: readonly string[], group = "a") => {
    for (const body of bodies) {
      const ids = fifo ? { MessageGroupId: group, MessageDeduplicationId: body } : {};
      client.call("sqs", "SendMessage", { QueueUrl: QueueUrl!, MessageBody: body, ...ids });
    }
  };
  const sums = (component: string) => (metric: string) =>
    aws.metersOf(component)[metric]?.sum ?? Number.NaN;
  return {
    aws,
    client,
    send,
    uuid: String(UUID),
    url: String(QueueUrl),
    ofMapping: sums(`lambda.eventSourceMapping:${String(UUID)}`),
    ofFunction: sums("lambda.function:worker"),
    ofQueue: sums(`sqs.queue:${name}`),
  };
}

const runUntil = (aws: AwsSimulation, instant: number) => aws.run({ until: instant as Instant });
const bodies = (count: number) => Array.from({ length: count }, (_, number) => `${number}`);

describe("queue, mapping and function", () => {
  it("process every message once and leave the queue empty", () => {
    const { aws, client, url, uuid, send, ofMapping, ofFunction, ofQueue } = deploy();
    send(bodies(200));
    runUntil(aws, minutes(2));
    expect(ofMapping("PolledEventCount")).toBe(200);
    expect(ofMapping("DeletedEventCount")).toBe(200);
    expect(ofFunction("Invocations")).toBe(
      aws.metersOf(`lambda.eventSourceMapping:${uuid}`)["BatchSize"]!.count,
    );
    expect(ofQueue("NumberOfMessagesDeleted")).toBe(200);
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
    const params = { QueueUrl: url, AttributeNames: names };
    expect(client.call("sqs", "GetQueueAttributes", params)["Attributes"]).toEqual({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
    });
  });

  it("event-source-mapping.latency.on-the-receive: take the published time from sending to the handler", () => {
    const latencies = { "sqs.standard.toLambda": constant(milliseconds(20)) };
    const { aws, send, ofMapping } = deploy({ options: { latencies } });
    runUntil(aws, seconds(5));
    send(["a"]);
    runUntil(aws, seconds(6));
    // The latency of the message ends with its handler, which takes 100 ms.
    expect(ofMapping("MessageLatency")).toBe(milliseconds(120));
  });

  it.each([
    ["2023-11-01", 15],
    ["2026-11-01", 6],
  ])(
    "event-source-mapping.poll.long-poll: on %s bill %i empty receives a minute while nothing happens",
    (asOf, each) => {
      const latencies = { "sqs.standard.toLambda": constant(0) };
      const { aws, ofQueue } = deploy({ options: { latencies, asOf } });
      runUntil(aws, minutes(5));
      const before = ofQueue("NumberOfEmptyReceives");
      const eventsBefore = aws.events;
      runUntil(aws, minutes(10));
      expect(ofQueue("NumberOfEmptyReceives") - before).toBe(5 * each);
      expect(aws.events - eventsBefore).toBeLessThanOrEqual(5 * each * 3);
    },
  );

  it("bring failed messages to the dead-letter queue after their receives", () => {
    const dlq = "arn:aws:sqs:us-east-1:123456789012:dead";
    const redrive = JSON.stringify({ deadLetterTargetArn: dlq, maxReceiveCount: 2 });
    const behavior = profile({ failures: 1 });
    const { aws, client, url, send, ofFunction } = deploy({ behavior });
    client.call("sqs", "CreateQueue", { QueueName: "dead" });
    const Attributes = { RedrivePolicy: redrive };
    client.call("sqs", "SetQueueAttributes", { QueueUrl: url, Attributes });
    send(["a"]);
    runUntil(aws, minutes(3));
    expect(ofFunction("Errors")).toBe(2);
    const dead = url.replace("orders", "dead");
    const { Messages } = client.call("sqs", "ReceiveMessage", { QueueUrl: dead });
    expect(Messages).toMatchObject([{ Body: "a" }]);
  });

  it("bring back what a script says has failed", () => {
    const seen: string[][] = [];
    const script: Script = function* (event) {
      const { Records } = event as SqsEvent; // What the mapping sends.
      seen.push(Records.map(({ body }) => body));
      yield wait(milliseconds(10));
      const failed = Records.filter(
        ({ body, attributes }) => body === "b" && attributes.ApproximateReceiveCount === "1",
      );
      return {
        batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    };
    const { aws, client, uuid, send, ofMapping } = deploy({
      behavior: { type: "script", name: "partly" },
      options: { scripts: { partly: script } },
      mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"], Enabled: false },
    });
    send(["a", "b", "c"]);
    client.call("lambda", "UpdateEventSourceMapping", { UUID: uuid, Enabled: true });
    runUntil(aws, minutes(1));
    expect(seen.map((batch) => [...batch].sort())).toEqual([["a", "b", "c"], ["b"]]);
    expect(ofMapping("DeletedEventCount")).toBe(3);
    expect(ofMapping("FailedInvokeEventCount")).toBe(1);
  });

  it("keep the order of each message group, one invocation at a time", () => {
    const order: string[] = [];
    let running = 0;
    let most = 0;
    const script: Script = function* (event) {
      const { Records } = event as SqsEvent; // What the mapping sends.
      running += 1;
      most = Math.max(most, running);
      yield wait(seconds(1));
      running -= 1;
      order.push(...Records.map(({ body }) => body));
      return null;
    };
    const { aws, send } = deploy({
      fifo: true,
      behavior: { type: "script", name: "slow" },
      options: { scripts: { slow: script } },
      mapping: { BatchSize: 1 },
    });
    send(bodies(5));
    runUntil(aws, seconds(30));
    expect(order).toEqual(bodies(5));
    expect(most).toBe(1);
  });

  it("event-source-mapping.fifo.failed-group: wait behind one that fails, while other groups go on", () => {
    const order: string[] = [];
    const script: Script = function* (event) {
      const [{ body }] = (event as { readonly Records: readonly [{ readonly body: string }] })
        .Records;
      yield wait(seconds(1));
      order.push(body);
      if (body === "bad") throw new Error("It is bad.");
      return null;
    };
    const { aws, client, url, send } = deploy({
      fifo: true,
      behavior: { type: "script", name: "picky" },
      options: { scripts: { picky: script } },
      attributes: { VisibilityTimeout: "20" },
      mapping: { BatchSize: 1 },
    });
    client.call("sqs", "CreateQueue", {
      QueueName: "dead.fifo",
      Attributes: { FifoQueue: "true" },
    });
    const deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:dead.fifo";
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    client.call("sqs", "SetQueueAttributes", { QueueUrl: url, Attributes: { RedrivePolicy } });
    send(["bad", "behind"], "a");
    send(["other"], "b");
    runUntil(aws, seconds(19));
    expect([...order].sort()).toEqual(["bad", "other"]);
    runUntil(aws, minutes(3));
    expect(order.filter((body) => body !== "other")).toEqual(["bad", "bad", "behind"]);
    expect(aws.metersOf("sqs.queue:orders.fifo")["MessagesMovedToDeadLetterQueue"]!.sum).toBe(1);
  });

  it("event-source-mapping.concurrency.over-pull: are received in vain unless a maximum keeps them", () => {
    const behavior = profile({ duration: constant(seconds(2)) });
    const deadLetters = (mapping: PlainObject) => {
      const { aws, client, url, send, ofFunction } = deploy({
        behavior,
        reserved: 2,
        attributes: { VisibilityTimeout: "10" },
        mapping: { BatchSize: 1, ...mapping },
      });
      client.call("sqs", "CreateQueue", { QueueName: "dead" });
      const deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:dead";
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
      client.call("sqs", "SetQueueAttributes", { QueueUrl: url, Attributes: { RedrivePolicy } });
      send(bodies(60));
      runUntil(aws, minutes(5));
      const moved = aws.metersOf("sqs.queue:orders")["MessagesMovedToDeadLetterQueue"]?.sum ?? 0;
      expect(ofFunction("Invocations") + moved).toBe(60);
      return moved;
    };
    expect(deadLetters({})).toBeGreaterThan(0);
    expect(deadLetters({ ScalingConfig: { MaximumConcurrency: 2 } })).toBe(0);
  });

  it("run more at once under a backlog, and no more than a maximum concurrency lets", () => {
    const behavior = profile({ duration: constant(seconds(2)) });
    const concurrency = (mapping: PlainObject) => {
      const { aws, send } = deploy({ behavior, mapping: { BatchSize: 1, ...mapping } });
      send(bodies(400));
      runUntil(aws, minutes(1));
      return aws.metersOf("lambda.function:worker")["ConcurrentExecutions"]!.max;
    };
    expect(concurrency({})).toBeGreaterThan(40);
    expect(concurrency({ ScalingConfig: { MaximumConcurrency: 3 } })).toBe(3);
    expect(concurrency({ ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 2 } })).toBe(
      20,
    );
  });

  it("receive more than the function's concurrency takes, unless it is the mapping's", () => {
    const behavior = profile({ duration: constant(seconds(2)) });
    const throttlesWith = (mapping: PlainObject) => {
      const { aws, send, ofFunction } = deploy({ behavior, mapping, reserved: 2 });
      send(bodies(100));
      runUntil(aws, minutes(5));
      return ofFunction("Throttles");
    };
    expect(throttlesWith({ BatchSize: 1 })).toBeGreaterThan(0);
    expect(throttlesWith({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } })).toBe(0);
  });

  it("go on when the mapping is switched off and on again", () => {
    const { aws, client, uuid, send, ofMapping } = deploy();
    client.call("lambda", "UpdateEventSourceMapping", { UUID: uuid, Enabled: false });
    runUntil(aws, minutes(1));
    send(bodies(20));
    runUntil(aws, minutes(2));
    expect(ofMapping("PolledEventCount")).toBe(0);
    client.call("lambda", "UpdateEventSourceMapping", { UUID: uuid, Enabled: true });
    runUntil(aws, minutes(3));
    expect(ofMapping("DeletedEventCount")).toBe(20);
  });

  it("end the same in a fork", () => {
    const { aws, send } = deploy({ mapping: { BatchSize: 50, MaximumBatchingWindowInSeconds: 5 } });
    send(bodies(60));
    runUntil(aws, seconds(1));
    const fork = aws.fork();
    runUntil(aws, minutes(1));
    fork.run({ until: minutes(1) as number as Instant });
    expect(fork.digest).toBe(aws.digest);
  });
});

interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string };
  }[];
}
