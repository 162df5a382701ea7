import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { templateOperations } from "./plan.ts";
import { resolveTemplate } from "./stacks.ts";

const leftOutIn = (resources: string) => {
  const text = `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources}`;
  const plan = templateOperations(resolveTemplate(readTemplate(text, "t.yaml"), {}));
  return plan.leftOut.map(({ resource, type, what }) => `${resource} (${type}): ${what}`);
};

describe("what a bill leaves out", () => {
  it("is what AWS charges for beside queues and functions, and nothing that is free", () => {
    expect(
      leftOutIn(`
  Key: { Type: AWS::KMS::Key }
  Alias: { Type: AWS::KMS::Alias }
  Role: { Type: AWS::IAM::Role }
  Nat: { Type: AWS::EC2::NatGateway }
  Subnet: { Type: AWS::EC2::Subnet }
  Api: { Type: AWS::AppSync::GraphQLApi }
  Route: { Type: AWS::AppSync::Resolver }
  Mark: { Type: AWS::CDK::Metadata }
  New: { Type: AWS::BrandNew::Thing }
`),
    ).toEqual([
      "Key (AWS::KMS::Key): KMS key and its requests",
      "Nat (AWS::EC2::NatGateway): NAT gateway hours and data",
      "Api (AWS::AppSync::GraphQLApi): AppSync requests",
      "New (AWS::BrandNew::Thing): whatever AWS charges for AWS::BrandNew::Thing",
    ]);
  });

  it("is what AWS charges for properties of queues and functions that are not modeled", () => {
    const said = leftOutIn(`
  Orders: { Type: AWS::SQS::Queue, Properties: { KmsMasterKeyId: alias/orders } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: h.run
      CodeUri: code/
      AutoPublishAlias: live
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 }
      Events:
        Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn } }
        Hello: { Type: HttpApi }
`);
    expect(said).toEqual(["Orders (AWS::SQS::Queue): KMS requests for its key"]);
  });
});
