import { currentEpoch } from "./collections/epoch.ts";
import type { EventQueue } from "./event-queue.ts";
import { noEvent, type EventKey } from "./scheduler.ts";
import { generationOf, slotOf } from "./slot-key.ts";

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

/** Notes that the event that has a slot is a timer's. By slot: its key would be a number in a box of its own. */
export function setTimerIn(
  component: Timed,
  queue: EventQueue,
  timer: number,
  index: number,
  slot: number,
): void {
  if (index < lowTimers) component.numbers[timer * lowTimers + index] = queue.keyOf(slot);
  else setHighTimer(component, queue, timer, index, slot);
}

function setHighTimer(
  { timers }: Timed,
  queue: EventQueue,
  timer: number,
  index: number,
  slot: number,
): void {
  let table = timers[timer]!;
  if (table === null) timers[timer] = table = new TimerTable();
  table.set(queue, index, slot);
}

/** Notes that a timer is not set. */
export function clearTimerIn({ numbers, timers }: Timed, timer: number, index: number): void {
  if (index < lowTimers) numbers[timer * lowTimers + index] = noEvent;
  else timers[timer]?.clear(index);
}

/** Cancels the event of a timer, where one is set; it stays noted. */
export function cancelTimerIn(
  { numbers, timers }: Timed,
  queue: EventQueue,
  timer: number,
  index: number,
): void {
  if (index >= lowTimers) {
    timers[timer]?.cancelIn(queue, index);
    return;
  }
  const event = numbers[timer * lowTimers + index]!;
  // In two small numbers: as one it would need a box.
  if (event !== noEvent) queue.cancelAt(slotOf(event), generationOf(event));
}

/** Cancels the events of all timers, none of which is set any more. */
export function cancelTimers({ numbers, timers }: Timed, queue: EventQueue): void {
  for (let place = 0; place < timers.length * lowTimers; place += 1) {
    queue.cancel(numbers[place]! as EventKey); // Likewise.
    numbers[place] = noEvent;
  }
  timers.forEach((table, timer) => {
    for (const event of table?.list() ?? []) queue.cancel(event);
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
  readonly events: number[];
}

// An array that once held a fraction holds its numbers unboxed ever after, and so do its copies.
const emptyEvents: readonly number[] = new Array<number>(pageSize).fill(0.5).fill(noEvent);

/** Which event each set timer of one name is, by index, in pages made when they are first used. */
export class TimerTable {
  private readonly pages: (Page | undefined)[];

  constructor(pages: (Page | undefined)[] = []) {
    this.pages = pages;
  }

  /** Cancels the event of the timer at `index`, where one is set; it stays in the table. */
  cancelIn(queue: EventQueue, index: number): void {
    const page = this.pages[index >> pageBits];
    if (page === undefined) return;
    const event = page.events[index & pageMask]!;
    // In two small numbers: as one it would need a box.
    if (event !== noEvent) queue.cancelAt(slotOf(event), generationOf(event));
  }

  /** Notes that the event that has a slot is that of the timer at `index`. */
  set(queue: EventQueue, index: number, slot: number): void {
    this.pageOf(index).events[index & pageMask] = queue.keyOf(slot);
  }

  /** Notes that no timer is set at `index`. */
  clear(index: number): void {
    this.pageOf(index).events[index & pageMask] = noEvent;
  }

  /** Every event that is set. */
  list(): readonly EventKey[] {
    return this.pages.flatMap((page) =>
      page === undefined ? [] : page.events.filter((event) => event !== noEvent),
    ) as EventKey[]; // The pages hold nothing else.
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
    const events = (this.pages[number]?.events ?? emptyEvents).slice();
    const page: Page = { epoch: currentEpoch, events };
    while (this.pages.length < number) this.pages.push(undefined);
    this.pages[number] = page;
    return page;
  }
}
