import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "shop.scenario.yaml");

const found = reportWith({});
const roomy = reportWith({ "parameters.Room": "24" });
const warm = reportWith({ actions: "[]" });
type Report = typeof found;
const sum = (report: Report, resource: string, metric: string) =>
  report.metrics[resource]?.[metric]?.sum ?? 0;
const failed = (report: Report) => sum(report, "Api", "5XXError");

describe("the README", () => {
  it("says what comes out", () => {
    const visitors = number(sum(found, "Api", "Count"));
    expect(readme).toContain(`**${number(failed(found))} of ${visitors} visitors hear 500**`);
    // Without the change, the cache saves four of five, and hardly anybody hears of it.
    const share = sum(warm, "Api", "CacheHitCount") / sum(warm, "Api", "Count");
    expect(readme).toContain(`${Math.round(share * 100)} % are answered here`);
    expect(failed(warm)).toBeLessThan(100);
  });

  it("compares the two", () => {
    const cells = readme.replaceAll(/ +/g, " ");
    const row = (of: (report: Report) => number) =>
      [found, roomy].map((report) => ` ${number(of(report))} |`).join("");
    for (const claim of [
      row(failed),
      row((report) => sum(report, "Pages", "Invocations")),
      row((report) => report.metrics["Pages"]!["ConcurrentExecutions"]!.max),
    ]) {
      expect(cells).toContain(claim);
    }
    expect(readme).toContain(`${number(failed(roomy))} visitors still hear 500`);
  });
});
