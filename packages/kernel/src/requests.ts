import { noEvent, type EventKey } from "./scheduler.ts";
import type { RequestId } from "./effect.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

const generationUnit = 2 ** 26;
const slotMask = generationUnit - 1;
/** A slot that had so many requests is given up, so that no number ever means another request. */
const lastGeneration = 2 ** 27 - 1;

/** No place: the request is closed, or nobody waits for an answer. */
export const noPlace = -1;

/** Where an open request is: on its way, with its target, or answered and the reply on its way back. */
export const asked = 0;
export const delivered = 1;
export const answered = 2;
const stages = ["asked", "delivered", "answered"] as const;
export type Stage = typeof asked | typeof delivered | typeof answered;

// A record is seven doubles: three, and in place of the others eight integers.
const doublesPerRequest = 7;
const integersPerRequest = 14;
const deadlineField = 0;
const deadlineEventField = 1;
const tagField = 2;
const requesterField = 6;
const senderField = 7;
const targetField = 8;
const readerField = 9;
const portField = 10;
const toField = 11;
/** Of a record that is free: the next free one. */
const slotField = 12;
const stageField = 13;

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
 * All open requests, in columns: nothing is made for one that is opened.
 *
 * A slot numbers a request, and leads to the place of its record. Places are known here and for as long as the
 * request is open only; so a fork copies the records of what is open, however many there were at once before.
 */
export class Requests {
  /** Slots ever used. */
  private slots = 0;
  private generations: Int32Array;
  /** By slot; {@link noPlace} of one that is free. */
  private places: Int32Array;
  /** Slots that are free, the one freed last at the end. */
  private free: Int32Array;
  private freeCount = 0;

  private openCount = 0;
  /** Places ever used. */
  private records = 0;
  private freeRecord = noPlace;
  private doubles: Float64Array;
  private integers: Int32Array;
  /** By place; read only where there is one. */
  private readings: unknown[] = [];
  /** By place, of requests from outside: who hears the answer. */
  private readonly listeners = new Map<number, (body: Tagged) => void>();

  constructor(slots = 16, records = 16) {
    this.generations = new Int32Array(slots);
    this.places = new Int32Array(slots);
    this.free = new Int32Array(slots);
    this.doubles = new Float64Array(records * doublesPerRequest);
    this.integers = new Int32Array(this.doubles.buffer);
  }

  open(
    requester: number,
    sender: number,
    target: number,
    port: number,
    to: number,
    tag: number,
    deadline: Instant,
    onReply: ((body: Tagged) => void) | null,
  ): RequestId {
    const slot = this.freeCount === 0 ? this.newSlot() : this.free[(this.freeCount -= 1)]!;
    let place = this.freeRecord;
    if (place === noPlace) place = this.newRecord();
    else this.freeRecord = this.integers[place * integersPerRequest + slotField]!;
    this.places[slot] = place;
    this.openCount += 1;
    const { doubles, integers } = this;
    const double = place * doublesPerRequest;
    doubles[double + deadlineField] = deadline;
    doubles[double + deadlineEventField] = noEvent;
    doubles[double + tagField] = tag;
    const integer = place * integersPerRequest;
    integers[integer + requesterField] = requester;
    integers[integer + senderField] = sender;
    integers[integer + targetField] = target;
    integers[integer + readerField] = -1;
    integers[integer + portField] = port;
    integers[integer + toField] = to;
    integers[integer + slotField] = slot;
    integers[integer + stageField] = asked;
    if (onReply !== null) {
      integers[integer + stageField] = asked | listenerBit;
      this.listeners.set(place, onReply);
    }
    return (slot + this.generations[slot]! * generationUnit) as RequestId;
  }

  /** The place of the request `id` while it is open; {@link noPlace} otherwise. */
  find(id: RequestId): number {
    if (id < 0) return noPlace;
    const generation = id < generationUnit ? 0 : Math.floor(id / generationUnit);
    const slot = id & slotMask;
    return slot < this.slots && this.generations[slot] === generation
      ? this.places[slot]!
      : noPlace;
  }

