import { drive } from "@orrery/testing";
import {
  seconds,
  type Distribution,
  type Duration,
  type Instant,
  type Tagged,
} from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { figureValues } from "../service/assumed-figure.ts";
import type { EntryOf } from "../service/entry.ts";
import { refused } from "../service/refusal.ts";
import { allKinds } from "../services.ts";
import { attributesOf, checkAttributes } from "./attributes.ts";
import { checkCaller, checkMessages, resolveRetry, type RetryConfig } from "./caller.ts";
import { callerAssumptions, sdkAssumptions } from "./limits.ts";
import { workloadMachine } from "./machine.ts";
import type { WorkloadSettings } from "./state.ts";
import { waitBy } from "./retry.ts";

const entryOf: EntryOf = (kind) => allKinds.get(kind)?.entry;
const constant = (value: number): Distribution => ({ type: "constant", value });
const base: WorkloadSettings = {
  target: "sqs.queue",
  door: "event",
  number: 1,
  name: "workload-1",
  arrivals: { type: "recorded", instants: [0] },
  users: null,
  batch: null,
  origin: 0 as Instant,
  from: 0 as Instant,
  until: null,
  payload: { type: "size", size: constant(10) },
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
  deduplication: "none",
  offloading: null,
  groups: [],
  retry: resolveRetry("retry"),
  timeout: seconds(60),
  assumed: { ...figureValues(sdkAssumptions), ...figureValues(callerAssumptions) },
};
function begun(settings: Partial<WorkloadSettings>) {
  const driven = drive(workloadMachine(entryOf), { ...base, ...settings }, {});
  driven.tell({ type: "start" });
  driven.advance(seconds(0));
  return driven;
}
const at = (count: number): WorkloadSettings["arrivals"] => ({
  type: "recorded",
  instants: Array.from({ length: count }, () => 0),
});
const sent: Tagged = { type: "sent" };
const throttled = refused("RequestThrottled", "");
const assumed = figureValues(sdkAssumptions);

describe("how long a caller waits before it tries again", () => {
  const wait = (config: RetryConfig, attempt: number, drawn: number, before = 0) =>
    waitBy(resolveRetry("retry", config), { attempt, before, failure: "passing", drawn }, assumed);
  const second = { base: seconds(1), longest: seconds(10) } as const;

  it.each<[RetryConfig, readonly number[]]>([
    [{ ...second, jitter: "none" }, [1, 2, 4, 8, 10]],
    [{ ...second, jitter: "none", factor: 3 }, [1, 3, 9, 10, 10]],
    [{ ...second, jitter: "none", backoff: "fixed" }, [1, 1, 1, 1, 1]],
    [{ ...second, jitter: "full" }, [0.5, 1, 2, 4, 8]],
    [{ ...second, jitter: "equal" }, [0.75, 1.5, 3, 6, 10]],
    [{ ...second, jitter: "full", backoff: "fixed" }, [0.5, 0.5, 0.5, 0.5, 0.5]],
  ])("%o, halfway", (config, expected) => {
    const waits = expected.map((_, place) => wait(config, place + 1, 0.5));
    expect(waits).toEqual(expected.map((length) => length * 1e6));
  });

  it("decorrelated: between the base and three times the wait before", () => {
    const config = { ...second, jitter: "decorrelated" } as const;
    expect(wait(config, 1, 0)).toBe(1e6);
    expect(wait(config, 1, 0.999_999)).toBe(2_999_998);
    expect(wait(config, 2, 0.5, 3e6)).toBe(5e6);
    expect(wait(config, 3, 0.9, 9e6)).toBe(10e6);
  });
});

