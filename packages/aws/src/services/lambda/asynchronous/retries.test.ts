import {
  hours,
  microseconds,
  milliseconds,
  minutes,
  seconds,
  type Duration,
  type Instant,
  type Tagged,
} from "@orrery/kernel";
import { drive, exhaustive, search, seeds, type SearchSubject } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { lambda, prepareRun, profile, Stack, wait } from "../../../index.ts";
import { noTrail } from "../../../service/origin.ts";
import { refused } from "../../../service/refusal.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { queueSource } from "../../sqs/source.ts";
import { resolveFunctionConfig, type FunctionConfig } from "../config.ts";
import { functionInvariants } from "../function/invariants.ts";
import { functionMachine } from "../function/machine.ts";
import { isFinalRefusal, refusalCodes, refusalStatus } from "../function/invocation-refusals.ts";
import { lambdaApi } from "../request.ts";
import { asyncPayload, lambdaAssumptions } from "../limits.ts";
import type { AttemptEvent } from "../protocol.ts";
import { latest, type EventSettings } from "./config.ts";

const events = 2; // The port.
const failed = { type: "invoked", functionError: "Unhandled" } as Tagged;
const done = { type: "invoked", functionError: null, executedVersion: latest } as Tagged;
const full = refused("TooManyRequestsException", "");
const down = refused("ServiceException", "");
const lost = { type: "lost" } as const;

/** Codes that AWS's model of its API does not have yet, with their statuses. */
const newer: Readonly<Record<string, number>> = {
  ENINotReadyException: 502,
  SnapStartRegenerationFailureException: 409,
  CodeArtifactUserPendingException: 409,
  CodeArtifactUserFailedException: 409,
  CodeArtifactUserDeletedException: 409,
  UnsupportedMediaTypeException: 415,
  ServiceQuotaExceededException: 402,
};

/** A function by hand, whose waits after throttles are not drawn. */
function driven(config: Partial<EventSettings> = {}, more: FunctionConfig = {}) {
  const machine = functionMachine({ scripts: {}, formOf: () => queueSource.form });
  const settingsWith = (given: Partial<EventSettings>) => {
    const event: EventSettings = {
      qualifier: latest,
      maximumRetryAttempts: 2,
      maximumEventAge: hours(6),
      onSuccess: null,
      onFailure: null,
      ...given,
    };
    return resolveFunctionConfig("worker", {
      assumed: { ...figureValues(lambdaAssumptions), eventBackoffJitter: 0 },
      asynchronous: { configs: [event], deadLetterQueue: null },
      ...more,
    });
  };
  const fn = drive(machine, settingsWith(config), functionInvariants, () => 0);
  const take = (qualifier?: string) =>
    fn.request({
      type: "invokeEvent",
      payload: { type: "json", value: {}, size: 2 },
      trail: noTrail,
      ...(qualifier === undefined ? {} : { qualifier }),
    });
  /** Answers each attempt at once, as long as there are any, and says when each was made, in seconds. */
  const instantsOf = (answer: (attempt: number) => Tagged | typeof lost) => {
    const instants: number[] = [];
    while (fn.state.deliveries.size > 0) {
      const [send] = fn.sent.filter(({ port }) => port === events);
      // The longest waits are 5 minutes.
      if (send === undefined) fn.advance(seconds(instants.length < 10 ? 1 : 100));
      else {
        instants.push(fn.now / 1_000_000);
        fn.answer(send, answer(instants.length));
      }
    }
    return instants;
  };
  const dropped = (why: string) => fn.meter(`AsyncEventsDropped${why}`).sum;
  const change = (given: Partial<EventSettings>) => fn.change(settingsWith(given));
  return { fn, take, instantsOf, dropped, change };
}

describe("retries after function errors", () => {
  it.each([
    [0, [0]],
    [1, [0, 60]],
    [2, [0, 60, 180]],
  ])("lambda.async.attempts: %i are made at their instants", (maximumRetryAttempts, instants) => {
    const { take, instantsOf, dropped } = driven({ maximumRetryAttempts });
    take();
    expect(instantsOf(() => failed)).toEqual(instants);
    expect([dropped(""), dropped("ByRetries"), dropped("ByAge")]).toEqual([1, 1, 0]);
  });

  it.each([
    [60, [0, 60]],
    [179, [0, 60]],
    [180, [0, 60, 180]],
  ])("lambda.async.age-edge: an event may be %i s old to the microsecond", (age, instants) => {
    const { take, instantsOf } = driven({ maximumEventAge: seconds(age) });
    take();
    expect(instantsOf(() => failed)).toEqual(instants);
  });

  it("lambda.async.age-edge: and not a microsecond older", () => {
    const { fn, take, instantsOf, dropped } = driven({ maximumEventAge: minutes(1) });
    take();
    fn.advance(microseconds(1));
    expect(instantsOf(() => failed)).toEqual([0.000001]);
    expect(dropped("ByAge")).toBe(1);
  });

  it("lambda.async.age-edge: with 90 s there is exactly one retry, and with 60 s none once it took time", () => {
    const timed = (age: Duration) => {
      const { fn, take, instantsOf } = driven({ maximumEventAge: age });
      take();
      fn.advance(milliseconds(100));
      return instantsOf(() => failed).length;
    };
    expect([timed(seconds(60)), timed(seconds(90))]).toEqual([1, 2]);
  });
});

