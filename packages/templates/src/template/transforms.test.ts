import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { resolveTemplate } from "./stacks.ts";

const resolve = (text: string) => resolveTemplate(readTemplate(text, "t.yaml"));
const messageOf = (text: string): string => {
  try {
    resolve(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no error";
};

const sam = "Transform: AWS::Serverless-2016-10-31";
const extensions = "Transform: AWS::LanguageExtensions";
const fn = "F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h}}";
const queue = "Resources:\n  Q: {Type: AWS::SQS::Queue}";
const functions =
  "[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, " +
  "Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, " +
  "Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]";
const noExtensions = "; the template does not say Transform: AWS::LanguageExtensions";

describe("macros over a whole template", () => {
  it.each([
    ["Transform: Own", "t.yaml:1:12: Transform: ", 'received "Own"'],
    [
      `${sam.replace("2016-10-31", "2016-10-13")}`,
      "t.yaml:1:12: ",
      "did you mean AWS::Serverless-2016-10-31?",
    ],
    [
      "Transform: [AWS::LanguageExtensions, {Name: DatadogServerless}]",
      "t.yaml:1:38: ",
      'received "DatadogServerless"',
    ],
  ])("%s is refused by name, whatever the template uses of it", (transform, place, received) => {
    const message = messageOf(`${transform}\n${queue}`);
    expect(message).toContain(place);
    expect(message).toContain(
      "expected no macro but AWS::Serverless-2016-10-31, AWS::LanguageExtensions or AWS::Include, since others are functions of an account",
    );
    expect(message).toContain(received);
  });

  it("that are AWS's own and not carried out are named", () => {
    expect(resolve(`Transform: AWS::SecretsManager-2024-09-16\n${queue}`).warnings).toEqual([
      "Transform AWS::SecretsManager-2024-09-16: it is not carried out; what it would add is missing.",
    ]);
  });
});

describe("what needs a macro that the template does not name is refused in the words of CloudFormation", () => {
  it.each<readonly [string, string, string]>([
    [
      "types of SAM, all of them",
      `Resources:\n  ${fn}\n  T: {Type: AWS::Serverless::SimpleTable}`,
      "t.yaml:2:13: Template format error: Unrecognized resource types: [AWS::Serverless::Function, AWS::Serverless::SimpleTable]; the template does not say Transform: AWS::Serverless-2016-10-31",
    ],
    [
      "types of SAM beside another macro",
      `${extensions}\nResources:\n  ${fn}`,
      "t.yaml:3:13: Template format error: Unrecognized resource types: [AWS::Serverless::Function]; the template does not say Transform: AWS::Serverless-2016-10-31",
    ],
    [
      "Globals",
      `Globals: {Function: {Timeout: 3}}\n${queue}`,
      "t.yaml:1:1: Invalid template property or properties [Globals]; the template does not say Transform: AWS::Serverless-2016-10-31",
    ],
    [
      "sections that nobody has",
      `${sam}\nx-common: {a: 1}\nGlobals: {}\nResource: {}\n${queue}`,
      "t.yaml:2:1: Invalid template property or properties [x-common, Resource]",
    ],
    [
      "a loop of resources",
      `Resources:\n  Fn::ForEach::Queues: [N, [a], {"Q\${N}": {Type: AWS::SQS::Queue}}]`,
      `t.yaml:2:3: Template format error: Resource name Fn::ForEach::Queues is non alphanumeric${noExtensions}`,
    ],
    [
      "a loop in properties",
      `Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Fn::ForEach::P: [N, [a], {"Tag\${N}": 1}]`,
      `t.yaml:5:7: Template error: Encountered unsupported function: Fn::ForEach::P Supported functions are: ${functions}${noExtensions}`,
    ],
    ...["Fn::Length", "Fn::ToJsonString"].map(
      (name) =>
        [
          `${name}, in outputs as well`,
          `${queue}\nOutputs: {O: {Value: {${name}: [1]}}}`,
          `t.yaml:3:23: Template error: Encountered unsupported function: ${name} Supported functions are: ${functions}${noExtensions}`,
        ] as const,
    ),
    [
      "a default of Fn::FindInMap",
      `${sam}\nMappings: {M: {a: {b: 1}}}\nResources:\n  Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !FindInMap [M, x, b, {DefaultValue: 2}]}}`,
      `t.yaml:4:68: Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value${noExtensions}`,
    ],
    [
      "a function as a policy",
      `Conditions: {C: !Equals [a, a]}\nResources:\n  Q: {Type: AWS::SQS::Queue, DeletionPolicy: !If [C, Retain, Delete]}`,
      `t.yaml:3:50: Template format error: Every DeletionPolicy member must be a string.${noExtensions}`,
    ],
  ])("%s", (_what, text, message) => {
    expect(messageOf(text)).toBe(message);
    const named = `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n`;
    const isOfNobody = text.includes("x-common");
    if (!isOfNobody) expect(messageOf(named + text.replace(/^Transform.*\n/, ""))).toBe("no error");
  });

  it("but not what only looks like it", () => {
    const text = `Metadata: {a: {Fn::Length: [1]}}\nResources:\n  Q: {Type: AWS::SQS::Queue, Metadata: {Fn::ToJsonString: {}}}`;
    expect(messageOf(text)).toBe("no error");
  });
});
