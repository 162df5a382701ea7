import { minutes, seconds, type Instant } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { capacityAfter } from "./change.ts";
import { capacityOf, type BillingMode, type CapacityPlace, type PlaceConfig } from "./config.ts";
import { capacityReadings } from "./gauges.ts";
import { hasNoPartitionAboveItsLimit, hasPartitionForEachHash } from "./invariants.ts";
import { initialCapacity } from "./state.ts";
import { take, type Demand } from "./take.ts";
import { throttleRefusal } from "./throttle.ts";

const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";

/** A table that is asked for units. */
class Asked {
  settings;
  capacity;
  now = 0 as Instant;
  constructor(mode: BillingMode, places: readonly PlaceConfig[], place: CapacityPlace = {}) {
    this.settings = capacityOf(mode, places, place);
    this.capacity = initialCapacity(this.settings, this.now);
  }
  /** Asks for one demand after another; how many are let in, and why the first is not. */
  ask(count: number, demand: (number: number) => Demand): number {
    let taken = 0;
    for (let number = 0; number < count; number += 1) {
      if (take(this.capacity, [demand(number)], this.settings, this.now) === null) taken += 1;
    }
    return taken;
  }
  /** Asks for so many a second, evenly, for so many seconds. */
  askFor(length: number, rate: number, demand: (number: number) => Demand): number {
    let taken = 0;
    for (let number = 0; number < length * rate; number += 1) {
      this.now = Math.round(this.now + 1_000_000 / rate) as Instant;
      taken += this.ask(1, () => demand(number));
    }
    return taken;
  }
  causeOf(...demands: readonly Demand[]): string | undefined {
    return take(this.capacity, demands, this.settings, this.now)?.throttle.cause;
  }
  after(time: number): this {
    this.now = (this.now + time) as Instant;
    return this;
  }
  partitions(): number {
    return capacityReadings(this.capacity, this.settings, this.now).Partitions;
  }
}

const read = (units: number, hash = 0, place = -1): Demand => ({
  place,
  kind: "read",
  units,
  hash,
});
const write = (units: number, hash = 0, place = -1): Demand => ({
  place,
  kind: "write",
  units,
  hash,
});
/** Spreads keys evenly. */
const spread = (number: number): number => (number * 2_654_435_761) % 2 ** 32;
const table = (units: number, more: Partial<PlaceConfig> = {}): PlaceConfig => ({
  name: null,
  read: units,
  write: units,
  ...more,
});

it("dynamodb.capacity.provisioned: gives what is provisioned, each second anew", () => {
  const asked = new Asked("PROVISIONED", [table(10)]);
  expect(asked.ask(50, () => write(1))).toBe(10);
  expect(asked.causeOf(write(1))).toBe("ProvisionedThroughputExceeded");
  expect(asked.after(seconds(1)).ask(50, () => write(1))).toBe(10);
});

it("dynamodb.capacity.burst: keeps what is not used for five minutes", () => {
  const asked = new Asked("PROVISIONED", [table(10)]).after(minutes(60));
  expect(asked.ask(900, () => read(10, spread(1)))).toBe(300);
});

it("dynamodb.capacity.burst-at-start: has none at first, or what a scenario says", () => {
  const assumptions = { "dynamodb.burstAtStart": 0.5 };
  expect(new Asked("PROVISIONED", [table(2)]).ask(900, () => write(1))).toBe(2);
  expect(new Asked("PROVISIONED", [table(2)], { assumptions }).ask(900, () => write(1))).toBe(300);
});

it("dynamodb.capacity.large-request: is let in once all that can be kept is there, and is owed", () => {
  const asked = new Asked("PROVISIONED", [table(1)]);
  expect(asked.causeOf(write(400))).toBe("ProvisionedThroughputExceeded");
  expect(asked.after(minutes(5)).causeOf(write(400))).toBeUndefined();
  expect(asked.after(seconds(99)).ask(1, () => write(1))).toBe(0);
  expect(asked.after(seconds(2)).ask(1, () => write(1))).toBe(1);
});

