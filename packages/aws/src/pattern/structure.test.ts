import { describe, expect, it } from "vitest";
import { EventTextError, PatternError } from "./pattern-error.ts";
import { compilePattern, matchesPattern, matchesValue, validatePattern } from "./pattern.ts";

const matches = (pattern: string, event: string): boolean =>
  matchesPattern(compilePattern(pattern), event);

describe("keys", () => {
  it("eventbridge.pattern.keys-and-values: all keys must match, one value each is enough", () => {
    const pattern = '{"a":["x","y"],"b":{"c":[1]}}';
    expect(matches(pattern, '{"a":"y","b":{"c":1,"d":2},"e":3}')).toBe(true);
    expect(matches(pattern, '{"a":"y","b":{"c":2}}')).toBe(false);
    expect(matches(pattern, '{"a":"z","b":{"c":1}}')).toBe(false);
  });

  it("eventbridge.pattern.case-sensitive: Key is not key, EXISTS is no operator", () => {
    expect(matches('{"Key":["v"]}', '{"key":"v"}')).toBe(false);
    expect(matches('{"key":["V"]}', '{"key":"v"}')).toBe(false);
    expect(validatePattern('{"a":[{"EXISTS":true}]}')).toBe("Unrecognized match type EXISTS");
  });

  it("eventbridge.pattern.last-duplicate-counts: in the pattern and in the event", () => {
    expect(matches('{"a":["x"],"a":["y"]}', '{"a":"y"}')).toBe(true);
    expect(matches('{"a":["x"],"a":["y"]}', '{"a":"x"}')).toBe(false);
    expect(matches('{"a":["x"]}', '{"a":"x","a":"y"}')).toBe(false);
    const both = '{"a":["x"],"a":{"b":["y"]}}';
    expect(matches(both, '{"a":["x",{"b":"y"}]}')).toBe(true);
    expect(matches(both, '{"a":{"b":"y"}}')).toBe(false);
  });

  it("eventbridge.pattern.dotted-keys: dots equal nesting on both sides", () => {
    for (const pattern of ['{"a":{"b":{"c":["x"]}}}', '{"a":{"b.c":["x"]}}']) {
      expect(matches(pattern, '{"a":{"b":{"c":"x"}}}')).toBe(true);
      expect(matches(pattern, '{"a":{"b.c":"x"}}')).toBe(true);
      expect(matches(pattern, '{"a":{"b":{"d":"x"}}}')).toBe(false);
    }
    expect(matches('{"a.b.c":["x"]}', '{"a":{"b":{"c":"x"}}}')).toBe(true);
    expect(matches('{"a":{"b":{"c":["x"]}}}', '{"a.b.c":["y","x"]}')).toBe(true);
    expect(matches('{"a":["x"],"a.b":["y"]}', '{"a":["x",{"b":"y"}]}')).toBe(true);
  });

  it("eventbridge.pattern.half-dotted-keys: a dotted key with an object below equals only itself", () => {
    expect(matches('{"a.b":{"c":["x"]}}', '{"a.b":{"c":"x"}}')).toBe(true);
    expect(matches('{"a.b":{"c":["x"]}}', '{"a":{"b":{"c":"x"}}}')).toBe(false);
    expect(matches('{"a":{"b":{"c":["x"]}}}', '{"a.b":{"c":"x"}}')).toBe(false);
    expect(matches('{"a":{"b.c":["x"]}}', '{"a.b":{"c":"x"}}')).toBe(false);
    expect(matches('{"a.b":{"c":["x"]}}', '{"a.b.c":"x"}')).toBe(false);
  });

  it("eventbridge.pattern.strings-are-not-parsed: JSON in a string is a string", () => {
    expect(matches('{"a":{"b":["x"]}}', '{"a":"{\\"b\\":\\"x\\"}"}')).toBe(false);
    expect(matches('{"a":["{\\"b\\":\\"x\\"}"]}', '{"a":"{\\"b\\":\\"x\\"}"}')).toBe(true);
  });

  it("takes names that JavaScript objects inherit for ordinary keys", () => {
    expect(matches('{"constructor":[{"exists":true}]}', '{"a":1}')).toBe(false);
    expect(matches('{"__proto__":["x"]}', '{"__proto__":"x"}')).toBe(true);
    expect(matches('{"__proto__":[1]}', '{"__proto__":1,"n":1234567890123456789}')).toBe(true);
    expect(validatePattern('{"a":[{"constructor":1}]}')).toBe(
      "Unrecognized match type constructor",
    );
  });
});

