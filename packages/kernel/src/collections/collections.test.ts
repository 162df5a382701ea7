import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enterEpoch, newEpoch } from "./epoch.ts";
import { ownFields } from "./own.ts";
import * as ring from "./ring.ts";
import * as slab from "./slab.ts";
import type { SlabId } from "./slab.ts";
import * as table from "./table.ts";
import * as vector from "./vector.ts";

const many = { seed: 20261124, numRuns: 200 };

describe("slab", () => {
  it("keeps records under their ids, and forgets an id for good once its record is removed", () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("insert" as const) }),
      fc.record({ do: fc.constant("remove" as const), nth: fc.nat() }),
      fc.record({ do: fc.constant("edit" as const), nth: fc.nat() }),
      fc.record({ do: fc.constant("fork" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
        let records = slab.empty<{ value: number }>();
        const expected = new Map<SlabId, number>();
        const ids: SlabId[] = [];
        let count = 0;
        for (const step of steps) {
          switch (step.do) {
            case "insert": {
              count += 1;
              const id = slab.insert(records, { value: count });
              expect(expected.has(id)).toBe(false);
              expect(ids.includes(id)).toBe(false);
              ids.push(id);
              expected.set(id, count);
              break;
            }
            case "remove": {
              const id = ids[step.nth % ids.length];
              if (id !== undefined) expect(slab.remove(records, id)).toBe(expected.delete(id));
              break;
            }
            case "edit": {
              const id = ids[step.nth % ids.length];
              if (id === undefined) break;
              const record = slab.edit(records, id);
              expect(record?.value).toBe(expected.get(id));
              if (record === undefined) break;
              record.value = -record.value;
              expected.set(id, record.value);
              break;
            }
            case "fork": {
              const original = records;
              const before = JSON.stringify(original);
              enterEpoch(newEpoch());
              records = ownFields({ records }).records;
              const scratch = slab.idAt(records, 0);
              if (scratch !== undefined) slab.edit(records, scratch)!.value += 1;
              slab.insert(records, { value: 0 });
              expect(JSON.stringify(original)).toBe(before);
              enterEpoch(newEpoch());
              records = ownFields({ records: original }).records;
              break;
            }
          }
          expect(records.size).toBe(expected.size);
          // One expectation of all: each of its own costs more than what it looks at.
          expect(ids.find((id) => slab.read(records, id)?.value !== expected.get(id))).toBe(
            undefined,
          );
          expect(slab.list(records).length).toBe(expected.size);
        }
      }),
      many,
    );
  });

  const fill = (records: slab.Slab<{ value: number }>, count: number) =>
    Array.from({ length: count }, (_, value) => slab.insert(records, { value }));
  const valuesOf = (records: slab.Slab<{ value: number }>, ids: readonly SlabId[]) =>
    ids.map((id) => slab.read(records, id)?.value);

  it("removes a record of a full chunk from no other chunk, slab or fork", () => {
    const [one, other] = [slab.empty<{ value: number }>(), slab.empty<{ value: number }>()];
    const ids = fill(one, 200);
    fill(other, 200);
    const all = valuesOf(one, ids);
    const others = all.map((value) => (value === 3 ? undefined : value));
    enterEpoch(newEpoch());
    const fork = ownFields({ one }).one;
    expect(slab.remove(fork, ids[3]!)).toBe(true);
    expect(valuesOf(fork, ids)).toEqual(others);
    expect(valuesOf(one, ids)).toEqual(all);
    expect(valuesOf(other, ids)).toEqual(all);
    expect(slab.insert(fork, { value: 0 })).not.toBe(ids[3]);
    expect(valuesOf(fork, ids)).toEqual(others);
    expect(fill(slab.empty(), 200)).toEqual(ids);
  });

  it("forgets an id for good also when its chunk is filled afterwards", () => {
    const records = slab.empty<{ value: number }>();
    const ids = fill(records, 10);
    for (const id of ids) slab.remove(records, id);
    const later = fill(records, 130);
    expect(valuesOf(records, ids)).toEqual(ids.map(() => undefined));
    expect(valuesOf(records, later)).toEqual(later.map((_, value) => value));
  });

  it("gives a removed record's slot to the next one under another id", () => {
    const records = slab.empty<{ name: string }>();
    const first = slab.insert(records, { name: "a" });
    slab.remove(records, first);
    const second = slab.insert(records, { name: "b" });
    expect(slab.slotOf(second)).toBe(slab.slotOf(first));
    expect(slab.read(records, first)).toBeUndefined();
    expect(slab.idAt(records, slab.slotOf(first))).toBe(second);
  });

  it("gives the record of a slot to write on, near and far, in a fork for that fork alone", () => {
    const original = slab.empty<{ value: number }>();
    const ids = fill(original, 200);
    const places = [0, 3, 63, 64, 199];
    slab.remove(original, ids[3]!);
    slab.remove(original, ids[199]!);
    enterEpoch(newEpoch());
    const fork = ownFields({ original }).original;
    for (const place of places) {
      const record = slab.editAt(fork, slab.slotOf(ids[place]!));
      if (record !== undefined) record.value = -1;
    }
    const editedIn = (records: slab.Slab<{ value: number }>) =>
      places.map((place) => slab.read(records, ids[place]!)?.value);
    expect(editedIn(fork)).toEqual([-1, undefined, -1, -1, undefined]);
    expect(editedIn(original)).toEqual([0, undefined, 63, 64, undefined]);
    expect([slab.editAt(fork, 200), slab.editAt(fork, 5_000)]).toEqual([undefined, undefined]);
    expect(slab.editAt(slab.empty(), 0)).toBeUndefined();
  });

  it("takes the first slots that are free, and then the lowest, in a fork too", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_999), { maxLength: 120 }), fc.boolean(), (removed, isFork) => {
        const filled = slab.empty<{ value: number }>();
        const ids = fill(filled, 9_000);
        const records = isFork ? ownFields({ records: filled }).records : filled;
        if (isFork) enterEpoch(newEpoch());
        // Some of the first, some of one chunk, and some beyond the bits of one word of chunks.
        const places = removed.map((place) => (place % 3 === 0 ? place % 130 : place));
        const free = new Set(places.filter((place) => place < 9_000));
        for (const place of free) expect(slab.remove(records, ids[place]!)).toBe(true);
        const lowest = [...free].sort((one, other) => one - other);
        const first = lowest.filter((slot) => slot < 64);
        const slots = fill(records, free.size + 2).map((id) => slab.slotOf(id));
        expect(slots.slice(0, first.length).sort((one, other) => one - other)).toEqual(first);
        expect(slots.slice(first.length)).toEqual([...lowest.slice(first.length), 9_000, 9_001]);
        expect(slab.list(filled)).toHaveLength(isFork ? 9_000 : 9_002);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps no record for ever: now and then one is made anew, so that those of a backlog go", () => {
    const records = slab.empty<{ value: number }>();
    const first = { value: 0 };
    let record: { value: number } = first;
    let times = 0;
    while (record === first) {
      slab.releaseAt(records, slab.slotOf(slab.insert(records, record)));
      record = slab.spare(records) ?? { value: 1 };
      times += 1;
    }
    expect(times).toBe(64);
  });

  it.each([
    [2 ** 27 - 3, true],
    [2 ** 27 - 2, false],
  ])(
    "gives a slot up once its generations are over: after number %d it is reused: %s",
    (generation, isReused) => {
      const records = slab.empty<{ name: string }>();
      slab.insert(records, { name: "a" });
      // Nobody waits for so many.
      records.near[1] = generation;
      const last = slab.idAt(records, 0)!;
      expect(slab.remove(records, last)).toBe(true);
      const next = slab.insert(records, { name: "b" });
      expect(slab.slotOf(next)).toBe(isReused ? 0 : 1);
      expect(slab.read(records, last)).toBeUndefined();
      expect([records.size, records.slots]).toEqual([1, isReused ? 1 : 2]);
    },
  );

  it("gives released records to whoever needs one, each once, and to a fork none of them", () => {
    const records = slab.empty<{ value: number }>();
    const ids = [1, 2, 3].map((value) => slab.insert(records, { value }));
    expect(slab.spare(records)).toBeUndefined();
    const released = slab.read(records, ids[1]!);
    slab.releaseAt(records, slab.slotOf(ids[1]!));
    expect(slab.read(records, ids[1]!)).toBeUndefined();
    const fork = ownFields({ records }).records;
    enterEpoch(newEpoch());
    const forked = slab.spare(fork)!;
    forked.value = 9;
    expect(released).toEqual({ value: 2 });
    expect(slab.spare(fork)).toBeUndefined();
    const again = slab.insert(fork, forked);
    expect(slab.read(fork, again)).toEqual({ value: 9 });
    expect(slab.list(records)).toEqual([{ value: 1 }, { value: 3 }]);
    expect(records.spares).toHaveLength(1);
  });
});

