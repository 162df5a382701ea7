import { describe, expect, it } from "vitest";
import { compilePattern, matchesPattern, validatePattern } from "./pattern.ts";

/** Which of the values, spelled as JSON, pass one alternative at a leaf. */
function passing(alternative: string, values: readonly string[]): readonly string[] {
  const pattern = compilePattern(`{"k":[${alternative}]}`);
  return values.filter((value) => matchesPattern(pattern, `{"k":${value}}`));
}

const matchesAbsent = (alternative: string): boolean =>
  matchesPattern(compilePattern(`{"k":[${alternative}]}`), "{}");

const reason = (alternative: string): string | null => validatePattern(`{"k":[${alternative}]}`);

describe("values", () => {
  it("eventbridge.pattern.exact: strings and booleans", () => {
    expect(passing('"a"', ['"a"', '"ab"', '"A"', "1"])).toEqual(['"a"']);
    expect(passing("true", ["true", "false", '"true"', "1"])).toEqual(["true"]);
    expect(passing("false", ["null", "0", "false"])).toEqual(["false"]);
  });

  it("eventbridge.pattern.null: only null", () => {
    expect(passing("null", ["null", '"null"', "[]", "0", "{}", "[null]"])).toEqual([
      "null",
      "[null]",
    ]);
    expect(matchesAbsent("null")).toBe(false);
  });

  it("eventbridge.pattern.empty-string: only itself", () => {
    expect(passing('""', ['""', '" "', "null", "[]"])).toEqual(['""']);
  });

  it("eventbridge.pattern.number-equality: by value", () => {
    const spellings = ["300", "300.0", "3.0e2", "3E+2", "0.3e3", '"300"', "301", "-300"];
    expect(passing("300", spellings)).toEqual(["300", "300.0", "3.0e2", "3E+2", "0.3e3"]);
    expect(passing("3e2", ["300"])).toEqual(["300"]);
    expect(passing("0", ["0", "-0", "0.0", "0e5"])).toEqual(["0", "-0", "0.0", "0e5"]);
  });

  it("eventbridge.pattern.number-inexact: equals only its own spelling and compares with nothing", () => {
    const long = "9007199254740993";
    expect(passing(long, [long, "9007199254740992", `${long}.0`])).toEqual([long]);
    expect(passing("9007199254740992", [long, "9007199254740992"])).toEqual(["9007199254740992"]);
    expect(passing("1", ["1.00000000000000000001", "1.00000000000000000000"])).toEqual([
      "1.00000000000000000000",
    ]);
    expect(passing('{"numeric":[">",0]}', [long, "1e999", "1e-400", "1e308"])).toEqual(["1e308"]);
    expect(passing("4.9e-324", ["4.9e-324", "5e-324", "0.49e-323"])).toEqual([
      "4.9e-324",
      "0.49e-323",
    ]);
    expect(reason(`{"numeric":["=",${long}]}`)).toBe(`Cannot compare number : ${long}`);
    expect(reason('{"anything-but":1e999}')).toBe("Cannot compare number : 1e999");
    expect(reason('{"numeric":["=",-1.5e-7]}')).toBeNull();
  });
});

