import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "payments.scenario.yaml");

const fewer = { "parameters.Retries": "0" };
const found = reportWith({});
const calm = reportWith(fewer);
const cured = reportWith({ ...fewer, "parameters.FailedPayments": "kept" });

const sumOf = ({ metrics }: typeof found, metric: string, resource = "Payments") =>
  metrics[resource]![metric]!.sum;

describe("the README", () => {
  it("says what comes out", () => {
    const latest = cured.metrics["LatePaymentsFailed"]!["EndToEndLatency"]!.max;
    for (const claim of [
      `${number(sumOf(found, "AsyncEventsReceived"))} orders become ${number(sumOf(found, "Invocations"))} invocations`,
      `${number(sumOf(found, "Errors"))} of which fail`,
      `${number(sumOf(found, "AsyncEventsLost"))} orders are lost`,
      `${number(sumOf(calm, "AsyncEventsLost"))} orders are lost`,
      `asked ${number(sumOf(cured, "Invocations", "LatePayments"))} times more`,
      `the last one ${time(latest)} after`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = found.warnings.filter((text) => text.startsWith("Payments lost"));
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the three", () => {
    const row = (name: string, values: readonly number[]) =>
      `| ${name} | ${values.map(number).join(" | ")} |`;
    const all = [found, calm, cured];
    const sums = (metric: string) => all.map((report) => sumOf(report, metric));
    for (const claim of [
      row("invocations of Payments", sums("Invocations")),
      row("failed invocations of it", sums("Errors")),
      row("orders lost", sums("AsyncEventsLost")),
      row("orders that came to the queue", sums("OnFailureDelivered")),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("loses orders in a storm, or without one, and none once failures are kept", () => {
    const holds = ({ expectations }: typeof found) => expectations.map((each) => each.holds);
    expect(holds(found)).toEqual([false, false]);
    expect(holds(calm)).toEqual([false, true]);
    expect(holds(cured)).toEqual([true, true]);
  });

  it("pays every order once it is cured", () => {
    const paid = sumOf(cured, "Invocations") - sumOf(cured, "Errors");
    const late = sumOf(cured, "NumberOfMessagesDeleted", "FailedPaymentQueue");
    expect(paid + late).toBe(sumOf(cured, "Invocations"));
    expect(late).toBe(sumOf(cured, "AsyncEventsDropped"));
  });

  it("gets the same orders in all three", () => {
    for (const report of [calm, cured]) {
      expect(sumOf(report, "NumberOfMessagesPublished", "OrderTopic")).toBe(
        sumOf(found, "NumberOfMessagesPublished", "OrderTopic"),
      );
    }
  });
});
