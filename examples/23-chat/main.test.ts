import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";
import { scripts } from "./scripts.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "chat.scenario.yaml", scripts);
const patience = { attempts: 10, base: "2s", longest: "30s" };
const withRetry = (retry: object) => reportWith({ "workload.0.retry": JSON.stringify(retry) });

const found = reportWith({});
const cured = withRetry(patience);
const reports = [found, cured, withRetry({ ...patience, jitter: "none" })];
type Report = typeof found;
const sum = (report: Report, resource: string, metric: string) =>
  report.metrics[resource]?.[metric]?.sum ?? 0;
const connected = (report: Report) => sum(report, "Chat", "ConnectCount");
const refused = (report: Report) => sum(report, "Chat", "ConnectionsRefused");

describe("the README", () => {
  it("says what comes out", () => {
    expect(readme).toContain(
      `**${number(10_000 - connected(found))} of 10,000 people stay outside.**`,
    );
    expect(readme).toContain(`${number(refused(found))} are refused`);
    expect(readme).toContain(`The ${number(connected(found))} who are in`);
  });

  it("compares the three", () => {
    const row = (values: readonly string[]) => values.map((value) => ` ${value} |`).join("");
    const cells = readme.replaceAll(/ +/g, " ");
    const answers = reports.map(({ metrics }) => metrics["workload to Chat"]!["ResponseTime"]!);
    for (const values of [
      reports.map((each) => number(connected(each))),
      reports.map((each) => number(refused(each))),
      answers.map(({ max }) => time(max)),
    ]) {
      expect(cells).toContain(row(values));
    }
    expect(readme).toContain(`within ${time(answers[1]!.max).replace(" s", " seconds")}`);
  });

  it("says what else shows", () => {
    expect(sum(cured, "Chat", "PushesGone")).toBe(3);
    expect(sum(cured, "Room", "Errors")).toBe(3);
  });
});
