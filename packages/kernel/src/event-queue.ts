import { DefectError, invariant } from "./errors.ts";
import {
  noEvent,
  type EventKey,
  type ScheduledEvent,
  type Scheduler,
  type TakenEvent,
} from "./scheduler.ts";
import { keyOf, lastGeneration, slotMask, slotOf } from "./slot-key.ts";
import type { Instant } from "./time.ts";

/** How many values a word has. */
const wordRange = 2 ** 32;
const perWord = 1 / wordRange;
/** The greatest cause that a record has room for. */
const mostInRecord = 2 ** 31 - 1;
const nowhere = -1;

// A level tells 256 places apart by eight bits of the instant; seven levels have all 53 bits.
const levels = 7;
const levelBits = 8;
const levelPlaces = 1 << levelBits;
const placeMask = levelPlaces - 1;
const places = levels * levelPlaces;

// One memory has all but states, payloads and buckets, so that it is found once for all that an event needs. First the
// wheel, in integers: a bit for each place that is not empty, a bit for each word of those that is not 0, and two integers
// for each place.
const wordsFrom = (places >> 5) + 4;
const placesFrom = wordsFrom + 4;
/** The first event of a place's list; below {@link nowhere}, the {@link firstBlockIn} its bucket. */
const firstField = 0;
/** The last event of the list, or the last entry of the bucket. Says nothing where the place is empty. */
const lastField = 1;

/** One place more: while few events wait, they are here, in one list in order of their instants. */
const shortList = places;
/** The most that it has, and so few that events are put there again. */
const mostInShortList = 32;
const shortAgain = 12;

// Then a record for each slot: two doubles, and in place of two others four integers. Two records are a line of the cache:
// among many events, each line is a wait. A large memory begins 16 bytes behind the beginning of a line.
const recordsFrom = placesFrom + 2 * places + 28;
const recordSize = 8;
const atField = 0;
const argumentField = 1;
/** The next event of its list; of the last one, {@link endOf} the list; of a slot that is free, the next free one. */
const nextField = 4;
/** Likewise before it. */
const previousField = 5;
/** Target and kind in one. */
const whatField = 6;
/** The low bits of the cause. */
const causeField = 7;
const kindBits = 10;
const kindMask = (1 << kindBits) - 1;
const mostTargets = 2 ** 21;

/** What an event is for, and what happens, of the two in one. */
export const targetOf = (what: number): number => what >> kindBits;
export const kindOf = (what: number): number => what & kindMask;

// What spreading and cancelling ask of an event is a word elsewhere, so that the cache has those of all: the
// generation of the slot, with bits of the event that it has.
const generationMask = lastGeneration;
/** Set where there is a payload: most events have none, and leave the array of payloads alone. */
const payloadBit = 1 << 28;
/** Set where the event is in a bucket. */
const bucketBit = 1 << 29;

// A bucket is a list of blocks, each of 16 times 16 bytes: which block is next, and 15 entries of instant, slot and
// generation. A block is the number of its first 16 bytes, and so are entries.
const blockSize = 16;
const blockMask = blockSize - 1;

/** Stands for the end of a list in the links of its events, and leads back from there to the list. */
const endOf = (place: number): number => -2 - place;

/** Stands for a bucket's first block where an event could stand, and leads back from there to the block. */
const firstBlockIn = (block: number): number => -2 - block;

// With the masks the compiler knows that no sum is too large.
const boundsOf = (place: number): number => placesFrom + ((place & 2_047) << 1);
const recordOf = (slot: number): number => recordsFrom + (slot & slotMask) * recordSize;

/** The bit of a place in its word, or of a word: the first has the highest, which is found at once. */
const bitOf = (place: number): number => 1 << ~place;

/** How far the highest byte that is not 0 is above the lowest, in bits. */
const topByteOf = (bits: number): number => (31 - Math.clz32(bits | 1)) & 24;

