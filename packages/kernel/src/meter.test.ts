import { expect, it } from "vitest";
import type { Component } from "./component.ts";
import { start, type Instant } from "./time.ts";
import {
  copyWatches,
  emptyMeter,
  listMeters,
  listWatches,
  loadMeters,
  measure,
  meterOf,
  observe,
  watchesFrom,
  type Recorder,
} from "./meter.ts";

/** A component with so many metrics, behind other numbers. */
function metered(metrics: number, recorders: readonly (Recorder | null)[] | null = null) {
  const names = Array.from({ length: metrics }, (_, metric) => `Metric${metric}`);
  const numbers = [7, ...names.flatMap(() => emptyMeter), 8];
  const watches: Component["watches"] = null;
  return { numbers, metersFrom: 1, recorders, watches, machine: { metrics: { names } } } as Pick<
    Component,
    "numbers" | "metersFrom" | "recorders"
  > & { watches: Component["watches"]; machine: { metrics: { names: string[] } } };
}

it("sums what is observed of each metric by itself", () => {
  const component = metered(3);
  for (const value of [5, -2, 9, 9]) observe(component, 1, value, start);
  observe(component, 2, 7, start);
  expect(meterOf(component, 0)).toEqual({ count: 0, sum: 0, min: Infinity, max: -Infinity });
  expect(meterOf(component, 1)).toEqual({ count: 4, sum: 21, min: -2, max: 9 });
  expect(meterOf(component, 2)).toEqual({ count: 1, sum: 7, min: 7, max: 7 });
  expect([component.numbers[0], component.numbers.at(-1)]).toEqual([7, 8]);
});

it("survives JSON, also where nothing was observed", () => {
  const component = metered(2);
  observe(component, 0, 3, start);
  const again = metered(2);
  loadMeters(again, JSON.parse(JSON.stringify(listMeters(component))) as (number | null)[]);
  observe(again, 0, 4, start);
  observe(again, 1, 4, start);
  expect(meterOf(again, 0)).toEqual({ count: 2, sum: 7, min: 3, max: 4 });
  expect(meterOf(again, 1)).toEqual({ count: 1, sum: 4, min: 4, max: 4 });
});

it("hands every value to its recorder, where the metric has one", () => {
  const recorded: number[] = [];
  const component = metered(2, [null, { record: (value) => recorded.push(value) }]);
  observe(component, 1, 5, start);
  observe(component, 0, 6, start);
  expect(recorded).toEqual([5]);
  expect(meterOf(component, 0).sum).toBe(6);
});

it("knows each value of the last minutes from the first question about them on, in copies and snapshots too", () => {
  const component = metered(1);
  const at = (second: number): Instant => (second * 1e6) as Instant;
  observe(component, 0, 9, at(1));
  expect(measure(component, 0, 0, at(1), true)).toMatchObject({ count: 0 });
  observe(component, 0, 5, at(2));
  observe(component, 0, 3, at(3));
  const copy = { ...component, watches: copyWatches(component) };
  const loaded = { ...component, watches: watchesFrom(listWatches(component)) };
  observe(component, 0, 7, at(4));
  expect(measure(component, 0, 0, at(4), true)).toMatchObject({ count: 3, values: [5, 3, 7] });
  for (const other of [copy, loaded]) {
    expect(measure(other, 0, 0, at(4), true)).toMatchObject({ count: 2, values: [5, 3] });
  }
  observe(component, 0, 1, at(4 * 60));
  expect(measure(component, 0, 0, at(4 * 60), true)).toEqual({ count: 3, sum: 15, min: 3, max: 7 });
});
