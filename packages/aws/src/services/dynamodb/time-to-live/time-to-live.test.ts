import { days, hours, minutes, seconds, type Distribution } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { openTable, put } from "../test/driven-table.ts";
import { openStreamed } from "../test/stream-client.ts";
import { number, openAccount, text } from "../test/table-client.ts";

const startsAt = Date.parse("2026-11-01T00:00:00Z") / 1_000;
const after = (delay: Distribution) => ({ latencies: { "dynamodb.timeToLive": delay } });
const atOnce = after({ type: "constant", value: 0 });
const specification = (AttributeName = "gone", Enabled = true) => ({
  TableName: "Orders",
  TimeToLiveSpecification: { AttributeName, Enabled },
});
const expiring = (id: string, inSeconds: number) => ({
  id: text(id),
  gone: number(startsAt + inSeconds),
});

it("dynamodb.ttl.attribute: an item goes at its second, unless it says none or one five years back", () => {
  const { table, call, put, get, wait } = openAccount(atOnce);
  table();
  call("UpdateTimeToLive", specification());
  put(expiring("soon", 60));
  put(expiring("later", 6_000));
  put(expiring("past", -60));
  put(expiring("ancient", -6 * 365 * 86_400));
  put({ id: text("text"), gone: text(`${startsAt}`) });
  put({ id: text("none") });
  wait(minutes(3));
  const left = ["soon", "later", "past", "ancient", "text", "none"].filter(
    (id) => get({ id: text(id) }) !== undefined,
  );
  expect(left).toEqual(["later", "ancient", "text", "none"]);
});

it("dynamodb.ttl.delay: an item that has expired is read, until ten minutes to 48 hours have passed", () => {
  const { table, call, put, get, wait } = openAccount();
  table();
  call("UpdateTimeToLive", specification());
  for (let place = 0; place < 40; place += 1) put(expiring(`${place}`, 60));
  const left = () =>
    Array.from({ length: 40 }, (_, place) => get({ id: text(`${place}`) })).filter(
      (item) => item !== undefined,
    ).length;
  wait(minutes(10));
  expect(left()).toBe(40);
  wait(hours(24));
  expect(left()).toBeGreaterThan(10);
  expect(left()).toBeLessThan(30);
  wait(hours(25));
  expect(left()).toBe(0);
});

it("dynamodb.ttl.free: a deletion takes no units, and is counted", () => {
  const latencies = { "dynamodb.timeToLive": { type: "constant", value: 0 } } as const;
  const items = openTable({ timeToLive: "gone" }, { latencies });
  const gone = number(Date.parse("2026-01-01T00:01:00Z") / 1_000);
  for (let place = 0; place < 1_100; place += 1) put(items, { id: text(`${place}`), gone });
  items.advance(minutes(2));
  expect(items.meter("TimeToLiveDeletedItemCount").sum).toBe(1_100);
  expect(items.meter("ConsumedWriteCapacityUnits").sum).toBe(1_100);
  expect(items.state.items.items).toBe(0);
});

it("dynamodb.ttl.record: the stream says that the service did it", () => {
  const { call, put, wait, records } = openStreamed(atOnce);
  call("UpdateTimeToLive", specification());
  put(expiring("a", 60));
  call("DeleteItem", { TableName: "Orders", Key: { id: text("b") } });
  wait(minutes(3));
  const all = records();
  expect(all.map(({ eventName }) => eventName)).toEqual(["INSERT", "REMOVE"]);
  expect(all[1]).toMatchObject({
    userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
    dynamodb: { OldImage: { id: { S: "a" } } },
  });
  expect(all[0]).not.toHaveProperty("userIdentity");
});

it("an item that is given more time, or none, stays", () => {
  const { table, call, put, get, wait } = openAccount(atOnce);
  table();
  call("UpdateTimeToLive", specification());
  put(expiring("more", 60));
  put(expiring("more", 600));
  put(expiring("none", 60));
  put({ id: text("none") });
  put(expiring("anew", 60));
  call("DeleteItem", { TableName: "Orders", Key: { id: text("anew") } });
  put(expiring("anew", 600));
  wait(minutes(5));
  const left = () => ["more", "none", "anew"].filter((id) => get({ id: text(id) }) !== undefined);
  expect(left()).toEqual(["more", "none", "anew"]);
  wait(minutes(10));
  expect(left()).toEqual(["none"]);
});

it("items that were there when it was enabled go too, and none once it is disabled", () => {
  const { table, call, put, get, wait } = openAccount(atOnce);
  table();
  put(expiring("a", 60));
  put(expiring("b", 7_200));
  call("UpdateTimeToLive", specification());
  wait(minutes(40));
  expect([get({ id: text("a") }), get({ id: text("b") })]).toEqual([
    undefined,
    expiring("b", 7_200),
  ]);
  call("UpdateTimeToLive", specification("gone", false));
  wait(hours(3));
  expect(get({ id: text("b") })).toBeDefined();
});

it("dynamodb.ttl.change: is changed once in half an hour, and holds at once", () => {
  const { table, call, refusal, wait } = openAccount();
  table();
  const status = () =>
    (call("DescribeTimeToLive", { TableName: "Orders" })["TimeToLiveDescription"] as PlainObject)[
      "TimeToLiveStatus"
    ];
  expect(status()).toBe("DISABLED");
  expect(refusal("UpdateTimeToLive", specification("gone", false))).toBe(
    "ValidationException: TimeToLive is already disabled",
  );
  expect(call("UpdateTimeToLive", specification())).toEqual({
    TimeToLiveSpecification: { Enabled: true, AttributeName: "gone" },
  });
  expect(status()).toBe("ENABLED");
  wait(seconds(10));
  expect(refusal("UpdateTimeToLive", specification())).toBe(
    "ValidationException: TimeToLive is already enabled",
  );
  expect(refusal("UpdateTimeToLive", specification("other"))).toBe(
    "ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is gone",
  );
  expect(refusal("UpdateTimeToLive", specification("gone", false))).toBe(
    "ValidationException: Time to live has been modified multiple times within a fixed interval",
  );
  wait(minutes(31));
  call("UpdateTimeToLive", specification("gone", false));
  expect(status()).toBe("DISABLED");
  wait(days(1));
});
