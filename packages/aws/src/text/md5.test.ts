import fc from "fast-check";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { md5OfBytes, md5OfText } from "./md5.ts";

const digest = (content: string | Uint8Array) => createHash("md5").update(content).digest("hex");

it("agrees with the platform at every length about the ends of blocks", () => {
  for (let length = 0; length <= 200; length += 1) {
    const text = "orders".repeat(40).slice(0, length);
    expect(md5OfText(text)).toBe(digest(text));
    expect(md5OfText(`${text}é`)).toBe(digest(`${text}é`));
    const bytes = Uint8Array.from(text, (_, place) => 255 - place);
    expect(md5OfBytes(bytes)).toBe(digest(bytes));
  }
});

it("agrees with the platform on any text and any bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 150 }), (text) => {
      expect(md5OfText(text)).toBe(digest(text));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(md5OfBytes(bytes)).toBe(digest(bytes));
    }),
  );
});
