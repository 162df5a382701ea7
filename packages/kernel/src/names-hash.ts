import { CanonicalHash, type NamedPart } from "./canonical-hash.ts";

/**
 * A hash of parts that is the same whatever their order, and whichever numbers the names in them have.
 *
 * Names are told apart by where they occur, and beside which others, round after round. Those that nothing
 * tells apart are set apart one after the other: where they are interchangeable, it is the same which of them
 * goes first; where only the rounds cannot tell them apart, equal worlds may get unequal hashes, never unequal
 * ones equal. Then every name has its place in the order of what was found, and is folded by that.
 */
export function hashUpToNames(parts: readonly NamedPart[]): {
  readonly hash: number;
  /** Of each part, with its names: equal for those that are interchangeable. */
  readonly parts: readonly number[];
} {
  const numbers = new Map<number, number>();
  for (const { names } of parts) {
    for (const name of names) if (!numbers.has(name)) numbers.set(name, numbers.size);
  }
  const places = placesOf(parts, numbers);
  const all = new CanonicalHash();
  const one = new CanonicalHash();
  const hashes: number[] = [];
  for (const { hash, names } of parts) {
    one.reset();
    one.fold(hash);
    for (const name of names) one.fold(places[numbers.get(name)!]!);
    all.add(one);
    hashes.push(one.value);
  }
  return { hash: all.value, parts: hashes };
}

/** The place of each name, by its number. */
function placesOf(
  parts: readonly NamedPart[],
  numbers: ReadonlyMap<number, number>,
): readonly number[] {
  const count = numbers.size;
  const colors = new Array<number>(count).fill(1);
  if (count < 2) return colors;
  const occurrences = parts
    .filter(({ names }) => names.length > 0)
    .map(({ hash, names }) => ({
      hash: (hash | 0) ^ Math.floor(hash / 4_294_967_296),
      names: names.map((name) => numbers.get(name)!),
    }));
  let known = 1;
  for (;;) {
    refine(occurrences, colors);
    const told = new Set(colors).size;
    if (told === count) break;
    if (told === known) setOneApart(colors);
    known = told;
  }
  const order = colors.map((_, name) => name).sort((one, other) => colors[one]! - colors[other]!);
  const places = new Array<number>(count);
  order.forEach((name, place) => (places[name] = place));
  return places;
}

/** Adds to the color of each name what it occurs in, and beside which colors. */
function refine(
  occurrences: readonly { readonly hash: number; readonly names: readonly number[] }[],
  colors: number[],
): void {
  const seen = new Array<number>(colors.length).fill(0);
  for (const { hash, names } of occurrences) {
    let part = hash;
    for (const name of names) part = mixed(part, colors[name]!);
    names.forEach((name, place) => (seen[name] = (seen[name]! + mixed(part, place)) | 0));
  }
  for (let name = 0; name < colors.length; name += 1) {
    colors[name] = mixed(colors[name]!, seen[name]!);
  }
}

/** Gives one of those another color that share the least color of several. */
function setOneApart(colors: number[]): void {
  let least = Infinity;
  let apart = -1;
  colors.forEach((color, name) => {
    if (color < least && colors.includes(color, name + 1)) {
      least = color;
      apart = name;
    }
  });
  colors[apart] = mixed(least, 1);
}

const mixed = (one: number, other: number): number => {
  const mix = Math.imul(one ^ Math.imul(other, 0x85ebca6b), 0xc2b2ae35);
  return (mix ^ (mix >>> 15)) | 0;
};
