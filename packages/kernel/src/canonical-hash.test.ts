import { expect, it } from "vitest";
import { CanonicalHash, memberViewsOf, type MemberViews } from "./canonical-hash.ts";

const views: MemberViews = new Map([
  ["past", (member) => (member as { readonly counts: unknown }).counts],
]);
const hashUnder = (given: MemberViews | undefined, value: unknown): number => {
  const hash = new CanonicalHash(given);
  hash.foldValue(value);
  return hash.value;
};
const message = (at: number, counts: number) => ({ list: [{ size: 3, past: { at, counts } }] });

it("takes of members what their views show, wherever they are", () => {
  const one = hashUnder(views, message(1, 5));
  expect(hashUnder(views, message(2, 5))).toBe(one);
  expect(hashUnder(views, message(1, 6))).not.toBe(one);
  expect(hashUnder(undefined, message(1, 5))).not.toBe(hashUnder(undefined, message(2, 5)));
  const plain = new CanonicalHash(views);
  plain.foldPlain(message(1, 5));
  const other = new CanonicalHash(views);
  other.foldPlain(message(9, 5));
  expect(other.value).toBe(plain.value);
});

it("knows the hash of a value under each views, and takes no inherited name for a view", () => {
  const value = { ...message(1, 5), constructor: 1, toString: 2 };
  const whole = hashUnder(undefined, value);
  expect(hashUnder(views, value)).not.toBe(whole);
  expect(hashUnder(undefined, value)).toBe(whole);
});

it("takes the views that a machine declares, or all of each member", () => {
  expect(memberViewsOf([{}, { memberViews: views }])).toBe(views);
  expect(memberViewsOf([{}])).toBe(memberViewsOf([]));
});
