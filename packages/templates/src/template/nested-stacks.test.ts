import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../test/memory-files.ts";
import { templateChanges } from "./changes.ts";
import { expandedTemplate } from "./expanded-template.ts";
import { formatLint, lintResolved } from "./lint.ts";
import { plainOf } from "./node.ts";
import { templateOperations } from "./plan.ts";
import type { ResolvedTemplate } from "./resolved.ts";
import { resolvedAt } from "./stack-set.ts";

const parent = `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String, Default: dev } }
Conditions: { IsLive: !Equals [!Ref Stage, live] }
Resources:
  News: { Type: AWS::SNS::Topic }
  Shop:
    Type: AWS::Serverless::Application
    Properties:
      Location: ./shop/template.yaml
      Parameters: { Stage: !Ref Stage, Topic: !Ref News }
  Spare:
    Type: AWS::CloudFormation::Stack
    Condition: IsLive
    Properties: { TemplateURL: shop/plain/queue.yaml }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Events: { Orders: { Type: SQS, Properties: { Queue: !GetAtt Shop.Outputs.OrdersArn } } }
Outputs:
  Url: { Value: !GetAtt Shop.Outputs.Url }
`;
const shop = `Parameters: { Stage: { Type: String }, Topic: { Type: String }, Delay: { Type: Number, Default: 3 } }
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: !Ref Delay } }
  News: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Orders.Arn } }
  Plain: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: plain/queue.yaml } }
Outputs:
  OrdersArn: { Value: !GetAtt Orders.Arn }
  Url: { Value: !Sub "\${Stage}: \${Orders}" }
  Name: { Value: !Ref AWS::StackName }
`;
const queue = `Resources: { Orders: { Type: AWS::SQS::Queue } }
Outputs: { Id: { Value: !Ref AWS::StackId } }
`;
const files = {
  "app/template.yaml": parent,
  "app/shop/template.yaml": shop,
  "app/shop/plain/queue.yaml": queue,
};

const resolved = (
  more: Readonly<Record<string, string>> = {},
  parameters: Readonly<Record<string, string>> = {},
): ResolvedTemplate =>
  resolvedAt("app/template.yaml", memoryFiles({ ...files, ...more }), { parameters });
