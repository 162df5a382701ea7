import { milliseconds, minutes, seconds, type Distribution, type Tagged } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { resolveFunctionConfig, type FunctionConfig, type FunctionSettings } from "../config.ts";
import type {
  AccountInput,
  AccountReply,
  Denied,
  FunctionReply,
  Invoke,
  ThrottleReason,
} from "../protocol.ts";
import { functionInvariants } from "./invariants.ts";
import { queueSource } from "../../sqs/source.ts";
import { functionMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";

const silent = { scripts: {}, formOf: () => queueSource.form };

const constant = (value: number): Distribution => ({ type: "constant", value });
const configOf = (config: FunctionConfig) =>
  resolveFunctionConfig("worker", {
    behavior: {
      type: "profile",
      duration: constant(seconds(1)),
      durationPerItem: null,
      coldStart: null,
      failures: 0,
      poison: 0,
      calls: [],
      response: null,
    },
    ...config,
    environments: {
      placement: constant(milliseconds(100)),
      init: constant(milliseconds(200)),
      firstCall: constant(0),
      ...config.environments,
    },
  });
const acquired: AccountReply = { type: "acquired" };
/** A function, what it asked the account, and what that answers next: yes unless the test says otherwise. */
const open = (config: FunctionConfig = {}) => openWith(configOf(config));
const openWith = (settings: FunctionSettings) => {
  const asked: AccountInput[] = [];
  const answers: AccountReply[] = [];
  const consult = (_port: number, _to: number, question: Tagged): Tagged => {
    asked.push(question as AccountInput);
    return answers.shift() ?? acquired;
  };
  const fn = drive(functionMachine(silent), settings, functionInvariants, { consult });
  return Object.assign(fn, { asked, answers });
};
type Function = ReturnType<typeof open>;

const event: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};
const invoke = (fn: Function) => fn.request(event);
const invokeMany = (fn: Function, count: number) =>
  Array.from({ length: count }, () => fn.request(event));
const throttled = (reason: ThrottleReason) => ({
  type: "refused",
  code: "TooManyRequestsException",
  message: "Rate Exceeded.",
  details: { Reason: reason, Type: "User" },
});
const reasonsOf = (invocations: readonly { readonly reply: FunctionReply | undefined }[]) =>
  invocations.flatMap(({ reply }) =>
    reply?.type === "refused" ? [reply.details?.["Reason"]] : [],
  );
const denied: Denied = {
  type: "denied",
  reason: "ConcurrentInvocationLimitExceeded",
  limit: "accountConcurrency",
};
const limits = [
  "ReservedConcurrency",
  "ReservedRequestRate",
  "AccountConcurrency",
  "AccountRequestRate",
  "ScalingRate",
];
/** Throttles by the limit behind them; limits that were not hit are left out. */
const throttlesByLimit = (fn: Function) =>
  Object.fromEntries(
    limits
      .map((limit) => [limit, fn.meter(`ThrottlesBy${limit}`).sum] as const)
      .filter(([, count]) => count > 0),
  );

