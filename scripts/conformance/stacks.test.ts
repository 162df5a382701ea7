import { describe, expect, it } from "vitest";
import { SimulatedAccount } from "./account.ts";
import type { RefusedError } from "./boto-client.ts";
import { memberOf, type ValueObject } from "./value.ts";

const queues = (names: Readonly<Record<string, string>>, more = "") =>
  [
    "Parameters: { Delay: { Type: Number, Default: 3 } }",
    "Resources:",
    ...Object.entries(names).map(
      ([id, properties]) => `  ${id}: { Type: AWS::SQS::Queue, Properties: { ${properties} } }`,
    ),
    more,
    "Outputs:",
    ...Object.keys(names).map((id) => `  ${id}Url: { Value: !Ref ${id} }`),
  ].join("\n");

function account() {
  const simulated = new SimulatedAccount({ accountId: "111111111111", region: "us-east-1" });
  const call = (operation: string, params: ValueObject = {}) =>
    simulated.call("cloudformation", operation, { StackName: "shop", ...params });
  const stack = () => memberOf(call("DescribeStacks"), "Stacks");
  const outputs = () =>
    Object.fromEntries(
      (
        (memberOf((stack() as readonly ValueObject[])[0], "Outputs") ??
          []) as readonly ValueObject[]
      ).map(({ OutputKey, OutputValue }) => [String(OutputKey), OutputValue]),
    );
  const attributes = (url: unknown) =>
    memberOf(
      simulated.call("sqs", "GetQueueAttributes", {
        QueueUrl: String(url),
        AttributeNames: ["All"],
      }),
      "Attributes",
    );
  return { simulated, call, outputs, attributes };
}

const codeOf = (refused: () => unknown): string => {
  try {
    refused();
    return "none";
  } catch (error) {
    return `${(error as RefusedError).code}: ${(error as RefusedError).message}`; // As an account refuses.
  }
};

