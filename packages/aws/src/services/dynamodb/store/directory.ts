import { currentEpoch } from "@orrery/kernel";

/**
 * Values under the first bits of hashes. Its chunks are large, so that few lead to many values and all of them stay
 * near to the processor. Written on through these functions only.
 */
export interface Directory<Value> {
  /** How many bits it knows: it has 2 to the power of that places. */
  readonly bits: number;
  readonly epoch: number;
  readonly chunks: readonly DirectoryChunk<Value>[];
}

interface DirectoryChunk<Value> {
  readonly epoch: number;
  readonly items: Value[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const chunkBits = 13;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** A directory that has at each place what is made for it. */
export function madeDirectory<Value>(
  bits: number,
  valueOf: (place: number) => Value,
): Directory<Value> {
  const size = 1 << bits;
  const chunks: DirectoryChunk<Value>[] = [];
  for (let from = 0; from < size; from += chunkSize) {
    const items: Value[] = [];
    const end = Math.min(size, from + chunkSize);
    for (let place = from; place < end; place += 1) items.push(valueOf(place));
    // Of just the length that it needs: an array that grows keeps room for more.
    chunks.push({ epoch: currentEpoch, items: items.slice() });
  }
  return { bits, epoch: currentEpoch, chunks };
}

/** The value at a place. */
export function valueAt<Value>({ chunks }: Directory<Value>, place: number): Value {
  return chunks[place >> chunkBits]!.items[place & chunkMask]!;
}

/** Puts another value at a place. */
export function setValue<Value>(directory: Directory<Value>, place: number, value: Value): void {
  const number = place >> chunkBits;
  const chunk = directory.chunks[number]!;
  if (chunk.epoch === currentEpoch) {
    chunk.items[place & chunkMask] = value;
    return;
  }
  const items = chunk.items.slice();
  items[place & chunkMask] = value;
  const writable = directory as Writable<Directory<Value>>;
  if (directory.epoch !== currentEpoch) {
    writable.chunks = directory.chunks.slice();
    writable.epoch = currentEpoch;
  }
  // Of this epoch, so it is this directory's own.
  (directory.chunks as DirectoryChunk<Value>[])[number] = { epoch: currentEpoch, items };
}