describe("operators on strings", () => {
  it("eventbridge.pattern.prefix: strings that begin so", () => {
    expect(passing('{"prefix":"ab"}', ['"abc"', '"ab"', '"a"', '"Abc"', "12"])).toEqual([
      '"abc"',
      '"ab"',
    ]);
    expect(passing('{"prefix":""}', ['""', '"x"', "1", "null"])).toEqual(['""', '"x"']);
    expect(passing('{"prefix":"1"}', ["12", '"12"'])).toEqual(['"12"']);
  });

  it("eventbridge.pattern.suffix: strings that end so", () => {
    expect(passing('{"suffix":".png"}', ['"a.png"', '"a.PNG"', '".png."'])).toEqual(['"a.png"']);
    expect(passing('{"suffix":""}', ['""', '"x"', "1", "null"])).toEqual(['""', '"x"']);
  });

  it("eventbridge.pattern.affix-any-case: prefix and suffix without regard to case", () => {
    const prefix = '{"prefix":{"equals-ignore-case":"EventB"}}';
    expect(passing(prefix, ['"eVENTbus"', '"EVENTB"', '"even"'])).toEqual([
      '"eVENTbus"',
      '"EVENTB"',
    ]);
    const suffix = '{"suffix":{"equals-ignore-case":".pNg"}}';
    expect(passing(suffix, ['"a.PNG"', '"png"', '"a.png.x"'])).toEqual(['"a.PNG"']);
    expect(reason('{"prefix":{"equals-ignore-case":1}}')).toBe(
      "equals-ignore-case match pattern must be a string",
    );
    expect(reason('{"suffix":{"prefix":"x"}}')).toBe("Unsupported suffix match pattern: prefix");
    expect(reason('{"suffix":{}}')).toBe("suffix match pattern must be a string");
  });

  it("eventbridge.pattern.equals-ignore-case: each character in either case", () => {
    const any = '{"equals-ignore-case":"Äb1"}';
    expect(passing(any, ['"äB1"', '"ÄB1"', '"ab1"', '"äB1x"'])).toEqual(['"äB1"', '"ÄB1"']);
    // The upper case of the sharp s is two letters.
    const sharp = '{"equals-ignore-case":"Straße"}';
    expect(passing(sharp, ['"STRASSE"', '"straße"', '"strasse"'])).toEqual([
      '"STRASSE"',
      '"straße"',
    ]);
    expect(passing('{"prefix":{"equals-ignore-case":"ß"}}', ['"SSx"', '"ßx"', '"sx"'])).toEqual([
      '"SSx"',
      '"ßx"',
    ]);
    expect(passing('{"suffix":{"equals-ignore-case":"ß"}}', ['"xSS"', '"SSx"'])).toEqual(['"xSS"']);
  });

  it.each([
    ['{"prefix":123}', "prefix match pattern must be a string"],
    ['{"suffix":["x"]}', "suffix match pattern must be a string"],
    ['{"equals-ignore-case":{"prefix":"x"}}', "equals-ignore-case match pattern must be a string"],
    ['{"wildcard":["**"]}', "wildcard match pattern must be a string"],
  ])("eventbridge.pattern.operand-must-be-string: %s", (alternative, expected) => {
    expect(reason(alternative)).toBe(expected);
  });
});

describe("wildcard", () => {
  it("eventbridge.pattern.wildcard: * is any text, a backslash makes it literal", () => {
    const values = ['"abcb"', '"ab"', '"axb"', '"bab"', '"a"', '"abx"', "1"];
    expect(passing('{"wildcard":"a*b"}', values)).toEqual(['"abcb"', '"ab"', '"axb"']);
    expect(passing('{"wildcard":"*"}', ['""', '"x"', "1"])).toEqual(['""', '"x"']);
    expect(passing('{"wildcard":""}', ['""', '"x"'])).toEqual(['""']);
    expect(passing('{"wildcard":"aba*aba"}', ['"aba"', '"ababa"', '"abaaba"'])).toEqual([
      '"abaaba"',
    ]);
    expect(passing('{"wildcard":"*ab*ab*"}', ['"abab"', '"ab"', '"xabyabz"'])).toEqual([
      '"abab"',
      '"xabyabz"',
    ]);
    expect(passing('{"wildcard":"*b*bc"}', ['"abc"', '"abbc"'])).toEqual(['"abbc"']);
    expect(passing(String.raw`{"wildcard":"a\\*\\\\*"}`, [String.raw`"a*\\x"`, '"ab"'])).toEqual([
      String.raw`"a*\\x"`,
    ]);
  });

  it("eventbridge.pattern.wildcard-refused: positions count bytes from the opening quote", () => {
    expect(reason('{"wildcard":"a**"}')).toBe("Consecutive wildcard characters at pos 2");
    expect(reason('{"wildcard":"é€🚀**"}')).toBe("Consecutive wildcard characters at pos 10");
    expect(reason(String.raw`{"wildcard":"a\\b"}`)).toBe("Invalid escape character at pos 2");
    expect(reason(String.raw`{"wildcard":"a\\"}`)).toBe("Invalid escape character at pos 2");
  });

  it("eventbridge.pattern.wildcard-complexity: as many stars, and places reached at once, as AWS refuses", () => {
    const tooComplex =
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character " +
      "sequences after a wildcard character";
    const pattern = '{"wildcard":"*:*:*:*:*:event-bus/*"}';
    expect(reason(pattern)).toBe(tooComplex);
    expect(reason('{"anything-but":{"wildcard":["a","*x*x*x*x*x*x*"]}}')).toBe(tooComplex);
    expect(reason('{"wildcard":"a*a*a*a*a*a*"}')).toBeNull();
    expect(reason('{"wildcard":"*a*b*c*d*e*f*"}')).toBe(tooComplex);
    expect(reason('{"wildcard":"a*b*c*d*e*f"}')).toBeNull();
    expect(reason('{"wildcard":"*abab*abab*abab*abab"}')).toBeNull();
    expect(validatePattern(`{"k":[${pattern}]}`, "matcher")).toBeNull();
  });
});

