import { base64Of } from "@orrery/kernel";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { md5OfAttributes, md5OfBody, sha256OfBody } from "./digests.ts";

const texts = fc.string({ unit: "binary", maxLength: 40 });
const hash = (name: string, text: string) => createHash(name).update(text, "utf8").digest("hex");

describe("sqs.digest.body: MD5 of a body is that of its bytes in UTF-8", () => {
  it.each([
    ["foo", "acbd18db4cc2f85cedef654fccc4a4d8"],
    ["message", "78e731027d8fd50ed642340b7c9a63b3"],
    ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ])("%s", (body, digest) => expect(md5OfBody(body)).toBe(digest));

  it("and so is SHA-256, for any text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(md5OfBody(text)).toBe(hash("md5", text));
        expect(sha256OfBody(text)).toBe(hash("sha256", text));
      }),
    );
  });
});

it("sqs.digest.attributes: MD5 of attributes covers names, types, transport types and values", () => {
  const attributes = [
    { name: "a", dataType: "Binary", value: base64Of(Uint8Array.of(1, 2, 255)) },
    { name: "b", dataType: "Number.int", value: "12" },
    { name: "c", dataType: "String", value: "é" },
  ];
  const sized = (part: Uint8Array) => {
    const head = new Uint8Array(4);
    new DataView(head.buffer).setUint32(0, part.length);
    return [...head, ...part];
  };
  const text = (value: string) => sized(new TextEncoder().encode(value));
  const bytes = [
    ...[...text("a"), ...text("Binary"), 2, ...sized(Uint8Array.of(1, 2, 255))],
    ...[...text("b"), ...text("Number.int"), 1, ...text("12")],
    ...[...text("c"), ...text("String"), 1, ...text("é")],
  ];
  expect(md5OfAttributes(attributes)).toBe(
    createHash("md5").update(Uint8Array.from(bytes)).digest("hex"),
  );
  expect(md5OfAttributes([])).toBeNull();
});
