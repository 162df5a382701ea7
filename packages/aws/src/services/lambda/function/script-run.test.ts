import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Plain,
  type Tagged,
  type SlabId,
  type Instant,
  declare,
  Simulation,
  slab,
  type AnyMachine,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { resolveFunctionConfig, type FunctionConfig } from "../config.ts";
import type { Call } from "../../../service/call.ts";
import type { FunctionReply, Invoke } from "../protocol.ts";
import {
  AwsCallError,
  call,
  RuntimeExit,
  wait,
  type ExitStatus,
  type Script,
} from "../../../service/script.ts";
import type { ReceivedMessage } from "../../sqs/protocol.ts";
import { messageIdOf } from "../../sqs/message-names.ts";
import { sqsToLambda } from "../../sqs/sqs-to-lambda.ts";
import { functionInvariants } from "./invariants.ts";
import { functionMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const formOf = () => sqsToLambda;

/** As many calls as the event asks for, with some waiting between; keeps all it was told. */
function* chatty(event: Plain, context: Parameters<Script>[1]): ReturnType<Script> {
  const { calls } = event as { calls: number };
  const heard: Plain[] = [];
  for (let nth = 0; nth < calls; nth += 1) {
    yield wait(milliseconds(10));
    const before = context.remainingTime();
    try {
      heard.push(yield call("sqs", "SendMessage", { nth, random: context.random() }));
    } catch (error) {
      heard.push(error instanceof AwsCallError ? error.code : "another");
    }
    heard.push(before - context.remainingTime());
  }
  return heard;
}

const scripts: Readonly<Record<string, Script>> = {
  *echo(event) {
    return event;
  },
  *counter(_event, { environmentState }) {
    const count = (environmentState["count"] as number | undefined) ?? 0;
    environmentState["count"] = count + 1;
    return { counter: count };
  },
  *sleeper(event, { environmentState }) {
    environmentState["slept"] = true;
    yield wait(seconds((event as { wait: number }).wait));
    return null;
  },
  chatty,
  *failing(_event, { environmentState }) {
    environmentState["failed"] = ((environmentState["failed"] as number | undefined) ?? 0) + 1;
    class CustomError extends Error {
      override readonly name = "CustomError";
    }
    throw new CustomError(`failed ${environmentState["failed"]}`);
  },
  *exiting(event) {
    throw new RuntimeExit((event as { status: ExitStatus }).status);
  },
  *large(event) {
    return "é".repeat((event as { letters: number }).letters);
  },
  *vandal(event) {
    (event as { list: number[] }).list.push(4);
    return event;
  },
  *facts(_event, context) {
    const { functionName, invokedFunctionArn, memoryLimitInMB, awsRequestId } = context;
    const remaining = context.remainingTime();
    return { functionName, invokedFunctionArn, memoryLimitInMB, awsRequestId, remaining };
  },
  *nothing() {
    return undefined;
  },
};

const settingsOf = (name: string, config: FunctionConfig = {}) =>
  resolveFunctionConfig("worker", {
    reservedConcurrency: 10,
    behavior: { type: "script", name },
    ...config,
    environments: {
      placement: constant(0),
      init: constant(milliseconds(200)),
      firstCall: constant(0),
      ...config.environments,
    },
  });
const open = (name: string, config: FunctionConfig = {}) =>
  drive(functionMachine({ scripts, formOf }), settingsOf(name, config), functionInvariants);
type Function = ReturnType<typeof open>;

const event = (value: Plain): Invoke => ({
  type: "invoke",
  payload: { type: "json", value, size: 2 },
  trail: noTrail,
  event: null,
});
const run = (fn: Function, value: Plain = {}) => {
  const invocation = fn.request(event(value));
  fn.advance(seconds(20));
  const { reply } = invocation;
  if (reply?.type !== "invoked") throw new Error("the invocation did not run");
  return reply;
};

describe("script", () => {
  it("returns what it returns, in no time where it waits for none", () => {
    const fn = open("echo");
    expect(run(fn, { a: [1] })).toMatchObject({ payload: { a: [1] }, duration: 0 });
  });

  it("lambda.invoke.returns-nothing: a handler that returns nothing gives null", () => {
    expect(run(open("nothing"))).toMatchObject({ functionError: null, payload: null });
  });

  it("knows its invocation", () => {
    const fn = open("facts", { memorySize: 256, timeout: seconds(5) });
    expect(run(fn).payload).toEqual({
      functionName: "worker",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:worker",
      memoryLimitInMB: "256",
      awsRequestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      remaining: seconds(5),
    });
  });

  it("may write on its event, which nobody else sees", () => {
    const fn = open("vandal");
    const input = event({ list: [1, 2, 3] });
    const invocation = fn.request(input);
    fn.advance(seconds(1));
    expect(invocation.reply).toMatchObject({ payload: { list: [1, 2, 3, 4] } });
    expect(input.payload).toMatchObject({ value: { list: [1, 2, 3] } });
  });

  it("lets time pass where it waits, up to the timeout", () => {
    const fn = open("sleeper");
    expect(run(fn, { wait: 1 })).toMatchObject({ functionError: null, duration: seconds(1) });
    expect(run(fn, { wait: 4 })).toMatchObject({
      functionError: "Unhandled",
      duration: seconds(3),
      payload: { errorType: "Sandbox.Timedout" },
    });
    expect(run(fn, { wait: 1 }).duration).toBe(milliseconds(1_200)); // A new process.
  });

  it("calls other services, hears their answers, and catches their refusals", () => {
    const fn = open("chatty");
    const invocation = fn.request(event({ calls: 2 }));
    fn.advance(milliseconds(210));
    const [first] = fn.sent;
    expect(first).toMatchObject({
      port: 1,
      input: { type: "call", service: "sqs", operation: "SendMessage", params: { nth: 0 } },
    });
    fn.advance(milliseconds(25));
    fn.answer(first!, { type: "called", response: { MessageId: "m-1" } } as never);
    fn.advance(milliseconds(10));
    const refusal = { type: "refused", code: "OverLimit", message: "Too many." };
    fn.answer(fn.sent[0]!, refusal);
    expect(invocation.reply).toMatchObject({
      payload: [{ MessageId: "m-1" }, milliseconds(25), "OverLimit", 0],
      duration: milliseconds(45),
    });
  });

  it("fails the invocation with a refusal that it does not catch", () => {
    const throwing: Script = function* (): ReturnType<Script> {
      return yield call("sqs", "SendMessage");
    };
    const machine = functionMachine({ scripts: { throwing }, formOf });
    const fn = drive(machine, settingsOf("throwing"), functionInvariants);
    const invocation = fn.request(event({}));
    fn.advance(milliseconds(200));
    fn.answer(fn.sent[0]!, { type: "refused", code: "OverLimit", message: "Too many." } as never);
    expect(invocation.reply).toMatchObject({
      functionError: "Unhandled",
      payload: {
        errorType: "OverLimit",
        errorMessage: "Too many.",
        trace: ["OverLimit: Too many."],
      },
    });
  });

  it("says which scripts there are where the function names none of them", () => {
    const fn = open("absent");
    fn.request(event({}));
    fn.advance(seconds(1));
    expect(fn.stops).toEqual([
      {
        type: "stoppedByScript",
        component: "lambda.function:worker",
        script: "absent",
        expected:
          "one of echo, counter, sleeper, chatty, failing, exiting, large, vandal, facts, nothing",
        received: '"absent"',
        place: null,
      },
    ]);
  });

  it("refuses to wait for less than no time, which is its author's mistake", () => {
    expect(() => wait(milliseconds(-1))).toThrow(
      "wait of a script: expected 0 s or more in whole microseconds, received -1 ms",
    );
  });

  it("takes the first handler call's extra time", () => {
    const fn = open("echo", { environments: { firstCall: constant(milliseconds(30)) } });
    expect(run(fn).duration).toBe(milliseconds(30));
    expect(run(fn).duration).toBe(0);
  });
});

describe("payload of a failed invocation", () => {
  it("lambda.error.nodejs-shape: has type, message and trace on Node.js", () => {
    expect(run(open("failing")).payload).toEqual({
      errorType: "CustomError",
      errorMessage: "failed 1",
      trace: ["CustomError: failed 1"],
    });
  });

  it("lambda.error.python-shape: has message, type, request id and stack trace on Python", () => {
    expect(run(open("failing", { runtime: "python3.12" })).payload).toEqual({
      errorMessage: "failed 1",
      errorType: "CustomError",
      requestId: expect.any(String) as string,
      stackTrace: [],
    });
  });

  it("lambda.error.killed: says that a process was killed for its memory", () => {
    const fn = open("exiting");
    expect(run(fn, { status: "killed" }).payload).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/) as string,
    });
  });

  it("lambda.error.segmentation-fault: is heard of at the timeout on Python, and at once elsewhere", () => {
    const status = "segmentation fault";
    const python = open("exiting", { runtime: "python3.13", timeout: seconds(5) });
    expect(run(python, { status })).toMatchObject({
      cause: "timeout",
      payload: { errorType: "Sandbox.Timedout" },
    });
    const node = open("exiting", { runtime: "nodejs22.x", timeout: seconds(5) });
    expect(run(node, { status })).toMatchObject({
      cause: "exit",
      payload: {
        errorMessage: expect.stringMatching(/error: signal: segmentation fault$/) as string,
      },
    });
  });

  it("lambda.error.exit: says that the process ended, and resets the environment", () => {
    const fn = open("exiting");
    expect(run(fn, { status: 0 }).payload).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(
        /^RequestId: .{36} Error: Runtime exited without providing a reason$/,
      ) as string,
    });
    expect(run(fn, { status: 127 })).toMatchObject({
      duration: milliseconds(200),
      coldStart: false,
      payload: {
        errorMessage: expect.stringMatching(
          /Runtime exited with error: exit status 127$/,
        ) as string,
      },
    });
  });

  it("lambda.invoke.response-limit: replaces a response above 6 MB and 100 bytes by an error", () => {
    const fn = open("large");
    const letters = (6_291_556 - 2) / 2; // Two bytes each, in quotes.
    expect(run(fn, { letters }).functionError).toBeNull();
    expect(run(fn, { letters: letters + 1 })).toMatchObject({
      functionError: "Unhandled",
      payload: {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage:
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      },
    });
    expect(run(fn, { letters: 1 })).toMatchObject({ coldStart: false, duration: 0 });
  });
});