describe("anything-but", () => {
  const values = ['"a"', '"b"', '"abc"', "1", "2", "null", "true"];

  it("eventbridge.pattern.anything-but-value: a string or a number", () => {
    expect(passing('{"anything-but":"a"}', values)).toEqual(values.filter((v) => v !== '"a"'));
    expect(passing('{"anything-but":1}', [...values, "1.0"])).toEqual(
      values.filter((v) => v !== "1"),
    );
  });

  it("eventbridge.pattern.anything-but-list: none of the list", () => {
    expect(passing('{"anything-but":["a","b"]}', values)).toEqual(values.slice(2));
    expect(passing('{"anything-but":[1,2]}', ["1", "2", "3", '"1"'])).toEqual(["3", '"1"']);
  });

  it("eventbridge.pattern.anything-but-other-types: null and other types pass, absence does not", () => {
    expect(passing('{"anything-but":"x"}', ["null", "12", "true"])).toHaveLength(3);
    expect(passing('{"anything-but":{"prefix":"init"}}', ["12", "null"])).toHaveLength(2);
    expect(matchesAbsent('{"anything-but":"x"}')).toBe(false);
    expect(matchesAbsent('{"anything-but":["x"]},{"exists":false}')).toBe(true);
  });

  it("eventbridge.pattern.anything-but-element: one element that is not excluded is enough", () => {
    expect(passing('{"anything-but":"a"}', ['["a","b"]', '["a","a"]', "[]"])).toEqual([
      '["a","b"]',
    ]);
  });

  it("eventbridge.pattern.anything-but-list-types: all strings or all numbers", () => {
    const mixed =
      "Inside anything but list, either all values are number or string, mixed type is not supported";
    expect(reason('{"anything-but":["a",1]}')).toBe(mixed);
    expect(reason('{"anything-but":[]}')).toBe(mixed);
    expect(reason('{"anything-but":["a",null]}')).toBe(
      "Inside anything but list, start|null|boolean is not supported.",
    );
  });

  it("eventbridge.pattern.anything-but-affix: a string or a list, not empty", () => {
    expect(passing('{"anything-but":{"prefix":"a"}}', values)).toEqual(
      values.filter(not('"a', "")),
    );
    expect(passing('{"anything-but":{"prefix":["x","b"]}}', values)).not.toContain('"b"');
    expect(passing('{"anything-but":{"suffix":["c","b"]}}', values)).toEqual([
      '"a"',
      "1",
      "2",
      "null",
      "true",
    ]);
    expect(reason('{"anything-but":{"prefix":""}}')).toBe("Null prefix/suffix not allowed");
    expect(reason('{"anything-but":{"suffix":["a",""]}}')).toBe("Null prefix/suffix not allowed");
    expect(reason('{"anything-but":{"suffix":[1]}}')).toBe(
      "prefix/suffix match pattern must be a string",
    );
    expect(reason('{"anything-but":{"prefix":[]}}')).toBe("Empty arrays are not allowed");
  });

  it("eventbridge.pattern.anything-but-any-case: strings without regard to case", () => {
    const any = '{"anything-but":{"equals-ignore-case":["A","aBC"]}}';
    expect(passing(any, values)).toEqual(['"b"', "1", "2", "null", "true"]);
    expect(reason('{"anything-but":{"equals-ignore-case":1}}')).toBe(
      "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
    );
  });

  it("eventbridge.pattern.anything-but-wildcard: texts of no such form, and numbers", () => {
    const wild = '{"anything-but":{"wildcard":["a*c","b"]}}';
    expect(passing(wild, values)).toEqual(['"a"', "1", "2", "null", "true"]);
    expect(reason('{"anything-but":{"wildcard":[1]}}')).toBe(
      "wildcard match pattern must be a string",
    );
  });

  it("eventbridge.pattern.anything-but-unsupported: other operators and operands", () => {
    const operand = "Value of anything-but must be an array or single string/number value.";
    expect(reason('{"anything-but":{"cidr":"10.0.0.0/8"}}')).toBe(
      "Unsupported anything-but pattern: cidr",
    );
    expect(reason('{"anything-but":null}')).toBe(operand);
    expect(reason('{"anything-but":{"prefix":{"equals-ignore-case":"x"}}}')).toBe(operand);
    expect(reason('{"anything-but":{}}')).toBe("Anything-But expression name not found");
  });
});

