import type { RequestId } from "./effect.ts";
import type { Tagged } from "./plain.ts";
import { generationOf, keyOf, lastGeneration, noSlot, slotMask, slotOf } from "./slot-key.ts";
import type { Instant } from "./time.ts";

/** No place: the request is closed, or nobody waits for an answer. */
export const noPlace = -1;

/** Where an open request is: on its way, with its target, or answered and the reply on its way back. */
export const asked = 0;
export const delivered = 1;
export const answered = 2;
const stages = ["asked", "delivered", "answered"] as const;
export type Stage = typeof asked | typeof delivered | typeof answered;

// A record is 64 bytes: two doubles, and in place of six others nine integers. Its place is that of its first integer.
const recordBits = 4;
const recordSize = 1 << recordBits;
const deadlineField = 0;
const tagField = 1;
/** The slot of the event at which it is given up. */
const deadlineSlotField = 4;
const requesterField = 6;
const senderField = 7;
const targetField = 8;
const readerField = 9;
const portField = 10;
const toField = 11;
/** Of a record that is free: the next free one. */
const slotField = 12;
const stageField = 13;

// A slot is two integers.
/** Of one that is free, the complement of the generation that it will have. */
const generationField = 0;
/** The place of the record; of a slot that is free, the next free one. */
const placeField = 1;

// With the mask the compiler knows that no sum is too large.
const rowOf = (slot: number): number => (slot & slotMask) << 1;

// Beside the stage: whether there is a reading, and a listener.
const stageMask = 3;
const readingBit = 4;
const listenerBit = 8;

/** An open request that is looked at: a copy. */
export interface OpenRequest {
  /** Its number: a slot, told from its other tenants by the generation. */
  readonly slot: number;
  readonly generation: number;
  /** The component that asks; -1 from outside. */
  readonly requester: number;
  /** The component for which it asks, in the end: itself, as a rule; -1 from outside. */
  readonly sender: number;
  /** The component that owes the answer. */
  readonly target: number;
  /** The component that handed it on, and puts the answer into its own words; -1 for none. */
  readonly reader: number;
  /** What that one needs to know again for it. */
  readonly reading: unknown;
  readonly port: number;
  readonly to: number;
  readonly tag: number;
  readonly deadline: Instant;
  readonly stage: "asked" | "delivered" | "answered";
}

/**
 * All open requests, as numbers: nothing is made for one that is opened.
 *
 * A slot numbers a request, and leads to the place of its record. Places are known here and for as long as the
 * request is open only; so a fork copies the records of what is open, however many there were at once before.
 */
export class Requests {
  /** Slots ever used. */
  private slots = 0;
  private table: Int32Array;
  /** The one freed last, which leads to those before. */
  private freeSlot = noSlot;

  private openCount = 0;
  /** Up to where there ever was a record. */
  private recordsEnd = 0;
  private freeRecord = noPlace;
  private doubles: Float64Array;
  private integers: Int32Array;
  /** By record; read only where there is one. */
  private readings: unknown[] = [];
  /** By place, of requests from outside: who hears the answer. */
  private readonly listeners = new Map<number, (body: Tagged) => void>();

  constructor(slots = 16, records = 16) {
    this.table = new Int32Array(2 * slots);
    this.integers = new Int32Array(records * recordSize);
    this.doubles = new Float64Array(this.integers.buffer);
  }

  /** Opens a request, of which it says the place. Its tag and its deadline are still to be set. */
  open(requester: number, sender: number, target: number, port: number, to: number): number {
    if (this.freeSlot === noSlot) this.addSlot();
    if (this.freeRecord === noPlace) this.addRecord();
    const { table, integers, freeSlot: slot, freeRecord: place } = this;
    this.freeRecord = integers[place + slotField]!;
    this.freeSlot = table[rowOf(slot) + placeField]!;
    table[rowOf(slot) + placeField] = place;
    table[rowOf(slot) + generationField] = ~table[rowOf(slot) + generationField]!;
    this.openCount += 1;
    integers[place + deadlineSlotField] = noSlot;
    integers[place + requesterField] = requester;
    integers[place + senderField] = sender;
    integers[place + targetField] = target;
    integers[place + readerField] = -1;
    integers[place + portField] = port;
    integers[place + toField] = to;
    integers[place + slotField] = slot;
    integers[place + stageField] = asked;
    return place;
  }

  /** The place of the request `id` while it is open; {@link noPlace} otherwise. */
  find(id: RequestId): number {
    const slot = slotOf(id);
    if (slot >= this.slots || id < 0) return noPlace;
    const { table } = this;
    return table[rowOf(slot) + generationField] === generationOf(id)
      ? table[rowOf(slot) + placeField]!
      : noPlace;
  }

