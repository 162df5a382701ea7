import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../test/memory-files.ts";
import { templateChanges } from "./changes.ts";
import { constructPathsOf } from "./construct-paths.ts";
import { formatLint, lintResolved } from "./lint.ts";
import { templateOperations } from "./plan.ts";
import type { ResolvedTemplate } from "./resolved.ts";
import { resolvedAt, resolvedStacks, type StackChoice } from "./stack-set.ts";

const source = `Parameters: { Prefix: { Type: String, Default: shop } }
Resources: { Orders: { Type: AWS::SQS::Queue } }
Outputs:
  Arn: { Value: !GetAtt Orders.Arn, Export: { Name: !Sub "\${Prefix}-\${AWS::StackName}-arn" } }
`;
const reader = `Parameters: { From: { Type: String } }
Resources:
  Worker: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: h, Role: r, Code: { ZipFile: a } } }
  Reads:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Worker
      EventSourceArn: { Fn::ImportValue: !Sub "shop-\${From}-arn" }
`;
const stack = (stackName: string, template: string, parameters = {}) => ({
  stackName,
  template,
  parameters,
});
const both = (files: Readonly<Record<string, string>> = {}, options = {}): ResolvedTemplate =>
  resolvedStacks(
    [stack("reading", "reader.yaml", { From: "orders" }), stack("orders", "source.yaml")],
    memoryFiles({ "source.yaml": source, "reader.yaml": reader, ...files }),
    options,
  );