describe("execution environment of a script", () => {
  it("lambda.environment.globals: keeps module variables from one invocation to the next", () => {
    const fn = open("counter");
    expect([run(fn), run(fn), run(fn)].map(({ payload }) => payload)).toEqual([
      { counter: 0 },
      { counter: 1 },
      { counter: 2 },
    ]);
    fn.advance(minutes(10));
    expect(run(fn).payload).toEqual({ counter: 0 });
  });

  it("lambda.environment.globals: keeps them after an error, and loses them at a reset", () => {
    const failing = open("failing");
    expect(run(failing).payload).toMatchObject({ errorMessage: "failed 1" });
    expect(run(failing).payload).toMatchObject({ errorMessage: "failed 2" });

    const sleeper = open("sleeper");
    run(sleeper, { wait: 1 });
    const memories = () => slab.list(sleeper.state.environments).map(({ memory }) => memory);
    expect(memories()).toEqual([{ slept: true }]);
    run(sleeper, { wait: 9 });
    run(sleeper, { wait: 1 });
    expect(memories()).toEqual([{ slept: true }]);
  });
});

it("lambda.event.sqs: hands a script the event of a batch as AWS words it", () => {
  const fn = open("echo");
  const invocation = fn.request({
    type: "invoke",
    payload: {
      type: "batch",
      form: "sqs.queue",
      items: [
        {
          receipt: { id: 3 as SlabId, queue: 1, message: 9, receive: 2 },
          identity: { queue: 1, message: 9 },
          content: { body: "hello", size: 5, attributes: [], traceHeader: null },
          trail: noTrail,
          sentAt: seconds(1) as number as Instant,
          firstReceivedAt: seconds(2) as number as Instant,
          receiveCount: 2,
          groupId: null,
          deduplicationId: null,
          sequenceNumber: null,
          deadLetterSource: null,
        } as ReceivedMessage,
      ],
      source: "arn:aws:sqs:us-east-1:123456789012:orders",
      region: "us-east-1",
      reportsItems: false,
      size: 400,
    },
    trail: null,
    event: null,
  });
  fn.advance(seconds(1));
  expect(invocation.reply).toMatchObject({
    failedItems: null,
    payload: {
      Records: [
        {
          messageId: messageIdOf({ queue: 1, message: 9 }),
          body: "hello",
          attributes: { ApproximateReceiveCount: "2", SentTimestamp: "1767225601000" },
          eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:orders",
        },
      ],
    },
  });
});

