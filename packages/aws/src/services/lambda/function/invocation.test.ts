import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Plain,
  type SlabId,
  type Instant,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import type { ReceivedMessage } from "../../sqs/protocol.ts";
import { resolveFunctionConfig, type FunctionConfig, type ProfileBehavior } from "../config.ts";
import type { Invoke } from "../protocol.ts";
import { functionInvariants } from "./invariants.ts";
import { queueSource } from "../../sqs/source.ts";
import { functionMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";

const silent = { scripts: {}, formOf: () => queueSource.form };

const constant = (value: number): Distribution => ({ type: "constant", value });
const profile = (behavior: Partial<ProfileBehavior> = {}): ProfileBehavior => ({
  type: "profile",
  duration: constant(milliseconds(50)),
  durationPerItem: null,
  coldStart: null,
  failures: 0,
  poison: 0,
  calls: [],
  response: { ok: true },
  ...behavior,
});
const open = (config: FunctionConfig = {}, seed = 1) =>
  drive(
    functionMachine(silent),
    resolveFunctionConfig("worker", {
      reservedConcurrency: 1_000,
      behavior: profile(),
      ...config,
      environments: {
        placement: constant(0),
        init: constant(milliseconds(200)),
        firstCall: constant(0),
        ...config.environments,
      },
    }),
    functionInvariants,
    // Before 2023-11-27 a cold start asks the Region's ramp.
    { seed, consult: () => ({ type: "acquired" }) },
  );
type Function = ReturnType<typeof open>;

const json = (value: Plain): Invoke => ({
  type: "invoke",
  payload: { type: "json", value, size: 2 },
  trail: noTrail,
  event: null,
});
const message = (number: number, receive = 1): ReceivedMessage => ({
  receipt: { id: 0 as SlabId, queue: 7, message: number, receive },
  identity: { queue: 7, message: number },
  content: { body: `${number}`, size: 1, attributes: [], traceHeader: null },
  trail: noTrail,
  sentAt: 0 as Instant,
  firstReceivedAt: 0 as Instant,
  receiveCount: receive,
  groupId: null,
  deduplicationId: null,
  sequenceNumber: null,
  deadLetterSource: null,
});
const batch = (
  numbers: readonly number[],
  reportBatchItemFailures = true,
  receive = 1,
): Invoke => ({
  type: "invoke",
  payload: {
    type: "batch",
    form: "sqs.queue",
    items: numbers.map((number) => message(number, receive)),
    source: "arn:aws:sqs:us-east-1:123456789012:orders",
    region: "us-east-1",
    reportsItems: reportBatchItemFailures,
    size: 100,
  },
  trail: null,
  event: null,
});
const run = (fn: Function, input: Invoke = json({})) => {
  const invocation = fn.request(input);
  fn.advance(seconds(20));
  const { reply } = invocation;
  if (reply?.type !== "invoked") throw new Error("the invocation did not run");
  return reply;
};

describe("timeout", () => {
  it("lambda.invoke.timeout: ends an invocation at the function's timeout with a function error", () => {
    const fn = open({ timeout: seconds(2), behavior: profile({ duration: constant(seconds(5)) }) });
    const reply = run(fn);
    expect(reply).toMatchObject({ functionError: "Unhandled", duration: seconds(2) });
    expect(reply.payload).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} Error: Task timed out after 2\.00 seconds$/,
      ) as string,
    });
    expect(fn.meter("Errors").sum).toBe(1);
    expect(fn.meter("BilledDuration").sum).toBe(milliseconds(2_200));
  });

  it("lambda.invoke.timeout: lets an invocation succeed that takes exactly as long", () => {
    const fn = open({ timeout: seconds(2), behavior: profile({ duration: constant(seconds(2)) }) });
    expect(run(fn).functionError).toBeNull();
  });

  it("lambda.invoke.timeout-error-form: words the error as AWS did until 2024", () => {
    const fn = open({
      asOf: "2024-04-01",
      timeout: seconds(2),
      behavior: profile({ duration: constant(seconds(5)) }),
    });
    expect(run(fn).payload).toEqual({
      errorMessage: expect.stringMatching(
        /^2026-01-01T00:00:02\.200Z [0-9a-f-]{36} Task timed out after 2\.00 seconds$/,
      ) as string,
    });
  });
});

