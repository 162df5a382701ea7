import { expect, it } from "vitest";
import { Digest } from "./digest.ts";

const folded = (...values: readonly number[]): Digest => {
  const digest = new Digest();
  for (const value of values) digest.fold(0, value);
  return digest;
};

it("folds each of 53 bits, in order, into lanes that are pinned", () => {
  expect(folded().of(0)).toBe("0000000000000000");
  expect(folded(1).of(0)).toBe("42c49986e77a090c");
  expect(folded(1, 2, 3).of(0)).toBe("1b8336efaf644ab8");
  expect(folded(-1, 2 ** 40 + 5, 2 ** 53 - 1).of(0)).toBe("c4cf4bfdf2cd79a7");
  const sums = [
    [1, 2],
    [2, 1],
    [2 ** 32 + 1, 2],
    [2 ** 52 + 1, 2],
    [-1, 2],
  ];
  expect(new Set(sums.map((values) => folded(...values).of(0))).size).toBe(sums.length);
});

/** Components of these names, numbered from 0. */
const named = (...names: readonly string[]) => names.map((name, number) => ({ name, number }));

it("combines the lanes of components by their names, whatever their numbers", () => {
  const digest = new Digest();
  digest.fold(0, 5);
  digest.fold(1, 6);
  digest.fold(2, 7);
  const other = new Digest();
  other.fold(2, 5);
  other.fold(0, 6);
  other.fold(1, 7);
  expect(digest.combined(named("a", "b", "c"))).toBe("4f447c1d223acf6b");
  expect(other.combined(named("b", "c", "a"))).toBe(digest.combined(named("a", "b", "c")));
  const names = [
    ["b", "a", "c"],
    ["a", "b", "d"],
    ["a", "bb", "c"],
  ];
  for (const each of names)
    expect(digest.combined(named(...each))).not.toBe(digest.combined(named("a", "b", "c")));
  expect(digest.combined(named("a", "b", "c").slice(1))).toBe(
    digest.combined([
      { name: "c", number: 2 },
      { name: "b", number: 1 },
    ]),
  );
});

it("has every lane of each component in what it combines", () => {
  const combined = new Set<string>();
  for (let lane = 0; lane < 4; lane += 1) {
    const digest = new Digest();
    digest.load([0, 1, 2, 3].map((each) => (each === lane ? 77 : each)));
    combined.add(digest.combined(named("a", "b")));
  }
  expect(combined.size).toBe(4);
});

it("makes room for more components, and keeps the lanes that there are", () => {
  const digest = folded(1, 2);
  const before = digest.of(0);
  for (const components of [10, 17, 33, 40, 1_000]) {
    digest.reserve(components);
    expect(digest.of(0)).toBe(before);
    digest.fold(components - 1, components);
    expect(digest.of(components - 1)).not.toBe("0000000000000000");
  }
  expect(digest.list(1_000)).toHaveLength(2_000);
  const again = new Digest();
  again.load(digest.list(1_000));
  expect([0, 9, 16, 32, 39, 999].map((each) => again.of(each))).toEqual(
    [0, 9, 16, 32, 39, 999].map((each) => digest.of(each)),
  );
});

it("becomes the same as another, of more components or of fewer", () => {
  const large = new Digest();
  large.reserve(100);
  for (let component = 0; component < 100; component += 1) large.fold(component, component);
  const small = folded(1);
  const copy = new Digest();
  copy.copyFrom(large);
  expect(copy.list(100)).toEqual(large.list(100));
  copy.copyFrom(small);
  expect(copy.list(100)).toEqual([...small.list(1), ...new Array<number>(198).fill(0)]);
});