describe("the account's pool", () => {
  it("lambda.concurrency.account-pool: asks it for each invocation, and gives back at its end", () => {
    const fn = open();
    const invocation = invoke(fn);
    const acquire = { type: "acquireConcurrency", environment: "started", isEvent: false };
    expect(fn.asked).toEqual([acquire]);
    fn.advance(milliseconds(1_299));
    expect(fn.asked).toHaveLength(1);
    fn.advance(milliseconds(1));
    expect(invocation.reply).toMatchObject({ type: "invoked" });
    expect(fn.asked.slice(1)).toEqual([{ type: "releaseConcurrency" }]);

    invoke(fn);
    expect(fn.asked.slice(2)).toEqual([{ ...acquire, environment: "idle" }]);
  });

  it("lambda.throttle.reason: is throttled for the account's reason, and starts nothing", () => {
    const fn = open();
    fn.answers.push(denied);
    const invocation = invoke(fn);
    expect(invocation.reply).toEqual(throttled("ConcurrentInvocationLimitExceeded"));
    expect(fn.gauges()).toEqual({ Environments: 0, IdleEnvironments: 0, RunningInvocations: 0 });
    expect(fn.meter("Throttles").sum).toBe(1);
    expect(fn.meter("Invocations").sum).toBe(0);
    expect(fn.state.rampTokens).toBe(1_000);
  });

  it("leaves idle environments as they are where the account denies their use", () => {
    const fn = open({ environments: { idleLifetime: constant(minutes(5)) } });
    invokeMany(fn, 2);
    fn.advance(seconds(2));
    const newest = fn.state.newestIdle;
    fn.answers.push(denied);
    invoke(fn);
    expect(fn.state.newestIdle).toBe(newest);
    expect(fn.gauges()).toMatchObject({ IdleEnvironments: 2 });
  });

  it("needs two environments when two invocations come at one instant and one is idle", () => {
    const fn = open();
    invoke(fn);
    fn.advance(seconds(2));
    invokeMany(fn, 2);
    expect(fn.asked.slice(2)).toMatchObject([{ environment: "idle" }, { environment: "started" }]);
  });

  it("lambda.invoke.order-of-checks: the account's limits go before the function's ramp", () => {
    const fn = open();
    invokeMany(fn, 1_000);
    fn.answers.push({ ...denied, limit: "accountRequestRate" });
    invoke(fn);
    expect(fn.asked.at(-1)).toMatchObject({ environment: "none" });
    expect(throttlesByLimit(fn)).toEqual({ AccountRequestRate: 1 });
  });
});

describe("the limit behind a throttle", () => {
  it("is counted: that of the function's own concurrency", () => {
    const fn = open({ reservedConcurrency: 2 });
    invokeMany(fn, 5);
    expect(throttlesByLimit(fn)).toEqual({ ReservedConcurrency: 3 });
    const none = open({ reservedConcurrency: 0 });
    invoke(none);
    expect(throttlesByLimit(none)).toEqual({ ReservedConcurrency: 1 });
  });

  it("is counted: that of the account, as it says", () => {
    const fn = open();
    for (const limit of ["accountConcurrency", "accountRequestRate", "scalingRate"] as const) {
      fn.answers.push({ ...denied, limit });
    }
    invokeMany(fn, 3);
    expect(throttlesByLimit(fn)).toEqual({
      AccountConcurrency: 1,
      AccountRequestRate: 1,
      ScalingRate: 1,
    });
    expect(fn.meter("Throttles").sum).toBe(3);
  });

  it("is counted: that of how fast environments start, which AWS's reason does not tell", () => {
    const fn = open();
    invokeMany(fn, 1_000);
    fn.answers.push({ ...denied, limit: "scalingRate" });
    invoke(fn);
    expect(fn.asked.at(-1)).toMatchObject({ environment: "none" });
    expect(throttlesByLimit(fn)).toEqual({ ScalingRate: 1 });
    const reserved = open({ reservedConcurrency: 2_000 });
    invokeMany(reserved, 1_001);
    expect(throttlesByLimit(reserved)).toEqual({ ScalingRate: 1 });
  });
});

