import { readFileSync } from "node:fs";
import {
  anyFaults,
  anyWorkload,
  assertProperty,
  lambda,
  run,
  sources,
  sqs,
  Stack,
  type RunResult,
} from "@orrery/orrery";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

function shop(handler?: lambda.FunctionProps["handler"]) {
  const architecture = new Stack("shop");
  const dlq = new sqs.Queue(architecture, "OrdersDlq");
  const orders = new sqs.Queue(architecture, "Orders", {
    visibilityTimeout: "20s",
    deadLetterQueue: { queue: dlq, maxReceiveCount: 2 },
  });
  new sqs.Queue(architecture, "Done");
  const worker = new lambda.Function(
    architecture,
    "Worker",
    handler === undefined ? {} : { handler },
  );
  worker.addEventSource(new sources.SqsEventSource(orders));
  const functions = { Worker: { calls: [{ "sqs:SendMessage": "Done" }] } };
  return {
    architecture,
    duration: "10m",
    ...(handler === undefined ? { functions } : {}),
  } as const;
}

/** The report of a property that fails, and the arguments of the commands that it names. */
async function failed(name: string, property: (run: RunResult) => boolean, subject = shop()) {
  const options = { seed: 4, numRuns: 1_000, folder: folder.path };
  const report = await assertProperty(
    name,
    [anyWorkload(subject, { to: "Orders" }), anyFaults(subject, { atMost: 2 })],
    (workload, faults) => property(run(subject, { workload, faults })),
    options,
  ).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
  const [replay = [], explain = []] = [...report.matchAll(/npx orrery (.*)/g)].map(
    ([, args = ""]) => args.split(" "),
  );
  return { report, replay, explain };
}

describe("the counterexample of a property", () => {
  let found: Awaited<ReturnType<typeof failed>>;
  beforeAll(async () => {
    found = await failed("no order is lost", (made) => made.bodies("OrdersDlq").length === 0);
  });

  it("is explained by the command that its report names", async () => {
    const { report, explain, replay } = found;
    expect(explain).toEqual(["explain", folder.of("no-order-is-lost.json")]);
    expect((await orrery(replay)).out).toMatch(/^the same: /);
    const { status, out, err } = await orrery(explain);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const [, under] = /( {2}under {2}[^]*?)\n {2}run/.exec(report)!;
    expect(out).toContain(
      `no order is lost\n${under}\n\nOrdersDlq: 1 dead letter at the end of the run\n`,
    );
    expect(out).toMatch(/\n {2}Orders:1 {2}2 receives: .*ServiceException/);
    const [, next = ""] = /\nall that happened to one: orrery (.*)\n$/.exec(out) ?? [];
    expect((await orrery(next.split(" "))).out).toMatch(
      /^message .*\nbegan as arrival 1 of workload 1/,
    );
  });

  it("answers the questions that a saved run answers", async () => {
    const ask = (...args: string[]) => orrery([...found.explain, ...args]);
    expect((await ask("--dead-letters")).out).toMatch(/^OrdersDlq: 1 dead letter at the end/);
    expect((await ask("--message", "Orders:1")).out).toMatch(/is waiting in OrdersDlq\n$/);
    expect((await ask("--event", "30")).out).toMatch(/^what led to event 30\n\n/);
  });

  it("is told as JSON", async () => {
    const { counterexample } = JSON.parse(readFileSync(found.explain[1]!, "utf8")) as {
      readonly counterexample: object;
    };
    const told = JSON.parse((await orrery([...found.explain, "--json"])).out) as object;
    expect(told).toMatchObject({
      counterexample,
      deadLetters: [{ resource: "OrdersDlq", count: 1 }],
    });
  });
});

describe("a counterexample in which nothing was given up", () => {
  it("names a message to begin with", async () => {
    const { explain } = await failed(
      "orders are done soon",
      (made) => !(made.metric("WorkerOrders", "MessageLatency").max > 5_000_000),
    );
    const { out } = await orrery(explain);
    expect(out).toContain("OrdersDlq: no dead letters at the end of the run\n");
    const [, next = ""] = /\nall that happened to one: orrery (.*)\n$/.exec(out) ?? [];
    expect((await orrery(next.split(" "))).status).toBe(0);
  });
});

describe("a counterexample whose handler was written in the test", () => {
  it("needs its module, of which the report and one line tell", async () => {
    const handled = shop(function* () {
      yield* sqs.sendMessage("https://sqs.us-east-1.amazonaws.com/123456789012/shop-Done", "done");
    });
    const { explain } = await failed(
      "handled",
      (made) => made.bodies("OrdersDlq").length === 0,
      handled,
    );
    expect(explain.slice(2)).toEqual(["--scripts", "MODULE"]);
    const { status, err } = await orrery(explain.slice(0, 2));
    expect(status).toBe(2);
    expect(err).toMatch(
      /^\S+: expected --scripts MODULE, a module that exports the handler Worker, [^\n]*\n$/,
    );
    const call =
      'yield { type: "call", service: "sqs", operation: "SendMessage", params: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/shop-Done", MessageBody: "done" } }';
    const module = folder.write("shop.mjs", `export const scripts = { *Worker() { ${call}; } };`);
    const given = [...explain.slice(0, 3), module];
    const { out } = await orrery(given);
    const [, next = ""] = /\nall that happened to one: orrery (.*)\n$/.exec(out) ?? [];
    expect(next.split(" ").slice(2, 4)).toEqual(["--scripts", module]);
    expect((await orrery(next.split(" "))).status).toBe(0);
  });
});
