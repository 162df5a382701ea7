import {
  after,
  declare,
  EffectList,
  listed,
  milliseconds,
  seconds,
  Simulation,
  slab,
  type Duration,
  type Executor,
  type Instant,
  type Machine,
  type Reply,
  type Snapshot,
  type Tagged,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { senderInvariants, senderMachine, type SenderSettings } from "../../test/sender-machine.ts";
import { refused, type Refused } from "../service/refusal.ts";
import type { DeliveryPolicy } from "./delivery-policy.ts";
import { retriesOf, stepsOf, waitBefore, type RetrySchedule } from "./retry-schedule.ts";

const plainPolicy: DeliveryPolicy = {
  failed: stepsOf(seconds(1), seconds(2)),
  throttled: null,
  maximumAge: null,
  timeout: seconds(5),
  onGivenUp: null,
};
const deadLetterQueue = { arn: "arn:queue", to: 0 };
const taken: Tagged = { type: "taken" };
const answers: Readonly<Record<string, Tagged>> = {
  taken,
  down: refused("ServiceUnavailable", ""),
  full: refused("Full", ""),
  later: refused("Later", ""),
  wrong: refused("Wrong", "No such thing."),
};

const driven = (policies: SenderSettings["policies"], perSecond: number | null = null) =>
  drive(senderMachine, { policies, perSecond }, senderInvariants);

it("ends a delivery that is taken at once, and holds nothing of it", () => {
  const sender = driven([plainPolicy]);
  sender.tell({ type: "send", letter: "a", to: 0 });
  sender.answer(sender.sent[0]!, taken);
  expect(sender.state.endings).toEqual([{ letter: "a", ending: "taken", at: 0, attempts: 1 }]);
  expect(sender.state.deliveries.size).toBe(0);
});

it("attempts what is refused for good no more, and tells who is to be told", () => {
  const sender = driven([{ ...plainPolicy, onGivenUp: deadLetterQueue }]);
  sender.tell({ type: "send", letter: "a", to: 0 });
  sender.answer(sender.sent[0]!, answers["wrong"]!);
  const [told] = sender.sent;
  expect(told!.input).toEqual({
    type: "deadLetter",
    letter: "a",
    arn: "arn:target:0",
    ending: "refused",
    code: "Wrong",
  });
  sender.answer(told!, taken);
  sender.advance(seconds(1_000));
  expect(sender.state).toMatchObject({
    endings: [{ letter: "a", ending: "refused", attempts: 1 }],
    handedOver: [["a", "taken"]],
    deliveries: { size: 0 },
  });
});

it("tells once: whoever is told and does not answer, or refuses, is not told again", () => {
  for (const [answer, heard] of [
    [answers["down"]!, "refused"],
    [null, "lost"],
  ] as const) {
    const sender = driven([{ ...plainPolicy, failed: stepsOf(), onGivenUp: deadLetterQueue }]);
    sender.tell({ type: "send", letter: "a", to: 0 });
    sender.answer(sender.sent[0]!, answers["down"]!);
    if (answer !== null) sender.answer(sender.sent[0]!, answer);
    sender.advance(seconds(1_000));
    expect(sender.state.handedOver).toEqual([["a", heard]]);
    expect(sender.sent).toEqual([]);
  }
});

it("goes by the policy that holds when an attempt fails, and withdraws what has no target more", () => {
  const sender = driven([plainPolicy]);
  sender.tell({ type: "send", letter: "a", to: 0 });
  sender.change({ policies: [{ ...plainPolicy, failed: stepsOf(seconds(9)) }], perSecond: null });
  sender.answer(sender.sent[0]!, answers["down"]!);
  sender.advance(seconds(8));
  expect(sender.sent).toEqual([]);
  sender.change({ policies: [null], perSecond: null });
  sender.advance(seconds(1));
  expect(sender.state.endings).toEqual([
    { letter: "a", ending: "withdrawn", at: seconds(9), attempts: 1 },
  ]);
});

it("waits for its turn where its sender makes so many attempts in a time, and counts no retry", () => {
  const sender = driven([{ ...plainPolicy, maximumAge: seconds(3) }], 1);
  for (const letter of ["a", "b", "c", "d", "e", "f"]) {
    sender.tell({ type: "send", letter, to: 0 });
  }
  // Turns at 0, 1, 2 and 3 s; no more are young enough, and these take no turn.
  const given = ["e", "f"].map((letter) => ({ letter, ending: "ageExceeded", at: 0, attempts: 0 }));
  expect(sender.state.endings).toEqual(given);
  for (let second = 0; second <= 3; second += 1) {
    expect(sender.sent).toHaveLength(1);
    sender.answer(sender.sent[0]!, taken);
    sender.advance(seconds(1));
  }
  expect(sender.state.endings.slice(2).map(({ letter, at }) => [letter, at])).toEqual([
    ["a", 0],
    ["b", seconds(1)],
    ["c", seconds(2)],
    ["d", seconds(3)],
  ]);
});

it("begins later where it is told so, and counts the age from where it is told to", () => {
  const sender = driven([{ ...plainPolicy, maximumAge: seconds(10) }]);
  sender.tell({ type: "send", letter: "a", to: 0, at: seconds(4) as number as Instant });
  sender.advance((seconds(4) - 1) as Duration);
  expect(sender.sent).toEqual([]);
  sender.advance(milliseconds(1));
  expect(sender.sent).toHaveLength(1);
  sender.advance(seconds(20));
  sender.tell({ type: "send", letter: "b", to: 0, since: seconds(1) as number as Instant });
  expect(sender.state.endings.at(-1)).toMatchObject({ letter: "b", ending: "ageExceeded" });
});

const wait = fc.integer({ min: 0, max: 4_000 }).map(milliseconds);
const phase: fc.Arbitrary<RetrySchedule["phases"][number]> = fc.oneof(
  fc.record({ type: fc.constant("constant" as const), retries: fc.nat(3), delay: wait }),
  fc.record({
    type: fc.constant("exponential" as const),
    retries: fc.nat(5),
    base: fc.integer({ min: 1, max: 900 }).map(milliseconds),
    factor: fc.constantFrom(1.5, 2, 3),
    cap: fc.integer({ min: 900, max: 9_000 }).map(milliseconds),
  }),
  fc.record({
    type: fc.constantFrom("linear" as const, "arithmetic" as const, "geometric" as const),
    retries: fc.nat(4),
    from: fc.integer({ min: 0, max: 900 }).map(milliseconds),
    to: fc.integer({ min: 900, max: 9_000 }).map(milliseconds),
  }),
);
const schedule: fc.Arbitrary<RetrySchedule> = fc.record({
  phases: fc.array(phase, { maxLength: 3 }),
  jitter: fc.constantFrom(null, { min: 0, max: 1 }, { min: 0.5, max: 1.2 }),
});
const anyPolicy: fc.Arbitrary<DeliveryPolicy> = fc.record({
  failed: schedule,
  throttled: fc.option(schedule, { nil: null }),
  maximumAge: fc.option(fc.integer({ min: 0, max: 20_000 }).map(milliseconds), { nil: null }),
  timeout: fc.integer({ min: 1, max: 3_000 }).map(milliseconds),
  onGivenUp: fc.constantFrom(null, deadLetterQueue),
});
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("send" as const), to: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(4_000) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      which: fc.nat(5),
      answer: fc.constantFrom(...Object.keys(answers)),
    }),
  },
);

