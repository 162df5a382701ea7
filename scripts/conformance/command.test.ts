import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCommand } from "./command.ts";

const pattern = '{"source":["orders"]}';
const matching = (id: string, match: boolean) => ({
  id,
  source: "here",
  kind: "match",
  input: { patterns: [pattern], event: '{"source":"orders"}' },
  expected: { match },
});
const queueTrace = (id: string, call: string, localstackSkips: readonly string[] = []) => ({
  id,
  source: "here",
  input: { ops: [{ id: "c1", call, params: { QueueName: "orders" } }] },
  expected: { snapshots: {} },
  localstackSkips,
});

let folder: string;
const write = (name: string, content: object) =>
  writeFileSync(join(folder, name), JSON.stringify(content));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "conformance-"));
  write("eventbridge_ruler.json", { cases: [matching("m-1", true)] });
  write("ls_sqs.json", {
    cases: [
      queueTrace("q-1", "sqs.create_queue", ["$..Policy"]),
      queueTrace("q-2", "sqs.purge_queue"),
      queueTrace("q-3", "zeppelin.fly"),
      queueTrace("q-4", "zeppelin.fly"),
    ],
  });
  write("trace_x.json", { arrivals: [1, 2] });
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const status = runCommand(args, {
    casesFolder: folder,
    baselinePath: join(folder, "baseline"),
    pagePath: join(folder, "docs/page.md"),
    print: (line) => lines.push(line),
    printError: (line) => errors.push(line),
  });
  return { status, lines, text: lines.join("\n"), errors: errors.join("\n") };
}

it("prints what became of each file's cases, with the reasons, and a sum", () => {
  const { status, lines, errors } = run();
  expect(status).toBe(0);
  expect(errors).toBe("");
  expect(lines).toEqual([
    "eventbridge_ruler                     1 passed    0 failed     0 unsupported",
    "ls_sqs                                1 passed    1 failed     2 unsupported",
    expect.stringMatching(
      /^ {4}q-2: ConfigError: .* expected a parameter of sqs:PurgeQueue, received "QueueName"$/,
    ),
    "    2 × uses zeppelin",
    "trace_x                               0 passed    0 failed     0 unsupported",
    "2 passed, 0 failed",
  ]);
});

it("prints the counts of all files as JSON and nothing else", () => {
  expect(JSON.parse(run("--json").text)).toEqual({
    eventbridge_ruler: { passed: 1, failed: 0, unsupported: 0 },
    ls_sqs: { passed: 1, failed: 1, unsupported: 2 },
    trace_x: { passed: 0, failed: 0, unsupported: 0 },
  });
});

it("runs the files that it is told, and names every case where it is to be verbose", () => {
  const { lines } = run("--file", "ls_sqs.json", "--verbose");
  expect(lines.slice(-3)).toEqual([
    "    2 × uses zeppelin",
    "        q-3 q-4",
    "1 passed, 0 failed",
  ]);
});

it("fails when a case that passed before does not, and names it", () => {
  expect(run("--update-baseline").status).toBe(0);
  write("ls_sqs.json", { cases: [queueTrace("q-1", "sqs.purge_queue")] });
  const { status, lines, errors } = run();
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe("1 passed, 1 failed");
  expect(errors).toContain("ls_sqs q-1 passed before: ConfigError: call of sqs");
});

it("fails when a case that passed before is not supported any more", () => {
  run("--update-baseline");
  write("ls_sqs.json", { cases: [queueTrace("q-1", "zeppelin.fly")] });
  expect(run().errors).toBe("ls_sqs q-1 passed before: not supported: uses zeppelin");
});

it("forgets what passed before when told so, in the files that it runs", () => {
  run("--update-baseline");
  const passing = queueTrace("q-5", "sqs.create_queue");
  write("ls_sqs.json", { cases: [queueTrace("q-1", "zeppelin.fly"), passing] });
  write("eventbridge_ruler.json", { cases: [matching("m-1", false)] });
  expect(run("--file", "ls_sqs", "--update-baseline").status).toBe(0);
  expect(run().errors).toMatch(/^eventbridge_ruler m-1 passed before[^\n]*$/);
  write("ls_sqs.json", { cases: [queueTrace("q-5", "zeppelin.fly")] });
  expect(run("--file", "ls_sqs").errors).toContain("q-5 passed before");
});

