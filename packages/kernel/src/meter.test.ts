import { expect, it } from "vitest";
import { start, type Instant } from "./time.ts";
import { Meters } from "./meter.ts";

const unrecorded = () => null;

it("sums what is observed of each metric by itself", () => {
  const meters = Meters.empty(3, unrecorded);
  for (const value of [5, -2, 9, 9]) meters.observe(1, value, start);
  meters.observe(2, 7, start);
  expect(meters.of(0)).toEqual({ count: 0, sum: 0, min: Infinity, max: -Infinity });
  expect(meters.of(1)).toEqual({ count: 4, sum: 21, min: -2, max: 9 });
  expect(meters.of(2)).toEqual({ count: 1, sum: 7, min: 7, max: 7 });
});

it("survives JSON, also where nothing was observed", () => {
  const meters = Meters.empty(2, unrecorded);
  meters.observe(0, 3, start);
  const again = Meters.empty(2, unrecorded);
  again.load(JSON.parse(JSON.stringify(meters.list())) as (number | null)[]);
  again.observe(0, 4, start);
  again.observe(1, 4, start);
  expect(again.of(0)).toEqual({ count: 2, sum: 7, min: 3, max: 4 });
  expect(again.of(1)).toEqual({ count: 1, sum: 4, min: 4, max: 4 });
});

it("hands every value to its recorder, which a copy has only where it is told so", () => {
  const recorded: [number, number][] = [];
  const meters = Meters.empty(2, (metric) => ({
    record: (value) => recorded.push([metric, value]),
  }));
  meters.observe(1, 5, start);
  meters.copy(true).observe(0, 6, start);
  const silent = meters.copy(false);
  silent.observe(0, 7, start);
  expect(recorded).toEqual([
    [1, 5],
    [0, 6],
  ]);
  expect(silent.of(0).sum).toBe(7);
  expect(meters.of(0).count).toBe(0);
});

it("knows each value of the last minutes from the first question about them on, in copies and snapshots too", () => {
  const meters = Meters.empty(1, () => null);
  const at = (second: number): Instant => (second * 1e6) as Instant;
  meters.observe(0, 9, at(1));
  expect(meters.measure(0, 0, at(1), true)).toMatchObject({ count: 0 });
  meters.observe(0, 5, at(2));
  meters.observe(0, 3, at(3));
  const copy = meters.copy(false);
  const loaded = Meters.empty(1, () => null);
  loaded.loadWatches(meters.listWatches());
  meters.observe(0, 7, at(4));
  expect(meters.measure(0, 0, at(4), true)).toMatchObject({ count: 3, values: [5, 3, 7] });
  for (const other of [copy, loaded]) {
    expect(other.measure(0, 0, at(4), true)).toMatchObject({ count: 2, values: [5, 3] });
  }
  meters.observe(0, 1, at(4 * 60));
  expect(meters.measure(0, 0, at(4 * 60), true)).toEqual({ count: 3, sum: 15, min: 3, max: 7 });
});
