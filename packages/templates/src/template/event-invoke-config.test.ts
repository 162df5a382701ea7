import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { lintTemplate } from "./lint.ts";
import { templateOperations } from "./plan.ts";
import { resolveTemplate } from "./stacks.ts";

const here = "us-east-1:123456789012";
const fn = (more = ""): string => `
  F:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: f
      Runtime: nodejs22.x
      Handler: a.b
      Role: arn:aws:iam::1:role/r
      Code: {ZipFile: x}
${more}`;
const config = (properties: string): string => `
  Config:
    Type: AWS::Lambda::EventInvokeConfig
    Properties: ${properties}`;
const queue = (id: string): string => `
  ${id}: {Type: AWS::SQS::Queue, Properties: {QueueName: ${id.toLowerCase()}}}`;

const planOf = (resources: string) =>
  templateOperations(resolveTemplate(readTemplate(`Resources:${resources}`, "t.yaml")));
const paramsOf = (resources: string, operation: string) =>
  planOf(resources).operations.find((each) => each.operation === operation)?.params;

describe("the configuration of asynchronous invocations", () => {
  it("names the function and its destinations in whatever way, and has its members as numbers", () => {
    const resources =
      fn() +
      queue("Good") +
      `
  News: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}` +
      config(
        '{FunctionName: !Ref F, Qualifier: $LATEST, MaximumRetryAttempts: "1", MaximumEventAgeInSeconds: 90, DestinationConfig: {OnSuccess: {Destination: !GetAtt Good.Arn}, OnFailure: {Destination: !Ref News}}}',
      );
    expect(paramsOf(resources, "PutFunctionEventInvokeConfig")).toEqual({
      FunctionName: "f",
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 90,
      DestinationConfig: {
        OnSuccess: { Destination: `arn:aws:sqs:${here}:good` },
        OnFailure: { Destination: `arn:aws:sns:${here}:news` },
      },
    });
    const { operations, resources: reported } = planOf(resources);
    expect(operations.at(-1)!.operation).toBe("PutFunctionEventInvokeConfig");
    expect(reported.find(({ logicalId }) => logicalId === "Config")!.meaning).toBe(
      "Gives events of F up to 1 retry within 90 s, simulated.",
    );
  });

  it("has stand-ins for queues, topics and buses that are elsewhere", () => {
    const resources =
      fn() +
      config(
        `{FunctionName: f, Qualifier: $LATEST, DestinationConfig: {OnSuccess: {Destination: "arn:aws:events:${here}:event-bus/b"}, OnFailure: {Destination: "arn:aws:sqs:${here}:far"}}}`,
      );
    const { warnings } = planOf(resources);
    expect(warnings).toEqual([
      "Config: the bus that it names is not in this template; ConfigOnSuccess, with the defaults of EventBridge, stands in for it.",
      "Config: the queue that it names is not in this template; ConfigOnFailure, with the defaults of SQS, stands in for it.",
    ]);
    expect(paramsOf(resources, "CreateQueue")).toMatchObject({ QueueName: "far" });
    expect(paramsOf(resources, "PutFunctionEventInvokeConfig")).toMatchObject({
      DestinationConfig: {
        OnSuccess: { Destination: `arn:aws:events:${here}:event-bus/b` },
        OnFailure: { Destination: `arn:aws:sqs:${here}:far` },
      },
    });
  });

  it("leaves out a destination that only a deployment knows, and says so", () => {
    const { warnings } = planOf(
      fn() +
        config(
          "{FunctionName: f, Qualifier: $LATEST, DestinationConfig: {OnFailure: {Destination: !ImportValue Elsewhere}}}",
        ),
    );
    expect(warnings.some((text) => text.includes("Config.DestinationConfig.OnFailure"))).toBe(true);
  });

  it("of a function that is elsewhere is left out", () => {
    const { operations, resources } = planOf(config("{FunctionName: g, Qualifier: $LATEST}"));
    expect(operations).toEqual([]);
    expect(resources[0]!.meaning).toBe(
      "Its function is not in this template: nothing is configured.",
    );
  });

  it("of SAM is that of CloudFormation, with the queues that it makes", () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      InlineCode: x
      EventInvokeConfig:
        MaximumRetryAttempts: 1
        DestinationConfig: {OnFailure: {Type: SQS}}`;
    const { operations } = templateOperations(resolveTemplate(readTemplate(text, "t.yaml")));
    const names = operations.map(({ operation }) => operation);
    expect(names).toEqual(["CreateQueue", "CreateFunction", "PutFunctionEventInvokeConfig"]);
    expect(operations.at(-1)!.params).toMatchObject({
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: expect.stringMatching(/^arn:aws:sqs:/) } },
    });
  });
});

describe("a function's dead-letter queue", () => {
  const withQueue = fn("      DeadLetterConfig: {TargetArn: !GetAtt Dead.Arn}") + queue("Dead");

  it("is given to the function, and stood in for", () => {
    expect(paramsOf(withQueue, "CreateFunction")).toMatchObject({
      DeadLetterConfig: { TargetArn: `arn:aws:sqs:${here}:dead` },
    });
    const elsewhere = fn(`      DeadLetterConfig: {TargetArn: "arn:aws:sns:${here}:far"}`);
    expect(paramsOf(elsewhere, "CreateTopic")).toMatchObject({ Name: "far" });
  });

  it("does nothing for a queue that a mapping reads, as lint says", () => {
    const mapping = `
  Reads: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref F}}`;
    const warnings = (text: string) =>
      lintTemplate(`Resources:${text}`, "t.yaml").warnings.filter((each) =>
        each.includes("dead-letter queue"),
      );
    expect(warnings(withQueue + queue("Jobs") + mapping)).toEqual([
      "F: its dead-letter queue Dead gets nothing of what it reads from Jobs: it is for asynchronous invocations. Messages of Jobs that fail go to the dead-letter queue of its own RedrivePolicy.",
    ]);
    const stream = `
  Jobs: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}`;
    const reading = mapping.replace("FunctionName", "StartingPosition: LATEST, FunctionName");
    expect(warnings(withQueue + stream + reading)).toEqual([
      "F: its dead-letter queue Dead gets nothing of what it reads from Jobs: it is for asynchronous invocations. Records of Jobs that fail for good go to DestinationConfig.OnFailure of the event source mapping.",
    ]);
    expect(warnings(fn() + queue("Jobs") + mapping)).toEqual([]);
    expect(warnings(withQueue)).toEqual([]);
  });
});