it("dynamodb.capacity.partition-limit: gives 3,000 read units or 1,000 write units of a key, or both in part", () => {
  const asked = new Asked("PROVISIONED", [table(20_000)]).after(minutes(5));
  expect(asked.ask(4_000, () => read(1, 7))).toBe(3_000);
  expect(asked.causeOf(read(1, 7))).toBe("KeyRangeThroughputExceeded");
  expect(asked.causeOf(read(1, 7 + 2 ** 31))).toBeUndefined();
  expect(asked.after(seconds(1)).ask(4_000, () => write(1, 7))).toBe(1_000);
  asked.after(seconds(1));
  expect([asked.ask(1_500, () => read(1, 7)), asked.ask(4_000, () => write(1, 7))]).toEqual([
    1_500, 500,
  ]);
});

it("dynamodb.capacity.adaptive: gives a partition more than its share while the table has it", () => {
  // The guide's example: 400 units over four partitions, of which one gets 150.
  const asked = new Asked("PROVISIONED", [table(400, { warmWrite: 4_000 })]);
  expect(asked.partitions()).toBe(4);
  const loads = [50, 50, 50, 150];
  loads.forEach((load, partition) => {
    expect(asked.ask(load, () => write(1, partition * 2 ** 30))).toBe(load);
  });
});

it("dynamodb.capacity.partitions: are as many as the throughput needs", () => {
  expect(new Asked("PROVISIONED", [table(5)]).partitions()).toBe(1);
  expect(new Asked("PROVISIONED", [table(3_000)]).partitions()).toBe(4);
  expect(new Asked("PAY_PER_REQUEST", [table(0)]).partitions()).toBe(4);
  expect(new Asked("PAY_PER_REQUEST", [table(0, { warmRead: 30_000 })]).partitions()).toBe(10);
});

it("dynamodb.capacity.on-demand-start: gives 4,000 writes or 12,000 reads a second at once", () => {
  const writes = new Asked("PAY_PER_REQUEST", [table(0)]);
  expect(writes.ask(9_000, (number) => write(1, spread(number)))).toBeGreaterThan(3_900);
  const reads = new Asked("PAY_PER_REQUEST", [table(0)]);
  expect(reads.ask(30_000, (number) => read(1, spread(number)))).toBeGreaterThan(11_800);
  expect(reads.ask(30_000, (number) => read(1, spread(number)))).toBe(0);
});

it("dynamodb.capacity.previous-peak: gives twice a peak half an hour after it was reached", () => {
  const asked = new Asked("PAY_PER_REQUEST", [table(0)]);
  asked.askFor(3, 3_800, (number) => write(1, spread(number)));
  asked.after(minutes(20));
  const soon = asked.ask(20_000, (number) => write(1, spread(number)));
  asked.after(minutes(12));
  const later = asked.ask(20_000, (number) => write(1, spread(number)));
  expect([soon <= 4_000, later > 7_300, later <= 8_000]).toEqual([true, true, true]);
});

it("dynamodb.capacity.growth: gives more from minute to minute where it refuses work", () => {
  const asked = new Asked("PAY_PER_REQUEST", [table(0)]);
  const taken = [0, 1, 2, 3].map(() => {
    asked.after(minutes(1));
    return asked.ask(20_000, (number) => write(1, spread(number)));
  });
  // What refuses first is a partition or the table, so the steps are about a tenth each.
  expect(taken.every((count, place) => place === 0 || count > taken[place - 1]! * 1.03)).toBe(true);
});

it("dynamodb.capacity.warm-throughput: is there at once", () => {
  const asked = new Asked("PAY_PER_REQUEST", [table(0, { warmWrite: 8_000 })]);
  expect(asked.ask(20_000, (number) => write(1, spread(number)))).toBeGreaterThan(7_800);
});

it("dynamodb.capacity.maximum-on-demand: gives no more than the table is set to", () => {
  const asked = new Asked("PAY_PER_REQUEST", [table(0, { maximumWrite: 100 })]);
  expect(asked.ask(500, (number) => write(1, spread(number)))).toBe(100);
  expect(asked.causeOf(write(1))).toBe("MaxOnDemandThroughputExceeded");
});

it("dynamodb.capacity.account-limit: gives no more than the account has for a table", () => {
  const places = [table(0, { warmWrite: 90_000 })];
  const asked = new Asked("PAY_PER_REQUEST", places, { tableWriteUnits: 5_000 });
  expect(asked.ask(20_000, (number) => write(1, spread(number)))).toBe(5_000);
  expect(asked.causeOf(write(1))).toBe("AccountLimitExceeded");
});

