import { minutes, seconds, type Instant } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { refused } from "../service/refusal.ts";
import { resolveRetry } from "./caller.ts";
import { workloadMachine } from "./machine.ts";
import type { WorkloadSettings } from "./state.ts";
import { figureValues } from "../service/assumed-figure.ts";
import { callerAssumptions, sdkAssumptions } from "./limits.ts";
import { allKinds } from "../services.ts";

const entryOf = (kind: string) => allKinds.get(kind)?.entry;
const timeoutOf = (kind: string) => entryOf(kind)!.timeout.default;

const constant = (value: number) => ({ type: "constant", value }) as const;
const base: WorkloadSettings = {
  door: "event",
  target: "sqs.queue",
  number: 1,
  name: "workload-1",
  arrivals: { type: "recorded", instants: [0] },
  origin: 0 as Instant,
  from: 0 as Instant,
  until: null,
  payload: { type: "size", size: constant(10) },
  deduplication: "none",
  offloading: null,
  groups: [],
  users: null,
  batch: null,
  attributes: [],
  delay: null,
  http: null,
  requests: null,
  session: null,
  others: [],
  routes: [],
  routeOf: [],
  isDistant: false,
  breaker: null,
  connections: null,
  retry: resolveRetry("retry"),
  timeout: timeoutOf("sqs.queue"),
  assumed: { ...figureValues(sdkAssumptions), ...figureValues(callerAssumptions) },
};

function begun(settings: Partial<WorkloadSettings> = {}, seed = 1) {
  const driven = drive(workloadMachine(entryOf), { ...base, ...settings }, {}, { seed });
  driven.tell({ type: "start" });
  driven.advance(seconds(0));
  return driven;
}
type Driven = ReturnType<typeof begun>;
const attempts = (most: number) => resolveRetry("retry", { attempts: most });

const throttled = refused("RequestThrottled", "Slow down.");
const sums = (driven: Driven) =>
  Object.fromEntries(
    ["Offered", "Accepted", "Refused", "Retried", "GivenUp"].map((name) => [
      name,
      driven.meter(name).count,
    ]),
  );
/** Answers what is sent with `body`, until nothing is sent any more; returns how often that was. */
function answerAll(driven: Driven, body: Parameters<Driven["answer"]>[1]): number {
  let count = 0;
  while (driven.sent.length > 0) {
    count += 1;
    driven.answer(driven.sent[0]!, body);
    driven.advance(seconds(21));
  }
  return count;
}

it("sdk.retry.attempts: what is throttled is sent three times, and then given up", () => {
  const driven = begun();
  expect(answerAll(driven, throttled)).toBe(3);
  expect(sums(driven)).toEqual({ Offered: 1, Accepted: 0, Refused: 1, Retried: 2, GivenUp: 1 });
  const often = begun({ retry: attempts(7) });
  expect(answerAll(often, refused("ServiceUnavailable", ""))).toBe(7);
  const once = begun({ retry: attempts(1) });
  expect(answerAll(once, throttled)).toBe(1);
  expect(sums(once)).toMatchObject({ Refused: 1, Retried: 0, GivenUp: 1 });
});

it("sdk.retry.attempts: the same request goes out again, and settles once it is taken", () => {
  const settings = { deduplication: "id", groups: [{ id: "g", weight: 1 }] } as const;
  const driven = begun(settings);
  const { input } = driven.sent[0]!;
  driven.answer(driven.sent[0]!, throttled);
  driven.advance(seconds(1));
  expect(driven.sent.map((send) => send.input)).toEqual([input]);
  driven.answer(driven.sent[0]!, { type: "sent" });
  expect(sums(driven)).toEqual({ Offered: 1, Accepted: 1, Refused: 0, Retried: 1, GivenUp: 0 });
  expect(driven.state.pending.size).toBe(0);
});

