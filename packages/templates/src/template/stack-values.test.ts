import { expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { stackValues } from "./stack-values.ts";

const valuesOf = (text: string, parameters: Readonly<Record<string, string>> = {}) =>
  stackValues(readTemplate(text, "t.yaml"), { parameters });

const template = `
Parameters:
  Stage: { Type: String, Default: dev }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "orders-\${Stage}" } }
  Spare: { Type: AWS::SQS::Queue, Condition: IsLive }
  Bucket: { Type: AWS::S3::Bucket }
Outputs:
  Url: { Description: Where to send., Value: !Ref Orders }
  SpareArn: { Condition: IsLive, Value: !GetAtt Spare.Arn }
  Stage: { Value: !Sub "stage \${Stage}" }
  Domain: { Value: !GetAtt Bucket.DomainName }
`;

it("gives the outputs of a stack, with those whose conditions hold", () => {
  expect([...valuesOf(template).outputs]).toMatchObject([
    [
      "Url",
      {
        value: "https://sqs.us-east-1.amazonaws.com/123456789012/orders-dev",
        isPlaceholder: false,
      },
    ],
    ["Stage", { value: "stage dev", isPlaceholder: false }],
    ["Domain", { value: expect.stringMatching(/^stack-bucket-.*\.s3\.amazonaws\.com$/) }],
  ]);
  const live = valuesOf(template, { Stage: "live" }).outputs;
  expect([...live.keys()]).toEqual(["Url", "SpareArn", "Stage", "Domain"]);
  expect(live.get("SpareArn")?.value).toMatch(/^arn:aws:sqs:us-east-1:123456789012:stack-Spare-/);
});

it("makes a name where a template gives an empty one", () => {
  const named = (name: string) =>
    valuesOf(`
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { ${name} } }
Outputs:
  Name: { Value: !GetAtt Orders.QueueName }
`).outputs.get("Name")?.value;
  expect(named("QueueName: orders")).toBe("orders");
  expect(named('QueueName: ""')).toMatch(/^stack-Orders-/);
  expect(named('QueueName: ""')).toBe(named("DelaySeconds: 0"));
});

it("gives the resources that are created, as CloudFormation has them", () => {
  const { resources } = valuesOf(template);
  expect(resources.map(({ logicalId, type }) => [logicalId, type])).toEqual([
    ["Orders", "AWS::SQS::Queue"],
    ["Bucket", "AWS::S3::Bucket"],
  ]);
  expect(resources[0]).toMatchObject({
    physicalId: { value: expect.stringMatching(/orders-dev$/), isPlaceholder: false },
    properties: { QueueName: "orders-dev" },
  });
  const serverless = valuesOf(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: worker
      Runtime: r
      Handler: h
      Events: { Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn } } }
  Orders: { Type: AWS::SQS::Queue }
`);
  expect(serverless.resources.map(({ type }) => type)).toEqual([
    "AWS::Lambda::Function",
    "AWS::IAM::Role",
    "AWS::Lambda::EventSourceMapping",
    "AWS::SQS::Queue",
  ]);
  expect(serverless.resources[0]?.physicalId.value).toBe("worker");
});

it("refuses an output without a value, as CloudFormation does", () => {
  const text =
    "Resources:\n  Q: { Type: AWS::SQS::Queue }\nOutputs:\n  Url: { Export: { Name: u } }";
  expect(() => valuesOf(text)).toThrow("t.yaml:4:3: Outputs.Url: expected an output with a Value");
});
