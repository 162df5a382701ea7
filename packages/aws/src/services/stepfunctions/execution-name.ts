import type { SlabId } from "@orrery/kernel";

/** The name of an execution that nobody named: a UUID that its place is read off, so that nothing is kept for it. */
export function nameOf(id: SlabId, randomFor: (key: number) => number): string {
  const head = Math.floor(randomFor(id * 2) * 4_294_967_296);
  const middle = Math.floor(randomFor(id * 2 + 1) * 4_294_967_296);
  const [low, high] = hidden(id, head, middle);
  const variant = "89ab"[middle & 3]!;
  return `${hex(head >>> 16)}${hex(head & 0xffff)}-${hex(middle >>> 16)}-4${hex3((middle >>> 4) & 0xfff)}-${variant}${hex3(head >>> 20)}-${hex6(high)}${hex6(low)}`;
}

/** Two hexadecimal digits of each number below 256. */
const twos = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));
/** Four hexadecimal digits of a number below 65,536. */
const hex = (value: number): string => twos[value >>> 8]! + twos[value & 0xff]!;
const hex3 = (value: number): string => hex(value).slice(1);
const hex6 = (value: number): string => twos[value >>> 16]! + hex(value & 0xffff);

const pattern =
  /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-[89ab][0-9a-f]{3}-([0-9a-f]{6})([0-9a-f]{6})$/;
const halves = 0x1000000;

/** Where an execution of such a name is; `null`: no execution was ever given it. */
export function placeNamed(name: string, randomFor: (key: number) => number): SlabId | null {
  const [, head, second, third, high, low] = pattern.exec(name) ?? [];
  if (head === undefined) return null;
  const first = Number.parseInt(head, 16);
  // The last digit of the second number is in no name: each of them is tried.
  for (let digit = 0; digit < 16; digit += 1) {
    const middle = Number.parseInt(`${second}${third}${digit.toString(16)}`, 16);
    const [lowBits, highBits] = hiddenBits(first, middle);
    const id = ((Number.parseInt(high!, 16) ^ highBits) * halves +
      (Number.parseInt(low!, 16) ^ lowBits)) as SlabId;
    if (nameOf(id, randomFor) === name) return id;
  }
  return null;
}

/** The two halves of a place, made unlike each other by random bits. */
function hidden(id: number, head: number, middle: number): readonly [number, number] {
  const [low, high] = hiddenBits(head, middle);
  return [(id % halves) ^ low, Math.floor(id / halves) ^ high];
}

const hiddenBits = (head: number, middle: number): readonly [number, number] => [
  head & 0xffffff,
  middle & 0xffffff,
];