  stageOf(place: number): Stage {
    return (this.integers[place + stageField]! & stageMask) as Stage; // No other is set.
  }

  setStage(place: number, stage: Stage): void {
    const { integers } = this;
    integers[place + stageField] = (integers[place + stageField]! & ~stageMask) | stage;
  }

  requesterOf(place: number): number {
    return this.integers[place + requesterField]!;
  }

  senderOf(place: number): number {
    return this.integers[place + senderField]!;
  }

  targetOf(place: number): number {
    return this.integers[place + targetField]!;
  }

  setTarget(place: number, target: number): void {
    this.integers[place + targetField] = target;
  }

  portOf(place: number): number {
    return this.integers[place + portField]!;
  }

  toOf(place: number): number {
    return this.integers[place + toField]!;
  }

  tagOf(place: number): number {
    return this.doubles[(place >> 1) + tagField]!;
  }

  setTag(place: number, tag: number): void {
    this.doubles[(place >> 1) + tagField] = tag;
  }

  deadlineOf(place: number): Instant {
    return this.doubles[(place >> 1) + deadlineField]! as Instant;
  }

  setDeadline(place: number, deadline: Instant): void {
    this.doubles[(place >> 1) + deadlineField] = deadline;
  }

  /** The slot of the event at which it is given up. */
  deadlineSlotOf(place: number): number {
    return this.integers[place + deadlineSlotField]!;
  }

  setDeadlineSlot(place: number, slot: number): void {
    this.integers[place + deadlineSlotField] = slot;
  }

  readerOf(place: number): number {
    return this.integers[place + readerField]!;
  }

  readingOf(place: number): unknown {
    return (this.integers[place + stageField]! & readingBit) === 0
      ? null
      : this.readings[place >> recordBits];
  }

  setReader(place: number, reader: number, reading: unknown): void {
    this.integers[place + readerField] = reader;
    this.integers[place + stageField]! |= readingBit;
    while (this.readings.length <= place >> recordBits) this.readings.push(null);
    this.readings[place >> recordBits] = reading;
  }

  /** Who is gone waits for no answer, and never gives up. */
  forgetRequester(place: number, deadline: Instant): void {
    this.integers[place + requesterField] = -1;
    this.setDeadline(place, deadline);
  }

  listenerOf(place: number): ((body: Tagged) => void) | null {
    return (this.integers[place + stageField]! & listenerBit) === 0
      ? null
      : this.listeners.get(place)!;
  }

  setListener(place: number, onReply: (body: Tagged) => void): void {
    this.integers[place + stageField]! |= listenerBit;
    this.listeners.set(place, onReply);
  }

  get hasListeners(): boolean {
    return this.listeners.size > 0;
  }

  close(place: number): void {
    const { table, integers } = this;
    const stage = integers[place + stageField]!;
    if (stage >= readingBit) this.letGoOf(place, stage);
    const slot = integers[place + slotField]!;
    integers[place + slotField] = this.freeRecord;
    this.freeRecord = place;
    this.openCount -= 1;
    const generation = table[rowOf(slot) + generationField]! + 1;
    table[rowOf(slot) + generationField] = ~generation;
    if (generation === lastGeneration) return;
    table[rowOf(slot) + placeField] = this.freeSlot;
    this.freeSlot = slot;
  }

  private letGoOf(place: number, stage: number): void {
    if ((stage & readingBit) !== 0) this.readings[place >> recordBits] = null;
    if ((stage & listenerBit) !== 0) this.listeners.delete(place);
  }