/** What a delivery went through, as its inputs and effects show it. */
interface Seen {
  readonly to: number;
  readonly since: Instant;
  /** When each attempt was made. */
  readonly attempts: Instant[];
  /** What each came to, and when. */
  readonly answers: { readonly at: Instant; readonly answer: string }[];
}

const answerIn = (body: Tagged): string =>
  body.type === "refused" ? (body as Refused).code : body.type;

/** The sender, watched. Each transition runs several times, so everything has its place. */
function watched(letters: ReadonlyMap<string, Seen>): typeof senderMachine {
  return {
    ...senderMachine,
    transition(state, input, context) {
      const { now: at } = context;
      if (input.type === "replied") {
        const id = slab.idAt(state.deliveries, input.tag)!;
        const { item, condition, attempts } = slab.read(state.deliveries, id)!;
        if (condition === "sent") {
          letters.get(item)!.answers[attempts - 1] = { at, answer: answerIn(input.body) };
        }
      }
      const effects = listed(senderMachine.transition(state, input, context));
      for (const effect of effects) {
        if (effect.type !== "send" || effect.port !== 0) continue;
        const { letter, attempts } = effect.input as Tagged & { letter: string; attempts: number };
        const seen = letters.get(letter)!;
        expect(effect.to).toBe(seen.to);
        seen.attempts[attempts - 1] = at;
      }
      return effects;
    },
  };
}

