import fc from "fast-check";
import { expect, it } from "vitest";
import { sizeInUtf8, textOfUtf8, utf8Of } from "./utf8.ts";

const anyText = fc.string({ unit: "binary", maxLength: 40 });
const anyBytes = fc.uint8Array({ maxLength: 40 });

it("agrees with the platform on texts, their bytes and their size", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = utf8Of(text);
      expect([...bytes]).toEqual([...new TextEncoder().encode(text)]);
      expect(sizeInUtf8(text)).toBe(bytes.length);
      expect(textOfUtf8(bytes)).toBe(text);
    }),
  );
  expect([...utf8Of("a\ud800b")]).toEqual([...new TextEncoder().encode("a\ud800b")]);
});

it("agrees with the platform on which bytes are a text", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const textOrNull = (bytes: Uint8Array) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
  // Bytes that begin like a character, so that more than the first byte counts.
  const nearlyText = fc
    .array(
      fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4),
      {
        maxLength: 6,
      },
    )
    .map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(fc.oneof(anyBytes, nearlyText), (bytes) => {
      expect(textOfUtf8(bytes)).toBe(textOrNull(bytes));
    }),
    { numRuns: 2_000 },
  );
});

it("reads large texts", () => {
  for (const part of ["a", "ü", "€", "𝄞", "xü€𝄞"]) {
    const text = part.repeat(1_500_000);
    expect(textOfUtf8(utf8Of(text)) === text).toBe(true);
  }
});
