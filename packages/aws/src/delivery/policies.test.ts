import { hours, minutes, seconds, slab, type Duration } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { senderInvariants, senderMachine } from "../../test/sender-machine.ts";
import { refused } from "../service/refusal.ts";
import { checkDeliveryPolicy, type DeliveryPolicy } from "./delivery-policy.ts";
import { retriesOf, stepsOf, waitBefore, type RetrySchedule } from "./retry-schedule.ts";

// The policies of the services that will deliver, as data, and the instants that follow from them.

const base: DeliveryPolicy = {
  failed: stepsOf(),
  throttled: null,
  maximumAge: null,
  timeout: seconds(30),
  onGivenUp: null,
};

const down = refused("ServiceUnavailable", "");
const full = refused("Full", "");
type Answer = typeof down;

/** Sends one letter and answers each attempt after `taking`; in seconds from the start. */
function seen(
  policy: DeliveryPolicy,
  answers: (attempt: number) => Answer,
  { taking = seconds(0), most = 40 }: { taking?: Duration; most?: number } = {},
) {
  checkDeliveryPolicy("policy", policy);
  const settings = { policies: [policy], perSecond: null };
  const driven = drive(senderMachine, settings, senderInvariants);
  driven.tell({ type: "send", letter: "a", to: 0 });
  const attempts: number[] = [];
  while (driven.sent.length > 0 && attempts.length < most) {
    attempts.push(driven.now / 1_000_000);
    driven.advance(taking);
    driven.answer(driven.sent[0]!, answers(attempts.length));
    const waiting = slab.list(driven.state.deliveries)[0]?.at;
    if (waiting !== undefined) driven.advance((waiting - driven.now) as Duration);
  }
  return { attempts, end: driven.state.endings[0]?.ending };
}

/** The waits before each retry in seconds; `part` of what jitter may take. */
const waits = (schedule: RetrySchedule, most: number, part = 1 - 2 ** -53) => {
  const list: number[] = [];
  for (let retry = 1; retry <= most; retry += 1) {
    const wait = waitBefore(schedule, retry, part);
    if (wait === null) break;
    list.push(wait / 1_000_000);
  }
  return list;
};
const sum = (list: readonly number[]) => list.reduce((total, wait) => total + wait, 0);

const whole = { jitter: null } as const;
const half = { min: 0.5, max: 1 };

// Lambda, asynchronous invocation: lambda.md, 2.1.
const lambda = (maximumAge: Duration, delays = [minutes(1), minutes(2)]): DeliveryPolicy => ({
  ...base,
  failed: stepsOf(...delays),
  throttled: {
    phases: [
      { type: "exponential", retries: null, base: seconds(1), factor: 2, cap: seconds(300) },
    ],
    jitter: null,
  },
  maximumAge,
});

it("Lambda retries function errors one minute after, then two", () => {
  expect(seen(lambda(hours(6)), () => down)).toEqual({
    attempts: [0, 60, 180],
    end: "retriesExhausted",
  });
  expect(seen(lambda(hours(6)), () => down, { taking: seconds(3) }).attempts).toEqual([0, 63, 186]);
  expect(seen(lambda(hours(6), []), () => down).attempts).toEqual([0]);
});

it("Lambda gives an event up when its next attempt would come too late, and does not wait for it", () => {
  const taking = seconds(0.1);
  expect(seen(lambda(seconds(60)), () => down, { taking })).toEqual({
    attempts: [0],
    end: "ageExceeded",
  });
  expect(seen(lambda(seconds(90)), () => down, { taking })).toEqual({
    attempts: [0, 60.1],
    end: "ageExceeded",
  });
});

it("Lambda waits longer and longer for room, and counts no retry for it", () => {
  const { attempts, end } = seen(lambda(minutes(20)), () => full);
  expect(attempts).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1_111]);
  expect(end).toBe("ageExceeded");
  // Two throttles, an error, a throttle anew from 1 s, two errors.
  const mixed = [full, full, down, full, down, down];
  expect(seen(lambda(hours(6)), (attempt) => mixed[attempt - 1]!)).toEqual({
    attempts: [0, 1, 3, 63, 64, 184],
    end: "retriesExhausted",
  });
});

