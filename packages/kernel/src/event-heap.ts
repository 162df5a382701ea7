import { DefectError, invariant } from "./errors.ts";
import {
  noEvent,
  type EventKey,
  type ScheduledEvent,
  type Scheduler,
  type TakenEvent,
} from "./scheduler.ts";
import type { Instant } from "./time.ts";

const generationUnit = 2 ** 26;
const slotMask = generationUnit - 1;
const inRing = -2;
const nowhere = -1;

/**
 * A {@link Scheduler} on an indexed 4-ary heap over typed arrays, with a ring before it: the simpler
 * structure that the {@link EventQueue} is tested against.
 *
 * The heap holds slots; `positions` leads from a slot back to its place, so that cancelling removes
 * at once. What is scheduled for the present instant needs no heap: all that waits there was
 * scheduled earlier, so it lines up in a ring behind it.
 */
export class EventHeap implements Scheduler {
  now = 0 as Instant;
  pending = 0;

  /** Numbers the events in the order of scheduling. */
  private sequence = 0;

  private capacity = 64;
  private slots = 0;
  private free = nowhere;
  private heapSize = 0;
  private heap = new Int32Array(64);
  private heapAt = new Float64Array(64);
  private heapSequence = new Float64Array(64);

  private at = new Float64Array(64);
  private sequences = new Float64Array(64);
  private targets = new Int32Array(64);
  private kinds = new Int32Array(64);
  private args = new Float64Array(64);
  private causes = new Float64Array(64);
  private generations = new Int32Array(64);
  /** Place in the heap; {@link inRing}; of a free slot, {@link nowhere}. */
  private positions = new Int32Array(64);
  /** Of a free slot, the next free one. */
  private links = new Int32Array(64);
  private payloads: unknown[] = [];

  private ring = new Int32Array(64);
  private ringHead = 0;
  private ringCount = 0;

  private readonly taken = {
    at: 0 as Instant,
    target: 0,
    kind: 0,
    argument: 0,
    payload: null as unknown,
  };
  private takenSlot = nowhere;

  schedule(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): EventKey {
    const slot = this.newSlot();
    const sequence = this.sequence;
    this.sequence = sequence + 1;
    this.at[slot] = at;
    this.sequences[slot] = sequence;
    this.targets[slot] = target;
    this.kinds[slot] = kind;
    this.args[slot] = argument;
    this.causes[slot] = cause;
    this.payloads[slot] = payload;
    this.pending += 1;
    if (at === this.now) {
      this.pushToRing(slot);
    } else {
      if (!(at > this.now)) this.refusePast(at); // Also when it is no number.
      this.heapSize += 1;
      this.siftUp(this.heapSize - 1, slot, at, sequence);
    }
    return (slot + this.generations[slot]! * generationUnit) as EventKey;
  }

  cancel(event: EventKey): boolean {
    if (event === noEvent) return false;
    const generation = Math.floor(event / generationUnit);
    const slot = event & slotMask;
    if (slot >= this.slots || this.generations[slot] !== generation) return false;
    const position = this.positions[slot]!;
    if (position === inRing) {
      this.removeFromRing(slot);
    } else {
      this.removeFromHeap(position);
    }
    this.release(slot);
    return true;
  }

  peek(): Instant | -1 {
    if (this.heapSize > 0 && (this.ringCount === 0 || this.heapAt[0]! <= this.now)) {
      return this.heapAt[0]! as Instant;
    }
    return this.ringCount > 0 ? this.now : -1;
  }

  get lastCause(): number {
    return this.takenSlot === nowhere ? -1 : this.causes[this.takenSlot]!;
  }

  tiedTargets(): readonly number[] {
    return this.tied().map((slot) => this.targets[slot]!);
  }

  take(rank = 0): TakenEvent | undefined {
    if (rank > 0) return this.takeRanked(rank);
    let slot: number;
    if (this.ringCount > 0 && !(this.heapSize > 0 && this.heapAt[0]! <= this.now)) {
      slot = this.ring[this.ringHead]!;
      this.ringHead = (this.ringHead + 1) & (this.ring.length - 1);
      this.ringCount -= 1;
    } else if (this.heapSize > 0) {
      slot = this.heap[0]!;
      this.removeFromHeap(0);
    } else {
      return undefined;
    }
    return this.hand(slot);
  }

