import { afterEach, beforeEach, expect, it } from "vitest";
import { enterEpoch, newEpoch } from "./collections/epoch.ts";
import { noSlot } from "./slot-key.ts";
import type { Instant } from "./time.ts";
import { EventQueue } from "./event-queue.ts";
import { cancelTimerIn, cancelTimers, lowTimers, setTimerIn, TimerTable } from "./timer-table.ts";

let queue: EventQueue;
let before: number;

beforeEach(() => {
  queue = new EventQueue();
  before = enterEpoch(newEpoch());
});
afterEach(() => void enterEpoch(before));

/** Sets the timer at `index` of a table, and gives the slot of its event. */
function set(table: TimerTable, index: number): number {
  const slot = queue.place(0 as Instant, 0, 0, index, null, -1);
  table.set(index, slot);
  return slot;
}

it("knows the event of each index, on whichever page it lies", () => {
  const table = new TimerTable();
  const indexes = [0, 1, 63, 64, 65, 127, 128, 1_000];
  const slots = indexes.map((index) => set(table, index));
  expect(table.list()).toEqual(slots);
  table.clear(64);
  expect(table.list()).toEqual(slots.filter((_, place) => place !== 3));
  const unset = [64, 2, 62, 66, 126, 129, 999, 5_000];
  expect(unset.map((index) => table.slotOf(index))).toEqual(unset.map(() => noSlot));
  expect(table.slotOf(128)).toBe(slots[6]);
});

it("copies a page of an earlier epoch before it writes, and one of its own never", () => {
  const table = new TimerTable();
  const slots = [set(table, 3), set(table, 4)];
  const copy = table.copy();
  enterEpoch(newEpoch());
  const others = [set(copy, 3), set(copy, 70)];
  expect(table.list()).toEqual(slots);
  expect(copy.list()).toEqual([others[0], slots[1], others[1]]);
  enterEpoch(newEpoch());
  const later = set(table, 4);
  expect([table.list(), copy.list()[1]]).toEqual([[slots[0], later], slots[1]]);
});

it("has the events of low indexes among the numbers of a component, and those above in tables", () => {
  const component = {
    numbers: new Array<number>(2 * lowTimers + 3).fill(noSlot),
    timers: [null, null] as (TimerTable | null)[],
  };
  const setIn = (timer: number, index: number) => {
    const slot = queue.place(0 as Instant, 0, 0, index, null, -1);
    setTimerIn(component, timer, index, slot);
  };
  for (const timer of [0, 1])
    for (const index of [0, lowTimers - 1, lowTimers, 500]) setIn(timer, index);
  expect(component.numbers.slice(2 * lowTimers)).toEqual([noSlot, noSlot, noSlot]);
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
