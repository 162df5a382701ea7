import { hours, minutes, start, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { parseWallClock } from "../../../text/wall-clock.ts";
import { againstDecrease, againstModeSwitch, againstThroughput } from "./throughput-changes.ts";

const epochMilliseconds = parseWallClock("the start", "2026-10-09T00:00:00Z");
const quotas = {
  tableReadUnits: 40_000,
  tableWriteUnits: 40_000,
  accountReadUnits: 80_000,
  accountWriteUnits: 80_000,
  region: "us-west-2",
};
const none = { read: 0, write: 0 };

it("dynamodb.quota.table: bounds what is provisioned of a table or an index", () => {
  const asked = { index: null, read: 50_000, write: 5 };
  expect(againstThroughput([asked], none, quotas)).toMatchObject({
    code: "LimitExceededException",
    message:
      "The requested ReadCapacityUnits, 50000, is above the per table maximum for the account in us-west-2. Per table maximum: 40000. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
  });
  const index = { index: "byDate", read: 5, write: 40_001 };
  expect(againstThroughput([{ ...asked, read: 5 }, index], none, quotas)?.message).toContain(
    "The requested WriteCapacityUnits for index byDate, 40001, is above the per index maximum",
  );
});

it("dynamodb.quota.account: bounds what is provisioned of all tables together", () => {
  const asked = { index: null, read: 5, write: 5 };
  expect(againstThroughput([asked], { read: 79_995, write: 0 }, quotas)).toBeNull();
  expect(againstThroughput([asked], { read: 79_996, write: 0 }, quotas)?.message).toMatch(
    /^This request would have caused the ReadCapacityUnits limit to be exceeded/,
  );
});

it("dynamodb.quota.decreases: are four in a day, and then one an hour after the last", () => {
  const four = [0, 1, 2, 3].map((minute) => minutes(18 + minute) as number as Instant);
  expect(
    againstDecrease(four.slice(1), minutes(22) as number as Instant, epochMilliseconds),
  ).toBeNull();
  expect(againstDecrease(four, minutes(22) as number as Instant, epochMilliseconds)).toEqual({
    type: "refused",
    code: "LimitExceededException",
    message:
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: 4. Last decrease at Friday, October 9, 2026 at 12:21:00 AM Coordinated Universal Time. Next decrease can be made at Friday, October 9, 2026 at 1:21:00 AM Coordinated Universal Time",
  });
  expect(againstDecrease(four, minutes(81) as number as Instant, epochMilliseconds)).toBeNull();
  expect(againstDecrease(four, hours(24) as number as Instant, epochMilliseconds)).toBeNull();
});

it("dynamodb.quota.mode-switches: are four in 24 hours, and were one", () => {
  const context = { asOf: "2026-11-01", epochMilliseconds };
  const switches = [0, 1, 2, 3].map((hour) => hours(hour) as number as Instant);
  const now = hours(5) as number as Instant;
  expect(againstModeSwitch(switches.slice(1), now, context)).toBeNull();
  expect(againstModeSwitch(switches, now, context)?.message).toBe(
    "Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1 day(s). Last update at Fri Oct 09 03:00:00 UTC 2026. Next update can be made at Sat Oct 10 00:00:00 UTC 2026",
  );
  expect(againstModeSwitch(switches, hours(24) as number as Instant, context)).toBeNull();
  const before = { ...context, asOf: "2023-01-01" };
  expect(againstModeSwitch([start], now, before)?.message).toContain("limited to once in 1 day(s)");
});
