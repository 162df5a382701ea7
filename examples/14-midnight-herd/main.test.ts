import { describe, expect, it } from "vitest";
import { exampleAt } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "reports.scenario.yaml");
const all = [{}, { "parameters.Window": "20" }, { "parameters.Window": "60" }].map((each) =>
  reportWith(each),
);
const [found] = all as [(typeof all)[number]];

const number = (value: number) => value.toLocaleString("en-US");
const sums = (metric: string) => all.map(({ metrics }) => number(metrics["Report"]![metric]!.sum));

describe("the README", () => {
  it("says what comes out", () => {
    const dropped = found.metrics["Report"]!["AsyncEventsDropped"]!.sum;
    expect(readme).toContain(`**${dropped} of 280 reports are never made.**`);
    expect(readme).toContain(`longer and longer waits: ${sums("Throttles")[0]!} throttles.`);
    expect(found.metrics["Reports"]!["InvocationsTaken"]!.sum).toBe(280);
    expect(found.metrics["Reports"]!["InvocationAttemptCount"]!.sum).toBe(280);
  });

  it("prints the warning as it is", () => {
    expect(found.warnings).toHaveLength(1);
    expect(readme).toContain(found.warnings[0]);
  });

  it("compares the three", () => {
    const row = (name: string, values: readonly string[]) =>
      new RegExp(`\\| ${name} +\\| +${values.join(" +\\| +")} +\\|`);
    expect(readme).toMatch(row("reports made", sums("Invocations")));
    expect(readme).toMatch(row("throttles", sums("Throttles")));
    const most = all.map(({ metrics }) => `${metrics["Report"]!["ConcurrentExecutions"]!.max}`);
    expect(readme).toMatch(row("most at once", most));
  });
});

it("loses reports as it was found, and none once it is cured", () => {
  expect(all.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ]);
});

it("begins each report within its window", () => {
  const latest = all.map(({ metrics }) => metrics["Reports"]!["StartDelay"]!.max / 60_000_000);
  expect(latest[0]).toBeLessThan(0.1);
  expect(latest[1]).toBeGreaterThan(19);
  expect(latest[1]).toBeLessThan(20);
  expect(latest[2]).toBeLessThan(60);
});
