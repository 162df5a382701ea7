import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";
import { scripts } from "./scripts.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "shop.scenario.yaml", scripts);
const outermost = {
  "functions.Basket.script": "basketOnce",
  "functions.Price.script": "priceOnce",
};
const patience = { attempts: 10, base: "1s", longest: "30s", failed: true };

const found = reportWith({});
const reports = [
  found,
  reportWith(outermost),
  reportWith({ ...outermost, "workload.0.retry": JSON.stringify(patience) }),
];
type Report = typeof found;
const meter = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric];
const sum = (report: Report, resource: string, metric: string) =>
  meter(report, resource, metric)?.sum ?? 0;
const givenUp = (report: Report) => sum(report, "workload to Api", "GivenUp");
const fails = (report: Report) => sum(report, "Stock", "Errors");
const environments = (report: Report) => meter(report, "Basket", "ConcurrentExecutions")!.max;

describe("the README", () => {
  it("says what comes out", () => {
    expect(readme).toContain(
      `**Stock fails ${number(fails(found))} times, though ${number(givenUp(found))} customers give up**`,
    );
    // Those who came as it ended were heard on a later attempt.
    expect(fails(found) / givenUp(found)).toBeGreaterThan(27);
    expect(readme).toContain(
      `hold ${environments(found)} environments of Basket at once where ${environments(reports[1]!)} are enough`,
    );
  });

  it("compares the three", () => {
    const cells = readme.replaceAll(/ +/g, " ");
    const row = (of: (report: Report) => number) =>
      reports.map((report) => ` ${number(of(report))} |`).join("");
    for (const claim of [
      row(givenUp),
      row(fails),
      row((report) => sum(report, "Basket", "Invocations")),
      row(environments),
    ]) {
      expect(cells).toContain(claim);
    }
  });
});