  stageOf(place: number): Stage {
    return (this.integers[place * integersPerRequest + stageField]! & stageMask) as Stage; // No other is set.
  }

  setStage(place: number, stage: Stage): void {
    const integer = place * integersPerRequest + stageField;
    this.integers[integer] = (this.integers[integer]! & ~stageMask) | stage;
  }

  requesterOf(place: number): number {
    return this.integers[place * integersPerRequest + requesterField]!;
  }

  senderOf(place: number): number {
    return this.integers[place * integersPerRequest + senderField]!;
  }

  targetOf(place: number): number {
    return this.integers[place * integersPerRequest + targetField]!;
  }

  setTarget(place: number, target: number): void {
    this.integers[place * integersPerRequest + targetField] = target;
  }

  portOf(place: number): number {
    return this.integers[place * integersPerRequest + portField]!;
  }

  toOf(place: number): number {
    return this.integers[place * integersPerRequest + toField]!;
  }

  tagOf(place: number): number {
    return this.doubles[place * doublesPerRequest + tagField]!;
  }

  deadlineOf(place: number): Instant {
    return this.doubles[place * doublesPerRequest + deadlineField]! as Instant;
  }

  setDeadline(place: number, deadline: Instant): void {
    this.doubles[place * doublesPerRequest + deadlineField] = deadline;
  }

  /** The event at which it is given up. */
  deadlineEventOf(place: number): EventKey {
    return this.doubles[place * doublesPerRequest + deadlineEventField]! as EventKey;
  }

  setDeadlineEvent(place: number, event: EventKey): void {
    this.doubles[place * doublesPerRequest + deadlineEventField] = event;
  }

  readerOf(place: number): number {
    return this.integers[place * integersPerRequest + readerField]!;
  }

  readingOf(place: number): unknown {
    return (this.integers[place * integersPerRequest + stageField]! & readingBit) === 0
      ? null
      : this.readings[place];
  }

  setReader(place: number, reader: number, reading: unknown): void {
    this.integers[place * integersPerRequest + readerField] = reader;
    this.integers[place * integersPerRequest + stageField]! |= readingBit;
    while (this.readings.length <= place) this.readings.push(null);
    this.readings[place] = reading;
  }

  /** Who is gone waits for no answer, and never gives up. */
  forgetRequester(place: number, deadline: Instant): void {
    this.integers[place * integersPerRequest + requesterField] = -1;
    this.setDeadline(place, deadline);
    this.setDeadlineEvent(place, noEvent);
  }

  listenerOf(place: number): ((body: Tagged) => void) | null {
    return (this.integers[place * integersPerRequest + stageField]! & listenerBit) === 0
      ? null
      : this.listeners.get(place)!;
  }

  get hasListeners(): boolean {
    return this.listeners.size > 0;
  }

  close(place: number): void {
    const integer = place * integersPerRequest;
    const stage = this.integers[integer + stageField]!;
    if (stage >= readingBit) {
      if ((stage & readingBit) !== 0) this.readings[place] = null;
      if ((stage & listenerBit) !== 0) this.listeners.delete(place);
    }
    const slot = this.integers[integer + slotField]!;
    this.integers[integer + slotField] = this.freeRecord;
    this.freeRecord = place;
    this.places[slot] = noPlace;
    this.openCount -= 1;
    const generation = this.generations[slot]! + 1;
    this.generations[slot] = generation;
    if (generation === lastGeneration) return;
    this.free[this.freeCount] = slot;
    this.freeCount += 1;
  }