describe("retries after throttles and faults", () => {
  const upTo = (age: number) => {
    const instants = [0, 1, 3, 7, 15, 31, 63, 127, 255, 511];
    while (instants.at(-1)! + 300 <= age) instants.push(instants.at(-1)! + 300);
    return instants.filter((instant) => instant <= age);
  };

  it.each([
    ["throttles", full],
    ["faults of the system", down],
    ["lost answers", lost],
  ])(
    "lambda.async.backoff: come at 1, 3, 7, 15 s … after %s, and then every 5 minutes",
    (_, no) => {
      const { take, instantsOf, dropped } = driven();
      take();
      const instants = instantsOf(() => no);
      expect(instants).toEqual(upTo(21_600));
      expect(instants.at(-1)).toBe(21_511);
      expect([dropped(""), dropped("ByAge")]).toEqual([1, 1]);
    },
  );

  it("lambda.async.backoff: end at the age that is configured, whatever the number of retries", () => {
    const { take, instantsOf } = driven({ maximumRetryAttempts: 0, maximumEventAge: minutes(2) });
    take();
    expect(instantsOf(() => full)).toEqual(upTo(120));
  });

  it.each(refusalCodes)("lambda.async.refusals: %s is for good, or tried again", (code) => {
    const { take, instantsOf, dropped } = driven({ maximumEventAge: minutes(2) });
    take();
    const no = refused(code, "");
    expect(instantsOf(() => no)).toEqual(isFinalRefusal(code) ? [0] : upTo(120));
    expect(dropped("")).toBe(1);
    expect(refusalStatus(code)).toBe(newer[code] ?? lambdaApi.statusOf(code));
  });

  it("lambda.async.separate-counts: begin anew at 1 s after an error, which has its own waits", () => {
    const { take, instantsOf } = driven();
    take();
    const answers = [full, full, failed, full, failed, full, full, failed];
    expect(instantsOf((attempt) => answers[attempt - 1]!)).toEqual([
      0, 1, 3, 63, 64, 184, 185, 187,
    ]);
  });
});

describe("a configuration", () => {
  it("lambda.async.by-qualifier: holds for events that are addressed by its qualifier alone", () => {
    const other = driven({ qualifier: "prod", maximumRetryAttempts: 0 });
    other.take("prod");
    expect(other.instantsOf(() => failed)).toEqual([0]);
    const itself = driven({ qualifier: "prod", maximumRetryAttempts: 0 });
    itself.take();
    expect(itself.instantsOf(() => failed)).toEqual([0, 60, 180]);
    const unnamed = driven({ maximumRetryAttempts: 0 });
    unnamed.take("prod");
    expect(unnamed.instantsOf(() => failed)).toEqual([0, 60, 180]);
  });

  it("lambda.async.changed-config: holds from the next failure on, also for events that wait", () => {
    const { fn, take, instantsOf, change } = driven();
    take();
    fn.answer(
      fn.sent.find(({ port }) => port === events)!,
      failed,
    );
    fn.advance(seconds(10));
    change({ maximumRetryAttempts: 1 });
    expect(instantsOf(() => failed)).toEqual([60]);
  });

  it("lambda.async.changed-config: drops an event that its new age does not let wait", () => {
    const { fn, take, instantsOf, dropped, change } = driven();
    take();
    fn.answer(
      fn.sent.find(({ port }) => port === events)!,
      failed,
    );
    fn.advance(seconds(59));
    change({ maximumEventAge: seconds(59) });
    expect(instantsOf(() => failed)).toEqual([]);
    expect(dropped("ByAge")).toBe(1);
  });
});

