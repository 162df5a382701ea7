import {
  hours,
  inSeconds,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Duration,
  type Tagged,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import { refused } from "../../../service/refusal.ts";
import { call, wait, type Script, type Scripts } from "../../../service/script.ts";
import type { AwsOptions } from "../../../index.ts";
import { queueSource } from "../../sqs/source.ts";
import { resolveFunctionConfig, type FunctionConfig } from "../config.ts";
import { functionCharges } from "../pricing.ts";
import { functionInvariants } from "../function/invariants.ts";
import { functionMachine } from "../function/machine.ts";
import { noTrail } from "../../../service/origin.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const worker = { FunctionName: "worker" };
const event = { ...worker, InvocationType: "Event" };
const atOnce = {
  "lambda.async.dispatch": constant(0),
  "lambda.cold.platformOverhead": constant(0),
};

/** An account whose `worker` does what `script` says, and when it was invoked, in seconds. */
function accountWith(script: (attempt: number) => ReturnType<Script>, options: AwsOptions = {}) {
  const attempts: number[] = [];
  const requestIds: string[] = [];
  const scripts: Scripts = {
    *script(_event, context) {
      attempts.push(Math.round(inSeconds(account.simulation.now as number as Duration)));
      requestIds.push(context.awsRequestId);
      return yield* script(attempts.length);
    },
    *other() {
      yield wait(milliseconds(1));
      return "other";
    },
  };
  const account = new LambdaAccount({ scripts, latencies: atOnce, ...options });
  account.create({ Behavior: { type: "script", name: "script" }, Timeout: 900 });
  const meter = (metric: string) => {
    const { count, sum } = account.simulation.metersOf("lambda.function:worker")[metric]!;
    return metric === "AsyncEventAge" ? count : sum;
  };
  const reserve = (ReservedConcurrentExecutions: number) =>
    account.call("PutFunctionConcurrency", { ...worker, ReservedConcurrentExecutions });
  return { account, attempts, requestIds, meter, reserve };
}

const fail = function* (): ReturnType<Script> {
  yield wait(milliseconds(1));
  throw new Error("down");
};
const succeed = function* (): ReturnType<Script> {
  yield wait(milliseconds(1));
  return "done";
};
const busyFor = (time: Duration) =>
  function* (): ReturnType<Script> {
    yield wait(time);
    return "done";
  };

it("lambda.async.accepted: answers 202 at once, whatever becomes of the event", () => {
  const { account, attempts, meter } = accountWith(fail);
  expect(account.call("Invoke", { ...event, Payload: '{"a":1}' })).toEqual({
    StatusCode: 202,
    Payload: "",
  });
  expect(attempts).toEqual([]);
  account.advance(seconds(1));
  expect(attempts).toEqual([0]);
  expect(meter("Errors")).toBe(1);
});

it("lambda.async.function-error-retries: attempts one minute after, and two minutes after that", () => {
  const { account, attempts, meter } = accountWith(fail);
  account.call("Invoke", event);
  // As it was measured: one attempt inside 30 s, two by 90 s, three by 210 s, and no more.
  const seen = [30, 60, 120, 10_000].map((time) => {
    account.advance(seconds(time));
    return attempts.length;
  });
  expect(seen).toEqual([1, 2, 3, 3]);
  expect([attempts[1]! - attempts[0]!, attempts[2]! - attempts[1]!]).toEqual([60, 120]);
  expect(meter("AsyncEventsDropped")).toBe(1);
});

it("lambda.async.function-error-retries: is done with an event once an attempt succeeds", () => {
  const { account, attempts, meter } = accountWith((attempt) => (attempt < 2 ? fail() : succeed()));
  account.call("Invoke", event);
  account.advance(hours(1));
  expect(attempts).toHaveLength(2);
  expect([meter("AsyncEventsDropped"), meter("Invocations"), meter("Errors")]).toEqual([0, 2, 1]);
});

it("lambda.async.backoff: goes on with an event that is throttled until there is room", () => {
  const { account, attempts, meter, reserve } = accountWith((attempt) =>
    attempt === 1 ? busyFor(minutes(10))() : succeed(),
  );
  reserve(1);
  account.invoke();
  account.advance(seconds(1));
  account.call("Invoke", event);
  account.advance(minutes(9));
  expect(attempts).toHaveLength(1);
  const throttles = meter("Throttles");
  expect(throttles).toBeGreaterThan(5);
  expect(throttles).toBeLessThan(25);
  account.advance(minutes(10));
  expect(attempts).toHaveLength(2);
  expect([meter("Invocations"), meter("Errors"), meter("AsyncEventsDropped")]).toEqual([2, 0, 0]);
});

it("lambda.async.request-id: is the same at every attempt, and differs from all others", () => {
  const { account, requestIds } = accountWith(fail);
  account.call("Invoke", event);
  account.call("Invoke", event);
  account.call("Invoke", worker);
  account.advance(hours(1));
  expect(requestIds).toHaveLength(7);
  const counts = new Map<string, number>();
  for (const id of requestIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  expect([...counts.values()].sort()).toEqual([1, 3, 3]);
  for (const id of requestIds)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});

describe("a reserved concurrency of 0", () => {
  it("lambda.async.reserved-zero: takes an event and drops it, also for later", () => {
    const { account, attempts, meter, reserve } = accountWith(succeed);
    reserve(0);
    expect(account.call("Invoke", event)["StatusCode"]).toBe(202);
    account.advance(minutes(1));
    reserve(5);
    account.advance(hours(7));
    expect(attempts).toEqual([]);
    expect([meter("AsyncEventsReceived"), meter("AsyncEventsDropped")]).toEqual([1, 1]);
    expect(meter("Throttles")).toBe(0);
  });

  it("lambda.async.reserved-zero-later: throttles an event that waits already", () => {
    const { account, attempts, meter, reserve } = accountWith((attempt) =>
      attempt === 1 ? fail() : succeed(),
    );
    account.call("Invoke", event);
    account.advance(seconds(30));
    reserve(0);
    account.advance(minutes(5));
    expect(attempts).toHaveLength(1);
    expect(meter("Throttles")).toBeGreaterThan(2);
    reserve(1);
    account.advance(minutes(10));
    expect(attempts).toHaveLength(2);
    expect(meter("AsyncEventsDropped")).toBe(0);
  });
});

it("lambda.async.no-request-rate: attempts any number of events in a second", () => {
  const { account, attempts, meter, reserve } = accountWith(succeed);
  account.call("Invoke", worker); // Its environment is warm now.
  reserve(1);
  // One runs at a time, for 1 ms; of requests that are answered, 10 are admitted in a second.
  for (let count = 0; count < 60; count += 1) {
    account.call("Invoke", event);
    account.advance(milliseconds(10));
  }
  expect(attempts).toHaveLength(61);
  expect(meter("Throttles")).toBe(0);
  account.advance((1_000_000 - (account.simulation.now % 1_000_000)) as Duration);
  const refusals = Array.from({ length: 12 }, () => {
    try {
      account.call("Invoke", worker);
      return 0;
    } catch {
      return 1;
    }
  });
  expect(refusals.reduce<number>((sum, one) => sum + one, 0)).toBe(2);
});

it("lambda.async.new-code: runs an event that waits on the code of its attempt", () => {
  const { account, attempts, meter } = accountWith(fail);
  account.call("Invoke", event);
  account.advance(seconds(5));
  const Behavior = { type: "script", name: "other" };
  account.call("UpdateFunctionCode", { ...worker, ZipFile: "", Behavior });
  account.advance(hours(1));
  expect(attempts).toHaveLength(1);
  expect([meter("Invocations"), meter("Errors"), meter("AsyncEventsDropped")]).toEqual([2, 1, 0]);
});

it("lambda.async.dispatch-latency: each attempt comes 42 ms later at the median", () => {
  const { account } = accountWith(succeed, { latencies: {} });
  account.call("Invoke", worker);
  const ages: number[] = [];
  for (let count = 0; count < 401; count += 1) {
    const before = account.simulation.metersOf("lambda.function:worker")["AsyncEventAge"]!.sum;
    account.call("Invoke", event);
    account.advance(seconds(1));
    ages.push(account.simulation.metersOf("lambda.function:worker")["AsyncEventAge"]!.sum - before);
  }
  ages.sort((one, other) => one - other);
  expect(ages[200]).toBeGreaterThan(milliseconds(39));
  expect(ages[200]).toBeLessThan(milliseconds(45));
  const quick = accountWith(succeed, { latencies: { "lambda.async.dispatch": constant(7) } });
  quick.account.call("Invoke", event);
  quick.account.advance(seconds(5));
  const { sum } = quick.account.simulation.metersOf("lambda.function:worker")["AsyncEventAge"]!;
  expect(sum).toBe(7);
});

it("lambda.async.metrics: counts what is taken and dropped, and the age at each invocation", () => {
  const { account, meter } = accountWith(fail);
  account.call("Invoke", event);
  account.advance(seconds(30));
  expect([meter("AsyncEventsReceived"), meter("AsyncEventsDropped")]).toEqual([1, 0]);
  account.advance(hours(1));
  const { count, max } = account.simulation.metersOf("lambda.function:worker")["AsyncEventAge"]!;
  expect(count).toBe(3);
  expect(Math.floor(max / 1_000_000)).toBe(180);
  account.call("Invoke", worker); // Nobody asks for the age of what is no event.
  expect(meter("AsyncEventAge")).toBe(3);
});

it("lambda.async.billing: bills each attempt that runs, and none that is throttled", () => {
  const { account, meter, reserve } = accountWith((attempt) =>
    attempt === 1 ? busyFor(seconds(30))() : fail(),
  );
  reserve(1);
  account.invoke();
  account.advance(seconds(1));
  account.call("Invoke", event);
  account.advance(hours(1));
  expect(meter("Throttles")).toBeGreaterThan(2);
  const component = "lambda.function:worker";
  const { simulation } = account;
  const charges = functionCharges(
    simulation.metersOf(component),
    simulation.settingsOf(component) as Parameters<typeof functionCharges>[1],
    { earlierGigabyteSeconds: 0 },
  );
  expect(charges.find(({ unit }) => /request/i.test(unit))).toMatchObject({ quantity: 4 });
});

it("lambda.async.recursion: stops a function that invokes itself, and drops the event", () => {
  const { account, attempts, meter } = accountWith(function* () {
    yield call("lambda", "Invoke", event);
    return null;
  });
  account.call("Invoke", event);
  account.advance(hours(7));
  expect(attempts).toHaveLength(16);
  expect(meter("RecursiveInvocationsDropped")).toBe(1);
  expect(meter("AsyncEventsDropped")).toBe(1);
});

it("lambda.async.deletion: drops the events of a function that is deleted", () => {
  const { account, attempts, meter } = accountWith(fail);
  account.call("Invoke", event);
  account.call("Invoke", event);
  account.advance(seconds(5));
  account.call("DeleteFunction", worker);
  expect(meter("AsyncEventsDropped")).toBe(2);
  account.advance(hours(1));
  expect(attempts).toHaveLength(2);
  expect(account.refusal("Invoke", event)).toMatch(/^ResourceNotFoundException/);
});

it("is invoked so by scripts, which go on at once", () => {
  const seen: unknown[] = [];
  const scripts: Scripts = {
    *caller() {
      seen.push(yield call("lambda", "Invoke", { ...event, Payload: '{"from":"caller"}' }));
      return null;
    },
    *worker(given) {
      yield wait(milliseconds(1));
      seen.push(given);
      return null;
    },
  };
  const account = new LambdaAccount({ scripts, latencies: atOnce });
  account.create({ Behavior: { type: "script", name: "worker" } });
  account.create({ FunctionName: "caller", Behavior: { type: "script", name: "caller" } });
  account.call("Invoke", { FunctionName: "caller" });
  account.advance(seconds(1));
  expect(seen).toEqual([{ StatusCode: 202, Payload: "" }, { from: "caller" }]);
});

// The machine by hand: what it asks of itself and of the account, it is answered as a test says.
const behavior = (failures: number) =>
  ({
    type: "profile",
    duration: constant(seconds(1)),
    durationPerItem: null,
    coldStart: null,
    failures,
    poison: 0,
    calls: [],
    response: null,
  }) as const;
const environments = {
  placement: constant(0),
  init: constant(0),
  firstCall: constant(0),
} as const;

function driven(config: FunctionConfig = {}) {
  const machine = functionMachine({ scripts: {}, formOf: () => queueSource.form });
  const settings = resolveFunctionConfig("worker", {
    behavior: behavior(0),
    environments,
    ...config,
  });
  let isRoom = () => true;
  const fn = drive(machine, settings, functionInvariants, {
    consult(_port, _to, { type }) {
      if (type !== "acquireConcurrency" || isRoom()) return { type: "acquired" };
      const reason = "ConcurrentInvocationLimitExceeded";
      return { type: "denied", reason, limit: "accountConcurrency" } as Tagged;
    },
  });
  type Sent = (typeof fn.sent)[number];
  const asked = new Map<Sent, { readonly reply: Tagged | undefined }>();
  /** The attempts that it has made and that were not answered. */
  const attempts = () => fn.sent.filter(({ port }) => port === 2);
  /** Gives the function what it asks of itself, and then the answers; the account's word is `hasRoom`. */
  const carry = (hasRoom: () => boolean) => {
    isRoom = hasRoom;
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (const send of [...fn.sent]) {
        if (send.port === 2 && !asked.has(send)) {
          asked.set(send, fn.request(send.input as never));
          isDone = false;
        }
      }
      for (const [send, { reply }] of asked) {
        if (reply === undefined || !fn.sent.includes(send)) continue;
        asked.delete(send);
        fn.answer(send, reply);
        isDone = false;
      }
    }
  };
  const take = () =>
    fn.request({
      type: "invokeEvent",
      payload: { type: "json", value: {}, size: 2 },
      trail: noTrail,
    });
  return { fn, attempts, carry, take };
}

const full = refused("TooManyRequestsException", "");
const failed = { type: "invoked", functionError: "Unhandled" } as Tagged;

it("lambda.async.backoff-jitter: waits any part of 1 s, 2 s, 4 s …, and of 5 minutes at most", () => {
  const longest: number[] = [];
  const shortest: number[] = [];
  const { fn, attempts, take } = driven();
  for (let number = 0; number < 200; number += 1) {
    take();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const before = fn.now;
      // Throttles, faults of the system and lost answers alike.
      const no = [refused("TooManyRequestsException", ""), refused("ServiceException", "")];
      const [send] = attempts();
      if (attempt % 3 < 2) fn.answer(send!, no[attempt % 3]!);
      else fn.answer(send!, { type: "lost" });
      while (attempts().length === 0) fn.advance(milliseconds(250));
      const waited = fn.now - before;
      longest[attempt] = Math.max(longest[attempt] ?? 0, waited);
      shortest[attempt] = Math.min(shortest[attempt] ?? waited, waited);
    }
    fn.answer(attempts()[0]!, refused("ResourceNotFoundException", ""));
  }
  longest.forEach((waited, attempt) => {
    const bound = seconds(Math.min(300, 2 ** attempt));
    expect(waited).toBeLessThanOrEqual(bound + milliseconds(250));
    expect(waited).toBeGreaterThan(bound * 0.9);
    expect(shortest[attempt]).toBeLessThan(bound * 0.1 + milliseconds(251));
  });
});

