import { time } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "shop.scenario.yaml");

const found = reportWith({});
const kept = reportWith({ "parameters.PartnerDeadLetters": "kept" });
const patient = reportWith({ "parameters.PartnerPatience": "86400" });
const all = [found, kept, patient];

const meter = ({ metrics }: typeof found, resource: string, name: string) =>
  metrics[resource]?.[name] ?? { sum: 0, max: 0 };
const sum = (report: typeof found, resource: string, name: string) =>
  meter(report, resource, name).sum;
const received = (report: typeof found) => sum(report, "Partner", "RequestsReceived");
const dropped = (report: typeof found) => sum(report, "Shop", "InvocationsDropped");
const partOf = ({ parts }: typeof found, name: string) =>
  parts.find((part) => part.name.endsWith(` → ${name}`))!.counts;

describe("the README", () => {
  it("says what comes out", () => {
    for (const claim of [
      `Of ${number(sum(found, "Shop", "EventsTaken"))} events, ${number(sum(found, "Shop", "MatchedEvents"))} are orders`,
      `${number(sum(found, "ParcelQueue", "NumberOfMessagesSent"))} parcels lie`,
      `${number(sum(found, "Offers", "NumberOfMessagesPublished"))} offers`,
      `${number(dropped(found))} orders never reach the partner`,
      `up to ${number(meter(found, "Shop", "InvocationsUnderWay").max)} orders wait`,
      `gets all ${number(received(patient))} orders`,
      `${time(meter(patient, "Partner", "EndToEndLatency").max)} late`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = found.warnings.filter((text) => text.startsWith("Shop dropped"));
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the three", () => {
    const row = (name: string, of: (report: typeof found) => number) =>
      `| ${name} | ${all.map((report) => number(of(report))).join(" | ")} |`;
    for (const claim of [
      row("orders that the partner got", received),
      row("orders in PartnerDlq", (report) => sum(report, "PartnerDlq", "NumberOfMessagesSent")),
      row("orders dropped", dropped),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("drops orders as it was found, and none that is kept or may wait", () => {
    expect(all.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it("accounts for every event of every target, but for those on their way at the end", () => {
    for (const report of all) {
      for (const name of ["ParcelQueue", "Offers", "Fraud", "Partner"]) {
        const { matched, delivered, deadLetters, dropped: lost } = partOf(report, name);
        const onTheirWay = matched! - delivered! - deadLetters! - lost!;
        expect(onTheirWay).toBeGreaterThanOrEqual(0);
        expect(onTheirWay).toBeLessThanOrEqual(2);
      }
    }
  });
});
