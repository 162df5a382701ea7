import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const folder = join(root, "node_modules/.cache/orrery-vitest-test");

const tests = `
import fc from "fast-check";
import { noteRun } from "@orrery/testing";
import { it, test } from "@orrery/testing/vitest";

const makeRun = (messages = 1) =>
  noteRun(() => ({ tally: () => ({ messages, faults: 0, struck: 0, digest: "d" }), save: (path) => (console.log("saved", path), []) }));

test("an ordinary test", () => {});
test.prop([fc.nat()], { seed: 1, numRuns: 7 })("holds", () => makeRun());
it.prop({ size: fc.nat(), name: fc.constant("x") }, { seed: 1, folder: "kept" })(
  "is small (or not)",
  ({ size }) => (makeRun(), size < 5),
);
test.prop([fc.nat()])("tests nothing", () => makeRun(0));
test.skip.prop([fc.nat()])("is left out", () => false);
test.fails.prop([fc.nat()])("fails, as it should", () => (makeRun(), false));
let tries = 0;
test.prop([fc.nat()], { numRuns: 1 })("is tried again", () => makeRun((tries += 1) === 1 ? 0 : 1));
`;

interface Told {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
  readonly meta: { readonly orrery?: unknown };
}
let told: readonly Told[] = [];
let printed = "";

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const config = {
    resolve: { conditions: ["source"] },
    ssr: { resolve: { conditions: ["source"] } },
  };
  writeFileSync(join(folder, "vitest.config.mjs"), `export default ${JSON.stringify(config)};`);
  writeFileSync(join(folder, "orders.test.ts"), tests);
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    program,
    "run",
    "--root",
    folder,
    "--retry",
    "1",
    "--reporter=json",
    "--reporter=default",
  ];
  const options = { cwd: folder, env: { ...process.env, NO_COLOR: "1" } };
  printed = await new Promise((tell) => {
    execFile(process.execPath, [...args, "--outputFile=told.json"], options, (_, output) =>
      tell(output),
    );
  });
  const { testResults } = JSON.parse(readFileSync(join(folder, "told.json"), "utf8")) as {
    readonly testResults: readonly [{ readonly assertionResults: readonly Told[] }];
  };
  told = testResults[0].assertionResults;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("test.prop", () => {
  it("passes, fails and is left out as tests of vitest are, under its variants too", () => {
    const statuses = told.map(({ title, status }) => [title.replace(/ \(with seed.*/, ""), status]);
    expect(statuses).toEqual([
      ["an ordinary test", "passed"],
      ["holds", "passed"],
      ["is small (or not)", "failed"],
      ["tests nothing", "failed"],
      ["is left out", "skipped"],
      ["fails, as it should", "passed"],
      ["is tried again", "passed"],
    ]);
  });

  it("says under what it fails, and repeats it by the test's file and name", () => {
    const [, , { failureMessages }] = told as readonly [Told, Told, Told];
    expect(failureMessages[0]).toContain(
      [
        "  under  size: 5",
        '  and    name: "x"',
        "  wrong  the property is false",
        '  again  test.prop([…], { seed: 1, path: "',
      ].join("\n"),
    );
    expect(failureMessages[0]).toContain(
      '\n         npx vitest run orders.test.ts -t "is small \\\\(or not\\\\)"\n' +
        "  run    npx orrery replay kept/orders-is-small-or-not.json\n" +
        "  why    npx orrery explain kept/orders-is-small-or-not.json\n",
    );
    expect(printed).toContain("saved kept/orders-is-small-or-not.json");
  });

  it("says that it tested nothing", () => {
    const { failureMessages } = told[3]!;
    expect(failureMessages[0]).toContain(
      "tests nothing: tested nothing: in 100 runs no message was worked on",
    );
  });

  it("gives reporters what its runs came to", () => {
    const digest = expect.any(String) as string;
    const tally = { runs: 7, messages: 7, faults: 0, struck: 0, digest };
    expect(told[1]!.meta.orrery).toEqual(tally);
  });
});
