import { hours, milliseconds, minutes, seconds, type Distribution } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { AwsOptions } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { call, wait, type Script } from "../../../service/script.ts";
import type { SinkState } from "../../../sink/machine.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const here = "us-east-1:123456789012";
const queueArn = (name: string) => `arn:aws:sqs:${here}:${name}`;
const topicArn = (name: string) => `arn:aws:sns:${here}:${name}`;
const functionArn = (name: string) => `arn:aws:lambda:${here}:function:${name}`;
// Of another Region, so that what it gets is only counted, and kept.
const busArn = "arn:aws:events:eu-west-1:123456789012:event-bus/orders";
const bucketArn = "arn:aws:s3:::failures";
const worker = { FunctionName: "worker" };
const event = { ...worker, InvocationType: "Event" };

const fail = function* (): ReturnType<Script> {
  yield wait(milliseconds(1));
  throw new Error("down");
};
const succeed = function* (): ReturnType<Script> {
  yield wait(milliseconds(1));
  return { done: true };
};

/** An account whose `worker` does what `script` says, with queues `good`, `bad` and `dead`. */
function accountWith(script: Script, options: AwsOptions = {}) {
  const heard: PlainObject[] = [];
  const scripts = {
    script,
    *listener(given: unknown) {
      heard.push(given as PlainObject);
      yield wait(milliseconds(1));
      return null;
    },
    ...options.scripts,
  };
  const latencies = {
    "lambda.async.dispatch": constant(0),
    "lambda.cold.platformOverhead": constant(0),
    "lambda.cold.initDuration": constant(0),
    "lambda.cold.firstCall": constant(0),
  };
  const account = new LambdaAccount({ latencies, ...options, scripts });
  account.create({ Behavior: { type: "script", name: "script" } });
  account.create({ FunctionName: "listener", Behavior: { type: "script", name: "listener" } });
  const client = account.simulation.client();
  for (const QueueName of ["good", "bad", "dead"]) client.call("sqs", "CreateQueue", { QueueName });
  client.call("sns", "CreateTopic", { Name: "news" });
  const configure = (params: PlainObject) =>
    account.call("PutFunctionEventInvokeConfig", { ...worker, ...params });
  const sendTo = (OnFailure: string | null, OnSuccess: string | null = null) =>
    configure({
      DestinationConfig: {
        ...(OnFailure === null ? {} : { OnFailure: { Destination: OnFailure } }),
        ...(OnSuccess === null ? {} : { OnSuccess: { Destination: OnSuccess } }),
      },
    });
  const messagesIn = (QueueUrl: string): readonly PlainObject[] => {
    const { Messages = [] } = client.call("sqs", "ReceiveMessage", {
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ["All"],
    });
    return Messages as readonly PlainObject[];
  };
  const bodiesIn = (queue: string) =>
    messagesIn(queue).map(({ Body }) => JSON.parse(Body as string) as PlainObject);
  const meter = (metric: string, name = "worker") =>
    account.simulation.metersOf(`lambda.function:${name}`)[metric]!.sum;
  const sunkAt = (arn: string) =>
    (account.simulation.stateOf(`lambda.unmodeledDestination:${arn}`) as SinkState).lastRecords;
  return { account, client, configure, sendTo, messagesIn, bodiesIn, meter, sunkAt, heard };
}

