import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { Folder, ordersTemplate } from "../test/captured.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const ownNode = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));
// The sources are run as they are, which not every supported version of Node can.
const node =
  process.features.typescript !== false || !existsSync(ownNode) ? process.execPath : ownNode;

const folder = new Folder();
afterAll(() => folder.remove());
folder.write("template.yaml", ordersTemplate);
const scenario = folder.write(
  "s.yaml",
  "template: ./template.yaml\nduration: 1m\nworkload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 20/s } } }]\n",
);

interface Child {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a process of its own, and stops it by Ctrl-C once it has said `stopAt`. */
function orrery(
  args: readonly string[],
  stopAt?: string,
  output: number | "pipe" = "pipe",
): Promise<Child> {
  const child = spawn(node, ["--conditions=source", main, ...args], {
    cwd: folder.path,
    stdio: ["ignore", output, "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", FORCE_COLOR: undefined, COLUMNS: undefined },
  });
  let out = "";
  let err = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    if (stopAt !== undefined && text.includes(stopAt)) child.kill("SIGINT");
  });
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, out, err }));
  });
}

describe("as a process of its own", () => {
  it("prints a summary without colors, at 80 columns, and nothing on standard error", async () => {
    const { status, out, err } = await orrery(["run", "s.yaml"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).not.toContain("\u001b");
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(out).toMatch(/\ndigest [0-9a-f]{16}, seed 1\n/);
  });

  it("refuses what is wrong with exit status 2, in one line on standard error", async () => {
    const { status, out, err } = await orrery(["run", "s.yaml", "--set", "sed=1"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^--set sed=1: sed: expected one of .*; did you mean seed\?\n$/);
  });

  it("exits with 1 when an expectation does not hold", async () => {
    const set = "expect=[{ metric: Worker.Invocations, max: 0 }]";
    expect((await orrery(["run", "s.yaml", "--set", set])).status).toBe(1);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "says of a standard output that takes nothing more what it is, with a status of its own",
    async () => {
      const full = openSync("/dev/full", "w");
      const { status, err } = await orrery(["run", "s.yaml"], undefined, full);
      closeSync(full);
      expect(err).toBe(
        "standard output: expected a place that takes all of it, received no space left on the device\n",
      );
      expect(status).toBe(74);
    },
  );

  it("stopped by Ctrl-C prints how far it came, saves that, and exits with 130", async () => {
    folder.write(
      "scripts.ts",
      `let count = 0;
export const scripts = {
  *work() {
    if ((count += 1) === 500) process.stderr.write("under way");
    yield { type: "wait", duration: 80_000 };
    return null;
  },
};
`,
    );
    const endless = ["run", scenario, "--duration", "300d", "--save", "stopped.json"];
    const scripted = ["--set", "scripts=./scripts.ts", "--set", "functions.Worker.script=work"];
    const { status, out } = await orrery([...endless, ...scripted], "under way");
    expect(status).toBe(130);
    expect(out).toMatch(/\nstopped by Ctrl-C; this is how far it came\n[\d.]+ \w+ of 300 d from /);
    expect(out).toMatch(/\nOrdersQueue +[\d,]+ /);
    const saved = JSON.parse(readFileSync(folder.of("stopped.json"), "utf8")) as object;
    expect(saved).toMatchObject({ finished: false });
    const replayed = await orrery(["replay", "stopped.json", "--run-modules"]);
    expect(replayed).toMatchObject({ status: 0, out: expect.stringMatching(/^the same: /) });
  });
});