describe("sdk.retry.budget: a caller with a budget", () => {
  const budget = { tokens: 20, retryCost: 5, timeoutCost: 10 };
  const withBudget = (count: number, attempts = 50) =>
    begun({ arrivals: at(count), retry: resolveRetry("retry", { attempts, budget }) });
  const retried = (driven: ReturnType<typeof begun>) => driven.meter("Retried").count;

  it("sdk.retry.budget: tries again as often as its tokens last, and then gives up", () => {
    const driven = withBudget(1);
    while (driven.sent.length > 0) {
      driven.answer(driven.sent[0]!, throttled);
      driven.advance(seconds(21));
    }
    expect(retried(driven)).toBe(4);
    expect(driven.meter("RetriesWithoutBudget").count).toBe(1);
    expect(driven.meter("GivenUp").count).toBe(1);
    expect(driven.state.tokens).toBe(0);
  });

  it("sdk.retry.budget: one after a time-out takes twice as many", () => {
    const driven = withBudget(1);
    driven.advance(seconds(1_000));
    expect(retried(driven)).toBe(2);
  });

  it("sdk.retry.budget: a success gives back what its new attempt took, and one without any a token", () => {
    const driven = withBudget(3);
    const [first, second, third] = driven.sent;
    driven.answer(first!, throttled);
    driven.answer(second!, throttled);
    expect(driven.state.tokens).toBe(10);
    driven.answer(third!, sent);
    expect(driven.state.tokens).toBe(11);
    driven.advance(seconds(21));
    driven.answer(driven.sent[0]!, sent);
    expect(driven.state.tokens).toBe(16);
    driven.answer(driven.sent[0]!, sent);
    expect(driven.state.tokens).toBe(20);
  });

  it("sdk.retry.budget: that of the SDKs has 500 tokens, of which a new attempt takes 5 and one after a time-out 10", () => {
    expect(resolveRetry("retry", { budget: {} }).budget).toEqual({
      tokens: 500,
      retryCost: 5,
      timeoutCost: 10,
    });
  });
});

describe("a closed loop of users", () => {
  const users = { count: 3, think: constant(seconds(2)), over: seconds(3) };
  const looped = (more: Partial<WorkloadSettings> = {}) =>
    begun({ arrivals: null, users, ...more });

  it("comes one after another, and each thinks before the first", () => {
    const driven = looped();
    const counts = [1.9, 2, 3, 4].map((second) => {
      driven.advance((second * 1e6 - driven.now) as Duration);
      return driven.sent.length;
    });
    expect(counts).toEqual([0, 1, 2, 3]);
  });

  it("sends again only once it was answered and has thought", () => {
    const driven = looped();
    driven.advance(seconds(100));
    // Nobody was answered, and each has its first request open, tried again as it is lost.
    expect(driven.meter("Offered").count).toBe(3);
    const [one] = driven.sent;
    driven.answer(one!, sent);
    driven.advance(seconds(1));
    expect(driven.meter("Offered").count).toBe(3);
    driven.advance(seconds(1));
    expect(driven.meter("Offered").count).toBe(4);
  });

  it("waits for the last of its attempts", () => {
    const driven = looped({ users: { ...users, count: 1 } });
    driven.advance(seconds(2));
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(driven.meter("Offered").count).toBe(1);
      driven.answer(driven.sent[0]!, throttled);
      driven.advance(seconds(1));
    }
    driven.advance(seconds(2));
    expect(driven.meter("GivenUp").count).toBe(1);
    expect(driven.meter("Offered").count).toBe(2);
  });

  it("ends with its workload", () => {
    const driven = looped({ until: seconds(3) as number as Instant });
    driven.advance(seconds(10));
    expect(driven.meter("Offered").count).toBe(1);
  });
});

describe("a caller that batches", () => {
  const batch = { size: 3, within: seconds(1), bytes: 25 };
  const entriesOf = (driven: ReturnType<typeof begun>) =>
    driven.sent.map(({ input }) => ("entries" in input ? (input.entries as unknown[]).length : 0));

  it("sends what is gathered once it is full, too large, or its first has waited", () => {
    const small = { type: "size", size: constant(5) } as const;
    const full = begun({ arrivals: at(7), batch, payload: small });
    expect(entriesOf(full)).toEqual([3, 3]);
    full.advance(seconds(1));
    expect(entriesOf(full)).toEqual([3, 3, 1]);
    const large = begun({ arrivals: at(5), batch });
    expect(entriesOf(large)).toEqual([2, 2]);
  });

  it("gives each message its own trail, and counts each for itself", () => {
    const driven = begun({ arrivals: at(2), batch });
    driven.advance(seconds(1));
    const [request] = driven.sent;
    const entries = (request!.input as unknown as { entries: { trail: { number: number } }[] })
      .entries;
    expect(entries.map(({ trail }) => trail.number)).toEqual([1, 2]);
    driven.answer(request!, {
      type: "sentBatch",
      results: [sent, refused("InvalidMessageContents", "No.")],
    } as Tagged);
    const sums = ["Offered", "Accepted", "Refused", "GivenUp"].map(
      (name) => driven.meter(name).count,
    );
    expect(sums).toEqual([2, 1, 1, 0]);
    expect(driven.meter("ResponseTime")).toMatchObject({ count: 2, min: 1e6 });
    expect(driven.state.pending.size).toBe(0);
  });

  it("tries a request that is refused as a whole again as a whole", () => {
    const driven = begun({ arrivals: at(2), batch });
    driven.advance(seconds(1));
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(entriesOf(driven)).toEqual([2]);
      driven.answer(driven.sent[0]!, throttled);
      driven.advance(seconds(2));
    }
    expect(driven.meter("GivenUp").count).toBe(2);
    expect(driven.meter("Refused").count).toBe(2);
  });
});

