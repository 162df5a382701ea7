import { days, hours, milliseconds, minutes, seconds, type Plain } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { CallReply } from "../../../service/call.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { call, RuntimeExit, wait, type Script } from "../../../service/script.ts";
import {
  createCallback,
  invoke,
  map,
  parallel,
  runInChildContext,
  step,
  waitForCallback,
  waitForCondition,
} from "./script-steps.ts";
import { functionCharges } from "../pricing.ts";
import { durableAccount, executionOf } from "../test/durable-account.ts";

const long = { DurableConfig: { ExecutionTimeout: 864_000 }, Timeout: 60 };
const responseOf = ({ outcome }: { readonly outcome: CallReply | undefined }): PlainObject =>
  outcome?.type === "called" ? outcome.response : {};
const work = (time: Parameters<typeof wait>[0], value: Plain = null) =>
  function* (): ReturnType<Script> {
    yield* wait(time);
    return value;
  };

it("lambda.durable.wait: a wait ends the invocation, and another goes on with it to the second", () => {
  const { account, invocations, start, sum } = durableAccount(
    function* () {
      yield* step("first", work("2s"));
      yield* wait("1h");
      return "done";
    },
    { config: long },
  );
  const { DurableExecutionArn: arn, StatusCode } = start();
  expect(StatusCode).toBe(202);
  account.advance(seconds(3));
  expect(executionOf(account, arn)).toMatchObject({ Status: "RUNNING" });
  account.advance(hours(2));
  expect(invocations).toEqual([0, 3_602]);
  expect(executionOf(account, arn)).toMatchObject({ Status: "SUCCEEDED", Result: '"done"' });
  expect(sum("Invocations")).toBe(2);
  // The hour is nobody's: neither billed nor held.
  expect(sum("Duration")).toBe(seconds(2));
});

it("lambda.durable.wait: one shorter than a second computes, and one of no whole seconds ends the run", () => {
  const { account, start, sum } = durableAccount(function* (event) {
    yield* wait((event as { wait: string }).wait as "1s");
    return null;
  });
  start({ Payload: '{"wait":"300ms"}' });
  account.advance(seconds(1));
  expect(sum("Duration")).toBe(milliseconds(300));
  start({ Payload: '{"wait":"1500ms"}' });
  expect(() => account.advance(seconds(1))).toThrow(/whole seconds/);
});

it("lambda.durable.config: asks for an execution timeout, keeps a history for 14 days, and is for functions from their making", () => {
  const { account } = durableAccount(work("1ms"));
  const view = account.call("GetFunctionConfiguration", { FunctionName: "worker" });
  expect(view["DurableConfig"]).toEqual({ ExecutionTimeout: 900, RetentionPeriodInDays: 14 });
  expect(
    account.refusal("CreateFunction", {
      ...{
        FunctionName: "other",
        Role: "arn:aws:iam::123456789012:role/worker",
        Runtime: "nodejs22.x",
      },
      ...{
        Handler: "index.handler",
        Code: { ZipFile: "" },
        DurableConfig: { RetentionPeriodInDays: 3 },
      },
    }),
  ).toMatch(/^InvalidParameterValueException: .*ExecutionTimeout/);
  account.create({ FunctionName: "plain" });
  expect(
    account.refusal("UpdateFunctionConfiguration", {
      FunctionName: "plain",
      DurableConfig: { ExecutionTimeout: 60 },
    }),
  ).toMatch(/^InvalidParameterValueException: DurableConfig cannot be added/);
  expect(
    account.refusal("UpdateFunctionConfiguration", {
      FunctionName: "worker",
      DurableConfig: { ExecutionTimeout: 31_622_401 },
    }),
  ).toMatch(/less than or equal to 31622400/);
});

it("lambda.durable.qualifier: refuses a name without a version, an alias or $LATEST", () => {
  const { account } = durableAccount(work("1ms"));
  expect(account.refusal("Invoke", { FunctionName: "worker" })).toBe(
    "InvalidParameterValueException: You cannot invoke a durable function using an unqualified ARN.",
  );
  account.create({ FunctionName: "plain" });
  expect(account.refusal("Invoke", { FunctionName: "plain", DurableExecutionName: "a" })).toMatch(
    /^InvalidParameterValueException/,
  );
});