describe("numeric", () => {
  const numbers = ["-1", "0", "0.5", "1", "2"];

  it.each([
    ['["=",0.5]', ["0.5"]],
    ['["<",0]', ["-1"]],
    ['["<=",0]', ["-1", "0"]],
    ['[">",0.5]', ["1", "2"]],
    ['[">=",0.5]', ["0.5", "1", "2"]],
    ['[">",0,"<",1]', ["0.5"]],
    ['[">=",0,"<=",1]', ["0", "0.5", "1"]],
  ])("eventbridge.pattern.numeric: %s", (range, expected) => {
    expect(passing(`{"numeric":${range}}`, numbers)).toEqual(expected);
  });

  it("eventbridge.pattern.numeric-only-numbers: no strings, no null", () => {
    expect(passing('{"numeric":[">",0]}', ['"1"', "null", "true", "1"])).toEqual(["1"]);
    expect(passing('{"numeric":["<=",0]}', ["null", "false", '""', '"0"'])).toEqual([]);
  });

  it.each([
    ['{"numeric":5}', "Value of numeric must be an array."],
    ['{"numeric":[]}', "Invalid member in numeric match: ]"],
    ['{"numeric":[5]}', "Invalid member in numeric match: 5"],
    ['{"numeric":["=","1"]}', "Value of equals must be numeric"],
    ['{"numeric":[">"]}', "Value of > must be numeric"],
    ['{"numeric":["<",1,">",0]}', "Too many elements in numeric expression"],
    ['{"numeric":[">",1,5]}', "Bad value in numeric range: 5"],
    ['{"numeric":[">",0,">",1]}', "Bad numeric range operator: >"],
    ['{"numeric":[">",0,"<"]}', "Value of < must be numeric"],
    ['{"numeric":[">",0,"<",1,2]}', "Too many terms in numeric range expression"],
    ['{"numeric":[">",1,"<",1]}', "Bottom must be less than top"],
    ['{"numeric":["!=",1]}', "Unrecognized numeric range operator: !="],
    ['{"numeric":["=",1],"x":1}', "Too many elements in numeric expression"],
  ])("eventbridge.pattern.numeric-refused: %s", (alternative, expected) => {
    expect(reason(alternative)).toBe(expected);
  });
});

describe("cidr", () => {
  it("eventbridge.pattern.cidr: addresses of the block", () => {
    const block = ['"10.0.0.0"', '"10.0.3.255"', '"10.0.4.0"', '"9.255.255.255"', '"10.0.0"'];
    expect(passing('{"cidr":"10.0.1.7/22"}', block)).toEqual(block.slice(0, 2));
    expect(passing('{"cidr":"0.0.0.0/0"}', ['"255.1.2.3"', '"256.1.2.3"', "10"])).toEqual([
      '"255.1.2.3"',
    ]);
    const six = ['"2001:DB8::1"', '"2001:db8:0:1::"', '"10.0.0.1"', '"1::2::3"', '"08:23"'];
    expect(passing('{"cidr":"2001:db8::/64"}', six)).toEqual(['"2001:DB8::1"']);
    expect(passing('{"cidr":"10.0.0.0/24"}', ['"::ffff:a00:5"'])).toHaveLength(1);
    expect(passing('{"cidr":"fe80::/10"}', ['"febf::1"', '"fec0::1"'])).toEqual(['"febf::1"']);
  });

  it.each([
    ['"10.0.0.0"', "Malformed CIDR, one '/' required"],
    ['"10.0.0.0/8/8"', "Malformed CIDR, one '/' required"],
    ['"10.0.0.0/x"', "Malformed CIDR, mask bits must be an integer"],
    ['"10.0.0.0/-1"', "Malformed CIDR, mask bits must not be negative"],
    ['"10.0.0.0/32"', "IPv4 mask bits must be < 32"],
    ['"::/128"', "IPv6 mask bits must be < 128"],
    ['"10.0.0/8"', "Nonstandard IP address: 10.0.0"],
    ['"1:2:3/8"', "Invalid IP address: 1:2:3"],
    ['"256.0.0.0/8"', "Invalid IP address: 256.0.0.0"],
    ['"host/8"', "Nonstandard IP address: host"],
    ['"/8"', "Nonstandard IP address: "],
    ['"10.0.0.0/99999999999"', "Malformed CIDR, mask bits must be an integer"],
    ["10", "prefix match pattern must be a string"],
  ])("eventbridge.pattern.cidr-refused: %s", (operand, expected) => {
    expect(reason(`{"cidr":${operand}}`)).toBe(expected);
  });
});

