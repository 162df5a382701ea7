import { afterEach, beforeEach, expect, it } from "vitest";
import { enterEpoch, newEpoch } from "./collections/epoch.ts";
import { noEvent, type EventKey } from "./scheduler.ts";
import type { Instant } from "./time.ts";
import { EventQueue } from "./event-queue.ts";
import { cancelTimerIn, cancelTimers, lowTimers, setTimerIn, TimerTable } from "./timer-table.ts";

const event = (key: number) => key as EventKey;
let before: number;

beforeEach(() => (before = enterEpoch(newEpoch())));
afterEach(() => void enterEpoch(before));

it("knows the event of each index, on whichever page it lies", () => {
  const table = new TimerTable();
  const indexes = [0, 1, 63, 64, 65, 127, 128, 1_000];
  expect(table.get(5_000)).toBe(noEvent);
  indexes.forEach((index, place) => table.set(index, event(100 + place)));
  expect(indexes.map((index) => table.get(index))).toEqual([
    100, 101, 102, 103, 104, 105, 106, 107,
  ]);
  expect([2, 62, 66, 126, 129, 999].map((index) => table.get(index))).toEqual(
    new Array(6).fill(noEvent),
  );
  expect(table.list()).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
  table.set(64, noEvent);
  expect(table.get(64)).toBe(noEvent);
  expect(table.list()).toHaveLength(7);
});

it("copies a page of an earlier epoch before it writes, and one of its own never", () => {
  const table = new TimerTable();
  table.set(3, event(1));
  table.set(4, event(2));
  const copy = table.copy();
  enterEpoch(newEpoch());
  copy.set(3, event(9));
  copy.set(70, event(8));
  expect(table.list()).toEqual([1, 2]);
  expect(copy.list()).toEqual([9, 2, 8]);
  enterEpoch(newEpoch());
  table.set(4, event(7));
  expect([table.get(4), copy.get(4)]).toEqual([7, 2]);
});

it("has the events of low indexes among the numbers of a component, and those above in tables", () => {
  const component = {
    numbers: new Array<number>(2 * lowTimers + 3).fill(noEvent),
    timers: [null, null] as (TimerTable | null)[],
  };
  const queue = new EventQueue();
  const set = (timer: number, index: number) =>
    setTimerIn(component, timer, index, queue.schedule(0 as Instant, 0, 0, index, null, -1));
  for (const timer of [0, 1])
    for (const index of [0, lowTimers - 1, lowTimers, 500]) set(timer, index);
  expect(component.numbers.slice(2 * lowTimers)).toEqual([noEvent, noEvent, noEvent]);
  cancelTimerIn(component, queue, 0, lowTimers - 1);
  cancelTimerIn(component, queue, 1, 500);
  cancelTimerIn(component, queue, 1, 501);
  cancelTimerIn(component, queue, 1, 3);
  expect(queue.list().map(({ argument }) => argument)).toEqual([
    0,
    lowTimers,
    500,
    0,
    lowTimers - 1,
    lowTimers,
  ]);
  cancelTimers(component, queue);
  expect(queue.pending).toBe(0);
  expect(component.timers).toEqual([null, null]);
});