it("lambda.durable.synchronous: a caller waits for the whole execution, for 15 minutes at most", () => {
  const { account, invoke: begin } = durableAccount(function* () {
    yield* wait("10min");
    return { ok: true };
  });
  const open = begin();
  account.advance(minutes(9));
  expect(open.outcome).toBeUndefined();
  account.advance(minutes(2));
  expect(responseOf(open)).toMatchObject({
    StatusCode: 200,
    Payload: '{"ok":true}',
    DurableExecutionArn: expect.stringMatching(
      /^arn:aws:lambda:us-east-1:123456789012:function:worker:\$LATEST\/durable-execution\/[a-f0-9-]{36}\/[a-f0-9-]{36}$/,
    ) as string,
  });
  account.create({ FunctionName: "long", ...long });
  account.advance(seconds(2));
  expect(account.refusal("Invoke", { FunctionName: "long", Qualifier: "$LATEST" })).toBe(
    "InvalidParameterValueException: You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.",
  );
});

it("lambda.durable.version: an execution goes on with the version that it began with, and on $LATEST with the code of the day", () => {
  const script: Script = function* (_event, { functionVersion }) {
    const began = yield* step("began", work("1ms", functionVersion));
    yield* wait("1h");
    return [began, functionVersion];
  };
  const { account, start } = durableAccount(script, {
    config: long,
    scripts: {
      *newer() {
        yield* step("began", work("1ms"));
        yield* wait("1h");
        return "newer";
      },
    },
  });
  account.call("PublishVersion", { FunctionName: "worker" });
  const pinned = start({ Qualifier: "1" })["DurableExecutionArn"];
  const latest = start()["DurableExecutionArn"];
  account.advance(minutes(1));
  account.call("UpdateFunctionCode", {
    FunctionName: "worker",
    ZipFile: "UEsFBg==",
    Behavior: { type: "script", name: "newer" },
  });
  account.advance(hours(2));
  expect(executionOf(account, pinned)).toMatchObject({ Result: '["1","1"]', Version: "1" });
  expect(executionOf(account, latest)).toMatchObject({ Result: '"newer"', Version: "$LATEST" });
});

it("lambda.durable.name: the same name and payload are the same execution, and another payload is refused", () => {
  const {
    account,
    start,
    invoke: begin,
    invocations,
  } = durableAccount(function* (event) {
    yield* wait("1min");
    return event;
  });
  const first = start({ DurableExecutionName: "order-1", Payload: '{"a":1}' });
  account.advance(seconds(10));
  expect(start({ DurableExecutionName: "order-1", Payload: '{"a":1}' })).toEqual(first);
  const attached = begin({ DurableExecutionName: "order-1", Payload: '{"a":1}' });
  expect(
    account.refusal("Invoke", {
      ...{ FunctionName: "worker", Qualifier: "$LATEST", DurableExecutionName: "order-1" },
      Payload: '{"a":2}',
    }),
  ).toMatch(/^DurableExecutionAlreadyStartedException/);
  account.advance(minutes(1));
  expect(responseOf(attached)).toMatchObject({ Payload: '{"a":1}' });
  const closed = begin({ DurableExecutionName: "order-1", Payload: '{"a":1}' });
  account.advance(milliseconds(50));
  expect(responseOf(closed)).toMatchObject({
    Payload: '{"a":1}',
    ...{ DurableExecutionArn: first["DurableExecutionArn"] },
  });
  expect(invocations).toHaveLength(2);
});

it("lambda.durable.retention: a history goes after its days, and its name is free again", () => {
  const { account, start } = durableAccount(work("1ms"), {
    config: { DurableConfig: { ExecutionTimeout: 60, RetentionPeriodInDays: 1 } },
  });
  const first = start({ DurableExecutionName: "a" })["DurableExecutionArn"];
  account.advance(hours(23));
  expect(start({ DurableExecutionName: "a" })["DurableExecutionArn"]).toBe(first);
  account.advance(hours(2));
  expect(account.refusal("GetDurableExecution", { DurableExecutionArn: first as string })).toMatch(
    /^ResourceNotFoundException/,
  );
  expect(start({ DurableExecutionName: "a" })["DurableExecutionArn"]).not.toBe(first);
});

it("lambda.durable.step-retries: a step is attempted three times, after at most 5 and 10 seconds", () => {
  const attempts: number[] = [];
  const { account, start, now, invocations } = durableAccount(
    function* () {
      yield* step(
        "charge",
        function* () {
          attempts.push(now());
          yield* wait("1ms");
          throw new Error("down");
        },
        { retry: { jitter: "none" } },
      );
      return null;
    },
    { config: long },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(1));
  expect(attempts.map(Math.floor)).toEqual([0, 5, 15]);
  expect(invocations).toHaveLength(3);
  expect(executionOf(account, arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "Error", ErrorMessage: "down" },
  });
});

it("lambda.durable.step-retries: draws each wait whole from nothing, and a second is the least", () => {
  const gaps: number[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const { account, start, invocations } = durableAccount(
      function* () {
        yield* step("charge", function* () {
          yield* wait("1ms");
          throw new Error("down");
        });
        return null;
      },
      { config: long, seed },
    );
    start();
    account.advance(minutes(1));
    gaps.push(Math.round(invocations[1]! - invocations[0]!));
  }
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(5);
  expect(new Set(gaps).size).toBeGreaterThan(3);
});