/**
 * Events in a hierarchical timing wheel over whole microseconds.
 *
 * Level `n` sorts by the `n`-th byte of the instant the events that agree with the wheel's position
 * in all higher bytes. The position moves only when an event is taken, to that event's instant, and
 * then the one bucket that it enters is spread over the levels below. Buckets and the lists of level
 * 0 keep the order of scheduling, and a list of level 0 is one instant; so events leave in order of
 * (at, sequence). An event that is alone in a place above is in a list too.
 *
 * While few events wait, none is in the wheel: they are in one list in order of their instants, into which an event is
 * put from its nearer end. When they become many, all of them go into the wheel, and they leave it when few are left.
 *
 * Cancelling frees an event at once. What a bucket still says of it is 16 bytes that are dropped when
 * the bucket is spread, or when such remains outnumber the events.
 */
export class EventQueue implements Scheduler {
  now = 0 as Instant;
  pending = 0;

  private capacity: number;
  /** Slots ever used. */
  private slots = 0;
  /** The slot freed last, which leads to those before. */
  private freeSlot = nowhere;
  /** Whether all events are in the {@link shortList}, and so the wheel is empty. */
  private isShort = true;
  private doubles: Float64Array;
  private integers: Int32Array;
  /** By slot. */
  private states: Int32Array;
  private payloads: unknown[] = [];
  /** By slot, 1 more than the high bits of a cause that is too large for the record, and 0 of others; `null`: none was. */
  private highCauses: Int32Array | null = null;

  /** What the levels are relative to, in two words: the instant at which a place above level 0 was entered last. */
  private positionLow = 0;
  private positionHigh = 0;

  /** In entries, of which each block has one for itself. */
  private bucketCapacity: number;
  private bucketSize = 0;
  private freeBlock = nowhere;
  private entries: Float64Array;
  private entryIntegers: Int32Array;
  /** Entries of events that were cancelled. */
  private remains = 0;

  /** When the next event is due, and which place it is in; -1 where that is not known. */
  private nextAt = -1;
  private nextPlace = nowhere;

  private readonly taken = {
    at: 0 as Instant,
    target: 0,
    kind: 0,
    argument: 0,
    payload: null as unknown,
  };
  private takenSlot = nowhere;
  private takenState = 0;

  constructor(capacity = 64, bucketCapacity = 16 * blockSize) {
    this.capacity = capacity;
    this.integers = new Int32Array(recordOf(capacity));
    this.doubles = new Float64Array(this.integers.buffer);
    this.states = new Int32Array(capacity);
    this.integers.fill(nowhere, placesFrom, recordsFrom);
    this.bucketCapacity = bucketCapacity;
    this.entries = new Float64Array(2 * bucketCapacity);
    this.entryIntegers = new Int32Array(this.entries.buffer);
  }

  schedule(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): EventKey {
    return this.keyOf(this.place(at, target, kind, argument, payload, cause));
  }

  /** The key of the event that has a slot. */
  keyOf(slot: number): EventKey {
    return keyOf(slot, this.states[slot]! & generationMask) as EventKey;
  }

  /** Schedules an event, of which it says the slot: a key would be a number in a box of its own. */
  place(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): number {
    if (!(at >= this.now)) this.refusePast(at); // Also when it is no number.
    if (target >= mostTargets || kind > kindMask) this.refuseNumbers();
    if (this.freeSlot === nowhere) this.addSlot();
    const { doubles, integers, freeSlot: slot } = this;
    const record = recordOf(slot);
    this.freeSlot = integers[record + nextField]!;
    this.pending += 1;
    doubles[(record >> 1) + atField] = at;
    doubles[(record >> 1) + argumentField] = argument;
    integers[record + whatField] = (target << kindBits) | kind;
    integers[record + causeField] = cause;
    if (cause > mostInRecord || this.highCauses !== null) this.setHighCause(slot, cause);
    if (payload !== null) {
      this.states[slot]! |= payloadBit;
      this.payloads[slot] = payload;
    }
    if (this.isShort) {
      if (this.pending <= mostInShortList) {
        this.sortIn(slot, at);
        return slot;
      }
      this.startWheel();
    }
    const place = this.placeOf(at);
    if (place < levelPlaces || integers[boundsOf(place) + firstField] === nowhere) {
      this.link(slot, place);
    } else {
      this.append(place, slot);
    }
    // Nothing is before what is due at present.
    if (at < this.nextAt || at === this.now) {
      this.nextAt = at;
      this.nextPlace = place;
    }
    return slot;
  }