describe("a stack", () => {
  it("is made of the operations that its template comes to, and says what it made", () => {
    const { call, outputs, attributes } = account();
    const TemplateBody = queues({ Orders: "DelaySeconds: !Ref Delay", Dead: "" });
    const Parameters = [{ ParameterKey: "Delay", ParameterValue: "7" }];
    const { StackId } = call("CreateStack", { TemplateBody, Parameters });
    expect(StackId).toMatch(/^arn:aws:cloudformation:us-east-1:111111111111:stack\/shop\//);
    expect(attributes(outputs()["OrdersUrl"])).toMatchObject({ DelaySeconds: "7" });
    expect(call("DescribeStackResource", { LogicalResourceId: "Dead" })).toMatchObject({
      StackResourceDetail: {
        ResourceType: "AWS::SQS::Queue",
        PhysicalResourceId: outputs()["DeadUrl"],
        ResourceStatus: "CREATE_COMPLETE",
      },
    });
    expect(call("ListStackResources")).toMatchObject({
      StackResourceSummaries: [{ LogicalResourceId: "Orders" }, { LogicalResourceId: "Dead" }],
    });
    expect(call("DescribeStackResources")).toMatchObject({ StackResources: [{}, {}] });
    expect(codeOf(() => call("CreateStack", { TemplateBody }))).toBe(
      "AlreadyExistsException: Stack [shop] already exists",
    );
  });

  it("is updated: what changed is changed, made anew or gone", () => {
    const { call, outputs, attributes } = account();
    const named = "QueueName: old, VisibilityTimeout: 50, DelaySeconds: 9";
    call("CreateStack", {
      TemplateBody: queues({ Kept: "VisibilityTimeout: 40", Named: named, Gone: "" }),
    });
    const before = outputs();
    const TemplateBody = queues({ Kept: "DelaySeconds: 5", Named: "QueueName: new", Added: "" });
    call("UpdateStack", { TemplateBody });
    const after = outputs();
    expect(Object.keys(after)).toEqual(["KeptUrl", "NamedUrl", "AddedUrl"]);
    expect(after["KeptUrl"]).toBe(before["KeptUrl"]);
    expect(attributes(after["KeptUrl"])).toMatchObject({
      VisibilityTimeout: "30",
      DelaySeconds: "5",
    });
    expect(attributes(after["NamedUrl"])).toMatchObject({ VisibilityTimeout: "30" });
    for (const url of [before["NamedUrl"], before["GoneUrl"]]) {
      expect(codeOf(() => attributes(url))).toMatch(/NonExistentQueue/);
    }
    expect(codeOf(() => call("UpdateStack", { TemplateBody }))).toBe(
      "ValidationError: No updates are to be performed.",
    );
  });

  it("gives queues their policies and takes them away", () => {
    const { call, outputs, attributes } = account();
    const policy =
      "  Policy: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [!Ref Orders], PolicyDocument: { Statement: [] } } }";
    call("CreateStack", { TemplateBody: queues({ Orders: "" }, policy) });
    expect(attributes(outputs()["OrdersUrl"])).toMatchObject({ Policy: '{"Statement":[]}' });
    call("UpdateStack", { TemplateBody: queues({ Orders: "" }) });
    expect(attributes(outputs()["OrdersUrl"])).not.toHaveProperty("Policy");
  });

  it("has functions and mappings that change with it, and is deleted with all it has", () => {
    const { call, simulated } = account();
    const serverless = (timeout: number, batch: number) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { QueueName: orders, VisibilityTimeout: 60 } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: worker
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: ""
      Timeout: ${timeout}
      Events: { Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: ${batch} } } }
`;
    const mappings = () =>
      memberOf(simulated.call("lambda", "ListEventSourceMappings", {}), "EventSourceMappings");
    call("CreateStack", { TemplateBody: serverless(5, 4) });
    expect(mappings()).toMatchObject([{ BatchSize: 4, State: "Enabled" }]);
    const [made] = mappings() as readonly ValueObject[];
    call("UpdateStack", { TemplateBody: serverless(7, 8) });
    expect(mappings()).toMatchObject([{ BatchSize: 8, UUID: made?.["UUID"] }]);
    const worker = { FunctionName: "worker" };
    expect(simulated.call("lambda", "GetFunctionConfiguration", worker)).toMatchObject({
      Timeout: 7,
    });
    call("DeleteStack");
    expect(mappings()).toEqual([]);
    expect(codeOf(() => simulated.call("lambda", "GetFunction", worker))).toMatch(/NotFound/);
    expect(codeOf(() => call("DescribeStacks"))).toBe(
      "ValidationError: Stack with id shop does not exist",
    );
    expect(call("DeleteStack")).toEqual({});
  });

  it("changes by change sets once these are executed", () => {
    const { call, outputs } = account();
    const propose = (TemplateBody: string, ChangeSetType: string) =>
      call("CreateChangeSet", { ChangeSetName: "set", TemplateBody, ChangeSetType });
    const made = propose(queues({ Orders: "" }), "CREATE");
    expect(codeOf(() => outputs())).toMatch(/does not exist/);
    call("ExecuteChangeSet", { ChangeSetName: made["Id"] });
    expect(Object.keys(outputs())).toEqual(["OrdersUrl"]);
    propose(queues({ Orders: "", Dead: "" }), "UPDATE");
    expect(call("DescribeChangeSet", { ChangeSetName: "set" })).toMatchObject({
      ExecutionStatus: "AVAILABLE",
    });
    call("ExecuteChangeSet", { ChangeSetName: "set" });
    expect(Object.keys(outputs())).toEqual(["OrdersUrl", "DeadUrl"]);
  });

  it("is not made of what the simulation leaves out, nor of a template that is wrong", () => {
    const { call } = account();
    const create = (type: string) => () =>
      call("CreateStack", { TemplateBody: `Resources: { X: { Type: ${type} } }` });
    expect(create("AWS::ECS::Cluster")).toThrow("deploys AWS::ECS::Cluster");
    const two =
      "AWS::ECS::Cluster }, A: { Type: AWS::RDS::DBCluster }, B: { Type: AWS::ECS::Cluster";
    expect(create(two)).toThrow("deploys AWS::ECS::Cluster, AWS::RDS::DBCluster");
    expect(codeOf(create("[]"))).toMatch(/^ValidationError: Template error: template:1:/);
    expect(create("AWS::IAM::Role")).not.toThrow();
  });
});
