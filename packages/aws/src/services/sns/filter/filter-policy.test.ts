import { describe, expect, it } from "vitest";
import { againstFilterPolicy } from "./filter-policy-check.ts";
import { compileFilterPolicy, filterOutcome } from "./filter-policy.ts";
import type { FilterPolicyScope } from "../config.ts";

const attribute = (name: string, dataType: string, value: string) => ({ name, dataType, value });
const outcome = (
  policy: unknown,
  attributes: readonly ReturnType<typeof attribute>[],
  body = "",
  scope: FilterPolicyScope = "MessageAttributes",
) => filterOutcome(compileFilterPolicy(JSON.stringify(policy), scope), { body, attributes });
const ofBody = (policy: unknown, body: string) => outcome(policy, [], body, "MessageBody");
const today = "2026-11-01";
const against = (
  policy: unknown,
  scope: FilterPolicyScope = "MessageBody",
  asOf: string = today,
): string | null =>
  againstFilterPolicy(typeof policy === "string" ? policy : JSON.stringify(policy), scope, asOf)
    ?.reason ?? null;
/** What is said before the place. */
const reasonOf = (policy: unknown): string | undefined =>
  against(policy)?.split("\n at [Source: ")[0];

it("sns.filter.scope: attributes have no nesting, and bodies do", () => {
  const nested = { a: { b: ["c"] } };
  expect(against(nested, "MessageAttributes")).toBe(
    "Filter policy scope MessageAttributes does not support nested filter policy",
  );
  expect(against({ $or: [{ a: { b: ["c"] } }, { d: ["e"] }] }, "MessageAttributes")).not.toBeNull();
  expect(against(nested)).toBeNull();
  expect(ofBody(nested, '{"a":{"b":"c"}}')).toBe("passes");
  expect(outcome({ a: ["c"] }, [attribute("a", "String", "c")])).toBe("passes");
});

describe("sns.filter.keys: bounds keys and combinations", () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
  const keys = (count: number) => Object.fromEntries(values(count).map((key) => [key, ["x"]]));
  const tooMany = "Filter policy can not have more than 5 keys";
  const complex = "Filter policy is too complex";

  it("counts leaf keys, one that is in several branches once", () => {
    expect(against(keys(5))).toBeNull();
    expect(against(keys(6))).toBe(tooMany);
    expect(against({ a: { b: ["x"], c: ["x"] }, ...keys(4) })).toBe(tooMany);
    expect(against({ $or: [{ a: ["x"] }, { a: ["y"] }], ...keys(4) })).toBeNull();
  });

  it("multiplies values, by depth where they are nested, and adds up branches", () => {
    expect(against({ a: values(150) })).toBeNull();
    expect(against({ a: values(151) })).toBe(complex);
    // 4 × 3 × 3 × 2 = 72, and with 3 more values 216.
    const documented = { a: { b: { c: values(4) } }, d: { e: values(3) } };
    expect(against(documented)).toBeNull();
    expect(against({ ...documented, f: values(2) })).toBeNull();
    expect(against({ ...documented, f: values(3) })).toBe(complex);
    expect(against({ $or: [{ a: values(75) }, { b: values(75) }] })).toBeNull();
    expect(against({ $or: [{ a: values(75) }, { b: values(76) }] })).toBe(complex);
  });
});

it("sns.filter.wildcards: bounds them in a pattern, and their points in a policy", () => {
  const complex = "Filter policy is too complex";
  expect(against({ a: [{ wildcard: "a*b*c*" }] })).toBeNull();
  expect(against({ a: [{ wildcard: "a*b*c*d*" }] })).toBe(complex);
  const single = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ wildcard: `${index}*` }));
  // 10 patterns of 1 point: 10 × 10.
  expect(against({ a: single(10) })).toBeNull();
  expect(against({ a: single(11) })).toBe(complex);
  expect(against({ a: single(10), b: single(1) })).toBe(complex);
  const several = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ wildcard: `*${index}*` }));
  // 5 patterns of 3 points: 15 × 5 = 75; 6: 18 × 6.
  expect(against({ a: several(5) })).toBeNull();
  expect(against({ a: several(6) })).toBe(complex);
  expect(against({ a: [{ "anything-but": { wildcard: ["a*b*c*d*"] } }] })).toBe(complex);
});

