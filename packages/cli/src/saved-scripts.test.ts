import { readFileSync } from "node:fs";
import type { Script } from "@orrery/aws";
import { lambda, run, sources, sqs, Stack } from "@orrery/orrery";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

// As a program has them that exports its stacks: what is in them stands for what the builder makes.
const handlers = (milliseconds: number) =>
  `{ *Worker() { yield { type: "wait", duration: ${milliseconds}000 }; throw new Error("no"); }, *Mailer() {} }`;
const stack = (milliseconds = 50) => `{ operations: [], handlers: ${handlers(milliseconds)} }`;
const modules: Readonly<Record<string, string>> = {
  "scripts.mjs": `export const scripts = ${handlers(50)};`,
  "stack.mjs": `export const shop = ${stack()};`,
  "default.mjs": `export default ${stack()}; export const name = "shop"; export const nothing = null;`,
  "architecture.mjs": `export const architecture = ${stack()};`,
  "scenario.mjs": `export const scenario = { architecture: ${stack()}, duration: "1m" };`,
  "settings.mjs": `const { Worker, Mailer } = ${handlers(50)};
    export const shop = { functions: { Worker: { handler: Worker }, Mailer: { handler: Mailer } }, duration: "1m" };`,
  "same.mjs": `const one = ${stack()}; export const shop = one; export const again = { architecture: one };`,
};
let saved: string;
const replay = (...args: string[]) => orrery(["replay", saved, ...args]);

beforeAll(() => {
  const shop = new Stack("shop");
  const wait = { type: "wait", duration: 50_000 } as never;
  const Worker: Script = function* () {
    yield wait;
    throw new Error("no");
  };
  const orders = new sqs.Queue(shop, "Orders", { visibilityTimeout: "5s" });
  const worker = new lambda.Function(shop, "Worker", { handler: Worker });
  worker.addEventSource(new sources.SqsEventSource(orders));
  // It names a script that never runs.
  new lambda.Function(shop, "Mailer", { *handler() {} });
  const workload = [{ to: "Orders", arrivals: { constant: { rate: "1/s" } }, for: "3s" }] as const;
  const result = run(shop, { duration: "30s", workload });
  saved = folder.of("saved.json");
  result.save(saved);
  for (const [name, text] of Object.entries(modules)) folder.write(name, text);
});

describe("a run whose handlers were written in a program", () => {
  it.each(Object.keys(modules))("is repeated with those of %s", async (name) => {
    const { status, out, err } = await replay("--scripts", folder.of(name));
    expect(out).toMatch(/^the same: \d+ events/);
    expect({ status, err }).toEqual({ status: 0, err: "" });
  });

  it("is repeated with those of several modules", async () => {
    const worker = folder.write("w.mjs", modules["scripts.mjs"]!.replace(", *Mailer() {}", ""));
    const mailer = folder.write(
      "m.mjs",
      "export const mailing = { operations: [], handlers: { *Mailer() {} } };",
    );
    const { out } = await replay("--scripts", worker, "--scripts", mailer);
    expect(out).toMatch(/^the same: /);
    expect((await replay("--scripts", worker)).err).toBe(
      `${worker}: expected a module that exports the handler Mailer, which the run needs, received one with Worker\n`,
    );
  });

  it("is explained and exported with them, too", async () => {
    const given = ["--scripts", folder.of("stack.mjs")];
    const story = await orrery(["explain", saved, "--message", "Orders:1", ...given]);
    expect(story.out).toMatch(/^message .*\nbegan as arrival 1 of workload 1/);
    expect(story).toMatchObject({ status: 0, err: "" });
    const output = folder.of("spans.otlp");
    const args = ["export", saved, "--format", "otlp", "--output", output, ...given];
    expect(await orrery(args)).toEqual({ status: 0, out: "", err: "" });
    expect(readFileSync(output, "utf8")).toContain("Orders");
  });
});

describe("one line says what is wrong with the scripts of a saved run:", () => {
  const asked = [
    ["replay"],
    ["explain", "--message", "Orders:1"],
    ["export", "--format", "otlp", "--output", folder.of("o")],
  ] as const;
  const refusals = async (line: string, ...given: string[]) => {
    for (const [name, ...rest] of asked) {
      const { status, out, err } = await orrery([name, saved, ...rest, ...given]);
      expect(err).toBe(line);
      expect({ status, out }).toEqual({ status: 2, out: "" });
    }
  };

  it("none is given", () =>
    refusals(
      `${saved}: expected --scripts MODULE, a module that exports the handlers Worker, Mailer, which the file does not hold, received none\n`,
    ));
  it("it is not there", () =>
    refusals(
      `${folder.of("absent.mjs")}: expected a module that can be read, received "${folder.of("absent.mjs")}", no such file\n`,
      "--scripts",
      folder.of("absent.mjs"),
    ));
  it.each([
    ["export const scripts = { *Other() {} };", "handlers Worker, Mailer", "one with Other"],
    ["export const scripts = { *Worker() {} };", "handler Mailer", "one with Worker"],
    ["export {};", "handlers Worker, Mailer", "one without handlers and scripts"],
    [
      'export const serverless = { functions: { Worker: { handler: "index.handler" } } };',
      "handlers Worker, Mailer",
      "one without handlers and scripts",
    ],
  ])("a name is missing in %j", async (text, missing, received) => {
    const module = folder.write(`missing-${text.length}.mjs`, text);
    await refusals(
      `${module}: expected a module that exports the ${missing}, which the run needs, received ${received}\n`,
      "--scripts",
      module,
    );
  });
  it("two stacks have it", async () => {
    const module = folder.write(
      "two.mjs",
      `export const a = ${stack()}; export const b = ${stack(60)};`,
    );
    await refusals(
      `${module}: expected one handler Worker, received several, in a and b\n`,
      "--scripts",
      module,
    );
  });
  it("the run has none", async () => {
    folder.write("template.yaml", "Resources: { Orders: { Type: AWS::SQS::Queue } }\n");
    const path = folder.write("plain.yaml", "template: ./template.yaml\nduration: 1s\n");
    const plain = folder.of("plain.json");
    await orrery(["run", path, "--save", plain]);
    const module = folder.of("stack.mjs");
    expect((await orrery(["replay", plain, "--scripts", module])).err).toBe(
      `--scripts: expected none, since ${plain} has no handlers or scripts, received ${module}\n`,
    );
  });

  it("they do something else, which is named where the run differs", async () => {
    const module = folder.write("slow.mjs", `export const shop = ${stack(70)};`);
    const reason = `Worker, Mailer of ${module} may do something else by now`;
    const { status, out } = await replay("--scripts", module);
    expect(status).toBe(1);
    expect(out).toMatch(/^different: event \d+ is the first that differs\n/);
    expect(out.endsWith(`\n  ${reason}\n`)).toBe(true);
    const told = JSON.parse((await replay("--scripts", module, "--json")).out) as object;
    expect(told).toMatchObject({ same: false, likelyReasons: [reason] });
    for (const [name, ...rest] of asked.slice(1)) {
      const { status, out, err } = await orrery([name, saved, ...rest, "--scripts", module]);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).toMatch(/^\S+saved\.json: expected a run that is the same[^\n]+\n$/);
      expect(err).toContain(`; ${reason}; orrery replay says where\n`);
    }
  });
});
