import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LongTextPlaces } from "./long-text-places.ts";
import { DamageError, ValueReader } from "./value-reader.ts";
import { newSite } from "./object-shapes.ts";
import { ValueWriter } from "./value-writer.ts";

const start = 1_000;
/** All values, written as one block that begins at `start`, and the bytes. */
function written(values: readonly unknown[], isShared = false): Buffer {
  const writer = new ValueWriter(new LongTextPlaces());
  writer.begin(start);
  const site = newSite(isShared);
  for (const value of values) {
    writer.reserve(24);
    writer.value(value, site);
  }
  return Buffer.from(writer.bytes.subarray(0, writer.length));
}

function readBack(bytes: Buffer, count: number): readonly unknown[] {
  const texts = (at: number): string => {
    const values = new ValueReader(bytes, texts);
    values.at = at - start;
    return values.utf8();
  };
  const reader = new ValueReader(bytes, texts);
  const values = Array.from({ length: count }, () => reader.value());
  expect(reader.isAtEnd).toBe(true);
  return values;
}

const key = fc.oneof(
  fc.constantFrom("type", "content", "messages", "items", "payload", "__proto__", "", "17"),
  fc.string({ unit: "grapheme", maxLength: 5 }),
);
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom("a", "b"),
  fc.tuple(fc.string({ maxLength: 30 }), fc.nat(90)).map(([one, more]) => one + "x".repeat(more)),
);
const number = fc.oneof(
  fc.nat(300),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }),
  fc.constantFrom(-0, 127, 128, 2 ** 28, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    number,
    text,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((all) => Object.fromEntries(all)),
  ),
}));

describe("plain data in a trace", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (values) => {
        // What is written again is told by what was written before.
        const twice = [...values, ...values];
        expect(readBack(written(twice), twice.length)).toStrictEqual(twice);
      }),
      { seed: 20261128, numRuns: 2_000 },
    );
  });

  it("is written once where the same object goes on, or the same long text", () => {
    const body = Array.from({ length: 300 }, (_, place) => `${place}`).join(" ");
    const content = { body, size: body.length };
    const one = { type: "sent", content, at: 17 };
    const first = written([one]).length;
    expect(first).toBeGreaterThan(body.length);
    expect(written([one, { ...one, at: 18 }]).length - first).toBeLessThan(8);
    expect(written([one, { ...one, content: { ...content } }]).length - first).toBeLessThan(16);
    expect(readBack(written([one, { ...one, at: 18 }]), 2)).toEqual([one, { ...one, at: 18 }]);
  });

  it("leaves filler out, and not what begins it", () => {
    for (const filled of ["x".repeat(2_000), `17 ${"x".repeat(2_000)}`, "é".repeat(50)]) {
      const bytes = written([filled]);
      expect(readBack(bytes, 1)).toEqual([filled]);
      if (!filled.startsWith("é")) expect(bytes.length).toBeLessThan(12);
    }
  });

  it("is larger than any block", () => {
    const large = Array.from({ length: 200_000 }, (_, place) => ({ place, more: [place] }));
    expect(readBack(written([large]), 1)).toEqual([large]);
    const users = Array.from({ length: 300 }, (_, place) => ({ [`key${place}`]: place }));
    expect(readBack(written(users), users.length)).toEqual(users);
  });

  it("is told to be damaged, whatever the bytes are", () => {
    const bytes = written([{ type: "a", content: [1, "b", -3, 0.5] }, "x".repeat(99), [true]]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1 }), (edits) => {
        const damaged = Buffer.from(bytes);
        for (const [at, byte] of edits) damaged[at % damaged.length] = byte;
        try {
          new ValueReader(damaged, () => "").value();
        } catch (error) {
          expect(error).toBeInstanceOf(DamageError);
        }
      }),
      { seed: 20261128, numRuns: 2_000 },
    );
  });
});