it("sns.filter.form: refuses what is no policy, in SNS's words", () => {
  expect(against("{invalidjson}")).toBe(
    "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
  );
  expect(against('{\n"a":[}')).toContain("line: 2, column: 6]");
  expect(against('{"a":["b"]')).toContain("failed to parse JSON. Unexpected end-of-input");
  expect(reasonOf({ a: "b" })).toBe('"a" must be an object or an array');
  expect(reasonOf({ a: [] })).toBe("Empty arrays are not allowed");
  expect(reasonOf({ a: [{ prefix: "b", suffix: "c" }] })).toBe(
    "Only one key allowed in match expression",
  );
  expect(reasonOf({ a: [{ unknown: "b" }] })).toBe("Unrecognized match type unknown");
  expect(against({})).toBeNull();
  expect(against({ a: ["x".repeat(262_144)] })).toBe("Filter policy is too complex");
  expect(againstFilterPolicy('{"a":[1000000001]}', "MessageBody", today)?.fault).toBe("number");
  expect(against({ a: [1_000_000_000, { numeric: [">", -1_000_000_000] }] })).toBeNull();
  expect(againstFilterPolicy('{"a":[{"numeric":["<",1e10]}]}', "MessageBody", today)?.fault).toBe(
    "number",
  );
});

describe("sns.filter.place: says where its reader stood", () => {
  const columnOf = (text: string): number =>
    Number(/line: 1, column: (\d+)\]$/.exec(against(text) ?? "")?.[1]);

  it("shows the text without white space, and hides it since 2025-10", () => {
    const recorded = '\n at [Source: (String)"{"key_a":"value_one"}"; line: 1, column: 11]';
    expect(against('{"key_a": "value_one"}', "MessageBody", "2024-05-14")).toBe(
      `"key_a" must be an object or an array${recorded}`,
    );
    expect(against('{"key_a": "value_one"}')).toBe(
      '"key_a" must be an object or an array\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 11]',
    );
    expect(against("{bad", "MessageBody", "2024-05-14")).toContain(
      'field name\n at [Source: (String)"{bad"; line: 1, column: 2]',
    );
    const long = { a: { [`${"k".repeat(600)}`]: 1 } };
    expect(against(long, "MessageBody", "2024-05-14")).toContain('"[truncated 112 chars]; line');
  });

  it.each([
    // Behind the token: a bracket, a number, a word, the opening quote of a text.
    ['{"a":7}', 7],
    ['{"a":true}', 10],
    ['{"a":[]}', 8],
    ['{"a":{}}', 8],
    ['{"a":["b",[1]]}', 12],
    // A name is read when its value has begun.
    ['{"a":[{"unknown":"b"}]}', 19],
    ['{"a":[{"exists":null}]}', 21],
    ['{"a":[{"prefix":"b","suffix":"c"}]}', 31],
    // Behind a text that was looked at.
    ['{"a":[{"numeric":["!",1]}]}', 22],
    ['{"a":[{"numeric":["=","x"]}]}', 24],
  ])("%s: column %i", (text, column) => {
    expect(columnOf(text)).toBe(column);
    expect(columnOf(text.replaceAll(":", " : "))).toBe(column);
  });

  it("gives none for SNS's own bounds", () => {
    expect(against({ a: [{ wildcard: "a*b*c*d*" }] })).toBe("Filter policy is too complex");
  });
});

it("sns.filter.no-attributes: lets nothing pass that has none, whatever the policy asks", () => {
  const absent = { a: [{ exists: false }] };
  expect(outcome({ a: ["x"] }, [])).toBe("noAttributes");
  expect(outcome(absent, [])).toBe("noAttributes");
  expect(outcome(absent, [attribute("b", "String", "x")])).toBe("passes");
  expect(outcome({}, [])).toBe("passes");
  expect(ofBody(absent, "{}")).toBe("passes");
});

it("sns.filter.anything-but-ending: takes suffix and wildcard now, and refused them in 2024", () => {
  for (const ending of ["suffix", "wildcard"]) {
    const policy = { a: [{ "anything-but": { [ending]: "x" } }] };
    expect(against(policy)).toBeNull();
    expect(against(policy, "MessageBody", "2024-05-14")).toContain(
      `Unsupported anything-but pattern: ${ending}\n at [Source: (String)`,
    );
  }
  expect(against({ a: [{ "anything-but": { prefix: "x" } }] }, "MessageBody", "2024-05-14")).toBe(
    null,
  );
});