it("ends every delivery once, never before its turn, after its age, or with too many attempts", () => {
  const cases = fc.record({
    policies: fc.tuple(anyPolicy, anyPolicy),
    perSecond: fc.constantFrom(null, null, 2),
    steps: fc.array(anyStep, { maxLength: 40, size: "max" }),
  });
  const all = new Set<string>();
  fc.assert(
    fc.property(cases, ({ policies, perSecond, steps }) => {
      const letters = new Map<string, Seen>();
      const settings = { policies, perSecond };
      const sender = drive(watched(letters), settings, senderInvariants);
      for (const step of steps) {
        if (step.do === "send") {
          const letter = `letter-${letters.size}`;
          letters.set(letter, { to: step.to, since: sender.now, attempts: [], answers: [] });
          sender.tell({ type: "send", letter, to: step.to });
        } else if (step.do === "wait") {
          sender.advance(milliseconds(step.time));
        } else if (sender.sent.length > 0) {
          sender.answer(sender.sent[step.which % sender.sent.length]!, answers[step.answer]!);
        }
      }
      sender.advance(seconds(4_000));
      const { endings, handedOver, deliveries } = sender.state;
      expect(deliveries.size).toBe(0);
      expect(sorted(endings)).toEqual([...letters.keys()].sort());
      const told = endings.filter(
        ({ letter, ending }) =>
          ending !== "taken" && policies[letters.get(letter)!.to]!.onGivenUp !== null,
      );
      expect(handedOver.map(([letter]) => letter).sort()).toEqual(sorted(told));
      for (const { letter, ending, attempts, at } of endings) {
        all.add(ending);
        const seen = letters.get(letter)!;
        expect(seen.attempts).toHaveLength(attempts);
        // Nothing waits for an attempt that is not made, but for one whose turn never comes.
        if (perSecond === null && attempts > 0) expect(at).toBe(seen.answers.at(-1)!.at);
        checkAttempts(seen, policies[seen.to]!, ending);
      }
    }),
    { seed: 20261128, numRuns: 300 },
  );
  expect([...all].sort()).toEqual(["ageExceeded", "refused", "retriesExhausted", "taken"]);
});

const sorted = (endings: readonly { readonly letter: string }[]) =>
  endings.map(({ letter }) => letter).sort();

/** What a policy allows, worked out from what was seen alone. */
function checkAttempts(
  { since, attempts, answers: heard }: Seen,
  policy: DeliveryPolicy,
  ending: string,
) {
  const { failed, throttled, maximumAge } = policy;
  let failures = 0;
  let throttles = 0;
  attempts.forEach((at, place) => {
    if (maximumAge !== null) expect(at).toBeLessThanOrEqual(since + maximumAge);
    if (place === 0) return;
    const { at: answeredAt, answer } = heard[place - 1]!;
    const isApart = answer === "Full" && throttled !== null;
    if (isApart) throttles += 1;
    else [failures, throttles] = [failures + 1, 0];
    const used = isApart ? throttled : failed;
    const least = waitBefore(used, isApart ? throttles : failures, 0)!;
    expect(least).not.toBeNull();
    const asked = answer === "Later" ? seconds(100) : 0;
    expect(at).toBeGreaterThanOrEqual(answeredAt + Math.max(least, asked));
    expect(answer).not.toBe("Wrong");
    expect(answer).not.toBe("taken");
  });
  expect(failures).toBeLessThanOrEqual(retriesOf(failed)!);
  const last = heard.at(-1)?.answer;
  expect(last === "taken").toBe(ending === "taken");
  expect(last === "Wrong").toBe(ending === "refused");
}

// A whole simulation: senders and a target that refuses by chance.
interface MoodySettings {
  readonly share: number;
}
const moodyPurposes = declare("mood");
const moody: Machine<MoodySettings, { readonly taken: number }, Tagged, Reply<Tagged>> = {
  kind: "test.moody",
  stateVersion: 1,
  inputs: declare("letter", "deadLetter"),
  timers: declare(),
  ports: declare(),
  purposes: moodyPurposes,
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ taken: 0 }),
  transition(state, { type }, context) {
    const { request, settings } = context;
    const isTaken = type === "deadLetter" || context.random(moodyPurposes.mood) >= settings.share;
    if (isTaken) state.taken += 1;
    return [{ type: "reply", to: request, body: isTaken ? taken : answers["full"]! }];
  },
  fingerprint: () => 0,
};

function postOffice(seed: number): Simulation {
  const simulation = new Simulation({ seed, machines: [senderMachine, moody] });
  const create = (name: string, kind: string, settings: unknown, connections: never[] = []) =>
    simulation.apply({ do: "create", name, kind, settings, connections });
  create("target", moody.kind, { share: 0.7 });
  create("deadLetters", moody.kind, { share: 0 });
  const policy: DeliveryPolicy = {
    failed: {
      phases: [
        { type: "exponential", retries: 3, base: milliseconds(200), factor: 2, cap: seconds(1) },
      ],
      jitter: { min: 0, max: 1 },
    },
    throttled: null,
    maximumAge: seconds(3),
    timeout: seconds(1),
    onGivenUp: deadLetterQueue,
  };
  const latency = { type: "uniform", min: 0, max: 100_000 } as const;
  create("sender", senderMachine.kind, { policies: [policy], perSecond: 50 }, [
    { port: "targets", to: 0, target: "target", request: latency, reply: latency },
    { port: "deadLetters", to: 0, target: "deadLetters", request: latency },
  ] as never[]);
  for (let number = 0; number < 100; number += 1) {
    simulation.tell("sender", { type: "send", letter: `letter-${number}`, to: 0 } as Tagged);
  }
  return simulation;
}
const until = (simulation: Simulation, time: number, executor?: Executor) => {
  simulation.run({ until: seconds(time) as number as Instant }, executor);
  return simulation;
};