const refused = (make: () => unknown): string => {
  try {
    make();
    return "nothing";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("several stacks", () => {
  it("are deployed in the order of their imports, their resources under the names of the stacks", () => {
    const { resources, stacks, warnings } = both();
    expect(stacks.map(({ environment }) => environment.stackName)).toEqual(["orders", "reading"]);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual([
      ...["orders/Orders", "reading/Worker", "reading/Reads"],
    ]);
    expect(warnings).toEqual([]);
    const reads = templateOperations(both()).operations.at(-1)!;
    expect(reads.params).toMatchObject({
      EventSourceArn: expect.stringMatching(/:orders-Orders-[A-Z0-9]{12}$/),
    });
    expect(resources.at(-1)!.namedBy.get("EventSourceArn")).toEqual(["orders/Orders"]);
  });

  it("are looked at in one Region and account, and each has its name and its id", () => {
    const { stacks } = both({}, { region: "eu-west-1", accountId: "111122223333" });
    expect(stacks.map(({ stackId }) => stackId)).toEqual([
      expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/orders\//),
      expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/reading\//),
    ]);
    expect(stacks[0]!.outputs).toEqual([
      {
        name: "Arn",
        value: expect.stringMatching(/^arn:aws:sqs:eu-west-1:111122223333:orders-Orders-/),
        isPlaceholder: false,
        exportedAs: "shop-orders-arn",
      },
    ]);
  });

  it("import what is exported elsewhere, where it is given", () => {
    const arn = "arn:aws:sqs:us-east-1:123456789012:far";
    const only = resolvedStacks(
      [stack("reading", "reader.yaml", { From: "far" })],
      memoryFiles({ "reader.yaml": reader }),
      { exports: { "shop-far-arn": arn } },
    );
    expect(only.warnings).toEqual([]);
    const { operations, warnings } = templateOperations(only);
    expect(operations.at(-1)!.params).toMatchObject({ EventSourceArn: arn });
    expect(warnings).toHaveLength(1); // A stand-in for the queue.
  });

  it("import from stacks that are nested, in others and beside them", () => {
    const nest = `Resources:
  Inner: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: source.yaml, Parameters: { Prefix: a } } }
  Other:
    Type: AWS::CloudFormation::Stack
    DependsOn: Inner
    Properties: { TemplateURL: taking.yaml }
`;
    const taking = `Resources: { Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Select [5, !Split [":", !ImportValue fixed]] } } }\n`;
    const files = {
      "source.yaml": source.replace('!Sub "${Prefix}-${AWS::StackName}-arn"', "fixed"),
      "taking.yaml": taking,
      "outer.yaml": nest,
    };
    const { resources } = resolvedAt("outer.yaml", memoryFiles(files));
    const taken = resources.find(({ logicalId }) => logicalId === "Other/Q")!;
    expect(taken.physicalName).toMatch(/^stack-Inner-[A-Z0-9]{12}-Orders-/);
    expect(taken.dependsOn).toContain("Inner/Orders");
    const apart = resolvedStacks(
      [stack("two", "taking.yaml"), stack("one", "outer.yaml")],
      memoryFiles({ ...files, "outer.yaml": nest.split("  Other:")[0]! }),
      {},
    );
    expect(apart.resources.map(({ logicalId }) => logicalId)).toEqual([
      ...["one/Inner", "one/Inner/Orders", "two/Q"],
    ]);
  });

  it.each([
    [
      "a missing export",
      { "source.yaml": source.replace("-arn", "-an") },
      'reader.yaml:8:25: Resources.Reads.Properties.EventSourceArn.Fn::ImportValue: expected an export of another stack, or of one elsewhere that is given under exports, received "shop-orders-arn"; did you mean shop-orders-an?',
    ],
    [
      "no export at all",
      { "source.yaml": "Resources: { Orders: { Type: AWS::SQS::Queue } }" },
      'reader.yaml:8:25: Resources.Reads.Properties.EventSourceArn.Fn::ImportValue: expected an export of another stack, of which there is none here, received "shop-orders-arn"',
    ],
    [
      "stacks that import from each other",
      {
        "reader.yaml": `${reader}Outputs: { A: { Value: a, Export: { Name: back } } }\n`,
        "source.yaml": source.replace(
          "SQS::Queue }",
          "SQS::Queue, Properties: { Tags: [{ Key: a, Value: !ImportValue back }] } }",
        ),
      },
      "source.yaml:2:98: Resources.Orders.Properties.Tags[0].Value.Fn::ImportValue: expected no circular dependency, received reading → orders → reading",
    ],
    [
      "two exports of one name",
      {
        "reader.yaml": `${reader}Outputs: { A: { Value: a, Export: { Name: shop-orders-arn } } }\n`,
      },
      "source.yaml:4:58: Outputs.Arn.Export.Name: expected a name that no other export has, received shop-orders-arn, which reading exports already",
    ],
  ])("refuse %s in one line", (_, files, message) => {
    expect(refused(() => both(files))).toBe(message);
  });
});

const account = "111122223333";
const artifact = (file: string, more: object = {}, properties: object = {}) => ({
  type: "aws:cloudformation:stack",
  environment: "aws://unknown-account/unknown-region",
  properties: { templateFile: file, ...properties },
  ...more,
});
const queueAt = (id: string, path: string) => ({
  [id]: { Type: "AWS::SQS::Queue", Metadata: { "aws:cdk:path": path } },
});
const ref = "ExportsOutputFnGetAttOrders1Arn2";
const assembly = {
  "cdk.out/manifest.json": {
    version: "48.0.0",
    artifacts: {
      "Store.assets": { type: "cdk:asset-manifest", properties: { file: "Store.assets.json" } },
      Work: artifact("Work.template.json", { dependencies: ["Store"], displayName: "Work" }),
      Store: artifact("Store.template.json", { displayName: "Store" }),
      "assembly-Prod": {
        type: "cdk:cloud-assembly",
        properties: { directoryName: "assembly-Prod" },
      },
      Tree: { type: "cdk:tree", properties: { file: "tree.json" } },
    },
  },
  "cdk.out/Store.template.json": {
    Resources: queueAt("Orders1", "Store/Orders/Resource"),
    Outputs: {
      [ref]: { Value: { "Fn::GetAtt": ["Orders1", "Arn"] }, Export: { Name: `Store:${ref}` } },
    },
  },
  "cdk.out/Work.template.json": {
    Parameters: { BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/b" } },
    Resources: {
      Dlq2: {
        Type: "AWS::SQS::Queue",
        Properties: {
          RedrivePolicy: {
            deadLetterTargetArn: { "Fn::ImportValue": `Store:${ref}` },
            maxReceiveCount: 3,
          },
        },
      },
    },
  },
  "cdk.out/assembly-Prod/manifest.json": {
    version: "48.0.0",
    artifacts: {
      ProdBus9: artifact(
        "ProdBus9.template.json",
        { displayName: "Prod/Bus (Prod-Bus)", environment: `aws://${account}/eu-west-1` },
        { stackName: "Prod-Bus", parameters: { Size: "4" } },
      ),
    },
  },
  "cdk.out/assembly-Prod/ProdBus9.template.json": {
    Parameters: { Size: { Type: "Number", Default: 1 } },
    Resources: {
      ...queueAt("Orders3", "Prod/Bus/Orders/Resource"),
      Late4: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: { Ref: "Size" } } },
    },
  },
};
const synthesized = (choice: StackChoice = {}, files: object = {}, path = "cdk.out") =>
  resolvedAt(path, memoryFiles({ ...assembly, ...files }), choice);

describe("what cdk synth wrote", () => {
  it("is all its stacks, those of stages with them, in the order of their imports", () => {
    const { resources, stacks, warnings } = synthesized();
    expect(stacks.map(({ environment }) => environment.stackName)).toEqual([
      ...["Store", "Work", "Prod-Bus"],
    ]);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual([
      ...["Store/Orders1", "Work/Dlq2", "Prod-Bus/Orders3", "Prod-Bus/Late4"],
    ]);
    expect(stacks.map(({ environment }) => environment.region)).toEqual(Array(3).fill("eu-west-1"));
    expect(stacks[0]!.environment.accountId).toBe(account);
    expect(warnings).toEqual([]);
    const { operations } = templateOperations(synthesized({}, {}, "cdk.out/manifest.json"));
    const late = operations.find(({ logicalId }) => logicalId === "Prod-Bus/Late4")!;
    expect(late.params).toMatchObject({ Attributes: { DelaySeconds: "4" } });
    const redrive = operations.find(({ logicalId }) => logicalId === "Work/Dlq2")!;
    expect(JSON.stringify(redrive.params)).toContain(`eu-west-1:${account}:Store-Orders1-`);
  });

  it("has resources that go by the ends of their paths and ids", () => {
    const paths = constructPathsOf(synthesized().resources);
    const idsAt = (name: string) => paths.endingIn(name).map(({ logicalId }) => logicalId);
    expect(idsAt("Orders")).toEqual(["Store/Orders1", "Prod-Bus/Orders3"]);
    expect(idsAt("Bus/Orders")).toEqual(["Prod-Bus/Orders3"]);
    expect(idsAt("Dlq2")).toEqual(["Work/Dlq2"]);
    expect(paths.nameOf("Work/Dlq2")).toBe("Dlq2");
    expect(paths.nameOf("Store/Orders1")).toBe("Store/Orders");
  });

  it.each(["ProdBus9", "Prod-Bus", "Prod/Bus"])("may be one stack, by %s", (name) => {
    const { resources, warnings } = synthesized({ stack: name });
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(["Orders3", "Late4"]);
    expect(warnings).toEqual([
      "Stack Work: is left out, since Prod/Bus alone was asked for.",
      "Stack Store: is left out, since Prod/Bus alone was asked for.",
    ]);
  });

  it("gives one stack what the others export", () => {
    const { operations } = templateOperations(synthesized({ stack: "Work" }));
    expect(operations.map(({ logicalId }) => logicalId)).toEqual(["Dlq2DeadLetterQueue", "Dlq2"]);
    expect(JSON.stringify(operations[1]!.params)).toContain(":Store-Orders1-");
  });

  it("says which stacks are of another Region or account, of which a run has one", () => {
    const { resources, warnings } = synthesized({ region: "us-east-1" });
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(["Store/Orders1", "Work/Dlq2"]);
    expect(warnings).toEqual([
      "Stack Prod/Bus: is for account 111122223333 in eu-west-1; a run is of 111122223333 in us-east-1 alone, so it is left out.",
    ]);
  });

  it("gives parameters to the stacks that have them", () => {
    const { operations } = templateOperations(synthesized({ parameters: { Size: "9" } }));
    const late = operations.find(({ logicalId }) => logicalId === "Prod-Bus/Late4")!;
    expect(late.params).toMatchObject({ Attributes: { DelaySeconds: "9" } });
  });

  it.each<[string, () => unknown, string]>([
    [
      "a stack that is not there",
      () => synthesized({ stack: "Prod/Buss" }),
      'stack: expected one of the stacks Work, Store, Prod/Bus, received "Prod/Buss"; did you mean Prod/Bus?',
    ],
    [
      "a name for the stacks, which have theirs",
      () => synthesized({ stackName: "mine" }),
      "stackName: expected none, since the stacks of cdk synth have their names, received mine",
    ],
    [
      "a stack of a template, which is one",
      () => synthesized({ stack: "Work" }, {}, "cdk.out/Work.template.json"),
      "stack: expected what cdk synth wrote, which has several, received cdk.out/Work.template.json",
    ],
    [
      "a parameter that no stack has",
      () => synthesized({ parameters: { Sise: "1" } }),
      'parameters: expected a parameter of one of the stacks, received "Sise"; did you mean Size?',
    ],
    [
      "a Region that no stack is for",
      () => synthesized({ stack: "Prod-Bus", region: "us-east-1" }),
      "region: expected one that a stack is for, such as eu-west-1, received us-east-1",
    ],
    [
      "an account that no stack is for",
      () => synthesized({ stack: "Prod-Bus", accountId: "999999999999" }),
      "account: expected one that a stack is for, such as 111122223333, received 999999999999",
    ],
    [
      "a folder without a manifest",
      () => synthesized({}, { "empty/a.txt": "" }, "empty"),
      "empty/manifest.json: expected a template, or a folder with the manifest.json of cdk synth, received none",
    ],
    [
      "a manifest without a stack",
      () => synthesized({}, { "cdk.out/manifest.json": { artifacts: {} } }),
      "cdk.out: expected a cdk synth assembly with a stack, received one without",
    ],
    [
      "a manifest of something else",
      () => synthesized({}, { "cdk.out/manifest.json": "[]" }),
      "cdk.out/manifest.json: expected the manifest of a cdk synth assembly, received one without artifacts",
    ],
    [
      "a manifest that is no JSON",
      () => synthesized({}, { "cdk.out/manifest.json": "{" }),
      "cdk.out/manifest.json: expected the manifest of a cdk synth assembly, received no JSON",
    ],
    [
      "an artifact without a template",
      () =>
        synthesized(
          {},
          { "cdk.out/manifest.json": { artifacts: { A: { type: "aws:cloudformation:stack" } } } },
        ),
      "cdk.out/manifest.json: artifacts.A.properties.templateFile: expected a text, received nothing",
    ],
    [
      "a template that is missing",
      () =>
        synthesized({}, { "cdk.out/manifest.json": { artifacts: { A: artifact("gone.json") } } }),
      "cdk.out/gone.json: expected a file that can be read, received none",
    ],
    [
      "two stacks of one name",
      () =>
        synthesized(
          {},
          {
            "cdk.out/manifest.json": {
              artifacts: {
                A: artifact("Store.template.json", {}, { stackName: "Same" }),
                B: artifact("Store.template.json", {}, { stackName: "Same" }),
              },
            },
          },
        ),
      "cdk.out: expected stacks of different names in one account and Region, received Same",
    ],
  ])("is refused in one line with %s", (_, make, message) => {
    expect(refused(make)).toBe(message);
  });

  it("is linted, and compared, as a whole", () => {
    const text = formatLint(lintResolved(synthesized()));
    expect(text).toContain("cdk.out: 4 resources of 3 stacks: 4 modeled");
    expect(text).toContain(`exported as Store:${ref}`);
    const other = {
      "cdk.out/Store.template.json": {
        Resources: queueAt("New5", "Store/New"),
        Outputs: {
          [ref]: { Value: { "Fn::GetAtt": ["New5", "Arn"] }, Export: { Name: `Store:${ref}` } },
        },
      },
    };
    const changes = templateChanges(synthesized(), synthesized({}, other)).changes;
    expect(changes.map(({ logicalId, action }) => [logicalId, action])).toEqual([
      ["Store/New5", "adds"],
      ["Work/Dlq2", "changes"],
      ["Store/Orders1", "removes"],
    ]);
  });
});
