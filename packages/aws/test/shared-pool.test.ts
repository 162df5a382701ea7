import { after, seconds, type AnyEffect, type Duration, type TraceEntry } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { simulate } from "../src/index.ts";
import { noTrail } from "../src/service/origin.ts";
import type { FunctionReply, Invoke } from "../src/services/lambda/protocol.ts";
import { functionParams } from "./lambda-account.ts";

const names = ["one", "two", "three"] as const;
type Name = (typeof names)[number];
const constant = (value: number) => ({ type: "constant", value }) as const;
const farOff = constant(1e12);

/** Environments that start at once and never go, so that a reference knows how many there are. */
const latencies = {
  "lambda.cold.platformOverhead": constant(0),
  "lambda.idleTimeout": farOff,
  "lambda.maxEnvironmentLifetime": farOff,
};

/** All that decides whether an invocation is admitted, as plain as it can be written. */
class Reference {
  readonly reserved = new Map<Name, number>();
  readonly running = new Map<Name, number>();
  readonly environments = new Map<Name, number>();
  /** When requests of a name, or of all without a reservation, were admitted. */
  private readonly requests: { readonly pool: string; readonly second: number }[] = [];
  /** Tokens and when they were last whole, by function, or of the Region before 2023-11-27. */
  private readonly buckets = new Map<string, { tokens: number; filledAt: number }>();
  private readonly quota: number;
  private readonly isOld: boolean;

  constructor(quota: number, isOld: boolean) {
    this.quota = quota;
    this.isOld = isOld;
  }

  /** The reason for which an invocation is throttled; `null`: it is admitted. */
  admit(name: Name, at: number): string | null {
    const reserved = this.reserved.get(name);
    const prefix = reserved === undefined ? "" : "ReservedFunction";
    const pool = reserved === undefined ? "account" : name;
    const limit = reserved ?? this.quota;
    const second = Math.floor(at / 1_000_000);
    const noRoom = `${prefix}ConcurrentInvocationLimitExceeded`;
    if (limit === 0) return noRoom;
    const known = this.requests.filter((each) => each.pool === pool && each.second === second);
    if (known.length >= 10 * limit) {
      return reserved === undefined
        ? "FunctionInvocationRateLimitExceeded"
        : "ReservedFunctionInvocationRateLimitExceeded";
    }
    const inUse = reserved === undefined ? this.unreserved() : this.of(this.running, name);
    if (inUse >= (reserved ?? this.quota - this.allReserved())) return noRoom;
    const isCold = this.of(this.environments, name) === this.of(this.running, name);
    if (isCold && !this.takeToken(name, at)) return noRoom;
    this.requests.push({ pool, second });
    this.running.set(name, this.of(this.running, name) + 1);
    if (isCold) this.environments.set(name, this.of(this.environments, name) + 1);
    return null;
  }

  end(name: Name): void {
    this.running.set(name, this.of(this.running, name) - 1);
    this.dropAbove(name);
  }

  /** Idle environments above a reservation go. */
  dropAbove(name: Name): void {
    const reserved = this.reserved.get(name);
    if (reserved === undefined) return;
    const kept = Math.max(reserved, this.of(this.running, name));
    this.environments.set(name, Math.min(this.of(this.environments, name), kept));
  }

  unreserved(): number {
    const shared = names.filter((name) => !this.reserved.has(name));
    return shared.reduce((sum, name) => sum + this.of(this.running, name), 0);
  }

  private allReserved(): number {
    return [...this.reserved.values()].reduce((sum, each) => sum + each, 0);
  }

  private takeToken(name: Name, at: number): boolean {
    const key = this.isOld ? "Region" : name;
    const [capacity, interval] = this.isOld ? [500, 120_000] : [1_000, 10_000];
    const bucket = this.buckets.get(key) ?? { tokens: capacity, filledAt: 0 };
    while (bucket.filledAt + interval <= at) {
      bucket.filledAt += interval;
      bucket.tokens = Math.min(capacity, bucket.tokens + 1);
    }
    this.buckets.set(key, bucket);
    if (bucket.tokens === 0) return false;
    bucket.tokens -= 1;
    return true;
  }

  private of(counts: ReadonlyMap<Name, number>, name: Name): number {
    return counts.get(name) ?? 0;
  }
}

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("burst" as const),
      name: fc.constantFrom(...names),
      count: fc.integer({ min: 1, max: 700 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("rush" as const), name: fc.constantFrom(...names) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(900_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("reserve" as const),
      name: fc.constantFrom(...names),
      reserved: fc.option(fc.nat(3), { nil: null }),
    }),
  },
);

