import { describe, expect, it } from "vitest";
import { formatChanges, templateChanges } from "./changes.ts";
import { memoryFiles } from "../../test/memory-files.ts";
import { resolvedAt } from "./stack-set.ts";

const changesOf = (before: string, after: string, parameters = {}) =>
  templateChanges(
    resolvedAt("old.yaml", memoryFiles({ "old.yaml": before }), { offered: parameters }),
    resolvedAt("new.yaml", memoryFiles({ "new.yaml": after }), { offered: parameters }),
  );
const actions = (before: string, after: string) =>
  Object.fromEntries(
    changesOf(before, after).changes.map(({ logicalId, action, properties }) => [
      logicalId,
      [action, ...properties].join(" "),
    ]),
  );

describe("what an update does", () => {
  const template = (
    queue: string,
    fn = "Timeout: 5",
    policy = "",
  ) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
    ${policy}
    Properties: {${queue}}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: h
      Environment: {Variables: {URL: !Ref Orders}}
      ${fn}
      Events: {In: {Type: SQS, Properties: {Queue: !GetAtt Orders.Arn}}}
`;

  it("is nothing where nothing differs but the order of members", () => {
    const one = "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1, Tags: []}}}";
    const other =
      "Resources: {A: {Type: AWS::SQS::Queue, Properties: {Tags: [], DelaySeconds: 1}}}";
    expect(changesOf(one, other)).toEqual({
      before: "old.yaml",
      after: "new.yaml",
      changes: [],
      unchanged: 1,
      code: [],
    });
  });

  it("is a change in place of properties that need no more", () => {
    expect(actions(template("DelaySeconds: 1"), template("DelaySeconds: 2", "Timeout: 6"))).toEqual(
      {
        Orders: "changes DelaySeconds",
        Worker: "changes Timeout",
      },
    );
  });

  it("replaces what has another immutable property, and what names it by one, and changes what names it otherwise", () => {
    expect(actions(template("DelaySeconds: 1"), template("FifoQueue: true"))).toEqual({
      Orders: "replaces DelaySeconds FifoQueue",
      Worker: "changes Environment",
      WorkerIn: "replaces EventSourceArn",
    });
  });

  it("adds and removes, and keeps what a policy keeps", () => {
    const other = (policy: string) => `Resources: {Old: {Type: AWS::SQS::Queue${policy}}}`;
    const none = "Resources: {New: {Type: AWS::SQS::Queue}}";
    expect(actions(other(""), none)).toEqual({ New: "adds", Old: "removes" });
    const kept = changesOf(other(", DeletionPolicy: Retain"), none);
    expect(kept.changes.map(({ isKept }) => isKept)).toEqual([false, true]);
    const replaced = (policy: string) =>
      changesOf(template("DelaySeconds: 1", "", policy), template("FifoQueue: true"));
    expect(replaced("").changes[0]?.isKept).toBe(false);
    expect(replaced("UpdateReplacePolicy: Retain").changes[0]?.isKept).toBe(true);
  });

  it("is refused where the new one would have the name of the old", () => {
    const queue = (more: string) =>
      `Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: a.fifo, ${more}}}}`;
    const [change] = changesOf(queue("FifoQueue: false"), queue("FifoQueue: true")).changes;
    expect(change).toMatchObject({ action: "replaces", isRefused: true });
  });

  it("cloudformation.update.version: publishes versions under new logical ids, and keeps the old ones", () => {
    const fn = (memory: number) => `AutoPublishAlias: live\n      MemorySize: ${memory}`;
    const { changes } = changesOf(template("", fn(128)), template("", fn(256)));
    expect(changes.map(({ type, action, isKept }) => [type.slice(13), action, isKept])).toEqual([
      ["Function", "changes", false],
      ["Version", "adds", false],
      ["Alias", "changes", false],
      ["Version", "removes", true],
    ]);
  });

  it("takes parameters that one of the two has", () => {
    const queue = "Resources: {A: {Type: AWS::SQS::Queue}}";
    const other = `Parameters: {Delay: {Type: Number, Default: 0}}\n${queue}`;
    expect(changesOf(queue, other, { Delay: "4" }).changes).toEqual([]);
  });

  it("may replace what is of a service that nobody here knows, and what names it by an immutable property", () => {
    const template = (priority: number) => `Resources:
  Jobs: {Type: AWS::Batch::JobQueue, Properties: {Priority: ${priority}}}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !Ref Jobs, FunctionName: f}}
`;
    expect(actions(template(1), template(2))).toEqual({
      Jobs: "may replace Priority",
      Mapping: "may replace EventSourceArn",
    });
  });

  it("is printed by what it does", () => {
    const text = formatChanges(changesOf(template("DelaySeconds: 1"), template("FifoQueue: true")));
    expect(text).toBe(`old.yaml to new.yaml: 3 resources change, 1 resource stays

replaced: a new one is made, and the old one is deleted with what it holds
  Orders    AWS::SQS::Queue: DelaySeconds, FifoQueue
  WorkerIn  AWS::Lambda::EventSourceMapping: EventSourceArn

changed in place
  Worker    AWS::Lambda::Function: Environment

code and definitions
  Worker: It lies beside the template: sam package names it by what it holds, so that any change of it is deployed.
`);
  });
});
