import { DefectError, invariant } from "./errors.ts";
import {
  noEvent,
  type EventKey,
  type ScheduledEvent,
  type Scheduler,
  type TakenEvent,
} from "./scheduler.ts";
import type { Instant } from "./time.ts";

/** A key is a slot and so many times a generation. */
export const generationUnit = 2 ** 26;
export const slotMask = generationUnit - 1;
/** A slot that had so many tenants is given up, so that no key ever means another event. */
const lastGeneration = 2 ** 27 - 1;
const wordSize = 2 ** 32;
const nowhere = -1;

// A level tells 256 places apart by eight bits of the instant; seven levels have all 53 bits.
const levels = 7;
const levelBits = 8;
const levelPlaces = 1 << levelBits;
const placeMask = levelPlaces - 1;
const wordsPerLevel = levelPlaces / 32;

// An event is four doubles: two, and in place of the others three integers. Half a line of the cache
// has what a list needs of it.
const doublesPerEvent = 4;
const integersPerEvent = 8;
const atField = 0;
const argumentField = 1;
/** The next event of its list on level 0; of the last one, {@link endOf} the list. */
const nextField = 4;
/** Likewise before it. */
const previousField = 5;
/** Target and kind in one. */
const whatField = 6;
const kindBits = 10;

// What cancelling and spreading ask of an event is a word elsewhere, so that the cache has those of all.
const generationMask = lastGeneration;
/** Set where there is a payload: most events have none, and leave the array of payloads alone. */
const payloadBit = 1 << 28;
/** Set where the event is in a bucket. */
const aboveBit = 1 << 29;

const kindMask = (1 << kindBits) - 1;
const mostTargets = 2 ** 21;

// A bucket is a list of blocks, each of 16 entries of 16 bytes: instant, slot, generation.
const entriesPerBlock = 16;
const doublesPerBlock = entriesPerBlock * 2;
const integersPerBlock = entriesPerBlock * 4;

const lowestBitOf = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** Stands for the end of a list in the links of its events, and leads back from there to the list. */
const endOf = (place: number): number => -2 - place;

