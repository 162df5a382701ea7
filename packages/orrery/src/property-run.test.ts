import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replayRun, type RunFile } from "@orrery/aws";
import { afterAll, describe, expect, it } from "vitest";
import {
  anyFaults,
  anyWorkload,
  assertProperty,
  lambda,
  sqs,
  run,
  sources,
  Stack,
  type FaultInput,
  type WorkloadInput,
} from "./index.ts";

function shop(): Stack {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: "30s" });
  new lambda.Function(stack, "Worker").addEventSource(new sources.SqsEventSource(orders));
  return stack;
}
const folder = mkdtempSync(join(tmpdir(), "orrery-property-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const soon = (seed: number) =>
  assertProperty(
    "messages are worked on within 20 s",
    [anyWorkload(shop(), { to: "Orders" }), anyFaults(shop(), { atMost: 3 })],
    (workload, faults) => {
      const result = run(shop(), { duration: "10m", workload, faults });
      return !(result.metric("WorkerOrders", "MessageLatency").max > 20_000_000);
    },
    { seed, numRuns: 1_000, folder },
  );
const problemOf = (property: Promise<unknown>): Promise<string> =>
  property.then(
    () => "none",
    (error: unknown) => (error as Error).message,
  );

describe("a property of runs that fails", () => {
  it("is shrunk to one message and one fault, whatever it began with", async () => {
    for (const seed of [1, 2, 3]) {
      const report = await problemOf(soon(seed));
      expect(report).toMatch(
        /\n {2}under {2}1 message to Orders at \S+ \S+\n {2}and {4}(?!no faults)[^;\n]+\n {2}wrong/,
      );
    }
  });

  it("leaves one small file, which repeats the run and says what it shows", async () => {
    const report = await problemOf(soon(1));
    const path = /orrery replay (\S+)/.exec(report)![1]!;
    expect(path).toBe(`${folder}/messages-are-worked-on-within-20-s.json`);
    const text = readFileSync(path, "utf8");
    expect(text.length).toBeLessThan(5_000);
    const file = JSON.parse(text) as RunFile;
    const [, under, and] = /under {2}(.*)\n {2}and {4}(.*)/.exec(report)!;
    expect(file.counterexample).toEqual({
      test: "messages are worked on within 20 s",
      sentences: [under, and],
      problem: "the property is false",
      repeat: expect.stringMatching(/^assertProperty\("messages.*endOnFailure: true }\)$/),
    });
    const replay = replayRun(file);
    for (;;) {
      const { done, value } = replay.next();
      if (done !== true) continue;
      expect(value).toEqual({ same: true });
      break;
    }
  });
});

describe("a property of runs that tests nothing", () => {
  const nothing = (
    duration: "1m" | "2m",
    workload: readonly WorkloadInput[],
    faults: readonly FaultInput[],
  ) =>
    problemOf(
      assertProperty("sleeps", [], () => void run(shop(), { duration, workload, faults }), {
        numRuns: 3,
      }),
    );
  const one = { to: "Orders", arrivals: { constant: { rate: "1/s" } }, for: "1s" } as const;

  it("fails where nothing was sent, or no function worked on what was", async () => {
    expect(await nothing("1m", [], [])).toBe(
      "sleeps: tested nothing: in 3 runs no message was worked on",
    );
    const down = { at: "0s", for: "2m", outage: "Orders" } as const;
    expect(await nothing("2m", [{ ...one, retry: "none" }], [down])).toMatch(
      /no message was worked on$/,
    );
    const unread = new Stack("unread");
    const orders = new sqs.Queue(unread, "Orders");
    new lambda.Function(unread, "Worker").addEventSource(
      new sources.SqsEventSource(orders, { enabled: false }),
    );
    const property = assertProperty(
      "sleeps",
      [],
      () => void run(unread, { duration: "1m", workload: [one] }),
    );
    expect(await problemOf(property)).toMatch(/in 100 runs no message was worked on$/);
  });

  it("fails where its faults came when nobody asked", async () => {
    const late = { at: "50s", for: "5s", refuse: "Worker" } as const;
    expect(await nothing("1m", [one], [late])).toBe(
      "sleeps: tested nothing: in 3 runs none of 3 faults struck anything",
    );
  });

  it("holds where a container works on what comes, and a function idles", async () => {
    const stack = new Stack("jobs");
    new sqs.Queue(stack, "Jobs");
    new lambda.Function(stack, "Idle");
    const settings = { duration: "1m", workload: [{ ...one, to: "Jobs" }] } as const;
    const consumers = [{ from: "Jobs" }] as const;
    const tested = assertProperty("works", [], () => void run(stack, { ...settings, consumers }));
    expect(await problemOf(tested)).toBe("none");
    const untested = assertProperty("sleeps", [], () => void run(stack, settings));
    expect(await problemOf(untested)).toMatch(/no message was worked on$/);
  });

  it("holds where something was worked on, or struck", async () => {
    expect(await nothing("1m", [one], [])).toBe("none");
    expect(await nothing("1m", [one], [{ at: "0s", for: "5s", refuse: "Worker" }])).toBe("none");
  });
});