  cancel(event: EventKey): boolean {
    const slot = slotOf(event);
    if (event === noEvent || slot >= this.slots || this.keyOf(slot) !== event) return false;
    this.cancelAt(slot);
    return true;
  }

  /** Cancels the event that waits in a slot. */
  cancelAt(slot: number): void {
    const state = this.states[slot]!;
    if ((state & payloadBit) !== 0) this.payloads[slot] = null;
    if ((state & bucketBit) === 0) {
      this.unlink(slot);
      // There may be others at that instant: to ask costs more than to find the next one again.
      if (this.doubles[(recordOf(slot) >> 1) + atField] === this.nextAt) this.nextAt = -1;
      this.release(slot, state);
      return;
    }
    if (this.nextPlace >= levelPlaces) this.nextAt = -1; // It may be the next one.
    this.release(slot, state);
    this.remains += 1;
    if (this.remains > 4 * this.pending + 1_024) this.dropRemains();
  }

  peek(): Instant | -1 {
    if (this.nextAt === -1 && this.pending > 0) this.findNext();
    return this.nextAt as Instant;
  }

  /** The cause of the event taken last, until another is scheduled. */
  get lastCause(): number {
    return this.takenSlot === nowhere ? -1 : this.causeOf(this.takenSlot);
  }

  /** The event taken last. */
  get lastKey(): EventKey {
    if (this.takenSlot === nowhere) return noEvent;
    return keyOf(this.takenSlot, this.takenState & generationMask) as EventKey;
  }

  tiedTargets(): readonly number[] {
    const targets: number[] = [];
    this.eachTied((slot) => {
      targets.push(this.integers[recordOf(slot) + whatField]! >> kindBits);
    });
    return targets;
  }

  tiedEvents(): readonly EventKey[] {
    const events: EventKey[] = [];
    this.eachTied((slot) => {
      events.push(this.keyOf(slot));
    });
    return events;
  }

  take(rank = 0): TakenEvent | undefined {
    if (this.pending === 0) return undefined;
    const what = this.takeNext(rank);
    const { taken } = this;
    taken.at = this.now;
    taken.target = targetOf(what);
    taken.kind = kindOf(what);
    taken.argument = this.takenArgument;
    taken.payload = this.takePayload();
    return taken;
  }

  /**
   * The same where an event waits: says {@link targetOf target} and {@link kindOf kind}. Whoever wants the rest asks
   * for it before anything else is scheduled, and for the payload in any case where there may be one.
   */
  takeNext(rank: number): number {
    if (this.nextAt === -1) this.findNext();
    const at = this.nextAt as Instant;
    const { isShort } = this;
    if (!isShort && this.nextPlace >= levelPlaces) this.enter(at);
    const { doubles, integers, nextPlace: place } = this;
    let slot = integers[boundsOf(place) + firstField]!;
    if (rank > 0) slot = this.behind(slot, rank);
    this.unlink(slot);
    this.now = at;
    // All others are later, or in the same list.
    const first = integers[boundsOf(place) + firstField]!;
    if (first === nowhere) this.nextAt = -1;
    else if (isShort) this.nextAt = doubles[(recordOf(first) >> 1) + atField]!;
    const state = this.states[slot]!;
    this.takenSlot = slot;
    this.takenState = state;
    this.release(slot, state);
    if (!isShort && this.pending <= shortAgain) this.leaveWheel();
    return integers[recordOf(slot) + whatField]!;
  }

  /** The argument of the event taken last, until another is scheduled. */
  get takenArgument(): number {
    return this.doubles[(recordOf(this.takenSlot) >> 1) + argumentField]!;
  }

  /** The payload of the event taken last, once. */
  takePayload(): unknown {
    if ((this.takenState & payloadBit) === 0) return null;
    const { payloads, takenSlot } = this;
    const payload = payloads[takenSlot];
    payloads[takenSlot] = null;
    return payload;
  }

  advanceTo(at: Instant): void {
    const next = this.peek();
    invariant(at >= this.now, `time is to go back from ${this.now} to ${at}`);
    invariant(next === -1 || next >= at, `time is to pass ${next}, at which an event waits`);
    this.now = at;
  }