describe("a script in motion survives", () => {
  // Answers each call with its number after a while.
  const echoing: AnyMachine = {
    kind: "echoing",
    stateVersion: 1,
    inputs: declare("call", "timerFired"),
    timers: declare("answer"),
    ports: declare(),
    purposes: declare("latency"),
    choices: declare(),
    metrics: declare(),
    initialState: () => ({ waiting: [] as unknown[], count: 0 }),
    transition(state, input, context) {
      if (input.type === "call") {
        state.count += 1;
        state.waiting = [...state.waiting, { to: context.request, params: input.params }];
        const at = context.now + 1_000 + Math.floor(context.random(0) * 50_000);
        return [{ type: "setTimer", timer: 0, index: state.count, at }];
      }
      const [{ to, params }, ...waiting] = state.waiting;
      state.waiting = waiting;
      return [{ type: "reply", to, body: { type: "called", response: { echo: params } } }];
    },
    fingerprint: () => 0,
  };
  const machines = [functionMachine({ scripts, formOf }), echoing];
  const start = () => {
    const simulation = new Simulation({ seed: 3, machines });
    const nothing = { settings: {}, connections: [] };
    simulation.apply({ do: "create", name: "echoing", kind: "echoing", ...nothing });
    simulation.apply({
      do: "create",
      name: "worker",
      kind: "lambda.function",
      settings: settingsOf("chatty", { timeout: seconds(60) }),
      connections: [{ port: "calls", to: 0, target: "echoing" }],
    });
    const replies: FunctionReply[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      simulation.tell("worker", event({ calls: 8 + nth }), (body) => {
        replies.push(body as FunctionReply);
      });
    }
    return { simulation, replies };
  };
  const at = (time: number) => time as Instant;
  const undisturbed = () => {
    const { simulation, replies } = start();
    simulation.run({ until: at(seconds(10)) });
    return { digest: simulation.digest, state: simulation.stateOf("worker"), replies };
  };

  it("a run undisturbed, as the measure of the others", () => {
    const { replies } = undisturbed();
    expect(replies).toHaveLength(4);
    for (const reply of replies) expect(reply).toMatchObject({ functionError: null });
  });

  it("snapshots at any moment", () => {
    const { digest, state } = undisturbed();
    for (const moment of [0, 205, 211, 250, 333, 420]) {
      const { simulation } = start();
      simulation.run({ until: at(milliseconds(moment)) });
      const restored = Simulation.restore(simulation.snapshot(), { machines });
      restored.run({ until: at(seconds(10)) });
      expect(restored.digest).toBe(digest);
      expect(JSON.parse(JSON.stringify(restored.stateOf("worker")))).toMatchObject(
        JSON.parse(
          JSON.stringify({
            ...(state as object),
            environments: {},
            calls: {},
            errors: {},
            deliveries: {},
            handOvers: {},
            newestOfTenants: {},
            unreachable: {},
            executions: {},
            executionsByName: {},
            executionDues: {},
          }),
        ) as object,
      );
    }
  });

  it("forks that go on in turns with the original and with each other", () => {
    const { digest, replies } = undisturbed();
    const original = start();
    original.simulation.run({ until: at(milliseconds(260)) });
    const one = original.simulation.fork();
    const other = one.fork();
    for (let moment = 260; moment < 1_000; moment += 7) {
      other.run({ until: at(milliseconds(moment)) });
      original.simulation.run({ until: at(milliseconds(moment)) });
      one.run({ until: at(milliseconds(moment + 3)) });
    }
    for (const simulation of [one, other, original.simulation]) {
      simulation.run({ until: at(seconds(10)) });
      expect(simulation.digest).toBe(digest);
    }
    // Whoever asked hears the answer of each fork, and they say the same.
    const texts = (heard: readonly FunctionReply[]) => heard.map((reply) => JSON.stringify(reply));
    expect(original.replies).toHaveLength(12);
    expect(new Set(texts(original.replies))).toEqual(new Set(texts(replies)));
  });

  it("forks that part: each hears what itself was answered", () => {
    const heard = (disturb: boolean) => {
      const { simulation } = start();
      simulation.run({ until: at(milliseconds(260)) });
      const fork = simulation.fork();
      const results: FunctionReply[] = [];
      const keep = (body: { readonly type: string }) => void results.push(body as FunctionReply);
      // The fork is asked for more, so that its calls are answered at other times.
      if (disturb) {
        fork.tell("worker", event({ calls: 3 }), keep);
        fork.run({ until: at(milliseconds(400)) });
      }
      simulation.run({ until: at(seconds(10)) });
      fork.run({ until: at(seconds(10)) });
      return [simulation.digest, fork.digest];
    };
    const { digest } = undisturbed();
    expect(heard(false)).toEqual([digest, digest]);
    const [original, fork] = heard(true);
    expect(original).toBe(digest);
    expect(fork).not.toBe(digest);
  });

  it("being carried out on copies, in turns with in place", () => {
    const { digest } = undisturbed();
    const { simulation } = start();
    let inPlace = true;
    while (simulation.pending > 0 && simulation.nextAt <= seconds(10)) {
      simulation.step(inPlace ? "inPlace" : "immutable");
      if (simulation.events % 3 === 0) inPlace = !inPlace;
    }
    expect(simulation.digest).toBe(digest);
  });
});

