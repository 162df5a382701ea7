import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { childOf, plainOf, type TemplateNode } from "./node.ts";

const at = (text: string, ...path: readonly string[]) =>
  path.reduce<TemplateNode | undefined>(childOf, readTemplate(text, "t.yaml").root);
const plainAt = (text: string, ...path: readonly string[]) => {
  const node = at(text, ...path);
  return node === undefined ? undefined : plainOf(node);
};
const messageOf = (text: string) => {
  try {
    readTemplate(text, "t.yaml");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing thrown";
};

describe("reading", () => {
  it("spells out short tags, also those inside one another", () => {
    const text = `
Resources:
  A:
    Type: T
    Properties:
      Name: !Join ["-", [!Ref Stage, !Sub "x-\${B}", !GetAtt B.Arn]]
      Choice: !If
        - IsProd
        - !Ref "AWS::NoValue"
        - Fn::Base64: !Sub "\${B.Arn}"
`;
    expect(plainAt(text, "Resources", "A", "Properties")).toEqual({
      Name: {
        "Fn::Join": ["-", [{ Ref: "Stage" }, { "Fn::Sub": "x-${B}" }, { "Fn::GetAtt": "B.Arn" }]],
      },
      Choice: {
        "Fn::If": ["IsProd", { Ref: "AWS::NoValue" }, { "Fn::Base64": { "Fn::Sub": "${B.Arn}" } }],
      },
    });
  });

  it("reads JSON, indented by spaces or tabs, and knows where each thing stands", () => {
    const spaces = '{\n "Resources": {\n  "A": {\n   "Type": "T"\n  }\n }\n}';
    expect(at(spaces, "Resources", "A", "Type")).toMatchObject({ value: "T" });
    const type = at(spaces.replaceAll(" ", "\t"), "Resources", "A", "Type");
    expect(type?.place).toMatchObject({ line: 4, path: "Resources.A.Type" });
  });

  it("keeps dates and numbers with leading zeros as they are written", () => {
    const text = "Version: 2012-10-17\nAccount: 012345678901\nResources: {A: {Type: T}}";
    expect(plainAt(text, "Version")).toBe("2012-10-17");
    expect(plainAt(text, "Account")).toBe("012345678901");
  });

  it("reads yes, no, on and off as booleans unless they are quoted, as YAML 1.1 does", () => {
    const text = 'Flags: [yes, Off, "yes"]\nResources: {A: {Type: T}}';
    expect(plainAt(text, "Flags")).toEqual([true, false, "yes"]);
  });

  it("follows aliases and merges", () => {
    const text =
      "Base: &base {a: 1, b: 2}\nUse: {<<: *base, b: 3}\nAgain: *base\nResources: {A: {Type: T}}";
    expect(plainAt(text, "Use")).toEqual({ a: 1, b: 3 });
    expect(plainAt(text, "Again")).toEqual({ a: 1, b: 2 });
  });

  it("lets the last of two equal keys win, with a warning", () => {
    const document = readTemplate("Resources:\n  A: {Type: T}\n  A: {Type: U}\n", "t.yaml");
    expect(plainOf(document.root)).toEqual({ Resources: { A: { Type: "U" } } });
    expect(document.warnings).toEqual([
      "t.yaml:3:3: Resources.A: the key occurs twice; the last one counts.",
    ]);
  });
});

describe("refusing", () => {
  it.each([
    [
      "Resources:\n  A: {Type: T\n",
      't.yaml:3:1: template: expected well-formed YAML or JSON, received "Flow map in block collection must be sufficiently indented and end with a }"',
    ],
    [
      "a: b: c",
      't.yaml:1:4: template: expected well-formed YAML or JSON, received "Nested mappings are not allowed in compact mappings"',
    ],
    ["", "t.yaml:1:1: template: expected a mapping with Resources, received an empty file"],
    ["- 1", "t.yaml:1:1: template: expected a mapping with Resources, received a list"],
    [
      "Description: x\nOutputs: {}",
      "t.yaml:1:1: template: expected a section Resources, received Description, Outputs",
    ],
    ["{}", "t.yaml:1:1: template: expected a section Resources, received nothing"],
    [
      "{ A: 1, B: 1, C: 1, D: 1, E: 1, F: 1 }",
      "t.yaml:1:1: template: expected a section Resources, received A, B, C, D, E",
    ],
    [
      "Resources: {}",
      "t.yaml:1:12: Resources: expected at least one resource, received an empty mapping",
    ],
    [
      "Resources:\n  - A",
      "t.yaml:2:3: Resources: expected a mapping of resources, received a list",
    ],
    [
      "Resources: {A: {Type: T}}\nParameters: 7",
      "t.yaml:2:13: Parameters: expected a mapping, received 7",
    ],
    [
      "Resources: {A: *missing}",
      "t.yaml:1:16: Resources.A: expected an alias of an anchor that stands before it, received *missing",
    ],
    [
      "Resources: {A: &a {B: *a}}",
      "t.yaml:1:23: Resources.A.B: expected an alias of an anchor that stands before it, received *a, inside itself",
    ],
    [
      "Resources: {? [1] : 2}",
      "t.yaml:1:15: Resources: expected a key that is a string, received a list",
    ],
    [
      "Resources: {A: {<<: 7}}",
      "t.yaml:1:21: Resources.A.<<: expected a mapping to merge, received 7",
    ],
  ])("says of %j where it is wrong, and how", (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it("refuses aliases that multiply without bound", () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const value = level === 0 ? "x" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array(10).fill(value).join(", ")}]`;
    });
    expect(messageOf(levels.join("\n"))).toContain(
      "expected at most 500000 nodes, received more, through aliases",
    );
  });
});

it.each([
  ["Resources:\n  {{ cookiecutter.name }}: {Type: AWS::SQS::Queue}", 2, 3, "cookiecutter.name"],
  [
    "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    {%- if cookiecutter.x == 'y' %}\n",
    4,
    5,
    "cookiecutter.x",
  ],
])(
  "a template with marks of cookiecutter is refused in one line: %j",
  (text, line, column, mark) => {
    expect(() => readTemplate(text, "t.yaml")).toThrow(
      `t.yaml:${line}:${column}: template: expected a template whose marks of cookiecutter are filled in, as sam init does, received ${mark}`,
    );
  },
);