// SNS: sns.md, 3. Jitter is left out where the instants are stated.
const sns = (
  [immediate, pre, backoff, post]: readonly number[],
  [least, most]: readonly [Duration, Duration],
  curve: "exponential" | "linear" | "arithmetic" | "geometric",
): RetrySchedule => ({
  phases: [
    { type: "constant", retries: immediate!, delay: seconds(0) },
    { type: "constant", retries: pre!, delay: least },
    curve === "exponential"
      ? { type: curve, retries: backoff!, base: least, factor: 2, cap: most }
      : { type: curve, retries: backoff!, from: least, to: most },
    { type: "constant", retries: post!, delay: most },
  ],
  ...whole,
});
const managed = sns([3, 2, 10, 100_000], [seconds(1), seconds(20)], "exponential");
const customer = sns([0, 2, 10, 38], [seconds(10), seconds(600)], "exponential");

it("SNS retries AWS's own endpoints 100,015 times over 23 days", () => {
  const { attempts } = seen({ ...base, failed: managed }, () => down, { most: 18 });
  expect(attempts).toEqual([
    ...[0, 0, 0, 0],
    ...[1, 2],
    ...[3, 5, 9, 17, 33, 53, 73, 93, 113, 133],
    ...[153, 173],
  ]);
  expect(retriesOf(managed)).toBe(100_015);
  const all = waits(managed, 200_000);
  expect(all).toHaveLength(100_015);
  expect(Math.floor(sum(all) / 86_400)).toBe(23);
});

it("SNS retries endpoints of customers 50 times over 6 hours", () => {
  expect(retriesOf(customer)).toBe(50);
  const { attempts, end } = seen({ ...base, failed: customer }, () => down, { most: 99 });
  expect(attempts.slice(0, 13)).toEqual([
    ...[0, 10, 20],
    ...[30, 50, 90, 170, 330, 650, 1_250, 1_850, 2_450, 3_050],
  ]);
  expect(attempts).toHaveLength(51);
  expect(attempts.at(-1)).toBe(3_050 + 38 * 600);
  expect(end).toBe("retriesExhausted");
});

it("SNS goes by the policy for customers where Firehose has no room, and counts that apart", () => {
  const firehose = { ...base, failed: managed, throttled: customer };
  const { attempts } = seen(firehose, (attempt) => (attempt <= 3 ? full : down), { most: 8 });
  expect(attempts).toEqual([0, 10, 20, 30, 30, 30, 30, 31]);
});

it("SNS retries HTTP endpoints three times, 20 s apart, and waits 15 s for each answer", () => {
  const http = sns([0, 0, 3, 0], [seconds(20), seconds(20)], "linear");
  const policy = { ...base, failed: http, timeout: seconds(15) };
  expect(seen(policy, () => down).attempts).toEqual([0, 20, 40, 60]);
  // A time-out: the next attempt comes 35 s after the start of the one before.
  const driven = drive(senderMachine, { policies: [policy], perSecond: null }, senderInvariants);
  driven.tell({ type: "send", letter: "a", to: 0 });
  driven.advance(seconds(34));
  expect(driven.sent).toHaveLength(0);
  driven.advance(seconds(1));
  expect(driven.sent).toHaveLength(1);
  driven.advance(seconds(1_000));
  expect(driven.state.endings).toEqual([
    { letter: "a", ending: "retriesExhausted", at: seconds(35 * 3 + 15), attempts: 4 },
  ]);
});

it("SNS spreads retries over the backoff phase by four curves, from the least wait to the most", () => {
  const curve = (name: "exponential" | "linear" | "arithmetic" | "geometric") =>
    waits(sns([0, 0, 10, 0], [seconds(5), seconds(260)], name), 10);
  expect(curve("exponential")).toEqual([5, 10, 20, 40, 80, 160, 260, 260, 260, 260]);
  expect(curve("linear").map(Math.round)).toEqual([5, 33, 62, 90, 118, 147, 175, 203, 232, 260]);
  for (const name of ["arithmetic", "geometric"] as const) {
    const between = curve(name);
    expect([between[0], between[9]]).toEqual([5, 260]);
    between.forEach((wait, place) => {
      const [one, other] = [curve("exponential")[place]!, curve("linear")[place]!];
      expect(wait).toBeGreaterThanOrEqual(Math.min(one, other));
      expect(wait).toBeLessThanOrEqual(Math.max(one, other));
    });
  }
  expect(waits(sns([0, 0, 1, 0], [seconds(5), seconds(260)], "linear"), 3)).toEqual([5]);
});

