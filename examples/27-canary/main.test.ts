import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "release.scenario.yaml");

const shifts = [
  "Canary10Percent5Minutes",
  "Canary10Percent10Minutes",
  "Canary10Percent30Minutes",
  "Linear10PercentEvery1Minute",
  "Linear10PercentEvery10Minutes",
  "AllAtOnce",
];
const thresholds = [1, 3, 10];

type Report = ReturnType<typeof reportWith>;
const sum = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;
const released = (Shift: string, Threshold: number): Report =>
  reportWith({ "parameters.Shift": Shift, "parameters.Threshold": `${Threshold}` });

it("takes the bad version back, and few have met it", () => {
  const usual = reportWith({});
  expect(usual.expectations.every(({ holds }) => holds)).toBe(true);
  expect(usual.actions?.[0]?.outcome).toMatchObject({
    type: "rolledBack",
    logicalId: "LoginAliaslive",
    code: "ALARM_ACTIVE",
  });
  expect(readme).toContain("LoginAliaslive failed with ALARM_ACTIVE");
  expect(readme).toContain(`**${number(sum(usual, "Login", "Errors"))} people have met`);
});

describe("the README compares", () => {
  it.each(shifts)("%s", (shift) => {
    const errors = thresholds.map((threshold) =>
      number(sum(released(shift, threshold), "Login", "Errors")),
    );
    const [, row = ""] = readme.split(`| \`${shift}\` |`);
    const cells = row.split("|").slice(0, 3);
    expect(cells.map((cell) => cell.trim())).toEqual(errors);
  });
});

it("says what people saw, and when the alarm saw it", () => {
  const timeline = reportWith({}).actions[0]!.timeline!;
  const { errors, reached, alarms, backAt } = timeline;
  expect(reached).toHaveLength(1);
  expect(reached[0]).toMatchObject({ errors: errors.count });
  expect(readme).toContain(`${number(reached[0]!.requests)} requests reached it`);
  expect(alarms[0]).toMatchObject({ logicalId: "Errors", to: "ALARM" });
  expect(readme).toContain(`the alarm saw them at ${alarms[0]!.at / 1_000_000} s`);
  expect(readme).toContain(`all traffic was back at ${Math.round(backAt! / 1_000_000)} s`);
});
