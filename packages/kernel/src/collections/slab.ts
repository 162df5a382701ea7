import type { Branded } from "../time.ts";
import { currentEpoch } from "./epoch.ts";
import { ownFields } from "./own.ts";

/** Names a record of a slab: slot + generation × 2²⁶. A removed record's id names nothing, ever. */
export type SlabId = Branded<"SlabId">;

/**
 * Records, each under a {@link SlabId}. Written on through these functions only.
 *
 * Most slabs have few records at once: those of the first slots lie in one list, the others in chunks.
 */
export interface Slab<Item> {
  /** How many records there are. */
  readonly size: number;
  /** The first slots: of each its record, or where it is free the next free one, and behind it its generation. */
  readonly near: (Item | number)[];
  /** Of all it has but the chunks, which bear their own. */
  readonly epoch: number;
  /** The slots behind the first, so many in each. */
  readonly chunks: readonly SlabChunk<Item>[];
  /** The first free slot of the first, -1 when all are taken; each other is where the one before has its record. */
  readonly free: number;
  /** A bit for each chunk that has free places, 32 a word. */
  readonly open: readonly number[];
  /** No word before this one has a bit. */
  readonly firstOpen: number;
  /** Slots ever made. */
  readonly slots: number;
  /** Records that were released, a few, for {@link spare}; `null`: none ever was. They say nothing. */
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
// Of all slabs that have none; replaced before anything is written.
const noChunks: readonly SlabChunk<never>[] = [];
const noneOpen: readonly number[] = [];
const generationUnit = 2 ** 26;
const slotMask = generationUnit - 1;
/** As many as come and go together in the most frequent events. */
const mostSpares = 64;
/** Every so many tenancies of a slot its record is not kept: those of a backlog that is gone lie far apart in memory. */
const tenanciesMask = 64 - 1;
/** A slot that had so many records is given up, so that no id ever names another record. */
const lastGeneration = 2 ** 27 - 1;

const lowestBitOf = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** A slab without records. */
export function empty<Item extends object>(): Slab<Item> {
  return {
    size: 0,
    near: [],
    epoch: currentEpoch,
    chunks: noChunks,
    free: -1,
    open: noneOpen,
    firstOpen: 0,
    slots: 0,
    spares: null,
  };
}

/** Which of a slab's places a record has. Reused after its removal. */
export const slotOf = (id: SlabId): number => id & slotMask; // Its lowest bits, also where it is above 2³¹.

const generationOf = (id: SlabId): number => (id / generationUnit) | 0; // It is below 2²⁷.

/**
 * Stores `item`, on which the caller may not write any more, and names it. It takes one of the first slots, or else the
 * lowest that is free, so that what there is lies close together, also after a backlog.
 */
export function insert<Item extends object>(slab: Slab<Item>, item: Item): SlabId {
  const writable = slab as Writable<Slab<Item>>;
  writable.size = (slab.size + 1) | 0;
  const slot = slab.free;
  if (slot !== -1) {
    const near = nearToWrite(slab);
    const place = slot << 1;
    writable.free = near[place] as number; // It is free.
    near[place] = item;
    return (slot + (near[place + 1] as number) * generationUnit) as SlabId;
  }
  const { open, firstOpen } = slab;
  if (firstOpen < open.length && open[firstOpen] !== 0) return insertIn(slab, firstOpen, item);
  const word = nextOpen(slab);
  return word === open.length ? insertLast(slab, item) : insertIn(slab, word, item);
}

/** The first word that has a bit; behind the last, where none has. */
function nextOpen<Item extends object>(slab: Slab<Item>): number {
  const { open } = slab;
  let word = slab.firstOpen;
  while (word < open.length && open[word] === 0) word += 1;
  (slab as Writable<Slab<Item>>).firstOpen = word;
  return word;
}

/** Stores `item` in the lowest free slot of a chunk that has a bit in this word. */
function insertIn<Item extends object>(slab: Slab<Item>, word: number, item: Item): SlabId {
  const bit = lowestBitOf(slab.open[word]!);
  const number = (word << wordBits) + bit + 1;
  const chunk = chunkToWrite(slab, number) as Writable<SlabChunk<Item>>;
  let place: number;
  if (chunk.freeLow !== 0) {
    place = lowestBitOf(chunk.freeLow);
    chunk.freeLow &= (chunk.freeLow - 1) | 0;
  } else {
    place = 32 + lowestBitOf(chunk.freeHigh);
    chunk.freeHigh &= (chunk.freeHigh - 1) | 0;
  }
  if ((chunk.freeLow | chunk.freeHigh) === 0) openToWrite(slab)[word]! &= ~(1 << bit);
  chunk.items[place] = item;
  const slot = (number << chunkBits) + place;
  return (slot + chunk.generations[place]! * generationUnit) as SlabId;
}

/** Stores `item` in a slot that is new. */
function insertLast<Item extends object>(slab: Slab<Item>, item: Item): SlabId {
  const { slots: slot } = slab;
  (slab as Writable<Slab<Item>>).slots = slot + 1;
  if (slot < chunkSize) {
    nearToWrite(slab).push(item, 0);
    return slot as SlabId;
  }
  if ((slot & chunkMask) === 0) addChunk(slab);
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
  // In two small numbers: an id would often need a box to be handed on.
  const slot = slotOf(id);
  const generation = generationOf(id);
  return slot < chunkSize
    ? nearOne(slab.near, slot, generation)
    : farOne(slab.chunks, slot, generation);
}

function nearOne<Item extends object>(
  near: readonly (Item | number)[],
  slot: number,
  generation: number,
): Item | undefined {
  const place = slot << 1;
  if (place >= near.length || near[place + 1] !== generation) return undefined;
  const item = near[place]!;
  return typeof item === "number" ? undefined : item;
}

function farOne<Item extends object>(
  chunks: readonly SlabChunk<Item>[],
  slot: number,
  generation: number,
): Item | undefined {
  const chunk = chunks[(slot >> chunkBits) - 1];
  const place = slot & chunkMask;
  if (chunk === undefined || chunk.generations[place] !== generation) return undefined;
  const item = chunk.items[place]!;
  return item === null ? undefined : item;
}

/** The record named `id`, to write on; `undefined` once it was removed. Never leaves the machine. */
export function edit<Item extends object>(
  slab: Slab<Item>,
  id: SlabId,
): Writable<Item> | undefined {
  const slot = slotOf(id);
  const generation = generationOf(id);
  if (slot < chunkSize) return nearOne(nearToWrite(slab), slot, generation);
  const number = slot >> chunkBits;
  const place = slot & chunkMask;
  const chunk = slab.chunks[number - 1];
  if (chunk === undefined || chunk.generations[place] !== generation) return undefined;
  const { items } = chunk.epoch === currentEpoch ? chunk : copyChunk(slab, number, chunk);
  const item = items[place]!;
  return item === null ? undefined : item;
}

/** The record that has `slot` now, to write on; `undefined` where it is free. Never leaves the machine. */
export function editAt<Item extends object>(
  slab: Slab<Item>,
  slot: number,
): Writable<Item> | undefined {
  if (slot < chunkSize) {
    const near = nearToWrite(slab);
    const place = slot << 1;
    if (place >= near.length) return undefined;
    const item = near[place]!;
    return typeof item === "number" ? undefined : item;
  }
  return farAt(slab, slot);
}

function farAt<Item extends object>(slab: Slab<Item>, slot: number): Item | undefined {
  const number = slot >> chunkBits;
  if (slab.chunks[number - 1] === undefined) return undefined;
  return chunkToWrite(slab, number).items[slot & chunkMask] ?? undefined;
}

/** Removes the record named `id`; false when it was removed before. */
export function remove<Item extends object>(slab: Slab<Item>, id: SlabId): boolean {
  if (read(slab, id) === undefined) return false;
  vacate(slab, slotOf(id), false);
  return true;
}

/** Removes the record of a slot, and keeps it or not. */
function vacate<Item extends object>(slab: Slab<Item>, slot: number, keeps: boolean): void {
  const writable = slab as Writable<Slab<Item>>;
  let item: Item;
  let generation: number;
  if (slot < chunkSize) {
    const near = nearToWrite(slab);
    const place = slot << 1;
    item = near[place] as Item; // It is taken.
    generation = ((near[place + 1] as number) + 1) | 0;
    near[place] = slab.free;
    near[place + 1] = generation;
    if (generation !== lastGeneration) writable.free = slot;
  } else {
    const number = slot >> chunkBits;
    const place = slot & chunkMask;
    const chunk = chunkToWrite(slab, number) as Writable<SlabChunk<Item>>;
    const { items } = chunk;
    item = items[place]!; // Likewise.
    items[place] = null;
    if (chunk.generations === firstGenerations) ownGenerations(chunk);
    const { generations } = chunk;
    generation = (generations[place]! + 1) | 0;
    generations[place] = generation;
    if (generation !== lastGeneration) {
      if ((chunk.freeLow | chunk.freeHigh) === 0) openChunk(slab, number);
      if (place < 32) chunk.freeLow |= 1 << place;
      else chunk.freeHigh |= 1 << (place - 32);
    }
  }
  writable.size = (slab.size - 1) | 0;
  if (keeps && (generation & tenanciesMask) !== 0) keep(slab, item);
}

function keep<Item extends object>(slab: Slab<Item>, item: Item): void {
  const spares = slab.spares as Item[] | null; // This slab's own, since it was written on.
  if (spares === null) (slab as Writable<Slab<Item>>).spares = [item];
  else if (spares.length < mostSpares) spares.push(item);
}

/** Says of a chunk without free places that it has one. */
function openChunk<Item>(slab: Slab<Item>, number: number): void {
  const word = (number - 1) >> wordBits;
  const bits = openToWrite(slab);
  while (bits.length <= word) bits.push(0);
  bits[word]! |= 1 << ((number - 1) & wordMask);
  if (word < slab.firstOpen) (slab as Writable<Slab<Item>>).firstOpen = word;
}

/**
 * Removes the record that has `slot`, and keeps it for {@link spare}: nobody may look at it any more. For slabs whose
 * records come and go with most events, where it was just looked at.
 */
export function releaseAt<Item extends object>(slab: Slab<Item>, slot: number): void {
  vacate(slab, slot, true);
}

/** A record that was released, every field of which is to be written before it is inserted; `undefined`: none is there. */
export function spare<Item extends object>(slab: Slab<Item>): Writable<Item> | undefined {
  if (slab.spares === null || slab.spares.length === 0) return undefined;
  if (slab.epoch !== currentEpoch) own(slab);
  return (slab.spares as Writable<Item>[]).pop();
}

/** The id of the record that has `slot` now; `undefined` where it is free. */
export function idAt<Item extends object>(slab: Slab<Item>, slot: number): SlabId | undefined {
  if (slot < chunkSize) {
    if (typeof slab.near[slot * 2] !== "object") return undefined;
    return (slot + (slab.near[slot * 2 + 1] as number) * generationUnit) as SlabId;
  }
  const chunk = slab.chunks[(slot >> chunkBits) - 1];
  const place = slot & chunkMask;
  if (chunk === undefined || (chunk.items[place] ?? null) === null) return undefined;
  return (slot + chunk.generations[place]! * generationUnit) as SlabId;
}

/** All records in order of their slots: for invariants and tests, since it costs what the slab holds. */
export const list = <Item extends object>(slab: Slab<Item>): readonly Item[] =>
  listSlots(slab).map(([, record]) => record);

/** All records with their slots, in order of those: likewise. */
export function listSlots<Item extends object>(
  slab: Slab<Item>,
): readonly (readonly [slot: number, record: Item])[] {
  const records: (readonly [number, Item])[] = [];
  slab.near.forEach((item, place) => {
    if (typeof item === "object") records.push([place / 2, item]);
  });
  slab.chunks.forEach(({ items }, number) => {
    items.forEach((item, place) => {
      if (item !== null) records.push([(number + 1) * chunkSize + place, item]);
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

function nearToWrite<Item>(slab: Slab<Item>): (Item | number)[] {
  if (slab.epoch !== currentEpoch) own(slab);
  return slab.near;
}

function addChunk<Item>(slab: Slab<Item>): void {
  if (slab.chunks.length === 0) (slab as Writable<Slab<Item>>).chunks = [];
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

/** Makes what it has its own in this epoch, but for the chunks. */
function own<Item>(slab: Slab<Item>): void {
  const writable = slab as Writable<Slab<Item>>;
  writable.near = slab.near.map((each) => (typeof each === "object" ? ownFields(each) : each));
  if (slab.chunks.length > 0) writable.chunks = slab.chunks.slice();
  if (slab.open.length > 0) writable.open = slab.open.slice();
  if (slab.spares !== null) writable.spares = slab.spares.map(ownFields);
  writable.epoch = currentEpoch;
}

function openToWrite<Item>(slab: Slab<Item>): number[] {
  if (slab.epoch !== currentEpoch) own(slab);
  if (slab.open === noneOpen) (slab as Writable<Slab<Item>>).open = [];
  return slab.open as number[]; // Of this epoch, so it is this slab's own.
}

function spineToWrite<Item>(slab: Slab<Item>): SlabChunk<Item>[] {
  if (slab.epoch !== currentEpoch) own(slab);
  return slab.chunks as SlabChunk<Item>[]; // Of this epoch, so it is this slab's own.
}

function chunkToWrite<Item>(slab: Slab<Item>, number: number): SlabChunk<Item> {
  const chunk = slab.chunks[number - 1]!;
  return chunk.epoch === currentEpoch ? chunk : copyChunk(slab, number, chunk);
}

function copyChunk<Item>(
  slab: Slab<Item>,
  number: number,
  chunk: SlabChunk<Item>,
): SlabChunk<Item> {
  const copy: SlabChunk<Item> = {
    epoch: currentEpoch,
    items: chunk.items.map((item) => (item === null ? null : ownFields(item))),
    generations:
      chunk.generations === firstGenerations ? firstGenerations : chunk.generations.slice(),
    freeLow: chunk.freeLow,
    freeHigh: chunk.freeHigh,
  };
  spineToWrite(slab)[number - 1] = copy;
  return copy;
}