it("lambda.async.separate-counts: throttles use up no retry and are counted anew after an error", () => {
  const { fn, attempts, take } = driven();
  take();
  const times: number[] = [];
  for (const answer of [full, full, full, failed, full, failed, full, failed]) {
    times.push(fn.now);
    fn.answer(attempts()[0]!, answer);
    while (attempts().length === 0 && fn.state.deliveries.size > 0) fn.advance(milliseconds(10));
  }
  expect(times[4]! - times[3]!).toBe(minutes(1));
  expect(times[5]! - times[4]!).toBeLessThanOrEqual(seconds(1) + milliseconds(10));
  expect(times[6]! - times[5]!).toBe(minutes(2));
  expect(times[7]! - times[6]!).toBeLessThanOrEqual(seconds(1) + milliseconds(10));
  expect(fn.meter("AsyncEventsDropped").count).toBe(1);
});

it("lambda.async.maximum-age: attempts no event that is more than 6 hours old", () => {
  const { fn, attempts, take } = driven();
  take();
  let last = 0;
  while (fn.state.deliveries.size > 0) {
    if (attempts().length > 0) {
      last = fn.now;
      fn.answer(attempts()[0]!, refused("TooManyRequestsException", ""));
    } else {
      fn.advance(seconds(10));
    }
  }
  expect(last).toBeLessThanOrEqual(hours(6));
  expect(last).toBeGreaterThan(hours(5.9));
  expect(fn.meter("AsyncEventsDropped").count).toBe(1);
});