it("goes on alike under both executors, from a snapshot, and in a fork", () => {
  const whole = until(postOffice(7), 20);
  const { endings } = whole.stateOf("sender") as { endings: readonly { ending: string }[] };
  expect(endings).toHaveLength(100);
  expect(new Set(endings.map(({ ending }) => ending)).size).toBeGreaterThan(1);
  const { digest } = whole;
  expect(until(postOffice(8), 20).digest).not.toBe(digest);
  expect(until(postOffice(7), 20, "immutable").digest).toBe(digest);
  const half = until(postOffice(7), 0.7);
  const { size } = (half.stateOf("sender") as { deliveries: { size: number } }).deliveries;
  expect(size).toBeGreaterThan(20);
  const saved = JSON.parse(JSON.stringify(half.snapshot())) as Snapshot;
  const restored = Simulation.restore(saved, { machines: [senderMachine, moody] });
  const fork = half.fork();
  expect(until(fork, 20).digest).toBe(digest);
  expect(until(half, 20).digest).toBe(digest);
  expect(until(restored, 20).digest).toBe(digest);
});

it("tells two pasts apart only where they decide the future", () => {
  const world = (before: number, failures: number) => {
    const sender = driven([plainPolicy]);
    for (let number = 0; number < before; number += 1) {
      sender.tell({ type: "send", letter: "before", to: 0 });
      sender.answer(sender.sent[0]!, taken);
      sender.advance(seconds(7));
    }
    sender.tell({ type: "send", letter: "a", to: 0 });
    for (let number = 0; number < failures; number += 1) {
      sender.advance(seconds(2));
      sender.answer(sender.sent[0]!, answers["down"]!);
    }
    return senderMachine.canonical!(sender.state, sender.now, () => 0);
  };
  expect(world(3, 1)).toEqual(world(0, 1));
  expect(world(0, 1)).not.toEqual(world(0, 0));
  const aged = driven([plainPolicy]);
  aged.tell({ type: "send", letter: "a", to: 0 });
  const young = senderMachine.canonical!(aged.state, aged.now, () => 0);
  aged.advance(seconds(1));
  expect(senderMachine.canonical!(aged.state, aged.now, () => 0)).not.toEqual(young);
});

it("looks at as few records for one of 100,000 deliveries that wait as for one of ten", () => {
  const looks = (count: number) => {
    const state = senderMachine.initialState({ policies: [], perSecond: null });
    const context = {
      now: 0 as Instant,
      settings: { policies: [{ ...plainPolicy, failed: stepsOf(seconds(1)) }], perSecond: null },
      request: -1 as never,
      effects: new EffectList(),
      random: () => 0,
      randomFor: () => 0,
      choose: () => 0,
      observe: () => undefined,
      impairments: () => [],
      consult: () => ({ type: "nobody" }),
      measure: () => null,
      note: () => undefined,
    };
    for (let number = 0; number < count; number += 1) {
      senderMachine.transition(state, { type: "send", letter: "a", to: 0 }, context);
    }
    const counter = { count: 0 };
    const watched = new Proxy(state.deliveries.chunks as object[], {
      get(chunks, key, receiver) {
        if (typeof key === "string" && /^\d+$/.test(key)) counter.count += 1;
        return Reflect.get(chunks, key, receiver) as unknown;
      },
    });
    const seen = { ...state, deliveries: { ...state.deliveries, chunks: watched as never } };
    const tag = count >>> 1;
    const effects = senderMachine.transition(
      seen,
      { type: "replied", port: 0, tag, body: answers["down"]! },
      context,
    );
    expect(effects).toEqual([
      { type: "setTimer", timer: 0, index: tag, at: after(0 as Instant, seconds(1)) },
    ]);
    senderMachine.transition(
      seen,
      { type: "timerFired", timer: 0, index: tag },
      { ...context, now: seconds(1) as number as Instant },
    );
    return counter.count;
  };
  expect(looks(100_000)).toBe(looks(1_000));
});
