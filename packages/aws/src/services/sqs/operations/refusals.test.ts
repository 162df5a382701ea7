import { expect, it } from "vitest";
import type { Plain } from "@orrery/kernel";
import { integerWithin, isRefused } from "./refusals.ts";

it.each<readonly [Plain, boolean]>([
  [{ type: "refused" }, true],
  [{ type: "sent" }, false],
  [{}, false],
  [null, false],
  ["refused", false],
])("whether %j is a refusal: %s", (value, refused) => {
  expect(isRefused(value)).toBe(refused);
});

it.each([
  [1, 1],
  [10, 10],
  [0, "InvalidParameterValue"],
  [11, "InvalidParameterValue"],
  [null, undefined],
])("%j from 1 to 10 is %s", (value, number) => {
  const checked = integerWithin({ a: value }, "a", 1, 10, "no.");
  expect(isRefused(checked) ? checked.code : checked).toBe(number);
});