it("admits what a plain reference admits, near the limit, the ramp and the request rate", () => {
  const met = new Map<string, number>();
  const cases = fc.record({
    // Little above what nobody may reserve, or so much that the ramp is met first.
    quota: fc.constantFrom(100, 103, 3_000),
    isOld: fc.boolean(),
    longest: fc.constantFrom(10, 60_000, 3_000_000),
    steps: fc.array(step, { minLength: 10, maxLength: 30, size: "max" }),
  });
  fc.assert(
    fc.property(cases, ({ quota, isOld, longest, steps }) => {
      const entries: TraceEntry[] = [];
      const simulation = simulate({
        seed: steps.length,
        asOf: isOld ? "2022-06-01" : "2026-11-01",
        region: "eu-north-1",
        quotas: { "lambda.concurrentExecutions": quota },
        latencies,
        trace: (entry) => entries.push(entry),
      });
      const client = simulation.client();
      const duration = { type: "uniform", min: 0, max: longest };
      for (const FunctionName of names) {
        const Behavior = { ...(functionParams["Behavior"] as object), duration };
        client.call("lambda", "CreateFunction", {
          ...functionParams,
          FunctionName,
          Behavior,
        });
      }
      const reference = new Reference(quota, isOld);
      let told = 0;
      const compare = () => {
        for (const { component, kind, input, effects, at } of entries.splice(0)) {
          if (kind !== "lambda.function") continue;
          const name = component.slice("lambda.function:".length) as Name;
          if (input.type === "invoke") {
            told += 1;
            const expected = reference.admit(name, at);
            expect([name, at, told, reasonOf(effects)]).toEqual([name, at, told, expected]);
            met.set(expected ?? "admitted", (met.get(expected ?? "admitted") ?? 0) + 1);
          }
          for (const effect of effects) if (answers(effect)) reference.end(name);
        }
        const gauges = simulation.gaugesOf("lambda.account:123456789012");
        expect(gauges["UnreservedConcurrencyInUse"]).toBe(reference.unreserved());
      };
      const advance = (time: number) => {
        simulation.run({ until: after(simulation.now, time as Duration) });
        compare();
      };
      for (const each of steps) {
        switch (each.do) {
          case "burst":
            for (let nth = 0; nth < each.count; nth += 1) {
              simulation.tell(`lambda.function:${each.name}`, invoke);
            }
            advance(0);
            break;
          case "rush":
            // Many within a second, each of which may be over before the next.
            for (let nth = 0; nth < 12; nth += 1) {
              for (let more = 0; more < 120; more += 1) {
                simulation.tell(`lambda.function:${each.name}`, invoke);
              }
              advance(40);
            }
            break;
          case "wait":
            advance(each.time);
            break;
          case "reserve": {
            const { name: FunctionName, reserved } = each;
            const others = [...reference.reserved].filter(([name]) => name !== FunctionName);
            const rest = others.reduce((sum, [, count]) => sum + count, 0);
            if (reserved === null) {
              client.call("lambda", "DeleteFunctionConcurrency", { FunctionName });
              reference.reserved.delete(FunctionName);
            } else if (quota - rest - reserved >= 100) {
              const params = { FunctionName, ReservedConcurrentExecutions: reserved };
              client.call("lambda", "PutFunctionConcurrency", params);
              reference.reserved.set(FunctionName, reserved);
            }
            compare();
            reference.dropAbove(FunctionName);
          }
        }
      }
      advance(seconds(60));
      expect(reference.unreserved()).toBe(0);
    }),
    { seed: 20_261_128, numRuns: 40 },
  );
  // Each limit was met.
  expect([...met.keys()].sort()).toEqual([
    "ConcurrentInvocationLimitExceeded",
    "FunctionInvocationRateLimitExceeded",
    "ReservedFunctionConcurrentInvocationLimitExceeded",
    "ReservedFunctionInvocationRateLimitExceeded",
    "admitted",
  ]);
});

const invoke: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};

const answers = (effect: AnyEffect): boolean =>
  effect.type === "reply" && effect.body.type === "invoked";

function reasonOf([first]: readonly AnyEffect[]): unknown {
  if (first?.type !== "reply") return null;
  const body = first.body as FunctionReply; // A function gives no other.
  return body.type === "refused" ? body.details?.["Reason"] : null;
}
