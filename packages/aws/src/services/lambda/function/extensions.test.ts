import { milliseconds, minutes, seconds, type Distribution } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { noTrail } from "../../../service/origin.ts";
import { queueSource } from "../../sqs/source.ts";
import {
  defaultBehavior,
  resolveFunctionConfig,
  type FunctionConfig,
  type ProfileBehavior,
} from "../config.ts";
import type { Extensions } from "../environment-traits.ts";
import type { Invoke } from "../protocol.ts";
import { functionInvariants } from "./invariants.ts";
import { functionMachine } from "./machine.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const event: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};

/** A function of 50 ms and an Init phase of 200 ms, with a reservation, so that no account is asked. */
const open = (behavior: Partial<ProfileBehavior>, config: FunctionConfig = {}) =>
  drive(
    functionMachine({ scripts: {}, formOf: () => queueSource.form }),
    resolveFunctionConfig("worker", {
      reservedConcurrency: 10,
      ...config,
      behavior: { ...defaultBehavior, duration: constant(milliseconds(50)), ...behavior },
      environments: {
        placement: constant(0),
        init: constant(milliseconds(200)),
        firstCall: constant(0),
        idleLifetime: constant(minutes(5)),
        surplusHalving: null,
        proactiveReplacements: 0,
        ...config.environments,
      },
    }),
    functionInvariants,
  );

const extending = (more: Partial<Extensions>): Partial<ProfileBehavior> => ({
  extensions: {
    kind: "external",
    init: constant(0),
    afterInvoke: constant(0),
    shutdown: constant(0),
    ...more,
  },
});

describe("extensions", () => {
  it.each([
    ["external", 300],
    ["internal", 500],
  ] as const)("lambda.extensions.init: %s ones are ready after %i ms", (kind, init) => {
    const fn = open(extending({ kind, init: constant(milliseconds(300)) }));
    const first = fn.request(event);
    fn.advance(seconds(1));
    expect(first.reply).toMatchObject({ initDuration: milliseconds(init) });
  });

  it("lambda.extensions.after-invoke: the caller does not wait for them, environment and bill do", () => {
    const fn = open(extending({ afterInvoke: constant(milliseconds(400)) }));
    const first = fn.request(event);
    fn.advance(milliseconds(250));
    expect(first.reply).toMatchObject({
      duration: milliseconds(450),
      billedDuration: milliseconds(650),
    });
    expect(fn.gauges()).toEqual({ Environments: 1, IdleEnvironments: 0, RunningInvocations: 1 });
    expect(fn.meter("PostRuntimeExtensionsDuration").sum).toBe(milliseconds(400));
    fn.advance(milliseconds(399));
    expect(fn.gauges()["RunningInvocations"]).toBe(1);
    fn.advance(milliseconds(1));
    expect(fn.gauges()).toEqual({ Environments: 1, IdleEnvironments: 1, RunningInvocations: 0 });
  });

  it("lambda.extensions.after-invoke: neither does a mapping, whose next batch begins elsewhere", () => {
    const account = new LambdaAccount();
    const client = account.simulation.client();
    account.create({
      Behavior: {
        ...(functionParams["Behavior"] as PlainObject),
        ...(extending({ afterInvoke: constant(seconds(2.5)) }) as unknown as PlainObject),
      },
    });
    const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true" };
    const made = client.call("sqs", "CreateQueue", { QueueName: "a.fifo", Attributes });
    const QueueUrl = made["QueueUrl"] as string;
    const EventSourceArn = "arn:aws:sqs:us-east-1:123456789012:a.fifo";
    const mapping = { FunctionName: "worker", EventSourceArn, BatchSize: 1 };
    account.call("CreateEventSourceMapping", mapping);
    for (const MessageBody of ["1", "2", "3", "4", "5"]) {
      client.call("sqs", "SendMessage", { QueueUrl, MessageBody, MessageGroupId: "g" });
    }
    account.advance(seconds(5)); // One after the other they would hold it up for 10 s.
    const left = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
    expect(
      client.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: left })["Attributes"],
    ).toEqual({ [left[0]!]: "0", [left[1]!]: "0" });
  });

  it.each([
    ["2021-05-23", 460],
    ["2021-05-24", 60],
  ])("lambda.extensions.after-invoke: on %s the caller waits for %i ms", (asOf, waited) => {
    const account = new LambdaAccount({ asOf });
    const behavior = extending({ afterInvoke: constant(milliseconds(400)) });
    account.create({
      Behavior: {
        ...(functionParams["Behavior"] as PlainObject),
        ...(behavior as unknown as PlainObject),
      },
    });
    account.call("Invoke", { FunctionName: "worker" });
    account.advance(seconds(1));
    const { now } = account.simulation;
    account.call("Invoke", { FunctionName: "worker" });
    expect(account.simulation.now - now).toBe(milliseconds(waited - 50));
  });

  it("lambda.extensions.timeout: they run into the function's timeout, and reset the environment", () => {
    const fn = open(extending({ afterInvoke: constant(seconds(9)) }), { timeout: seconds(2) });
    const first = fn.request(event);
    fn.advance(milliseconds(2_199));
    expect(first.reply).toMatchObject({ functionError: null, duration: seconds(2) });
    expect(fn.gauges()["RunningInvocations"]).toBe(1);
    fn.advance(milliseconds(1));
    expect(fn.gauges()["RunningInvocations"]).toBe(0);
    expect([fn.meter("Timeouts").sum, fn.meter("Errors").sum]).toEqual([1, 0]);
    const second = fn.request(event);
    fn.advance(seconds(2));
    // Its Init phase is part of the invocation.
    expect(second.reply).toMatchObject({ coldStart: false, duration: seconds(2) });
  });

  it.each([
    ["external", 2_000],
    ["internal", 500],
  ] as const)("lambda.extensions.shutdown: %s ones have %i ms after a reset", (kind, limit) => {
    const behavior = {
      ...extending({ kind, shutdown: constant(seconds(5)) }),
      duration: constant(seconds(9)),
    };
    const fn = open(behavior, { timeout: seconds(1) });
    fn.tell(event);
    fn.advance(milliseconds(1_200));
    expect(fn.gauges()).toEqual({ Environments: 1, IdleEnvironments: 0, RunningInvocations: 0 });
    fn.advance(milliseconds(limit - 1));
    expect(fn.gauges()["IdleEnvironments"]).toBe(0);
    fn.advance(milliseconds(1));
    expect(fn.gauges()["IdleEnvironments"]).toBe(1);
  });

  it("lambda.extensions.shutdown: without any a reset environment is idle at once", () => {
    const fn = open({ duration: constant(seconds(9)) }, { timeout: seconds(1) });
    fn.tell(event);
    fn.advance(milliseconds(1_200));
    expect(fn.gauges()["IdleEnvironments"]).toBe(1);
  });
});

