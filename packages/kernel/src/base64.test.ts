import fc from "fast-check";
import { expect, it } from "vitest";
import { base64Of, base64UrlOf, bytesOfBase64, bytesOfBase64Url } from "./base64.ts";

const anyBytes = fc.uint8Array({ maxLength: 40 });
const forUrl = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

it("writes and reads base64 as the platform does, and nothing else", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const text = btoa(String.fromCharCode(...bytes));
      expect(base64Of(bytes)).toBe(text);
      expect(bytesOfBase64(text)).toEqual(Uint8Array.from(bytes));
      expect(base64UrlOf(bytes)).toBe(forUrl(text));
      expect(bytesOfBase64Url(forUrl(text))).toEqual(Uint8Array.from(bytes));
    }),
  );
  for (const wrong of [
    "a",
    "ab=",
    "a===",
    "====",
    "=abc",
    "ab=c",
    "{}==",
    "abc d",
    "ab-_",
    "aü==",
  ]) {
    expect(bytesOfBase64(wrong)).toBeNull();
  }
  for (const wrong of ["a", "abcde", "ab==", "ab+/", "ü"])
    expect(bytesOfBase64Url(wrong)).toBeNull();
});

it("takes as many bytes as Lambda does, and more", () => {
  for (const size of [8_190, 8_191, 8_192, 8_193, 100_001, 6_291_454, 6_291_455, 6_291_456]) {
    const bytes = Uint8Array.from({ length: size }, (_, place) => (place * 31) ^ (place >> 8));
    const text = base64Of(bytes);
    const peer = Buffer.from(bytes).toString("base64");
    // Compared as a whole: a matcher would look at each byte.
    expect(text === peer && forUrl(peer) === base64UrlOf(bytes)).toBe(true);
    expect(Buffer.compare(bytes, bytesOfBase64(text)!)).toBe(0);
    expect(bytesOfBase64(`${text.slice(0, -1)}{`)).toBeNull();
  }
});
