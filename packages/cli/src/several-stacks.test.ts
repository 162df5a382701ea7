import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const parent = `Resources:
  Orders: { Type: AWS::SQS::Queue }
  Shop:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./shop/child.yaml, Parameters: { Size: 5 } }
`;
const child = `Transform: AWS::Serverless-2016-10-31
Parameters: { Size: { Type: Number } }
Resources:
  Orders: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Events: { In: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: !Ref Size } } }
`;
folder.write("app/template.yaml", parent);
folder.write("app/shop/child.yaml", child);

const exporting = `Resources: { Orders: { Type: AWS::SQS::Queue } }
Outputs: { Arn: { Value: !GetAtt Orders.Arn, Export: { Name: orders-arn } } }
`;
const importing = `Transform: AWS::Serverless-2016-10-31
Parameters: { Wait: { Type: Number, Default: 3 } }
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Timeout: !Ref Wait
      Events: { In: { Type: SQS, Properties: { Queue: !ImportValue orders-arn } } }
`;
folder.write("store.yaml", exporting);
folder.write("work.yaml", importing);

const artifact = (id: string) => ({
  type: "aws:cloudformation:stack",
  environment: "aws://unknown-account/unknown-region",
  properties: { templateFile: `${id}.template.yaml` },
  displayName: id,
});
folder.write(
  "cdk.out/manifest.json",
  JSON.stringify({
    version: "48.0.0",
    artifacts: { Work: artifact("Work"), Store: artifact("Store") },
  }),
);
folder.write("cdk.out/Store.template.yaml", exporting);
folder.write("cdk.out/Work.template.yaml", importing);

interface Printed {
  readonly metrics: Readonly<Record<string, Readonly<Record<string, { readonly sum: number }>>>>;
  readonly expectations: readonly { readonly holds: boolean }[];
  readonly warnings: readonly string[];
}
const scenario = (text: string) => folder.write("several.yaml", `duration: 1m\n${text}`);
async function printed(...args: readonly string[]): Promise<Printed> {
  const { out, err } = await orrery(["run", ...args, "--json"]);
  expect(err).toBe("");
  return JSON.parse(out) as Printed;
}
const to = (name: string) => `workload: [{ to: ${name}, arrivals: { constant: { rate: 2/s } } }]`;

describe("a template that nests others", () => {
  const text = (worker: string, more = "") => `template: app/template.yaml
${to("Shop/Orders")}
functions: { ${worker}: { duration: 20ms } }
resources: { ${worker}: { Timeout: 7 } }
actions: [{ at: 30s, do: set ${worker}.Timeout 9s }]
faults: [{ at: 10s, for: 5s, outage: ${worker} }]
expect:
  - Shop/Orders.NumberOfMessagesSent > 100
  - ${worker}.Invocations > 20
${more}`;

  it.each(["Shop/Worker", "Worker"])("runs with its resources, named as %s", async (worker) => {
    const { metrics, expectations, warnings } = await printed(scenario(text(worker)));
    expect(Object.keys(metrics)).toEqual(
      expect.arrayContaining(["Orders", "Shop/Orders", "Shop/Worker"]),
    );
    expect(expectations.map(({ holds }) => holds)).toEqual([true, true]);
    expect(metrics["Orders"]!["NumberOfMessagesSent"]!.sum).toBe(0);
    expect(warnings.join("\n")).not.toContain("missing");
  });

  it("takes settings of its resources on the command line", async () => {
    const { metrics } = await printed(
      ...[scenario(text("Worker")), "--set", "functions.Worker.failures=100%"],
      ...["--set", "resources.Shop/Orders.DelaySeconds=50"],
    );
    const { Errors, Invocations } = metrics["Shop/Worker"]!;
    expect(Errors!.sum).toBe(Invocations!.sum);
    // The first comes after 50 s of the minute.
    expect(Invocations!.sum).toBeGreaterThan(0);
    expect(Invocations!.sum).toBeLessThan(15);
  });

  it("means by a name that it has itself its own", async () => {
    const { metrics } = await printed(scenario(`template: app/template.yaml\n${to("Orders")}\n`));
    expect(metrics["Orders"]!["NumberOfMessagesSent"]!.sum).toBeGreaterThan(100);
    expect(metrics["Shop/Orders"]!["NumberOfMessagesSent"]!.sum).toBe(0);
  });

  it.each([
    ["workload: [{ to: Shop/Order, arrivals: { constant: { rate: 1/s } } }]", "Shop/Orders"],
    ["resources: { Shop/Orders: { VisibilityTimeot: 3 } }", "VisibilityTimeout"],
    ["resources: { Worker: { Timeout: 3 }, Shop/Worker: { Timeout: 4 } }", "each resource once"],
  ])("refuses %s in one line", async (wrong, meant) => {
    const { status, err } = await orrery([
      "run",
      scenario(`template: app/template.yaml\n${wrong}\n`),
    ]);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain(meant);
  });

  it("says where a nested template has what AWS refuses", async () => {
    folder.write("wrong/template.yaml", parent);
    folder.write("wrong/shop/child.yaml", child.replace("BatchSize: !Ref Size", "BatchSize: 0"));
    const { status, err } = await orrery(["lint", folder.of("wrong/template.yaml")]);
    expect(status).toBe(2);
    expect(err).toContain(`${folder.of("wrong/shop/child.yaml")}:`);
  });
});