it("dynamodb.capacity.split-for-heat: splits a partition that refuses work for a minute", () => {
  const alone = new Asked("PAY_PER_REQUEST", [table(0)]);
  const two = (number: number) => write(1, number % 2 === 0 ? 100 : 2 ** 29);
  expect(alone.askFor(10, 2_000, two)).toBeLessThanOrEqual(11_000);
  alone.askFor(53, 2_000, two);
  expect(alone.partitions()).toBe(5);
  expect(alone.after(seconds(1)).ask(2_000, two)).toBe(2_000);
});

it("dynamodb.capacity.hot-key: isolates a key that has most of the work, which gives no more than a partition does", () => {
  const asked = new Asked("PAY_PER_REQUEST", [table(0)]);
  const one = (number: number) => write(1, number % 10 === 0 ? number : 77);
  asked.askFor(63, 2_000, one);
  expect(asked.partitions()).toBe(6);
  asked.after(seconds(2));
  expect(asked.ask(5_000, () => write(1, 77))).toBe(1_000);
  expect(asked.ask(900, (number) => write(1, 1_000 + number))).toBe(900);
  asked.askFor(70, 2_000, () => write(1, 77));
  expect(asked.partitions()).toBe(6);
});

it("dynamodb.capacity.index-back-pressure: refuses a write of the table where an index has not enough for it", () => {
  const index = { name: "byDate", read: 1, write: 1 };
  const asked = new Asked("PROVISIONED", [table(10), index]);
  const both = (): readonly Demand[] => [write(1), write(1, 0, 0)];
  expect(take(asked.capacity, both(), asked.settings, asked.now)).toBeNull();
  const refusal = take(asked.capacity, both(), asked.settings, asked.now)!;
  expect(throttleRefusal(refusal.throttle, arn, asked.settings)).toMatchObject({
    code: "ProvisionedThroughputExceededException",
    message: expect.stringContaining("one or more global secondary indexes"),
    details: {
      ThrottlingReasons: [
        { reason: "IndexWriteProvisionedThroughputExceeded", resource: `${arn}/index/byDate` },
      ],
    },
  });
  // The table has what was not taken.
  expect(asked.ask(20, () => write(1))).toBe(9);
});

it("dynamodb.throttle.reasons: are said from August 2025 on", () => {
  const throttle = { index: null, kind: "write", cause: "KeyRangeThroughputExceeded" } as const;
  const { settings } = new Asked("PAY_PER_REQUEST", [table(0)]);
  expect(throttleRefusal(throttle, arn, settings)).toMatchObject({
    code: "ThrottlingException",
    details: {
      ThrottlingReasons: [{ reason: "TableWriteKeyRangeThroughputExceeded", resource: arn }],
    },
  });
  const { settings: before } = new Asked("PAY_PER_REQUEST", [table(0)], { asOf: "2025-08-01" });
  expect(throttleRefusal(throttle, arn, before)).not.toHaveProperty("details");
});

it("dynamodb.throttle.errors: are four, by mode and cause", () => {
  const said = (mode: BillingMode, cause: Parameters<typeof throttleRefusal>[0]["cause"]) =>
    throttleRefusal({ index: null, kind: "read", cause }, arn, { mode, saysReasons: true }).code;
  expect(said("PROVISIONED", "ProvisionedThroughputExceeded")).toBe(
    "ProvisionedThroughputExceededException",
  );
  expect(said("PROVISIONED", "KeyRangeThroughputExceeded")).toBe(
    "ProvisionedThroughputExceededException",
  );
  expect(said("PAY_PER_REQUEST", "KeyRangeThroughputExceeded")).toBe("ThrottlingException");
  expect(said("PAY_PER_REQUEST", "MaxOnDemandThroughputExceeded")).toBe("ThrottlingException");
  expect(said("PAY_PER_REQUEST", "AccountLimitExceeded")).toBe("RequestLimitExceeded");
});

