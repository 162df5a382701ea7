import fc from "fast-check";
import { expect, it } from "vitest";
import { SharedValues } from "./shared-values.ts";

it("makes one object of equal parts, in whichever settings they are, and leaves the settings as they were", () => {
  const values = new SharedValues();
  const settings = (name: string) => ({
    name,
    retry: { attempts: 3, pauses: [1, 2.5, { unit: "second" }] },
    scaling: { unit: "second" },
  });
  const given = [settings("a"), settings("b")] as const;
  const [one, other] = given.map((each) => values.of(each)) as [
    (typeof given)[0],
    (typeof given)[1],
  ];
  expect([one, other]).toEqual([settings("a"), settings("b")]);
  expect(given[1]).toEqual(settings("b"));
  expect(one).not.toBe(other);
  expect(other.retry).toBe(one.retry);
  expect(other.scaling).toBe(one.retry.pauses[2]);
  expect(values.of(one)).toBe(one);
});

it("tells what is not equal, and leaves alone what is more than plain data", () => {
  const values = new SharedValues();
  const call = () => 1;
  const parts = [
    {},
    [],
    { a: 1 },
    { a: "1" },
    { a: true },
    { a: "true" },
    { a: null },
    { a: undefined },
    { a: 0 },
    { a: -0 },
    { a: [1] },
    { a: { 0: 1 } },
    { b: 1 },
    { a: "#0" },
    { a: call },
    { a: new Map([[1, 2]]) },
    new Date(0),
  ];
  const shared = parts.map((part) => values.of({ part }).part);
  shared.forEach((part, place) => expect(part).toBe(parts[place]));
  const again = values.of({ part: { a: { a: call } } });
  expect(again.part.a).not.toBe(shared[14]);
});

it("changes no value, whatever it is", () => {
  const values = new SharedValues();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = structuredClone(value);
      expect(values.of({ value })).toEqual({ value: copy });
      expect(value).toEqual(copy);
    }),
    { seed: 20261129, numRuns: 300 },
  );
});
