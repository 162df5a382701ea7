import { describe, expect, it } from "vitest";
import { exampleAt } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "shop.scenario.yaml");
const october = { startsAt: "2026-10-20T12:00:00Z" };
const settings = [{}, { "parameters.Hour": "3" }, { "parameters.Clocks": "UTC" }];
const march = settings.map((each) => reportWith(each));
const autumn = settings.map((each) => reportWith({ ...each, ...october }));

const closed = ({ metrics }: (typeof march)[number]) => metrics["CloseDay"]!["Invocations"]!.sum;
const failed = ({ metrics }: (typeof march)[number]) =>
  metrics["CloseDay"]!["Errors"]!.sum + metrics["default"]!["TargetErrorCount"]!.sum;

describe("the README", () => {
  it("says what comes out", () => {
    expect(readme).toContain(`**${closed(march[0]!)} of 10 days are closed.**`);
  });

  it("compares the three", () => {
    const row = (name: string, values: readonly number[]) =>
      new RegExp(`\\| ${name} +\\| +${values.join(" +\\| +")} +\\|`);
    expect(readme).toMatch(row("days closed in March", march.map(closed)));
    expect(readme).toMatch(row("days closed in October", autumn.map(closed)));
    expect(readme).toMatch(row("failed or tried again", march.map(failed)));
  });
});

it("misses a night as it was found, and none once it is cured", () => {
  expect(march.map(({ expectations }) => expectations[0]!.holds)).toEqual([false, true, true]);
  expect(autumn.map(({ expectations }) => expectations[0]!.holds)).toEqual([true, true, true]);
});

it("depends on the clocks of the place", () => {
  // Clocks of New York are put forward two weeks earlier.
  expect(closed(reportWith({ "parameters.Clocks": "America/New_York" }))).toBe(10);
  const earlier = { "parameters.Clocks": "America/New_York", startsAt: "2026-03-05T12:00:00Z" };
  expect(closed(reportWith(earlier))).toBe(9);
});
