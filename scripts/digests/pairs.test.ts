import { expect, it } from "vitest";
import { genericHome, homes, nameOf, readPins } from "./pairs.ts";

it("pins lie with the services whose runs they are, and have names of their own", () => {
  const names = readPins().map(nameOf);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  expect(names).toContain("distributions × bits"); // Of no service.
  expect(names).toContain("topic-fan-out × 22"); // Of one.
  expect(homes()).toContain(genericHome);
  expect(homes()).toContain("packages/aws/src/services/sns/digests");
});