  /** Calls `look` with the place of each open request, in order of their slots. */
  forEach(look: (place: number) => void): void {
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.table[rowOf(slot) + generationField]! >= 0)
        look(this.table[rowOf(slot) + placeField]!);
    }
  }

  idOf(place: number): RequestId {
    const slot = this.integers[place + slotField]!;
    return keyOf(slot, this.table[rowOf(slot) + generationField]!) as RequestId;
  }

  /** The request at `place`, to look at. */
  at(place: number): OpenRequest {
    const slot = this.integers[place + slotField]!;
    return {
      slot,
      generation: this.table[rowOf(slot) + generationField]!,
      requester: this.requesterOf(place),
      sender: this.senderOf(place),
      target: this.targetOf(place),
      reader: this.readerOf(place),
      reading: this.readingOf(place),
      port: this.portOf(place),
      to: this.toOf(place),
      tag: this.tagOf(place),
      deadline: this.deadlineOf(place),
      stage: stages[this.stageOf(place)],
    };
  }

  /** All open requests, in order of their slots. */
  list(): readonly OpenRequest[] {
    const open: OpenRequest[] = [];
    this.forEach((place) => open.push(this.at(place)));
    return open;
  }

  /** Becomes the same as `other`, in the memory that it has where that is enough. */
  copyFrom(other: Requests): void {
    const { slots, openCount } = other;
    if (this.table.length < 2 * slots) this.table = new Int32Array(2 * roomFor(slots));
    this.table.set(other.table.subarray(0, 2 * slots));
    this.slots = slots;
    this.freeSlot = other.freeSlot;
    this.openCount = openCount;
    this.recordsEnd = openCount * recordSize;
    this.freeRecord = noPlace;
    if (this.integers.length < this.recordsEnd) {
      this.integers = new Int32Array(roomFor(openCount) * recordSize);
      this.doubles = new Float64Array(this.integers.buffer);
    }
    this.readings = [];
    this.listeners.clear();
    const { table, doubles } = this;
    const from = other.doubles;
    let here = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      if (table[rowOf(slot) + generationField]! < 0) continue;
      const place = table[rowOf(slot) + placeField]!;
      table[rowOf(slot) + placeField] = here;
      for (let double = 0; double < recordSize / 2; double += 1) {
        doubles[(here >> 1) + double] = from[(place >> 1) + double]!;
      }
      if (other.integers[place + stageField]! >= readingBit) this.takeOver(here, other, place);
      here += recordSize;
    }
  }

  /** What the request at `place` has besides numbers. */
  private takeOver(here: number, other: Requests, place: number): void {
    const reading = other.readingOf(place);
    if (reading !== null) this.setReader(here, other.readerOf(place), reading);
    const listener = other.listenerOf(place);
    if (listener !== null) this.setListener(here, listener);
  }

  /** Holds nothing any more but numbers. */
  letGo(): void {
    this.readings = [];
    this.listeners.clear();
  }

  /** The table as plain data. */
  save(): SavedRequests {
    const generations: number[] = [];
    for (let slot = 0; slot < this.slots; slot += 1) {
      const generation = this.table[rowOf(slot) + generationField]!;
      generations.push(generation < 0 ? ~generation : generation);
    }
    const free: number[] = [];
    for (let slot = this.freeSlot; slot !== noSlot; slot = this.table[rowOf(slot) + placeField]!) {
      free.push(slot);
    }
    return { generations, free: free.reverse(), open: this.list() };
  }

  /** Takes over the table that {@link save} gave, into one in which nothing was. Nobody outside hears the answers. */
  load({ generations, free, open }: SavedRequests): void {
    for (const generation of generations) {
      this.addSlot();
      this.table[rowOf(this.slots - 1) + generationField] = ~generation;
    }
    this.freeSlot = noSlot;
    for (const slot of free) this.setFree(slot);
    for (const request of open) {
      this.setFree(request.slot);
      const { requester, sender, target, port, to, tag, deadline } = request;
      const place = this.open(requester, sender, target, port, to);
      this.setTag(place, tag);
      this.setDeadline(place, deadline);
      if (request.reader !== -1) this.setReader(place, request.reader, request.reading);
      this.setStage(place, stages.indexOf(request.stage) as Stage); // Nothing else is saved.
    }
  }

  private setFree(slot: number): void {
    this.table[rowOf(slot) + placeField] = this.freeSlot;
    this.freeSlot = slot;
  }

  /** Makes a slot, which is free. */
  private addSlot(): void {
    if (2 * this.slots === this.table.length) {
      const { table } = this;
      this.table = new Int32Array(2 * table.length);
      this.table.set(table);
    }
    this.table[rowOf(this.slots) + generationField] = ~0;
    this.slots += 1;
    this.setFree(this.slots - 1);
  }

  /** Makes a record, where none is free. */
  private addRecord(): void {
    if (this.recordsEnd === this.integers.length) {
      const { integers } = this;
      this.integers = new Int32Array(2 * integers.length);
      this.integers.set(integers);
      this.doubles = new Float64Array(this.integers.buffer);
    }
    this.integers[this.recordsEnd + slotField] = noPlace;
    this.freeRecord = this.recordsEnd;
    this.recordsEnd += recordSize;
  }
}

/** For how many a fork has room: some more than there are. */
const roomFor = (count: number): number => Math.max(16, count + (count >> 4));

/** Open requests as plain data. */
export interface SavedRequests {
  readonly generations: readonly number[];
  readonly free: readonly number[];
  readonly open: readonly OpenRequest[];
}