describe("reserved concurrency", () => {
  it("lambda.concurrency.reserved-cap: is guarantee and cap, and never asks the account", () => {
    const fn = open({ reservedConcurrency: 2 });
    const invocations = invokeMany(fn, 3);
    expect(invocations[2]!.reply).toEqual(
      throttled("ReservedFunctionConcurrentInvocationLimitExceeded"),
    );
    fn.advance(seconds(2));
    expect(invocations.map(({ reply }) => reply!.type)).toEqual(["invoked", "invoked", "refused"]);
    expect(fn.asked).toEqual([]);
    expect(fn.meter("ConcurrentExecutions").max).toBe(2);
  });

  it("lambda.concurrency.reserved-zero: throttles every invocation", () => {
    const fn = open({ reservedConcurrency: 0 });
    expect(invoke(fn).reply).toEqual(
      throttled("ReservedFunctionConcurrentInvocationLimitExceeded"),
    );
  });

  it("lambda.concurrency.reserved-lowered: lets what runs finish, and admits no more until below", () => {
    const fn = open({ reservedConcurrency: 4 });
    invokeMany(fn, 4);
    fn.advance(seconds(2));
    const running = invokeMany(fn, 3);
    fn.change(configOf({ reservedConcurrency: 2 }));
    expect(fn.gauges()).toEqual({ Environments: 3, IdleEnvironments: 0, RunningInvocations: 3 });
    expect(reasonsOf([invoke(fn)])).toHaveLength(1);
    fn.advance(seconds(1));
    expect(reasonsOf(running)).toEqual([]);
    expect(fn.gauges()).toMatchObject({ Environments: 2 });
    expect(reasonsOf(invokeMany(fn, 3))).toHaveLength(1);
  });

  it("lambda.concurrency.reserved-raised: admits more at once", () => {
    const fn = open({ reservedConcurrency: 1 });
    expect(reasonsOf(invokeMany(fn, 2))).toHaveLength(1);
    fn.change(configOf({ reservedConcurrency: 3 }));
    expect(reasonsOf(invokeMany(fn, 2))).toHaveLength(0);
  });

  it("moves what runs out of the account's pool and back into it", () => {
    const fn = open();
    invokeMany(fn, 3);
    fn.change(configOf({ reservedConcurrency: 5 }));
    expect(fn.asked.slice(3)).toEqual([{ type: "adjustConcurrency", by: -3 }]);
    invoke(fn);
    fn.change(configOf({}));
    expect(fn.asked.slice(4)).toEqual([{ type: "adjustConcurrency", by: 4 }]);
  });
});

const quick = {
  type: "profile",
  duration: constant(0),
  durationPerItem: null,
  coldStart: constant(0),
  failures: 0,
  poison: 0,
  calls: [],
  response: null,
} as const;

describe("rate of requests", () => {
  it("lambda.rate.ten-times-concurrency: admits 10 requests a second for each reserved unit", () => {
    const fn = open({ reservedConcurrency: 2, behavior: quick });
    const throttles = () => fn.meter("Throttles").sum;
    fn.advance(milliseconds(500));
    for (let nth = 0; nth < 30; nth += 1) {
      invoke(fn);
      if (nth === 0) fn.advance(milliseconds(400));
      fn.advance(milliseconds(1));
    }
    expect(throttles()).toBe(10);
    const late = invoke(fn);
    expect(late.reply).toEqual(throttled("ReservedFunctionInvocationRateLimitExceeded"));
    fn.advance(milliseconds(100));
    invoke(fn);
    expect(throttles()).toBe(11);
    expect(throttlesByLimit(fn)).toEqual({ ReservedRequestRate: 11 });
  });
});

it("lambda.rate.whole-seconds: counts the requests of each whole second of the run anew", () => {
  const fn = open({ reservedConcurrency: 1, behavior: quick });
  const admitted = (count: number) => {
    const throttles = fn.meter("Throttles").sum;
    for (let nth = 0; nth < count; nth += 1) {
      invoke(fn);
      fn.advance(milliseconds(1));
    }
    return count - (fn.meter("Throttles").sum - throttles);
  };
  invoke(fn);
  fn.advance(milliseconds(970));
  // One request has been counted in this second. Twenty more come around its end.
  expect(admitted(15)).toBe(9);
  fn.advance(milliseconds(15));
  expect(admitted(15)).toBe(10);
});