it("lambda.durable.step-semantics: a step that an invocation died in is done again, or counts as a failed attempt", () => {
  const done: string[] = [];
  const script = (semantics: "AT_LEAST_ONCE_PER_RETRY" | "AT_MOST_ONCE_PER_RETRY"): Script =>
    function* () {
      try {
        yield* step(
          "charge",
          function* () {
            done.push(semantics);
            yield* wait("10ms");
            if (done.filter((each) => each === semantics).length === 1) throw new RuntimeExit(1);
            return null;
          },
          { semantics, retry: { maxAttempts: 1 } },
        );
        return "charged";
      } catch (error) {
        return (error as Error).name;
      }
    };
  const atLeast = durableAccount(script("AT_LEAST_ONCE_PER_RETRY"));
  const one = atLeast.start()["DurableExecutionArn"];
  atLeast.account.advance(minutes(5));
  expect(executionOf(atLeast.account, one)).toMatchObject({ Result: '"charged"' });
  const atMost = durableAccount(script("AT_MOST_ONCE_PER_RETRY"));
  const other = atMost.start()["DurableExecutionArn"];
  atMost.account.advance(minutes(5));
  expect(executionOf(atMost.account, other)).toMatchObject({ Result: '"StepInterruptedError"' });
  expect(done).toEqual([
    "AT_LEAST_ONCE_PER_RETRY",
    "AT_LEAST_ONCE_PER_RETRY",
    "AT_MOST_ONCE_PER_RETRY",
  ]);
});

it("lambda.durable.replay: what is finished answers at once with what was checkpointed, and is not done again", () => {
  const done: string[] = [];
  const { account, start, invocations } = durableAccount(
    function* (_event, { random }) {
      const drawn = yield* step("draw", function* () {
        done.push("draw");
        yield* wait("5ms");
        return random();
      });
      yield* wait("10s");
      const sent = yield* call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: "x" });
      yield* wait("10s");
      return { drawn, sent: sent["MessageId"] !== undefined };
    },
    { config: long },
  );
  account.simulation.client().call("sqs", "CreateQueue", { QueueName: "orders" });
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(1));
  expect(invocations).toHaveLength(3);
  expect(done).toEqual(["draw"]);
  const sent = account.simulation.metersOf("sqs.queue:orders")["NumberOfMessagesSent"]!;
  expect(sent.count).toBe(1);
  expect(JSON.parse(executionOf(account, arn)["Result"] as string)).toMatchObject({ sent: true });
});

it("lambda.durable.replay: a handler that comes by other operations than before fails its execution", () => {
  let run = 0;
  const { account, start } = durableAccount(
    function* () {
      run += 1;
      yield* step(run === 1 ? "one" : "other", work("1ms"));
      yield* wait("1s");
      return null;
    },
    { config: long },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(1));
  expect(executionOf(account, arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "NonDeterministicExecutionError" },
  });
});

/** An account whose execution waits for a callback, and the callback's id. */
function callbackAccount(options: Parameters<typeof createCallback>[1] = {}) {
  let id = "";
  const driven = durableAccount(
    function* () {
      const { callbackId, result } = yield* createCallback("approval", options);
      id = callbackId;
      try {
        return yield* result();
      } catch (error) {
        return [(error as Error).name, (error as Error).message];
      }
    },
    { config: long },
  );
  const arn = driven.start()["DurableExecutionArn"];
  driven.account.advance(seconds(1));
  const send = (what: string, params: PlainObject = {}) =>
    driven.account.call(`SendDurableExecutionCallback${what}`, { CallbackId: id, ...params });
  const result = () =>
    JSON.parse(
      (executionOf(driven.account, arn)["Result"] as string | undefined) ?? '"none"',
    ) as Plain;
  return { ...driven, send, result, id: () => id };
}

it("lambda.durable.callback: whoever has its id ends it with a result or an error, once", () => {
  const approved = callbackAccount();
  approved.account.advance(hours(5));
  expect(approved.result()).toBe("none");
  approved.send("Success", { Result: '{"by":"somebody"}' });
  approved.account.advance(seconds(1));
  expect(approved.result()).toEqual({ by: "somebody" });
  expect(approved.invocations.map(Math.floor)).toEqual([0, 18_001]);
  expect(
    approved.account.refusal("SendDurableExecutionCallbackSuccess", { CallbackId: approved.id() }),
  ).toMatch(/^CallbackTimeoutException/);
  expect(
    approved.account.refusal("SendDurableExecutionCallbackSuccess", { CallbackId: "bm9uZQ==" }),
  ).toMatch(/^ResourceNotFoundException/);
  const refused = callbackAccount();
  refused.send("Failure", { Error: { ErrorType: "Rejected", ErrorMessage: "too dear" } });
  refused.account.advance(seconds(1));
  expect(refused.result()).toEqual(["Rejected", "too dear"]);
});