  fork(): EventQueue {
    const copy = new EventQueue(roomFor(this.slots), roomFor(this.bucketSize));
    copy.copyFrom(this);
    return copy;
  }

  /** Becomes the same as `other`, in the memory that it has where that is enough: what is used is copied. */
  copyFrom(other: EventQueue): void {
    this.now = other.now;
    this.pending = other.pending;
    const { slots, bucketSize } = other;
    if (this.capacity < slots) {
      this.makeRoom(roomFor(slots));
    } else if (slots < this.slots) {
      // A slot that is used anew has the generation that a fresh one has.
      this.states.fill(0, slots, this.slots);
    }
    this.integers.set(other.integers.subarray(0, recordOf(slots)));
    this.states.set(other.states.subarray(0, slots));
    this.slots = slots;
    this.freeSlot = other.freeSlot;
    this.isShort = other.isShort;
    this.payloads = other.payloads.slice();
    this.highCauses = this.withRoom(other.highCauses, slots);
    this.positionLow = other.positionLow;
    this.positionHigh = other.positionHigh;
    if (this.bucketCapacity < bucketSize) this.makeRoomInBuckets(roomFor(bucketSize));
    this.entries.set(other.entries.subarray(0, 2 * bucketSize));
    this.bucketSize = bucketSize;
    this.freeBlock = other.freeBlock;
    this.remains = other.remains;
    this.nextAt = other.nextAt;
    this.nextPlace = other.nextPlace;
    this.takenSlot = other.takenSlot;
    this.takenState = other.takenState;
  }

  /** Holds no payload any more. */
  letGo(): void {
    this.payloads = [];
  }

  /** Looks at each waiting event, in no order that means anything. */
  forEach(
    look: (
      at: Instant,
      target: number,
      kind: number,
      argument: number,
      payload: unknown,
      cause: number,
      event: EventKey,
    ) => void,
  ): void {
    const { doubles, integers } = this;
    const show = (at: number, slot: number) => {
      const record = recordOf(slot);
      const what = integers[record + whatField]!;
      look(
        at as Instant,
        what >> kindBits,
        what & kindMask,
        doubles[(record >> 1) + argumentField]!,
        (this.states[slot]! & payloadBit) === 0 ? null : this.payloads[slot],
        this.causeOf(slot),
        this.keyOf(slot),
      );
    };
    this.eachPlace((place) => {
      this.eachIn(place, show);
    });
  }

  /** Calls `look` with each place that is not empty, in their order. It may empty that place. */
  private eachPlace(look: (place: number) => void): void {
    for (let word = 0; word < wordsFrom; word += 1) {
      for (let bits = this.integers[word]!; bits !== 0; bits ^= bitOf(Math.clz32(bits))) {
        look((word << 5) + Math.clz32(bits));
      }
    }
  }

  list(): readonly ScheduledEvent[] {
    const events: ScheduledEvent[] = [];
    this.forEach((at, target, kind, argument, payload, cause) => {
      events.push({ at, target, kind, argument, payload, cause });
    });
    // Sorting is stable, and events of one instant are in order already.
    return events.sort((one, other) => one.at - other.at);
  }

  private refusePast(at: number): never {
    throw new DefectError(`an event is scheduled at ${at}, before the present ${this.now}`);
  }

  private refuseNumbers(): never {
    throw new DefectError("more components or timers than are numbered");
  }

  /** Which event scheduled the one that has a slot. */
  private causeOf(slot: number): number {
    const low = this.integers[recordOf(slot) + causeField]!;
    const high = this.highCauses === null ? 0 : this.highCauses[slot]!;
    return high === 0 ? low : (high - 1) * wordRange + (low >>> 0);
  }

  private setHighCause(slot: number, cause: number): void {
    this.highCauses ??= new Int32Array(this.capacity);
    this.highCauses[slot] = cause > mostInRecord ? 1 + Math.floor(cause / wordRange) : 0;
  }

  /** The high bits of so many causes, with room for those to come. */
  private withRoom(highCauses: Int32Array | null, slots: number): Int32Array | null {
    if (highCauses === null) return null;
    const copy = new Int32Array(this.capacity);
    copy.set(highCauses.subarray(0, slots));
    return copy;
  }

