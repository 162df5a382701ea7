/// <reference path="./seedrandom-alea.d.ts" />
import alea from "seedrandom/lib/alea.js";

/**
 * A random stream as plain data: where seedrandom's `alea` stands.
 *
 * Saved, restored and forked by copying four numbers. The kernel writes on it in place.
 */
export interface StreamState {
  s0: number;
  s1: number;
  s2: number;
  c: number;
}

/** Something that gives uniform numbers in [0, 1), one a call. */
export type Draw = () => number;

/**
 * The text that stands for one component's purpose under one seed.
 *
 * It is JSON, so that no two keys run together: ("a", "bc") and ("ab", "c") differ. The seeds 42
 * and "42" are the same seed.
 */
export const streamKey = (
  seed: string | number,
  component: string,
  incarnation: number,
  purpose: string,
): string => JSON.stringify([String(seed), component, incarnation, purpose]);

/** The stream of a component's purpose before its first draw. Depends on these four alone. */
export const streamFor = (
  seed: string | number,
  component: string,
  incarnation: number,
  purpose: string,
): StreamState => alea(streamKey(seed, component, incarnation, purpose), { state: true }).state();

/**
 * The next number in [0, 1) of `stream`, a multiple of 2⁻³².
 *
 * This is the recurrence of seedrandom's `alea` (Baagøe's multiply-with-carry) over plain state; it
 * gives seedrandom's numbers.
 */
export function next(stream: StreamState): number {
  const sum = 2091639 * stream.s0 + stream.c * 2.3283064365386963e-10; // 2⁻³²
  const carry = sum | 0;
  stream.s0 = stream.s1;
  stream.s1 = stream.s2;
  stream.c = carry;
  return (stream.s2 = sum - carry);
}

/** How many numbers a stream is among others. */
export const streamSize = 4;
const streamBits = 2;
/** Where the stream of a purpose begins, where those of all purposes begin at a place. */
export const placeOfStream = (from: number, purpose: number): number =>
  (from + (purpose << streamBits)) | 0;
/** Stands in the first place of a stream that is not made yet: no stream has a negative number. */
export const noStream = -1;

/** The next number of the stream that begins at a place among other numbers, likewise. */
export function nextIn(numbers: number[], place: number): number {
  // In 32 bits, which are not checked for more.
  const second = (place + 1) | 0;
  const third = (place + 2) | 0;
  const last = (place + 3) | 0;
  const sum = 2091639 * numbers[place]! + numbers[last]! * 2.3283064365386963e-10; // 2⁻³²
  const carry = sum | 0;
  numbers[place] = numbers[second]!;
  numbers[second] = numbers[third]!;
  numbers[last] = carry;
  return (numbers[third] = sum - carry);
}

/** Puts a stream at a place among other numbers. */
export function putStream(numbers: number[], place: number, { s0, s1, s2, c }: StreamState): void {
  numbers[place] = s0;
  numbers[place + 1] = s1;
  numbers[place + 2] = s2;
  numbers[place + 3] = c;
}

/** The stream at a place among other numbers; `null` where it is not made yet. */
export const streamIn = (numbers: readonly number[], place: number): StreamState | null =>
  numbers[place] === noStream
    ? null
    : {
        s0: numbers[place]!,
        s1: numbers[place + 1]!,
        s2: numbers[place + 2]!,
        c: numbers[place + 3]!,
      };

/** A stream that goes on from the same place on its own. */
export const copyStream = ({ s0, s1, s2, c }: StreamState): StreamState => ({ s0, s1, s2, c });