it("lambda.async.age-before-wait: drops an event at once when its next attempt would be too late", () => {
  const { fn, attempts, take } = driven();
  take();
  while (fn.now < hours(5.8)) {
    if (attempts().length > 0) fn.answer(attempts()[0]!, refused("ServiceException", ""));
    fn.advance(seconds(1));
  }
  while (attempts().length === 0) fn.advance(seconds(1));
  fn.answer(attempts()[0]!, failed);
  fn.advance(minutes(1));
  // The next one runs until two minutes later would be too late.
  fn.advance((hours(5.99) - fn.now) as Duration);
  fn.answer(attempts()[0]!, failed);
  expect(fn.state.deliveries.size).toBe(0);
  expect(fn.meter("AsyncEventsDropped").count).toBe(1);
  expect(fn.now).toBeLessThan(hours(6));
});

it("keeps every event until it has run well or is dropped", () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant({ do: "take" as const }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("room" as const), is: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(200) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("waitLong" as const), time: fc.nat(90) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reserve" as const), to: fc.nat(2) }) },
  );
  const seen = { dropped: 0, done: 0 };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const failures = 0.5;
      const { fn, carry, take } = driven({ behavior: behavior(failures) });
      let isRoom = true;
      let reservedConcurrency: number | null = null;
      const settings = () =>
        resolveFunctionConfig("worker", {
          behavior: behavior(failures),
          environments,
          reservedConcurrency,
        });
      const advance = (time: Duration, step = seconds(1)) => {
        for (let left = time; left > 0; left = (left - step) as Duration) {
          fn.advance(step);
          carry(() => isRoom);
        }
      };
      for (const given of steps) {
        if (given.do === "take") expect(take().reply).toEqual({ type: "eventTaken" });
        else if (given.do === "room") isRoom = given.is;
        else if (given.do === "wait") advance(seconds(given.time));
        else if (given.do === "waitLong") advance(minutes(given.time), minutes(1));
        else {
          reservedConcurrency = given.to === 2 ? null : given.to;
          fn.change(settings());
        }
        carry(() => isRoom);
        const invocations = fn.meter("Invocations").count;
        const done = invocations - fn.meter("Errors").count - fn.state.runningCount;
        const dropped = fn.meter("AsyncEventsDropped").count;
        expect(fn.meter("AsyncEventsReceived").count).toBe(
          done + dropped + fn.state.deliveries.size,
        );
        seen.dropped += dropped;
        seen.done += done;
      }
    }),
    { seed: 20261128, numRuns: 60 },
  );
  expect(Math.min(seen.dropped, seen.done)).toBeGreaterThan(50);
});
