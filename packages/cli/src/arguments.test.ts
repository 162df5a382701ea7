import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

describe("arguments that are wrong", () => {
  it.each([
    [["runn"], /^orrery: expected one of .*lint.*, received "runn"; did you mean run\?$/],
    [["foo"], /^orrery: expected one of .*lint.*, received "foo"$/],
    [["help", "lnt"], /^orrery: expected one of .*, received "lnt"; did you mean lint\?$/],
    [
      ["--verson"],
      /^orrery: expected one of --version, --help, received "--verson"; did you mean --version\?$/,
    ],
    [["schema", "--jsn"], /^orrery schema: expected --help, received "--jsn"$/],
    [
      ["export", "x", "--form", "otlp"],
      /^orrery export: expected one of .*--output.*, received "--form"; did you mean --format\?$/,
    ],
    [
      ["export", "x", "--output", "y", "--format", "otpl"],
      /^orrery export: option '--format <format>' argument 'otpl' is invalid\. Allowed choices are perfetto, otlp, jsonl\.$/,
    ],
    [["run"], /^orrery run: missing required argument 'scenario'$/],
    [["lint", "a", "b", "c"], /^orrery lint: too many arguments for 'lint'/],
  ])("%j: one line with the nearest that is right, and status 2", async (args, line) => {
    const { status, out, err } = await orrery(args);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err.slice(0, -1)).toMatch(line);
    expect(err.indexOf("\n")).toBe(err.length - 1);
  });

  it("none at all: the help, and status 2", async () => {
    const { status, out, err } = await orrery([]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^Usage: orrery /);
    expect(err).toMatch(/\norrery: expected one of .*, received nothing\n$/);
  });
});

describe("completion", () => {
  const candidates = async (...words: string[]) =>
    (await orrery(["complete", "--", ...words])).out.split("\n").map((line) => line.split("\t")[0]);

  it("gives the words of the command, and leaves files to the shell", async () => {
    expect(await candidates("ex")).toEqual(["explain", "export", ":4", ""]);
    expect(await candidates("run", "orders.yaml", "--du")).toEqual(["--duration", ":4", ""]);
    expect(await candidates("export", "--format", "")).toEqual([
      "perfetto",
      "otlp",
      "jsonl",
      ":4",
      "",
    ]);
    expect(await candidates("run", "or")).toEqual([":0", ""]);
    expect(await candidates("run", "--nothing")).toEqual([":4", ""]);
  });

  it("gives the logical ids of the scenario, the saved run or the trace that is named", async () => {
    folder.write("template.yaml", ordersTemplate);
    const scenario = folder.write("ids.yaml", "template: ./template.yaml\nduration: 1s\n");
    const [saved, trace] = [folder.of("ids.json"), folder.of("ids.trace")];
    await orrery(["run", scenario, "--save", saved, "--trace", trace]);
    const ids = async (...words: string[]) =>
      (await candidates(...words)).filter((word) => word !== "" && word !== ":4");
    const all = ["OrdersDlq", "ReceiptsQueue", "OrdersQueue", "Worker", "WorkerOrders"];
    expect((await ids("replay", saved, "--only", "")).sort()).toEqual(expect.arrayContaining(all));
    expect(await ids("replay", saved, "--only", "WorkerO")).toEqual(["WorkerOrders"]);
    for (const file of [saved, trace]) {
      expect(await ids("explain", file, "--message", "OrdersQ")).toEqual(["OrdersQueue:"]);
    }
    expect(await ids("run", scenario, "--set", "resources.WorkerO")).toEqual([
      "resources.WorkerOrders.",
    ]);
    expect(await ids("sweep", scenario, "--vary", "resources.Rec")).toEqual([
      "resources.ReceiptsQueue.",
    ]);
  });

  it("gives none where the file cannot be read, and says nothing", async () => {
    const broken = folder.write("broken.yaml", "template: ./none.yaml\nduration: 1s\n");
    expect(await orrery(["complete", "--", "run", broken, "--set", "resources."])).toMatchObject({
      status: 0,
      err: "",
    });
  });

  it.each(["bash", "zsh", "fish", "powershell"])("prints a script for %s", async (shell) => {
    const { status, out, err } = await orrery(["completion", shell]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("orrery complete");
  });

  it("prints a script that bash can read and that completes files", async () => {
    const { out } = await orrery(["completion", "bash"]);
    const script = `${out}\ncomplete -p orrery`;
    const registered = execFileSync("bash", ["-c", script], { encoding: "utf8" });
    expect(registered).toBe("complete -o default -F __orrery_complete orrery\n");
  });

  it("refuses another shell in one line", async () => {
    expect(await orrery(["completion", "tcsh"])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^orrery completion: .*'tcsh'.*bash, zsh, fish, powershell\.\n$/),
    });
  });
});

it("loads nothing that simulates before a command is called", () => {
  const packages = new Set<string>();
  const read = new Set<string>();
  const follow = (file: URL) => {
    if (read.has(file.href)) return;
    read.add(file.href);
    const imports = readFileSync(file, "utf8").matchAll(
      /^(?:import|export) (?!type )[^;]*?from "([^"]+)";$/gm,
    );
    for (const [, from = ""] of imports) {
      if (from.startsWith(".")) follow(new URL(from, file));
      else packages.add(from);
    }
  };
  // The one imports the other once it keeps what is compiled.
  for (const file of ["main.ts", "command.ts"]) follow(new URL(file, import.meta.url));
  expect([...packages].filter((name) => !name.startsWith("node:"))).toEqual(["commander"]);
});
