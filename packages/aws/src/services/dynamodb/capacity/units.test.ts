import { expect, it } from "vitest";
import { indexWriteUnits, readUnits, writeUnits } from "./units.ts";

it("dynamodb.capacity.read-units: takes one for each 4 KB, half of it eventually, two in a transaction", () => {
  expect([0, 1, 4_096, 4_097, 10_240].map((bytes) => readUnits(bytes, "strong"))).toEqual([
    1, 1, 1, 2, 3,
  ]);
  expect(readUnits(8_192, "eventual")).toBe(1);
  expect(readUnits(4_097, "transactional")).toBe(4);
});

it("dynamodb.capacity.missing-item: takes the smallest unit of its kind", () => {
  expect(readUnits(0, "eventual")).toBe(0.5);
  expect(readUnits(0, "strong")).toBe(1);
  expect(readUnits(0, "transactional")).toBe(2);
  expect(writeUnits(0, "plain")).toBe(1);
});

it("dynamodb.capacity.write-units: takes one for each KB, two in a transaction", () => {
  expect([1, 1_024, 1_025, 409_600].map((bytes) => writeUnits(bytes, "plain"))).toEqual([
    1, 1, 2, 400,
  ]);
  expect(writeUnits(1_025, "transactional")).toBe(4);
});

it("dynamodb.capacity.index-writes: takes what the index is changed by", () => {
  expect(indexWriteUnits(null, null, "none")).toBe(0);
  expect(indexWriteUnits(null, 1_500, "key")).toBe(2);
  expect(indexWriteUnits(1_500, null, "key")).toBe(2);
  expect(indexWriteUnits(1_000, 1_500, "key")).toBe(3);
  expect(indexWriteUnits(1_000, 1_500, "projected")).toBe(2);
  expect(indexWriteUnits(1_000, 1_000, "none")).toBe(0);
});
