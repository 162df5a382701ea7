import { describe, expect, it } from "vitest";
import {
  expandedTemplate,
  formatLint,
  lintTemplate,
  readTemplate,
  resolveTemplate,
  type ResolveOptions,
} from "../template/index.ts";

const expandedOf = (text: string, options: ResolveOptions = {}): string =>
  expandedTemplate(resolveTemplate(readTemplate(text, "t.yaml"), options));

const worker = `Transform: AWS::Serverless-2016-10-31
Parameters: {Stage: {Type: String, Default: dev}}
Resources:
  Orders: {Type: AWS::SQS::Queue}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: src/
      AutoPublishAlias: !Ref Stage
      Events:
        Work: {Type: SQS, Properties: {Queue: !GetAtt Orders.Arn, BatchSize: 5}}
`;

/** The logical ids of the resources in YAML that Orrery printed. */
const idsIn = (text: string): readonly string[] =>
  [...text.slice(text.indexOf("Resources:")).matchAll(/^ {2}(\w+):$/gm)].map(([, id = ""]) => id);

describe("the expanded template", () => {
  it("is one of CloudFormation, with what SAM makes", () => {
    const expanded = expandedOf(worker);
    expect(expanded).not.toMatch(/Serverless|Transform/);
    expect([...idsIn(expanded)].sort()).toEqual([
      ...["Orders", "Worker", "WorkerAliasdev", "WorkerRole"],
      expect.stringMatching(/^WorkerVersion[0-9a-f]{10}$/),
      "WorkerWork",
    ]);
  });

  it("takes the values of parameters", () => {
    const expanded = expandedOf(worker, { parameters: { Stage: "prod" } });
    expect(expanded).toContain("WorkerAliasprod:");
  });

  it("has the resources that loops write out", () => {
    const text = `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Tables:
    - Name
    - [A, B]
    - Table\${Name}: {Type: AWS::Serverless::SimpleTable}`;
    const { sam } = lintTemplate(text, "t.yaml");
    expect(sam?.made.map(({ logicalId, type }) => [logicalId, type])).toEqual([
      ["TableA", "AWS::DynamoDB::Table"],
      ["TableB", "AWS::DynamoDB::Table"],
    ]);
  });

  it("stays what it is where nothing is of SAM, and lint says nothing of it", () => {
    const text = "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n";
    expect(expandedOf(text)).toBe(text);
    expect(lintTemplate(text, "t.yaml").sam).toBeNull();
    expect(formatLint(lintTemplate(text, "t.yaml"))).not.toContain("SAM");
  });
});

describe("what SAM refuses", () => {
  const refused = (text: string): string => {
    try {
      lintTemplate(text, "t.yaml");
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing";
  };

  it("is told in its words, at the property that they name", () => {
    const wrong = worker.replace("Handler:", "Handle:");
    expect(refused(wrong)).toBe(
      "t.yaml:9:7: Resource with id [Worker] is invalid. property Handle not defined for resource of type AWS::Serverless::Function",
    );
    expect(() => expandedOf(wrong)).toThrow(/^t\.yaml:9:7: .*property Handle not defined/);
  });

  it("is told at the property of an event", () => {
    expect(refused(worker.replace("BatchSize: 5", "Size: 5"))).toBe(
      "t.yaml:13:67: Resource with id [WorkerWork] is invalid. property Size not defined for resource of type SQS",
    );
  });

  it("is told at Globals where these are wrong, and at the start where nothing is named", () => {
    const globals = worker.replace("Resources:", "Globals: {Function: {Handle: x}}\nResources:");
    expect(refused(globals)).toMatch(/^t\.yaml:3:1: 'Globals' section is invalid/);
  });

  it("is told of all resources in one line, each with its place", () => {
    const other = `${worker.replace("Handler:", "Handle:")}  Plain: {Type: AWS::Serverless::Function}\n`;
    expect(refused(other)).toMatch(
      /^t\.yaml:14:3: Resource with id \[Plain\] is invalid\. .+; t\.yaml:9:7: Resource with id \[Worker\] is invalid\. [^\n]+$/,
    );
  });
});
