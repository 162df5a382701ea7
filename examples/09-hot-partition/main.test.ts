import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { readScenario, readScenarioDocument, type Override } from "@orrery/templates";
import { expect, it } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const readme = textOf("README.md").replaceAll(/\s+/g, " ");
const file = "votes.scenario.yaml";

/** The report of the scenario, with some settings in place of its own. */
function reportWith(overrides: readonly Override[] = []) {
  const document = readScenarioDocument(textOf(file), file, overrides);
  const { scenario, seed } = readScenario(document, {
    open: (path) => ({ path, text: textOf(path) }),
  });
  const run = prepareRun(scenario, { seed: seed! });
  continueRun(run);
  return reportOf(run);
}

const hot = reportWith();
const spread = reportWith([{ path: "workload.0.groups", value: "10" }]);
const sum = ({ metrics }: typeof hot, of: string, name: string) => metrics[of]![name]!.sum;
const [favorite, others] = ["workload 1 to Votes", "workload 2 to Votes"];
const number = (value: number) => value.toLocaleString("en-US");

it("refuses votes for one key, and for those beside it, while the table has room", () => {
  expect(sum(hot, "Votes", "WriteKeyRangeThroughputThrottleEvents")).toBe(
    sum(hot, "Votes", "WriteThrottleEvents"),
  );
  expect(hot.expectations.map(({ holds }) => holds)).toEqual([false]);
  for (const claim of [
    `Of ${number(sum(hot, favorite, "Offered"))} votes ${number(sum(hot, favorite, "GivenUp"))} are lost`,
    `Of ${number(sum(hot, others, "Offered"))} votes for others ${number(sum(hot, others, "GivenUp"))} are refused`,
    `(${sum(hot, "Votes", "PartitionSplits")} split)`,
  ]) {
    expect(readme).toContain(claim);
  }
});

it("is cured by more keys", () => {
  expect(spread.expectations.map(({ holds }) => holds)).toEqual([true]);
  const votes = sum(spread, favorite, "Offered") + sum(spread, others, "Offered");
  expect(readme).toContain(
    `Then ${sum(spread, "Votes", "WriteThrottleEvents")} of ${number(votes)} votes are refused`,
  );
});