it("fails when a case fails in a file that is complete, recorded as passed or not", () => {
  write("eventbridge_ruler.json", { cases: [matching("m-2", false)] });
  const { status, lines, errors } = run();
  expect(status).toBe(1);
  expect(errors).toBe("eventbridge_ruler m-2 must pass: match false: received true");
  expect(lines.at(-1)).toBe("1 passed, 1 failed");
});

it("takes what a case throws for its failure", () => {
  const thrown = { ...matching("m-3", true), input: { patterns: ["{"], event: "{}" } };
  write("eventbridge_ruler.json", { cases: [thrown] });
  expect(run().errors).toContain("m-3 must pass: PatternError: Event pattern is not valid.");
});

it("writes a page when asked to", () => {
  expect(run("--write").status).toBe(0);
  const page = readFileSync(join(folder, "docs/page.md"), "utf8");
  expect(page).toContain(
    [
      "| File | Passed | Failed | Not supported | Passed beyond the emulator |",
      "| --- | ---: | ---: | ---: | ---: |",
      "| eventbridge_ruler | 1 | 0 | 0 | 0 |",
      "| ls_sqs | 1 | 1 | 2 | 1 |",
      "| **all** | 2 | 1 | 2 | 1 |",
    ].join("\n"),
  );
  expect(page).toContain("## ls_sqs\n\nFailed:\n\n- `q-2`: `ConfigError: call of sqs");
  expect(page).toMatch(/Not supported:\n\n- 2: `uses zeppelin`\n$/);
  run("--write");
  expect(readFileSync(join(folder, "docs/page.md"), "utf8")).toBe(page);
});

it("has nothing to run where there are no recorded cases", () => {
  const args = ["--json"];
  const casesFolder = join(folder, "absent");
  const baselinePath = join(folder, "baseline");
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const nowhere = { casesFolder, baselinePath, pagePath: "", print, printError: print };
  expect(runCommand([], nowhere)).toBe(0);
  run("--update-baseline");
  expect(runCommand([], nowhere)).toBe(0);
  expect(runCommand(args, nowhere)).toBe(0);
  expect(lines).toEqual([
    `left out: all recorded cases: no ${casesFolder}`,
    "0 passed, 0 failed",
    `left out: 2 recorded cases that passed before: no ${casesFolder}`,
    "0 passed, 0 failed",
    "{}",
  ]);
});

it("takes the cases of another folder when told so", () => {
  const { status, errors } = run("--cases", join(folder, "nowhere"));
  expect(status).toBe(2);
  expect(errors).toBe(`conformance: --cases must be a folder, not ${join(folder, "nowhere")}`);
  const other = join(folder, "other");
  mkdirSync(join(other, "files"), { recursive: true });
  const template = "Resources: { Q: { Type: AWS::SQS::Queue } }";
  writeFileSync(join(other, "files/queue.yaml"), template);
  const fixture = { fixture: "deploy_cfn_template", params: { template_path: "queue.yaml" } };
  const absent = { fixture: "deploy_cfn_template", params: { template_path: "absent.yaml" } };
  const recorded = (id: string, op: object) => ({
    ...queueTrace(id, "sqs.list_queues"),
    input: { ops: [{ id: "f1", ...op }] },
  });
  writeFileSync(
    join(other, "ls_zeppelin.json"),
    JSON.stringify({ cases: [recorded("z-1", fixture), recorded("z-2", absent)] }),
  );
  expect(run("--cases", other, "--json").text).toContain('"passed": 1');
  expect(run("--cases", other).lines).toContain("    1 × deploys absent.yaml, which is not there");
});

it("says what is wrong with its arguments", () => {
  expect(run("--file", "ls_x")).toMatchObject({
    status: 2,
    errors: "conformance: --file must be one of eventbridge_ruler, ls_sqs, trace_x, not ls_x",
  });
  expect(run("--write", "--file", "ls_sqs")).toMatchObject({
    status: 2,
    errors: "conformance: --write is about all files: leave --file out",
  });
  expect(run("--fast").status).toBe(2);
  expect(run("--help").text).toContain("--update-baseline");
});
