import { hexadecimalOf } from "../../text/hexadecimal.ts";
import { md5OfText } from "../../text/md5.ts";

/**
 * A place in the space of hash keys, 0 to 2¹²⁸ − 1: 32 hexadecimal digits, which are in the order of the
 * numbers that they are.
 */
export type HashKey = string;

/** The first and the last place. */
export const firstHashKey: HashKey = hexadecimalOf(0, 0, 0, 0);
export const lastHashKey: HashKey = hexadecimalOf(-1, -1, -1, -1);

// A memo of a pure function: producers come back to few partition keys.
const known = new Map<string, HashKey>();
const mostKnown = 65_536;

/** Where a partition key is: its MD5. */
export function hashKeyOf(partitionKey: string): HashKey {
  let hash = known.get(partitionKey);
  if (hash === undefined) {
    hash = md5OfText(partitionKey);
    if (known.size === mostKnown) known.clear();
    known.set(partitionKey, hash);
  }
  return hash;
}

const digits = 32;

/** The place of a number, 0 to 2¹²⁸ − 1. */
export const hashKeyFrom = (number: bigint): HashKey => number.toString(16).padStart(digits, "0");

/** The number of a place. */
export const numberOfHashKey = (hash: HashKey): bigint => BigInt(`0x${hash}`);

/** A place as AWS writes it, in decimal digits. */
export const shownHashKey = (hash: HashKey): string => numberOfHashKey(hash).toString();

/** The place that decimal digits name; `null`: they name none. */
export function parsedHashKey(text: string): HashKey | null {
  if (!/^(?:0|[1-9]\d{0,38})$/.test(text)) return null;
  const number = BigInt(text);
  return number >> 128n === 0n ? hashKeyFrom(number) : null;
}

/** The place before one that is not the first. */
export const placeBefore = (hash: HashKey): HashKey => hashKeyFrom(numberOfHashKey(hash) - 1n);

/** Where each of `count` equal ranges of the space begins; the last has what does not divide. */
export function startsOf(count: number): readonly HashKey[] {
  const size = (1n << 128n) / BigInt(count);
  return Array.from({ length: count }, (_, place) => hashKeyFrom(size * BigInt(place)));
}