describe("addresses", () => {
  it("eventbridge.pattern.address-families: digits are compared from the left, whatever the family", () => {
    // 0a00:… begins with the digits of 10.0.0.0, and 32.1.13.184 with those of 2001:db8::.
    const ten = ['"10.1.2.3"', '"a00::1"', '"0a12:3456::"', '"b00::1"', '"a0::1"'];
    expect(passing('{"cidr":"10.0.0.0/8"}', ten)).toEqual(ten.slice(0, 3));
    expect(passing('{"cidr":"0.0.0.0/0"}', ['"::1"', '"ffff::"'])).toHaveLength(2);
    const db8 = ['"2001:db8::1"', '"32.1.13.184"', '"32.2.0.0"'];
    expect(passing('{"cidr":"2001:db8::/32"}', db8)).toEqual(['"2001:db8::1"']);
    const three = ['"33.0.0.0"', '"47.0.0.0"', '"62.0.0.0"', '"32.0.0.0"', '"64.0.0.0"'];
    expect(passing('{"cidr":"2000::/3"}', three)).toEqual(three.slice(0, 3));
  });

  it("eventbridge.pattern.address-equality: an address equals all its spellings", () => {
    const one = ['"::1"', '"0:0:0:0:0:0:0:1"', '"0000::0001"', '"::2"', '"::1 "'];
    expect(passing('"::1"', one)).toEqual(one.slice(0, 3));
    expect(passing('"010.0.0.1"', ['"10.0.0.1"', '"10.0.0.01"', '"10.0.0.2"'])).toHaveLength(2);
    expect(passing('"10.0.0.1"', ['"::ffff:a00:1"', '"a00:1::"'])).toHaveLength(2);
    expect(passing('"256.0.0.1"', ['"256.0.0.1"', '"256.0.0.01"'])).toEqual(['"256.0.0.1"']);
    expect(passing('{"exactly":"::1"}', ['"::1"', '"0::1"'])).toEqual(['"::1"']);
  });

  it("eventbridge.pattern.address-only: beside addresses, an address is no other text", () => {
    const prefix = '"10.0.0.1",{"prefix":"192."}';
    expect(passing(prefix, ['"10.0.0.1"', '"192.168.0.1"', '"192.x"'])).toEqual([
      '"10.0.0.1"',
      '"192.x"',
    ]);
    expect(passing(`${prefix},{"anything-but":"x"}`, ['"192.168.0.1"', '"x"'])).toEqual([
      '"192.168.0.1"',
    ]);
    expect(passing('{"cidr":"10.0.0.0/8"},{"exists":true}', ['"1.1.1.1"', "5"])).toHaveLength(2);
    // A field whose numbers are compared is not read as an address at all.
    expect(passing('"10.0.0.1",5', ['"10.0.0.1"', "5.0"])).toEqual(["5.0"]);
    expect(passing('"10.0.0.1",12345678901234567890', ['"10.0.0.1"'])).toHaveLength(1);
  });
});

