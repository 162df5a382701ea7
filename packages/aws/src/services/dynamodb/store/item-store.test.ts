import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enterEpoch, newEpoch, slab } from "@orrery/kernel";
import type { StoredItem } from "./stored-item.ts";
import {
  collectionOf,
  emptyStore,
  putStored,
  removeStored,
  scanStore,
  storedAt,
  walkCollection,
  wholeStore,
  type ItemStore,
} from "./item-store.ts";
import { partitionHash } from "./partition-hash.ts";

const keyOf = (number: number) => `key ${number}`;
const collectionKey = (key: string) => ({ key, hash: partitionHash(key) });
const storedOf = (
  at: ReturnType<typeof collectionKey>,
  sort: string,
  tie: string,
  size: number,
): StoredItem => ({
  ...at,
  sort,
  tie,
  item: {},
  size,
});

interface Expected {
  readonly key: string;
  readonly stored: StoredItem;
}
const nameOf = (key: string, { sort, tie }: Pick<StoredItem, "sort" | "tie">) =>
  `${key}/${sort}/${tie}`;

/** All items in the order of a scan, as a sort of a list finds it. */
const inOrder = (expected: ReadonlyMap<string, Expected>): readonly string[] =>
  [...expected.values()]
    .sort(
      (one, other) =>
        partitionHash(one.key) - partitionHash(other.key) ||
        (one.key < other.key ? -1 : one.key > other.key ? 1 : 0) ||
        (one.stored.sort < other.stored.sort ? -1 : one.stored.sort > other.stored.sort ? 1 : 0) ||
        (one.stored.tie < other.stored.tie ? -1 : 1),
    )
    .map(({ key, stored }) => nameOf(key, stored));

function scanned(store: ItemStore): readonly string[] {
  const names: string[] = [];
  scanStore(store, wholeStore, (stored) => names.push(nameOf(stored.key, stored)) > 0);
  return names;
}

describe("the store of items", () => {
  it("does what a sorted list does, across forks", () => {
    const step = fc.record({
      key: fc.nat(60).map(keyOf),
      sort: fc.nat(90).map(String),
      tie: fc.constantFrom("", "a"),
      size: fc.nat(1_000),
      does: fc.constantFrom("put", "put", "put", "remove", "fork"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600, size: "max" }), (steps) => {
        const holder = slab.empty<{ store: ItemStore }>();
        const id = slab.insert(holder, { store: emptyStore() });
        const expected = new Map<string, Expected>();
        for (const { key, sort, tie, size, does } of steps) {
          const { store } = slab.edit(holder, id)!;
          const at = collectionKey(key);
          const before = storedAt(store, { ...at, sort, tie });
          const name = nameOf(key, { sort, tie });
          expect(before).toEqual(expected.get(name)?.stored);
          if (does === "put") {
            const stored = storedOf(at, sort, tie, size);
            putStored(store, stored, before);
            expected.set(name, { key, stored });
          } else if (does === "remove" && before !== undefined) {
            removeStored(store, before);
            expected.delete(name);
          } else if (does === "fork") {
            const names = scanned(store);
            const [epoch, kept] = [newEpoch(), { ...store }];
            const back = enterEpoch(epoch);
            for (let more = 0; more < 40; more += 1) {
              const other = storedOf(collectionKey(keyOf(more)), `${more}`, "b", 1);
              putStored(kept, other, undefined);
            }
            enterEpoch(back);
            expect(scanned(store)).toEqual(names);
            enterEpoch(newEpoch());
          }
        }
        const { store } = slab.edit(holder, id)!;
        const all = [...expected.values()];
        expect(store.items).toBe(all.length);
        expect(store.bytes).toBe(all.reduce((sum, { stored }) => sum + stored.size, 0));
        expect(scanned(store)).toEqual(inOrder(expected));
      }),
      { seed: 20261128, numRuns: 150 },
    );
  });

  it("walks the items of a key from any place, in both directions", () => {
    const store = emptyStore();
    const at = collectionKey("one");
    const sorts = Array.from({ length: 3_000 }, (_, number) =>
      `${(number * 7_919) % 3_000}`.padStart(4, "0"),
    );
    for (const sort of sorts) putStored(store, storedOf(at, sort, "", 1), undefined);
    const collection = collectionOf(store, at)!;
    const walked = (sort: string | null, isForward: boolean, count: number, includes = false) => {
      const found: string[] = [];
      walkCollection(collection, {
        from: sort === null ? null : { sort, tie: "" },
        includesFrom: includes,
        isForward,
        visit: (stored) => found.push(stored.sort) < count,
      });
      return found;
    };
    const ordered = [...sorts].sort();
    expect(walked(null, true, 3_000)).toEqual(ordered);
    expect(walked(null, false, 3_000)).toEqual([...ordered].reverse());
    expect(walked("1499", true, 3)).toEqual(["1500", "1501", "1502"]);
    expect(walked("1499", false, 3)).toEqual(["1498", "1497", "1496"]);
    expect(walked("1499", true, 2, true)).toEqual(["1499", "1500"]);
    expect(walked("1499", false, 2, true)).toEqual(["1499", "1498"]);
    expect(walked("1499x", false, 2, true)).toEqual(["1499", "1498"]);
    expect(walked("1499x", true, 2)).toEqual(["1500", "1501"]);
    expect(walked("1499x", false, 2)).toEqual(["1499", "1498"]);
  });

  it("goes on with a scan behind a key that is gone", () => {
    const store = emptyStore();
    for (let number = 0; number < 1_000; number += 1) {
      putStored(store, storedOf(collectionKey(keyOf(number)), "", "", 1), undefined);
    }
    const all = scanned(store);
    const key = all[499]!.split("/")[0]!;
    removeStored(store, storedOf(collectionKey(key), "", "", 1));
    const rest: string[] = [];
    const after = { ...collectionKey(key), place: { sort: "", tie: "" } };
    scanStore(store, { ...wholeStore, after }, (stored) =>
      Boolean(rest.push(nameOf(stored.key, stored))),
    );
    expect(rest).toEqual(all.slice(500));
  });

  it("scans each item in one of several segments", () => {
    const store = emptyStore();
    for (let number = 0; number < 1_000; number += 1) {
      putStored(store, storedOf(collectionKey(keyOf(number)), "", "", 1), undefined);
    }
    const names: string[] = [];
    for (const [from, to] of [
      [-(2 ** 31), -(2 ** 30)],
      [-(2 ** 30) + 1, 5],
      [6, 2 ** 31 - 1],
    ] as const) {
      scanStore(store, { after: null, from, to }, (stored) =>
        Boolean(names.push(nameOf(stored.key, stored))),
      );
    }
    expect(names).toEqual(scanned(store));
  });
});
