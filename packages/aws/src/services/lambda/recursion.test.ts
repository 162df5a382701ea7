import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Instant,
  type Plain,
} from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { LambdaAccount } from "../../../test/lambda-account.ts";
import { simulate, type AwsSimulation } from "../../run/simulate.ts";
import { defaultBehavior, type Behavior } from "./config.ts";
import type { Call } from "../../service/call.ts";
import { call, type Scripts } from "../../service/script.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:123456789012:${queue}`;
const urlOf = (queue: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`;

/** What a function does that sends to each of these queues. */
const sendsTo = (...queues: readonly string[]): Behavior => ({
  ...defaultBehavior,
  coldStart: constant(0),
  duration: constant(milliseconds(50)),
  calls: queues.map((queue): Call => {
    const params = { QueueUrl: urlOf(queue), MessageBody: "again" };
    return { type: "call", service: "sqs", operation: "SendMessage", params };
  }),
});

/** Queues that functions read: `dead` takes the messages of `jobs` after three receives. */
class Loop {
  readonly aws: AwsSimulation;

  constructor(asOf = "2026-11-01", scripts: Scripts = {}) {
    this.aws = simulate({ asOf, scripts, seed: 1 });
    this.queue("dead");
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: arnOf("dead"),
      maxReceiveCount: 3,
    });
    this.queue("jobs", { RedrivePolicy, VisibilityTimeout: "18" });
  }

  queue(QueueName: string, Attributes: Record<string, string> = {}): void {
    this.call("sqs", "CreateQueue", { QueueName, Attributes });
  }

  function(
    name: string,
    behavior: Behavior,
    reads: string,
    mapping: Record<string, Plain> = {},
  ): void {
    this.call("lambda", "CreateFunction", {
      FunctionName: name,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::123456789012:role/worker",
      Code: { ZipFile: "" },
      Behavior: behavior as unknown as Plain, // Plain data.
    });
    const EventSourceArn = arnOf(reads);
    this.call("lambda", "CreateEventSourceMapping", {
      FunctionName: name,
      EventSourceArn,
      ...mapping,
    });
  }

  call(service: string, operation: string, params: Record<string, Plain>) {
    return this.aws.client().call(service, operation, params);
  }

  send(queue: string, more: Record<string, Plain> = {}): void {
    this.call("sqs", "SendMessage", { QueueUrl: urlOf(queue), MessageBody: "first", ...more });
  }

  runFor(duration: number): void {
    this.aws.run({ until: (this.aws.now + duration) as Instant });
  }

  sum(name: string, metric: string): number {
    return this.aws.metersOf(`lambda.function:${name}`)[metric]?.sum ?? 0;
  }

  counts(name: string): readonly number[] {
    const metrics = ["Invocations", "RecursiveInvocations", "RecursiveInvocationsDropped"];
    return metrics.map((metric) => this.sum(name, metric));
  }

  waiting(queue: string): number {
    const AttributeNames = ["ApproximateNumberOfMessages"];
    const { Attributes } = this.call("sqs", "GetQueueAttributes", {
      QueueUrl: urlOf(queue),
      AttributeNames,
    });
    return Number((Attributes as Record<string, string>)["ApproximateNumberOfMessages"]);
  }
}

describe("a function that feeds its own queue", () => {
  it("lambda.recursion.sixteen-runs: runs 16 times in one chain of requests", () => {
    const loop = new Loop();
    loop.function("worker", sendsTo("jobs"), "jobs");
    loop.send("jobs");
    loop.runFor(minutes(10));
    expect(loop.counts("worker")).toEqual([16, 15, 3]);
  });

  it("lambda.recursion.to-dead-letter-queue: leaves the message to its queue's redrive policy", () => {
    const loop = new Loop();
    loop.function("worker", sendsTo("jobs"), "jobs");
    loop.send("jobs");
    loop.runFor(seconds(30));
    expect([loop.waiting("dead"), loop.sum("worker", "RecursiveInvocationsDropped")]).toEqual([
      0, 2,
    ]);
    loop.runFor(minutes(5));
    expect([loop.waiting("dead"), loop.waiting("jobs")]).toEqual([1, 0]);
    expect(loop.sum("worker", "Errors") + loop.sum("worker", "Throttles")).toBe(0);
  });

  it("counts what is sent in batches as well", () => {
    const loop = new Loop("2026-11-01", {
      batches: function* () {
        const Entries = [{ Id: "a", MessageBody: "again" }];
        yield call("sqs", "SendMessageBatch", { QueueUrl: urlOf("jobs"), Entries });
        return null;
      },
    });
    loop.function("worker", { type: "script", name: "batches" }, "jobs");
    loop.send("jobs");
    loop.runFor(minutes(10));
    expect(loop.counts("worker")).toEqual([16, 15, 3]);
  });

  it("counts each chain by itself", () => {
    const loop = new Loop();
    loop.function("worker", sendsTo("jobs"), "jobs", { BatchSize: 1 });
    for (let message = 0; message < 3; message += 1) loop.send("jobs");
    loop.runFor(minutes(10));
    expect(loop.counts("worker")).toEqual([48, 45, 9]);
  });

  it("lambda.recursion.each-function-counts: counts each function of a longer loop by itself", () => {
    const loop = new Loop();
    loop.queue("other");
    loop.function("worker", sendsTo("other"), "jobs");
    loop.function("second", sendsTo("jobs"), "other");
    loop.send("jobs");
    loop.runFor(minutes(10));
    expect(loop.counts("worker")).toEqual([16, 15, 3]);
    expect(loop.counts("second")).toEqual([16, 15, 0]);
  });

  it("lambda.recursion.own-trace: a message that brings a trace of its own begins a chain", () => {
    const system = {
      AWSTraceHeader: {
        DataType: "String",
        StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793",
      },
    };
    const params = {
      QueueUrl: urlOf("jobs"),
      MessageBody: "again",
      MessageSystemAttributes: system,
    };
    const loop = new Loop("2026-11-01", {
      traced: function* () {
        yield call("sqs", "SendMessage", params);
        return null;
      },
    });
    loop.function("worker", { type: "script", name: "traced" }, "jobs");
    loop.send("jobs");
    loop.runFor(minutes(1));
    expect(loop.sum("worker", "Invocations")).toBeGreaterThan(20);
    expect(loop.counts("worker").slice(1)).toEqual([0, 0]);
  });

  it("lambda.recursion.since: goes on before 2023-07-13", () => {
    const loop = new Loop("2023-07-12");
    loop.function("worker", sendsTo("jobs"), "jobs");
    loop.send("jobs");
    loop.runFor(minutes(1));
    const [invocations = 0, recursive = 0, dropped = 0] = loop.counts("worker");
    expect(invocations).toBeGreaterThan(20);
    expect([recursive, dropped]).toEqual([invocations - 1, 0]);
  });
});

it("lambda.recursion.direct: refuses a function that invokes itself for the seventeenth time", () => {
  const scripts: Scripts = {
    again: function* () {
      yield call("lambda", "Invoke", { FunctionName: "worker" });
      return null;
    },
  };
  const account = new LambdaAccount({ scripts });
  account.create({ Behavior: { type: "script", name: "again" }, Timeout: 900 });
  const { FunctionError } = account.call("Invoke", { FunctionName: "worker" });
  account.advance(seconds(60));
  const meters = account.simulation.metersOf("lambda.function:worker");
  expect(meters["Invocations"]!.sum).toBe(16);
  expect(meters["RecursiveInvocationsDropped"]!.sum).toBe(1);
  // The last of them hears the refusal and fails; its error is an answer to the one before.
  expect(meters["Errors"]!.sum).toBe(1);
  expect(FunctionError).toBeUndefined();
});

describe("RecursiveLoop", () => {
  it("lambda.recursion.config: is Terminate, until it is changed", () => {
    const account = new LambdaAccount();
    account.create();
    const get = () => account.call("GetFunctionRecursionConfig", { FunctionName: "worker" });
    const put = (RecursiveLoop: string) =>
      account.call("PutFunctionRecursionConfig", { FunctionName: "worker", RecursiveLoop });
    expect(get()).toEqual({ RecursiveLoop: "Terminate" });
    expect(put("Allow")).toEqual({ RecursiveLoop: "Allow" });
    expect(get()).toEqual({ RecursiveLoop: "Allow" });
    account.call("UpdateFunctionConfiguration", { FunctionName: "worker", Timeout: 5 });
    expect(get()).toEqual({ RecursiveLoop: "Allow" });
    expect(put("Terminate")).toEqual(get());
  });

  it("lambda.recursion.config: takes no other value, no qualifier and no function that is not there", () => {
    const account = new LambdaAccount();
    account.create();
    const put = (params: Record<string, string>) =>
      account.refusal("PutFunctionRecursionConfig", params);
    expect(put({ FunctionName: "worker", RecursiveLoop: "Never" })).toBe(
      "ValidationException: 1 validation error detected: Value 'Never' at 'recursiveLoop' failed to satisfy constraint: Member must satisfy enum value set: [Terminate, Allow]",
    );
    expect(put({ FunctionName: "worker" })).toMatch(/'recursiveLoop' .* Member must not be null/);
    expect(put({ FunctionName: "worker:1", RecursiveLoop: "Allow" })).toMatch(
      /^ValidationException/,
    );
    expect(put({ FunctionName: "no", RecursiveLoop: "Allow" })).toMatch(
      /^ResourceNotFoundException/,
    );
  });

  it("lambda.recursion.allowed: lets a loop go on, and stops one that goes on when it is changed back", () => {
    const loop = new Loop();
    loop.function("worker", sendsTo("jobs"), "jobs");
    const put = (RecursiveLoop: string) =>
      loop.call("lambda", "PutFunctionRecursionConfig", { FunctionName: "worker", RecursiveLoop });
    put("Allow");
    loop.send("jobs");
    loop.runFor(minutes(1));
    const allowed = loop.sum("worker", "Invocations");
    expect(allowed).toBeGreaterThan(100);
    expect(loop.sum("worker", "RecursiveInvocationsDropped")).toBe(0);
    put("Terminate");
    loop.runFor(minutes(5));
    expect(loop.sum("worker", "Invocations") - allowed).toBeLessThanOrEqual(1);
    expect(loop.sum("worker", "RecursiveInvocationsDropped")).toBe(3);
  });
});

describe("a function that feeds itself through a topic", () => {
  /** A topic that `worker` publishes to, and what is subscribed there. */
  const topicLoop = (protocol: "lambda" | "sqs", batch: boolean, raw = false) => {
    const TopicArn = "arn:aws:sns:us-east-1:123456789012:news";
    const loop = new Loop("2026-11-01", {
      *publishes() {
        const PublishBatchRequestEntries = [{ Id: "a", Message: "again" }];
        yield batch
          ? call("sns", "PublishBatch", { TopicArn, PublishBatchRequestEntries })
          : call("sns", "Publish", { TopicArn, Message: "again" });
        return null;
      },
    });
    loop.function("worker", { type: "script", name: "publishes" }, "jobs");
    loop.call("sns", "CreateTopic", { Name: "news" });
    loop.call("sns", "Subscribe", {
      TopicArn,
      Protocol: protocol,
      Endpoint:
        protocol === "sqs"
          ? arnOf("jobs")
          : "arn:aws:lambda:us-east-1:123456789012:function:worker",
      Attributes: raw ? { RawMessageDelivery: "true" } : {},
    });
    loop.call("sns", "Publish", { TopicArn, Message: "first" });
    return loop;
  };

  it("lambda.recursion.topics: runs 16 times where the topic invokes it, and the event is dropped", () => {
    for (const batch of [false, true]) {
      const loop = topicLoop("lambda", batch);
      loop.runFor(minutes(10));
      expect(loop.counts("worker")).toEqual([16, 15, 1]);
      expect(loop.sum("worker", "AsyncEventsDropped")).toBe(1);
      expect(loop.sum("worker", "AsyncEventsReceived")).toBe(17);
    }
  });

  it("and where the topic feeds its queue, whose redrive policy takes the message", () => {
    for (const raw of [false, true]) {
      const loop = topicLoop("sqs", raw, raw);
      loop.runFor(minutes(10));
      expect(loop.counts("worker")).toEqual([16, 15, 3]);
      expect(loop.waiting("dead")).toBe(1);
    }
  });
});
