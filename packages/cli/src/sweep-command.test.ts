import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";
import { replicate } from "./replication.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const guide = readFileSync(new URL("../../../docs/guide/sweeps.md", import.meta.url), "utf8");
for (const [, name = "", text = ""] of guide.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```$/gm)) {
  folder.write(name, text);
}
const scenario = folder.of("orders.scenario.yaml");
/** By one thread, unless `args` say otherwise: another reads all that is tested once more, and gives the same. */
const sweep = (...args: string[]) =>
  orrery(["sweep", scenario, ...(args.includes("--threads") ? [] : oneThread), ...args], 100);
const oneThread = ["--threads", "1"];

describe("the guide to sweeps", () => {
  const examples = [...guide.matchAll(/^```console\n\$ npx orrery (sweep .*)\n([\s\S]*?)^```$/gm)];

  it("has examples", () => expect(examples.length).toBeGreaterThan(1));

  it.each(examples.map(([, line = "", prints = ""]) => ({ line, prints })))(
    "prints what it says: $line",
    async ({ line, prints }) => {
      const args = line.replace("orders.scenario.yaml", scenario).split(" ");
      const { out, status } = await orrery([...args, ...oneThread], 100);
      expect({ out, status }).toEqual({ out: prints, status: 0 });
    },
  );
});

describe("orrery sweep", () => {
  const short = ["--duration", "10s", "--seeds", "2"];
  const batch = ["--vary", "resources.WorkerOrders.BatchSize=1, 10"];

  it("prints JSON, with null for what was not observed and a line that says so", async () => {
    const measures = [
      "--measure",
      "sent=OrdersQueue.messages",
      "--measure",
      "back=OrdersQueue.recovery",
    ];
    const { out, status } = await sweep(...batch, ...measures, ...short, "--format", "json");
    const { rows, runs, warnings } = JSON.parse(out) as Record<string, unknown>;
    expect([status, runs]).toEqual([0, 4]);
    expect(rows).toEqual(
      [1, 10].map((size) =>
        expect.objectContaining({
          "resources.WorkerOrders.BatchSize": size,
          sent: expect.any(Number) as number,
          back: null,
        }),
      ),
    );
    expect(warnings).toEqual(
      [1, 10].map(
        (size) =>
          `back was not observed in 2 of 2 runs with resources.WorkerOrders.BatchSize ${size}.`,
      ),
    );
  });

  it("sees the same arrivals in every combination", async () => {
    const measure = ["--measure", "sent=OrdersQueue.NumberOfMessagesSent"];
    const { out } = await sweep(...batch, ...measure, ...short, "--format", "csv");
    const [, one, ten] = out.split("\n");
    expect(one!.replace(/^1,/, "10,")).toBe(ten);
  });

  it("knows nothing of chance by one seed", async () => {
    const measure = ["--measure", "sent=OrdersQueue.NumberOfMessagesSent"];
    const { out } = await sweep(...batch, ...measure, "--duration", "10s", "--seeds", "1");
    expect(out).not.toContain("±");
    expect(out).toContain("1 run each: how far chance goes is not known");
  });

  it.each([
    [[], "--measure: expected one at least, such as p99=Worker.Duration.p99, received none"],
    [
      ["--measure", "a=cost", "--seeds", "0"],
      '--seeds: expected a number of seeds from 1, received "0"',
    ],
    [
      ["--measure", "a=cost", "--measure", "a=cost"],
      "--measure: expected each name once, received a again",
    ],
    [["--measure", "a=Worker.Duraton.p99"], /^expect|measure: .*did you mean Duration\?$/],
    [["--measure", "a=Worker"], /^measure\.a: expected a resource and a metric/],
    [
      ["--measure", "a=cost", "--vary", "duration="],
      /^--vary duration: expected values with commas between them, received ""/,
    ],
    [["--measure", "a=cost", "--vary", "duration=[1"], /^--vary duration: expected/],
    [
      ["--measure", "a=cost", "--vary", "duration=1m,later"],
      /^--vary duration: duration: expected a duration/,
    ],
    [
      ["--measure", "a=cost", "--vary", "resources.Worker.MemorySiz=1"],
      /^--vary resources\.Worker\.MemorySiz: resources\.Worker\.MemorySiz: expected .*did you mean MemorySize\?/,
    ],
    [["--measure", "a=cost", "--format", "xml"], /table, csv, json/],
  ])("refuses by one line: %j", async (args, message) => {
    const { status, out, err } = await sweep(...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err.trim()).toMatch(message);
  });

  it("prints the same by one thread and by several", async () => {
    const asked = [...batch, "--measure", "cost=cost.month", ...short, "--format", "json"];
    const [one, two] = [
      await sweep(...asked, "--threads", "1"),
      await sweep(...asked, "--threads", "2"),
    ];
    expect(two).toEqual(one);
    expect(JSON.parse(two.out)).toMatchObject({ runs: 4 });
  });

  it("leaves a run that fails in a thread to who repeats it", async () => {
    const task = { path: scenario, overrides: [], seed: 1 };
    const measuring = (measure: string) =>
      replicate({ ...task, sweeping: { measure: { back: measure }, seeds: 1 } });
    expect(await measuring("Nobody.Duration.p99")).toBeNull();
    expect(await measuring("cost.month")).toMatchObject({ numbers: [expect.any(Number)] });
  });

  it("refuses no thread at all", async () => {
    const { status, err } = await sweep("--measure", "cost=cost.month", "--threads", "0");
    expect([status, err]).toEqual([2, expect.stringContaining("--threads") as string]);
  });
});
