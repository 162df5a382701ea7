import type { EventKey, Instant, TakenEvent } from "@orrery/kernel";
import type { CandidateQueue } from "./candidate-queue.ts";
import { EventSlots, integersPerEvent, nextField, previousField } from "./event-slots.ts";

const nowhere = -1;
const fewestDays = 16;

/**
 * A calendar queue (R. Brown, Communications of the ACM 31(10), 1988): a year of days, each a list
 * sorted by instant, of which events of all years are in the same list. The number of days follows the
 * number of events, and the length of a day the distance between those that come next.
 *
 * Lists are doubly linked, so that cancelling removes at once.
 */
export class CalendarQueue extends EventSlots implements CandidateQueue {
  private days = fewestDays;
  /** A power of two, so that dividing by it is exact. */
  private dayLength = 1_024;
  private first = new Int32Array(fewestDays).fill(nowhere);
  private last = new Int32Array(fewestDays).fill(nowhere);

  /** The day that is looked at next, since the beginning of time. */
  private today = 0;
  /** The earliest event, where it is known. */
  private next = nowhere;

  schedule(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): EventKey {
    const slot = this.store(at, target, kind, argument, payload, cause);
    this.insert(slot, at);
    if (this.next !== nowhere && at < this.atOf(this.next)) this.next = slot;
    if (this.pending > 2 * this.days) this.resize(this.days * 2);
    return this.keyOf(slot);
  }

  cancel(event: EventKey): boolean {
    const slot = this.slotOf(event);
    if (slot === nowhere) return false;
    this.unlink(slot);
    this.release(slot);
    return true;
  }

  peek(): Instant | -1 {
    if (this.pending === 0) return -1;
    if (this.next === nowhere) this.findNext();
    return this.atOf(this.next) as Instant;
  }

  take(): TakenEvent | undefined {
    if (this.peek() === -1) return undefined;
    const slot = this.next;
    this.unlink(slot);
    const event = this.takeFrom(slot);
    if (this.pending < this.days / 2 && this.days > fewestDays) this.resize(this.days / 2);
    return event;
  }

  /** Puts an event into its day's list, behind all that are not later; looks from the end. */
  private insert(slot: number, at: number): void {
    const { integers } = this;
    const number = Math.floor(at / this.dayLength);
    // Only what was looked for in vain may lie behind: nothing is scheduled in the past.
    if (number < this.today) this.today = number;
    const day = number % this.days;
    let previous = this.last[day]!;
    let next = nowhere;
    while (previous !== nowhere && this.atOf(previous) > at) {
      next = previous;
      previous = integers[previous * integersPerEvent + previousField]!;
    }
    integers[slot * integersPerEvent + nextField] = next;
    integers[slot * integersPerEvent + previousField] = previous;
    if (previous === nowhere) this.first[day] = slot;
    else integers[previous * integersPerEvent + nextField] = slot;
    if (next === nowhere) this.last[day] = slot;
    else integers[next * integersPerEvent + previousField] = slot;
  }

  private unlink(slot: number): void {
    const { integers } = this;
    if (slot === this.next) this.next = nowhere;
    const next = integers[slot * integersPerEvent + nextField]!;
    const previous = integers[slot * integersPerEvent + previousField]!;
    if (previous === nowhere || next === nowhere) {
      const day = Math.floor(this.atOf(slot) / this.dayLength) % this.days;
      if (previous === nowhere) this.first[day] = next;
      if (next === nowhere) this.last[day] = previous;
    }
    if (previous !== nowhere) integers[previous * integersPerEvent + nextField] = next;
    if (next !== nowhere) integers[next * integersPerEvent + previousField] = previous;
  }

  /** Looks day by day for a year; then, where all is further away, at the first of each day. */
  private findNext(): void {
    for (let looked = 0; looked < this.days; looked += 1) {
      const slot = this.first[this.today % this.days]!;
      if (slot !== nowhere && this.atOf(slot) < (this.today + 1) * this.dayLength) {
        this.next = slot;
        return;
      }
      this.today += 1;
    }
    let least = Infinity;
    for (const slot of this.first) {
      if (slot === nowhere || this.atOf(slot) >= least) continue;
      least = this.atOf(slot);
      this.next = slot;
    }
    this.today = Math.floor(least / this.dayLength);
  }

  private resize(days: number): void {
    const slots: number[] = [];
    for (const head of this.first) {
      for (let slot = head; slot !== nowhere;) {
        slots.push(slot);
        slot = this.integers[slot * integersPerEvent + nextField]!;
      }
    }
    this.days = days;
    this.dayLength = this.lengthOfDay(slots);
    this.first = new Int32Array(days).fill(nowhere);
    this.last = new Int32Array(days).fill(nowhere);
    this.today = Math.floor(this.now / this.dayLength);
    this.next = nowhere;
    // Those of one instant came from one list, so they keep their order.
    for (const slot of slots) this.insert(slot, this.atOf(slot));
  }

  /** About three times the mean distance of events, as Brown advises, over a sample of them. */
  private lengthOfDay(slots: readonly number[]): number {
    const step = Math.max(1, Math.floor(slots.length / 64));
    let latest = 0;
    let count = 0;
    for (let place = 0; place < slots.length; place += step) {
      latest += this.atOf(slots[place]!) - this.now;
      count += 1;
    }
    // Those that wait reach as far as twice their mean distance from now.
    const mean = (2 * latest) / count / Math.max(1, slots.length);
    let length = 1;
    while (length < 3 * mean) length *= 2;
    return length;
  }
}
