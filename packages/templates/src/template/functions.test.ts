import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../test/memory-files.ts";
import { readTemplate } from "./document.ts";
import { plainOf } from "./node.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolvedStacks } from "./stack-set.ts";
import { resolveTemplate } from "./stacks.ts";

const head = `Transform: AWS::LanguageExtensions
Parameters:
  Stage: {Type: String, Default: prod}
  Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
Mappings:
  Sizes:
    prod: {memory: 512}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [{Condition: IsProd}]
  Both: !And [!Condition IsProd, !Condition IsTest]
  Either: !Or [!Condition IsProd, !Condition IsTest]
`;
const resolved = (expression: string, options: ResolveOptions = {}, before = head) =>
  resolveTemplate(
    readTemplate(
      `${before}Resources:
  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}
  Subject: {Type: Custom::Subject, Properties: {Value: ${expression}}}
`,
      "t.yaml",
    ),
    options,
  );
const valueOf = (expression: string, options?: ResolveOptions): unknown => {
  const subject = resolved(expression, options).resources.find(
    ({ logicalId }) => logicalId === "Subject",
  );
  return (plainOf(subject!.properties) as { readonly Value?: unknown }).Value;
};
const refusalOf = (expression: string, before?: string): string => {
  try {
    resolved(expression, {}, before);
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
};
const url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";

describe("an intrinsic function", () => {
  it.each<
    readonly [
      string,
      readonly (readonly [string, unknown])[],
      readonly (readonly [string, string])[],
    ]
  >([
    [
      "ref",
      [
        ["!Ref Stage", "prod"],
        ["!Ref Zones", ["a", "b", "c"]],
        ["!Ref Orders", url],
        ["!Ref AWS::Region", "us-east-1"],
      ],
      [["!Ref Nothing", "expected a parameter or a resource that exists"]],
    ],
    [
      "get-att",
      [
        ["!GetAtt Orders.Arn", "arn:aws:sqs:us-east-1:123456789012:orders"],
        ["!GetAtt [Orders, QueueName]", "orders"],
      ],
      [
        ["!GetAtt Nothing.Arn", "expected a resource that exists"],
        ["!GetAtt Orders.Color", "expected Arn, QueueName or QueueUrl of AWS::SQS::Queue"],
      ],
    ],
    [
      "sub",
      [
        ['!Sub "${Stage}-${Orders.QueueName}-${AWS::Region}"', "prod-orders-us-east-1"],
        ['!Sub ["${a}/${Stage}", {a: x}]', "x/prod"],
        ['!Sub "${!Literal}"', "${Literal}"],
      ],
      [['!Sub "${Nothing}"', "expected a parameter or a resource that exists"]],
    ],
    [
      "join",
      [
        ['!Join ["-", [a, b, c]]', "a-b-c"],
        ['!Join ["-", [a]]', "a"],
        ['!Join ["", [a, b]]', "ab"],
      ],
      [["!Join [a]", "expected [delimiter, list]"]],
    ],
    [
      "split",
      [
        ['!Split ["|", "a||b"]', ["a", "", "b"]],
        ['!Split ["|", "a"]', ["a"]],
      ],
      [["!Split [a, [b]]", "expected a string to split"]],
    ],
    [
      "select",
      [
        ["!Select [0, [a, b]]", "a"],
        ["!Select ['1', [a, b]]", "b"],
      ],
      [
        ["!Select [2, [a, b]]", "expected an index of 0 to 1, received 2"],
        ["!Select [0, []]", "expected a list with items"],
      ],
    ],
    [
      "find-in-map",
      [
        ["!FindInMap [Sizes, !Ref Stage, memory]", 512],
        ["!FindInMap [Sizes, other, memory, {DefaultValue: 64}]", 64],
      ],
      [["!FindInMap [Sizes, other, memory]", 'expected one of prod, received "other"']],
    ],
    [
      "get-azs",
      [
        ['!GetAZs ""', ["us-east-1a", "us-east-1b", "us-east-1c"]],
        ["!GetAZs eu-west-1", ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
      ],
      [["!GetAZs [a]", "received a list"]],
    ],
    [
      "cidr",
      [
        ["!Cidr [10.0.0.0/16, 3, 8]", ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]],
        ["!Select [255, !Cidr [10.0.0.0/16, 256, 8]]", "10.0.255.0/24"],
      ],
      [
        ["!Cidr [10.0.0.0/16, 0, 8]", "expected a count of 1 to 256"],
        ["!Cidr [10.0.0.0/16, 257, 8]", "expected a count of 1 to 256"],
      ],
    ],
    [
      "base64",
      [
        ["!Base64 hello", "aGVsbG8="],
        ["!Base64 {Ref: Stage}", "cHJvZA=="],
      ],
      [["!Base64 [a]", "expected a string"]],
    ],
    [
      "transform",
      [["{a: 1, Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}}", { a: 1 }]],
      [["{Fn::Transform: {Name: Mine}}", "Mine"]],
    ],
    [
      "and-or",
      [
        ["!If [Both, 1, 2]", 2],
        ["!If [Either, 1, 2]", 1],
      ],
      [],
    ],
    [
      "conditions",
      [
        ["!If [IsProd, 1, 2]", 1],
        ["!If [IsTest, 1, 2]", 2],
        ["!If [IsTest, 1, !Ref AWS::NoValue]", undefined],
      ],
      [["!If [Nothing, 1, 2]", "expected a condition that exists"]],
    ],
    [
      "language-extensions",
      [
        ["!Length [1, 2, 3]", 3],
        ["!ToJsonString {a: [1, !Ref Stage]}", '{"a":[1,"prod"]}'],
      ],
      [["!Length a", "expected a list"]],
    ],
  ])(
    "cloudformation.function.%s: comes to its value, and is refused where it cannot",
    (_row, values, refusals) => {
      for (const [expression, value] of values) {
        expect(valueOf(expression), expression).toEqual(value);
      }
      for (const [expression, message] of refusals) {
        expect(refusalOf(expression), expression).toContain(message);
      }
    },
  );

  it("cloudformation.function.and-or-counts: And and Or take two to ten conditions", () => {
    const conditions = (name: string, count: number) =>
      `Conditions: {A: {Fn::Equals: [a, a]}, C: {Fn::${name}: [${Array.from({ length: count }, () => "{Condition: A}").join(", ")}]}}\n`;
    for (const name of ["And", "Or"]) {
      for (const count of [2, 10]) expect(refusalOf("1", conditions(name, count))).toBe("nothing");
      for (const count of [1, 11])
        expect(refusalOf("!If [C, 1, 2]", conditions(name, count))).toContain(`Fn::${name}`);
    }
  });

  it("cloudformation.function.for-each: writes out what it holds for each value", () => {
    const { resources } = resolveTemplate(
      readTemplate(
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::All:\n    - Name\n    - [A, B]\n    - Queue${Name}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'q-${Name}'}}\n",
        "t.yaml",
      ),
    );
    expect(resources.map(({ logicalId, physicalName }) => [logicalId, physicalName])).toEqual([
      ["QueueA", "q-A"],
      ["QueueB", "q-B"],
    ]);
  });

  it.each(["Fn::Length: [a]", "Fn::ToJsonString: {a: b}"])(
    "cloudformation.function.needs-extensions: %s is refused without AWS::LanguageExtensions",
    (call) => {
      expect(refusalOf(`{${call}}`, "")).toMatch(/AWS::LanguageExtensions|Transform|intrinsic/i);
    },
  );

  it("cloudformation.function.import-value: is an output that another stack exports, once in a Region", () => {
    const exporting = (name: string) =>
      `Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: shared}}}\nOutputs: {Arn: {Value: !GetAtt Q.Arn, Export: {Name: ${name}}}}\n`;
    const importing =
      "Resources: {P: {Type: AWS::SSM::Parameter, Properties: {Value: !ImportValue shared-arn}}}\n";
    const files = memoryFiles({ "one.yaml": exporting("shared-arn"), "two.yaml": importing });
    const all = resolvedStacks(
      [
        { stackName: "two", template: "two.yaml", parameters: {} },
        { stackName: "one", template: "one.yaml", parameters: {} },
      ],
      files,
      {},
    );
    const taker = all.resources.find(({ logicalId }) => logicalId === "two/P")!;
    expect(plainOf(taker.properties)).toEqual({
      Value: "arn:aws:sqs:us-east-1:123456789012:shared",
    });
    expect(() =>
      resolvedStacks(
        [
          { stackName: "two", template: "two.yaml", parameters: {} },
          { stackName: "one", template: "three.yaml", parameters: {} },
        ],
        memoryFiles({ "two.yaml": importing, "three.yaml": exporting("other") }),
        {},
      ),
    ).toThrow("expected an export of another stack");
  });

  it("cloudformation.function.places: stands in properties, outputs, metadata's neighbors and update policies, not in a short form of a short form", () => {
    const text = `${head}Resources:
  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Stage}}
  A:
    Type: AWS::Lambda::Alias
    Metadata: {Note: !Ref Stage}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: !Ref Stage, DeploymentGroupName: !Sub "g-\${Stage}"}}
    Properties: {Name: live, FunctionName: f, FunctionVersion: "1"}
Outputs: {Name: {Value: !GetAtt Orders.QueueName}}
`;
    const { stacks, resources } = resolveTemplate(readTemplate(text, "t.yaml"));
    expect(stacks[0]!.outputs).toMatchObject([{ name: "Name", value: "prod" }]);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(["Orders", "A"]);
    expect(() =>
      readTemplate("Resources: {A: {Type: B, Properties: {C: !GetAZs !Ref D}}}", "t.yaml"),
    ).toThrow();
  });

  it("cloudformation.function.pseudo-parameters: are those of the stack, its account and its partition", () => {
    const values = (options: ResolveOptions) =>
      [
        "AccountId",
        "Partition",
        "Region",
        "StackName",
        "URLSuffix",
        "NotificationARNs",
        "NoValue",
      ].map((name) => valueOf(`!Ref AWS::${name}`, options));
    expect(values({})).toEqual([
      ...["123456789012", "aws", "us-east-1", "stack", "amazonaws.com"],
      [],
      undefined,
    ]);
    expect(
      values({ region: "cn-north-1", partition: "aws-cn", stackName: "s" }).slice(1, 5),
    ).toEqual([...["aws-cn", "cn-north-1", "s", "amazonaws.com.cn"]]);
    expect(valueOf("!Ref AWS::StackId", { stackName: "s" })).toMatch(
      /^arn:aws:cloudformation:us-east-1:123456789012:stack\/s\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it("cloudformation.function.dynamic-references: stand for what only a deployment knows, 60 at most in a template", () => {
    expect(valueOf('"{{resolve:ssm:/a/b}}"')).toBe("ssm-a-b");
    expect(valueOf('"x-{{resolve:secretsmanager:app/key:SecretString:name}}"')).toBe(
      "x-secretsmanager-app-key-SecretString-name",
    );
    const many = (count: number) =>
      `[${Array.from({ length: count }, (_, n) => `"{{resolve:ssm:/a/${n}}}"`).join(", ")}]`;
    expect(refusalOf(many(60))).toBe("nothing");
    expect(refusalOf(many(61))).toContain(
      "expected at most 60 dynamic references, the quota of CloudFormation, received 61",
    );
  });
});