describe("ring", () => {
  it("gives numbers back in the order they came, across forks", () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("push" as const), count: fc.nat(200) }),
      fc.record({ do: fc.constant("shift" as const), count: fc.nat(200) }),
      fc.record({ do: fc.constant("fork" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        let numbers = ring.empty();
        const expected: number[] = [];
        let next = 0;
        for (const step of steps) {
          if (step.do === "fork") {
            const original = numbers;
            const before = JSON.stringify(original);
            enterEpoch(newEpoch());
            numbers = ownFields({ numbers }).numbers;
            for (let count = 0; count < 150; count += 1) ring.push(numbers, -1);
            for (let count = 0; count < 150; count += 1) ring.shift(numbers);
            expect(JSON.stringify(original)).toBe(before);
            enterEpoch(newEpoch());
            numbers = ownFields({ numbers: original }).numbers;
            continue;
          }
          for (let count = 0; count < step.count; count += 1) {
            if (step.do === "push") {
              expected.push(next);
              ring.push(numbers, next);
              next += 1;
            } else if (expected.length > 0) {
              const [peeked, shifted] = [ring.peek(numbers), ring.shift(numbers)];
              const first = expected.shift();
              if (peeked !== first || shifted !== first) expect([peeked, shifted]).toBe(first);
            }
          }
          expect(numbers.size).toBe(expected.length);
          expect(ring.list(numbers)).toEqual(expected);
        }
      }),
      many,
    );
  });

  it("keeps memory in proportion to what waits", () => {
    const numbers = ring.empty();
    for (let number = 0; number < 100_000; number += 1) {
      ring.push(numbers, number);
      if (number >= 10) ring.shift(numbers);
    }
    expect(numbers.chunks.length).toBeLessThan(200);
  });

  it("has nothing to give when it is empty", () => {
    expect(ring.peek(ring.empty())).toBe(-1);
    expect(() => ring.shift(ring.empty())).toThrow("a number is to be taken from an empty ring");
  });
});