describe("an Init phase that fails", () => {
  it.each([
    ["python3.13", { errorMessage: text(), errorType: "Exception", requestId: "", stackTrace: [] }],
    ["nodejs22.x", { errorType: "Error", errorMessage: text(), trace: [`Error: ${text()}`] }],
  ])(
    "lambda.environment.init-error: is repeated inside the invocation on %s",
    (runtime, payload) => {
      const fn = open({ initFailures: 1 }, { runtime });
      const first = fn.request(event);
      fn.advance(milliseconds(399));
      expect(first.reply).toBeUndefined();
      fn.advance(milliseconds(1));
      expect(first.reply).toMatchObject({
        ...{ functionError: "Unhandled", cause: "init", initDuration: 0, payload },
        duration: milliseconds(200),
      });
      // Each further invocation tries once more.
      const second = fn.request(event);
      fn.advance(milliseconds(200));
      expect(second.reply).toMatchObject({ coldStart: false, cause: "init" });
    },
  );
});

function text(): string {
  return "The code outside of the handler failed.";
}

describe("processors", () => {
  it.each([
    [1_769, 1_769, 1, 1_000],
    [1_000, 500, 1, 1_500],
    [1_769, 3_538, 1, 1_000],
    [1_769, 3_538, 2, 750],
  ])("lambda.environment.processors: from %i MB to %i MB on %i threads", (...figures) => {
    const [measuredAt, memorySize, threads, took] = figures;
    const computing = { share: 0.5, measuredAt, threads };
    const fn = open({ duration: constant(seconds(1)), computing }, { memorySize });
    const first = fn.request(event);
    fn.advance(seconds(3));
    expect(first.reply).toMatchObject({ duration: milliseconds(took) });
  });
});
