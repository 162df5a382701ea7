import { expect, it } from "vitest";
import type { Meters } from "../../service/billing.ts";
import { minutes } from "@orrery/kernel";
import { archiveCharges, busCharges } from "./pricing.ts";
import { arnOf, entry, EventAccount } from "./test/event-account.ts";

const metersOf = (sums: Readonly<Record<string, number>>): Meters =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, { sum }]));

it("events.cost.events: bills each begun 64 KB, and nothing that AWS puts by itself", () => {
  const account = new EventAccount();
  const client = account.simulation;
  const put = (source: string, detail = "{}"): void => {
    const content = { source, detailType: "t", detail, resources: [], size: detail.length + 8 };
    const given = { type: "event", content, time: null };
    const trail = { from: 0, number: 1, at: 0, lineage: null };
    client.tell("events.bus:bus", { type: "putEvent", entry: given, trail } as never);
  };
  put("shop");
  put("shop", JSON.stringify({ a: "x".repeat(65_536) }));
  put("aws.ecs");
  put("aws.s3");
  account.advance(minutes(1));
  expect(account.sum("EventsBilled")).toBe(4);
  expect(account.sum("EventsFree")).toBe(1);
  expect(busCharges(metersOf({ EventsBilled: 2_000_000 }))).toEqual([
    { what: "EventBridge events", quantity: 2_000_000, unit: "events", dollars: 2 },
  ]);
});

it("events.cost.others: bills buses, endpoints, archives and replays by themselves", () => {
  const sums = {
    EventsForwardedBilled: 3_000_000,
    ApiDestinationsBilled: 5_000_000,
    EventsReplayed: 1_000_000,
  };
  expect(busCharges(metersOf(sums)).map(({ what, dollars }) => [what, dollars])).toEqual([
    ["EventBridge bus to bus", 3],
    ["EventBridge API destinations", 1],
    ["EventBridge replayed events", 1],
  ]);
  expect(archiveCharges(metersOf({ ArchivedBytes: 10 * 2 ** 30 }))).toMatchObject([
    { quantity: 10, unit: "GB", dollars: 1 },
  ]);
  expect(busCharges(metersOf({}))).toEqual([]);
  expect(archiveCharges(metersOf({}))).toEqual([]);

  // The sender pays for what goes on, and the bus that gets it nothing.
  const account = new EventAccount();
  account.call("CreateEventBus", { Name: "other" });
  const Arn = arnOf("events", "event-bus/other");
  account.rule("on", { source: ["shop"] }, { Id: "1", Arn });
  account.putAll([entry({ a: 1 })]);
  account.advance(minutes(1));
  expect(account.sum("EventsBilled")).toBe(1);
  expect(account.sum("EventsForwardedBilled")).toBe(1);
  expect(account.sum("EventsBilled", "other")).toBe(0);
});
