import fc from "fast-check";
import { expect, it } from "vitest";
import { hexadecimalOf, uuidOf } from "./hexadecimal.ts";

const words = fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer());

it("writes each word with eight digits, whatever its sign", () => {
  fc.assert(
    fc.property(words, (four) => {
      const digits = four.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
      expect(hexadecimalOf(...four)).toBe(digits);
      expect(uuidOf(...four).replaceAll("-", "")).toBe(digits);
    }),
  );
});

it("sets the dashes of a UUID", () => {
  expect(uuidOf(0x01234567, 0x89abcdef, 0x00112233, 0x44556677)).toBe(
    "01234567-89ab-cdef-0011-223344556677",
  );
});
