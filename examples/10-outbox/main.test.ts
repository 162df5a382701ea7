import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "orders.scenario.yaml");

const found = reportWith({});
const cured = reportWith({
  "parameters.Outbox": "true",
  "functions.Checkout.calls": '[{ "dynamodb:PutItem": Orders }]',
});
const both = [found, cured];
const sum = ({ metrics }: typeof found, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;
const stored = (report: typeof found) => sum(report, "Orders", "WriteRequests");
const told = (report: typeof found) => sum(report, "Warehouse", "NumberOfMessagesSent");
const failed = (report: typeof found) => sum(report, "workload to Checkout", "Failed");

describe("the README", () => {
  it("says what comes out", () => {
    const lost = sum(found, "Orders", "WriteRequests") - told(found);
    const latest = cured.metrics["RelayChanges"]!["EndToEndLatency"]!.max;
    for (const claim of [
      `**${number(lost)} of ${number(stored(found))} orders are stored, and the warehouse never hears of them**`,
      `${number(failed(found) - lost)} customers are told that their order failed though the warehouse has it`,
      `the last one ${time(latest)} after`,
      `${number(told(cured) - stored(cured))} orders twice`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = cured.warnings.filter((text) => text.startsWith("A batch of"));
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the two", () => {
    const row = (name: string, values: readonly string[]) => `| ${name} | ${values.join(" | ")} |`;
    const numbers = (of: (report: typeof found) => number) => both.map((each) => number(of(each)));
    for (const claim of [
      row("orders stored", numbers(stored)),
      row("messages to the warehouse", numbers(told)),
      row("customers who are told of a failure", numbers(failed)),
      row(
        "the slowest checkout",
        both.map(({ metrics }) => time(metrics["Checkout"]!["Duration"]!.max)),
      ),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("loses orders to the warehouse as it was found, and none by way of the stream", () => {
    expect(both.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it("reads each order that is stored once, however often it is tried", () => {
    expect(sum(cured, "RelayChanges", "ProcessedEventCount")).toBe(stored(cured));
  });
});