const requestId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe("the record of an event", () => {
  it("lambda.destinations.record: says what the event was, what became of it, and what the function answered", () => {
    const { account, sendTo, messagesIn, meter } = accountWith(succeed, {
      startsAt: "2026-11-23T09:00:00Z",
    });
    sendTo(null, queueArn("good"));
    account.advance(seconds(5));
    account.call("Invoke", { ...event, Payload: '{"order":7}' });
    account.advance(seconds(1));
    const [message] = messagesIn("good");
    expect(message).not.toHaveProperty("MessageAttributes");
    const record = JSON.parse(message!["Body"] as string) as PlainObject;
    expect(record).toEqual({
      version: "1.0",
      timestamp: "2026-11-23T09:00:05.001Z",
      requestContext: {
        requestId,
        functionArn: `${functionArn("worker")}:$LATEST`,
        condition: "Success",
        approximateInvokeCount: 1,
      },
      requestPayload: { order: 7 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST" },
      responsePayload: { done: true },
    });
    expect(Object.keys(record)).toEqual([
      "version",
      "timestamp",
      "requestContext",
      "requestPayload",
      "responseContext",
      "responsePayload",
    ]);
    expect([meter("OnSuccessDelivered"), meter("DestinationDeliveryFailures")]).toEqual([1, 0]);
  });

  it("lambda.destinations.retries-exhausted: has all attempts and the last error, after three minutes", () => {
    const { account, sendTo, bodiesIn, meter } = accountWith(fail);
    sendTo(queueArn("bad"));
    account.call("Invoke", event);
    account.advance(seconds(179));
    expect(bodiesIn("bad")).toEqual([]);
    account.advance(seconds(2));
    expect(bodiesIn("bad")).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        }) as unknown,
        requestPayload: {},
        responseContext: {
          statusCode: 200,
          executedVersion: "$LATEST",
          functionError: "Unhandled",
        },
        responsePayload: { errorType: "Error", errorMessage: "down", trace: ["Error: down"] },
      }),
    ]);
    expect([meter("AsyncEventsDropped"), meter("AsyncEventsDroppedByRetries")]).toEqual([1, 1]);
    expect(meter("AsyncEventsLost")).toBe(0);
  });

  it("lambda.destinations.age-exceeded: is sent at once where the next retry would be too late", () => {
    const { account, configure, bodiesIn, meter } = accountWith(fail);
    const DestinationConfig = { OnFailure: { Destination: queueArn("bad") } };
    configure({ MaximumEventAgeInSeconds: 60, DestinationConfig });
    account.call("Invoke", event);
    account.advance(milliseconds(10));
    expect(bodiesIn("bad")).toMatchObject([
      { requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 1 } },
    ]);
    expect([meter("AsyncEventsDroppedByAge"), meter("AsyncEventsDropped")]).toEqual([1, 1]);
  });

  it("lambda.destinations.no-response: has no response where the last attempt did not run", () => {
    const { account, configure, bodiesIn } = accountWith(function* () {
      yield wait(seconds(600));
      return null;
    });
    account.call("UpdateFunctionConfiguration", { ...worker, Timeout: 900 });
    account.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 1 });
    const DestinationConfig = { OnFailure: { Destination: queueArn("bad") } };
    configure({ MaximumEventAgeInSeconds: 60, DestinationConfig });
    account.invoke();
    account.advance(seconds(1));
    account.call("Invoke", event);
    account.advance(minutes(2));
    const [record] = bodiesIn("bad");
    expect(record).toMatchObject({
      requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 },
    });
    expect(Object.keys(record!)).not.toContain("responseContext");
    expect(Object.keys(record!)).not.toContain("responsePayload");
  });

  it("lambda.destinations.reserved-zero: is sent at once, without an attempt or a response", () => {
    const { account, sendTo, bodiesIn, meter } = accountWith(succeed);
    account.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 0 });
    sendTo(queueArn("bad"), queueArn("good"));
    account.call("Invoke", { ...event, Payload: '{"a":1}' });
    expect(bodiesIn("bad")).toEqual([
      {
        version: "1.0",
        timestamp: expect.any(String) as unknown,
        requestContext: {
          requestId,
          functionArn: `${functionArn("worker")}:$LATEST`,
          condition: "ZeroReservedConcurrency",
          approximateInvokeCount: 0,
        },
        requestPayload: { a: 1 },
      },
    ]);
    expect(meter("AsyncEventsDroppedByReservedConcurrency")).toBe(1);
    account.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 5 });
    account.advance(hours(7));
    expect([meter("Invocations"), bodiesIn("good").length]).toEqual([0, 0]);
  });

  it("lambda.destinations.outcome: goes to the destination of its outcome alone", () => {
    let attempt = 0;
    const { account, sendTo, bodiesIn } = accountWith(function* () {
      attempt += 1;
      return yield* attempt < 3 ? fail() : succeed();
    });
    sendTo(queueArn("bad"), queueArn("good"));
    account.call("Invoke", event);
    account.advance(hours(1));
    expect(bodiesIn("bad")).toEqual([]);
    expect(bodiesIn("good")).toMatchObject([{ requestContext: { approximateInvokeCount: 3 } }]);
  });

  it("lambda.destinations.asynchronous-only: is none of an invocation that is answered", () => {
    const { account, sendTo, bodiesIn, meter } = accountWith(fail);
    sendTo(queueArn("bad"), queueArn("good"));
    account.call("Invoke", worker);
    account.advance(hours(1));
    expect([bodiesIn("bad"), bodiesIn("good")]).toEqual([[], []]);
    expect(meter("AsyncEventsReceived")).toBe(0);
  });
});

