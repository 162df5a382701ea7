import { expect, it } from "vitest";
import { timerInput } from "./timer-input.ts";

it("says which timer fired, and at which index, however large", () => {
  for (const timer of [0, 1, 7]) {
    for (const index of [0, 1, 255, 256, 70_000_000]) {
      expect(timerInput(timer, index)).toEqual({ type: "timerFired", timer, index });
    }
  }
});

it("gives one object for those that are the same, on which nobody can write", () => {
  const input = timerInput(3, 17);
  expect(timerInput(3, 17)).toBe(input);
  expect(() => Object.assign(input, { index: 18 })).toThrow(TypeError);
});