describe("profile", () => {
  it("takes its duration, and for each message of a batch what an item takes", () => {
    const fn = open({ behavior: profile({ durationPerItem: constant(milliseconds(7)) }) });
    expect(run(fn).duration).toBe(milliseconds(50));
    expect(run(fn, batch([1, 2, 3])).duration).toBe(milliseconds(71));
  });

  it("lambda.invoke.function-error: fails the given share of invocations, in the payload alone", () => {
    const fn = open({ behavior: profile({ failures: 0.25 }) });
    const replies = Array.from({ length: 400 }, () => run(fn));
    const failed = replies.filter(({ functionError }) => functionError !== null);
    expect(failed.length).toBeGreaterThan(70);
    expect(failed.length).toBeLessThan(130);
    expect(failed[0]).toMatchObject({
      type: "invoked",
      functionError: "Unhandled",
      payload: { errorType: "Error", trace: [expect.any(String)] },
    });
    expect(fn.meter("Errors").sum).toBe(failed.length);
    expect(fn.meter("Invocations").sum).toBe(400);
  });

  it("fails the same messages at every attempt and in every batch", () => {
    const fn = open({ behavior: profile({ poison: 0.2 }) });
    const all = Array.from({ length: 100 }, (_, number) => number);
    const { failedItems } = run(fn, batch(all));
    expect(failedItems!.length).toBeGreaterThan(5);
    expect(failedItems!.length).toBeLessThan(40);
    for (const item of failedItems!)
      expect(run(fn, batch([item], true, 2)).failedItems).toEqual([0]);
    expect(
      run(fn, batch([...all].reverse(), true, 3))
        .failedItems!.map((item) => 99 - item)
        .reverse(),
    ).toEqual(failedItems);
  });

  it("fails the whole batch for one message where nobody heeds single failures", () => {
    const fn = open({ behavior: profile({ poison: 1 }) });
    expect(run(fn, batch([1, 2], false))).toMatchObject({
      functionError: "Unhandled",
      failedItems: null,
    });
    expect(run(fn, batch([1, 2]))).toMatchObject({ functionError: null, failedItems: [0, 1] });
    expect(run(open(), batch([1, 2]))).toMatchObject({ functionError: null, failedItems: null });
  });
});

describe("calls of a profile", () => {
  const put = {
    type: "call",
    service: "sqs",
    operation: "SendMessage",
    params: { QueueUrl: "https://sqs/orders", MessageBody: "{}" },
  } as const;
  const opened = () => {
    const fn = open({
      behavior: profile({ calls: [put, { ...put, operation: "DeleteMessage" }] }),
    });
    const invocation = fn.request(json({}));
    fn.advance(milliseconds(250));
    return { fn, invocation };
  };

  it("are made one after another when the duration has passed, and count as duration", () => {
    const { fn, invocation } = opened();
    expect(fn.sent).toMatchObject([{ port: 1, to: 0, input: put }]);
    fn.advance(milliseconds(20));
    fn.answer(fn.sent[0]!, { type: "called", response: {} } as never);
    expect(fn.sent).toMatchObject([{ input: { operation: "DeleteMessage" } }]);
    fn.advance(milliseconds(30));
    expect(invocation.reply).toBeUndefined();
    fn.answer(fn.sent[0]!, { type: "called", response: {} } as never);
    expect(invocation.reply).toMatchObject({ functionError: null, duration: milliseconds(100) });
  });

  it("fail the invocation where AWS refuses one", () => {
    const { fn, invocation } = opened();
    const refusal = { type: "refused", code: "QueueDoesNotExist", message: "It is gone." };
    fn.answer(fn.sent[0]!, refusal);
    expect(invocation.reply).toMatchObject({
      functionError: "Unhandled",
      payload: { errorType: "QueueDoesNotExist", errorMessage: "It is gone." },
    });
    expect(fn.sent).toEqual([]);
  });

  it("end at the timeout, after which their answers are for nobody", () => {
    const { fn, invocation } = opened();
    fn.advance(seconds(3));
    expect(invocation.reply).toMatchObject({ functionError: "Unhandled", duration: seconds(3) });
    const next = fn.request(json({}));
    fn.answer(fn.sent[0]!, { type: "called", response: {} } as never);
    fn.advance(milliseconds(250));
    expect(next.reply).toBeUndefined();
    expect(fn.sent).toMatchObject([{ input: put }]);
  });
});

describe("billing", () => {
  const once = (config: FunctionConfig) => {
    const fn = open({ memorySize: 512, ...config });
    run(fn);
    return [fn.meter("BilledDuration").sum / 1_000, fn.meter("BilledMemoryMilliseconds").sum];
  };

  it("lambda.billing.rounds-up: rounds up to 1 ms, and multiplies by the memory", () => {
    expect(once({ behavior: profile({ duration: constant(50_001) }) })).toEqual([251, 251 * 512]);
  });

  it("lambda.billing.rounds-up: rounded up to 100 ms until 2020-12-01", () => {
    const behavior = profile({ duration: constant(100_001) });
    expect(once({ asOf: "2020-11-30", behavior })).toEqual([200, 200 * 512]);
    expect(once({ asOf: "2020-12-01", behavior })).toEqual([101, 101 * 512]);
  });

  it("lambda.billing.init: bills the Init phase of a zip on a managed runtime since 2025-08-01", () => {
    expect(once({ asOf: "2025-07-31" })[0]).toBe(50);
    expect(once({ asOf: "2025-08-01" })[0]).toBe(250);
  });

  it("lambda.billing.init: billed that of images and custom runtimes before as well", () => {
    expect(once({ asOf: "2024-01-01", packageType: "Image", runtime: null })[0]).toBe(250);
    expect(once({ asOf: "2024-01-01", runtime: "provided.al2023" })[0]).toBe(250);
  });

  it("lambda.metrics.duration: counts the handler's time without the cold start", () => {
    const fn = open();
    run(fn);
    expect(fn.meter("Duration").sum).toBe(milliseconds(50));
    fn.advance(minutes(1));
    expect(fn.meter("InitDuration").sum).toBe(milliseconds(200));
  });
});
