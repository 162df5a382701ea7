import { milliseconds, ring, seconds, slab } from "@orrery/kernel";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { capacityOf } from "../capacity/config.ts";
import { firstHash, lastHash } from "../store/partition-hash.ts";
import {
  byIndex,
  keyOf,
  openTable,
  putting,
  writing,
  type DrivenTable,
} from "../test/driven-table.ts";
import type { Item } from "../value/attribute-value.ts";
import { tableMachine } from "./machine.ts";

afterEach(() => vi.restoreAllMocks());

interface Write {
  readonly id: string;
  /** What the index finds the item by; `null`: nothing. */
  readonly by: string | null;
  readonly isDeletion: boolean;
  /** How long after the one before it. */
  readonly pause: number;
}

const writes: fc.Arbitrary<readonly Write[]> = fc.array(
  fc.record({
    id: fc.constantFrom("a", "b", "c"),
    by: fc.constantFrom(null, "x", "y", "z"),
    isDeletion: fc.boolean(),
    pause: fc.constantFrom(0, 0, 5, 20),
  }),
  { minLength: 1, maxLength: 24, size: "max" },
);

const indexes = [byIndex(), byIndex({ name: "keys", projection: { type: "KEYS_ONLY" } })];
// So little that some writes are refused for want of an index's units.
const capacity = capacityOf("PROVISIONED", [
  { name: null, read: 100, write: 1_000 },
  { name: "byBy", read: 100, write: 12 },
  { name: "keys", read: 100, write: 1_000 },
]);

/** Everything in the table, or in one of its indexes. */
function scanned(table: DrivenTable, index: string | null): readonly Item[] {
  const reply = table.ask({
    type: "readItems",
    index,
    of: { type: "scan", from: firstHash, to: lastHash, after: null },
    limit: null,
    filter: null,
    projection: null,
    isCount: false,
    isWhole: index === null,
    consistency: index === null ? "strong" : "eventual",
  });
  if (reply.type !== "itemsRead") throw new Error(JSON.stringify(reply));
  return reply.items;
}

const inOrder = (items: readonly Item[]): readonly string[] =>
  items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();

/** What of a table and its indexes cannot be after these writes; `null`: all of it can. */
function wrongAfter(all: readonly Write[]): string | null {
  const table = openTable({ indexes, capacity });
  const expected = new Map<string, Item>();
  all.forEach(({ id, by, isDeletion, pause }, number) => {
    table.advance(milliseconds(pause));
    const item = {
      id: { S: id },
      n: { N: `${number}` },
      ...(by === null ? {} : { by: { S: by } }),
    };
    const action = isDeletion ? ({ do: "delete" } as const) : putting(item);
    const { type } = table.ask(writing(keyOf(item), action));
    if (type !== "itemWritten") return;
    if (isDeletion) expected.delete(id);
    else expected.set(id, item);
  });
  table.advance(seconds(1));
  const items = [...expected.values()];
  const found = items.filter((item) => "by" in item);
  const keys = found.map(({ id, by }) => ({ id: id!, by: by! }));
  const differs = (index: string | null, of: readonly Item[]) =>
    inOrder(scanned(table, index)).join() === inOrder(of).join() ? null : `${index ?? "the table"}`;
  return differs(null, items) ?? differs("byBy", found) ?? differs("keys", keys);
}

const runs = { numRuns: 40, seed: 20_261_129 };

describe("indexes, once they have caught up", () => {
  it("dynamodb.table.index-lag: have what the table has of them, no write lost or twice, refused ones left out", () => {
    fc.assert(
      fc.property(writes, (all) => {
        expect(wrongAfter(all)).toBeNull();
      }),
      runs,
    );
  });

  const { transition } = tableMachine;
  type Given = Parameters<typeof transition>;
  const defects: readonly (readonly [string, (...given: Given) => void])[] = [
    [
      "a write that an index never gets",
      ({ laggingOrder, lagging }) => {
        if (laggingOrder.size > 2) slab.remove(lagging, ring.shift(laggingOrder));
      },
    ],
    [
      "writes that indexes get out of order",
      ({ laggingOrder }) => {
        if (laggingOrder.size > 1) ring.push(laggingOrder, ring.shift(laggingOrder));
      },
    ],
  ];
  it.each(defects)("are found out with %s", (_, plant) => {
    vi.spyOn(tableMachine, "transition").mockImplementation((...given) => {
      plant(...given);
      return transition(...given);
    });
    const { failed } = fc.check(
      fc.property(writes, (all) => wrongAfter(all) === null),
      { ...runs, numRuns: 200, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
