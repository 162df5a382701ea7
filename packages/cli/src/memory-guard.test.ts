import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, Stack, sqs } from "@orrery/aws";
import { minutes, type Duration } from "@orrery/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { Folder } from "../test/captured.ts";
import { MemoryGuard } from "./memory-guard.ts";

const folder = new Folder();
afterAll(() => folder.remove());

function backlog() {
  const stack = new Stack("full");
  new sqs.Queue(stack, "Idle");
  new sqs.Queue(stack, "Orders");
  const scenario = stack.scenario({
    duration: minutes(3),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "constant", rate: 1 },
        from: 0 as Duration,
        until: null,
        payload: { type: "size", size: { type: "constant", value: 100 } },
        groups: [],
      },
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return run;
}

/** A heap whose uses come one after another. */
function heapOf(limit: number, ...uses: readonly number[]) {
  const rest = [...uses];
  const heap = {
    limit,
    swept: 0,
    used: () => rest.shift() ?? 0,
    sweep: () => void (heap.swept += 1),
  };
  return heap;
}

describe("a run that fills the memory", () => {
  it("is stopped with one line that says what grew, and when", () => {
    const heap = heapOf(1_048_576_000, 1_000_000_000, 950_000_000);
    expect(() => new MemoryGuard(heap).check(backlog())).toThrow(
      /^memory: expected a run that fits into 1000 MB, received one that fills them at 3 m; most is in Orders, whose ApproximateNumberOfMessages\w+ is 1[78]\d; NODE_OPTIONS/,
    );
  });

  it("goes on where sweeping makes room, and then is not swept at each look", () => {
    const heap = heapOf(1_000, 900, 100, 900, 900, 900);
    const guard = new MemoryGuard(heap);
    const run = backlog();
    for (let look = 0; look < 5; look += 1) guard.check(run);
    expect(heap.swept).toBe(1);
  });

  it("ends the command with exit status 2", () => {
    folder.write("template.yaml", "Resources: { Orders: { Type: AWS::SQS::Queue } }");
    const arrivals = "workload: [{ to: Orders, arrivals: { constant: { rate: 10000/s } } }]";
    const file = folder.write("s.yaml", `template: template.yaml\nduration: 1h\n${arrivals}`);
    const main = fileURLToPath(new URL("main.ts", import.meta.url));
    let ended: { status?: number; stderr?: string } = {};
    try {
      const options = ["--conditions=source", "--max-old-space-size=250", main, "run", file];
      execFileSync(process.execPath, options, { encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      ended = error as typeof ended; // Node's own, with what the process came to.
    }
    expect(ended.stderr).toMatch(
      /^memory: expected a run that fits into \d+ MB, .*most is in Orders[^\n]*\n$/,
    );
    expect(ended.status).toBe(2);
  }, 120_000);
});