it("lambda.durable.callback-timeout: it times out to the second, and without a heartbeat earlier", () => {
  const { account, result, send, invocations } = callbackAccount({
    timeout: "100s",
    heartbeatTimeout: "30s",
  });
  account.advance(seconds(24));
  send("Heartbeat");
  account.advance(seconds(29));
  expect(result()).toBe("none");
  account.advance(seconds(2));
  expect(result()).toEqual(["Callback.Timeout", "Callback timed out on heartbeat"]);
  expect(invocations.map(Math.floor)).toEqual([0, 55]);
  // Heartbeats do not put the timeout off.
  const kept = callbackAccount({ timeout: "100s", heartbeatTimeout: "30s" });
  for (let beat = 0; beat < 4; beat += 1) {
    kept.account.advance(seconds(24));
    kept.send("Heartbeat");
  }
  kept.account.advance(seconds(10));
  expect(kept.result()).toEqual(["Callback.Timeout", "Callback timed out"]);
  expect(kept.invocations.map(Math.floor)).toEqual([0, 100]);
});

it("lambda.durable.chained-invoke: Lambda invokes another function, and nothing of this one runs meanwhile", () => {
  const { account, start, invocations, sum } = durableAccount(
    function* () {
      const total = yield* invoke<number>("sum", "adder:$LATEST", [1, 2]);
      try {
        yield* invoke("fail", "failing");
      } catch (error) {
        return [total, (error as Error).message];
      }
      return null;
    },
    {
      config: long,
      scripts: {
        // Durable itself, and slower than anybody could wait for who is no execution.
        *adder(event) {
          yield* wait("2h");
          const [one, other] = event as [number, number];
          return one + other;
        },
        *failing() {
          yield* wait("1s");
          throw new Error("down");
        },
      },
    },
  );
  account.create({ FunctionName: "adder", ...long, Behavior: { type: "script", name: "adder" } });
  account.create({ FunctionName: "failing", Behavior: { type: "script", name: "failing" } });
  const arn = start()["DurableExecutionArn"];
  account.advance(hours(3));
  expect(executionOf(account, arn)).toMatchObject({ Status: "SUCCEEDED", Result: '[3,"down"]' });
  expect(invocations.map(Math.floor)).toEqual([0, 7_200, 7_201]);
  expect(sum("Duration")).toBe(0);
});

it("lambda.durable.condition: polls until it holds, with nothing between two polls", () => {
  const polls: number[] = [];
  const { account, start, now } = durableAccount(
    function* () {
      return yield* waitForCondition<number>(
        "ready",
        function* (state) {
          polls.push(now());
          yield* wait("1ms");
          return state + 1;
        },
        { initialState: 0, until: (state) => state === 4, polls: { jitter: "none" } },
      );
    },
    { config: long },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(2));
  // 5 s, 7.5 s and 11.25 s, in whole seconds.
  expect(polls.map(Math.floor)).toEqual([0, 5, 13, 25]);
  expect(executionOf(account, arn)).toMatchObject({ Result: "4" });
});

it("lambda.durable.branches: run beside each other, as many at once as may, until enough have ended", () => {
  const { account, start, now } = durableAccount(
    function* () {
      const all = yield* parallel("both", [
        function* () {
          yield* wait("1min");
          return "slow";
        },
        work("20ms", "quick"),
      ]);
      const limited = yield* map(
        "each",
        [1, 2, 3, 4],
        function* (item) {
          yield* wait("10s");
          return item * 10;
        },
        { maxConcurrency: 2 },
      );
      const enough = yield* map(
        "first",
        ["1s", "1h"] as const,
        function* (time) {
          yield* wait(time);
          return time;
        },
        { completionConfig: { minSuccessful: 1 } },
      );
      const failing = yield* parallel("failing", [
        function* () {
          yield* wait("1ms");
          throw new Error("down");
        },
        function* () {
          yield* wait("1h");
          return null;
        },
      ]);
      return [all, limited, enough, failing].map(({ all: each, completionReason }) => [
        completionReason,
        ...each.map(({ status, result = null }) => result ?? status),
      ]);
    },
    { config: long },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(5));
  expect(JSON.parse(executionOf(account, arn)["Result"] as string)).toEqual([
    ["ALL_COMPLETED", "slow", "quick"],
    ["ALL_COMPLETED", 10, 20, 30, 40],
    ["MIN_SUCCESSFUL_REACHED", "1s", "STARTED"],
    ["FAILURE_TOLERANCE_EXCEEDED", "FAILED", "STARTED"],
  ]);
  // A minute, twice ten seconds, and one second.
  const { EndTimestamp: end, StartTimestamp: begin } = executionOf(account, arn);
  expect(Math.floor(Number(end) - Number(begin))).toBe(81);
  expect(now()).toBe(300);
});

