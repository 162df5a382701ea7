import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "search.scenario.yaml");

const found = reportWith({});
const cured = reportWith({ "parameters.Rate": "15", "parameters.Burst": "30" });
const both = [found, cured];
type Report = typeof found;
const sum = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;
/** What a workload, by its number, counted. */
const of = (workload: number, metric: string) => (report: Report) =>
  sum(report, `workload ${workload} to Api`, metric);

describe("the README", () => {
  it("says what comes out", () => {
    const failed = sum(found, "Api", "5XXError");
    for (const claim of [
      `**${number(failed)} of ${number(sum(found, "Api", "Count"))} requests are answered with 500**`,
      `hear ${number(of(1, "Failed")(found))} and ${number(of(2, "Failed")(found))} of them`,
      `${number(sum(cured, "Api", "5XXError"))} requests still find no room`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("compares the two", () => {
    const rows: readonly (readonly [string, (report: Report) => number])[] = [
      ["Acme's requests that fail", of(1, "Failed")],
      ["Bolt's requests that fail", of(2, "Failed")],
      ["Crunch's that are answered", of(3, "Accepted")],
      ["Crunch's that hear 429", (report) => sum(report, "Api", "Throttled")],
      ["requests that are billed", (report) => sum(report, "Api", "RequestsBilled")],
    ];
    for (const [name, count] of rows) {
      expect(readme).toContain(
        `| ${name} | ${both.map((each) => number(count(each))).join(" | ")} |`,
      );
    }
  });
});

it("serves the others once each tenant has a bucket of its own", () => {
  expect(both.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
    [false],
    [true],
  ]);
});
