import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "orders.scenario.yaml");

const kept = { "parameters.PartnerDeadLetters": "kept" };
const found = reportWith({});
const keeping = reportWith(kept);
const cured = reportWith({ ...kept, "parameters.PartnerRetries": "9" });

const sumOf = ({ metrics }: typeof found, metric: string) => metrics["OrderTopic"]![metric]!.sum;
const mostOf = ({ metrics }: typeof found, metric: string) => metrics["OrderTopic"]![metric]!.max;
const partner = ({ parts }: typeof found) => parts.find(({ name }) => name.endsWith(", https"))!;

describe("the README", () => {
  it("says what comes out", () => {
    const published = sumOf(found, "NumberOfMessagesPublished");
    const [billing, shipping] = found.parts;
    for (const claim of [
      `${number(published)} orders were published`,
      `${number(billing!.counts["delivered"]!)} of them`,
      `${number(shipping!.counts["delivered"]!)} to shipping`,
      `${number(sumOf(found, "NotificationsLost"))} orders never reach the partner`,
      `${found.cost.total.toFixed(3)} dollars an hour`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("says what each cure does", () => {
    for (const claim of [
      `${number(partner(keeping).counts["deadLetters"]!)} orders lie in PartnerDlq`,
      `all ${number(partner(cured).counts["delivered"]!)} orders`,
      `${number(sumOf(cured, "DeliveryRetries"))} times`,
      `up to ${number(mostOf(cured, "DeliveriesUnderWay"))} are under way`,
      ...[found, keeping, cured].map((report) => time(mostOf(report, "DeliveryTime"))),
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("prints warnings as they are", () => {
    const warnings = found.warnings.filter((text) => text.startsWith("OrderTopic"));
    expect(warnings).toHaveLength(2);
    for (const text of warnings) expect(readme).toContain(text);
  });
});

describe("the run", () => {
  it("loses orders as it was found, and none once it is cured", () => {
    const holds = ({ expectations }: typeof found) => expectations.map((each) => each.holds);
    expect(holds(found)).toEqual([false, true, true]);
    expect(holds(keeping)).toEqual([true, true, true]);
    expect(holds(cured)).toEqual([true, true, true]);
    expect(partner(cured).counts).toMatchObject({ deadLetters: 0, lost: 0 });
  });

  it("accounts for every order at every subscription", () => {
    for (const report of [found, keeping, cured]) {
      const published = sumOf(report, "NumberOfMessagesPublished");
      expect(report.parts).toHaveLength(4);
      for (const { counts } of report.parts) {
        const { delivered, filteredOut, deadLetters, lost } = counts;
        expect(delivered! + filteredOut! + deadLetters! + lost!).toBe(published);
      }
    }
  });

  it("sends the same orders in all three", () => {
    expect(sumOf(keeping, "NumberOfMessagesPublished")).toBe(
      sumOf(found, "NumberOfMessagesPublished"),
    );
    expect(sumOf(cured, "NumberOfMessagesPublished")).toBe(
      sumOf(found, "NumberOfMessagesPublished"),
    );
  });
});