// EventBridge rules and Scheduler: eventbridge.md, 2 and 7.
const bus = (retries = 185, maximumAge = hours(24), jitter: RetrySchedule["jitter"] = half) => ({
  ...base,
  failed: {
    phases: [
      {
        type: "exponential" as const,
        retries,
        base: seconds(1),
        factor: 2,
        cap: seconds(650),
      },
    ],
    jitter,
  },
  maximumAge,
});

it("EventBridge retries up to 185 times within 24 hours, whichever comes first", () => {
  const most = seen(bus(185, hours(24), null), () => down, { most: 200 });
  expect(most.attempts.slice(0, 13)).toEqual([
    ...[0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023],
    ...[1_673, 2_323],
  ]);
  // Without jitter, 24 hours are over first: 131 waits of 650 s fit in.
  expect(most.attempts).toHaveLength(1 + 10 + 131);
  expect(most.end).toBe("ageExceeded");
  const least = seen(bus(185, hours(24), { min: 0.5, max: 0.5 }), () => down, { most: 200 });
  expect(least.attempts).toHaveLength(186);
  expect(least.end).toBe("retriesExhausted");
  // With it, both run out at about the same time.
  const drawn = seen(bus(), () => down, { most: 200 });
  expect(drawn.attempts.at(-1)).toBeGreaterThan(84_000);
  expect(drawn.attempts.length).toBeGreaterThan(170);
});

it("EventBridge draws each wait from its upper half", () => {
  const { failed } = bus();
  expect(waits(failed, 4, 0)).toEqual([0.5, 1, 2, 4]);
  expect(waits(failed, 4)).toEqual([1, 2, 4, 8]);
});

it("EventBridge heeds how long an API destination asks it to wait at least", () => {
  const later = refused("Later", "");
  const answers = (attempt: number) => (attempt === 2 ? later : down);
  const { attempts } = seen(bus(3, hours(24), null), answers);
  expect(attempts).toEqual([0, 1, 101, 105]);
});

it("Scheduler retries as EventBridge does, within what its schedule says", () => {
  expect(seen(bus(0), () => down)).toEqual({ attempts: [0], end: "retriesExhausted" });
  expect(seen(bus(2, hours(24), null), () => down)).toEqual({
    attempts: [0, 1, 3],
    end: "retriesExhausted",
  });
  expect(seen(bus(185, seconds(60), null), () => down)).toEqual({
    attempts: [0, 1, 3, 7, 15, 31],
    end: "ageExceeded",
  });
});

// Pipes, and mappings, that read a stream: event-source-mappings.md, 4.
it("Pipes retry a batch of a stream eight times in 45 s, and count errors of their target only", () => {
  const backoff = (retries: number | null): RetrySchedule => ({
    phases: [{ type: "exponential", retries, base: seconds(1), factor: 2, cap: seconds(10) }],
    jitter: null,
  });
  const pipe = { ...base, failed: backoff(null), throttled: backoff(null) };
  expect(seen({ ...pipe, maximumAge: seconds(50) }, () => down)).toEqual({
    attempts: [0, 1, 3, 7, 15, 25, 35, 45],
    end: "ageExceeded",
  });
  const thrice = { ...pipe, failed: backoff(3) };
  expect(seen(thrice, (attempt) => (attempt <= 2 ? full : down)).attempts).toEqual([
    0, 1, 3, 4, 6, 10,
  ]);
  const drawn: RetrySchedule = { ...backoff(null), jitter: { min: 0.8, max: 1.2 } };
  expect([waits(drawn, 3, 0), waits(drawn, 3, 0.5)]).toEqual([
    [0.8, 1.6, 3.2],
    [1, 2, 4],
  ]);
});

// S3 says that it retries, and not how: s3.md, 2. This is one way to say it.
it("S3 retries notifications by itself, with growing waits for a day at most", () => {
  const growing: RetrySchedule["phases"] = [
    { type: "exponential", retries: null, base: seconds(1), factor: 2, cap: minutes(15) },
  ];
  const policy = { ...base, failed: { phases: growing, ...whole }, maximumAge: hours(24) };
  const { attempts, end } = seen(policy, () => down, { most: 200 });
  expect(attempts.slice(0, 12)).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1_023, 1_923]);
  expect(attempts.at(-1)! + 900).toBeGreaterThan(86_400);
  expect(end).toBe("ageExceeded");
});
