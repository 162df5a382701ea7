import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "reports.scenario.yaml");

const found = reportWith({});
const cured = reportWith({ "workload.0.request.path": "/jobs" });
const both = [found, cured];
type Report = typeof found;
const meter = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric];
const sum = (report: Report, resource: string, metric: string) =>
  meter(report, resource, metric)?.sum ?? 0;
const runs = (report: Report) =>
  sum(report, "Report", "Invocations") + sum(report, "Worker", "Invocations");

describe("the README", () => {
  it("says what comes out", () => {
    const failed = number(sum(found, "Api", "5XXError"));
    const asked = number(sum(found, "Api", "Count"));
    expect(readme).toContain(`**${failed} of ${asked} people hear 504`);
    expect(readme).toContain(`Report runs ${number(runs(found))} times, none of them fails`);
    expect(sum(found, "Report", "Errors")).toBe(0);
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = found.warnings.filter((text) => text.startsWith("POST /reports"));
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the two", () => {
    const row = (name: string, values: readonly string[]) => `| ${name} | ${values.join(" | ")} |`;
    const slowest = (report: Report) =>
      Math.max(...["Report", "Worker"].map((name) => meter(report, name, "Duration")?.max ?? 0));
    for (const claim of [
      row(
        "people who hear 504",
        both.map((each) => number(sum(each, "Api", "5XXError"))),
      ),
      row(
        "reports that are made",
        both.map((each) => number(runs(each))),
      ),
      row(
        "the slowest answer",
        both.map((each) => time(meter(each, "Api", "Latency")!.max)),
      ),
      row(
        "the slowest report",
        both.map((each) => time(slowest(each))),
      ),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

it("answers everybody at once by way of the queue", () => {
  expect(both.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
    [false, false],
    [true, true],
  ]);
});
