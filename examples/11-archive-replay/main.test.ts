import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "orders.scenario.yaml");

const arn = (path: string) => `arn:aws:events:us-east-1:123456789012:${path}`;
const replaying = (more: object) => ({
  actions: JSON.stringify([
    {
      at: "40m",
      do: {
        "events:StartReplay": {
          ReplayName: "again",
          EventSourceArn: arn("archive/orders"),
          EventStartTime: "2026-11-23T09:10:00Z",
          EventEndTime: "2026-11-23T09:22:00Z",
          Destination: { Arn: arn("event-bus/orders"), ...more },
        },
      },
    },
  ]),
});
const found = reportWith({});
const cured = reportWith(replaying({ FilterArns: [arn("rule/orders/invoices")] }));
const toAll = reportWith(replaying({}));
const all = [found, cured, toAll];

const meter = ({ metrics }: typeof found, resource: string, name: string) =>
  metrics[resource]?.[name] ?? { sum: 0, max: 0 };
const sum = (report: typeof found, resource: string, name: string) =>
  meter(report, resource, name).sum;
const replayed = (report: typeof found) => sum(report, "OrderArchive", "EventsReplayed");
const invoices = (report: typeof found) => sum(report, "Invoices", "AsyncEventsReceived");
const lost = sum(found, "Invoices", "AsyncEventsLost");
const again = invoices(cured) - invoices(found);

describe("the README", () => {
  it("says what comes out", () => {
    for (const claim of [
      `${number(lost)} orders are never invoiced`,
      `${number(sum(found, "OrderArchive", "EventsArchived"))} events are in it`,
      `brings ${number(replayed(cured))} events, of which ${number(again)} are paid orders`,
      `${number(again - lost)} orders are invoiced twice`,
      `${number(again)} orders get their points twice`,
    ]) {
      expect(readme).toContain(claim);
    }
  });

  it("prints the warning as it is", () => {
    const [warning, ...more] = found.warnings.filter((text) => text.startsWith("Invoices lost"));
    expect(more).toEqual([]);
    expect(readme).toContain(warning);
  });

  it("compares the three", () => {
    const row = (name: string, of: (report: typeof found) => number) =>
      `| ${name} | ${all.map((report) => number(of(report))).join(" | ")} |`;
    for (const claim of [
      row("events replayed", replayed),
      row("invocations of Invoices", (report) => sum(report, "Invoices", "Invocations")),
      row("invocations of Points", (report) => sum(report, "Points", "Invocations")),
      row("Invoices at once", (report) => meter(report, "Invoices", "ConcurrentExecutions").max),
    ]) {
      expect(readme).toContain(claim);
    }
  });
});

describe("the run", () => {
  it("loses orders as it was found, brings them again, and too much to those who lost nothing", () => {
    expect(all.map(({ expectations }) => expectations.map(({ holds }) => holds))).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
  });

  it("counts what is replayed alike at the archive and at its bus", () => {
    for (const report of all)
      expect(replayed(report)).toBe(sum(report, "Orders", "EventsReplayed"));
  });
});
