import { afterAll, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { eventText } from "./event-input.ts";

const folder = new Folder();
afterAll(() => folder.remove());
const template = folder.write("template.yaml", ordersTemplate);
const event = folder.write("event.json", '{ "Records": [{ "body": "one" }, { "body": "two" }] }');

const moduleOf = (body: string): string =>
  `import { call, wait, RuntimeExit } from ${JSON.stringify(import.meta.resolve("@orrery/aws"))};\n` +
  `export function* handler(event, context) {\n${body}\n}\n`;

const requestId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const linesOf = (text: string) => text.trimEnd().split("\n");

it("prints the log on standard error and the answer on standard output", async () => {
  const scenario = folder.write(
    "s.yaml",
    "template: template.yaml\nduration: 1m\nfunctions: { Worker: { duration: 50ms, coldStart: 200ms, response: { ok: true } } }\n",
  );
  const { status, out, err } = await orrery([
    "invoke",
    template,
    "Worker",
    "--event",
    event,
    "--scenario",
    scenario,
  ]);
  expect({ status, out }).toEqual({ status: 0, out: '{"ok":true}\n' });
  const log = linesOf(err);
  const id = requestId.exec(err)?.[0] ?? "none";
  const [report = ""] = log.filter((line) => line.startsWith("REPORT"));
  expect(report).toContain(
    `REPORT RequestId: ${id}\tDuration: 50.00 ms\tBilled Duration: 250 ms\tMemory Size: 128 MB`,
  );
  expect(report).toContain("\tInit Duration: 200.00 ms");
  const heads = log.map((line) => line.split(" ", 1)[0]);
  expect(heads.slice(heads.indexOf("START"))).toEqual(["START", "END", "REPORT"]);
  expect(log).toContain(`START RequestId: ${id} Version: $LATEST`);
});

it("names what is assumed of a function that nobody said anything of", async () => {
  const { status, out, err } = await orrery(["invoke", template, "Worker"]);
  expect({ status, out }).toEqual({ status: 0, out: "null\n" });
  expect(linesOf(err).slice(0, 2)).toEqual([
    "! Worker has no behavior: it is taken to return null after 100 ms.",
    "! The cold start of Worker is drawn as others measured it for nodejs22.x.",
  ]);
  const { assumed } = JSON.parse((await orrery(["invoke", template, "Worker", "--json"])).out) as {
    readonly assumed: readonly string[];
  };
  expect(assumed).toHaveLength(2);
});

it("names figures for messages, which an event from outside has none of", async () => {
  const args = ["invoke", template, "Worker", "--event", event, "--json"];
  const { out } = await orrery([
    ...args,
    ...["--set", "functions.Worker.poison=1", "--set", "functions.Worker.coldStart=1s"],
  ]);
  expect(JSON.parse(out)).toMatchObject({
    functionError: null,
    assumed: [
      "poison of Worker count for messages that a mapping brings, not for records of this event.",
    ],
  });
});

it("lists what a handler prints at its time, and of other functions nothing", async () => {
  const both = ordersTemplate.replace(
    "Resources:\n",
    "Resources:\n  Other: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: python3.13, FunctionName: other } }\n",
  );
  folder.write("both.yaml", both);
  const scripts = folder.write(
    "scripts.mjs",
    moduleOf("").replace(/export function\* handler[^]*/, "") +
      `export const scripts = {
        *worker(event, context) {
          console.log("got", { records: event.Records.length });
          yield* wait("40ms");
          const answer = yield* call("lambda", "Invoke", { FunctionName: "other" });
          console.error("said", answer.Payload);
          return "done";
        },
        *other() { console.log("not mine"); return 7; },
      };\n`,
  );
  const scenario = folder.write(
    "both.scenario.yaml",
    `template: both.yaml\nduration: 1m\nscripts: ${scripts}\n` +
      "functions: { Worker: { script: worker }, Other: { script: other } }\n",
  );
  const args = ["invoke", folder.of("both.yaml"), "--scenario", scenario, "--event", event];
  const { out, err } = await orrery([...args, "Worker"]);
  expect(out).toBe('"done"\n');
  const [, , , first = "", second = "", end = ""] = linesOf(err);
  expect(first).toMatch(/^2026-01-01T00:00:00\.\d{3}Z\t[0-9a-f-]{36}\tINFO\tgot \{ records: 2 \}$/);
  expect(second).toMatch(/^2026-01-01T00:00:00\.\d{3}Z\t[0-9a-f-]{36}\tERROR\tsaid 7$/);
  expect(Date.parse(second.slice(0, 24)) - Date.parse(first.slice(0, 24))).toBeGreaterThan(40);
  expect(end).toMatch(/^END/);
  // Python's print writes what it is given alone.
  const other = linesOf((await orrery([...args, "Other"])).err);
  expect(other).toContain("not mine");
});

it("gives a function error as AWS does, with status 1", async () => {
  const fails = folder.write(
    "fails.mjs",
    moduleOf('console.log("before"); yield* wait("1ms"); throw new Error("no stock");'),
  );
  const thrown = await orrery(["invoke", template, "Worker", "--handler", fails]);
  expect(thrown.status).toBe(1);
  expect(JSON.parse(thrown.out)).toEqual({
    errorType: "Error",
    errorMessage: "no stock",
    trace: ["Error: no stock"],
  });
  expect(thrown.err).toMatch(/INFO\tbefore\n\S+\t\S+\tERROR\tInvoke Error \t.*\nEND/);

  const hangs = folder.write("hangs.mjs", moduleOf('yield* wait("5m");'));
  const late = await orrery(["invoke", template, "Worker", "--handler", hangs, "--json"]);
  expect(late.status).toBe(1);
  expect(JSON.parse(late.out)).toMatchObject({
    functionError: "Unhandled",
    report: { duration: 30_000 },
  });
  expect(late.out).toContain("Task timed out after 30.00 seconds");
});

it("says AWS's refusal in the words of its command line, with status 1", async () => {
  const refused = ["--set", "resources.Worker.ReservedConcurrentExecutions=0"];
  const { status, out, err } = await orrery(["invoke", template, "Worker", ...refused]);
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect(err).toContain(
    "An error occurred (TooManyRequestsException) when calling the Invoke operation: Rate Exceeded.",
  );
  const { out: json } = await orrery(["invoke", template, "Worker", ...refused, "--json"]);
  expect(JSON.parse(json)).toMatchObject({
    refused: { code: "TooManyRequestsException", httpStatus: 429 },
  });
});

it("takes the events that orrery event prints", async () => {
  const printed = await orrery(["event", "sqs", "batch"]);
  const seen = folder.write("seen.mjs", moduleOf("return event.Records[0].eventSource;"));
  const file = folder.write("sqs.json", printed.out);
  const { out } = await orrery(["invoke", template, "Worker", "--event", file, "--handler", seen]);
  expect(out).toBe('"aws:sqs"\n');
});

it("reads an event from standard input as it comes, and to its end", () => {
  const parts = ['{"a"', null, ":1}", ""];
  const read = (into: Buffer): number => {
    const part = parts.shift();
    if (part === null) throw Object.assign(new Error("again"), { code: "EAGAIN" });
    return into.write(part ?? "");
  };
  expect(eventText("-", read)).toBe('{"a":1}');
  expect(eventText(undefined, read)).toBe("{}");
  expect(() => eventText("-", (into) => into.write("[".repeat(65_536)))).toThrow(
    "standard input: expected at most 16777216 bytes, received more",
  );
  expect(() => eventText("-", () => 0)).toThrow(
    "standard input: expected an event in JSON, received nothing",
  );
});

it("says on one line what is wrong with what it is given", async () => {
  const said = async (...args: readonly string[]) => {
    const { status, out, err } = await orrery(["invoke", template, ...args]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    return err;
  };
  expect(await said("Workr")).toMatch(
    /: expected one of Worker, received "Workr"; did you mean Worker\?\n$/,
  );
  expect(await said("OrdersQueue")).toContain("expected one of Worker");
  const broken = folder.write("broken.json", "{ Records: [] }");
  expect(await said("Worker", "--event", broken)).toContain(
    `${broken}: expected an event in JSON, received `,
  );
  const nothing = folder.write("nothing.mjs", "export const other = 1;\n");
  expect(await said("Worker", "--handler", nothing)).toBe(
    `${nothing}: expected a module that exports handler, received one that exports other\n`,
  );
  const asynchronous = folder.write("async.mjs", "export const handler = async () => 1;\n");
  expect(await said("Worker", "--handler", asynchronous)).toContain(
    "expected a generator function (function*), received an async function",
  );
});