describe("what AWS leaves open", () => {
  it("lambda.async.long-queue: events wait as long, however many there are", () => {
    const { fn, take } = driven();
    for (let count = 0; count < 60; count += 1) take();
    for (const send of fn.sent.filter(({ port }) => port === events)) fn.answer(send, failed);
    fn.advance(seconds(60));
    expect(fn.sent.filter(({ port }) => port === events)).toHaveLength(60);
    expect(fn.meter("AsyncEventsDropped").count).toBe(0);
  });

  it("lambda.async.no-order: a later event may run before an earlier one", () => {
    const seen: unknown[] = [];
    const stack = new Stack("shop");
    new lambda.Function(stack, "Worker", {
      *handler(event) {
        seen.push((event as { n: number }).n);
        yield wait(milliseconds(1));
        return null;
      },
    });
    const { simulation } = prepareRun(stack.scenario({ duration: minutes(1) }), {
      seed: 1,
      scripts: stack.handlers,
    });
    for (let n = 0; n < 20; n += 1) {
      simulation.client().call("lambda", "Invoke", {
        ...{ FunctionName: "shop-Worker", InvocationType: "Event" },
        Payload: JSON.stringify({ n }),
      });
    }
    simulation.run({ until: minutes(1) as number as Instant });
    expect([...seen].sort((one, other) => Number(one) - Number(other))).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
    expect(seen).not.toEqual(Array.from({ length: 20 }, (_, n) => n));
  });
});

describe("duplicates", () => {
  const behavior = profile({ duplicateEvents: 0.5 });

  it("lambda.async.duplicates: give the function an event twice, under one request id", () => {
    const machine = functionMachine({ scripts: {}, formOf: () => queueSource.form });
    const settings = resolveFunctionConfig("worker", { behavior });
    const fn = drive(machine, settings, functionInvariants, (label) =>
      label === "copies" ? 1 : 0,
    );
    const payload = { type: "json", value: {}, size: 2 } as const;
    fn.request({ type: "invokeEvent", payload, trail: noTrail });
    const sent = fn.sent.filter(({ port }) => port === events);
    expect(sent.map(({ input }) => (input as unknown as AttemptEvent).event)).toEqual([
      { number: 1, takenAt: 0, qualifier: latest },
      { number: 1, takenAt: 0, qualifier: latest },
    ]);
    for (const send of sent) fn.answer(send, done);
    expect(fn.meter("AsyncEventsReceived").sum).toBe(1);
    expect(fn.meter("DuplicateEvents").sum).toBe(1);
    fn.request({ type: "invokeEvent", payload, trail: noTrail });
    const [next] = fn.sent.filter(({ port }) => port === events);
    expect(next!.input).toMatchObject({ event: { number: 3 } });
  });

  it("lambda.async.duplicates: are none where the behavior gives no share of them", () => {
    const { fn, take } = driven();
    for (let count = 0; count < 20; count += 1) take();
    expect(fn.meter("DuplicateEvents").count).toBe(0);
  });

  it("lambda.async.duplicates: are found by a search, by one choice", () => {
    const stack = new Stack("shop");
    new lambda.Function(stack, "Worker");
    stack.say("Worker", { Behavior: profile({ duplicateEvents: 1e-9 }) });
    const scenario = stack.scenario({
      duration: minutes(1),
      workloads: [
        {
          to: "Worker",
          invoke: "event",
          arrivals: { type: "constant", rate: 1 },
          from: 0 as Duration,
          until: seconds(3),
          payload: { type: "body", body: "{}", size: 2 },
          groups: [],
        },
      ],
    });
    const { simulation } = prepareRun(scenario, { seed: 1 });
    const subject: SearchSubject = {
      make: (oracle) => simulation.fork(oracle),
      until: seconds(40) as number as Instant,
      problemOf(world) {
        const { sum } = world.metersOf("lambda.function:shop-Worker")["Invocations"]!;
        return sum > 3 ? `${sum} invocations for 3 events` : null;
      },
    };
    const { counterexample } = search(subject, exhaustive({ deviations: 1, ordersTies: false }));
    expect(counterexample?.problem).toBe("4 invocations for 3 events");
    expect(counterexample!.choices).toHaveLength(1);
    expect(search(subject, seeds(), { runs: 20 }).counterexample).toBeNull();
  });
});

it("lambda.invoke.async-request-limit: takes 128 KB, 256 KB or 1 MB to the byte", () => {
  const sizes = { "2018-12-31": 131_072, "2025-10-27": 262_144, "2025-10-28": 1_048_576 };
  expect(asyncPayload).toHaveLength(3);
  for (const [asOf, most] of Object.entries(sizes)) {
    const { fn } = driven({}, { asOf });
    const taken = (size: number) =>
      fn.request({
        type: "invokeEvent",
        payload: { type: "json", value: {}, size },
        trail: noTrail,
      }).reply;
    expect(taken(most)).toEqual({ type: "eventTaken" });
    expect(taken(most + 1)).toMatchObject({
      code: "RequestEntityTooLargeException",
      message: `${most + 1} byte payload is too large for the Event invocation type (limit ${most} bytes)`,
    });
  }
});
