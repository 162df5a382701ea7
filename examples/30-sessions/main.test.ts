import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "shop.scenario.yaml");

type Report = ReturnType<typeof reportWith>;
const felt = ({ parts }: Report, route: string) =>
  parts.find(({ noun, name }) => noun === "route of callers" && name === route)!.counts;
const callers = ({ metrics }: Report) => metrics["workload to Shop"]!;

const asFound = reportWith({});
const cured = reportWith({
  "workload.0.connections.keepAlive": "true",
  "workload.0.circuitBreaker.openFor": "20s",
});

it("hangs for whoever orders, and is slow for all", () => {
  expect(asFound.expectations.map(({ holds }) => holds)).toEqual([false, false]);
  expect(cured.expectations.map(({ holds }) => holds)).toEqual([false, true]);
});

describe("the README compares", () => {
  it.each<[string, (report: Report) => number]>([
    ["half of those who sign in wait, ms", (report) => felt(report, "sign in")["p50Milliseconds"]!],
    ["half of those who browse wait, ms", (report) => felt(report, "browse")["p50Milliseconds"]!],
    ["orders that failed after 20 s", (report) => felt(report, "order")["serverErrors"]!],
    ["orders that were not sent", (report) => felt(report, "order")["notSent"]!],
    ["connections", (report) => callers(report)["ConnectionsOpened"]!.sum],
    ["sessions that went all the way", (report) => callers(report)["SessionsCompleted"]!.sum],
  ])("%s", (name, numberOf) => {
    const [, row = ""] = readme.split(`| ${name} `);
    const cells = row.split("|").slice(1, 3);
    expect(cells.map((cell) => cell.trim())).toEqual([asFound, cured].map(numberOf).map(number));
  });
});