describe("lists in the event", () => {
  const people = '{"people":[{"name":"Ann","age":30},{"name":"Bob","age":40,"id":1}]}';

  it("eventbridge.pattern.list-any-element: one element is enough", () => {
    expect(matches('{"a":["x"]}', '{"a":["w","x"]}')).toBe(true);
    expect(matches('{"a":["x"]}', '{"a":[["w"],[["x"]]]}')).toBe(true);
    expect(matches('{"a":["x"]}', '{"a":[]}')).toBe(false);
  });

  it("eventbridge.pattern.list-one-element: name and age must be of one person", () => {
    expect(matches('{"people":{"name":["Bob"],"age":[40]}}', people)).toBe(true);
    expect(matches('{"people":{"name":["Ann"],"age":[40]}}', people)).toBe(false);
    const teams =
      '{"teams":[{"lead":"Ann","people":[{"n":"x","r":1},{"n":"y","r":2}]},{"lead":"Bob","people":[{"n":"x","r":2}]}]}';
    expect(matches('{"teams":{"lead":["Bob"],"people":{"n":["x"],"r":[2]}}}', teams)).toBe(true);
    expect(matches('{"teams":{"lead":["Ann"],"people":{"n":["x"],"r":[2]}}}', teams)).toBe(false);
    expect(matches('{"teams":{"people":{"n":["y"],"r":[1]}}}', teams)).toBe(false);
  });

  it("eventbridge.pattern.list-absence-in-element: absence is about the element found before", () => {
    expect(matches('{"people":{"name":["Ann"],"id":[{"exists":false}]}}', people)).toBe(false);
    expect(matches('{"people":{"name":["Ann"],"nid":[{"exists":false}]}}', people)).toBe(true);
    const ids = '{"people":[{"name":"Ann"},{"name":"Bob","zip":1}]}';
    expect(matches('{"people":{"name":["Ann"],"zip":[{"exists":false}]}}', ids)).toBe(true);
    expect(matches('{"people":{"name":["Bob"],"zip":[{"exists":false}]}}', ids)).toBe(false);
  });

  it("eventbridge.pattern.list-scalars-beside-objects: a scalar goes with any object of its list", () => {
    const event = '{"p":[[1,{"k":"a"}],[2,{"k":"b"}]]}';
    expect(matches('{"p":[1],"p":{"k":["a"]}}', event)).toBe(true);
    expect(matches('{"p":[1],"p":{"k":["b"]}}', event)).toBe(false);
    // By name p-q comes between p and p.k, and must not make the element of p forgotten.
    const between = '{"p":[1],"p-q":{"r":[3]},"p":{"k":["%"]}}';
    const both = '{"p":[[1,{"k":"a"}],[2,{"k":"b"}]],"p-q":[{"r":3}]}';
    expect(matches(between.replace("%", "a"), both)).toBe(true);
    expect(matches(between.replace("%", "b"), both)).toBe(false);
  });

  it("stays fast where many equal values could be combined in many ways", () => {
    const tags = JSON.stringify(new Array(2_000).fill("x"));
    const event = `{"a":${tags},"b":${tags},"c":${tags},"d":"no"}`;
    expect(matches('{"a":["x"],"b":["x"],"c":["x"],"d":["yes"]}', event)).toBe(false);
  });
});