it("lambda.durable.context: a result above 256 KB is not kept, and its operations are gone through again", () => {
  const done: number[] = [];
  const { account, start, invocations } = durableAccount(
    function* () {
      const text = yield* runInChildContext("large", function* () {
        const part = yield* step("part", function* () {
          done.push(1);
          yield* wait("1ms");
          return "x".repeat(200_000);
        });
        return part + part;
      });
      yield* wait("1s");
      return text.length;
    },
    { config: long },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(1));
  expect(executionOf(account, arn)).toMatchObject({ Result: "400000" });
  expect(invocations).toHaveLength(2);
  expect(done).toHaveLength(1);
});

it("lambda.durable.wait-for-callback: gives its id to somebody, and counts as three operations", () => {
  const { account, start, sum } = durableAccount(
    function* () {
      return yield* waitForCallback("approval", function* (callbackId) {
        yield* call("sqs", "SendMessage", { QueueUrl: "ask", MessageBody: callbackId });
        return null;
      });
    },
    { config: long },
  );
  const client = account.simulation.client();
  client.call("sqs", "CreateQueue", { QueueName: "ask" });
  const arn = start()["DurableExecutionArn"];
  account.advance(seconds(5));
  const { Messages } = client.call("sqs", "ReceiveMessage", { QueueUrl: "ask" });
  const [{ Body }] = Messages as unknown as [{ Body: string }];
  account.call("SendDurableExecutionCallbackSuccess", { CallbackId: Body, Result: '"yes"' });
  account.advance(seconds(5));
  expect(executionOf(account, arn)).toMatchObject({ Result: '"yes"' });
  expect(sum("DurableExecutionOperations")).toBe(1 + 3);
});

it("lambda.durable.handler-error: an error outside of a step fails the execution at once", () => {
  const {
    account,
    start,
    invoke: begin,
    invocations,
    count,
  } = durableAccount(function* () {
    yield* wait("1ms");
    throw new Error("broken");
  });
  const arn = start()["DurableExecutionArn"];
  const open = begin();
  account.advance(minutes(5));
  expect(executionOf(account, arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorMessage: "broken" },
  });
  expect(responseOf(open)).toMatchObject({
    FunctionError: "Unhandled",
    Payload: '{"errorType":"Error","errorMessage":"broken"}',
  });
  expect(invocations).toHaveLength(2);
  expect(count("Errors")).toBe(0);
});

