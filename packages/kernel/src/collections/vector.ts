import { currentEpoch } from "./epoch.ts";

/** Values under whole numbers from 0 on, none missing. Written on through these functions only. */
export interface Vector<Value> {
  /** How many values there are. */
  readonly size: number;
  readonly epoch: number;
  readonly chunks: readonly VectorChunk<Value>[];
}

interface VectorChunk<Value> {
  readonly epoch: number;
  readonly items: Value[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const chunkBits = 6;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** A vector of these values. */
export function of<Value>(values: readonly Value[]): Vector<Value> {
  const chunks: VectorChunk<Value>[] = [];
  for (let from = 0; from < values.length; from += chunkSize) {
    chunks.push({ epoch: currentEpoch, items: values.slice(from, from + chunkSize) });
  }
  return { size: values.length, epoch: currentEpoch, chunks };
}

/** The value at a place below the size. */
export function at<Value>(vector: Vector<Value>, place: number): Value {
  return vector.chunks[place >> chunkBits]!.items[place & chunkMask]!;
}

/** Puts another value at a place below the size. */
export function set<Value>(vector: Vector<Value>, place: number, value: Value): void {
  const number = place >> chunkBits;
  const chunk = vector.chunks[number]!;
  if (chunk.epoch === currentEpoch) {
    chunk.items[place & chunkMask] = value;
    return;
  }
  const items = chunk.items.slice();
  items[place & chunkMask] = value;
  const writable = vector as Writable<Vector<Value>>;
  if (vector.epoch !== currentEpoch) {
    writable.chunks = vector.chunks.slice();
    writable.epoch = currentEpoch;
  }
  // Of this epoch, so it is this vector's own.
  (vector.chunks as VectorChunk<Value>[])[number] = { epoch: currentEpoch, items };
}

/** Adds a value behind all others. */
export function push<Value>(vector: Vector<Value>, value: Value): void {
  const writable = vector as Writable<Vector<Value>>;
  const number = vector.size >> chunkBits;
  const chunk = vector.chunks[number];
  if (chunk === undefined || chunk.epoch !== currentEpoch) {
    if (vector.epoch !== currentEpoch) {
      writable.chunks = vector.chunks.slice();
      writable.epoch = currentEpoch;
    }
    // Of this epoch, so it is this vector's own.
    (vector.chunks as VectorChunk<Value>[])[number] = {
      epoch: currentEpoch,
      items: chunk === undefined ? [value] : [...chunk.items, value],
    };
  } else chunk.items.push(value);
  writable.size = vector.size + 1;
}

/** All values in order: it costs what the vector holds. */
export function list<Value>(vector: Vector<Value>): readonly Value[] {
  return vector.chunks.flatMap(({ items }) => items);
}