  /** Where an event due at `at` belongs: what its two words differ in from the position says the level. */
  private placeOf(at: number): number {
    const low = at | 0;
    const high = (at * perWord) | 0;
    const above = high ^ this.positionHigh;
    if (above === 0) {
      const shift = topByteOf(low ^ this.positionLow);
      return (shift << 5) + ((low >>> shift) & placeMask);
    }
    const shift = topByteOf(above);
    return (4 << levelBits) + (shift << 5) + ((high >>> shift) & placeMask);
  }

  /** Puts an event into the short list, behind all that are not later. */
  private sortIn(slot: number, at: number): void {
    const { doubles, integers } = this;
    const record = recordOf(slot);
    const bounds = boundsOf(shortList);
    const end = endOf(shortList);
    let next = end;
    let previous = end;
    const first = integers[bounds + firstField]!;
    if (first === nowhere) this.occupy(shortList);
    else {
      previous = integers[bounds + lastField]!;
      const span = doubles[(recordOf(previous) >> 1) + atField]! - at;
      if (span > 0) {
        if (at - doubles[(recordOf(first) >> 1) + atField]! < span)
          next = this.sortedAfter(first, at);
        else next = this.sortedBefore(previous, at);
        previous = integers[recordOf(next) + previousField]!;
      }
    }
    integers[record + nextField] = next;
    integers[record + previousField] = previous;
    if (next >= 0) integers[recordOf(next) + previousField] = slot;
    else integers[bounds + lastField] = slot;
    if (previous >= 0) {
      integers[recordOf(previous) + nextField] = slot;
      return;
    }
    integers[bounds + firstField] = slot;
    this.nextAt = at;
    this.nextPlace = shortList;
  }

  /** The first event behind another in the short list that is later than `at`: there is one. */
  private sortedAfter(slot: number, at: number): number {
    let found = slot;
    while (this.doubles[(recordOf(found) >> 1) + atField]! <= at) {
      found = this.integers[recordOf(found) + nextField]!;
    }
    return found;
  }

  /** The same, sought from an event on that is later. */
  private sortedBefore(slot: number, at: number): number {
    let found = slot;
    for (;;) {
      const previous = this.integers[recordOf(found) + previousField]!;
      if (previous < 0 || this.doubles[(recordOf(previous) >> 1) + atField]! <= at) return found;
      found = previous;
    }
  }

  /** Puts all that waits into the wheel, from the present on. */
  private startWheel(): void {
    const { doubles, integers } = this;
    this.isShort = false;
    this.positionLow = this.now | 0;
    this.positionHigh = (this.now * perWord) | 0;
    this.nextAt = -1;
    let slot = integers[boundsOf(shortList) + firstField]!;
    this.vacate(shortList);
    while (slot >= 0) {
      const next = integers[recordOf(slot) + nextField]!;
      const place = this.placeOf(doubles[(recordOf(slot) >> 1) + atField]!);
      if (place < levelPlaces || integers[boundsOf(place) + firstField] === nowhere) {
        this.link(slot, place);
      } else {
        this.append(place, slot);
      }
      slot = next;
    }
  }

  /** Puts the few that are left into the short list. */
  private leaveWheel(): void {
    const left: { readonly at: number; readonly slot: number }[] = [];
    this.eachPlace((place) => {
      this.eachIn(place, (at, slot) => left.push({ at, slot }));
      if (this.integers[boundsOf(place) + firstField]! < nowhere) this.freeBucket(place);
      else this.vacate(place);
    });
    this.isShort = true;
    this.nextAt = -1;
    // Sorting is stable, and events of one instant are in order already.
    left.sort((one, other) => one.at - other.at);
    for (const { slot } of left) {
      this.states[slot]! &= ~bucketBit;
      this.link(slot, shortList);
    }
  }

  /** Puts an event last in a list. */
  private link(slot: number, place: number): void {
    const { integers } = this;
    const record = recordOf(slot);
    const bounds = boundsOf(place);
    const end = endOf(place);
    let previous = end;
    if (integers[bounds + firstField] === nowhere) {
      integers[bounds + firstField] = slot;
      this.occupy(place);
    } else {
      previous = integers[bounds + lastField]!;
      integers[recordOf(previous) + nextField] = slot;
    }
    integers[bounds + lastField] = slot;
    integers[record + previousField] = previous;
    integers[record + nextField] = end;
  }

