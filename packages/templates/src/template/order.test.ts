import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../test/memory-files.ts";
import { templateChanges } from "./changes.ts";
import { readTemplate } from "./document.ts";
import { templateOperations } from "./plan.ts";
import { resolvedAt } from "./stack-set.ts";
import { resolveTemplate } from "./stacks.ts";

const resolved = (text: string, parameters = {}) =>
  resolveTemplate(readTemplate(text, "t.yaml"), { parameters });
const idsOf = (text: string, parameters = {}) =>
  resolved(text, parameters).resources.map(({ logicalId }) => logicalId);
const actionsOf = (before: string, after: string) =>
  Object.fromEntries(
    templateChanges(
      resolvedAt("old.yaml", memoryFiles({ "old.yaml": before })),
      resolvedAt("new.yaml", memoryFiles({ "new.yaml": after })),
    ).changes.map(({ logicalId, action }) => [logicalId, action]),
  );

describe("the resources of a stack", () => {
  it.each([
    ["Ref", "Properties: {QueueName: q, Tags: [{Key: k, Value: !Ref Last}]}"],
    ["GetAtt", "Properties: {QueueName: q, Tags: [{Key: k, Value: !GetAtt Last.Arn}]}"],
    ["Sub", 'Properties: {QueueName: q, Tags: [{Key: k, Value: !Sub "${Last}"}]}'],
    ["DependsOn", "DependsOn: Last"],
  ])("cloudformation.order.edges: wait for what they name by %s", (_how, more) => {
    const text = `Resources:\n  First: {Type: AWS::SQS::Queue, ${more}}\n  Last: {Type: AWS::SQS::Queue}\n`;
    const order = templateOperations(resolved(text)).operations.map(({ logicalId }) => logicalId);
    expect(order).toEqual(["Last", "First"]);
    const circle = text.replace(
      "Last: {Type: AWS::SQS::Queue}",
      "Last: {Type: AWS::SQS::Queue, DependsOn: First}",
    );
    expect(() => resolved(circle)).toThrow("expected no circular dependency");
  });

  it("cloudformation.order.conditions: are left out where their condition is false, and then removed by an update", () => {
    const text = (stage: string) => `Parameters: {Stage: {Type: String, Default: ${stage}}}
Mappings: {Sizes: {live: {delay: 9}, test: {delay: 1}}}
Conditions: {IsLive: !Equals [!Ref Stage, live]}
Resources:
  Always: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !FindInMap [Sizes, !Ref Stage, delay]}}
  Sometimes: {Type: AWS::SQS::Queue, Condition: IsLive}
`;
    expect(idsOf(text("live"))).toEqual(["Always", "Sometimes"]);
    expect(idsOf(text("test"))).toEqual(["Always"]);
    expect(actionsOf(text("live"), text("test"))).toEqual({
      Always: "changes",
      Sometimes: "removes",
    });
    expect(() => resolved(text("other"))).toThrow("expected one of live, test");
  });

  it("cloudformation.update.kinds: are changed in place, or replaced, as the specification says of the property", () => {
    const text = (queue: string, pool = "A") =>
      `Resources:
  Orders: {Type: AWS::SQS::Queue, Properties: {${queue}}}
  Reader: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Orders}}
  Other: {Type: AWS::EC2::Instance, Properties: {InstanceType: ${pool}}}
`;
    // No interruption.
    expect(actionsOf(text("DelaySeconds: 1"), text("DelaySeconds: 2"))).toEqual({
      Orders: "changes",
    });
    // Replacement: what names it is switched over.
    expect(actionsOf(text("FifoQueue: false"), text("FifoQueue: true"))).toEqual({
      Orders: "replaces",
      Reader: "changes",
    });
    // Some interruption, or a replacement by what changes: the specification does not tell them apart.
    expect(actionsOf(text("", "t3.micro"), text("", "t3.large"))).toEqual({
      Other: "may replace",
    });
  });
});
