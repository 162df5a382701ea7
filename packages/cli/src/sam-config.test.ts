import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "./command.ts";
import { deploySettings, overridesOf } from "./sam-config.ts";

const folder = mkdtempSync(join(tmpdir(), "sam-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const template = write(
  "template.yaml",
  "Parameters: {Stage: {Type: String, Default: dev}}\nResources:\n  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'orders-${Stage}-${AWS::Region}'}}\n  Done: {Type: AWS::SQS::Queue}\n",
);
write(
  "samconfig.toml",
  `version = 0.1
[default.deploy.parameters]
parameter_overrides = "Stage=test"
[prod.global.parameters]
region = "eu-west-1"
stack_name = "all"
[prod.deploy.parameters]
stack_name = "shop"
parameter_overrides = ["Stage=\\"prod\\"", "Other=1"]
[odd.deploy.parameters]
stack_name = 7
`,
);
const settingsOf = (overrides: string) => {
  const configFile = write(
    "one.toml",
    `[default.deploy.parameters]\nparameter_overrides = ${overrides}\n`,
  );
  return deploySettings(template, { configFile }).parameters;
};

describe("the settings of an environment", () => {
  it("are those of deploy before those of all commands", () => {
    expect(deploySettings(template, { configEnv: "prod" })).toEqual({
      parameters: { Stage: "prod", Other: "1" },
      stackName: "shop",
      region: "eu-west-1",
    });
    expect(deploySettings(template, {})).toEqual({ parameters: {} });
    expect(overridesOf({ parameters: { A: "1" }, region: "eu-west-1" })).toEqual([
      { path: "parameters.A", given: "1" },
      { path: "region", given: "eu-west-1" },
    ]);
  });

  it.each([
    ['"A=1 B=2"', { A: "1", B: "2" }],
    [`'A="x y" B=a=b'`, { A: "x y", B: "a=b" }],
    ['"ParameterKey=A,ParameterValue=1 ParameterKey=B,ParameterValue=2"', { A: "1", B: "2" }],
    ["{ A = 1, B = true }", { A: "1", B: "true" }],
    ['["A=1", "B="]', { A: "1", B: "" }],
  ])("take values of parameters as %s", (written, values) => {
    expect(settingsOf(written)).toEqual(values);
  });

  it.each([
    [
      { configEnv: "prd" },
      'samconfig.toml: expected one of default, prod, odd, as its tables are called, received "prd"',
    ],
    [
      { configEnv: "odd" },
      "samconfig.toml: odd.deploy.parameters.stack_name: expected a text, received 7",
    ],
    [{ configFile: join(folder, "none.toml") }, "none.toml: expected a file that can be read"],
  ])("are refused in one line: %j", (options, message) => {
    expect(() => deploySettings(template, options)).toThrow(message);
  });

  it("are refused where the file is no TOML", () => {
    const configFile = write("wrong.toml", "[default\n");
    expect(() => deploySettings(template, { configFile })).toThrow(
      /wrong\.toml:\d+:\d+: expected TOML/,
    );
    expect(() => settingsOf('"Stage"')).toThrow('received "Stage"');
    expect(() => settingsOf("[1]")).toThrow("received 1");
  });
});

describe("the command", () => {
  const orrery = async (...args: readonly string[]) => {
    let out = "";
    let err = "";
    const status = await main(args, {
      print: (text) => void (out += text),
      warn: (text) => void (err += text),
      columns: 80,
      colors: false,
      showsProgress: false,
    });
    return { status, out, err };
  };
  const scenario = write(
    "orders.scenario.yaml",
    "template: ./template.yaml\nduration: 1s\nworkload: []\n",
  );
  const nameIn = (json: string): string => /orders-\w+-[\w-]+/.exec(json)?.[0] ?? json;

  it("lints with the parameters, the stack name and the Region of the environment", async () => {
    const { out } = await orrery("lint", template, "--config-env", "prod", "--json");
    expect(nameIn(out)).toBe("orders-prod-eu-west-1");
    expect(out).toContain("shop-Done-");
    const other = ["--parameter", "Stage=own", "--region", "us-east-1"];
    const own = await orrery("lint", template, "--config-env", "prod", "--json", ...other);
    expect(nameIn(own.out)).toBe("orders-own-us-east-1");
  });

  it("sam.config.parameters: runs with them, and the command line counts before them", async () => {
    const saved = join(folder, "run.json");
    const run = async (...more: readonly string[]) => {
      const { err } = await orrery("run", scenario, "--save", saved, ...more);
      expect(err).toBe("");
      return nameIn(readFileSync(saved, "utf8"));
    };
    expect(await run()).toBe("orders-dev-us-east-1");
    expect(await run("--config-env", "prod")).toBe("orders-prod-eu-west-1");
    expect(await run("--config-env", "prod", "--set", "parameters.Stage=own")).toBe(
      "orders-own-eu-west-1",
    );
  });
});