  private unlink(slot: number): void {
    const { integers } = this;
    const record = recordOf(slot);
    const next = integers[record + nextField]!;
    const previous = integers[record + previousField]!;
    if (next >= 0) integers[recordOf(next) + previousField] = previous;
    else if (previous < 0) this.vacate(endOf(next));
    else integers[boundsOf(endOf(next)) + lastField] = previous;
    if (previous >= 0) integers[recordOf(previous) + nextField] = next;
    else if (next >= 0) integers[boundsOf(endOf(previous)) + firstField] = next;
  }

  private occupy(place: number): void {
    const { integers } = this;
    integers[place >> 5]! |= bitOf(place);
    integers[wordsFrom + (place >> 10)]! |= bitOf(place >> 5);
  }

  private vacate(place: number): void {
    const { integers } = this;
    integers[boundsOf(place) + firstField] = nowhere;
    const bits = integers[place >> 5]! ^ bitOf(place);
    integers[place >> 5] = bits;
    if (bits === 0) integers[wordsFrom + (place >> 10)]! ^= bitOf(place >> 5);
  }

  /** The event so many behind another in its list. */
  private behind(slot: number, rank: number): number {
    let found = slot;
    for (let left = rank; left > 0; left -= 1) {
      found = this.integers[recordOf(found) + nextField]!;
      invariant(found >= 0, `rank ${rank} is asked for among fewer tied events`);
    }
    return found;
  }

  /** Puts an event last in a bucket. */
  private append(place: number, slot: number): void {
    const at = this.doubles[(recordOf(slot) >> 1) + atField]!;
    const state = this.states[slot]!;
    this.states[slot] = state | bucketBit;
    this.appendEntry(place, at, slot, state & generationMask);
  }

  private appendEntry(place: number, at: number, slot: number, generation: number): void {
    const { integers } = this;
    const bounds = boundsOf(place);
    if (integers[bounds + firstField]! >= 0) this.openBucket(place);
    let last = integers[bounds + lastField]!;
    if ((last & blockMask) === blockMask) {
      const added = this.newBlock();
      this.entryIntegers[(last - blockMask) << 2] = added;
      last = added;
    }
    last += 1;
    integers[bounds + lastField] = last;
    const { entryIntegers } = this;
    this.entries[last << 1] = at;
    entryIntegers[(last << 2) + 2] = slot;
    entryIntegers[(last << 2) + 3] = generation;
  }

  /** Makes a bucket of a list, which has one event. */
  private openBucket(place: number): void {
    const { integers } = this;
    const bounds = boundsOf(place);
    const slot = integers[bounds + firstField]!;
    const block = this.newBlock();
    integers[bounds + firstField] = firstBlockIn(block);
    integers[bounds + lastField] = block;
    this.append(place, slot);
  }

  /** Finds the next event and moves none: what the lowest level holds is before all the rest. */
  private findNext(): void {
    const { integers } = this;
    const words = integers[wordsFrom]!;
    const word = words !== 0 ? Math.clz32(words) : 32 + Math.clz32(integers[wordsFrom + 1]!);
    const place = (word << 5) + Math.clz32(integers[word]!);
    const first = integers[boundsOf(place) + firstField]!;
    this.nextPlace = place;
    if (first >= 0) this.nextAt = this.doubles[(recordOf(first) >> 1) + atField]!;
    else this.findNextIn(place);
  }

  /** Finds the next event in a bucket, or after it. */
  private findNextIn(place: number): void {
    this.nextAt = this.leastIn(place);
    if (this.nextAt < Infinity) return;
    this.freeBucket(place); // Nothing but remains.
    this.findNext();
  }

  /** The earliest instant of a bucket's events; Infinity for a bucket without any. */
  private leastIn(place: number): number {
    const { entries, entryIntegers } = this;
    const firstBlock = firstBlockIn(this.integers[boundsOf(place) + firstField]!);
    const last = this.integers[boundsOf(place) + lastField]!;
    for (;;) {
      let least = Infinity;
      let found = 0;
      for (let block = firstBlock; ; block = entryIntegers[block << 2]!) {
        const isLast = block === (last & ~blockMask);
        const end = isLast ? last : block + blockMask;
        for (let entry = block + 1; entry <= end; entry += 1) {
          if (entries[entry << 1]! < least) {
            least = entries[entry << 1]!;
            found = entry;
          }
        }
        if (isLast) break;
      }
      if (least === Infinity || this.isLive(found)) return least;
      entries[found << 1] = Infinity;
    }
  }

