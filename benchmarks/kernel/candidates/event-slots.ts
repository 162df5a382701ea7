import { DefectError, type EventKey, type Instant, type TakenEvent } from "@orrery/kernel";

const generationUnit = 2 ** 26;
const nowhere = -1;
const kindBits = 10;
const kindMask = (1 << kindBits) - 1;

// As in the event queue, an event is half a cache line: two doubles, then integers.
export const doublesPerEvent = 4;
export const integersPerEvent = 8;
export const atField = 0;
const argumentField = 1;
/** Free for links of the structure. */
export const nextField = 4;
/** Free for links of the structure. */
export const previousField = 5;
const whatField = 6;

/** Where a candidate keeps its events, whatever order it keeps them in: slots that tell their tenants apart. */
export class EventSlots {
  now = 0 as Instant;
  pending = 0;

  protected doubles = new Float64Array(64 * doublesPerEvent);
  protected integers = new Int32Array(this.doubles.buffer);
  private capacity = 64;
  private slots = 0;
  protected generations = new Int32Array(64);
  private freeSlots = new Int32Array(64);
  private freeCount = 0;
  private payloads: unknown[] = [];
  private causes = new Float64Array(64);
  private readonly taken = {
    at: 0 as Instant,
    target: 0,
    kind: 0,
    argument: 0,
    payload: null as unknown,
  };

  /** Puts an event in a slot. */
  protected store(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): number {
    if (!(at >= this.now))
      throw new DefectError(`an event is scheduled at ${at}, before ${this.now}`);
    const slot = this.freeCount === 0 ? this.newSlot() : this.freeSlots[(this.freeCount -= 1)]!;
    this.doubles[slot * doublesPerEvent + atField] = at;
    this.doubles[slot * doublesPerEvent + argumentField] = argument;
    this.integers[slot * integersPerEvent + whatField] = (target << kindBits) | kind;
    if (payload !== null) this.payloads[slot] = payload;
    this.causes[slot] = cause;
    this.pending += 1;
    return slot;
  }

  protected generationOf(slot: number): number {
    return this.generations[slot]!;
  }

  protected atOf(slot: number): number {
    return this.doubles[slot * doublesPerEvent + atField]!;
  }

  protected keyOf(slot: number): EventKey {
    return (slot + this.generationOf(slot) * generationUnit) as EventKey;
  }

  /** The slot that `event` is in; -1 when it is gone. */
  protected slotOf(event: EventKey): number {
    if (event < 0) return nowhere;
    const generation = event < generationUnit ? 0 : Math.floor(event / generationUnit);
    const slot = event - generation * generationUnit;
    return slot < this.slots && this.generationOf(slot) === generation ? slot : nowhere;
  }

  /** Takes an event out of its slot, and moves time to it. */
  protected takeFrom(slot: number): TakenEvent {
    const { taken } = this;
    const what = this.integers[slot * integersPerEvent + whatField]!;
    taken.at = this.doubles[slot * doublesPerEvent + atField]! as Instant;
    taken.target = what >> kindBits;
    taken.kind = what & kindMask;
    taken.argument = this.doubles[slot * doublesPerEvent + argumentField]!;
    taken.payload = this.payloads[slot];
    this.now = taken.at;
    this.release(slot);
    return taken;
  }

  protected release(slot: number): void {
    this.generations[slot]! += 1;
    if (this.payloads[slot] !== null) this.payloads[slot] = null;
    this.pending -= 1;
    this.freeSlots[this.freeCount] = slot;
    this.freeCount += 1;
  }

  private newSlot(): number {
    if (this.slots === this.capacity) {
      this.capacity *= 2;
      const larger = new Float64Array(this.capacity * doublesPerEvent);
      larger.set(this.doubles);
      this.doubles = larger;
      this.integers = new Int32Array(larger.buffer);
      const causes = new Float64Array(this.capacity);
      causes.set(this.causes);
      this.causes = causes;
      const generations = new Int32Array(this.capacity);
      generations.set(this.generations);
      this.generations = generations;
      // None is free now.
      this.freeSlots = new Int32Array(this.capacity);
    }
    this.payloads.push(null);
    this.slots += 1;
    return this.slots - 1;
  }
}