it("tells apart states of scripts that were told different things", () => {
  const machine = functionMachine({ scripts, formOf });
  const seen = [{ shown: "a" }, { shown: "b" }, null].map((told) => {
    const fn = open("chatty", { environments: { init: constant(0) } });
    fn.tell(event({ calls: 2 }));
    fn.advance(milliseconds(500));
    const [first] = fn.sent;
    if (told !== null) fn.answer(first!, { type: "called", response: told } as never);
    return JSON.stringify(machine.canonical!(fn.state, fn.now, () => 0));
  });
  expect(new Set(seen).size).toBe(3);
});

it("hands on the trail of the record that a script handles, and of the oldest where it handles none", () => {
  const items = [3, 9].map((number) => ({
    ...{ identity: { queue: 1, message: number }, content: { body: `${number}`, size: 1 } },
    trail: { ...noTrail, from: 2, number },
  }));
  const form = {
    ...sqsToLambda,
    eventOf: () => ({ Records: items.map(({ content }) => ({ ...content })) }),
  };
  const calls: Script = function* (event) {
    for (const record of (event as { Records: readonly { body: string }[] }).Records) {
      yield call("sqs", "SendMessage", record);
    }
    yield call("sqs", "SendMessage", { body: "both" });
    return null;
  };
  const open = () =>
    drive(
      functionMachine({ scripts: { calls }, formOf: () => form }),
      settingsOf("calls"),
      functionInvariants,
    );
  const batch = { type: "batch", form: "sqs.queue", items, size: 9, reportsItems: false } as const;
  const input = { type: "invoke", payload: batch, trail: null, event: null } as never as Invoke;
  const fn = open();
  fn.tell(input);
  fn.advance(seconds(1));
  const origins: (readonly [unknown, number])[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    const { params, trail } = fn.sent[0]!.input as unknown as Required<Call>;
    origins.push([params["body"], trail.number]);
    expect(trail).toMatchObject({ from: 2, lineage: [{ count: 1 }] });
    fn.answer(fn.sent[0]!, { type: "called", response: {} } as Tagged);
  }
  // The oldest of both, where nobody says which.
  expect(origins).toEqual([
    ["3", 3],
    ["9", 9],
    ["both", 3],
  ]);
});
