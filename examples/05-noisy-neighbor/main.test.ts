import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, reportOf, time } from "@orrery/aws";
import { readScenario, readScenarioDocument, type Override } from "@orrery/templates";
import { expect, it } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const readme = textOf("README.md").replaceAll(/\s+/g, " ");
const file = "shop.scenario.yaml";

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

const starved = reportWith();
const cured = reportWith([{ path: "parameters.CheckoutReserved", value: "60" }]);
const metric = ({ metrics }: typeof starved, of: string, name: string) => metrics[of]![name]!;
const shoppers = "workload 1 to Checkout";
const number = (value: number) => value.toLocaleString("en-US");
const slowFiles = (report: typeof starved) =>
  time(metric(report, "Importer", "EndToEndLatency").max);

it("starves the checkout, which needs few, and nobody else", () => {
  expect(metric(starved, "Checkout", "ThrottlesByAccountConcurrency").sum).toBe(
    metric(starved, "Checkout", "Throttles").sum,
  );
  expect(metric(starved, "Checkout", "Errors").sum).toBe(0);
  expect(metric(starved, "Importer", "AsyncEventsDropped").sum).toBe(0);
  expect(starved.expectations.map(({ holds }) => holds)).toEqual([false, true]);
  for (const claim of [
    `Of ${number(metric(starved, shoppers, "Offered").sum)} shoppers ${number(metric(starved, shoppers, "GivenUp").sum)} are turned away`,
    `the checkout needs no more than ${metric(starved, "Checkout", "ConcurrentExecutions").max}`,
  ]) {
    expect(readme).toContain(claim);
  }
});

it("is cured by reserved concurrency, at little cost for the importer", () => {
  expect(cured.expectations.map(({ holds }) => holds)).toEqual([true, true]);
  expect(metric(cured, shoppers, "GivenUp").sum).toBe(0);
  expect(metric(cured, "Importer", "ConcurrentExecutions").max).toBe(940);
  expect(readme).toContain(`after ${slowFiles(cured)} in place of ${slowFiles(starved)}`);
});
