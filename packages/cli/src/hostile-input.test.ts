import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const template = (id: string) => `Transform: AWS::Serverless-2016-10-31
Conditions: { ${id}: !Equals [!FindInMap [${id}, ${id}, ${id}], b] }
Mappings: { ${id}: { ${id}: { ${id}: b } } }
Parameters: { P${id}: { Type: String, Default: a } }
Resources:
  ${id}: { Type: AWS::SQS::Queue, Condition: ${id} }
  F${id}: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: a.b, Environment: { Variables: { ${id}: a } } } }
  M: { Type: AWS::Lambda::EventSourceMapping, Properties: { EventSourceArn: !GetAtt ${id}.Arn, FunctionName: !Ref F${id} } }
`;
const scenario = (id: string) => `template: ${id}.yaml
duration: 5s
workload: [{ to: ${id}, arrivals: { constant: { rate: 1/s } } }]
queues: { ${id}: { duplicates: 1% } }
expect: [{ metric: ${id}.NumberOfMessagesSent, min: 1 }]
`;
const inherited = ["constructor", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf"];

describe("names that every object has are names like others", () => {
  it.each(inherited)(
    "%s is a logical id, condition, mapping, variable and metric's resource",
    async (id) => {
      folder.write(`${id}.yaml`, template(id));
      const file = folder.write(`${id}.scenario.yaml`, scenario(id));
      const { status, out, err } = await orrery(["run", file, "--json"]);
      expect({ status, err }).toEqual({ status: 0, err: "" });
      const { metrics, warnings } = JSON.parse(out) as {
        readonly metrics: Readonly<Record<string, unknown>>;
        readonly warnings: readonly string[];
      };
      expect(Object.keys(metrics)).toContain(id);
      expect(warnings.join()).toContain(`F${id} has no behavior in the scenario`);
    },
  );

  it("a function called so has a behavior only where the scenario says one", async () => {
    const resources =
      "Resources: { constructor: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: a.b } } }";
    folder.write("function.yaml", `Transform: AWS::Serverless-2016-10-31\n${resources}`);
    const file = folder.write(
      "function.scenario.yaml",
      "template: function.yaml\nduration: 5s\nworkload: [{to: constructor, arrivals: {constant: {rate: 1/s}}}]",
    );
    const { status, out } = await orrery(["run", file], 200);
    expect(status).toBe(0);
    expect(out).toContain("constructor has no behavior in the scenario");
  });

  it.each([
    [
      "functions.constructor.duration=1s",
      'functions.constructor: expected Fvalid, received "constructor"',
    ],
    [
      "functions.__proto__={}",
      "functions.__proto__: expected a name that a resource or a setting can have",
    ],
    ["__proto__.a=1", "__proto__: expected a name that a resource or a setting can have"],
    ["latencies.constructor=1s", "latencies.constructor: expected one of sqs.standard.toLambda"],
    ["queues.toString.sampling=true", 'queues.toString: expected valid, received "toString"'],
    ["queues.valid.constructor=1", "queues.valid.constructor: expected one of duplicates"],
    ["expect.0.metric=valid.constructor", "expect.0.metric: expected one of NumberOfMessagesSent"],
    ["expect.0.statistic=constructor", "expect.0.statistic: expected count, sum"],
    ["workload.0.to=toString", 'workload.0.to: expected one of valid, Fvalid, received "toString"'],
    [
      "workload.0.arrivals={constructor: {}}",
      "workload.0.arrivals.constructor: expected one of constant",
    ],
    [
      "workload.0.payload={size: {toString: 1}}",
      "workload.0.payload.size.toString: expected one of",
    ],
    ["functions.Fvalid.script=constructor", "functions.Fvalid.script: expected scripts, a module"],
    ["parameters.valueOf=a", 'Parameters: expected a value for one of Pvalid, received "valueOf"'],
    ["seed=*a", "seed: expected an alias of an anchor that stands before it, received *a"],
    [
      "seed=&a [*a]",
      "seed: expected an alias of an anchor that stands before it, received *a, inside itself",
    ],
    [`seed=${"[".repeat(5_000)}`, "seed: expected at most 200 levels of nesting, received more"],
  ])("--set %.60s is refused in one line", async (setting, message) => {
    folder.write("valid.yaml", template("valid"));
    const file = folder.write("valid.scenario.yaml", scenario("valid"));
    const { status, err } = await orrery(["run", file, "--set", setting]);
    expect({ status, lines: err.trimEnd().split("\n").length }).toEqual({ status: 2, lines: 1 });
    expect(err).toContain(message);
  });

  it.each(["__proto__", "a-b", "a b", "é"])("%s is no logical id of CloudFormation", async (id) => {
    const file = folder.write("odd.yaml", `Resources: { "${id}": { Type: AWS::SQS::Queue } }`);
    const { status, err } = await orrery(["lint", file]);
    expect(status).toBe(2);
    expect(err).toContain("expected a logical id of 1 to 255 letters and digits");
  });
});

describe("what is no file is refused", () => {
  const pipe = folder.of("pipe.yaml");
  const hasPipes = process.platform !== "win32";
  if (hasPipes) execFileSync("mkfifo", [pipe]);

  it.skipIf(!existsSync("/dev/zero"))("a device", async () => {
    for (const command of ["run", "lint"]) {
      const { status, err } = await orrery([command, "/dev/zero"]);
      expect({ status, err }).toEqual({
        status: 2,
        err: "/dev/zero: expected a file, received a device or a pipe\n",
      });
    }
  });

  it.skipIf(!hasPipes)("a pipe, also as what a scenario names", async () => {
    const refusal = "expected a file, received a device or a pipe";
    expect((await orrery(["lint", pipe])).err).toContain(refusal);
    const duration = "duration: 1s\n";
    const text = `template: valid.yaml\n${duration}workload: [{to: valid, arrivals: {file: {path: pipe.yaml}}}]`;
    folder.write("valid.yaml", template("valid"));
    for (const written of [`template: pipe.yaml\n${duration}`, text]) {
      const { status, err } = await orrery(["run", folder.write("s.yaml", written)]);
      expect(status).toBe(2);
      expect(err).toContain('received "pipe.yaml", a device or a pipe');
    }
    execFileSync("mkfifo", [folder.of("pipe.mjs")]);
    const module = folder.write("m.yaml", `architecture: pipe.mjs\n${duration}`);
    expect((await orrery(["run", module])).err).toContain("received a device or a pipe");
  });

  it("a folder", async () => {
    const { status, err } = await orrery(["run", folder.path]);
    expect({ status, err }).toEqual({
      status: 2,
      err: `${folder.path}: expected a file that can be read, received a folder\n`,
    });
  });

  it("a text in UTF-16, as PowerShell writes it", async () => {
    const file = folder.write("utf16.yaml", "");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(file, Buffer.from("\uFEFFResources: {}", "utf16le"));
    const { status, err } = await orrery(["lint", file]);
    expect({ status, err }).toEqual({
      status: 2,
      err: `${file}: expected a text in UTF-8, received one in UTF-16\n`,
    });
  });
});

describe("lint looks at a template as of a stack", () => {
  it("that options name", async () => {
    const file = folder.write("stack.yaml", "Resources: { Q: { Type: AWS::SQS::Queue } }");
    const options = [
      "--stack-name",
      "orders",
      "--region",
      "eu-west-1",
      "--account",
      "210987654321",
    ];
    const { out } = await orrery(["lint", file, ...options, "--json"]);
    const report = JSON.parse(out) as {
      readonly environment: unknown;
      readonly resources: readonly { readonly physicalName: string }[];
    };
    expect(report.environment).toMatchObject({
      stackName: "orders",
      region: "eu-west-1",
      accountId: "210987654321",
    });
    expect(report.resources[0]?.physicalName).toMatch(/^orders-Q-/);
  });

  it.each([
    [
      "--stack-name",
      "1a",
      '--stack-name: expected a letter, then letters, digits or hyphens, received "1a"',
    ],
    ["--region", "east", '--region: expected a Region such as us-east-1, received "east"'],
    ["--account", "12", '--account: expected 12 digits in quotes, received "12"'],
  ])("%s %s is refused", async (option, value, message) => {
    const file = folder.write("stack.yaml", "Resources: { Q: { Type: AWS::SQS::Queue } }");
    const { status, err } = await orrery(["lint", file, option, value]);
    expect({ status, err }).toEqual({ status: 2, err: `${message}\n` });
  });
});

describe("a module that is not what it should be", () => {
  it.each([
    [
      "[null]",
      "architecture.operations[0]: expected an operation with logicalId, service, operation and params",
    ],
    ["[{ service: 'sqs' }]", "architecture.operations[0]: expected an operation with"],
  ])("operations: %s", async (operations, message) => {
    folder.write("a.mjs", `export const architecture = { operations: ${operations} };`);
    const file = folder.write(
      `m${operations.length}.mjs`,
      `export const scenario = { duration: "1s" };\nexport const architecture = { operations: ${operations} };`,
    );
    const { status, err } = await orrery(["run", file]);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it("a scenario that holds itself", async () => {
    const file = folder.write(
      "self.mjs",
      "const a = {}; a.a = a;\nexport const scenario = { duration: a };",
    );
    const { status, err } = await orrery(["run", file]);
    expect({ status, lines: err.split("\n").length }).toEqual({ status: 2, lines: 2 });
    expect(err).toContain("duration: expected a duration");
  });

  it("an unknown command is one line, with what was meant", async () => {
    const { status, err } = await orrery(["rnu", "x"]);
    expect({ status, err }).toEqual({
      status: 2,
      err: expect.stringMatching(
        /^orrery: expected one of .*, received "rnu"; did you mean run\?\n$/,
      ),
    });
  });
});
