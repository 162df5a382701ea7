import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { plainOf } from "./node.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolveTemplate } from "./stacks.ts";

const head = `Transform: AWS::LanguageExtensions
Parameters:
  Stage: {Type: String, Default: prod}
  Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
  Secret: {Type: String}
Mappings:
  Sizes:
    prod: {memory: 512, names: [x, y]}
    test: {memory: 128}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [{Condition: IsProd}]
  Both: !And [!Condition IsProd, !Condition IsTest]
  Either: !Or [!Condition IsProd, !Condition IsTest]
  Listed: !Contains [!Ref Zones, b]
  Circle: !Not [!Condition Circle]
`;
/** What `expression` comes to as a property. */
const valueOf = (expression: string, options: ResolveOptions = {}) => {
  const text = `${head}Resources:
  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: things}}
  Subject:
    Type: Custom::Subject
    Properties:
      Value: ${expression}
`;
  const resolved = resolveTemplate(readTemplate(text, "t.yaml"), options);
  const subject = resolved.resources.find(({ logicalId }) => logicalId === "Subject");
  const properties = subject === undefined ? {} : plainOf(subject.properties);
  return {
    value: Object.entries(properties as object).find(([key]) => key === "Value")?.[1] as unknown,
    warnings: resolved.warnings,
  };
};
const messageOf = (expression: string, options?: ResolveOptions) => {
  try {
    return `no error, but ${JSON.stringify(valueOf(expression, options).value)}`;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace("t.yaml:23:", "");
  }
};

