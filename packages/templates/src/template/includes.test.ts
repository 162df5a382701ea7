import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { lintTemplate } from "./lint.ts";
import { readTemplate } from "./document.ts";
import { plainOf } from "./node.ts";
import { resolveTemplate } from "./stacks.ts";

const files: Readonly<Record<string, string>> = {
  "api.yaml": "openapi: 3.0.1\npaths: {}\n",
  "queues.yaml": "Orders:\n  Type: AWS::SQS::Queue\n  Properties:\n    DelaySeconds: soon\n",
  "good.yaml": '{"Orders": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5}}}',
  "maps.yaml": "Sizes: {small: {seconds: 7}}",
  "section.yaml": "Conditions: {Yes: {Fn::Equals: [a, a]}}",
  "list.yaml": "[a]",
};
const open = (path: string) => {
  const text = files[path];
  if (text === undefined) throw new ConfigError(path, "a file that can be read", "none");
  return { path: `dir/${path}`, text };
};
const include = (path: string) =>
  `Fn::Transform: {Name: AWS::Include, Parameters: {Location: ${path}}}`;
const operations = (text: string) => lintTemplate(text, "t.yaml", { open }).operations;
const messageOf = (text: string): string => {
  try {
    lintTemplate(text, "t.yaml", { open });
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
};

describe("AWS::Include of a local file", () => {
  it("adds what the file holds beside what stands there", () => {
    const text = `Resources:\n  ${include("good.yaml")}\n  Other: {Type: AWS::SQS::Queue}\n`;
    expect(operations(text).map(({ logicalId }) => logicalId)).toEqual(["Other", "Orders"]);
    expect(operations(text)[1]?.params).toMatchObject({ Attributes: { DelaySeconds: "5" } });
  });

  it("stands in a mapping, among the transforms and in what SAM reads", () => {
    const text = `Transform: [{Name: AWS::Include, Parameters: {Location: section.yaml}}, AWS::Serverless-2016-10-31]
Mappings: {${include("maps.yaml")}}
Resources:
  Orders: {Type: AWS::SQS::Queue, Condition: Yes, Properties: {DelaySeconds: !FindInMap [Sizes, small, seconds]}}
  Api: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionBody: {${include("api.yaml")}}}}
`;
    const { resources, warnings } = resolveTemplate(readTemplate(text, "t.yaml"), { open });
    const api = resources.find(({ logicalId }) => logicalId === "Api");
    expect(api && plainOf(api.properties)).toMatchObject({ Body: { openapi: "3.0.1" } });
    expect(resources[0] && plainOf(resources[0].properties)).toEqual({ DelaySeconds: 7 });
    expect(warnings).toEqual([]);
  });

  it("names the included file in messages", () => {
    expect(messageOf(`Resources:\n  ${include("queues.yaml")}\n`)).toBe(
      'dir/queues.yaml:4:19: Orders.Properties.DelaySeconds: expected a whole number, received "soon"',
    );
  });

  it.each([
    [include("none.yaml"), "expected a file that can be read, received none"],
    [
      include("list.yaml"),
      "dir/list.yaml:1:1: template: expected a mapping to include, received a list",
    ],
    [include("s3://b/a.yaml"), "expected the path of a local file, received s3://b/a.yaml"],
    [include("{Ref: A}"), "expected the path of a local file, received a mapping of Ref"],
    [
      `Orders: {Type: T}, ${include("good.yaml")}`,
      "dir/good.yaml:1:2: Orders: expected a key that is new, received Orders",
    ],
    [
      "Fn::Transform: {Name: Mine}",
      "t.yaml:1:35: Resources.Fn::Transform.Name: expected no macro but AWS::Include, since macros are functions of an account, received Mine",
    ],
    ["Fn::Transform: {Parameters: {}}", "expected the name of a macro, received nothing"],
    ["Fn::Transform: Mine", "expected a macro with a Name, received"],
  ])("is refused: %s", (resources, message) => {
    expect(messageOf(`Resources: {${resources}}`)).toContain(message);
  });
});
