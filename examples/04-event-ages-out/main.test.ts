import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "reports.scenario.yaml");

const kept = { "parameters.Outdated": "kept" };
const found = reportWith({});
const keeping = reportWith(kept);
const patient = reportWith({ ...kept, "parameters.MaximumAge": "21600" });
const quick = reportWith({ ...kept, "parameters.Concurrency": "40" });
const all = [found, keeping, patient, quick];

const sumOf = ({ metrics }: typeof found, metric: string) => metrics["Render"]![metric]!.sum;
const longest = ({ metrics }: typeof found) => time(metrics["Render"]!["EndToEndLatency"]!.max);

describe("the README", () => {
  it("says what comes out", () => {
    for (const claim of [
      `none of the ${number(sumOf(found, "AsyncEventsReceived"))} is refused`,
      `${number(sumOf(found, "AsyncEventsLost"))} reports are never rendered`,
      `**${number(sumOf(found, "Throttles"))} throttles**`,
      `keeps the ${number(sumOf(keeping, "DeadLettersSent"))} as they came`,
      `the last is ready ${longest(patient)} after`,
      `that is ${longest(quick)}, at the same price`,
    ]) {
      expect(readme).toContain(claim);
    }
    expect(quick.cost.total).toBeCloseTo(patient.cost.total, 2);
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = found.warnings.filter((text) => text.startsWith("Render lost"));
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the four", () => {
    const row = (name: string, values: readonly string[]) => `| ${name} | ${values.join(" | ")} |`;
    const sums = (metric: string) => all.map((report) => number(sumOf(report, metric)));
    for (const claim of [
      row("reports rendered", sums("Invocations")),
      row("reports in OutdatedReports", ["–", ...sums("DeadLettersSent").slice(1)]),
      row("reports lost", sums("AsyncEventsLost")),
      row("throttles", sums("Throttles")),
      row("the longest wait", all.map(longest)),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("loses reports as it was found, and none once it is cured", () => {
    const holds = all.map(({ expectations }) => expectations[0]!.holds);
    expect(holds).toEqual([false, true, true, true]);
  });

  it("drops what would be too old, and nothing else", () => {
    for (const report of all) {
      const dropped = sumOf(report, "AsyncEventsDropped");
      expect(sumOf(report, "AsyncEventsDroppedByAge")).toBe(dropped);
      expect(sumOf(report, "Invocations") + dropped).toBe(sumOf(report, "AsyncEventsReceived"));
    }
  });
});
