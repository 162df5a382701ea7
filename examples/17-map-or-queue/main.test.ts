import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "resize.scenario.yaml");
const found = reportWith({});
const cured = reportWith({
  "parameters.Children": "EXPRESS",
  "workload.1.payload.json.batch": "100",
});

type Report = typeof found;
const sumOf = ({ metrics }: Report, resource: string, metric: string): number =>
  metrics[resource]![metric]!.sum;
const dollarsOf = ({ cost }: Report, resource: string): number =>
  cost.resources
    .find((each) => each.resource === resource)!
    .items.reduce((sum, { dollars }) => sum + dollars, 0);
const longest = ({ metrics }: Report): number =>
  Math.round(metrics["ResizeAll"]!["ExecutionTime"]!.max / 1e6);

describe("the README", () => {
  it("compares the three", () => {
    const ways = [found, cured];
    const row = (name: string, values: readonly string[]) => `| ${name} | ${values.join(" | ")} |`;
    const dollars = [
      ...ways.map((each) => dollarsOf(each, "ResizeAll")),
      dollarsOf(found, "ToResize"),
    ];
    const invocations = [
      ...ways.map((each) => sumOf(each, "ResizeMapped", "Invocations")),
      sumOf(found, "ResizeQueued", "Invocations"),
    ];
    for (const claim of [
      row(
        "dollars, functions apart",
        dollars.map((each) => each.toFixed(3)),
      ),
      row("seconds for all", [...ways.map((each) => number(longest(each))), "–"]),
      row("invocations", invocations.map(number)),
    ]) {
      expect(readme.replaceAll(/ +/g, " ")).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("resizes every picture in each way", () => {
    for (const report of [found, cured]) {
      expect(sumOf(report, "ToResize", "NumberOfMessagesDeleted")).toBeGreaterThanOrEqual(100_000);
    }
    expect(sumOf(found, "ResizeAll", "ChildExecutionsStarted")).toBe(100_000);
    expect(sumOf(cured, "ResizeAll", "ChildExecutionsStarted")).toBe(1_000);
  });
});