it("dynamodb.capacity.switch-to-on-demand: has half of what was provisioned for its previous peak", () => {
  const asked = new Asked("PROVISIONED", [table(9_000)]).after(minutes(1));
  const after = capacityOf("PAY_PER_REQUEST", [table(9_000)]);
  asked.capacity = capacityAfter(asked.capacity, asked.settings, after, asked.now);
  asked.settings = after;
  const taken = asked.ask(30_000, (number) => write(1, spread(number)));
  expect([taken > 8_700, taken <= 9_000]).toEqual([true, true]);
});

it("dynamodb.capacity.change: keeps what an index has, and gives a larger table its partitions", () => {
  const index = { name: "byDate", read: 5, write: 5 };
  const asked = new Asked("PROVISIONED", [table(10), { ...index, name: "gone" }, index]);
  asked.ask(5, () => write(1, 0, 1));
  const after = capacityOf("PROVISIONED", [table(4_000), index]);
  asked.capacity = capacityAfter(asked.capacity, asked.settings, after, asked.now);
  asked.settings = after;
  expect(asked.ask(1, () => write(1, 0, 0))).toBe(0);
  expect(asked.partitions()).toBe(6);
});

it("dynamodb.billing.provisioned-time: counts units by the time that they were provisioned", () => {
  const asked = new Asked("PROVISIONED", [table(10)]).after(seconds(60));
  const after = capacityOf("PROVISIONED", [table(20)]);
  asked.capacity = capacityAfter(asked.capacity, asked.settings, after, asked.now);
  asked.settings = after;
  asked.after(seconds(30));
  const { BilledProvisionedReadTime, BilledProvisionedWriteTime } = capacityReadings(
    asked.capacity,
    asked.settings,
    asked.now,
  );
  expect([BilledProvisionedReadTime, BilledProvisionedWriteTime]).toEqual([1_200_000, 1_200_000]);
});

/** Requests at random, most of them close together and for one key. */
const requests = fc.array(
  fc.record({
    pause: fc.oneof(
      { weight: 8, arbitrary: fc.nat(20_000) },
      { weight: 1, arbitrary: fc.nat(2_000_000) },
      { weight: 1, arbitrary: fc.constant(400_000_000) },
    ),
    kind: fc.constantFrom("read", "write"),
    units: fc.integer({ min: 1, max: 700 }).map((halves) => halves / 2),
    hash: fc.constantFrom(77, 77, 77, 77, 1, 2 ** 30, 2 ** 31, 2 ** 32 - 1),
    alsoIndex: fc.boolean(),
  }),
  { minLength: 1, maxLength: 150, size: "max" },
);

it("lets in no more over any span than was provisioned, kept and owed", () => {
  fc.assert(
    fc.property(
      requests,
      fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.constant(50_000)),
      (asked, units) => {
        const of = new Asked("PROVISIONED", [table(units), { name: "byDate", read: 7, write: 7 }]);
        const taken: { readonly at: number; readonly units: number; readonly hash: number }[] = [];
        for (const { pause, kind, units: wanted, hash, alsoIndex } of asked) {
          of.after(pause);
          const demands = [{ place: -1, kind, units: wanted, hash } as const];
          const all = alsoIndex ? [...demands, write(1, hash, 0)] : demands;
          if (take(of.capacity, all, of.settings, of.now) !== null) continue;
          if (kind === "write") taken.push({ at: of.now, units: wanted, hash });
        }
        const most = 350;
        taken.forEach(({ at }, first) => {
          let sum = 0;
          for (const each of taken.slice(first)) {
            sum += each.units;
            const span = (each.at - at) / 1_000_000;
            // What was kept, what came, and one request that was larger than that.
            expect(sum).toBeLessThanOrEqual(
              units * 300 + units * span + Math.max(0, most - units * 300) + 1e-6,
            );
          }
        });
        for (const hash of [1, 77]) {
          const ofKey = taken.filter((each) => each.hash === hash);
          ofKey.forEach(({ at }, first) => {
            let sum = 0;
            for (const each of ofKey.slice(first)) {
              sum += each.units;
              expect(sum).toBeLessThanOrEqual(1_000 + ((each.at - at) / 1_000_000) * 1_000 + 1e-6);
            }
          });
        }
        expect(hasPartitionForEachHash(of.capacity)).toBe(true);
        expect(hasNoPartitionAboveItsLimit(of.capacity)).toBe(true);
      },
    ),
    { seed: 4_711, numRuns: 100 },
  );
});