describe("a destination", () => {
  it("lambda.destinations.topic: gets the record as a message", () => {
    const { account, client, sendTo, bodiesIn } = accountWith(succeed);
    const TopicArn = topicArn("news");
    client.call("sns", "Subscribe", { TopicArn, Protocol: "sqs", Endpoint: queueArn("good") });
    sendTo(null, TopicArn);
    account.call("Invoke", event);
    account.advance(seconds(2));
    const [notification] = bodiesIn("good");
    expect(JSON.parse(notification!["Message"] as string)).toMatchObject({
      requestContext: { condition: "Success" },
    });
  });

  it("lambda.destinations.function: is invoked asynchronously with the record as its event", () => {
    const { account, sendTo, heard, meter } = accountWith(succeed);
    sendTo(null, functionArn("listener"));
    account.call("Invoke", event);
    account.advance(seconds(1));
    expect(heard).toMatchObject([
      { version: "1.0", requestContext: { condition: "Success" }, responsePayload: { done: true } },
    ]);
    expect(meter("AsyncEventsReceived", "listener")).toBe(1);
  });

  it("lambda.destinations.bus: gets an event of the source lambda, with the bus and the function", () => {
    const { account, sendTo, sunkAt } = accountWith(fail);
    sendTo(busArn);
    account.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 0 });
    account.call("Invoke", event);
    account.advance(seconds(1));
    const [{ body, key }] = sunkAt(busArn) as [{ body: string; key: null }];
    const { detail, ...rest } = JSON.parse(body) as PlainObject;
    expect(key).toBeNull();
    expect(rest).toEqual({
      source: "lambda",
      "detail-type": "Lambda Function Invocation Result - Failure",
      resources: [busArn, `${functionArn("worker")}:$LATEST`],
    });
    expect(detail).toMatchObject({
      requestContext: { condition: "ZeroReservedConcurrency" },
    });
  });

  it("lambda.destinations.bus: is told of successes under another detail type", () => {
    const { account, sendTo, sunkAt } = accountWith(succeed);
    sendTo(null, busArn);
    account.call("Invoke", event);
    account.advance(seconds(1));
    expect(JSON.parse(sunkAt(busArn)[0]!.body)).toMatchObject({
      "detail-type": "Lambda Function Invocation Result - Success",
    });
  });

  it("lambda.destinations.bucket: gets an object whose key has the function and the time", () => {
    const { account, sendTo, sunkAt } = accountWith(fail, { startsAt: "2026-11-23T09:00:00Z" });
    sendTo(bucketArn);
    account.call("Invoke", event);
    account.call("Invoke", event);
    account.advance(minutes(4));
    const [first, second] = sunkAt(bucketArn);
    expect(first!.key).toMatch(
      /^aws\/lambda\/async\/worker\/2026\/11\/23\/2026-11-23T09\.03\.00-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(first!.key).not.toBe(second!.key);
    expect(JSON.parse(first!.body)).toMatchObject({ version: "1.0" });
  });

  it("lambda.destinations.elsewhere: in another account or Region takes all, and is counted", () => {
    const { account, sendTo, sunkAt, meter } = accountWith(succeed);
    const arn = "arn:aws:sqs:eu-west-1:123456789012:far";
    sendTo(null, arn);
    account.call("Invoke", event);
    account.advance(seconds(1));
    expect(sunkAt(arn)).toHaveLength(1);
    expect(meter("OnSuccessDelivered")).toBe(1);
  });

  it("lambda.destinations.delivery-failures: fails where it is not there, is FIFO, or the record is too large", () => {
    const { account, client, sendTo, meter } = accountWith(succeed);
    const Attributes = { FifoQueue: "true" };
    client.call("sqs", "CreateQueue", { QueueName: "steps.fifo", Attributes });
    client.call("sqs", "CreateQueue", {
      QueueName: "small",
      Attributes: { MaximumMessageSize: "1024" },
    });
    const Payload = JSON.stringify({ text: "x".repeat(1_024) });
    for (const [place, name] of ["none", "steps.fifo", "small"].entries()) {
      sendTo(null, queueArn(name));
      account.call("Invoke", { ...event, Payload });
      account.advance(seconds(1));
      expect(meter("DestinationDeliveryFailures")).toBe(place + 1);
    }
    // It succeeded all the same: nothing is dropped or lost.
    expect([meter("AsyncEventsDropped"), meter("AsyncEventsLost")]).toEqual([0, 0]);
  });

  it("lambda.destinations.topic-limit: of SNS takes records up to the topic's size", () => {
    const { account, client, sendTo, meter } = accountWith(succeed);
    const TopicArn = topicArn("news");
    client.call("sns", "SetTopicAttributes", {
      ...{ TopicArn, AttributeName: "MaximumMessageSize", AttributeValue: "1024" },
    });
    sendTo(null, TopicArn);
    account.call("Invoke", event);
    account.call("Invoke", { ...event, Payload: JSON.stringify({ text: "x".repeat(1_024) }) });
    account.advance(seconds(1));
    expect([meter("OnSuccessDelivered"), meter("DestinationDeliveryFailures")]).toEqual([1, 1]);
  });

  it("lambda.destinations.once: is told once, and an event that it does not take is lost", () => {
    const { account, sendTo, meter } = accountWith(fail);
    sendTo(queueArn("none"));
    account.call("Invoke", event);
    account.advance(hours(1));
    expect(meter("DestinationDeliveryFailures")).toBe(1);
    expect([meter("AsyncEventsDropped"), meter("AsyncEventsLost")]).toEqual([1, 1]);
  });

  it("lambda.destinations.late: gets records from when it is there on", () => {
    const { account, client, sendTo, bodiesIn, meter } = accountWith(succeed);
    sendTo(null, queueArn("late"));
    account.call("Invoke", event);
    account.advance(seconds(1));
    client.call("sqs", "CreateQueue", { QueueName: "late" });
    account.call("Invoke", event);
    account.advance(seconds(1));
    expect(bodiesIn("late")).toHaveLength(1);
    expect(meter("DestinationDeliveryFailures")).toBe(1);
  });

  it("lambda.destinations.changed: of the time of the end is the one that hears", () => {
    const { account, sendTo, bodiesIn } = accountWith(fail);
    sendTo(queueArn("bad"));
    account.call("Invoke", event);
    account.advance(minutes(2));
    sendTo(queueArn("good"));
    account.advance(minutes(2));
    expect([bodiesIn("bad").length, bodiesIn("good").length]).toEqual([0, 1]);
  });
});

