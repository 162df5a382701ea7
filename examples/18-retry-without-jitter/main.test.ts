import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "reports.scenario.yaml");
const found = reportWith({});
const cured = reportWith({ "parameters.Jitter": "FULL" });
const sumOf = ({ metrics }: typeof found, resource: string, metric: string) =>
  metrics[resource]![metric]?.sum ?? 0;

describe("the README", () => {
  it("compares the two", () => {
    const row = (name: string, resource: string, metric: string) =>
      `| ${name} | ${[found, cured].map((report) => number(sumOf(report, resource, metric))).join(" | ")} |`;
    for (const claim of [
      row("reports rendered", "Reports", "ExecutionsSucceeded"),
      row("reports given up", "Reports", "ExecutionsFailed"),
      row("throttled invocations", "Render", "Throttles"),
      row("billed transitions", "Reports", "StateTransitions"),
    ]) {
      expect(readme.replaceAll(/ +/g, " ")).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("gets no more than 50 through at each attempt, until there are no more", () => {
    expect(sumOf(found, "Reports", "ExecutionsSucceeded")).toBe(7 * 50);
    expect(found.expectations.map(({ holds }) => holds)).toEqual([false]);
  });

  it("renders every report once delays are drawn", () => {
    expect(sumOf(cured, "Reports", "ExecutionsSucceeded")).toBe(1_000);
    expect(cured.expectations.map(({ holds }) => holds)).toEqual([true]);
  });
});
