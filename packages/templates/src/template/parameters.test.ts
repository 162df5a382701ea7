import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { childOf, plainOf } from "./node.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolveTemplate } from "./stacks.ts";

const resolveWith = (parameter: string, given?: string) => {
  const text = `Parameters:
  P: ${parameter}
Resources:
  A: {Type: Custom::A, Properties: {Value: !Ref P}}
`;
  const options: ResolveOptions = given === undefined ? {} : { parameters: { P: given } };
  const { resources, warnings } = resolveTemplate(readTemplate(text, "t.yaml"), options);
  const value = childOf(resources[0]?.properties, "Value");
  return { value: value && plainOf(value), warnings };
};
const messageOf = (parameter: string, given?: string) => {
  try {
    return `no error, but ${JSON.stringify(resolveWith(parameter, given))}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe("a parameter", () => {
  it.each<[string, string | undefined, unknown]>([
    ["{Type: String, Default: a}", undefined, "a"],
    ["{Type: String, Default: a}", "b", "b"],
    ["{Type: String, Default: 012}", undefined, "012"],
    ["{Type: String, Default: ''}", undefined, ""],
    ["{Type: Number, Default: 7}", undefined, 7],
    ["{Type: Number}", "1.5", 1.5],
    ["{Type: CommaDelimitedList, Default: 'a, b'}", undefined, ["a", "b"]],
    ["{Type: CommaDelimitedList, Default: ''}", undefined, []],
    ["{Type: List<Number>}", "1,2", [1, 2]],
    ["{Type: 'List<AWS::EC2::Subnet::Id>'}", "s-1,s-2", ["s-1", "s-2"]],
    ["{Type: 'AWS::EC2::VPC::Id'}", "vpc-1", "vpc-1"],
    ["{Type: String, AllowedValues: [a, b]}", "b", "b"],
    ["{Type: String, AllowedPattern: '[a-z]+'}", "abc", "abc"],
  ])("%s given %j is %j, without a warning", (parameter, given, value) => {
    expect(resolveWith(parameter, given)).toEqual({ value, warnings: [] });
  });

  it.each([
    [
      "{Type: String}",
      "P",
      "Parameter P: has no default and was given no value; a placeholder is used.",
    ],
    [
      "{Type: CommaDelimitedList}",
      ["P"],
      "Parameter P: has no default and was given no value; a placeholder is used.",
    ],
    [
      "{Type: String, AllowedValues: [a, b]}",
      "a",
      'Parameter P: has no default and was given no value; its first allowed value, "a", is used.',
    ],
    [
      "{Type: Number, AllowedValues: [2, 3]}",
      2,
      'Parameter P: has no default and was given no value; its first allowed value, "2", is used.',
    ],
    [
      "{Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b}",
      "P",
      'Parameter P: its value is in the Parameter Store under "/a/b" and is not known here.',
    ],
    [
      "{Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /a}",
      ["P"],
      'Parameter P: its value is in the Parameter Store under "/a" and is not known here.',
    ],
  ])("%s without a value is %j, with a warning", (parameter, value, warning) => {
    expect(resolveWith(parameter)).toEqual({ value, warnings: [warning] });
  });

  it("that nobody uses is not warned of", () => {
    const text = "Parameters: {P: {Type: String}}\nResources: {A: {Type: Custom::A}}";
    expect(resolveTemplate(readTemplate(text, "t.yaml")).warnings).toEqual([]);
  });

  it.each([
    [
      "{Type: Number, Default: x}",
      undefined,
      't.yaml:2:30: Parameters.P: expected a number, received "x"',
    ],
    [
      "{Type: Number, MinValue: 2, MaxValue: 4}",
      "5",
      't.yaml:2:6: Parameters.P: expected a number of 2 to 4, received "5"',
    ],
    ["{Type: List<Number>}", "1,x", 't.yaml:2:6: Parameters.P: expected a number, received "NaN"'],
    [
      "{Type: String, MinLength: 2, MaxLength: 3}",
      "a",
      't.yaml:2:6: Parameters.P: expected 2 to 3 characters, received "a"',
    ],
    [
      "{Type: String, AllowedValues: [a, b]}",
      "c",
      't.yaml:2:6: Parameters.P: expected one of a, b, received "c"',
    ],
    [
      "{Type: String, AllowedPattern: '[a-z]+'}",
      "a1",
      't.yaml:2:6: Parameters.P: expected a match of [a-z]+, received "a1"',
    ],
    [
      "{Type: CommaDelimitedList, AllowedValues: [a, b]}",
      "a,c",
      't.yaml:2:6: Parameters.P: expected one of a, b, received "c"',
    ],
    [
      "{Type: Strnig}",
      undefined,
      "t.yaml:2:13: Parameters.P.Type: expected a parameter type of CloudFormation, received Strnig",
    ],
    [
      "{Default: a}",
      undefined,
      "t.yaml:2:6: Parameters.P: expected a parameter with a Type, received a mapping of Default",
    ],
    [
      "{Type: String, Default: [a]}",
      undefined,
      "t.yaml:2:30: Parameters.P.Default: expected a default that is a string or a number, received a list",
    ],
    ["7", undefined, "t.yaml:2:6: Parameters.P: expected a parameter with a Type, received 7"],
  ])("%s given %j is refused", (parameter, given, message) => {
    expect(messageOf(parameter, given)).toBe(message);
  });

  it("that the template does not have cannot be given a value", () => {
    const text = "Parameters:\n  P: {Type: String}\nResources: {A: {Type: Custom::A}}";
    const resolve = (source: string) => () =>
      resolveTemplate(readTemplate(source, "t.yaml"), { parameters: { Q: "1" } });
    expect(resolve(text)).toThrow(
      't.yaml:2:3: Parameters: expected a value for one of P, received "Q"',
    );
    expect(resolve("Resources: {A: {Type: Custom::A}}")).toThrow(
      't.yaml:1:1: Parameters: expected no value for a parameter, received "Q"',
    );
  });
});