describe("letters beyond the basic plane", () => {
  const face = "\u{1F600}";
  const halves = [JSON.stringify(face.charAt(0)), JSON.stringify(face.charAt(1))] as const;

  it("eventbridge.pattern.letters-any-case: are two question marks where case is disregarded", () => {
    const events = [`"a${face}"`, '"A??"', '"a?"'];
    expect(passing(`{"equals-ignore-case":"a${face}"}`, events)).toEqual(['"A??"']);
    expect(passing(`{"prefix":{"equals-ignore-case":"a${face}"}}`, ['"A??b"'])).toHaveLength(1);
    expect(passing(`{"suffix":{"equals-ignore-case":"${face}a"}}`, ['"b??A"'])).toHaveLength(1);
    expect(passing(`{"anything-but":{"equals-ignore-case":"a${face}"}}`, events)).toEqual([
      `"a${face}"`,
      '"a?"',
    ]);
    // Deseret has both cases, beyond the plane.
    expect(passing('{"equals-ignore-case":"\u{10400}"}', ['"\u{10400}"', '"\u{10428}"'])).toEqual(
      [],
    );
  });

  it("eventbridge.pattern.letters-whole: are never cut in two", () => {
    const whole = [`"${face}"`];
    expect(passing(`{"prefix":${halves[0]}}`, [...whole, '"?x"'])).toEqual(['"?x"']);
    expect(passing(`{"suffix":${halves[1]}}`, [...whole, '"x?"'])).toEqual(['"x?"']);
    expect(passing(`{"wildcard":${halves[0].replace(/"$/, '*"')}}`, whole)).toEqual([]);
    expect(passing(`{"prefix":"${face}"}`, [`"${face}b"`, '"\u{1F601}"'])).toEqual([`"${face}b"`]);
    expect(passing(halves[0], [halves[0], halves[1], '"?"', `"${face}"`])).toEqual([
      halves[0],
      halves[1],
      '"?"',
    ]);
    expect(passing(`{"anything-but":[${halves[0]}]}`, [halves[1], '"?"', ...whole])).toEqual(whole);
  });

  it("eventbridge.pattern.affix-quotes: an affix may hold the quotation mark at its end of the string", () => {
    const prefix = JSON.stringify({ prefix: 'ab"' });
    expect(passing(prefix, ['"ab"', '"abc"', String.raw`"ab\"c"`])).toEqual([
      '"ab"',
      String.raw`"ab\"c"`,
    ]);
    const suffix = JSON.stringify({ suffix: '"ab' });
    expect(passing(suffix, ['"ab"', '"cab"', String.raw`"c\"ab"`])).toHaveLength(2);
    expect(
      passing(JSON.stringify({ "anything-but": { prefix: 'ab"' } }), ['"ab"', '"abc"']),
    ).toEqual(['"abc"']);
  });
});

describe("exists", () => {
  it("eventbridge.pattern.exists: present with any value, or absent", () => {
    expect(passing('{"exists":true}', ["null", '""', "0", "false"])).toHaveLength(4);
    expect(matchesAbsent('{"exists":true}')).toBe(false);
    expect(passing('{"exists":false}', ["null", "1"])).toEqual([]);
    expect(matchesAbsent('{"exists":false}')).toBe(true);
    const pattern = compilePattern('{"a":{"b":{"c":[{"exists":false}]}}}');
    expect(matchesPattern(pattern, '{"a":"text"}')).toBe(true);
    expect(matchesPattern(pattern, '{"a":{"b":{"c":0}}}')).toBe(false);
    expect(reason('{"exists":"yes"}')).toBe("exists match pattern must be either true or false.");
    expect(reason('{"exists":null}')).toBe("exists match pattern must be either true or false.");
  });

  it("eventbridge.pattern.exists-leaf-only: objects and empty lists are no values", () => {
    const values = ["{}", '{"x":1}', "[]", "[{}]", "[1]"];
    expect(passing('{"exists":true}', values)).toEqual(["[1]"]);
    expect(passing('{"exists":false}', values)).toEqual(values.slice(0, 4));
  });
});

it("several alternatives are or: the first that passes is enough", () => {
  expect(passing('{"exists":true},{"prefix":"x"}', ['"a"', "1"])).toHaveLength(2);
  expect(passing('"a",1,{"prefix":"b"}', ['"a"', "1", '"bc"', '"c"'])).toHaveLength(3);
  expect(passing('{"exactly":"a"}', ['"a"', '"b"'])).toEqual(['"a"']);
  expect(reason('{"exactly":1}')).toBe("exact match pattern must be a string");
});

function not(start: string, end: string): (value: string) => boolean {
  return (value) => !(value.startsWith(start) && value.endsWith(end));
}