  /** Whether an entry stands for an event. */
  private isLive(entry: number): boolean {
    const slot = this.entryIntegers[(entry << 2) + 2]!;
    const generation = this.entryIntegers[(entry << 2) + 3]!;
    return (this.states[slot]! & generationMask) === generation;
  }

  /** Moves the position to the next event. */
  private enter(at: number): void {
    this.positionLow = at | 0;
    this.positionHigh = (at * perWord) | 0;
    if (this.integers[boundsOf(this.nextPlace) + firstField]! < nowhere) this.spreadNext(at);
  }

  /** Spreads the bucket that the next event is in over the levels below. */
  private spreadNext(at: number): void {
    const { integers, nextPlace: place } = this;
    const firstBlock = firstBlockIn(integers[boundsOf(place) + firstField]!);
    const last = integers[boundsOf(place) + lastField]!;
    this.vacate(place);
    this.nextPlace = at & placeMask;
    for (let block = firstBlock; ; block = this.entryIntegers[block << 2]!) {
      const isLast = block === (last & ~blockMask);
      this.spread(block, isLast ? last : block + blockMask, place < 2 * levelPlaces);
      if (isLast) break;
    }
    this.giveBack(firstBlock, last);
  }

  /** Spreads the entries of a block, up to one: over lists of level 0, or wherever they belong. */
  private spread(block: number, end: number, isOverLists: boolean): void {
    const { integers } = this;
    for (let entry = block + 1; entry <= end; entry += 1) {
      // Read anew each time: appending may have made them grow.
      const at = this.entries[entry << 1]!;
      const slot = this.entryIntegers[(entry << 2) + 2]!;
      const generation = this.entryIntegers[(entry << 2) + 3]!;
      if (at !== Infinity) {
        const place = isOverLists ? at & placeMask : this.placeOf(at);
        if (place >= levelPlaces && integers[boundsOf(place) + firstField] !== nowhere) {
          this.appendEntry(place, at, slot, generation);
          continue;
        }
        const state = this.states[slot]!;
        if ((state & generationMask) === generation) {
          this.states[slot] = state & ~bucketBit;
          this.link(slot, place);
          continue;
        }
      }
      this.remains -= 1;
    }
  }

  /** Calls `look` with the slot of each event that is due next, in order. */
  private eachTied(look: (slot: number) => void): void {
    const next = this.peek();
    if (next === -1) return;
    this.eachIn(this.nextPlace, (at, slot) => {
      if (at === next) look(slot);
    });
  }

  /** Looks at each event of a place in order. */
  private eachIn(place: number, look: (at: number, slot: number) => void): void {
    const { doubles, integers, entries, entryIntegers } = this;
    let slot = integers[boundsOf(place) + firstField]!;
    if (slot < nowhere) {
      this.eachEntry(place, (entry) => {
        if (entries[entry << 1] === Infinity || !this.isLive(entry)) return;
        look(entries[entry << 1]!, entryIntegers[(entry << 2) + 2]!);
      });
      return;
    }
    for (; slot >= 0; slot = integers[recordOf(slot) + nextField]!) {
      look(doubles[(recordOf(slot) >> 1) + atField]!, slot);
    }
  }

  /** Calls `look` with each entry of a bucket in order. */
  private eachEntry(place: number, look: (entry: number) => void): void {
    const last = this.integers[boundsOf(place) + lastField]!;
    let entry = firstBlockIn(this.integers[boundsOf(place) + firstField]!);
    while (entry !== last) {
      const isAtEnd = (entry & blockMask) === blockMask;
      entry = 1 + (isAtEnd ? this.entryIntegers[(entry - blockMask) << 2]! : entry);
      look(entry);
    }
  }

