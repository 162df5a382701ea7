import { milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { QueryOf, ReadItems } from "../protocol.ts";
import { partitionHash } from "../store/partition-hash.ts";
import { byIndex, idAt, keyOf, openTable, putting, writing } from "../test/driven-table.ts";
import type { Item } from "../value/attribute-value.ts";

const item = (id: string, at: number, bytes = 0): Item => ({
  id: { S: id },
  at: { S: `${at}`.padStart(4, "0") },
  ...(bytes === 0 ? {} : { data: { S: "x".repeat(bytes) } }),
});
const atsOf = (items: readonly Item[]) => items.map(({ at }) => Number((at as { S: string }).S));

function filled(items: readonly Item[], indexes: Parameters<typeof openTable>[0] = {}) {
  const table = openTable({ schema: idAt, ...indexes });
  for (const each of items) table.ask(writing(keyOf(each, idAt), putting(each)));
  return table;
}

const reading = (of: ReadItems["of"], rest: Partial<ReadItems> = {}): ReadItems => ({
  type: "readItems",
  index: null,
  of,
  limit: null,
  filter: null,
  projection: null,
  isCount: false,
  isWhole: false,
  consistency: "strong",
  ...rest,
});
const queryOf = (id: string, rest: Partial<QueryOf> = {}): QueryOf => ({
  type: "query",
  collection: { key: id, hash: partitionHash(id) },
  range: { from: null, includesFrom: false, to: null, includesTo: false },
  isForward: true,
  after: null,
  ...rest,
});
const all = { type: "scan", from: -(2 ** 31), to: 2 ** 31 - 1, after: null } as const;

function page(table: ReturnType<typeof openTable>, input: ReadItems) {
  const reply = table.ask(input);
  if (reply.type !== "itemsRead") throw new Error(JSON.stringify(reply));
  return reply;
}

describe("dynamodb.table.query-order", () => {
  const table = filled([5, 3, 9, 1, 7].map((at) => item("a", at)));
  const found = (rest: Partial<QueryOf>) => atsOf(page(table, reading(queryOf("a", rest))).items);
  const range = (from: string | null, to: string | null, includes = true) => ({
    range: { from, includesFrom: includes, to, includesTo: includes },
  });

  it("dynamodb.table.query-order: by sort keys, forward and back", () => {
    expect(found({})).toEqual([1, 3, 5, 7, 9]);
    expect(found({ isForward: false })).toEqual([9, 7, 5, 3, 1]);
  });

  it("dynamodb.table.query-order: of a range, with its ends or without", () => {
    expect(found(range("0003", "0007"))).toEqual([3, 5, 7]);
    expect(found(range("0003", "0007", false))).toEqual([5]);
    expect(found({ ...range("0003", null), isForward: false })).toEqual([9, 7, 5, 3]);
    expect(found({ ...range(null, "0007"), isForward: false })).toEqual([7, 5, 3, 1]);
    expect(found({ ...range(null, "0007", false), isForward: false })).toEqual([5, 3, 1]);
  });
});

it("dynamodb.table.scan-order: by the hashes of partition keys, each item in one segment", () => {
  const ids = Array.from({ length: 100 }, (_, place) => `id ${place}`);
  const table = filled(ids.map((id) => item(id, 1)));
  const scanned = (from: number, to: number) =>
    page(table, reading({ ...all, from, to })).items.map(({ id }) => (id as { S: string }).S);
  const whole = scanned(all.from, all.to);
  expect(whole).toEqual([...ids].sort((one, other) => partitionHash(one) - partitionHash(other)));
  expect([...scanned(all.from, -1), ...scanned(0, all.to)]).toEqual(whole);
});

describe("dynamodb.table.pages", () => {
  it("dynamodb.table.pages: end behind the limit, before the filter", () => {
    const table = filled([1, 2, 3, 4].map((at) => item("a", at)));
    const filter = { type: "attribute_exists", path: ["none"] } as const;
    const first = page(table, reading(queryOf("a"), { limit: 3, filter }));
    expect(first).toMatchObject({ items: [], count: 0, scannedCount: 3, last: item("a", 3) });
    const after = keyOf(first.last!, idAt);
    expect(page(table, reading(queryOf("a", { after }))).items).toEqual([item("a", 4)]);
    const back = page(table, reading(queryOf("a", { after, isForward: false })));
    expect(atsOf(back.items)).toEqual([2, 1]);
  });

  it("dynamodb.table.pages: end behind 1 MB, and a scan goes on where it ended", () => {
    const items = Array.from({ length: 10 }, (_, place) => item(`id ${place}`, 1, 300_000));
    const table = filled(items);
    table.advance(seconds(10)); // What was written took much of its throughput.
    const seen: Item[] = [];
    let pages = 0;
    for (let after: ReturnType<typeof keyOf> | null = null; ;) {
      const read = page(table, reading({ ...all, after }));
      seen.push(...read.items);
      pages += 1;
      if (read.last === null) break;
      after = keyOf(read.last, idAt);
    }
    expect([pages, seen.length]).toEqual([3, 10]);
    expect(new Set(seen.map((each) => JSON.stringify(each["id"]))).size).toBe(10);
  });

  it("dynamodb.table.pages: of an index name the keys of both", () => {
    const indexed = (id: string, at: number): Item => ({ ...item(id, at), by: { S: "x" } });
    const table = filled([indexed("a", 1), indexed("b", 1), indexed("c", 1)], {
      indexes: [byIndex()],
    });
    table.advance(milliseconds(10));
    const ids: string[] = [];
    for (let after: QueryOf["after"] = null; ;) {
      const read = page(
        table,
        reading(queryOf("x", { after }), { index: "byBy", limit: 1, consistency: "eventual" }),
      );
      ids.push(...read.items.map(({ id }) => (id as { S: string }).S));
      if (read.last === null) break;
      expect(Object.keys(read.last).sort()).toEqual(["at", "by", "id"]);
      const { key, sort } = keyOf(read.last, idAt);
      after = { sort: "", tie: `${key}\u0000\u0000${sort}` };
    }
    expect(ids).toEqual(["a", "b", "c"]);
  });
});
