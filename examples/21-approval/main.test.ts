import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";
import { scripts } from "./desk.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "refunds.scenario.yaml", scripts);
const found = reportWith({});
const cured = reportWith({ "workload.0.payload.json.heartbeat": "60" });

type Report = typeof found;
const metricOf = ({ metrics }: Report, metric: string) => metrics["Refunds"]![metric]!;
const sumOf = (report: Report, metric: string): number => metricOf(report, metric).sum;
/** In seconds. */
const timeOf = (report: Report): { readonly mean: number; readonly most: number } => {
  const { sum, count, max } = metricOf(report, "ExecutionTime");
  return { mean: Math.round(sum / count / 1e6), most: Math.round(max / 1e6) };
};

describe("the README", () => {
  it("compares the two", () => {
    const row = (name: string, of: (report: Report) => number) =>
      `| ${name} | ${[found, cured].map((report) => number(of(report))).join(" | ")} |`;
    for (const claim of [
      row("refunds approved in four hours", (report) => sumOf(report, "ExecutionsSucceeded")),
      row("seconds on average", (report) => timeOf(report).mean),
      row("seconds of the slowest", (report) => timeOf(report).most),
      row("requests that went to another desk", (report) => sumOf(report, "StateRetries")),
    ]) {
      expect(readme.replaceAll(/ +/g, " ")).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("waits for two hours for a desk that has forgotten", () => {
    expect(timeOf(found).most).toBeGreaterThan(7_199);
  });

  it("approves every refund within minutes once desks must show signs of life", () => {
    expect(sumOf(cured, "ExecutionsSucceeded")).toBe(sumOf(cured, "ExecutionsStarted"));
    expect(timeOf(cured).most).toBeLessThan(600);
  });
});