it("lambda.durable.invocation-retry: an invocation that does not come to its end is made again, with growing waits", () => {
  const { account, start, invocations, sum } = durableAccount(
    function* () {
      yield* step("slow", function* () {
        yield* wait(invocations.length < 4 ? "20s" : "1s");
        return null;
      });
      return "done";
    },
    { config: { ...long, Timeout: 10 } },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(minutes(5));
  expect(executionOf(account, arn)).toMatchObject({ Status: "SUCCEEDED" });
  expect(invocations).toHaveLength(4);
  const waits = invocations.slice(1).map((at, place) => at - invocations[place]! - 10);
  for (const [place, waited] of waits.entries()) {
    expect(waited).toBeGreaterThanOrEqual(0);
    expect(waited).toBeLessThanOrEqual(2 ** place);
  }
  // The start, the step, and each invocation that failed.
  expect(sum("DurableExecutionOperations")).toBe(5);
});

it("lambda.durable.execution-timeout: ends an execution to the second, and what it waited for with it", () => {
  const { account, start, count } = durableAccount(
    function* () {
      yield* wait("1h");
      return null;
    },
    { config: { DurableConfig: { ExecutionTimeout: 600 } } },
  );
  const arn = start()["DurableExecutionArn"];
  account.advance(seconds(599));
  expect(executionOf(account, arn)["Status"]).toBe("RUNNING");
  account.advance(seconds(2));
  const { Status, StartTimestamp, EndTimestamp } = executionOf(account, arn);
  expect(Status).toBe("TIMED_OUT");
  expect(Number(EndTimestamp) - Number(StartTimestamp)).toBe(600);
  account.advance(hours(2));
  expect(count("Invocations")).toBe(1);
  expect(count("DurableExecutionTimedOut")).toBe(1);
});

it("lambda.durable.stop: ends an execution, whose caller hears it, and says when", () => {
  const { account, invoke: begin } = durableAccount(function* () {
    yield* wait("5min");
    return null;
  });
  const open = begin({ DurableExecutionName: "a" });
  account.advance(seconds(10));
  const { DurableExecutions } = account.call("ListDurableExecutionsByFunction", {
    FunctionName: "worker",
    Qualifier: "$LATEST",
  });
  const [{ DurableExecutionArn: arn, StartTimestamp }] = DurableExecutions as unknown as [
    { DurableExecutionArn: string; StartTimestamp: number },
  ];
  const { StopTimestamp } = account.call("StopDurableExecution", {
    DurableExecutionArn: arn,
    Error: { ErrorType: "Stopped", ErrorMessage: "no more" },
  });
  expect(Math.floor((StopTimestamp as number) - StartTimestamp)).toBeGreaterThanOrEqual(9);
  account.advance(seconds(1));
  expect(responseOf(open)).toMatchObject({
    FunctionError: "Unhandled",
    Payload: '{"errorType":"Stopped","errorMessage":"no more"}',
  });
  expect(executionOf(account, arn)).toMatchObject({
    Status: "STOPPED",
    Error: { ErrorType: "Stopped" },
  });
  expect(account.call("StopDurableExecution", { DurableExecutionArn: arn })).toEqual({
    StopTimestamp,
  });
});

it("lambda.durable.dead-letter: the event of an execution that fails goes to the dead-letter queue, and is not tried again", () => {
  const arn = "arn:aws:sqs:us-east-1:123456789012:dead";
  const { account, start, invocations, count } = durableAccount(
    function* () {
      yield* wait("1ms");
      throw new Error("broken");
    },
    { config: { DeadLetterConfig: { TargetArn: arn } } },
  );
  const client = account.simulation.client();
  client.call("sqs", "CreateQueue", { QueueName: "dead" });
  account.call("PutFunctionEventInvokeConfig", {
    FunctionName: "worker",
    DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:123456789012:other" } },
  });
  start({ Payload: '{"order":7}' });
  account.advance(minutes(10));
  expect(invocations).toHaveLength(1);
  const { Messages } = client.call("sqs", "ReceiveMessage", { QueueUrl: "dead" });
  expect(Messages).toMatchObject([{ Body: '{"order":7}' }]);
  expect(count("DeadLettersSent")).toBe(1);
  expect(count("DestinationDeliveryFailures")).toBe(0);
  expect(count("AsyncEventsDropped")).toBe(1);
});

it("lambda.durable.operations-limit: the 3,001st operation fails the execution", () => {
  const script: Script = function* (event) {
    const { count } = event as { count: number };
    for (let each = 0; each < count; each += 1) yield* runInChildContext("part", work("0ms"));
    return "done";
  };
  const { account, start } = durableAccount(script, { config: long });
  // The start counts as one.
  const fits = start({ Payload: '{"count":2999}' })["DurableExecutionArn"];
  const exceeds = start({ Payload: '{"count":3000}' })["DurableExecutionArn"];
  account.advance(minutes(1));
  expect(executionOf(account, fits)).toMatchObject({ Status: "SUCCEEDED" });
  expect(executionOf(account, exceeds)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorType: "InvalidParameterValueException" },
  });
});

it("lambda.durable.payload-limit: what a step comes to may have 256 KB, and an execution may write 100 MB", () => {
  const script: Script = function* (event) {
    const { size, count } = event as { size: number; count: number };
    for (let each = 0; each < count; each += 1)
      yield* step("part", work("0ms", "x".repeat(size - 2)));
    return "done";
  };
  const { account, start } = durableAccount(script, { config: long });
  const runs = [
    start({ Payload: '{"size":262144,"count":1}' }),
    start({ Payload: '{"size":262145,"count":1}' }),
    start({ Payload: '{"size":262144,"count":399}' }),
    start({ Payload: '{"size":262144,"count":401}' }),
  ];
  account.advance(minutes(1));
  const statuses = runs.map(({ DurableExecutionArn: arn }) => executionOf(account, arn)["Status"]);
  expect(statuses).toEqual(["SUCCEEDED", "FAILED", "SUCCEEDED", "FAILED"]);
});

it("lambda.durable.start-rate: 300 executions may begin in a second, of all functions and versions together", () => {
  const { account, start } = durableAccount(work("1ms"));
  account.call("PublishVersion", { FunctionName: "worker" });
  for (let each = 0; each < 150; each += 1) {
    start();
    start({ Qualifier: "1" });
  }
  expect(
    account.refusal("Invoke", { FunctionName: "worker", Qualifier: "1", InvocationType: "Event" }),
  ).toBe("TooManyRequestsException: Rate Exceeded.");
  account.advance(seconds(1));
  expect(start()["StatusCode"]).toBe(202);
});

