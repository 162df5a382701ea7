import type { Branded } from "../time.ts";
import { currentEpoch } from "./epoch.ts";
import { ownFields } from "./own.ts";

/** Names a record of a slab: slot + generation × 2²⁶. A removed record's id names nothing, ever. */
export type SlabId = Branded<"SlabId">;

/** Records, each under a {@link SlabId}. Written on through these functions only. */
export interface Slab<Item> {
  /** How many records there are. */
  readonly size: number;
  readonly epoch: number;
  readonly chunks: readonly SlabChunk<Item>[];
  /** A bit for each chunk that has free places, 32 a word. */
  readonly open: readonly number[];
  /** No word before this one has a bit. */
  readonly firstOpen: number;
  /** Slots ever made. */
  readonly slots: number;
  /** Records that were {@link release}d, a few, for {@link spare}; `null`: none ever was. They say nothing. */
  readonly spares: readonly Item[] | null;
}

interface SlabChunk<Item> {
  readonly epoch: number;
  /** `null` where a slot is free. */
  readonly items: (Item | null)[];
  /** A bit for each free place: of the first half, and of the second. */
  readonly freeLow: number;
  readonly freeHigh: number;
  /** Shared by all chunks that are full and of which no record was removed yet. */
  readonly generations: number[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const chunkBits = 6;
const chunkSize = 1 << chunkBits;
/** The generations of a full chunk whose records are the first in their places. Never written on. */
const firstGenerations: number[] = Array.from({ length: chunkSize }, () => 0);
const chunkMask = chunkSize - 1;
const wordBits = 5;
const wordMask = 31;
const generationUnit = 2 ** 26;
const slotMask = generationUnit - 1;
/** As many as come and go together in the most frequent events. */
const mostSpares = 64;
/** Every so many tenancies of a slot its record is not kept: those of a backlog that is gone lie far apart in memory. */
const tenanciesOfRecord = 64;
/** A slot that had so many records is given up, so that no id ever names another record. */
const lastGeneration = 2 ** 27 - 1;

const lowestBitOf = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** A slab without records. */
export function empty<Item extends object>(): Slab<Item> {
  return {
    size: 0,
    epoch: currentEpoch,
    chunks: [],
    open: [],
    firstOpen: 0,
    slots: 0,
    spares: null,
  };
}

/** Which of a slab's places a record has. Reused after its removal. */
export const slotOf = (id: SlabId): number => id & slotMask; // Its lowest bits, also where it is above 2³¹.

const generationOf = (id: SlabId): number =>
  id < generationUnit ? 0 : Math.floor(id / generationUnit);

/**
 * Stores `item`, on which the caller may not write any more, and names it. It takes the lowest slot that is free, so that
 * what there is lies close together, also after a backlog.
 */
export function insert<Item extends object>(slab: Slab<Item>, item: Item): SlabId {
  const writable = slab as Writable<Slab<Item>>;
  writable.size = slab.size + 1;
  const { open } = slab;
  let word = slab.firstOpen;
  while (word < open.length && open[word] === 0) word += 1;
  if (word !== slab.firstOpen) writable.firstOpen = word;
  if (word === open.length) return insertLast(slab, item);
  const number = (word << wordBits) + lowestBitOf(open[word]!);
  const chunk = chunkToWrite(slab, number) as Writable<SlabChunk<Item>>;
  let place: number;
  if (chunk.freeLow !== 0) {
    place = lowestBitOf(chunk.freeLow);
    chunk.freeLow &= chunk.freeLow - 1;
  } else {
    place = 32 + lowestBitOf(chunk.freeHigh);
    chunk.freeHigh &= chunk.freeHigh - 1;
  }
  if ((chunk.freeLow | chunk.freeHigh) === 0) {
    spineToWrite(slab);
    (slab.open as number[])[word]! &= ~(1 << (number & wordMask)); // Of this epoch now.
  }
  chunk.items[place] = item;
  const slot = (number << chunkBits) + place;
  return (slot + chunk.generations[place]! * generationUnit) as SlabId;
}

/** Stores `item` in a slot that is new. */
function insertLast<Item extends object>(slab: Slab<Item>, item: Item): SlabId {
  const { slots: slot } = slab;
  if ((slot & chunkMask) === 0) addChunk(slab);
  (slab as Writable<Slab<Item>>).slots = slot + 1;
  const chunk = chunkToWrite(slab, slot >> chunkBits);
  chunk.items.push(item);
  chunk.generations.push(0);
  if ((slot & chunkMask) === chunkMask) trim(chunk);
  return slot as SlabId;
}

/** The record named `id`, to look at; `undefined` once it was removed. */
export function read<Item extends object>(
  slab: Slab<Item>,
  id: SlabId,
): Readonly<Item> | undefined {
  const slot = slotOf(id);
  const chunk = slab.chunks[slot >> chunkBits];
  const place = slot & chunkMask;
  if (chunk === undefined || chunk.generations[place] !== generationOf(id)) return undefined;
  return chunk.items[place] ?? undefined;
}

/** The record named `id`, to write on; `undefined` once it was removed. Never leaves the machine. */
export function edit<Item extends object>(
  slab: Slab<Item>,
  id: SlabId,
): Writable<Item> | undefined {
  const slot = slotOf(id);
  const number = slot >> chunkBits;
  let chunk = slab.chunks[number];
  const place = slot & chunkMask;
  if (chunk === undefined || chunk.generations[place] !== generationOf(id)) return undefined;
  if (chunk.epoch !== currentEpoch) chunk = chunkToWrite(slab, number);
  return chunk.items[place] ?? undefined;
}

/** Removes the record named `id`; false when it was removed before. */
export function remove<Item extends object>(slab: Slab<Item>, id: SlabId): boolean {
  if (read(slab, id) === undefined) return false;
  const writable = slab as Writable<Slab<Item>>;
  const slot = slotOf(id);
  const chunk = chunkToWrite(slab, slot >> chunkBits);
  const place = slot & chunkMask;
  chunk.items[place] = null;
  if (chunk.generations === firstGenerations) ownGenerations(chunk);
  chunk.generations[place]! += 1;
  writable.size = slab.size - 1;
  if (chunk.generations[place] !== lastGeneration) free(slab, chunk, slot);
  return true;
}

/** Lets a slot have another record. */
function free<Item>(slab: Slab<Item>, chunk: Writable<SlabChunk<Item>>, slot: number): void {
  const number = slot >> chunkBits;
  if ((chunk.freeLow | chunk.freeHigh) === 0) {
    spineToWrite(slab);
    const open = slab.open as number[]; // Of this epoch now.
    const word = number >> wordBits;
    while (open.length <= word) open.push(0);
    open[word]! |= 1 << (number & wordMask);
    if (word < slab.firstOpen) (slab as Writable<Slab<Item>>).firstOpen = word;
  }
  const bit = 1 << (slot & 31);
  if ((slot & chunkMask) < 32) chunk.freeLow |= bit;
  else chunk.freeHigh |= bit;
}

/**
 * Removes the record named `id`, as {@link remove} does, and keeps it for {@link spare}: nobody may look at it any
 * more. For slabs whose records come and go with most events.
 */
export function release<Item extends object>(slab: Slab<Item>, id: SlabId): boolean {
  const item = edit(slab, id); // Of a chunk that is this slab's own.
  if (item === undefined) return false;
  remove(slab, id);
  if (generationOf(id) % tenanciesOfRecord === tenanciesOfRecord - 1) return true;
  const spares = slab.spares as Item[] | null; // Likewise: the slab is of this epoch.
  if (spares === null) (slab as Writable<Slab<Item>>).spares = [item];
  else if (spares.length < mostSpares) spares.push(item);
  return true;
}

/** A record that was released, every field of which is to be written before it is inserted; `undefined`: none is there. */
export function spare<Item extends object>(slab: Slab<Item>): Writable<Item> | undefined {
  if (slab.spares === null || slab.spares.length === 0) return undefined;
  if (slab.epoch !== currentEpoch) spineToWrite(slab);
  return (slab.spares as Writable<Item>[]).pop();
}

/** The id of the record that has `slot` now; `undefined` where it is free. */
export function idAt<Item extends object>(slab: Slab<Item>, slot: number): SlabId | undefined {
  const chunk = slab.chunks[slot >> chunkBits];
  const place = slot & chunkMask;
  if (chunk === undefined || (chunk.items[place] ?? null) === null) return undefined;
  return (slot + chunk.generations[place]! * generationUnit) as SlabId;
}

/** All records in order of their slots: for invariants and tests, since it costs what the slab holds. */
export function list<Item extends object>(slab: Slab<Item>): readonly Item[] {
  const records: Item[] = [];
  for (const { items } of slab.chunks) {
    for (const item of items) if (item !== null) records.push(item);
  }
  return records;
}

/** All records with their slots, in order of those: likewise. */
export function listSlots<Item extends object>(
  slab: Slab<Item>,
): readonly (readonly [slot: number, record: Item])[] {
  const records: (readonly [number, Item])[] = [];
  slab.chunks.forEach(({ items }, number) => {
    items.forEach((item, place) => {
      if (item !== null) records.push([number * chunkSize + place, item]);
    });
  });
  return records;
}

/** Removes every record; ids given before name nothing. */
export function clear<Item extends object>(slab: Slab<Item>): void {
  for (let slot = 0; slot < slab.slots; slot += 1) {
    const id = idAt(slab, slot);
    if (id !== undefined) remove(slab, id);
  }
}

function addChunk<Item>(slab: Slab<Item>): void {
  const chunk = { epoch: currentEpoch, items: [], generations: [], freeLow: 0, freeHigh: 0 };
  spineToWrite(slab).push(chunk);
}

/** Gives back what a chunk that is full holds in reserve: arrays that grow take a third too much. */
function trim<Item>(chunk: Writable<SlabChunk<Item>>): void {
  chunk.items = chunk.items.slice();
  const isFirst = chunk.generations.every((generation) => generation === 0);
  chunk.generations = isFirst ? firstGenerations : chunk.generations.slice();
}

function ownGenerations<Item>(chunk: Writable<SlabChunk<Item>>): void {
  chunk.generations = firstGenerations.slice();
}

function spineToWrite<Item>(slab: Slab<Item>): SlabChunk<Item>[] {
  const writable = slab as Writable<Slab<Item>>;
  if (slab.epoch !== currentEpoch) {
    writable.chunks = slab.chunks.slice();
    writable.open = slab.open.slice();
    if (slab.spares !== null) writable.spares = slab.spares.map(ownFields);
    writable.epoch = currentEpoch;
  }
  return slab.chunks as SlabChunk<Item>[]; // Of this epoch, so it is this slab's own.
}

function chunkToWrite<Item>(slab: Slab<Item>, number: number): SlabChunk<Item> {
  const chunk = slab.chunks[number]!;
  if (chunk.epoch === currentEpoch) return chunk;
  const copy: SlabChunk<Item> = {
    epoch: currentEpoch,
    items: chunk.items.map((item) => (item === null ? null : ownFields(item))),
    generations:
      chunk.generations === firstGenerations ? firstGenerations : chunk.generations.slice(),
    freeLow: chunk.freeLow,
    freeHigh: chunk.freeHigh,
  };
  spineToWrite(slab)[number] = copy;
  return copy;
}