it("sns.filter.attribute-types: sees each attribute by its type", () => {
  const number = attribute("a", "Number", "100");
  expect(outcome({ a: [100] }, [number])).toBe("passes");
  expect(outcome({ a: ["100"] }, [number])).toBe("differs");
  expect(outcome({ a: [100] }, [attribute("a", "String", "100")])).toBe("differs");
  expect(outcome({ a: [100.5] }, [attribute("a", "Number", "+100.50")])).toBe("passes");
  expect(outcome({ a: [{ exists: true }] }, [attribute("a", "Binary", "AAAA")])).toBe("differs");
  const list = (value: string) => [attribute("a", "String.Array", value)];
  expect(outcome({ a: ["x"] }, list('["y","x"]'))).toBe("passes");
  expect(outcome({ a: [{ "anything-but": ["x", "y"] }] }, list('["x","z"]'))).toBe("passes");
  expect(outcome({ a: [{ "anything-but": ["x", "y"] }] }, list('["x","y"]'))).toBe("differs");
  expect(outcome({ a: ["x"] }, list("x"))).toBe("invalid");
  // Only what the policy asks for must be readable.
  expect(outcome({ b: [{ exists: false }] }, list("x"))).toBe("passes");
});

it("sns.filter.body: filters out what is no JSON object", () => {
  expect(ofBody({ a: ["b"] }, "no json")).toBe("invalid");
  expect(ofBody({ a: ["b"] }, '["a"]')).toBe("invalid");
  expect(ofBody({ a: ["b"] }, '"a"')).toBe("invalid");
  expect(ofBody({ a: ["b"] }, '{"a":"c"}')).toBe("differs");
  expect(ofBody({}, "no json")).toBe("passes");
});

it("sns.filter.operators: joins keys by and, values by or", () => {
  const of = (operator: unknown, value: string, dataType = "String") =>
    outcome({ a: [operator] }, [attribute("a", dataType, value)]) === "passes";
  expect(of({ prefix: "x" }, "xy")).toBe(true);
  expect(of({ suffix: "y" }, "xy")).toBe(true);
  expect(of({ "equals-ignore-case": "XY" }, "xy")).toBe(true);
  expect(of({ wildcard: "x*z" }, "xyz")).toBe(true);
  expect(of({ "anything-but": { prefix: "x" } }, "xy")).toBe(false);
  expect(of({ "anything-but": { suffix: "x" } }, "xy")).toBe(true);
  expect(of({ cidr: "10.0.0.0/24" }, "10.0.0.7")).toBe(true);
  expect(of({ cidr: "2001:db8::/32" }, "2001:db8::1")).toBe(true);
  expect(of({ numeric: [">", 0, "<=", 100] }, "99.12", "Number")).toBe(true);
  expect(of({ numeric: ["=", 5] }, "6", "Number")).toBe(false);
  const both = { a: ["x", "y"], b: ["z"] };
  expect(outcome(both, [attribute("a", "String", "y"), attribute("b", "String", "z")])).toBe(
    "passes",
  );
  expect(outcome(both, [attribute("a", "String", "y")])).toBe("differs");
  const choice = { $or: [{ a: ["x"] }, { b: ["z"] }] };
  expect(outcome(choice, [attribute("b", "String", "z")])).toBe("passes");
});

it("sns.filter.dotted: takes dots for nesting, in bodies and policies", () => {
  const bodies = [
    '{"a":{"b":{"c":"x"}}}',
    '{"a.b.c":"x"}',
    '{"a.b":{"c":"x"}}',
    '{"a":{"b.c":"x"}}',
    '{"a":[{"b.c":"x"}]}',
  ];
  for (const policy of [{ "a.b.c": ["x"] }, { a: { b: { c: ["x"] } } }, { "a.b": { c: ["x"] } }]) {
    for (const body of bodies) expect([body, ofBody(policy, body)]).toEqual([body, "passes"]);
    expect(ofBody(policy, '{"a":{"b":{"c":"y"}},"d":"a.b"}')).toBe("differs");
  }
  // Both forms in one body: either value counts.
  expect(ofBody({ "a.b": ["x"] }, '{"a":{"b":"y"},"a.b":"x"}')).toBe("passes");
});