describe("table", () => {
  const key = fc.oneof(
    fc.constantFrom("42", "__proto__", "constructor", "", "é", "a", "b", "c"),
    fc.nat(40).map((number) => `key ${number}`),
  );

  it("tells two keys of one hash apart", () => {
    const pairs = table.empty<number>();
    // Texts whose FNV-1a hashes of 32 bits are equal.
    const collisions = [
      ["costarring", "liquid"],
      ["declinate", "macallums"],
      ["altarage", "zinke"],
    ] as const;
    collisions.forEach(([one, other], place) => {
      table.set(pairs, one, place);
      expect(table.get(pairs, one)).toBe(place);
      expect(table.has(pairs, other)).toBe(false);
      expect(table.remove(pairs, other)).toBe(false);
      table.set(pairs, other, -place - 1);
      expect(table.get(pairs, one)).toBe(place);
      expect(table.get(pairs, other)).toBe(-place - 1);
    });
    expect(table.sizeOf(pairs)).toBe(6);
    expect(table.remove(pairs, "costarring")).toBe(true);
    expect(table.get(pairs, "liquid")).toBe(-1);
    const hashes = slab.list(pairs.entries).map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(3);
  });

  it("does what a Map does, in the same order, across forks", () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant("set" as const), key, value: fc.nat() }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), key }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant("setLast" as const), key, value: fc.nat() }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("removeFirst" as const), key }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("fork" as const), key }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
        let values = table.empty<number>();
        const expected = new Map<string, number>();
        for (const step of steps) {
          switch (step.do) {
            case "set":
              table.set(values, step.key, step.value);
              expected.set(step.key, step.value);
              break;
            case "remove":
              expect(table.remove(values, step.key)).toBe(expected.delete(step.key));
              break;
            case "setLast":
              table.setLast(values, step.key, step.value);
              expected.delete(step.key);
              expected.set(step.key, step.value);
              break;
            case "removeFirst": {
              const [first] = expected;
              expect(table.firstValue(values)).toBe(first?.[1]);
              expect(table.removeFirst(values)).toBe(first !== undefined);
              if (first !== undefined) expected.delete(first[0]);
              break;
            }
            case "fork": {
              const original = values;
              const before = JSON.stringify(original);
              enterEpoch(newEpoch());
              values = ownFields({ values }).values;
              table.set(values, step.key, -1);
              table.remove(values, step.key);
              for (let more = 0; more < 20; more += 1) table.set(values, `more ${more}`, more);
              expect(JSON.stringify(original)).toBe(before);
              enterEpoch(newEpoch());
              values = ownFields({ values: original }).values;
              break;
            }
          }
          expect(table.get(values, step.key)).toBe(expected.get(step.key));
          expect(table.has(values, step.key)).toBe(expected.has(step.key));
          expect(table.sizeOf(values)).toBe(expected.size);
        }
        expect(table.list(values)).toEqual([...expected]);
        expect(table.firstKey(values)).toBe([...expected.keys()][0]);
        expect(table.lastKey(values)).toBe([...expected.keys()].at(-1));
        expect(JSON.parse(JSON.stringify(values))).toEqual(values);
      }),
      many,
    );
  });
});

describe("vector", () => {
  it("does what an array of its length does, across forks", () => {
    const step = fc.record({ place: fc.nat(), value: fc.nat(), forks: fc.boolean() });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(step, { maxLength: 100 }),
        (size, steps) => {
          const expected = Array.from({ length: size }, (_, place) => place);
          let values = vector.of(expected);
          for (const { place, value, forks } of steps) {
            if (forks) {
              const original = values;
              enterEpoch(newEpoch());
              values = ownFields({ values }).values;
              vector.set(values, place % size, -1);
              expect(vector.list(original)).toEqual(expected);
              enterEpoch(newEpoch());
              values = ownFields({ values: original }).values;
            }
            vector.set(values, place % size, value);
            expected[place % size] = value;
            expect(vector.at(values, place % size)).toBe(value);
          }
          expect([values.size, vector.list(values)]).toEqual([size, expected]);
        },
      ),
      many,
    );
  });
});