describe("a dead-letter queue", () => {
  const deadLetters = (TargetArn: string) => ({ DeadLetterConfig: { TargetArn } });
  const withDeadLetters = (script: Script, arn: string) => {
    const given = accountWith(script);
    given.account.call("UpdateFunctionConfiguration", { ...worker, ...deadLetters(arn) });
    given.account.advance(seconds(2));
    return given;
  };

  it("lambda.dead-letters.message: gets the event as it was, with attributes that say why", () => {
    const { account, messagesIn, meter } = withDeadLetters(fail, queueArn("dead"));
    account.call("Invoke", { ...event, Payload: '{"order":[7,"ü"]}' });
    account.advance(minutes(4));
    const [message] = messagesIn("dead");
    expect(message!["Body"]).toBe('{"order":[7,"ü"]}');
    expect(message!["MessageAttributes"]).toEqual({
      RequestID: { DataType: "String", StringValue: requestId },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: { DataType: "String", StringValue: "down" },
    });
    expect([meter("DeadLettersSent"), meter("DeadLetterErrors")]).toEqual([1, 0]);
    expect([meter("AsyncEventsDropped"), meter("AsyncEventsLost")]).toEqual([1, 0]);
  });

  it("lambda.dead-letters.error-message: has the first kilobyte of the message, in whole characters", () => {
    const { account, messagesIn } = withDeadLetters(function* () {
      yield wait(milliseconds(1));
      throw new Error(`x${"ü".repeat(600)}`);
    }, queueArn("dead"));
    account.call("Invoke", event);
    account.advance(minutes(4));
    const { ErrorMessage } = messagesIn("dead")[0]!["MessageAttributes"] as Record<
      string,
      PlainObject
    >;
    expect(ErrorMessage!["StringValue"]).toBe(`x${"ü".repeat(511)}`);
  });

  it("lambda.dead-letters.topic: may be a topic, whose message has the same attributes", () => {
    const { account, client, bodiesIn } = withDeadLetters(fail, topicArn("news"));
    client.call("sns", "Subscribe", {
      ...{ TopicArn: topicArn("news"), Protocol: "sqs", Endpoint: queueArn("good") },
    });
    account.call("Invoke", event);
    account.advance(minutes(4));
    expect(bodiesIn("good")).toMatchObject([
      {
        Message: "{}",
        MessageAttributes: {
          ErrorCode: { Type: "Number", Value: "200" },
          ErrorMessage: { Type: "String", Value: "down" },
        },
      },
    ]);
  });

  it("lambda.dead-letters.throttled: says 429 of an event that never ran", () => {
    const { account, messagesIn } = withDeadLetters(succeed, queueArn("dead"));
    account.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions: 0 });
    account.call("Invoke", event);
    expect(messagesIn("dead")[0]!["MessageAttributes"]).toMatchObject({
      ErrorCode: { StringValue: "429" },
      ErrorMessage: { StringValue: "Rate Exceeded." },
    });
  });

  it("lambda.dead-letters.errors: that is not there or too small is an error, and the event is gone", () => {
    const { account, client, meter } = withDeadLetters(fail, queueArn("none"));
    account.call("Invoke", event);
    account.advance(hours(7));
    expect([meter("DeadLetterErrors"), meter("AsyncEventsLost")]).toEqual([1, 1]);
    client.call("sqs", "CreateQueue", {
      QueueName: "none",
      Attributes: { MaximumMessageSize: "1024" },
    });
    // The attributes are a part of the message.
    account.call("Invoke", { ...event, Payload: JSON.stringify({ text: "x".repeat(1_000) }) });
    account.advance(minutes(4));
    expect([meter("DeadLetterErrors"), meter("DeadLettersSent")]).toEqual([2, 0]);
  });

  it("lambda.dead-letters.with-destinations: and a destination are told both; one that takes it keeps it", () => {
    const { account, sendTo, bodiesIn, messagesIn, meter } = withDeadLetters(
      fail,
      queueArn("dead"),
    );
    sendTo(queueArn("bad"));
    account.call("Invoke", event);
    account.advance(minutes(4));
    expect(bodiesIn("bad")).toMatchObject([{ requestPayload: {} }]);
    expect(messagesIn("dead").map(({ Body }) => Body)).toEqual(["{}"]);
    sendTo(queueArn("none"));
    account.call("Invoke", event);
    account.advance(minutes(4));
    expect([meter("DestinationDeliveryFailures"), meter("DeadLettersSent")]).toEqual([1, 2]);
    expect([meter("AsyncEventsDropped"), meter("AsyncEventsLost")]).toEqual([2, 0]);
  });

  it("lambda.dead-letters.failures-only: hears nothing of events that succeed, or of invocations that are answered", () => {
    const { account, messagesIn } = withDeadLetters(succeed, queueArn("dead"));
    account.call("Invoke", event);
    account.call("Invoke", worker);
    account.advance(hours(1));
    expect(messagesIn("dead")).toEqual([]);
  });

  it("lambda.dead-letters.removed: is taken away by an empty ARN", () => {
    const { account, messagesIn, meter } = withDeadLetters(fail, queueArn("dead"));
    expect(account.call("GetFunctionConfiguration", worker)["DeadLetterConfig"]).toEqual({
      TargetArn: queueArn("dead"),
    });
    account.call("UpdateFunctionConfiguration", { ...worker, ...deadLetters("") });
    expect(account.call("GetFunctionConfiguration", worker)).not.toHaveProperty("DeadLetterConfig");
    account.call("Invoke", event);
    account.advance(hours(1));
    expect(messagesIn("dead")).toEqual([]);
    expect(meter("AsyncEventsLost")).toBe(1);
  });

  it("lambda.dead-letters.removed: is given at the making, too", () => {
    const { account, messagesIn } = accountWith(fail);
    account.create({
      FunctionName: "other",
      Behavior: { type: "script", name: "script" },
      ...deadLetters(queueArn("dead")),
    });
    account.call("Invoke", { ...event, FunctionName: "other" });
    account.advance(minutes(4));
    expect(messagesIn("dead")).toHaveLength(1);
  });
});

