import { describe, expect, it } from "vitest";
import { readTemplate } from "../template/document.ts";
import { resolveTemplate } from "../template/stacks.ts";
import { plainContentOf } from "./plain-content.ts";
import { yamlSourceOf } from "./yaml-source.ts";

const problemIn = (text: string) => yamlSourceOf(text, "kept").problem;
const read = (text: string): unknown => {
  const source = yamlSourceOf(text, "kept");
  expect(source.problem).toBeNull();
  return plainContentOf(source.document, (_, expected, received) => {
    throw new Error(`expected ${expected}, received ${received}`);
  });
};

describe("what the loaders of AWS take beyond YAML 1.2", () => {
  it.each([
    [
      "brackets closed under their key",
      "a:\n  b: [\n  {c: d}\n  ]\ne: 1",
      { a: { b: [{ c: "d" }] }, e: 1 },
    ],
    [
      "brackets closed before their key",
      "a:\n  b: {\n c: d\n}\ne: 1",
      { a: { b: { c: "d" } }, e: 1 },
    ],
    ["brackets in a list", "- - [\n1,\n2\n]\n- b", [[[1, 2]], "b"]],
    ["double quotes", 'a:\n  b: "{\n    x\n  }"\ne: 1', { a: { b: "{ x }" }, e: 1 }],
    [
      "double quotes at the margin",
      'a:\n  b: "x\ny\\\n   z\n\nw"\ne: 1',
      { a: { b: "x yz\nw" }, e: 1 },
    ],
    ["single quotes", "a:\n  - b: 'it''s\n'\n  - c", { a: [{ b: "it's " }, "c"] }],
    ["quotes in brackets", "a:\n  b: [\n'x\ny', z\n]", { a: { b: ["x y", "z"] } }],
    ["plain text in brackets", "a:\n  b: [x\ny, z]", { a: { b: ["x y", "z"] } }],
    ["a comment in brackets", "a:\n  b: [ # one\n# two\n1\n]", { a: { b: [1] } }],
    ["carriage returns", "a:\r\n  b: [\r\n  1\r\n  ]\r\nc: '2\r\n3'", { a: { b: [1] }, c: "2 3" }],
    [
      "a block of text after it",
      "a: [\n1\n]\nb: |\n  'x\n   y\nc: {\nd: e\n}",
      { a: [1], b: "'x\n y\n", c: { d: "e" } },
    ],
    ["a byte order mark", "\uFEFFa: {\nb: 1\n}", { a: { b: 1 } }],
  ])("%s", (_, text, content) => {
    expect(read(text)).toEqual(content);
  });

  it("places are those of the file", () => {
    const text = "Resources:\n  A:\n    Type: T\n    Properties: {\n  V: [\n 1,\n   !Ref B\n]\n}\n";
    expect(() => resolveTemplate(readTemplate(text, "t.yaml"))).toThrow(
      't.yaml:7:9: Resources.A.Properties.V[1].Ref: expected a parameter or a resource that exists, received "B"',
    );
  });
});

describe("what stays wrong", () => {
  it.each([
    ["a: [1\nb: 2", "well-formed YAML or JSON"],
    ["a: 'x\nb: 2", "well-formed YAML or JSON"],
    ["a: {b: 1\n c: 2", "well-formed YAML or JSON"],
    ["a: b\n  c: d", "well-formed YAML or JSON"],
    ["a: 1\n--- \nb: 2", "one document"],
    ["a: [\n---\n]", "well-formed YAML or JSON"],
  ])("%j", (text, expected) => {
    expect(problemIn(text)?.expected).toBe(expected);
  });

  it("a text of a million lines in quotes takes no time", () => {
    expect(problemIn(`a:\n  b: "${"\nx".repeat(400_000)}`)).not.toBeNull();
  });
});

describe("plain content", () => {
  it.each([
    ["__proto__: {a: 1}", '{"__proto__":{"a":1}}'],
    ["constructor: 1\ntoString: 2", '{"constructor":1,"toString":2}'],
    ["a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}", '{"a":{"x":1,"y":2},"b":{"x":1,"y":3}}'],
    [
      "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b]}",
      '{"a":{"x":1},"b":{"x":2,"z":3},"c":{"x":1,"z":3}}',
    ],
    ["a: &a 1\nb: &a 2\nc: *a", '{"a":1,"b":2,"c":2}'],
    ["a:\n? b\n1: null", '{"1":null,"a":null,"b":null}'],
    ["", "null"],
  ])("of %j", (text, json) => {
    expect(JSON.stringify(read(text))).toBe(json);
  });

  it.each([
    ["a: 1\na: 2", "expected each key once, received a twice"],
    ["a: *b", "expected an alias of an anchor that stands before it, received *b"],
    ["a: &a [*a]", "received *a, inside itself"],
    ["a: {<<: 1}", "expected mappings to merge, received something else"],
    ["? [a]\n: b", "expected a key that is a text, received a mapping or a list"],
    [
      `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join("\n")}`,
      "expected at most 500000 nodes, received more, through aliases",
    ],
  ])("%.30j is refused", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
