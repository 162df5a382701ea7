import { invariant } from "../errors.ts";
import { currentEpoch } from "./epoch.ts";

/** Numbers, first in, first out. Written on through these functions only. */
export interface Ring<Item extends number = number> {
  /** How many numbers wait. */
  readonly size: number;
  readonly epoch: number;
  /** Those before `head` are used up. */
  readonly chunks: readonly RingChunk<Item>[];
  readonly head: number;
  /** Where in the chunk at `head` the first number is. */
  readonly offset: number;
}

interface RingChunk<Item> {
  readonly epoch: number;
  readonly items: Item[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

// An array that grows to so many has room for hardly more.
const chunkSize = 128;
const none: RingChunk<never> = Object.freeze({ epoch: -1, items: [] });

/** A ring without numbers. */
export function empty<Item extends number = number>(): Ring<Item> {
  return { size: 0, epoch: currentEpoch, chunks: [], head: 0, offset: 0 };
}

/** Adds `item` behind all others. */
export function push<Item extends number>(ring: Ring<Item>, item: Item): void {
  const writable = ring as Writable<Ring<Item>>;
  const last = ring.chunks.length - 1;
  let chunk = ring.chunks[last];
  if (chunk === undefined || last < ring.head || chunk.items.length === chunkSize) {
    chunk = { epoch: currentEpoch, items: [] };
    spineToWrite(ring).push(chunk);
  } else if (chunk.epoch !== currentEpoch) {
    chunk = { epoch: currentEpoch, items: chunk.items.slice() };
    spineToWrite(ring)[last] = chunk;
  }
  chunk.items.push(item);
  writable.size = ring.size + 1;
}

/** The first number; -1 when none waits. */
export function peek<Item extends number>(ring: Ring<Item>): Item | -1 {
  return ring.size === 0 ? -1 : ring.chunks[ring.head]!.items[ring.offset]!;
}

/** Takes the first number. @throws DefectError when none waits. */
export function shift<Item extends number>(ring: Ring<Item>): Item {
  invariant(ring.size > 0, "a number is to be taken from an empty ring");
  const writable = ring as Writable<Ring<Item>>;
  const chunk = ring.chunks[ring.head]!;
  const item = chunk.items[ring.offset]!;
  writable.size = ring.size - 1;
  writable.offset = ring.offset + 1;
  if (ring.offset === chunkSize) dropHead(ring);
  return item;
}

/** The number at a place, the first being at 0; below the size. */
export function at<Item extends number>(ring: Ring<Item>, place: number): Item {
  const number = ring.offset + place;
  return ring.chunks[ring.head + Math.floor(number / chunkSize)]!.items[number % chunkSize]!;
}

/** The numbers in order: for invariants and tests, since it costs what the ring holds. */
export function list<Item extends number>(ring: Ring<Item>): readonly Item[] {
  return ring.chunks
    .slice(ring.head)
    .flatMap(({ items }, number) => (number === 0 ? items.slice(ring.offset) : items));
}

/** Removes every number. */
export function clear<Item extends number>(ring: Ring<Item>): void {
  const writable = ring as Writable<Ring<Item>>;
  writable.size = 0;
  writable.chunks = [];
  writable.epoch = currentEpoch;
  writable.head = 0;
  writable.offset = 0;
}

function dropHead<Item extends number>(ring: Ring<Item>): void {
  const writable = ring as Writable<Ring<Item>>;
  if (ring.size === 0) {
    clear(ring);
    return;
  }
  spineToWrite(ring)[ring.head] = none;
  writable.head = ring.head + 1;
  writable.offset = 0;
  // Used-up places are given back when they are half of all, so each is moved once at most.
  if (ring.head > 32 && ring.head * 2 > ring.chunks.length) {
    writable.chunks = ring.chunks.slice(ring.head);
    writable.head = 0;
  }
}

function spineToWrite<Item extends number>(ring: Ring<Item>): RingChunk<Item>[] {
  const writable = ring as Writable<Ring<Item>>;
  if (ring.epoch !== currentEpoch) {
    writable.chunks = ring.chunks.slice();
    writable.epoch = currentEpoch;
  }
  return ring.chunks as RingChunk<Item>[]; // Of this epoch, so it is this ring's own.
}