  /** Gives back the blocks of what was a bucket. */
  private giveBack(firstBlock: number, lastEntry: number): void {
    this.entryIntegers[(lastEntry & ~blockMask) << 2] = this.freeBlock;
    this.freeBlock = firstBlock;
  }

  private freeBucket(place: number): void {
    this.eachEntry(place, () => {
      this.remains -= 1;
    });
    const first = this.integers[boundsOf(place) + firstField]!;
    this.giveBack(firstBlockIn(first), this.integers[boundsOf(place) + lastField]!);
    this.vacate(place);
  }

  /** Drops what buckets say of cancelled events: each entry is looked at once for each cancelled one. */
  private dropRemains(): void {
    for (let place = levelPlaces; place < places; place += 1) {
      if (this.integers[boundsOf(place) + firstField]! < nowhere) this.dropRemainsOf(place);
    }
    this.remains = 0;
  }

  /** Moves the entries of a bucket that stand for events to its front, and gives back the blocks behind them. */
  private dropRemainsOf(place: number): void {
    const { integers, entries, entryIntegers } = this;
    const last = integers[boundsOf(place) + lastField]!;
    const first = firstBlockIn(integers[boundsOf(place) + firstField]!);
    let kept = first;
    this.eachEntry(place, (entry) => {
      if (entries[entry << 1] === Infinity || !this.isLive(entry)) return;
      if ((kept & blockMask) === blockMask) kept = entryIntegers[(kept - blockMask) << 2]!;
      kept += 1;
      entries[kept << 1] = entries[entry << 1]!;
      entryIntegers[(kept << 2) + 2] = entryIntegers[(entry << 2) + 2]!;
      entryIntegers[(kept << 2) + 3] = entryIntegers[(entry << 2) + 3]!;
    });
    if (kept === first) {
      this.freeBucket(place); // What remains is counted anew.
      return;
    }
    integers[boundsOf(place) + lastField] = kept;
    const block = kept & ~blockMask;
    if (block !== (last & ~blockMask)) this.giveBack(entryIntegers[block << 2]!, last);
  }

  /** Lets the slot of an event, whose state was this, serve for another. */
  private release(slot: number, state: number): void {
    const record = recordOf(slot);
    const generation = (state & generationMask) + 1;
    this.states[slot] = generation;
    this.pending -= 1;
    if (generation === lastGeneration) return;
    this.integers[record + nextField] = this.freeSlot;
    this.freeSlot = slot;
  }

  /** Makes a slot, where none is free. */
  private addSlot(): void {
    if (this.slots === this.capacity) {
      const { integers, states, highCauses } = this;
      this.makeRoom(grown(this.capacity));
      this.integers.set(integers);
      this.states.set(states);
      this.highCauses = this.withRoom(highCauses, this.slots);
    }
    this.integers[recordOf(this.slots) + nextField] = nowhere;
    this.freeSlot = this.slots;
    this.payloads.push(null);
    this.slots += 1;
  }

  private makeRoom(capacity: number): void {
    this.capacity = capacity;
    this.integers = new Int32Array(recordOf(capacity));
    this.doubles = new Float64Array(this.integers.buffer);
    this.states = new Int32Array(capacity);
  }

  private newBlock(): number {
    const block = this.freeBlock;
    if (block !== nowhere) {
      this.freeBlock = this.entryIntegers[block << 2]!;
      return block;
    }
    if (this.bucketSize + blockSize > this.bucketCapacity) {
      const { entries } = this;
      this.makeRoomInBuckets(grown(this.bucketCapacity));
      this.entries.set(entries);
    }
    this.bucketSize += blockSize;
    return this.bucketSize - blockSize;
  }

  private makeRoomInBuckets(capacity: number): void {
    this.bucketCapacity = capacity;
    this.entries = new Float64Array(2 * capacity);
    this.entryIntegers = new Int32Array(this.entries.buffer);
  }
}

/** Events up to which the room for them doubles. */
const doublesUpTo = 65_536;

/** For how many a fork has room: some more than there are. */
const roomFor = (count: number): number => Math.max(16, count + (count >> 4));

/** The next capacity: many events have little room besides, since that costs more than to copy them. */
const grown = (capacity: number): number =>
  capacity < doublesUpTo ? capacity * 2 : capacity + Math.ceil(capacity / 4);