it("sdk.retry.backoff: after a random part of a base that doubles, up to 20 s", () => {
  const waits = (code: string, count: number) => {
    const found: number[][] = Array.from({ length: count }, () => []);
    for (let seed = 1; seed <= 200; seed += 1) {
      const driven = begun({ retry: attempts(count + 1) }, seed);
      for (const list of found) {
        const before = driven.now;
        driven.answer(driven.sent[0]!, refused(code, ""));
        while (driven.sent.length === 0) driven.advance(1_000 as never);
        list.push(driven.now - before);
      }
    }
    return found.map((list) => [Math.min(...list), Math.max(...list)]);
  };
  const within = ([least, most]: readonly number[], bound: number) => {
    expect(least).toBeLessThan(bound * 0.05);
    expect(most).toBeGreaterThan(bound * 0.95);
    expect(most).toBeLessThanOrEqual(bound + 1_000);
  };
  const [first, second] = waits("InternalFailure", 2);
  within(first!, 100_000);
  within(second!, 200_000);
  const [throttle, next] = waits("TooManyRequestsException", 2);
  within(throttle!, 500_000);
  within(next!, 1_000_000);
  const long = begun({ retry: attempts(20) });
  for (let attempt = 1; attempt < 20; attempt += 1) {
    driven20(long);
  }
  expect(long.meter("Retried").count).toBe(19);
});

/** No wait is longer than 20 s, not even the nineteenth. */
function driven20(driven: Driven): void {
  driven.answer(driven.sent[0]!, throttled);
  driven.advance(seconds(20));
  expect(driven.sent).toHaveLength(1);
}

it("sdk.retry.final-errors: what the request itself is refused for is not sent again", () => {
  const driven = begun();
  expect(answerAll(driven, refused("InvalidParameterValue", "Too long."))).toBe(1);
  expect(sums(driven)).toMatchObject({ Refused: 1, Retried: 0, GivenUp: 0 });
});

it("sdk.retry.no-quota: each of many is tried again", () => {
  const instants = Array.from({ length: 500 }, () => 0);
  const driven = begun({ arrivals: { type: "recorded", instants } });
  for (const send of [...driven.sent]) driven.answer(send, throttled);
  driven.advance(seconds(1));
  expect(driven.sent).toHaveLength(500);
});

it("sdk.retry.time-out: a queue has 60 s to answer, a function 16 minutes", () => {
  expect(timeoutOf("sqs.queue")).toBe(seconds(60));
  expect(timeoutOf("lambda.function")).toBe(minutes(16));
  for (const timeout of [seconds(60), minutes(16), seconds(2)]) {
    const driven = begun({ timeout });
    driven.advance((timeout - 1) as never);
    expect(driven.meter("TimedOut").count).toBe(0);
    driven.advance(seconds(1));
    expect(driven.meter("TimedOut").count).toBe(1);
    expect(driven.meter("Retried").count).toBe(1);
  }
});

it("counts the same draws for its groups and sizes, whether anything is refused or not", () => {
  const settings: Partial<WorkloadSettings> = {
    arrivals: { type: "poisson", rate: 100 },
    payload: { type: "size", size: { type: "uniform", min: 1, max: 1_000 } },
    groups: ["a", "b", "c"].map((id) => ({ id, weight: 1 })),
  };
  const firstSends = (body: Parameters<Driven["answer"]>[1]) => {
    const driven = drive(
      workloadMachine(entryOf),
      { ...base, ...settings, retry: attempts(2) },
      {},
    );
    driven.tell({ type: "start" });
    const seen: unknown[] = [];
    const known = new Set<number>();
    for (let round = 0; round < 40; round += 1) {
      driven.advance(seconds(0.02));
      for (const send of [...driven.sent]) {
        if (!known.has(send.tag) && seen.length < 30) seen.push(send.input);
        known.add(send.tag);
        driven.answer(send, body);
      }
    }
    return seen;
  };
  const refusedOnes = firstSends(throttled);
  expect(refusedOnes).toHaveLength(30);
  expect(refusedOnes).toEqual(firstSends({ type: "sent" }));
});
