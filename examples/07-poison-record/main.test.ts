import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, reportOf, time } from "@orrery/aws";
import { readScenario, readScenarioDocument, type Override } from "@orrery/templates";
import { describe, expect, it } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const readme = textOf("README.md").replaceAll(/\s+(?:>\s+)*/g, " ");
const file = "vans.scenario.yaml";

/** The report of the scenario, with some settings in place of its own. */
function reportWith(settings: Readonly<Record<string, string>>) {
  const overrides = Object.entries(settings).map(([path, value]): Override => ({ path, value }));
  const document = readScenarioDocument(textOf(file), file, overrides);
  const { scenario, seed } = readScenario(document, {
    open: (path) => ({ path, text: textOf(path) }),
  });
  const run = prepareRun(scenario, { seed: seed! });
  continueRun(run);
  return reportOf(run);
}

const retrying = { "parameters.Retries": "2" };
const found = reportWith({});
const retried = reportWith(retrying);
const cured = reportWith({
  ...retrying,
  "parameters.Bisect": "true",
  "parameters.GivenUp": "kept",
});
const all = [found, retried, cured];

const number = (value: number) => value.toLocaleString("en-US");
const sumOf = ({ metrics }: typeof found, metric: string, of = "Reading") =>
  metrics[of]![metric]!.sum;
const longest = ({ metrics }: typeof found, metric: string) =>
  time(metrics["Reading"]![metric]!.max);
const put = sumOf(found, "IncomingRecords", "Positions");

describe("the README", () => {
  it("says what comes out", () => {
    for (const claim of [
      `takes all ${number(put)};`,
      `**${number(put - sumOf(found, "ProcessedEventCount"))} positions are never handled**`,
      `${number(sumOf(found, "Errors", "Tracker"))} invocations fail`,
      `that reaches ${longest(found, "IteratorAge")}, while`,
      `took longer than ${longest(found, "EndToEndLatency")}.`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = found.warnings;
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the three", () => {
    const row = (name: string, values: readonly string[]) => `| ${name} | ${values.join(" | ")} |`;
    const sums = (metric: string, of?: string) =>
      all.map((report) => number(sumOf(report, metric, of)));
    for (const claim of [
      row("positions handled", sums("ProcessedEventCount")),
      row("positions given up", sums("DroppedEventCount")),
      row("… of which somebody is told", sums("OnFailureDestinationDeliveredEventCount")),
      row("failed invocations", sums("Errors", "Tracker")),
      row(
        "the highest iterator age",
        all.map((report) => longest(report, "IteratorAge")),
      ),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("falls behind as it was found, and not once it is cured", () => {
    expect(all.map(({ expectations }) => expectations[0]!.holds)).toEqual([false, true, true]);
  });

  it("handles or gives up every position once it is cured", () => {
    for (const report of [retried, cured]) {
      expect(sumOf(report, "ProcessedEventCount") + sumOf(report, "DroppedEventCount")).toBe(put);
    }
  });
});