describe("a chain of requests", () => {
  it("lambda.recursion.destinations: goes on through destinations, and is stopped after 16 runs", () => {
    const { account, meter } = accountWith(succeed);
    account.create({ FunctionName: "pong", Behavior: { type: "script", name: "script" } });
    const to = (arn: string) => ({ DestinationConfig: { OnSuccess: { Destination: arn } } });
    account.call("PutFunctionEventInvokeConfig", { ...worker, ...to(functionArn("pong")) });
    account.call("PutFunctionEventInvokeConfig", {
      FunctionName: "pong",
      ...to(functionArn("worker")),
    });
    account.call("Invoke", event);
    account.advance(hours(1));
    expect([meter("Invocations"), meter("Invocations", "pong")]).toEqual([16, 16]);
    expect(meter("RecursiveInvocationsDropped")).toBe(1);
  });

  it("lambda.recursion.dropped-events: that is stopped gives its event to the destination and the dead-letter queue", () => {
    const { account, sendTo, bodiesIn, messagesIn, meter } = accountWith(function* () {
      yield call("lambda", "Invoke", event);
      return null;
    });
    account.call("UpdateFunctionConfiguration", {
      ...worker,
      DeadLetterConfig: { TargetArn: queueArn("dead") },
    });
    sendTo(queueArn("bad"));
    account.advance(seconds(2));
    account.call("Invoke", event);
    account.advance(minutes(1));
    expect(meter("Invocations")).toBe(16);
    expect(bodiesIn("bad")).toMatchObject([{ requestContext: { approximateInvokeCount: 0 } }]);
    expect(messagesIn("dead")[0]!["MessageAttributes"]).toMatchObject({
      ErrorCode: { StringValue: "400" },
    });
    expect([meter("AsyncEventsDroppedByRecursion"), meter("AsyncEventsLost")]).toEqual([1, 0]);
  });

  it("lambda.recursion.metric: counts each invocation that is stopped, and none that is not", () => {
    const script: Script = function* () {
      yield call("lambda", "Invoke", event);
      return null;
    };
    // A loop that nothing stops takes time, or the run would not end.
    const { account, meter } = accountWith(script, {
      latencies: { "lambda.async.dispatch": constant(seconds(1)) },
    });
    for (const stopped of [1, 2, 3]) {
      account.call("Invoke", event);
      account.advance(minutes(1));
      expect(meter("RecursiveInvocationsDropped")).toBe(stopped);
    }
    account.call("PutFunctionRecursionConfig", { ...worker, RecursiveLoop: "Allow" });
    account.call("Invoke", event);
    account.advance(minutes(1));
    expect(meter("RecursiveInvocationsDropped")).toBe(3);
  });
});

