import { describe, expect, it } from "vitest";
import { lintTemplate } from "./lint.ts";

const sam = "Transform: AWS::Serverless-2016-10-31";
const lint = (text: string) => lintTemplate(text, "t.yaml");

describe("a property that is null", () => {
  it.each([
    "Role",
    "MemorySize",
    "ReservedConcurrentExecutions",
    "Environment",
    "VpcConfig",
    "Events",
  ])("%s of a function of SAM is as if absent", (name) => {
    const template = (properties: string) =>
      `${sam}\nResources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: nodejs22.x, Handler: h${properties}}}}`;
    const bare = (properties: string): unknown => {
      const { operations, resources } = lint(template(properties));
      return JSON.parse(
        JSON.stringify({ operations, resources }, (key, value: unknown) =>
          key === "position" ? undefined : value,
        ),
      );
    };
    expect(bare(`, ${name}: null`)).toEqual(bare(""));
  });

  it("of an event of SAM is as if absent", () => {
    const template = (properties: string) =>
      `${sam}\nResources: {Q: {Type: AWS::SQS::Queue}, F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, Events: {E: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn${properties}}}}}}}`;
    expect(lint(template(", BatchSize: null")).operations).toEqual(lint(template("")).operations);
  });

  it("is as if absent under the language extensions, and else refused, as CloudFormation does", () => {
    const queue = "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: null}}}";
    expect(lint(`Transform: AWS::LanguageExtensions\n${queue}`).operations).toHaveLength(1);
    expect(() => lint(queue)).toThrow(
      "t.yaml:1:67: Resources.Q.Properties.DelaySeconds: expected a value, since CloudFormation takes no null, received null",
    );
  });
});

describe("a resource of SAM that names itself", () => {
  const api = (properties: string) =>
    `${sam}\nResources: {A: {Type: AWS::Serverless::Api, Properties: {StageName: p, ${properties}}}}`;

  it.each([
    "EndpointConfiguration: {Type: REGIONAL, Name: !Ref A}",
    "Variables: {Own: !Ref A}",
    "Tags: {Own: !Ref A}",
    "AccessLogSetting: {DestinationArn: !Sub 'arn:aws:logs:::${A}'}",
  ])("in what SAM drops, or makes another resource of, is deployed: %s", (properties) => {
    expect(lint(api(properties)).resources).toHaveLength(3);
  });

  it.each(["Description: !Ref A", "EndpointConfiguration: {Type: !Ref A}"])(
    "is refused elsewhere: %s",
    (properties) => {
      expect(() => lint(api(properties))).toThrow(
        "expected no circular dependency, received A → A",
      );
    },
  );
});