  advanceTo(at: Instant): void {
    const next = this.peek();
    invariant(at >= this.now, `time is to go back from ${this.now} to ${at}`);
    invariant(next === -1 || next >= at, `time is to pass ${next}, at which an event waits`);
    this.now = at;
  }

  fork(): EventHeap {
    const copy = new EventHeap();
    const { taken: _, ...fields } = this as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(fields)) {
      const copied = ArrayBuffer.isView(value) || Array.isArray(value);
      Reflect.set(copy, name, copied ? (value as unknown[]).slice() : value);
    }
    return copy;
  }

  list(): readonly ScheduledEvent[] {
    return this.slotsWaiting()
      .sort((one, other) => this.compare(one, other))
      .map((slot) => ({ ...this.fill(slot), cause: this.causes[slot]! }));
  }

  private refusePast(at: number): never {
    throw new DefectError(`an event is scheduled at ${at}, before the present ${this.now}`);
  }

  private fill(slot: number): TakenEvent {
    const { taken } = this;
    taken.at = this.at[slot]! as Instant;
    taken.target = this.targets[slot]!;
    taken.kind = this.kinds[slot]!;
    taken.argument = this.args[slot]!;
    taken.payload = this.payloads[slot];
    return taken;
  }

  private hand(slot: number): TakenEvent {
    const event = this.fill(slot);
    this.takenSlot = slot;
    this.now = event.at;
    this.release(slot);
    return event;
  }

  private takeRanked(rank: number): TakenEvent | undefined {
    const tied = this.tied();
    const slot = tied[rank];
    invariant(slot !== undefined, `rank ${rank} is asked for among ${tied.length} tied events`);
    const position = this.positions[slot]!;
    if (position === inRing) this.removeFromRing(slot);
    else this.removeFromHeap(position);
    return this.hand(slot);
  }

  private slotsWaiting(): number[] {
    const slots: number[] = [];
    for (let place = 0; place < this.heapSize; place += 1) slots.push(this.heap[place]!);
    for (let place = 0; place < this.ringCount; place += 1) {
      slots.push(this.ring[(this.ringHead + place) & (this.ring.length - 1)]!);
    }
    return slots;
  }

  /** Slots of the events due at {@link peek}, in order of sequence. */
  private tied(): number[] {
    const at = this.peek();
    const slots: number[] = [];
    const open = [0];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (place >= this.heapSize || this.heapAt[place] !== at) continue;
      slots.push(this.heap[place]!);
      for (let child = 1; child <= 4; child += 1) open.push(4 * place + child);
    }
    if (at === this.now) {
      for (let place = 0; place < this.ringCount; place += 1) {
        slots.push(this.ring[(this.ringHead + place) & (this.ring.length - 1)]!);
      }
    }
    return slots.sort((one, other) => this.sequences[one]! - this.sequences[other]!);
  }

  private compare(one: number, other: number): number {
    return this.at[one]! - this.at[other]! || this.sequences[one]! - this.sequences[other]!;
  }

  private newSlot(): number {
    if (this.free !== nowhere) {
      const slot = this.free;
      this.free = this.links[slot]!;
      return slot;
    }
    if (this.slots === this.capacity) this.grow();
    this.payloads.push(null);
    this.slots += 1;
    return this.slots - 1;
  }

  private release(slot: number): void {
    this.positions[slot] = nowhere;
    this.generations[slot]! += 1;
    this.payloads[slot] = null;
    this.links[slot] = this.free;
    this.free = slot;
    this.pending -= 1;
  }

  private grow(): void {
    this.capacity *= 2;
    const { capacity } = this;
    const integers = (old: Int32Array) => {
      const larger = new Int32Array(capacity);
      larger.set(old);
      return larger;
    };
    const doubles = (old: Float64Array) => {
      const larger = new Float64Array(capacity);
      larger.set(old);
      return larger;
    };
    this.heap = integers(this.heap);
    this.targets = integers(this.targets);
    this.kinds = integers(this.kinds);
    this.generations = integers(this.generations);
    this.positions = integers(this.positions);
    this.links = integers(this.links);
    this.heapAt = doubles(this.heapAt);
    this.heapSequence = doubles(this.heapSequence);
    this.at = doubles(this.at);
    this.sequences = doubles(this.sequences);
    this.args = doubles(this.args);
    this.causes = doubles(this.causes);
  }

  private pushToRing(slot: number): void {
    if (this.ringCount === this.ring.length) {
      const larger = new Int32Array(this.ring.length * 2);
      for (let place = 0; place < this.ringCount; place += 1) {
        larger[place] = this.ring[(this.ringHead + place) & (this.ring.length - 1)]!;
      }
      this.ring = larger;
      this.ringHead = 0;
    }
    this.ring[(this.ringHead + this.ringCount) & (this.ring.length - 1)] = slot;
    this.ringCount += 1;
    this.positions[slot] = inRing;
  }

  /** Costs what waits at the present instant. */
  private removeFromRing(slot: number): void {
    const mask = this.ring.length - 1;
    let found = false;
    for (let place = 0; place < this.ringCount; place += 1) {
      if (found)
        this.ring[(this.ringHead + place - 1) & mask] = this.ring[(this.ringHead + place) & mask]!;
      else found = this.ring[(this.ringHead + place) & mask] === slot;
    }
    invariant(found, "an event of the present instant is not in the ring");
    this.ringCount -= 1;
  }

  private removeFromHeap(position: number): void {
    this.heapSize -= 1;
    const last = this.heapSize;
    if (position === last) return;
    const slot = this.heap[last]!;
    const at = this.heapAt[last]!;
    const sequence = this.heapSequence[last]!;
    const parent = (position - 1) >> 2;
    if (position > 0 && this.isBefore(at, sequence, parent))
      this.siftUp(position, slot, at, sequence);
    else this.siftDown(position, slot, at, sequence);
  }

  private isBefore(at: number, sequence: number, place: number): boolean {
    const other = this.heapAt[place]!;
    return at < other || (at === other && sequence < this.heapSequence[place]!);
  }

  private siftUp(from: number, slot: number, at: number, sequence: number): void {
    const { heap, heapAt, heapSequence, positions } = this;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const other = heapAt[parent]!;
      if (other < at || (other === at && heapSequence[parent]! < sequence)) break;
      const moved = heap[parent]!;
      heap[place] = moved;
      heapAt[place] = other;
      heapSequence[place] = heapSequence[parent]!;
      positions[moved] = place;
      place = parent;
    }
    heap[place] = slot;
    heapAt[place] = at;
    heapSequence[place] = sequence;
    positions[slot] = place;
  }

  private siftDown(from: number, slot: number, at: number, sequence: number): void {
    const { heap, heapAt, heapSequence, positions, heapSize } = this;
    let place = from;
    for (;;) {
      const first = 4 * place + 1;
      if (first >= heapSize) break;
      const end = first + 4 < heapSize ? first + 4 : heapSize;
      let best = first;
      let bestAt = heapAt[first]!;
      for (let child = first + 1; child < end; child += 1) {
        const childAt = heapAt[child]!;
        if (
          childAt < bestAt ||
          (childAt === bestAt && heapSequence[child]! < heapSequence[best]!)
        ) {
          best = child;
          bestAt = childAt;
        }
      }
      if (at < bestAt || (at === bestAt && sequence < heapSequence[best]!)) break;
      const moved = heap[best]!;
      heap[place] = moved;
      heapAt[place] = bestAt;
      heapSequence[place] = heapSequence[best]!;
      positions[moved] = place;
      place = best;
    }
    heap[place] = slot;
    heapAt[place] = at;
    heapSequence[place] = sequence;
    positions[slot] = place;
  }
}
