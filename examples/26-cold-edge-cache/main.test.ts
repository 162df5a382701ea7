import { reportOf } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, runWith } = exampleAt(import.meta.url, "cold.scenario.yaml");

const reports = [{}, { "parameters.Shield": "true" }].map((settings) =>
  reportOf(runWith(settings)),
);
type Report = (typeof reports)[number];
const sum = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;
const share = (report: Report) =>
  `${((sum(report, "Site", "CacheHits") / sum(report, "Site", "Requests")) * 100).toFixed(1)}%`;

// A run of one minute is the first of ten.
const firsts = [{}, { "parameters.Shield": "true" }].map((settings) =>
  reportOf(runWith({ ...settings, duration: "1m" })),
);

describe("the README", () => {
  it("says what comes out", () => {
    const [four] = reports as [Report, Report];
    const hits = number(sum(four, "Site", "CacheHits"));
    const all = number(sum(four, "Site", "Requests"));
    expect(readme).toContain(`**${hits} of ${all} requests (${share(four)}) are answered`);
    expect(readme).toContain(`${number(sum(four, "PagesUrl", "UrlRequestCount"))} come to the`);
  });

  it("compares the two", () => {
    const row = (name: string, of: (report: Report) => string) =>
      `| ${name} | ${reports.map(of).join(" | ")} |`;
    for (const claim of [
      row("answered from a cache", share),
      row("requests that come to the function", (each) =>
        number(sum(each, "PagesUrl", "UrlRequestCount")),
      ),
      row("people who hear 429", (each) => number(sum(each, "Site", "Errors4xx"))),
    ]) {
      expect(readme).toContain(claim);
    }
    const early = firsts.map((each) => number(sum(each, "Site", "Errors4xx")));
    expect(readme).toContain(`| of those in the first minute | ${early.join(" | ")} |`);
    expect(readme).toContain(
      `**${early[0]} of the ${sum(reports[0]!, "Site", "Errors4xx")} people who hear 429`,
    );
  });
});