describe("$or", () => {
  it("eventbridge.pattern.or: one branch is enough, with the keys beside it", () => {
    const pattern = '{"k":["v"],"$or":[{"a":[1]},{"b":[2],"c":[3]}]}';
    expect(matches(pattern, '{"k":"v","a":1}')).toBe(true);
    expect(matches(pattern, '{"k":"v","b":2,"c":3}')).toBe(true);
    expect(matches(pattern, '{"k":"v","b":2}')).toBe(false);
    expect(matches(pattern, '{"a":1}')).toBe(false);
    const nested = '{"d":{"$or":[{"a":[1]},{"$or":[{"b":[2]},{"c":[3]}]}]}}';
    expect(matches(nested, '{"d":{"c":3}}')).toBe(true);
    expect(matches(nested, '{"c":3}')).toBe(false);
  });

  it("eventbridge.pattern.or-ordinary-key: otherwise it is a key like any other", () => {
    expect(matches('{"$or":["x",{"prefix":"y"}]}', '{"$or":"yes"}')).toBe(true);
    // One that has not the form makes them all ordinary keys, also where its keys are further in.
    expect(validatePattern('{"$or":[{"a":[1]},{"b":[2]}],"c":{"$or":["x"]}}')).toBe(
      "Unrecognized match type a",
    );
    expect(validatePattern('{"$or":[{"a":{"prefix":["x"]}},{"b":[1]}]}')).toBe(
      "Unrecognized match type a",
    );
    for (const reserved of ["=", "regex", "in-date-range", "ip-address-in-range"]) {
      expect(validatePattern(`{"$or":[{"${reserved}":["x"]},{"b":[1]}]}`)).toBe(
        `Unrecognized match type ${reserved}`,
      );
    }
    expect(validatePattern('{"$or":[{},{"b":[1]}]}')).toBe("Match expression name not found");
    expect(validatePattern('{"$or":"x"}')).toBe('"$or" must be an object or an array');
    expect(validatePattern('{"$or":[]}')).toBe("Empty arrays are not allowed");
    expect(validatePattern('{"$or":[{"a":[1]},{"b":"x"}]}')).toBe(
      '"b" must be an object or an array',
    );
    expect(matches('{"$or":[{"prefix":"a"},{"suffix":"b"}]}', '{"$or":"xb"}')).toBe(true);
    expect(matches('{"$or":{"a":["x"]}}', '{"$or":{"a":"x"}}')).toBe(true);
    expect(validatePattern('{"$or":[{"a":["x"]}]}')).toBe("Unrecognized match type a");
  });

  it("eventbridge.pattern.or-combinations: 1,000 are taken, more are refused", () => {
    const or = (keys: string, count: number): string =>
      `"$or":[${Array.from({ length: count }, (_, n) => `{"${keys}":[${n}]}`).join()}]`;
    expect(validatePattern(`{"p":{${or("a", 40)}},"q":{${or("b", 25)}}}`)).toBeNull();
    expect(validatePattern(`{"p":{${or("a", 77)}},"q":{${or("b", 13)}}}`)).toBe(
      "Rule is too complex - more than 1000 combinations",
    );
  });
});

