import { noEvent, type EventKey } from "./scheduler.ts";
import type { RequestId } from "./machine.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

const generationUnit = 2 ** 26;
const slotMask = generationUnit - 1;
/** A slot that had so many requests is given up, so that no number ever means another request. */
const lastGeneration = 2 ** 27 - 1;

/** No slot: the request is closed, or nobody waits for an answer. */
export const noSlot = -1;

/** Where an open request is: on its way, with its target, or answered and the reply on its way back. */
export const asked = 1;
export const delivered = 2;
export const answered = 3;
const stages = ["closed", "asked", "delivered", "answered"] as const;
export type Stage = typeof asked | typeof delivered | typeof answered;

// What every look at a request asks is a word of its own: its generation, its stage, and what it has besides.
const generationMask = lastGeneration;
const stageShift = 27;
const stageMask = 3 << stageShift;
const readingBit = 1 << 29;
const listenerBit = 1 << 30;

// The rest are six doubles: three, and in place of the others six integers.
const doublesPerRequest = 6;
const integersPerRequest = 12;
const deadlineField = 0;
const deadlineEventField = 1;
const tagField = 2;
const requesterField = 6;
const senderField = 7;
const targetField = 8;
const readerField = 9;
const portField = 10;
const toField = 11;

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

/** All open requests, in columns: nothing is made for one that is opened, and a fork copies memory. */
export class Requests {
  private capacity = 16;
  /** Slots ever used. */
  private slots = 0;
  private states = new Int32Array(16);
  private doubles = new Float64Array(16 * doublesPerRequest);
  private integers = new Int32Array(this.doubles.buffer);
  /** Slots that are free, the one freed last at the end. */
  private free = new Int32Array(16);
  private freeCount = 0;
  /** By slot; read only where there is one. */
  private readings: unknown[] = [];
  /** Of requests from outside: who hears the answer. */
  private readonly listeners = new Map<number, (body: Tagged) => void>();

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
    const { doubles, integers } = this;
    const generation = this.states[slot]!;
    let state = generation | (asked << stageShift);
    const double = slot * doublesPerRequest;
    doubles[double + deadlineField] = deadline;
    doubles[double + deadlineEventField] = noEvent;
    doubles[double + tagField] = tag;
    const integer = slot * integersPerRequest;
    integers[integer + requesterField] = requester;
    integers[integer + senderField] = sender;
    integers[integer + targetField] = target;
    integers[integer + readerField] = -1;
    integers[integer + portField] = port;
    integers[integer + toField] = to;
    if (onReply !== null) {
      state |= listenerBit;
      this.listeners.set(slot, onReply);
    }
    this.states[slot] = state;
    return (slot + generation * generationUnit) as RequestId;
  }

  /** The slot of the request `id` while it is open; {@link noSlot} otherwise. */
  find(id: RequestId): number {
    if (id < 0) return noSlot;
    const generation = id < generationUnit ? 0 : Math.floor(id / generationUnit);
    const slot = id & slotMask;
    if (slot >= this.slots) return noSlot;
    const state = this.states[slot]!;
    // A closed one has the generation of the next, of which nobody has the number yet.
    return (state & generationMask) === generation && state > generationMask ? slot : noSlot;
  }

  stageOf(slot: number): Stage {
    return ((this.states[slot]! & stageMask) >> stageShift) as Stage; // Of an open one.
  }

  setStage(slot: number, stage: Stage): void {
    this.states[slot] = (this.states[slot]! & ~stageMask) | (stage << stageShift);
  }

  requesterOf(slot: number): number {
    return this.integers[slot * integersPerRequest + requesterField]!;
  }

  senderOf(slot: number): number {
    return this.integers[slot * integersPerRequest + senderField]!;
  }

  targetOf(slot: number): number {
    return this.integers[slot * integersPerRequest + targetField]!;
  }

  setTarget(slot: number, target: number): void {
    this.integers[slot * integersPerRequest + targetField] = target;
  }

  portOf(slot: number): number {
    return this.integers[slot * integersPerRequest + portField]!;
  }

  toOf(slot: number): number {
    return this.integers[slot * integersPerRequest + toField]!;
  }

  tagOf(slot: number): number {
    return this.doubles[slot * doublesPerRequest + tagField]!;
  }

  deadlineOf(slot: number): Instant {
    return this.doubles[slot * doublesPerRequest + deadlineField]! as Instant;
  }

  setDeadline(slot: number, deadline: Instant): void {
    this.doubles[slot * doublesPerRequest + deadlineField] = deadline;
  }

  /** The event at which it is given up. */
  deadlineEventOf(slot: number): EventKey {
    return this.doubles[slot * doublesPerRequest + deadlineEventField]! as EventKey;
  }

  setDeadlineEvent(slot: number, event: EventKey): void {
    this.doubles[slot * doublesPerRequest + deadlineEventField] = event;
  }

  readerOf(slot: number): number {
    return this.integers[slot * integersPerRequest + readerField]!;
  }

  readingOf(slot: number): unknown {
    return (this.states[slot]! & readingBit) === 0 ? null : this.readings[slot];
  }

  setReader(slot: number, reader: number, reading: unknown): void {
    this.integers[slot * integersPerRequest + readerField] = reader;
    this.states[slot]! |= readingBit;
    while (this.readings.length <= slot) this.readings.push(null);
    this.readings[slot] = reading;
  }

  /** Who is gone waits for no answer, and never gives up. */
  forgetRequester(slot: number, deadline: Instant): void {
    this.integers[slot * integersPerRequest + requesterField] = -1;
    this.setDeadline(slot, deadline);
    this.setDeadlineEvent(slot, noEvent);
  }

  listenerOf(slot: number): ((body: Tagged) => void) | null {
    return (this.states[slot]! & listenerBit) === 0 ? null : this.listeners.get(slot)!;
  }

  get hasListeners(): boolean {
    return this.listeners.size > 0;
  }

  close(slot: number): void {
    const state = this.states[slot]!;
    if (state >= readingBit) {
      if ((state & readingBit) !== 0) this.readings[slot] = null;
      if ((state & listenerBit) !== 0) this.listeners.delete(slot);
    }
    const generation = (state & generationMask) + 1;
    this.states[slot] = generation;
    if (generation === lastGeneration) return;
    this.free[this.freeCount] = slot;
    this.freeCount += 1;
  }

  /** Calls `look` with the slot of each open request, in order. */
  forEach(look: (slot: number) => void): void {
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.states[slot]! > generationMask) look(slot);
    }
  }

  idOf(slot: number): RequestId {
    return (slot + (this.states[slot]! & generationMask) * generationUnit) as RequestId;
  }

  /** The request in `slot`, to look at. */
  at(slot: number): OpenRequest {
    return {
      slot,
      generation: this.states[slot]! & generationMask,
      requester: this.requesterOf(slot),
      sender: this.senderOf(slot),
      target: this.targetOf(slot),
      reader: this.readerOf(slot),
      reading: this.readingOf(slot),
      port: this.portOf(slot),
      to: this.toOf(slot),
      tag: this.tagOf(slot),
      deadline: this.deadlineOf(slot),
      stage: stages[this.stageOf(slot)], // It is open.
    };
  }

  /** All open requests, in order of their slots. */
  list(): readonly OpenRequest[] {
    const open: OpenRequest[] = [];
    this.forEach((slot) => open.push(this.at(slot)));
    return open;
  }

  /** Becomes the same as `other`, in the memory that it has where that is enough. */
  copyFrom(other: Requests): void {
    const { slots } = other;
    if (this.capacity < slots) this.makeRoom(other.capacity);
    else if (slots < this.slots) this.states.fill(0, slots, this.slots);
    this.slots = slots;
    this.states.set(other.states.subarray(0, slots));
    this.freeCount = other.freeCount;
    this.free.set(other.free.subarray(0, other.freeCount));
    // Of most slots nothing is open.
    const { states, doubles } = this;
    const from = other.doubles;
    for (let slot = 0; slot < slots; slot += 1) {
      if (states[slot]! <= generationMask) continue;
      const start = slot * doublesPerRequest;
      for (let double = start; double < start + doublesPerRequest; double += 1) {
        doubles[double] = from[double]!;
      }
    }
    this.readings = other.readings.slice();
    this.listeners.clear();
    for (const [slot, listener] of other.listeners) this.listeners.set(slot, listener);
  }

  /** Holds nothing any more but numbers. */
  letGo(): void {
    this.readings = [];
    this.listeners.clear();
  }

  /** The table as plain data. */
  save(): SavedRequests {
    const { states, slots, free, freeCount } = this;
    return {
      generations: Array.from(states.subarray(0, slots), (state) => state & generationMask),
      free: Array.from(free.subarray(0, freeCount)),
      open: this.list(),
    };
  }

  /** Takes over the table that {@link save} gave. Nobody outside hears the answers any more. */
  load({ generations, free, open }: SavedRequests): void {
    this.slots = generations.length;
    this.makeRoom(Math.max(this.capacity, this.slots));
    this.states.set(generations);
    this.free.set(free);
    this.freeCount = free.length;
    this.listeners.clear();
    for (const request of open) {
      const { slot, generation, requester, sender, target, port, to, tag, deadline } = request;
      this.free[this.freeCount] = slot;
      this.freeCount += 1;
      this.states[slot] = generation;
      this.open(requester, sender, target, port, to, tag, deadline, null);
      if (request.reader !== -1) this.setReader(slot, request.reader, request.reading);
      this.setStage(slot, stages.indexOf(request.stage) as Stage); // Nothing else is saved.
    }
  }

  private newSlot(): number {
    if (this.slots === this.capacity) {
      const { states, doubles } = this;
      this.makeRoom(this.capacity * 2);
      this.states.set(states);
      this.doubles.set(doubles);
    }
    this.slots += 1;
    return this.slots - 1;
  }

  /** Empty columns for so many. */
  private makeRoom(capacity: number): void {
    this.capacity = capacity;
    this.states = new Int32Array(capacity);
    this.doubles = new Float64Array(capacity * doublesPerRequest);
    this.integers = new Int32Array(this.doubles.buffer);
    this.free = new Int32Array(capacity);
  }
}

/** Open requests as plain data. */
export interface SavedRequests {
  readonly generations: readonly number[];
  readonly free: readonly number[];
  readonly open: readonly OpenRequest[];
}
