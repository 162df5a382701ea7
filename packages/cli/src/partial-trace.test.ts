import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { prepareRun } from "@orrery/aws";
import type { TraceEntry } from "@orrery/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { loadScenario } from "./scenario-sources.ts";
import { TraceFile } from "./trace-file.ts";

const folder = new Folder();
const path = folder.write(
  "orders.scenario.yaml",
  "template: ./template.yaml\nduration: 1m\nworkload: [{ to: OrdersQueue, arrivals: { constant: { rate: 60/s } } }]\n",
);
folder.write("template.yaml", ordersTemplate);
const whole = folder.of("whole.trace");
beforeAll(async () => {
  expect((await orrery(["run", path, "--trace", whole])).status).toBe(0);
});
afterAll(() => folder.remove());

/** Records the run up to 30 s, into a file of this name. */
async function recorded(name: string): Promise<TraceFile> {
  const { scenario } = await loadScenario(path, []);
  const file = new TraceFile(folder.of(name));
  const run = prepareRun(scenario, { seed: 1, trace: file.take });
  file.begin(run, "0");
  run.simulation.run({ until: 30_000_000 as never });
  return file;
}

describe("a trace whose recording was cut off", () => {
  let left: string;
  let entries: readonly TraceEntry[];
  beforeAll(async () => {
    await recorded("cut.trace"); // And nobody finishes it: so it is left by a process that was killed.
    const names = readdirSync(folder.path);
    left = folder.of(names.find((name) => /^cut\.trace\.\d+\.partial$/.test(name))!);
    entries = await exported(left);
  });

  it("is read as far as it goes, by export and explain, and both say so", async () => {
    const all = await exported(whole);
    expect(entries.length).toBeGreaterThan(500);
    expect(entries.length).toBeLessThan(all.length);
    expect(entries).toEqual(all.slice(0, entries.length));
    const { event } = entries.at(-1)!;
    const { status, err } = await orrery(["explain", left, "--event", `${event}`]);
    expect(status).toBe(0);
    expect(err).toMatch(
      /\.partial: only events up to \d[^;]*s are in this trace; its recording was cut off at \d.* s\n$/,
    );
  });

  it("is named where its whole is not there", async () => {
    for (const command of [
      ["explain", "--event", "3"],
      ["export", "--format", "otlp", "--output", folder.of("o")],
    ]) {
      const [name, ...rest] = command as [string, ...string[]];
      expect(await orrery([name, folder.of("cut.trace"), ...rest])).toEqual({
        status: 2,
        out: "",
        err: `${folder.of("cut.trace")}: expected a file that can be read, received none; a recording that was cut off left ${left}\n`,
      });
    }
  });

  it("may end in the midst of a line of its index, or with a block that has none", async () => {
    const index = left.replace("cut.trace", "cut.trace.index");
    const lines = readFileSync(index, "utf8");
    const half = folder.of("half.trace");
    writeFileSync(half, readFileSync(left));
    writeFileSync(`${half}.index`, lines.slice(0, -20));
    const { status, err } = await orrery(["explain", half, "--event", "3"]);
    expect(status).toBe(0);
    expect(err).toMatch(/its recording was cut off at/);
  });

  it("says of what is not there how far it goes", async () => {
    for (const [option, asked] of [
      ["--event", "999999"],
      ["--message", "OrdersQueue:9999"],
    ] as const) {
      const { status, out, err } = await orrery(["explain", left, option, asked]);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).toMatch(
        /^[^\n]+received "[^"]+", and only events up to .* its recording was cut off[^\n]+\n$/,
      );
    }
  });
});

describe("a trace of a run that was stopped", () => {
  it("is told from a whole one, in lines and in JSON", async () => {
    const file = await recorded("stopped.trace");
    file.finish({ finished: false });
    const stopped = folder.of("stopped.trace");
    const part = "events up to 30 s are in this trace; the run was stopped at 30 s";
    const args = [stopped, "--message", "OrdersQueue:1800"];
    const { out, err } = await orrery(["explain", ...args]);
    expect(err).toBe(`${stopped}: only ${part}\n`);
    expect(out).toContain("at the end of the trace it is ");
    const json = JSON.parse((await orrery(["explain", ...args, "--json"])).out) as object;
    expect(json).toMatchObject({ partial: part });
    const of = JSON.parse(
      (await orrery(["explain", whole, ...args.slice(1), "--json"])).out,
    ) as object;
    expect(of).toMatchObject({ partial: null });
  });

  it("and one of a part of a run says which", async () => {
    const saved = folder.of("saved.json");
    await orrery(["run", path, "--save", saved]);
    const part = folder.of("part.trace");
    await orrery(["replay", saved, "--trace", part, "--until", "20s"]);
    const { status, err } = await orrery(["explain", part, "--message", "OrdersQueue:17"]);
    expect({ status, err }).toEqual({
      status: 0,
      err: `${part}: only events up to 20 s are in this trace\n`,
    });
  });
});

async function exported(trace: string): Promise<readonly TraceEntry[]> {
  const output = folder.of("exported.jsonl");
  const { status } = await orrery(["export", trace, "--format", "jsonl", "--output", output]);
  expect(status).toBe(0);
  const lines = readFileSync(output, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as TraceEntry);
}
