import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "orders.scenario.yaml");

const found = reportWith({});
const cured = reportWith({ "parameters.Acts": "true" });
const both = [found, cured];
type Report = typeof found;

const metric = ({ metrics }: Report, resource: string, name: string) => metrics[resource]![name]!;
const wait = (report: Report) => time(metric(report, "Orders", "MessageAgeAtReceive").max);
const waiting = "ApproximateNumberOfMessagesVisible";
const most = (report: Report) => number(metric(report, "Orders", waiting).max);
const firstAlarm = (report: Report) => metric(report, "OrdersWait", "FirstAlarm").sum;
const inAlarm = (report: Report) => time(metric(report, "OrdersWait", "TimeInAlarm").max);

describe("the README", () => {
  it("says what comes out", () => {
    expect(readme).toContain(
      `**${most(found)} orders wait when the sale is over, the last one for ${wait(found)}**`,
    );
    expect(readme).toContain(`the alarm goes off at ${time(firstAlarm(cured))}`);
  });

  it("compares the two", () => {
    const row = (name: string, of: (report: Report) => string) =>
      `| ${name} | ${both.map(of).join(" | ")} |`;
    for (const claim of [
      row("the longest wait", wait),
      row("most orders that waited", most),
      row("in ALARM", inAlarm),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("goes into ALARM at the same instant, and out of it because it acts", () => {
    expect(both.map(firstAlarm)).toEqual([845e6, 845e6]);
    expect(both.map((report) => metric(report, "OrdersWait", "ActionsTaken").sum)).toEqual([0, 1]);
    expect(metric(cured, "Relief", "Invocations").sum).toBe(1);
    expect(both.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
      [false, true],
      [true, true],
    ]);
  });
});