describe("attributes of messages", () => {
  const settings = [
    {
      name: "color",
      values: ["red", "yellow"].map((value) => ({ dataType: "String", value }) as const),
    },
    { name: "price", values: [{ dataType: "Number", value: "12.5" }] as const },
  ];

  it("come in turn, and their names, types and values count as bytes", () => {
    const chosen = [1, 2, 3].map((number) => attributesOf(settings, number, () => 0));
    expect(chosen.map(({ attributes }) => attributes[0]!.value)).toEqual(["red", "yellow", "red"]);
    const price = "priceNumber12.5".length;
    expect(chosen[0]!.size).toBe("colorStringred".length + price);
    expect(chosen[1]!.size).toBe("colorStringyellow".length + price);
  });

  it("are drawn by their shares", () => {
    const weighed = [
      {
        name: "color",
        values: [0.75, 0.25].map((weight, place) => ({
          dataType: "String" as const,
          value: `${place}`,
          weight,
        })),
      },
    ];
    const drawn = [0, 0.74, 0.76, 0.99].map(
      (number) => attributesOf(weighed, 1, () => number).attributes[0]!.value,
    );
    expect(drawn).toEqual(["0", "0", "1", "1"]);
  });

  it("are in the message that is sent, and in its size", () => {
    const {
      sent: [request],
    } = begun({ attributes: settings, delay: seconds(7) });
    expect(request!.input).toMatchObject({
      delay: seconds(7),
      content: {
        size: 10 + "colorStringredpriceNumber12.5".length,
        attributes: [
          { name: "color", dataType: "String", value: "red" },
          { name: "price", dataType: "Number", value: "12.5" },
        ],
      },
    });
  });
});

describe("what a caller cannot be is refused", () => {
  const queue = allKinds.get("sqs.queue")!.entry!;
  const fn = allKinds.get("lambda.function")!.entry!;
  const arrivals = { type: "constant", rate: 1 } as const;
  const caller =
    (said: Parameters<typeof checkCaller>[1], entry = queue) =>
    () =>
      checkCaller("w", said, (entry.doors.event ?? entry.doors.request)!, "queue", {
        batchSizeLimit: 100,
      });

  it.each<[() => unknown, string]>([
    [caller({}), "w: expected arrivals or users, received neither"],
    [caller({ arrivals, users: { count: 1 } }), "w: expected arrivals or users, received both"],
    [caller({ users: { count: 0 } }), "w.users.count: expected 1 to 100000, received 0"],
    [
      caller({ users: { count: 1 }, batch: { within: seconds(1) } }),
      "w.batch: expected none for users",
    ],
    [
      caller({ arrivals, batch: { within: seconds(0) } }),
      "w.batch.within: expected 1 ms to 1 h, received 0 s",
    ],
    [
      caller({ arrivals, batch: { within: seconds(1), size: 11 } }),
      "w.batch.size: expected 1 to 10, received 11",
    ],
    [
      caller({ arrivals, batch: { within: seconds(1) } }, fn),
      "w.batch: expected none, as a queue is brought one at a time",
    ],
    [() => resolveRetry("r", { attempts: 0 }), "r.attempts: expected 1 to 50, received 0"],
    [() => resolveRetry("r", { factor: 0.5 }), "r.factor: expected 1 to 10, received 0.5"],
    [
      () => resolveRetry("r", { base: seconds(2), longest: seconds(1) }),
      "r.longest: expected the base or more",
    ],
    [
      () => resolveRetry("r", { budget: { tokens: -1 } }),
      "r.budget.tokens: expected 0 to 1000000, received -1",
    ],
    [
      () => checkMessages("w", { delay: seconds(901) }, queue, "queue"),
      "w.delay: expected 0 s to 15 m, received 901 s",
    ],
    [
      () => checkMessages("w", { delay: seconds(1) }, fn, "function"),
      "w.delay: expected none for a function",
    ],
    [
      () => checkMessages("w", { attributes: [] }, fn, "function"),
      "w.attributes: expected none for a function",
    ],
    [
      () => checkAttributes("w", [{ name: "a", values: [] }]),
      "w.a: expected a value, received none",
    ],
  ])("%#", (check, problem) => {
    expect(check).toThrow(problem);
  });
});