describe("stacks by name", () => {
  const stacks =
    "stacks: { store: store.yaml, work: { template: work.yaml, parameters: { Wait: 8 } } }";

  it("run together", async () => {
    const { metrics, warnings } = await printed(scenario(`${stacks}\n${to("Orders")}\n`));
    expect(metrics["work/Worker"]!["Invocations"]!.sum).toBeGreaterThan(10);
    expect(metrics["store/Orders"]!["NumberOfMessagesSent"]!.sum).toBeGreaterThan(100);
    expect(warnings.filter((warning) => warning.includes("import"))).toEqual([]);
  });

  it.each([
    ["stacks: {}", "several.yaml:2:1: stacks: expected a stack, received none"],
    ["stacks: { 1a: store.yaml }", "a letter, then letters, digits or hyphens"],
    ["stacks: { a: gone.yaml }", "several.yaml:2:11: stacks.a: expected a file that can be read"],
    [
      "stacks: { a: { template: gone.yaml } }",
      "several.yaml:2:16: stacks.a.template: expected a file that can be read",
    ],
    [`${stacks}\nparameters: { Wait: 3 }`, "parameters: expected none with stacks by name"],
    [
      `${stacks}\ntemplate: store.yaml`,
      "stacks: expected a template, stacks or an architecture, received both",
    ],
    ["stacks: { work: work.yaml, other: app/shop/child.yaml }", "work.yaml:"],
    [`${stacks}\nexports: [a]`, "exports: expected"],
  ])("refuse %s in one line", async (text, message) => {
    const { status, err } = await orrery(["run", scenario(`${text}\n`)]);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain(message);
  });
});

describe("what cdk synth wrote", () => {
  const out = folder.of("cdk.out");
  const workload = ["--set", 'workload=[{"to":"Orders","arrivals":{"constant":{"rate":"2/s"}}}]'];

  it("is run from its folder, all stacks in their order", async () => {
    const { metrics } = await printed(out, "--duration", "1m", ...workload);
    expect(metrics["Work/Worker"]!["Invocations"]!.sum).toBeGreaterThan(10);
    const named = await printed(scenario(`template: ./cdk.out\n${to("Store/Orders")}\n`));
    expect(named.metrics["Work/Worker"]!["Invocations"]!.sum).toBeGreaterThan(10);
  });

  it("is one stack where one is named, and the others are said to be left out", async () => {
    const { metrics, warnings } = await printed(
      ...[out, "--duration", "1m", "--stack", "Store", ...workload],
    );
    expect(metrics["Orders"]!["NumberOfMessagesSent"]!.sum).toBeGreaterThan(100);
    expect(warnings).toContain("Stack Work: is left out, since Store alone was asked for.");
  });

  it.each([
    [
      ["--stack", "Stor", "--duration", "1m"],
      '--stack: stack: expected one of the stacks Work, Store, received "Stor"; did you mean Store?',
    ],
    [[], "duration: expected"],
  ])("is refused with %j in one line", async (args, message) => {
    const { status, err } = await orrery(["run", out, ...args]);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain(message);
  });

  it("is linted, compared and drafted", async () => {
    const lint = await orrery(["lint", out]);
    expect(lint.out).toContain("3 modeled");
    expect(lint.out).toMatch(/exported as orders-arn/);
    const one = await orrery(["lint", out, "--stack", "Store", "--json"]);
    expect(JSON.parse(one.out)).toMatchObject({ stacks: [{ prefix: "", resources: 1 }] });
    const changes = await orrery(["lint", out, out]);
    expect(changes.out).toContain("0 resources change");
    const draft = folder.of("draft.yaml");
    expect(await orrery(["init", out, "--output", draft])).toMatchObject({ status: 0, err: "" });
    expect((await printed(draft)).metrics["Work/Worker"]!["Invocations"]!.sum).toBeGreaterThan(10);
    const expanded = await orrery(["lint", out, "--expanded"]);
    expect(expanded.out.match(/^# .*$/gm)).toHaveLength(2);
  });
});