const refused = (more: Readonly<Record<string, string>>): string => {
  try {
    resolved(more);
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
};
const one = (properties: string, type = "AWS::CloudFormation::Stack") =>
  `Resources:\n  Child:\n    Type: ${type}\n    Properties: ${properties}\n${
    type.includes("Serverless") ? "Transform: AWS::Serverless-2016-10-31\n" : ""
  }`;

describe("nested stacks and applications", () => {
  it("sam.application.nested: have their resources under the logical id of the nested stack", () => {
    const { resources, stacks } = resolved();
    expect(resources.map(({ logicalId }) => logicalId)).toEqual([
      "News",
      ...["Shop", "Shop/Orders", "Shop/News", "Shop/Plain", "Shop/Plain/Orders"],
      ...["Worker", "WorkerRole", "WorkerOrders"],
    ]);
    expect(stacks.map(({ prefix, file, resources: own }) => [prefix, file, own])).toEqual([
      ["", "app/template.yaml", 5],
      ["Shop/", "app/shop/template.yaml", 3],
      ["Shop/Plain/", "app/shop/plain/queue.yaml", 1],
    ]);
  });

  it("are stacks of names of their own, which begin the names of their resources", () => {
    const { resources, stacks } = resolved();
    const nameOf = (id: string) =>
      resources.find(({ logicalId }) => logicalId === id)!.physicalName;
    expect(nameOf("Shop")).toMatch(/^stack-Shop-[A-Z0-9]{12}$/);
    expect(nameOf("Shop/Orders").startsWith(`${nameOf("Shop")}-Orders-`)).toBe(true);
    expect(nameOf("Shop/Plain").startsWith(`${nameOf("Shop")}-Plain-`)).toBe(true);
    expect(new Set(resources.map(({ physicalName }) => physicalName)).size).toBe(resources.length);
    const outputs = new Map(
      stacks.flatMap(({ prefix, outputs: all }) =>
        all.map(({ name, value }) => [`${prefix}${name}`, value]),
      ),
    );
    expect(outputs.get("Shop/Name")).toBe(nameOf("Shop"));
    expect(outputs.get("Shop/Plain/Id")).toContain(`:stack/${nameOf("Shop/Plain")}/`);
  });

  it("get parameters from the stack around them, and give it outputs", () => {
    const template = resolved({}, { Stage: "live" });
    const url = template.stacks[0]!.outputs[0]!.value;
    expect(url).toMatch(/^live: https:\/\/sqs\..*Orders-/);
    const { operations } = templateOperations(template);
    const paramsOf = (id: string) => operations.find(({ logicalId }) => logicalId === id)?.params;
    expect(paramsOf("Shop/Orders")).toMatchObject({ Attributes: { DelaySeconds: "3" } });
    expect(paramsOf("Shop/News")!["TopicArn"]).toMatch(/:stack-News-/);
    const arn = paramsOf("WorkerOrders")!["EventSourceArn"];
    expect(arn).toBe(
      `arn:aws:sqs:us-east-1:123456789012:${String(paramsOf("Shop/Orders")!["QueueName"])}`,
    );
    expect(template.resources.map(({ logicalId }) => logicalId)).toContain("Spare/Orders");
  });

  it("come after what their parameters name, and before what their outputs are for", () => {
    const order = templateOperations(resolved()).operations.map(({ logicalId }) => logicalId);
    expect(order.indexOf("News")).toBeLessThan(order.indexOf("Shop/News"));
    expect(order.indexOf("Shop/Plain/Orders")).toBeLessThan(order.indexOf("WorkerOrders"));
    const named = resolved().resources.find(({ logicalId }) => logicalId === "WorkerOrders")!;
    expect(named.namedBy.get("EventSourceArn")).toEqual(["Shop", "Shop/Orders"]);
    const handed = resolved().resources.find(({ logicalId }) => logicalId === "Shop/News")!;
    expect(handed.namedBy.get("TopicArn")).toEqual(["News"]);
  });

  it("name what they include, and what they nest, by paths from their own folders", () => {
    const including = `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./queue.yaml } } }
`;
    const { resources } = resolved({
      "app/template.yaml": one("{ TemplateURL: shop/../shop/./template.yaml }"),
      "app/shop/template.yaml": including,
      "app/shop/queue.yaml": "DelaySeconds: 7\n",
    });
    expect(plainOf(resources[1]!.properties)).toEqual({ DelaySeconds: 7 });
  });

  it("are found where the CDK has put their templates", () => {
    const url = { "Fn::Sub": "https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/ab.json" };
    const stack = {
      Type: "AWS::CloudFormation::Stack",
      Properties: { TemplateURL: url, Parameters: {} },
      Metadata: {
        "aws:cdk:path": "App/Child.NestedStack/Child.NestedStackResource",
        "aws:asset:path": "AppChild.nested.template.json",
        "aws:asset:property": "TemplateURL",
      },
    };
    const template = resolvedAt(
      "out/App.template.json",
      memoryFiles({
        "out/App.template.json": { Resources: { ChildNested1: stack } },
        "out/AppChild.nested.template.json": { Resources: { Q1: { Type: "AWS::SQS::Queue" } } },
      }),
    );
    expect(template.resources.map(({ logicalId }) => logicalId)).toEqual([
      "ChildNested1",
      "ChildNested1/Q1",
    ]);
  });

  it("are named in the report where their templates are elsewhere", () => {
    const at = (properties: string, type?: string) => {
      const report = lintResolved(resolved({ "app/template.yaml": one(properties, type) }));
      expect(report.counts).toEqual({ modeled: 0, ignored: 0, opaque: 1 });
      return report.resources[0]!.meaning;
    };
    const missing = "what it would make is missing.";
    expect(at("{ TemplateURL: https://a.example/t.yaml }")).toBe(
      `Its template is at https://a.example/t.yaml, which is not opened: ${missing}`,
    );
    expect(at("{ TemplateURL: s3://bucket/t.yaml }")).toContain("at s3://bucket/t.yaml");
    expect(at("{ TemplateURL: !ImportValue Url }")).toBe(
      `Where its template is only a deployment knows: ${missing}`,
    );
    expect(
      at(
        "{ Location: { ApplicationId: arn:aws:serverlessrepo:us-east-1:1:applications/a, SemanticVersion: 1.0.0 } }",
        "AWS::Serverless::Application",
      ),
    ).toBe(
      `Its template is that of the application arn:aws:serverlessrepo:us-east-1:1:applications/a of the Serverless Application Repository, which is not opened: ${missing}`,
    );
    expect(at("{ Tags: [] }")).toBe(`It has no TemplateURL: ${missing}`);
    expect(at("{ TemplateURL: gone.yaml }")).toBe(
      `Its template gone.yaml (app/template.yaml:4:32) is not there, none: ${missing}`,
    );
  });

  it.each([
    [
      "itself",
      { "app/template.yaml": one("{ TemplateURL: ./template.yaml }") },
      "app/template.yaml:4:32: Resources.Child.Properties.TemplateURL: expected a template that is not nested in itself, received template.yaml → template.yaml",
    ],
    [
      "one that nests it",
      {
        "app/template.yaml": one("{ TemplateURL: shop/template.yaml }"),
        "app/shop/template.yaml": one("{ TemplateURL: ../template.yaml }"),
      },
      "app/shop/template.yaml:4:32: Resources.Child.Properties.TemplateURL: expected a template that is not nested in itself, received template.yaml → shop/template.yaml → template.yaml",
    ],
    [
      "one whose parameter it has not",
      {
        "app/template.yaml": one("{ TemplateURL: q.yaml, Parameters: { Stag: a } }"),
        "app/q.yaml": `Parameters: { Stage: { Type: String, Default: a } }\n${queue}`,
      },
      'app/template.yaml:4:54: Resources.Child.Properties.Parameters.Stag: expected a parameter of app/q.yaml, received "Stag"; did you mean Stage?',
    ],
    [
      "one without a value that it needs",
      {
        "app/template.yaml": one("{ TemplateURL: q.yaml }"),
        "app/q.yaml": `Parameters: { Stage: { Type: String } }\n${queue}`,
      },
      "app/template.yaml:2:3: Resources.Child: expected values of Child for parameters of app/q.yaml that have no default, received none for Stage",
    ],
    [
      "one that gets a value it does not take",
      {
        "app/template.yaml": one("{ TemplateURL: q.yaml, Parameters: { Stage: !Sub x } }"),
        "app/q.yaml": `Parameters: { Stage: { Type: String, AllowedValues: [a] } }\n${queue}`,
      },
      'app/template.yaml:4:66: Parameters.Stage: expected one of a, received "x"',
    ],
    [
      "one that gets a list",
      {
        "app/template.yaml": one("{ TemplateURL: q.yaml, Parameters: { Stage: [a, b] } }"),
        "app/q.yaml": `Parameters: { Stage: { Type: CommaDelimitedList } }\n${queue}`,
      },
      "app/template.yaml:4:61: Resources.Child.Properties.Parameters.Stage: expected a text, as parameters are handed down, received a list",
    ],
    [
      "one without the output that is asked for",
      {
        "app/template.yaml": `${one("{ TemplateURL: q.yaml }")}Outputs: { A: { Value: !GetAtt Child.Outputs.Idd } }\n`,
        "app/q.yaml": queue,
      },
      'app/template.yaml:5:32: Outputs.A.Value.Fn::GetAtt: expected one of Outputs.Id of Child, received "Outputs.Idd"; did you mean Outputs.Id?',
    ],
    [
      "two that need each other",
      {
        "app/template.yaml": `Resources:
  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: q.yaml, Parameters: { X: !GetAtt B.Outputs.Id } } }
  B: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: q.yaml, Parameters: { X: !GetAtt A.Outputs.Id } } }
`,
        "app/q.yaml": `Parameters: { X: { Type: String } }\n${queue}`,
      },
      "app/template.yaml:3:3: Resources.B: expected no circular dependency, received B → A → B",
    ],
    [
      "a file that is none",
      { "app/template.yaml": one("{ TemplateURL: q.yaml }"), "app/q.yaml": "a: b\n" },
      "app/q.yaml:1:1: template: expected a section Resources, received a",
    ],
  ])("are refused in one line that nest %s", (_, more, message) => {
    expect(refused(more)).toBe(message);
  });

  it("cloudformation.quota.nested-resources: 2,500 resources in one operation, with those of nested stacks", () => {
    const many = Array.from({ length: 499 }, (_, n) => `  Q${n}: { Type: AWS::SQS::Queue }`);
    const stacks = Array.from(
      { length: 6 },
      (_, n) =>
        `  S${n}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: q.yaml } }`,
    );
    expect(
      refused({
        "app/template.yaml": `Resources:\n${stacks.join("\n")}\n`,
        "app/q.yaml": `Resources:\n${many.join("\n")}\n`,
      }),
    ).toBe(
      "app/template.yaml:1:1: Resources: expected at most 2500 resources with those of nested stacks, the quota of CloudFormation, received more",
    );
  });

  it("are printed with the templates of CloudFormation that they become", () => {
    const expanded = expandedTemplate(resolved());
    expect(expanded.match(/^# .*$/gm)).toEqual([
      "# stack: app/template.yaml",
      expect.stringMatching(/^# stack-Shop-[A-Z0-9]{12}: app\/shop\/template.yaml$/),
      expect.stringMatching(/^# stack-Shop-[A-Z0-9]{12}-Plain-\w+: app\/shop\/plain\/queue.yaml$/),
    ]);
    expect(expanded).not.toContain("Serverless");
  });

  it("are in the lines of lint, with the outputs", () => {
    const text = formatLint(lintResolved(resolved()));
    expect(text).toContain("app/template.yaml: 9 resources of 3 stacks: 8 modeled");
    expect(text).toContain(
      "A nested stack of 4 resources, Shop/…, made of app/shop/template.yaml.",
    );
    expect(text).toMatch(/^ {2}Shop\/OrdersArn {2,}arn:aws:sqs:/m);
  });

  it("change with the templates that they are of", () => {
    const changes = templateChanges(
      resolved(),
      resolved({
        "app/shop/template.yaml": shop
          .replace("Default: 3", "Default: 4")
          .replace("{ DelaySeconds", "{ FifoQueue: true, DelaySeconds"),
      }),
    );
    expect(changes.changes.map(({ logicalId, action }) => [logicalId, action])).toEqual([
      ["Shop/Orders", "replaces"],
      ["Shop/News", "replaces"],
      ["WorkerOrders", "replaces"],
    ]);
    expect(changes.unchanged).toBe(6);
  });
});
