import { expect, it } from "vitest";
import { closingLines, unitResult, type VitestReport } from "./test-results.ts";

const test = (fullName: string, status: string, ...failureMessages: readonly string[]) => ({
  fullName,
  status,
  failureMessages,
});
const file = (
  name: string,
  status: string,
  message: string,
  ...assertionResults: readonly ReturnType<typeof test>[]
) => ({ name, status, message, assertionResults });
const resultOf = (...testResults: VitestReport["testResults"]) =>
  unitResult({ success: true, testResults }, (path) => path.replace("/here/", ""));

it("counts tests, and names those that were skipped by their reasons", () => {
  const skipped = test("templates (skipped: no ../shared/templates) are read", "skipped");
  const result = resultOf(
    file("/here/a.test.ts", "passed", "", test("one", "passed"), test("two", "passed"), skipped),
    file("/here/b.test.ts", "passed", "", skipped, test("(skipped: no disk) three", "skipped")),
  );
  expect(result).toEqual({
    passed: 2,
    failed: 0,
    unit: "tests",
    notes: [],
    leftOut: [
      "2 tests or sets of tests: no ../shared/templates",
      "1 test or set of tests: no disk",
    ],
  });
});

it("fails what failed, is skipped without a reason, has no test, or could not be read", () => {
  const result = resultOf(
    file("/here/a.test.ts", "failed", "", test("one", "failed", "expected 1", "received 2")),
    file("/here/b.test.ts", "passed", "", test("two", "skipped")),
    file("/here/c.test.ts", "passed", ""),
    file("/here/d.test.ts", "failed", "Cannot find module"),
    file("/here/e.test.ts", "failed", "afterAll threw", test("three", "passed")),
  );
  expect(result).toMatchObject({ passed: 1, failed: 5, leftOut: [] });
  expect(result.notes).toEqual([
    "a.test.ts: one\nexpected 1\nreceived 2",
    "b.test.ts: two is skipped and does not say why",
    "c.test.ts: there is no test in it",
    "d.test.ts: Cannot find module",
    "e.test.ts: afterAll threw",
  ]);
});

it("closes with a line for each part, what was left out of it, and the sum", () => {
  const part = { unit: "tests", notes: [], leftOut: [] };
  expect(
    closingLines([
      ["unit tests", { ...part, passed: 3_199, failed: 1 }],
      ["digests", { ...part, passed: 96, failed: 0, leftOut: ["SpiderMonkey: no Firefox"] }],
    ]),
  ).toEqual([
    "",
    "            passed  failed",
    "unit tests    3199       1",
    "digests         96       0",
    "    left out: SpiderMonkey: no Firefox",
    "3295 passed, 1 failed",
  ]);
});
