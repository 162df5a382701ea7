import { currentEpoch } from "./collections/epoch.ts";
import type { EventQueue } from "./event-queue.ts";
import { noSlot } from "./slot-key.ts";

/**
 * How many indexes of each timer have their events among the numbers of the component: one line of the cache, and as
 * many as most have set at once. Those above are in a {@link TimerTable}.
 */
export const lowTimers = 8;

/** What a component has of its timers. */
interface Timed {
  readonly numbers: number[];
  readonly timers: (TimerTable | null)[];
}

// A timer is noted for as long as its event waits; so the slot of the event is enough to cancel it.

/** Notes that the event that has a slot is a timer's. */
export function setTimerIn(component: Timed, timer: number, index: number, slot: number): void {
  if (index < lowTimers) component.numbers[timer * lowTimers + index] = slot;
  else setHighTimer(component, timer, index, slot);
}

function setHighTimer({ timers }: Timed, timer: number, index: number, slot: number): void {
  let table = timers[timer]!;
  if (table === null) timers[timer] = table = new TimerTable();
  table.set(index, slot);
}

/** Notes that a timer is not set. */
export function clearTimerIn({ numbers, timers }: Timed, timer: number, index: number): void {
  if (index < lowTimers) numbers[timer * lowTimers + index] = noSlot;
  else timers[timer]?.clear(index);
}

/** Cancels the event of a timer, where one is set; it is not set any more. */
export function cancelTimerIn(
  component: Timed,
  queue: EventQueue,
  timer: number,
  index: number,
): void {
  if (index >= lowTimers) {
    cancelHighTimer(component, queue, timer, index);
    return;
  }
  const { numbers } = component;
  const slot = numbers[timer * lowTimers + index]!;
  if (slot === noSlot) return;
  numbers[timer * lowTimers + index] = noSlot;
  queue.cancelAt(slot);
}

function cancelHighTimer({ timers }: Timed, queue: EventQueue, timer: number, index: number): void {
  const table = timers[timer]!;
  const slot = table === null ? noSlot : table.slotOf(index);
  if (slot === noSlot) return;
  table.clear(index);
  queue.cancelAt(slot);
}

/** Cancels the events of all timers, none of which is set any more. */
export function cancelTimers({ numbers, timers }: Timed, queue: EventQueue): void {
  for (let place = 0; place < timers.length * lowTimers; place += 1) {
    if (numbers[place] !== noSlot) queue.cancelAt(numbers[place]!);
    numbers[place] = noSlot;
  }
  timers.forEach((table, timer) => {
    for (const slot of table?.list() ?? []) queue.cancelAt(slot);
    timers[timer] = null;
  });
}

// Indexes are slots, below 2²⁶.
const pageBits = 6;
const pageSize = 1 << pageBits;
const pageMask = pageSize - 1;

/** One of an earlier epoch may be shared with a fork. */
interface Page {
  readonly epoch: number;
  readonly slots: number[];
}

const emptySlots: readonly number[] = new Array<number>(pageSize).fill(noSlot);

/** In which slot the event of each set timer of one name is, by index, in pages made when they are first used. */
export class TimerTable {
  private readonly pages: (Page | undefined)[];

  constructor(pages: (Page | undefined)[] = []) {
    this.pages = pages;
  }

  /** The slot of the event of the timer at `index`; {@link noSlot} where none is set. */
  slotOf(index: number): number {
    const page = this.pages[index >> pageBits];
    return page === undefined ? noSlot : page.slots[index & pageMask]!;
  }

  /** Notes in which slot the event of the timer at `index` is. */
  set(index: number, slot: number): void {
    this.pageOf(index).slots[index & pageMask] = slot;
  }

  /** Notes that no timer is set at `index`. */
  clear(index: number): void {
    this.set(index, noSlot);
  }

  /** The slots of all events that are set. */
  list(): readonly number[] {
    return this.pages.flatMap((page) =>
      page === undefined ? [] : page.slots.filter((slot) => slot !== noSlot),
    );
  }

  /** The same timers for another epoch: either copies a page before it writes on it. */
  copy(): TimerTable {
    return new TimerTable(this.pages.slice());
  }

  private pageOf(index: number): Page {
    const number = index >> pageBits;
    const page = this.pages[number];
    return page !== undefined && page.epoch === currentEpoch ? page : this.pageToWrite(number);
  }

  private pageToWrite(number: number): Page {
    const slots = (this.pages[number]?.slots ?? emptySlots).slice();
    const page: Page = { epoch: currentEpoch, slots };
    while (this.pages.length < number) this.pages.push(undefined);
    this.pages[number] = page;
    return page;
  }
}