it("lambda.durable.history: tells in order what became of an execution, its operations and its invocations", () => {
  const { account, start } = durableAccount(
    function* () {
      yield* step("one", work("1ms", 1));
      yield* wait("2s");
      return 2;
    },
    { config: long },
  );
  const arn = start()["DurableExecutionArn"] as string;
  account.advance(seconds(10));
  const { Events } = account.call("GetDurableExecutionHistory", {
    DurableExecutionArn: arn,
    IncludeExecutionData: true,
  });
  const events = Events as unknown as { EventId: number; EventType: string; Name?: string }[];
  expect(events.map(({ EventId, EventType }) => `${EventId} ${EventType}`)).toEqual([
    "1 ExecutionStarted",
    "2 StepStarted",
    "3 StepSucceeded",
    "4 WaitStarted",
    "5 InvocationCompleted",
    "6 WaitSucceeded",
    "7 InvocationCompleted",
    "8 ExecutionSucceeded",
  ]);
  expect(events[2]).toMatchObject({
    Name: "one",
    StepSucceededDetails: { Result: { Payload: "1" }, RetryDetails: { CurrentAttempt: 1 } },
  });
  expect(events[3]).toMatchObject({ WaitStartedDetails: { Duration: 2 } });
  const page = account.call("GetDurableExecutionHistory", {
    DurableExecutionArn: arn,
    MaxItems: 3,
    ReverseOrder: true,
  });
  expect(
    (page["Events"] as unknown as { EventId: number }[]).map(({ EventId }) => EventId),
  ).toEqual([8, 7, 6]);
  expect(page["NextMarker"]).toBe("3");
});

it("lambda.durable.list: shows executions by their state, name and time", () => {
  const { account, start } = durableAccount(
    function* (event) {
      yield* wait((event as { wait: "1s" }).wait);
      return null;
    },
    { config: long },
  );
  start({ DurableExecutionName: "short", Payload: '{"wait":"1s"}' });
  account.advance(minutes(1));
  start({ DurableExecutionName: "long", Payload: '{"wait":"1h"}' });
  const named = (params: PlainObject) => {
    const response = account.call("ListDurableExecutionsByFunction", {
      ...{ FunctionName: "worker", Qualifier: "$LATEST" },
      ...params,
    });
    return (response["DurableExecutions"] as unknown as { DurableExecutionName: string }[]).map(
      ({ DurableExecutionName }) => DurableExecutionName,
    );
  };
  expect(named({})).toEqual(["short", "long"]);
  expect(named({ ReverseOrder: true })).toEqual(["long", "short"]);
  expect(named({ Statuses: ["RUNNING"] })).toEqual(["long"]);
  expect(named({ DurableExecutionName: "short" })).toEqual(["short"]);
});

it("lambda.durable.metrics: counts executions, their operations, bytes and times, and each invocation", () => {
  const { account, start, sum, count } = durableAccount(
    function* () {
      yield* step("one", work("1s", "four"));
      yield* wait("9s");
      return "end";
    },
    { config: long },
  );
  start({ Payload: '{"a":1}' });
  account.advance(minutes(1));
  expect(count("DurableExecutionStarted")).toBe(1);
  expect(count("DurableExecutionSucceeded")).toBe(1);
  expect(sum("DurableExecutionDuration")).toBe(seconds(10));
  expect(sum("DurableExecutionOperations")).toBe(3);
  expect(sum("DurableExecutionStorageWrittenBytes")).toBe(7 + 6 + 5);
  expect(sum("Invocations")).toBe(2);
  expect(count("AsyncEventsReceived")).toBe(1);
  expect(count("AsyncEventAge")).toBe(1);
  expect(days(14)).toBeGreaterThan(sum("DurableStorageByteDays"));
});

it("lambda.durable.mapping: a mapping waits for a whole execution, so that it may take 15 minutes at most", () => {
  const { account } = durableAccount(work("1ms"));
  const client = account.simulation.client();
  client.call("sqs", "CreateQueue", { QueueName: "orders" });
  const EventSourceArn = "arn:aws:sqs:us-east-1:123456789012:orders";
  account.create({ FunctionName: "long", ...long });
  expect(
    account.refusal("CreateEventSourceMapping", { EventSourceArn, FunctionName: "long:$LATEST" }),
  ).toMatch(/^InvalidParameterValueException: .*15 minutes/);
  expect(
    account.refusal("CreateEventSourceMapping", { EventSourceArn, FunctionName: "worker" }),
  ).toMatch(/unqualified ARN/);
});