describe("refusals", () => {
  it.each([
    ["leaf-must-be-list", '{"key":"v"}', '"key" must be an object or an array'],
    ["leaf-must-be-list", '{"a":{"n":42}}', '"n" must be an object or an array'],
    ["empty-list", '{"a":[]}', "Empty arrays are not allowed"],
    ["empty-object", "{}", "Empty objects are not allowed"],
    ["empty-object", '{"a":{}}', "Empty objects are not allowed"],
    ["unrecognized-operator", '{"a":[{"like":"x"}]}', "Unrecognized match type like"],
    ["one-operator-per-object", '{"a":[{"prefix":"x","suffix":"y"}]}', onlyOneKey()],
    [
      "one-operator-per-object",
      '{"a":[{"anything-but":{"prefix":"x","suffix":"y"}}]}',
      onlyOneKey(),
    ],
    [
      "one-operator-per-object",
      '{"a":[{"prefix":{"equals-ignore-case":"x","y":1}}]}',
      onlyOneKey(),
    ],
    [
      "invalid-json",
      "{a",
      "Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
    ],
    [
      "invalid-json",
      String.raw`{\"a`,
      String.raw`Unexpected character ('\' (code 92)): was expecting double-quote to start field name`,
    ],
    [
      "invalid-json",
      '{"a":["x"]',
      `Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"a":["x"]"; line: 1, column: 1])`,
    ],
    [
      "invalid-json",
      '\n{"a":\r\n ["x"',
      `Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"\n{"a":\r\n ["x""; line: 3, column: 2])`,
    ],
    ["invalid-json", '{"a"', "Unexpected end-of-input within/between Object entries"],
    ["invalid-json", '{"a":[1,', "Unexpected end-of-input within/between Array entries"],
    ["invalid-json", '{"a', "Unexpected end-of-input in field name"],
    [
      "invalid-json",
      '{"a":["x',
      "Unexpected end-of-input: was expecting closing quote for a string value",
    ],
    [
      "invalid-json",
      '{"a" ["x"]}',
      "Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value",
    ],
    [
      "invalid-json",
      '{"a":["x" "y"]}',
      `Unexpected character ('"' (code 34)): was expecting comma to separate Array entries`,
    ],
    [
      "invalid-json",
      '{"a":[1]"b":[2]}',
      `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`,
    ],
    [
      "invalid-json",
      '{"a":[1],}',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
    ],
    ["invalid-json", '{"a":}', "Unexpected character ('}' (code 125)): expected a value"],
    [
      "invalid-json",
      '{"a":[1,]}',
      "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      "invalid-json",
      '{"a":[1}}',
      `Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"a":[1}}"; line: 1, column: 6])`,
    ],
    [
      "invalid-json",
      `{"a":['x']}`,
      "Unexpected character (''' (code 39)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      "invalid-json",
      '{"a":[trux]}',
      "Unrecognized token 'trux': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ["invalid-json", '{"a":[01]}', "Invalid numeric value: Leading zeroes not allowed"],
    [
      "invalid-json",
      '{"a":[-x]}',
      "Unexpected character ('x' (code 120)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
    ],
    [
      "invalid-json",
      '{"a":[1.]}',
      "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a digit",
    ],
    [
      "invalid-json",
      '{"a":["\t"]}',
      "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value",
    ],
    ["invalid-json", String.raw`{"a":["\x"]}`, "Unrecognized character escape 'x' (code 120)"],
    [
      "invalid-json",
      String.raw`{"a":["\u00g0"]}`,
      "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence",
    ],
    [
      "invalid-json",
      '{"a":["\u20ac" €]}',
      "Unexpected character ('€' (code 8364 / 0x20ac)): was expecting comma to separate Array entries",
    ],
    [
      "invalid-json",
      '{/* no */"a":[1]}',
      "Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
    ],
    // What is wrong before the place is found first, and what stands behind the pattern never.
    ["leaf-must-be-list", '{"a":"x', '"a" must be an object or an array'],
    ["leaf-must-be-list", '{"a":"x", oops', '"a" must be an object or an array'],
    ["unrecognized-operator", '{"a":[{"like":[', "Unrecognized match type like"],
    [
      "invalid-json",
      '{"a":[{"prefix":"x"',
      `Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"a":[{"prefix":"x""; line: 1, column: 7])`,
    ],
    ["no-object", "", "Filter is not an object"],
    ["no-object", "[".repeat(5_000), "Filter is not an object"],
    [
      "invalid-json",
      '{"a":'.repeat(1_001),
      "Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)",
    ],
    ["no-object", "[1]", "Filter is not an object"],
    ["no-object", '"text"', "Filter is not an object"],
    ["unrecognized-operator", '{"a":[{}]}', "Match expression name not found"],
    [
      "leaf-must-be-list",
      '{"a":[["x"]]}',
      "Match value must be String, number, true, false, or null",
    ],
  ])("eventbridge.pattern.%s: %s", (_, pattern, reason) => {
    expect(validatePattern(pattern)).toBe(reason);
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(`Event pattern is not valid. Reason: ${reason}`);
  });

  it("eventbridge.pattern.text-behind: what stands behind a pattern is not read", () => {
    expect(validatePattern('{"a":["x"]} }, and so on')).toBeNull();
    expect(matches('{"a":["x"]} "', '{"a":"x"}')).toBe(true);
  });

  it("names the text that is no event", () => {
    const pattern = compilePattern('{"a":[1]}');
    for (const text of ["", "[]", "1", "1e999", "null", "{", '"x"']) {
      expect(() => matchesPattern(pattern, text)).toThrow(EventTextError);
    }
    expect(() => matchesPattern(pattern, "[1]")).toThrow(
      "event must be the text of a JSON object, not [1]",
    );
  });
});

describe("a compiled pattern", () => {
  it("matches when one of its texts does", () => {
    const pattern = compilePattern(['{"a":[1]}', '{"b":[2]}']);
    expect(matchesValue(pattern, { b: 2 })).toBe(true);
    expect(matchesValue(pattern, { a: 2, b: 1 })).toBe(false);
    expect(matchesValue(compilePattern([]), { a: 1 })).toBe(false);
  });

  it("is the same for the same text", () => {
    expect(compilePattern('{"a":[1]}')).toBe(compilePattern('{"a":[1]}'));
    expect(compilePattern('{"a":[1]}')).not.toBe(compilePattern('{"a":[1]}', "matcher"));
  });

  it("takes undefined members of a value for absent", () => {
    const pattern = compilePattern('{"a":[{"exists":false}]}');
    expect(matchesValue(pattern, { a: undefined })).toBe(true);
    expect(matchesValue(pattern, { a: null })).toBe(false);
  });
});

function onlyOneKey(): string {
  return "Only one key allowed in match expression";
}
