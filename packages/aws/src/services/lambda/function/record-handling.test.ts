import { expect, it } from "vitest";
import { follow, type Handling } from "./record-handling.ts";

/** Records that are followed, and a list of what was handled whenever somebody looks. */
function followed(count = 3) {
  const records = Array.from({ length: count }, (_, place) => `r${place}`);
  const handling: Handling = { place: null };
  follow(records, handling);
  const seen: (number | null)[] = [];
  return { records, seen, look: () => seen.push(handling.place) };
}

it("knows the record in a loop over records, and none before and after", () => {
  const { records, seen, look } = followed();
  look();
  for (const record of records) {
    expect(record).toBe(`r${seen.length - 1}`);
    look();
  }
  look();
  expect(seen).toEqual([null, 0, 1, 2, null]);
});

it("knows it in loops over entries and values, which give what they always do", () => {
  const { records, seen, look } = followed(2);
  const entries: (readonly [number, string])[] = [];
  for (const entry of records.entries()) {
    entries.push(entry);
    look();
  }
  for (const _ of records.values()) look();
  expect(entries).toEqual([
    [0, "r0"],
    [1, "r1"],
  ]);
  expect(seen).toEqual([0, 1, 0, 1]);
});

it("knows of none once a loop is left", () => {
  const { records, seen, look } = followed();
  for (const _ of records) {
    look();
    break;
  }
  look();
  try {
    for (const _ of records) throw new Error("left");
  } catch {
    look();
  }
  const [first] = records;
  look();
  expect([first, ...records]).toEqual(["r0", "r0", "r1", "r2"]);
  look();
  expect(seen).toEqual([0, null, null, null, null]);
});

it("counts a loop in a loop as the innermost, and then the other again", () => {
  const { records, seen, look } = followed(2);
  for (const _ of records) {
    for (const __ of records) look();
    look();
  }
  expect(seen).toEqual([0, 1, 0, 0, 1, 1]);
});

it("is an array like any other to a script", () => {
  const { records, seen, look } = followed(2);
  records.map(look);
  look();
  expect(seen).toEqual([null, null, null]);
  expect(Object.keys(records)).toEqual(["0", "1"]);
  expect(JSON.stringify(records)).toBe('["r0","r1"]');
  expect(Array.isArray(records)).toBe(true);
});
