import { invariant } from "../errors.ts";
import { currentEpoch } from "./epoch.ts";

/**
 * Numbers, first in, first out. Written on through these functions only.
 *
 * Most rings are empty or nearly so, most of the time: what is first lies in one list, which begins anew where the
 * ring was emptied; only what is more than it has room for is in chunks behind it.
 */
export interface Ring<Item extends number = number> {
  /** How many numbers wait. */
  readonly size: number;
  /** Of {@link items}, and of the list of the chunks. */
  readonly epoch: number;
  /** Where among the items the first number is. */
  readonly offset: number;
  /** Behind those that wait, these are remains: they say nothing. */
  readonly items: readonly Item[];
  /** What waits behind the items; those before `head` are used up, and the last of them serves again. */
  readonly chunks: readonly RingChunk<Item>[];
  readonly head: number;
}

interface RingChunk<Item> {
  readonly epoch: number;
  /** Of the last chunk, those behind the end of the ring are remains, too. */
  readonly items: Item[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

// An array that grows to so many has room for hardly more.
const chunkBits = 7;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;
const none: RingChunk<never> = Object.freeze({ epoch: -1, items: [] });
/** What a chunk has at first: pushed onto an array that grows, numbers take twice their room. Never written on. */
const remains: readonly number[] = Array.from({ length: chunkSize }, () => 0);
// Of all rings that are empty; replaced before anything is written.
const noItems: readonly never[] = [];
const noChunks: readonly RingChunk<never>[] = [];

/** A ring without numbers. */
export function empty<Item extends number = number>(): Ring<Item> {
  return { size: 0, epoch: currentEpoch, offset: 0, items: noItems, chunks: noChunks, head: 0 };
}

/** Adds `item` behind all others. */
export function push<Item extends number>(ring: Ring<Item>, item: Item): void {
  if (ring.epoch !== currentEpoch || ring.items === noItems) own(ring);
  const { size } = ring;
  const end = ring.offset + size;
  const items = ring.items as Item[]; // Of this epoch, so it is this ring's own.
  (ring as Writable<Ring<Item>>).size = size + 1;
  if (end < items.length) items[end] = item;
  else if (end < chunkSize) items.push(item);
  else pushBehind(ring, end & chunkMask, item);
}

/** The first number; -1 when none waits. */
export function peek<Item extends number>(ring: Ring<Item>): Item | -1 {
  return ring.size === 0 ? -1 : ring.items[ring.offset]!;
}

/** Takes the first number. @throws DefectError when none waits. */
export function shift<Item extends number>(ring: Ring<Item>): Item {
  const writable = ring as Writable<Ring<Item>>;
  const item = ring.items[ring.offset]!;
  if (ring.size > 1) {
    writable.size = ring.size - 1;
    writable.offset = ring.offset + 1;
    if (ring.offset === chunkSize) takeNextChunk(ring);
  } else takeLast(ring);
  return item;
}

/** Begins anew where the only number was. */
function takeLast<Item extends number>(ring: Ring<Item>): void {
  invariant(ring.size > 0, "a number is to be taken from an empty ring");
  const writable = ring as Writable<Ring<Item>>;
  writable.size = 0;
  writable.offset = 0;
  writable.chunks = noChunks;
  writable.head = 0;
}

/** The number at a place, the first being at 0; below the size. */
export function at<Item extends number>(ring: Ring<Item>, place: number): Item {
  const number = ring.offset + place;
  if (number < chunkSize) return ring.items[number]!;
  const chunk = ring.chunks[ring.head + (number >> chunkBits) - 1]!;
  return chunk.items[number & chunkMask]!;
}

/** The numbers in order: for invariants and tests, since it costs what the ring holds. */
export function list<Item extends number>({
  size,
  offset,
  items,
  chunks,
  head,
}: Ring<Item>): readonly Item[] {
  const all = [...items, ...chunks.slice(head).flatMap((chunk) => chunk.items)];
  return all.slice(offset, offset + size);
}

/** Removes every number. */
export function clear<Item extends number>(ring: Ring<Item>): void {
  Object.assign(ring, empty<Item>());
}

/** Adds what goes to a place of the last chunk; where that is the first, of another chunk behind it. */
function pushBehind<Item extends number>(ring: Ring<Item>, place: number, item: Item): void {
  if (ring.chunks.length === 0) (ring as Writable<Ring<Item>>).chunks = [];
  const chunks = ring.chunks as RingChunk<Item>[]; // Of this epoch, so they are this ring's own.
  if (place === 0) chunks.push(takeUsedChunk(chunks, ring.head));
  const last = chunks.length - 1;
  const chunk = ownChunk(chunks[last]!);
  chunks[last] = chunk;
  chunk.items[place] = item;
}

/** The chunk that was used up last, so that it serves again; a new one, where there is none. */
function takeUsedChunk<Item extends number>(
  chunks: RingChunk<Item>[],
  head: number,
): RingChunk<Item> {
  const used = head === 0 ? none : chunks[head - 1]!;
  // Remains of nothing say as little as others do.
  if (used.items.length === 0) return { epoch: currentEpoch, items: remains.slice() as Item[] };
  chunks[head - 1] = none;
  return used;
}

/** The first list is used up: that of the next chunk takes its place, and it takes the place of that. */
function takeNextChunk<Item extends number>(ring: Ring<Item>): void {
  const writable = ring as Writable<Ring<Item>>;
  if (ring.epoch !== currentEpoch) own(ring);
  const { head } = ring;
  const chunks = ring.chunks as RingChunk<Item>[]; // Now they are this ring's own, and so are the items.
  const chunk: Writable<RingChunk<Item>> = ownChunk(chunks[head]!);
  const { items } = chunk;
  chunk.items = ring.items as Item[];
  chunks[head] = chunk;
  if (head > 0) chunks[head - 1] = none;
  writable.items = items;
  writable.offset = 0;
  writable.head = head + 1;
  // Used-up places are given back when they are half of all, so each is moved once at most.
  if (head > 32 && head * 2 > chunks.length) {
    writable.chunks = chunks.slice(head);
    writable.head = 1;
  }
}

/** A chunk that this epoch may write on. */
const ownChunk = <Item>(chunk: RingChunk<Item>): RingChunk<Item> =>
  chunk.epoch === currentEpoch ? chunk : { epoch: currentEpoch, items: chunk.items.slice() };

/** Makes what it has its own in this epoch. */
function own<Item extends number>(ring: Ring<Item>): void {
  const writable = ring as Writable<Ring<Item>>;
  // Of numbers from the beginning, where a copy of none might be of anything.
  writable.items = ring.items.length === 0 ? [] : ring.items.slice();
  if (ring.chunks.length > 0) writable.chunks = ring.chunks.slice();
  writable.epoch = currentEpoch;
}