describe("the function's own ramp since 2023-11-27", () => {
  it("lambda.ramp.function-burst: starts 1,000 environments at once, then one each 10 ms", () => {
    const fn = open({ reservedConcurrency: 5_000 });
    expect(reasonsOf(invokeMany(fn, 1_001))).toEqual([
      "ReservedFunctionConcurrentInvocationLimitExceeded",
    ]);
    fn.advance(milliseconds(9));
    expect(reasonsOf(invokeMany(fn, 1))).toHaveLength(1);
    fn.advance(milliseconds(1));
    expect(reasonsOf(invokeMany(fn, 2))).toHaveLength(1);
    fn.advance(milliseconds(250));
    expect(reasonsOf(invokeMany(fn, 30))).toHaveLength(5);
  });

  it("lambda.ramp.function-burst: stores no more than 1,000 tokens, and reuse costs none", () => {
    const fn = open({ reservedConcurrency: 5_000 });
    invokeMany(fn, 2);
    fn.advance(minutes(2));
    invokeMany(fn, 2);
    expect(fn.state.rampTokens).toBe(998);
    fn.advance(seconds(3));
    invokeMany(fn, 3);
    expect(fn.state.rampTokens).toBe(999);
  });

  it("lambda.ramp.region-burst: asks the Region's ramp before, even with reserved concurrency", () => {
    const fn = open({ reservedConcurrency: 5, asOf: "2022-06-01" });
    const reason: ThrottleReason = "ReservedFunctionConcurrentInvocationLimitExceeded";
    fn.answers.push(acquired, { type: "denied", reason, limit: "scalingRate" });
    const [started, refused] = invokeMany(fn, 2);
    expect(fn.asked).toEqual([{ type: "startEnvironment" }, { type: "startEnvironment" }]);
    expect(reasonsOf([refused!])).toHaveLength(1);
    fn.advance(seconds(2));
    expect(started!.reply).toMatchObject({ type: "invoked" });
    invoke(fn);
    expect(fn.asked).toHaveLength(2); // The idle environment costs no token.
  });
});

describe("order of checks", () => {
  it("lambda.invoke.request-limit: refuses a payload above 6 MB before all else", () => {
    const fn = open({ reservedConcurrency: 0 });
    const large = (size: number): Invoke => ({
      type: "invoke",
      payload: { type: "json", value: {}, size },
      trail: noTrail,
      event: null,
    });
    expect(fn.ask(large(6_291_457))).toMatchObject({ code: "RequestEntityTooLargeException" });
    expect(fn.ask(large(6_291_456))).toMatchObject({ code: "TooManyRequestsException" });
  });

  it("lambda.invoke.order-of-checks: the rate goes before the concurrency", () => {
    const lasting = (duration: number) =>
      configOf({
        reservedConcurrency: 1,
        behavior: { ...quick, duration: constant(duration) },
        environments: { placement: constant(0), init: constant(0) },
      });
    const fn = openWith(lasting(0));
    for (let nth = 0; nth < 9; nth += 1) {
      expect(reasonsOf([invoke(fn)])).toEqual([]);
      fn.advance(milliseconds(1));
    }
    fn.change(lasting(seconds(1)));
    expect(reasonsOf(invokeMany(fn, 2))).toEqual(["ReservedFunctionInvocationRateLimitExceeded"]);
    fn.advance(milliseconds(991));
    expect(reasonsOf([invoke(fn)])).toEqual(["ReservedFunctionConcurrentInvocationLimitExceeded"]);
  });
});

it("gives back the concurrency of what runs when it is deleted, and admits nothing more", () => {
  const fn = open();
  invokeMany(fn, 2);
  const deletion = fn.request({ type: "deleteFunction" });
  expect(deletion.reply).toEqual({ type: "deleted" });
  expect(fn.asked.slice(2)).toEqual([{ type: "adjustConcurrency", by: -2 }]);
  expect(invoke(fn).reply).toMatchObject({ code: "ResourceNotFoundException" });
  fn.advance(seconds(3)); // What ran ends, and gives nothing back a second time.
  expect(fn.asked).toHaveLength(3);
});
