import { afterAll, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { printable } from "./printable.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const arrivalsOf = (path: string): string =>
  `template: ./template.yaml\nworkload: [{ to: OrdersQueue, arrivals: { file: { path: ${path} } } }]`;

it("what may deceive a reader is written out, and our own colors stay", () => {
  const title = "\ta\u001b]0;title\u0007b\u001b[2Kc\rd\u009be\u202ef\nä €😀";
  const written = "\ta\\u001b]0;title\\u0007b\\u001b[2Kc\\u000dd\\u009be\\u202ef\nä €😀";
  expect(printable(title)).toBe(written);
  expect(printable(title, true)).toBe(written);
  expect(printable("\u001b[1mbold\u001b[22m", true)).toBe("\u001b[1mbold\u001b[22m");
  expect(printable("\u001b[1mbold\u001b[22m")).toBe("\\u001b[1mbold\\u001b[22m");
  expect(printable("\u001b[8mhidden", true)).toBe("\\u001b[8mhidden");
  expect(JSON.parse(printable(JSON.stringify("a\u009b")))).toBe("a\u009b");
});

it.each([
  ["template: ../secret.txt", "secret.txt:2:1: template: expected well-formed YAML or JSON"],
  ["template: ../secret.json", "secret.json:1:1: template: expected a mapping with Resources"],
  [arrivalsOf("../secret.txt"), "secret.txt:2:1: expected a time of 0 or more"],
  [arrivalsOf("../secret.json"), "secret.json: expected JSON"],
  [
    "template: ./template.yaml\nscripts: ../secret.js",
    ":2:1: scripts: expected a module that can be loaded",
  ],
])("of a file outside the scenario's folder no line is shown: %s", async (lines, message) => {
  folder.write("secret.txt", "hunter2: [\nhunter2");
  folder.write("secret.json", "hunter2");
  folder.write("secret.js", "hunter2 hunter2");
  folder.write("own/template.yaml", ordersTemplate);
  const path = folder.write("own/s.yaml", `${lines}\nduration: 1m\n`);
  const { status, err } = await orrery(["run", path]);
  expect(err).not.toContain("hunter2");
  expect(err).toContain(message);
  expect(err).toMatch(
    /, received one whose lines are not shown, since it lies outside the scenario's folder\n$/,
  );
  expect(status).toBe(2);
});

it("of a template outside the scenario's folder it is shown what is wrong", async () => {
  folder.write(
    "outer.yaml",
    "Resources:\n  Q: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: soon } }\n",
  );
  const path = folder.write("own/o.yaml", "template: ../outer.yaml\nduration: 1m\n");
  expect((await orrery(["run", path])).err).toMatch(/received "soon"\n$/);
});

it("names in files and on the command line do not move a terminal's cursor", async () => {
  folder.write("template.yaml", ordersTemplate);
  const name = "Orders\u001b[2J\u001b]0;owned\u0007";
  const text = JSON.stringify({
    template: "./template.yaml",
    duration: "1m",
    workload: [{ to: name, arrivals: { constant: { rate: "1/s" } } }],
  });
  for (const args of [
    ["run", folder.write("s.json", text)],
    ["run", `${name}.yaml`],
    [name],
    ["replay", folder.write("run.json", JSON.stringify({ format: name }))],
    ["explain", folder.write("trace.jsonl", name), "--message", name],
  ]) {
    const { status, out, err } = await orrery(args);
    expect(status).toBe(2);

    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(err).not.toBe("");
  }
});
