import { expect, it } from "vitest";
import { genericHome, homes, isFirstSeed, nameOf, readPins } from "./pairs.ts";

it("pins lie with the services whose runs they are, and have names of their own", () => {
  const names = readPins().map(nameOf);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  expect(names).toContain("distributions × bits"); // Of no service.
  expect(names).toContain("topic-fan-out × 22"); // Of one.
  expect(homes()).toContain(genericHome);
  expect(homes()).toContain("packages/aws/src/services/sns/digests");
});

it("every scenario has a seed that is its first", () => {
  const pins = readPins();
  const first = pins.filter((pin) => isFirstSeed(pin, pins)).map(({ scenario }) => scenario);
  expect(new Set(first)).toEqual(new Set(pins.map(({ scenario }) => scenario)));
  expect(new Set(first).size).toBe(first.length);
});