describe("intrinsic functions", () => {
  it.each<[string, unknown]>([
    ["!Ref Stage", "prod"],
    ["!Ref Zones", ["a", "b", "c"]],
    ["!Ref AWS::Region", "us-east-1"],
    ["!Ref AWS::AccountId", "123456789012"],
    ["!Ref AWS::StackName", "stack"],
    ["!Ref AWS::Partition", "aws"],
    ["!Ref AWS::URLSuffix", "amazonaws.com"],
    ["!Ref AWS::NotificationARNs", []],
    ["!Ref AWS::NoValue", undefined],
    ["!Ref Orders", "https://sqs.us-east-1.amazonaws.com/123456789012/orders"],
    ["!GetAtt Orders.Arn", "arn:aws:sqs:us-east-1:123456789012:orders"],
    ["!GetAtt [Orders, QueueName]", "orders"],
    ["!GetAtt Orders.QueueUrl", "https://sqs.us-east-1.amazonaws.com/123456789012/orders"],
    ["!GetAtt Table.Arn", "arn:aws:dynamodb:us-east-1:123456789012:table/things"],
    [
      '!Sub "${Stage}-${Orders.QueueName}-${AWS::Region}-${!kept}"',
      "prod-orders-us-east-1-${kept}",
    ],
    ['!Sub ["${a}/${Stage}", {a: !Ref Zones}]', "a,b,c/prod"],
    ['!Join ["-", [a, !Ref Stage, !Ref AWS::NoValue, 7]]', "a-prod-7"],
    ['!Join [",", !Ref Zones]', "a,b,c"],
    ['!Split ["|", "a||b"]', ["a", "", "b"]],
    ['!Select [1, !Split ["/", "a/b/c"]]', "b"],
    ['!Select ["2", !Ref Zones]', "c"],
    ["!If [IsProd, 1, 2]", 1],
    ["!If [IsTest, 1, 2]", 2],
    ["!If [Both, 1, 2]", 2],
    ["!If [Either, 1, 2]", 1],
    ["!If [Listed, 1, 2]", 1],
    ["!If [IsTest, 1, !Ref AWS::NoValue]", undefined],
    ["{a: !If [IsTest, 1, !Ref AWS::NoValue], b: [!Ref AWS::NoValue, 3]}", { b: [3] }],
    ["!FindInMap [Sizes, !Ref Stage, memory]", 512],
    ["!FindInMap [Sizes, prod, names]", ["x", "y"]],
    ["!FindInMap [Sizes, other, memory, {DefaultValue: 64}]", 64],
    ["!FindInMap [Sizes, !Ref Secret, memory]", "Secret"],
    ["!Base64 ä", "w6Q="],
    ['!GetAZs ""', ["us-east-1a", "us-east-1b", "us-east-1c"]],
    ["!GetAZs eu-west-1", ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
    ["!Cidr [10.0.0.0/16, 3, 8]", ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]],
    ["!Cidr [!Ref Secret, 2]", ["Secret", "Secret"]],
    ["!Length [1, 2, 3]", 3],
    ["!ToJsonString {a: [1, !Ref Stage]}", '{"a":[1,"prod"]}'],
    [
      '"{{resolve:secretsmanager:app/key:SecretString:name}}"',
      "secretsmanager-app-key-SecretString-name",
    ],
    ['!Select [3, !Split [",", !Ref Secret]]', "3"],
    ['!Select [1, !Split ["/", !GetAtt Table.Arn]]', "things"],
  ])("%s comes to %j", (expression, value) => {
    expect(valueOf(expression).value).toEqual(value);
  });

  it("form the stack id so that its parts can be split off", () => {
    const uuid = valueOf('!Select [2, !Split ["/", !Ref AWS::StackId]]').value;
    expect(uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("follow the options of the stack", () => {
    const options = {
      region: "cn-north-1",
      partition: "aws-cn",
      accountId: "1",
      parameters: { Stage: "test", Secret: "s" },
    };
    expect(valueOf("!Ref Orders", options).value).toBe(
      "https://sqs.cn-north-1.amazonaws.com.cn/1/orders",
    );
    expect(valueOf("!FindInMap [Sizes, !Ref Stage, memory]", options).value).toBe(128);
  });

  it.each([
    [
      "!ImportValue shared-queue",
      "shared-queue",
      "Fn::ImportValue shared-queue: exports of other stacks are not known here; a placeholder is used.",
    ],
    [
      "{Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.yaml}}}",
      "AWS::Include",
      "AWS::Include api.yaml: files are not opened here; what it would add is missing.",
    ],
    [
      "{a: 1, Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}}",
      { a: 1 },
      "AWS::Include b.yaml: files are not opened here; what it would add is missing.",
    ],
    [
      "!Ref Secret",
      "Secret",
      "Parameter Secret: has no default and was given no value; a placeholder is used.",
    ],
  ])("%s is replaced by %j with a warning", (expression, value, warning) => {
    expect(valueOf(expression)).toEqual({ value, warnings: [warning] });
  });

  it.each([
    ['{Ref: {"Fn::Sub": "Ord${Stage}"}}', "orders", { parameters: { Stage: "ers" } }],
    ['{"Fn::GetAtt": [{"Fn::Join": ["", [Ord, ers]]}, {"Fn::Sub": Arn}]}', "orders", {}],
    ['{"Fn::GetAtt": [{Ref: Stage}, QueueName]}', "orders", { parameters: { Stage: "Orders" } }],
  ])("%s names what functions of parameters make", (expression, name, options) => {
    expect(String(valueOf(expression, options).value)).toContain(name);
  });

  it.each([
    [
      "!Ref Nothing",
      '19: Resources.Subject.Properties.Value.Ref: expected a parameter or a resource that exists, received "Nothing"',
    ],
    [
      "!Ref [a]",
      "19: Resources.Subject.Properties.Value.Ref: expected the name of a parameter or resource, received a list",
    ],
    [
      "!GetAtt Nothing.Arn",
      '22: Resources.Subject.Properties.Value.Fn::GetAtt: expected a resource that exists, received "Nothing"',
    ],
    [
      "!GetAtt Orders",
      '22: Resources.Subject.Properties.Value.Fn::GetAtt: expected a resource and an attribute, such as Orders.Arn, received "Orders"',
    ],
    [
      "!GetAtt Orders.Name",
      '22: Resources.Subject.Properties.Value.Fn::GetAtt: expected Arn, QueueName or QueueUrl of AWS::SQS::Queue, received "Name"',
    ],
    [
      '!Sub "${Nothing}"',
      '19: Resources.Subject.Properties.Value.Fn::Sub: expected a parameter or a resource that exists, received "Nothing"',
    ],
    [
      '!Sub "${Nothing.Arn}"',
      '19: Resources.Subject.Properties.Value.Fn::Sub: expected a resource that exists, received "Nothing"',
    ],
    [
      "!Sub [a, b, c]",
      "19: Resources.Subject.Properties.Value.Fn::Sub: expected a text, or [text, variables], received 3 arguments",
    ],
    [
      "!If [Nothing, 1, 2]",
      '19: Resources.Subject.Properties.Value.Fn::If[0]: expected a condition that exists, received "Nothing"',
    ],
    [
      "!If [IsProd, 1]",
      "18: Resources.Subject.Properties.Value.Fn::If: expected [condition, value, value], received 2 arguments",
    ],
    [
      "!If [Circle, 1, 2]",
      "t.yaml:16:28: Conditions.Circle.Fn::Not[0].Condition: expected a condition that does not depend on itself, received Circle",
    ],
    [
      "!FindInMap [Sizes, other, memory]",
      '33: Resources.Subject.Properties.Value.Fn::FindInMap[1]: expected one of prod, test, received "other"',
    ],
    [
      "!FindInMap [Nothing, a, b]",
      '26: Resources.Subject.Properties.Value.Fn::FindInMap[0]: expected one of Sizes, received "Nothing"',
    ],
    [
      "!FindInMap [Sizes, prod]",
      "25: Resources.Subject.Properties.Value.Fn::FindInMap: expected [mapping, key, key], received 2 arguments",
    ],
    [
      "!Join [a]",
      "20: Resources.Subject.Properties.Value.Fn::Join: expected [delimiter, list], received 1 argument",
    ],
    [
      "!Join [a, {b: c}]",
      "24: Resources.Subject.Properties.Value.Fn::Join[1]: expected a list to join, received a mapping of b",
    ],
    [
      "!Join [a, [{b: c}]]",
      "25: Resources.Subject.Properties.Value.Fn::Join[1][0]: expected a string to join, received a mapping of b",
    ],
    [
      "!Join [a, !Ref AWS::NoValue]",
      "29: Resources.Subject.Properties.Value.Fn::Join[1]: expected a list to join, received AWS::NoValue",
    ],
    [
      "!Select [3, [a, b]]",
      "23: Resources.Subject.Properties.Value.Fn::Select[0]: expected an index of 0 to 1, received 3",
    ],
    [
      "!Select [0, []]",
      "23: Resources.Subject.Properties.Value.Fn::Select[0]: expected a list with items, received 0",
    ],
    [
      "!Split [a, [b]]",
      "25: Resources.Subject.Properties.Value.Fn::Split[1]: expected a string to split, received a list",
    ],
    [
      "!Base64 [a]",
      "22: Resources.Subject.Properties.Value.Fn::Base64: expected a string, received a list",
    ],
    [
      "!Cidr [10.0.0.0/16, 0]",
      "34: Resources.Subject.Properties.Value.Fn::Cidr[1]: expected a count of 1 to 256, received 0",
    ],
    [
      "!ToJsonString a",
      '28: Resources.Subject.Properties.Value.Fn::ToJsonString: expected a mapping or a list, received "a"',
    ],
    [
      "!Length a",
      '22: Resources.Subject.Properties.Value.Fn::Length: expected a list, received "a"',
    ],
    [
      "!ImportValue [a]",
      "27: Resources.Subject.Properties.Value.Fn::ImportValue: expected the name of an export, received a list",
    ],
    [
      "!Sbu a",
      "19: Resources.Subject.Properties.Value.Fn::Sbu: expected an intrinsic function, received Fn::Sbu",
    ],
  ])("%s is refused at its place", (expression, message) => {
    expect(messageOf(expression)).toBe(message);
  });
});
