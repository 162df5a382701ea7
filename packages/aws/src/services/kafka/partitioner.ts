import { utf8Of } from "../../text/utf8.ts";

const multiplier = 0x5bd1e995;

/** Kafka's hash of keys: murmur2 of 32 bits, as its clients for Java have it. */
function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  let hash = 0x9747b28c ^ length;
  const mixed = (word: number): number => {
    const product = Math.imul(word, multiplier);
    return Math.imul(product ^ (product >>> 24), multiplier);
  };
  let place = 0;
  for (; place + 4 <= length; place += 4) {
    const word =
      bytes[place]! |
      (bytes[place + 1]! << 8) |
      (bytes[place + 2]! << 16) |
      (bytes[place + 3]! << 24);
    hash = Math.imul(hash, multiplier) ^ mixed(word);
  }
  const left = length - place;
  if (left === 3) hash ^= bytes[place + 2]! << 16;
  if (left >= 2) hash ^= bytes[place + 1]! << 8;
  if (left >= 1) hash = Math.imul(hash ^ bytes[place]!, multiplier);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, multiplier);
  return hash ^ (hash >>> 15);
}

/** The partition of a key: its hash without the sign, modulo the number of partitions. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(utf8Of(key)) & 0x7fffffff) % partitions;
