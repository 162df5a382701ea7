import { currentEpoch } from "./epoch.ts";
import * as slab from "./slab.ts";
import type { Slab, SlabId } from "./slab.ts";

/** Values by the user's strings, in order of insertion. Written on through these functions only. */
export interface Table<Value> {
  readonly entries: Slab<TableEntry<Value>>;
  /** Slab ids of entries by hash, open addressing; -1 where a place is free, -2 where one was. */
  readonly index: TableIndex;
  readonly first: number;
  readonly last: number;
}

interface TableEntry<Value> {
  readonly key: string;
  readonly hash: number;
  readonly value: Value;
  readonly before: number;
  readonly behind: number;
}

interface TableIndex {
  readonly epoch: number;
  readonly chunks: readonly IndexChunk[];
  /** Places that are not free: taken or once taken. */
  readonly used: number;
  /** A power of two; 0: nothing was inserted yet. */
  readonly capacity: number;
}

interface IndexChunk {
  readonly epoch: number;
  readonly ids: number[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const chunkBits = 6;
const chunkMask = (1 << chunkBits) - 1;
const free = -1;
const removed = -2;

/** A table without entries. */
export function empty<Value>(): Table<Value> {
  return { entries: slab.empty(), index: newIndex(0), first: -1, last: -1 };
}

/** How many entries there are. */
export function sizeOf<Value>(table: Table<Value>): number {
  return table.entries.size;
}

/** The value of `key`; `undefined` where there is none. */
export function get<Value>(table: Table<Value>, key: string): Value | undefined {
  if (table.entries.size === 0) return undefined;
  const place = find(table, key, hashOf(key));
  return place < 0 ? undefined : slab.read(table.entries, idIn(table.index, place))!.value;
}

/** Whether there is an entry of `key`. */
export function has<Value>(table: Table<Value>, key: string): boolean {
  return find(table, key, hashOf(key)) >= 0;
}

/** Gives `key` a value; a new key goes behind all others, a known one keeps its place. */
export function set<Value>(table: Table<Value>, key: string, value: Value): void {
  const hash = hashOf(key);
  const place = find(table, key, hash);
  if (place >= 0) {
    slab.edit(table.entries, idIn(table.index, place))!.value = value;
    return;
  }
  insert(table, key, hash, value);
}

function insert<Value>(table: Table<Value>, key: string, hash: number, value: Value): void {
  const writable = table as Writable<Table<Value>>;
  const before = table.last;
  const id = slab.insert(table.entries, { key, hash, value, before, behind: -1 });
  if (before === -1) writable.first = id;
  else slab.edit(table.entries, before as SlabId)!.behind = id;
  writable.last = id;
  if ((table.index.used + 1) * 4 > table.index.capacity * 3) rebuild(table);
  else occupy(table.index, hash, id);
}

/** Gives `key` a value and puts it behind all others, a known one too. */
export function setLast<Value>(table: Table<Value>, key: string, value: Value): void {
  const hash = hashOf(key);
  const place = find(table, key, hash);
  if (place < 0) {
    insert(table, key, hash, value);
    return;
  }
  const id = idIn(table.index, place);
  const entry = slab.edit(table.entries, id)!;
  entry.value = value;
  if (entry.behind === -1) return;
  unlink(table, entry);
  entry.before = table.last;
  entry.behind = -1;
  slab.edit(table.entries, table.last as SlabId)!.behind = id; // Another one is there.
  (table as Writable<Table<Value>>).last = id;
}

/** Removes the entry of `key`; false where there is none. */
export function remove<Value>(table: Table<Value>, key: string): boolean {
  const place = find(table, key, hashOf(key));
  if (place < 0) return false;
  removeAt(table, place);
  return true;
}

/** Removes the key inserted first; false in an empty table. */
export function removeFirst<Value>(table: Table<Value>): boolean {
  const { entries, index, first } = table;
  if (first === -1) return false;
  const mask = index.capacity - 1;
  let place = slab.read(entries, first as SlabId)!.hash & mask;
  while (idIn(index, place) !== first) place = (place + 1) & mask;
  removeAt(table, place);
  return true;
}

function removeAt<Value>(table: Table<Value>, place: number): void {
  const id = idIn(table.index, place);
  unlink(table, slab.read(table.entries, id)!);
  slab.remove(table.entries, id);
  vacate(table.index, place);
}

/** Joins the entries before and behind one. */
function unlink<Value>(table: Table<Value>, { before, behind }: TableEntry<Value>): void {
  const writable = table as Writable<Table<Value>>;
  if (before === -1) writable.first = behind;
  else slab.edit(table.entries, before as SlabId)!.behind = behind;
  if (behind === -1) writable.last = before;
  else slab.edit(table.entries, behind as SlabId)!.before = before;
}

/** Frees a place, and those once taken before it, where nothing is found behind it: else it stays once taken. */
function vacate(index: TableIndex, place: number): void {
  const mask = index.capacity - 1;
  if (idIn(index, (place + 1) & mask) !== free) {
    write(index, place, removed);
    return;
  }
  let at = place;
  let used = index.used;
  do {
    write(index, at, free);
    used -= 1;
    at = (at - 1) & mask;
  } while (idIn(index, at) === removed);
  (index as Writable<TableIndex>).used = used;
}

/** The key inserted first; `undefined` in an empty table. */
export function firstKey<Value>(table: Table<Value>): string | undefined {
  return table.first === -1 ? undefined : slab.read(table.entries, table.first as SlabId)!.key;
}

/** The value of that; `undefined` in an empty table. */
export function firstValue<Value>(table: Table<Value>): Value | undefined {
  return table.first === -1 ? undefined : slab.read(table.entries, table.first as SlabId)!.value;
}

/** The key inserted last; `undefined` in an empty table. */
export function lastKey<Value>(table: Table<Value>): string | undefined {
  return table.last === -1 ? undefined : slab.read(table.entries, table.last as SlabId)!.key;
}

/** All keys and values in order of insertion: it costs what the table holds. */
export function list<Value>(
  table: Table<Value>,
): readonly (readonly [key: string, value: Value])[] {
  const entries: (readonly [string, Value])[] = [];
  for (let id = table.first; id !== -1;) {
    const entry = slab.read(table.entries, id as SlabId)!;
    entries.push([entry.key, entry.value]);
    id = entry.behind;
  }
  return entries;
}

/** Removes every entry. */
export function clear<Value>(table: Table<Value>): void {
  Object.assign(table, empty<Value>());
}

/** FNV-1a over UTF-16 code units, finished so that its low bits depend on all. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function find<Value>({ entries, index }: Table<Value>, key: string, hash: number): number {
  if (entries.size === 0) return -1;
  const mask = index.capacity - 1;
  for (let place = hash & mask; ; place = (place + 1) & mask) {
    const id = idIn(index, place);
    if (id === free) return -1;
    if (id === removed) continue;
    const entry = slab.read(entries, id)!;
    if (entry.hash === hash && entry.key === key) return place;
  }
}

const idIn = (index: TableIndex, place: number): SlabId =>
  index.chunks[place >> chunkBits]!.ids[place & chunkMask] as SlabId;

function occupy(index: TableIndex, hash: number, id: SlabId): void {
  const mask = index.capacity - 1;
  let place = hash & mask;
  while (idIn(index, place) !== free) place = (place + 1) & mask;
  write(index, place, id);
  (index as Writable<TableIndex>).used = index.used + 1;
}

function write(index: TableIndex, place: number, id: number): void {
  const number = place >> chunkBits;
  const chunk = index.chunks[number]!;
  if (chunk.epoch === currentEpoch) {
    chunk.ids[place & chunkMask] = id;
    return;
  }
  const writable = index as Writable<TableIndex>;
  if (index.epoch !== currentEpoch) {
    writable.chunks = index.chunks.slice();
    writable.epoch = currentEpoch;
  }
  const ids = chunk.ids.slice();
  ids[place & chunkMask] = id;
  (index.chunks as IndexChunk[])[number] = { epoch: currentEpoch, ids }; // The spine is its own.
}

/** Entries that were removed leave their places here; the size follows from what is left. */
function rebuild<Value>(table: Table<Value>): void {
  let capacity = 16;
  while (capacity < table.entries.size * 2) capacity *= 2;
  const index = newIndex(capacity);
  for (let id = table.first; id !== -1;) {
    const entry = slab.read(table.entries, id as SlabId)!;
    occupy(index, entry.hash, id as SlabId);
    id = entry.behind;
  }
  (table as Writable<Table<Value>>).index = index;
}

function newIndex(capacity: number): TableIndex {
  const chunks: IndexChunk[] = [];
  for (let from = 0; from < capacity; from += chunkMask + 1) {
    const ids = new Array<number>(Math.min(capacity, chunkMask + 1)).fill(free);
    chunks.push({ epoch: currentEpoch, ids });
  }
  return { epoch: currentEpoch, chunks, used: 0, capacity };
}