it("lambda.destinations.qualified: a version or an alias of another function gets records, and must be there", () => {
  const account = new LambdaAccount({
    scripts: {
      *hears(event, { functionVersion }) {
        heard.push([functionVersion, (event as { requestPayload: unknown }).requestPayload]);
        yield wait(milliseconds(1));
        return null;
      },
    },
  });
  const heard: unknown[] = [];
  account.create({});
  account.create({ FunctionName: "other", Behavior: { type: "script", name: "hears" } });
  account.call("PublishVersion", { FunctionName: "other" });
  account.call("CreateAlias", { FunctionName: "other", Name: "live", FunctionVersion: "1" });
  const other = "arn:aws:lambda:us-east-1:123456789012:function:other";
  const put = (Destination: string) => ({
    FunctionName: "worker",
    DestinationConfig: { OnSuccess: { Destination } },
  });
  account.call("PutFunctionEventInvokeConfig", put(`${other}:live`));
  account.call("Invoke", { FunctionName: "worker", InvocationType: "Event", Payload: '{"n":1}' });
  account.advance(seconds(10));
  expect(heard).toEqual([["1", { n: 1 }]]);
  expect(account.refusal("PutFunctionEventInvokeConfig", put(`${other}:nobody`))).toMatch(
    /^InvalidParameterValueException: The destination ARN/,
  );
  account.call("PublishVersion", { FunctionName: "worker" });
  expect(
    account.refusal("PutFunctionEventInvokeConfig", put(other.replace("other", "worker:1"))),
  ).toMatch(/destination for itself/);
});
