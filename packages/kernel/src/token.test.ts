import fc from "fast-check";
import { base64UrlOf } from "./base64.ts";
import { describe, expect, it } from "vitest";
import { fingerprintOf, formatToken, parseToken } from "./token.ts";

const scenario = fingerprintOf({ queue: "orders" });
const token = {
  seed: 42,
  choices: [
    { component: "sqs.queue:orders", label: "delivery", key: 17, nth: 0, taken: 1 },
    { component: "", label: "order", key: 1_000_000, nth: 3, taken: 2 },
  ],
};

describe("token", () => {
  it("comes back as it was, whatever names and numbers it has", () => {
    const choice = fc.record({
      component: fc.string({ unit: "grapheme" }),
      label: fc.string(),
      key: fc.maxSafeNat(),
      nth: fc.nat(),
      taken: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.string()), fc.array(choice), (seed, choices) => {
        const text = formatToken(scenario, { seed, choices });
        expect(text).toMatch(/^[\w.-]+$/);
        expect(parseToken(text, scenario)).toEqual({ seed, choices });
      }),
      { seed: 20261124 },
    );
  });

  it("is refused with the reason when it is of another scenario, version, or mistyped", () => {
    const text = formatToken(scenario, token);
    const other = fingerprintOf({ queue: "invoices" });
    expect(() => parseToken(text, other)).toThrow(
      `token: expected one of this scenario (${other}), received one of ${scenario}`,
    );
    expect(() => parseToken(text.replace("or1", "or9"), scenario)).toThrow(
      "token version: expected or1, received or9",
    );
    expect(() => parseToken("hello", scenario)).toThrow('received "hello"');
    for (let place = 4; place < text.length; place += 1) {
      const letter = text[place] === "a" ? "b" : "a";
      const mistyped = text.slice(0, place) + letter + text.slice(place + 1);
      expect(() => parseToken(mistyped, scenario)).toThrow("token");
    }
  });

  it("is short", () => {
    expect(formatToken(scenario, token).length).toBeLessThan(150);
  });
});

describe("fingerprint of plain data", () => {
  it("differs for data that differs, and not for a copy", () => {
    const data = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(data, data, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(fingerprintOf(one) === fingerprintOf(other)).toBe(same);
        expect(fingerprintOf(JSON.parse(JSON.stringify(one)))).toBe(fingerprintOf(one));
      }),
      { seed: 20261124, numRuns: 1_000 },
    );
  });
});

it("forged ones, with a right checksum over what no run gave, are refused in one line", () => {
  const forge = (content: string) => {
    const body = base64UrlOf(Array.from(content, (letter) => letter.charCodeAt(0)));
    const head = `or1.abc.${body}`;
    return `${head}.${fingerprintOf(head)}`;
  };
  expect(parseToken(forge('[1,["a","b"],[0,1,5,0,1]]'), "abc").choices).toHaveLength(1);
  for (const content of [
    ...["", "{", "null", "7", "[]", "[1,2,3]", "[null,[],[]]", '[{"a":1},[],[]]', "[[1],[],[]]"],
    ...['[1,["a"],[0,0,0,0]]', '[1,["a"],[0,1,0,0,1]]', '[1,["a"],[0,0,0,0,"1"]]'],
    ...["[1,[7],[]]", '[1,["a"],[-1,0,0,0,1]]', '[1,["a"],[0,0,0.5,0,1]]', '[1,["a"],{}]'],
    ...['[1,["a"],[0,0,0,-1,1]]', "[1,[],[],[]]"],
  ]) {
    expect(() => parseToken(forge(content), "abc")).toThrow(
      /^token: expected one that a run gave, received one with the checksum of such, and another content$/,
    );
  }
});