/**
 * Events in a hierarchical timing wheel over whole microseconds.
 *
 * Level `n` sorts by the `n`-th byte of the instant the events that agree with the wheel's position
 * in all higher bytes. The position moves only when an event is taken, to that event's instant, and
 * then the one bucket that it enters is spread over the levels below. Buckets and the lists of level
 * 0 keep the order of scheduling, and a list of level 0 is one instant; so events leave in order of
 * (at, sequence).
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
  /** Slots that are free, the one freed last at the end. */
  private freeSlots: Int32Array;
  private freeCount = 0;
  private doubles: Float64Array;
  private integers: Int32Array;
  /** The generation of each slot, with bits of the event that it has. */
  private states: Int32Array;
  /** Read only where somebody asks. */
  private causes: Float64Array;
  private payloads: unknown[] = [];

  /** What the levels are relative to, in two words: the instant at which a bucket was entered last. */
  private positionLow = 0;
  private positionHigh = 0;
  /** Level 0: the first and the last event of each list. Above: the first and the last block. */
  private first = new Int32Array(levels * levelPlaces).fill(nowhere);
  private last = new Int32Array(levels * levelPlaces).fill(nowhere);
  /** Above level 0: how many entries the last block has. */
  private filled = new Int32Array(levels * levelPlaces);
  /** A bit for each list and bucket that is not empty. */
  private occupied = new Int32Array(levels * wordsPerLevel);
  /** A bit for each word of {@link occupied} that is not 0: two words, of levels 0 to 3 and the rest. */
  private words = 0;
  private wordsAbove = 0;

  private blockCapacity: number;
  private blocks = 0;
  private freeBlock = nowhere;
  private entries: Float64Array;
  private entryIntegers: Int32Array;
  private blockNext: Int32Array;
  /** Entries of events that were cancelled. */
  private remains = 0;

  /** When the next event is due, and which list or bucket it is in; -1 where that is not known. */
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
  /** The event taken last. */
  lastKey: EventKey = noEvent;

  constructor(capacity = 64, blockCapacity = 16) {
    this.capacity = capacity;
    this.freeSlots = new Int32Array(capacity);
    this.doubles = new Float64Array(capacity * doublesPerEvent);
    this.integers = new Int32Array(this.doubles.buffer);
    this.states = new Int32Array(capacity);
    this.causes = new Float64Array(capacity);
    this.blockCapacity = blockCapacity;
    this.entries = new Float64Array(blockCapacity * doublesPerBlock);
    this.entryIntegers = new Int32Array(this.entries.buffer);
    this.blockNext = new Int32Array(blockCapacity);
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
    return (slot + (this.states[slot]! & generationMask) * generationUnit) as EventKey;
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
    invariant(
      target < mostTargets && kind <= kindMask,
      "more components or timers than are numbered",
    );
    const slot = this.freeCount === 0 ? this.newSlot() : this.freeSlots[(this.freeCount -= 1)]!;
    const { doubles } = this;
    const double = slot * doublesPerEvent;
    const generation = this.states[slot]!;
    let state = generation;
    doubles[double + atField] = at;
    doubles[double + argumentField] = argument;
    this.integers[slot * integersPerEvent + whatField] = (target << kindBits) | kind;
    if (payload !== null) {
      state |= payloadBit;
      this.payloads[slot] = payload;
    }
    this.causes[slot] = cause;
    this.pending += 1;
    const place = this.placeOf(at);
    if (place < levelPlaces) {
      this.link(slot, place);
    } else {
      state |= aboveBit;
      this.append(place, at, slot, generation);
    }
    this.states[slot] = state;
    if (at < this.nextAt) {
      this.nextAt = at;
      this.nextPlace = place;
    }
    return slot;
  }

  cancel(event: EventKey): boolean {
    if (event === noEvent) return false;
    return this.cancelAt(event & slotMask, Math.floor(event / generationUnit));
  }

  /** Cancels the event of a slot, if it is that of this generation. */
  cancelAt(slot: number, generation: number): boolean {
    if (slot >= this.slots) return false;
    const state = this.states[slot]!;
    if ((state & generationMask) !== generation) return false;
    // It may be the next one: to ask costs more than to find the next one again.
    this.nextAt = -1;
    if ((state & aboveBit) !== 0) this.remains += 1;
    else this.unlink(slot);
    this.release(slot);
    if (this.remains > 4 * this.pending + 1_024) this.dropRemains();
    return true;
  }

  peek(): Instant | -1 {
    if (this.nextAt === -1 && this.pending > 0) this.findNext();
    return this.nextAt as Instant;
  }

  /** The cause of the event taken last, until another is scheduled. */
  get lastCause(): number {
    return this.takenSlot === nowhere ? -1 : this.causes[this.takenSlot]!;
  }

  tiedTargets(): readonly number[] {
    const at = this.peek();
    const targets: number[] = [];
    if (at === -1) return targets;
    const add = (slot: number) =>
      targets.push(this.integers[slot * integersPerEvent + whatField]! >> kindBits);
    this.eachIn(this.nextPlace, (due, slot) => {
      if (due === at) add(slot);
    });
    return targets;
  }

  tiedEvents(): readonly EventKey[] {
    const at = this.peek();
    const events: EventKey[] = [];
    if (at === -1) return events;
    this.eachIn(this.nextPlace, (due, slot) => {
      if (due === at) events.push(this.keyOf(slot));
    });
    return events;
  }

  take(rank = 0): TakenEvent | undefined {
    const at = this.peek();
    if (at === -1) return undefined;
    let slot = this.nextPlace < levelPlaces ? nowhere : this.enter(at);
    if (slot === nowhere) {
      const place = this.nextPlace;
      slot = this.first[place]!;
      for (let left = rank; left > 0; left -= 1) {
        slot = this.integers[slot * integersPerEvent + nextField]!;
        invariant(slot >= 0, `rank ${rank} is asked for among fewer tied events`);
      }
      this.unlink(slot);
      if (this.first[place] === nowhere) this.nextAt = -1;
    } else {
      this.nextAt = -1;
    }
    const { taken } = this;
    const what = this.integers[slot * integersPerEvent + whatField]!;
    taken.at = at;
    taken.target = what >> kindBits;
    taken.kind = what & kindMask;
    taken.argument = this.doubles[slot * doublesPerEvent + argumentField]!;
    taken.payload = this.payloadOf(slot);
    this.takenSlot = slot;
    this.lastKey = this.keyOf(slot);
    this.release(slot);
    this.now = at;
    return taken;
  }

  advanceTo(at: Instant): void {
    const next = this.peek();
    invariant(at >= this.now, `time is to go back from ${this.now} to ${at}`);
    invariant(next === -1 || next >= at, `time is to pass ${next}, at which an event waits`);
    this.now = at;
  }

  fork(): EventQueue {
    const copy = new EventQueue(roomFor(this.slots), roomFor(this.blocks));
    copy.copyFrom(this);
    return copy;
  }

  /** Becomes the same as `other`, in the memory that it has where that is enough: what is used is copied. */
  copyFrom(other: EventQueue): void {
    this.now = other.now;
    this.pending = other.pending;
    const { slots, blocks, freeCount } = other;
    if (this.capacity < slots) {
      this.capacity = roomFor(slots);
      this.doubles = new Float64Array(this.capacity * doublesPerEvent);
      this.integers = new Int32Array(this.doubles.buffer);
      this.states = new Int32Array(this.capacity);
      this.freeSlots = new Int32Array(this.capacity);
      this.causes = new Float64Array(this.capacity);
    } else if (slots < this.slots) {
      // A slot that is used anew has the generation that a fresh one has.
      this.states.fill(0, slots, this.slots);
    }
    this.doubles.set(other.doubles.subarray(0, slots * doublesPerEvent));
    this.states.set(other.states.subarray(0, slots));
    this.freeSlots.set(other.freeSlots.subarray(0, freeCount));
    this.causes.set(other.causes.subarray(0, slots));
    this.slots = slots;
    this.freeCount = freeCount;
    this.payloads = other.payloads.slice();
    this.positionLow = other.positionLow;
    this.positionHigh = other.positionHigh;
    this.first.set(other.first);
    this.last.set(other.last);
    this.filled.set(other.filled);
    this.occupied.set(other.occupied);
    this.words = other.words;
    this.wordsAbove = other.wordsAbove;
    if (this.blockCapacity < blocks) {
      this.blockCapacity = roomFor(blocks);
      this.entries = new Float64Array(this.blockCapacity * doublesPerBlock);
      this.entryIntegers = new Int32Array(this.entries.buffer);
      this.blockNext = new Int32Array(this.blockCapacity);
    }
    this.entries.set(other.entries.subarray(0, blocks * doublesPerBlock));
    this.blockNext.set(other.blockNext.subarray(0, blocks));
    this.blocks = blocks;
    this.freeBlock = other.freeBlock;
    this.remains = other.remains;
    this.nextAt = other.nextAt;
    this.nextPlace = other.nextPlace;
    this.takenSlot = other.takenSlot;
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
    const { doubles, integers, causes } = this;
    const show = (at: number, slot: number) => {
      const what = integers[slot * integersPerEvent + whatField]!;
      const argument = doubles[slot * doublesPerEvent + argumentField]!;
      const payload = this.payloadOf(slot);
      const cause = causes[slot]!;
      look(
        at as Instant,
        what >> kindBits,
        what & kindMask,
        argument,
        payload,
        cause,
        this.keyOf(slot),
      );
    };
    for (let word = 0; word < levels * wordsPerLevel; word += 1) {
      for (let bits = this.occupied[word]!; bits !== 0; bits &= bits - 1) {
        this.eachIn((word << 5) + lowestBitOf(bits), show);
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

  /** Where an event due at `at` belongs: a list of level 0, or a bucket above. */
  private placeOf(at: number): number {
    const low = at >>> 0;
    const highWord = at < wordSize ? 0 : (at - low) / wordSize;
    if (highWord === this.positionHigh) {
      const differing = low ^ this.positionLow;
      if (differing >>> levelBits === 0) return low & placeMask;
      const level = (31 - Math.clz32(differing)) >> 3;
      return (level << levelBits) + ((low >>> (level << 3)) & placeMask);
    }
    const step = (31 - Math.clz32(highWord ^ this.positionHigh)) >> 3;
    return ((4 + step) << levelBits) + ((highWord >>> (step << 3)) & placeMask);
  }

  /** Puts an event last in a list of level 0. */
  private link(slot: number, place: number): void {
    const { integers } = this;
    const integer = slot * integersPerEvent;
    const tail = this.last[place]!;
    integers[integer + nextField] = endOf(place);
    this.last[place] = slot;
    if (tail === nowhere) {
      integers[integer + previousField] = endOf(place);
      this.first[place] = slot;
      this.occupy(place);
    } else {
      integers[integer + previousField] = tail;
      integers[tail * integersPerEvent + nextField] = slot;
    }
  }

  private unlink(slot: number): void {
    const { integers } = this;
    const integer = slot * integersPerEvent;
    const next = integers[integer + nextField]!;
    const previous = integers[integer + previousField]!;
    if (next >= 0) integers[next * integersPerEvent + previousField] = previous;
    else this.last[endOf(next)] = previous >= 0 ? previous : nowhere;
    if (previous >= 0) {
      integers[previous * integersPerEvent + nextField] = next;
      return;
    }
    const place = endOf(previous);
    this.first[place] = next >= 0 ? next : nowhere;
    if (next < 0) this.vacate(place);
  }

  /** Puts an entry last in a bucket. */
  private append(place: number, at: number, slot: number, generation: number): void {
    let block = this.last[place]!;
    let entry = this.filled[place]!;
    if (block === nowhere || entry === entriesPerBlock) {
      const added = this.newBlock();
      if (block === nowhere) {
        this.first[place] = added;
        this.occupy(place);
      } else {
        this.blockNext[block] = added;
      }
      this.last[place] = added;
      block = added;
      entry = 0;
    }
    const { entryIntegers } = this;
    this.entries[block * doublesPerBlock + entry * 2] = at;
    const integer = block * integersPerBlock + entry * 4;
    entryIntegers[integer + 2] = slot;
    entryIntegers[integer + 3] = generation;
    this.filled[place] = entry + 1;
  }

  private isLive(slot: number, generation: number): boolean {
    return (this.states[slot]! & generationMask) === generation;
  }

  private payloadOf(slot: number): unknown {
    return (this.states[slot]! & payloadBit) === 0 ? null : this.payloads[slot];
  }

  private occupy(place: number): void {
    const word = place >> 5;
    this.occupied[word]! |= 1 << (place & 31);
    if (word < 32) this.words |= 1 << word;
    else this.wordsAbove |= 1 << (word - 32);
  }

  private vacate(place: number): void {
    const word = place >> 5;
    const bits = this.occupied[word]! & ~(1 << (place & 31));
    this.occupied[word] = bits;
    if (bits !== 0) return;
    if (word < 32) this.words &= ~(1 << word);
    else this.wordsAbove &= ~(1 << (word - 32));
  }

  /** Finds the next event and moves none: what the lowest level holds is before all the rest. */
  private findNext(): void {
    for (;;) {
      const word = this.words !== 0 ? lowestBitOf(this.words) : 32 + lowestBitOf(this.wordsAbove);
      const place = (word << 5) + lowestBitOf(this.occupied[word]!);
      const at =
        place < levelPlaces
          ? this.doubles[this.first[place]! * doublesPerEvent + atField]!
          : this.leastIn(place);
      if (at !== Infinity) {
        this.nextAt = at;
        this.nextPlace = place;
        return;
      }
      this.freeBlocks(place); // Nothing but remains.
    }
  }

  /** The earliest instant of a bucket's events; Infinity for a bucket without any. */
  private leastIn(place: number): number {
    const { entries, entryIntegers, blockNext } = this;
    const last = this.last[place]!;
    for (;;) {
      let least = Infinity;
      let found = 0;
      for (let block = this.first[place]!; ; block = blockNext[block]!) {
        const start = block * doublesPerBlock;
        const end = start + 2 * (block === last ? this.filled[place]! : entriesPerBlock);
        for (let double = start; double < end; double += 2) {
          if (entries[double]! < least) {
            least = entries[double]!;
            found = double;
          }
        }
        if (block === last) break;
      }
      if (least === Infinity) return Infinity;
      if (this.isLive(entryIntegers[2 * found + 2]!, entryIntegers[2 * found + 3]!)) return least;
      entries[found] = Infinity;
    }
  }

  /**
   * Moves the position to the next event, and spreads its bucket over the levels below. An event that
   * was alone there is in no list afterwards, and is the slot returned.
   */
  private enter(at: number): number {
    const entered = this.nextPlace;
    const firstBlock = this.first[entered]!;
    const last = this.last[entered]!;
    const filled = this.filled[entered]!;
    this.first[entered] = nowhere;
    this.last[entered] = nowhere;
    this.vacate(entered);
    this.positionLow = at >>> 0;
    this.positionHigh = at < wordSize ? 0 : (at - this.positionLow) / wordSize;
    let alone = nowhere;
    if (firstBlock === last && filled === 1) {
      alone = this.entryIntegers[firstBlock * integersPerBlock + 2]!;
    } else {
      this.nextPlace = at & placeMask;
      for (let block = firstBlock; ; block = this.blockNext[block]!) {
        const count = block === last ? filled : entriesPerBlock;
        if (entered < 2 * levelPlaces) this.spreadToLists(block, count);
        else this.spreadToBuckets(block, count);
        if (block === last) break;
      }
    }
    this.blockNext[last] = this.freeBlock;
    this.freeBlock = firstBlock;
    return alone;
  }

  private spreadToLists(block: number, count: number): void {
    const { entries, entryIntegers, states } = this;
    let double = block * doublesPerBlock;
    for (const end = double + 2 * count; double < end; double += 2) {
      const slot = entryIntegers[2 * double + 2]!;
      const generation = entryIntegers[2 * double + 3]!;
      const state = states[slot]!;
      if ((state & generationMask) === generation) {
        states[slot] = state & ~aboveBit;
        this.link(slot, entries[double]! & placeMask);
      } else {
        this.remains -= 1;
      }
    }
  }

  private spreadToBuckets(block: number, count: number): void {
    let double = block * doublesPerBlock;
    for (const end = double + 2 * count; double < end; double += 2) {
      // Read anew each time: appending may have made them grow.
      const at = this.entries[double]!;
      const slot = this.entryIntegers[2 * double + 2]!;
      const generation = this.entryIntegers[2 * double + 3]!;
      if (at === Infinity) {
        this.remains -= 1;
        continue;
      }
      const place = this.placeOf(at);
      if (place >= levelPlaces) this.append(place, at, slot, generation);
      else if (this.isLive(slot, generation)) {
        this.states[slot]! &= ~aboveBit;
        this.link(slot, place);
      } else this.remains -= 1;
    }
  }

  /** Looks at each event of a list or bucket in order. */
  private eachIn(place: number, look: (at: number, slot: number) => void): void {
    if (place >= levelPlaces) {
      this.eachEntry(place, (at, slot, generation) => {
        if (at !== Infinity && this.isLive(slot, generation)) look(at, slot);
      });
      return;
    }
    for (let slot = this.first[place]!; slot >= 0;) {
      look(this.doubles[slot * doublesPerEvent + atField]!, slot);
      slot = this.integers[slot * integersPerEvent + nextField]!;
    }
  }

  private freeBlocks(place: number): void {
    const last = this.last[place]!;
    for (let block = this.first[place]!; block !== last; block = this.blockNext[block]!) {
      this.remains -= entriesPerBlock;
    }
    this.remains -= this.filled[place]!;
    this.blockNext[last] = this.freeBlock;
    this.freeBlock = this.first[place]!;
    this.first[place] = nowhere;
    this.last[place] = nowhere;
    this.vacate(place);
  }

  /** Drops what buckets say of cancelled events: each entry is looked at once for each cancelled one. */
  private dropRemains(): void {
    for (let place = levelPlaces; place < levels * levelPlaces; place += 1) {
      if (this.first[place] !== nowhere) this.dropRemainsOf(place);
    }
    this.remains = 0;
  }

  /** Moves the entries of a bucket that stand for events to its front, and gives back the blocks behind them. */
  private dropRemainsOf(place: number): void {
    const { entries, entryIntegers, blockNext } = this;
    const end = this.last[place]!;
    let kept = this.first[place]!;
    let keptEntries = 0;
    for (let block = kept; ; block = blockNext[block]!) {
      const count = block === end ? this.filled[place]! : entriesPerBlock;
      for (let entry = 0; entry < count; entry += 1) {
        const from = block * doublesPerBlock + entry * 2;
        const slot = entryIntegers[2 * from + 2]!;
        const generation = entryIntegers[2 * from + 3]!;
        if (entries[from] === Infinity || !this.isLive(slot, generation)) continue;
        if (keptEntries === entriesPerBlock) {
          kept = blockNext[kept]!;
          keptEntries = 0;
        }
        const to = kept * doublesPerBlock + keptEntries * 2;
        entries[to] = entries[from]!;
        entryIntegers[2 * to + 2] = slot;
        entryIntegers[2 * to + 3] = generation;
        keptEntries += 1;
      }
      if (block === end) break;
    }
    if (keptEntries === 0) {
      this.freeBlocks(place); // What remains is counted anew.
      return;
    }
    this.last[place] = kept;
    this.filled[place] = keptEntries;
    if (kept === end) return;
    const dropped = blockNext[kept]!;
    blockNext[end] = this.freeBlock;
    this.freeBlock = dropped;
  }

  private eachEntry(
    place: number,
    look: (at: number, slot: number, generation: number) => void,
  ): void {
    const last = this.last[place]!;
    for (let block = this.first[place]!; ; block = this.blockNext[block]!) {
      const count = block === last ? this.filled[place]! : entriesPerBlock;
      for (let entry = 0; entry < count; entry += 1) {
        const integer = block * integersPerBlock + entry * 4;
        const at = this.entries[block * doublesPerBlock + entry * 2]!;
        look(at, this.entryIntegers[integer + 2]!, this.entryIntegers[integer + 3]!);
      }
      if (block === last) return;
    }
  }

  private release(slot: number): void {
    const state = this.states[slot]!;
    const generation = (state & generationMask) + 1;
    this.states[slot] = generation;
    if ((state & payloadBit) !== 0) this.payloads[slot] = null;
    this.pending -= 1;
    if (generation === lastGeneration) return;
    this.freeSlots[this.freeCount] = slot;
    this.freeCount += 1;
  }

  private newSlot(): number {
    if (this.slots === this.capacity) {
      this.capacity = grown(this.capacity);
      const larger = new Float64Array(this.capacity * doublesPerEvent);
      larger.set(this.doubles);
      this.doubles = larger;
      this.integers = new Int32Array(larger.buffer);
      const states = new Int32Array(this.capacity);
      states.set(this.states);
      this.states = states;
      // None is free now.
      this.freeSlots = new Int32Array(this.capacity);
      const causes = new Float64Array(this.capacity);
      causes.set(this.causes);
      this.causes = causes;
    }
    this.payloads.push(null);
    this.slots += 1;
    return this.slots - 1;
  }

  private newBlock(): number {
    const block = this.freeBlock;
    if (block !== nowhere) {
      this.freeBlock = this.blockNext[block]!;
      return block;
    }
    if (this.blocks === this.blockCapacity) {
      this.blockCapacity = grown(this.blockCapacity);
      const larger = new Float64Array(this.blockCapacity * doublesPerBlock);
      larger.set(this.entries);
      this.entries = larger;
      this.entryIntegers = new Int32Array(larger.buffer);
      const next = new Int32Array(this.blockCapacity);
      next.set(this.blockNext);
      this.blockNext = next;
    }
    this.blocks += 1;
    return this.blocks - 1;
  }
}

/** Events up to which the room for them doubles. */
const doublesUpTo = 65_536;

/** For how many a fork has room: some more than there are. */
const roomFor = (count: number): number => Math.max(16, count + (count >> 4));

/** The next capacity: many events have little room besides, since that costs more than to copy them. */
const grown = (capacity: number): number =>
  capacity < doublesUpTo ? capacity * 2 : capacity + Math.ceil(capacity / 4);