  /** Calls `look` with the place of each open request, in order of their slots. */
  forEach(look: (place: number) => void): void {
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.places[slot] !== noPlace) look(this.places[slot]!);
    }
  }

  idOf(place: number): RequestId {
    const slot = this.integers[place * integersPerRequest + slotField]!;
    return (slot + this.generations[slot]! * generationUnit) as RequestId;
  }

  /** The request at `place`, to look at. */
  at(place: number): OpenRequest {
    const slot = this.integers[place * integersPerRequest + slotField]!;
    return {
      slot,
      generation: this.generations[slot]!,
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
    const { slots, freeCount } = other;
    if (this.generations.length < slots) {
      this.generations = new Int32Array(roomFor(slots));
      this.places = new Int32Array(roomFor(slots));
      this.free = new Int32Array(roomFor(slots));
    } else if (slots < this.slots) {
      // A slot that is used anew has the generation that a fresh one has.
      this.generations.fill(0, slots, this.slots);
    }
    this.generations.set(other.generations.subarray(0, slots));
    this.free.set(other.free.subarray(0, freeCount));
    this.slots = slots;
    this.freeCount = freeCount;
    this.openCount = other.openCount;
    this.records = other.openCount;
    this.freeRecord = noPlace;
    if (this.doubles.length < this.records * doublesPerRequest) {
      this.doubles = new Float64Array(roomFor(this.records) * doublesPerRequest);
      this.integers = new Int32Array(this.doubles.buffer);
    }
    this.readings = [];
    this.listeners.clear();
    this.places.fill(noPlace, 0, slots);
    const { places, doubles } = this;
    const from = other.doubles;
    const fromPlaces = other.places;
    let record = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const place = fromPlaces[slot]!;
      if (place === noPlace) continue;
      places[slot] = record;
      const start = place * doublesPerRequest;
      const here = record * doublesPerRequest;
      for (let double = 0; double < doublesPerRequest; double += 1) {
        doubles[here + double] = from[start + double]!;
      }
      if (other.integers[place * integersPerRequest + stageField]! >= readingBit) {
        this.takeOver(record, other, place);
      }
      record += 1;
    }
  }

  /** What the request at `place` has besides numbers. */
  private takeOver(here: number, other: Requests, place: number): void {
    const reading = other.readingOf(place);
    if (reading !== null) this.setReader(here, other.readerOf(place), reading);
    const listener = other.listenerOf(place);
    if (listener !== null) this.listeners.set(here, listener);
  }

  /** Holds nothing any more but numbers. */
  letGo(): void {
    this.readings = [];
    this.listeners.clear();
  }

  /** The table as plain data. */
  save(): SavedRequests {
    return {
      generations: Array.from(this.generations.subarray(0, this.slots)),
      free: Array.from(this.free.subarray(0, this.freeCount)),
      open: this.list(),
    };
  }

  /** Takes over the table that {@link save} gave, into one in which nothing was. Nobody outside hears the answers. */
  load({ generations, free, open }: SavedRequests): void {
    while (this.slots < generations.length) this.newSlot();
    this.generations.set(generations);
    this.free.set(free);
    this.freeCount = free.length;
    for (const request of open) {
      const { slot, requester, sender, target, port, to, tag, deadline } = request;
      this.free[this.freeCount] = slot;
      this.freeCount += 1;
      const id = this.open(requester, sender, target, port, to, tag, deadline, null);
      const place = this.find(id);
      if (request.reader !== -1) this.setReader(place, request.reader, request.reading);
      this.setStage(place, stages.indexOf(request.stage) as Stage); // Nothing else is saved.
    }
  }

  private newSlot(): number {
    if (this.slots === this.generations.length) {
      const { generations, places } = this;
      const room = this.slots * 2;
      this.generations = new Int32Array(room);
      this.generations.set(generations);
      this.places = new Int32Array(room);
      this.places.set(places);
      const { free } = this;
      this.free = new Int32Array(room);
      this.free.set(free);
    }
    this.places[this.slots] = noPlace;
    this.slots += 1;
    return this.slots - 1;
  }

  private newRecord(): number {
    if ((this.records + 1) * doublesPerRequest > this.doubles.length) {
      const { doubles } = this;
      this.doubles = new Float64Array(this.records * 2 * doublesPerRequest);
      this.doubles.set(doubles);
      this.integers = new Int32Array(this.doubles.buffer);
    }
    this.records += 1;
    return this.records - 1;
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