it("lambda.durable.mapping: each delivery is an execution of its own, and messages stay until it has ended", () => {
  const { account, count, sum } = durableAccount(function* (event) {
    yield* wait("10s");
    const { Records } = event as { Records: readonly Plain[] };
    return Records.length;
  });
  const client = account.simulation.client();
  client.call("sqs", "CreateQueue", {
    QueueName: "orders",
    Attributes: { VisibilityTimeout: "900" },
  });
  account.call("CreateEventSourceMapping", {
    ...{
      EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders",
      FunctionName: "worker:$LATEST",
    },
    BatchSize: 1,
  });
  for (let each = 0; each < 3; each += 1) {
    client.call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: "x" });
  }
  account.advance(seconds(5));
  expect(count("DurableExecutionSucceeded")).toBe(0);
  const attributes = () =>
    client.call("sqs", "GetQueueAttributes", { QueueUrl: "orders", AttributeNames: ["All"] })[
      "Attributes"
    ] as PlainObject;
  expect(attributes()["ApproximateNumberOfMessagesNotVisible"]).toBe("3");
  account.advance(minutes(1));
  expect(count("DurableExecutionSucceeded")).toBe(3);
  expect(attributes()["ApproximateNumberOfMessagesNotVisible"]).toBe("0");
  expect(sum("Invocations")).toBe(6);
});

it("lambda.durable.checkpoint: somebody else's SDK writes with a token that is good once", () => {
  const { account, invoke: begin } = durableAccount(function* () {
    yield* createCallback("approval");
    yield* wait("1min");
    return null;
  });
  begin({ DurableExecutionName: "a" });
  account.advance(seconds(1));
  const [{ DurableExecutionArn }] = account.call("ListDurableExecutionsByFunction", {
    ...{ FunctionName: "worker", Qualifier: "$LATEST" },
  })["DurableExecutions"] as unknown as [{ DurableExecutionArn: string }];
  const tokenOf = (number: number) => btoa(`${DurableExecutionArn}#${number}`);
  // The handler has written two checkpoints.
  const CheckpointToken = tokenOf(2);
  const state = account.call("GetDurableExecutionState", { DurableExecutionArn, CheckpointToken });
  expect(state["Operations"]).toMatchObject([
    { Type: "CALLBACK", Status: "STARTED" },
    { Type: "WAIT", Status: "STARTED" },
  ]);
  const update = (more: PlainObject, token = CheckpointToken) => ({
    DurableExecutionArn,
    CheckpointToken: token,
    Updates: [{ Id: "9", Type: "STEP", Action: "START", ...more }],
  });
  const refusals = [
    update({ ParentId: "8" }),
    update({ Type: "WAIT", Action: "RETRY" }),
    update({ Action: "FAIL", Payload: "1" }),
    update({ Action: "SUCCEED", Error: { ErrorType: "E" } }),
    update({ Id: "1" }),
    update({ Id: "2", Type: "WAIT" }),
    update({}, tokenOf(1)),
  ];
  for (const refused of refusals) {
    expect(account.refusal("CheckpointDurableExecution", refused)).toMatch(
      /^InvalidParameterValueException/,
    );
  }
  const answer = account.call("CheckpointDurableExecution", update({ Name: "by-hand" }));
  expect(answer["CheckpointToken"]).toBe(tokenOf(3));
  expect(answer["NewExecutionState"]).toMatchObject({
    Operations: [
      { Id: "9", Name: "by-hand", Type: "STEP", Status: "STARTED", StepDetails: { Attempt: 1 } },
    ],
  });
  expect(account.refusal("CheckpointDurableExecution", update({ Id: "10" }))).toMatch(
    /Invalid Checkpoint Token/,
  );
  account.call("CheckpointDurableExecution", {
    DurableExecutionArn,
    CheckpointToken: tokenOf(3),
    Updates: [{ Id: "0", Type: "EXECUTION", Action: "SUCCEED", Payload: '"by hand"' }],
  });
  expect(executionOf(account, DurableExecutionArn)).toMatchObject({
    Status: "SUCCEEDED",
    Result: '"by hand"',
  });
});

it("lambda.durable.cost: bills operations, what is written, and what is kept", () => {
  const charges = functionCharges(
    {
      DurableExecutionOperations: { sum: 500_000 },
      DurableExecutionStorageWrittenBytes: { sum: 2 * 2 ** 30 },
      DurableStorageByteDays: { sum: 2 ** 30 * 60 },
    },
    { architecture: "x86_64", ephemeralStorage: 512 },
  );
  expect(charges.map(({ what, dollars }) => [what, Math.round(dollars * 1e6) / 1e6])).toEqual([
    ["Lambda durable operations", 4],
    ["Lambda durable data written", 0.5],
    ["Lambda durable data kept", 0.3],
  ]);
});
