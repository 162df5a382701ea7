import { milliseconds, minutes, seconds } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import type { AccountSettings } from "../config.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine } from "./machine.ts";

const open = (settings: Partial<AccountSettings> = {}) =>
  drive(
    accountMachine,
    {
      concurrentExecutions: 1_000,
      reserved: 0,
      region: "us-east-1",
      asOf: "2026-11-01",
      ...settings,
    },
    accountInvariants,
  );
type Account = ReturnType<typeof open>;

const acquire = (account: Account, starts = false) => {
  const environment = starts ? "started" : "idle";
  const reply = account.ask({ type: "acquireConcurrency", environment, isEvent: false });
  return reply.type === "denied" ? reply.reason : reply.type;
};
const acquireMany = (account: Account, count: number, starts = false) => {
  let denied = 0;
  for (let nth = 0; nth < count; nth += 1) {
    if (acquire(account, starts) !== "acquired") denied += 1;
  }
  return denied;
};
const releaseMany = (account: Account, count: number) => {
  for (let nth = 0; nth < count; nth += 1) account.tell({ type: "releaseConcurrency" });
};

describe("the unreserved pool", () => {
  it("lambda.concurrency.account-pool: admits up to the quota, less what is reserved", () => {
    const account = open({ concurrentExecutions: 20, reserved: 5 });
    expect(acquireMany(account, 15)).toBe(0);
    expect(acquire(account)).toBe("ConcurrentInvocationLimitExceeded");
    account.tell({ type: "releaseConcurrency" });
    expect(acquire(account)).toBe("acquired");
    expect(account.gauges()).toEqual({
      UnreservedConcurrencyInUse: 15,
      UnreservedConcurrencyLimit: 15,
    });
  });

  it("lambda.metrics.claimed-concurrency: claims what is in use and all that is reserved", () => {
    const account = open({ reserved: 300 });
    acquireMany(account, 3);
    expect(account.meter("UnreservedConcurrentExecutions").max).toBe(3);
    expect(account.meter("ClaimedAccountConcurrency").max).toBe(303);
  });

  it("takes over running invocations as a reservation goes, above its limit if need be", () => {
    const account = open({ concurrentExecutions: 10 });
    acquireMany(account, 10);
    expect(account.ask({ type: "adjustConcurrency", by: 4 })).toEqual({ type: "released" });
    account.tell({ type: "releaseConcurrency" });
    expect(acquire(account)).toBe("ConcurrentInvocationLimitExceeded");
    account.ask({ type: "adjustConcurrency", by: -4 });
    expect(acquire(account)).toBe("acquired");
  });

  it("follows a change of the quota or the reservations", () => {
    const account = open({ concurrentExecutions: 1 });
    acquire(account);
    account.change({
      concurrentExecutions: 2,
      reserved: 0,
      region: "us-east-1",
      asOf: "2026-11-01",
    });
    expect(acquire(account)).toBe("acquired");
  });
});

describe("rate of requests", () => {
  it("lambda.rate.ten-times-concurrency: admits 10 requests a second for each unit of the quota", () => {
    const account = open({ concurrentExecutions: 3 });
    for (let nth = 0; nth < 30; nth += 1) {
      expect(acquire(account)).toBe("acquired");
      account.tell({ type: "releaseConcurrency" });
    }
    expect(acquire(account)).toBe("FunctionInvocationRateLimitExceeded");
    account.advance(seconds(1));
    expect(acquire(account)).toBe("acquired");
  });
});

describe("the Region's ramp before 2023-11-27", () => {
  const old = { concurrentExecutions: 10_000, asOf: "2022-06-01" };

  it("lambda.ramp.region-burst: starts 3,000, 1,000 or 500 environments at once, by Region", () => {
    for (const [region, burst] of [
      ["us-west-2", 3_000],
      ["eu-central-1", 1_000],
      ["eu-north-1", 500],
    ] as const) {
      expect(acquireMany(open({ ...old, region }), burst + 7, true)).toBe(7);
    }
  });

  it("lambda.ramp.region-refill: starts 500 more each minute", () => {
    const account = open({ ...old, region: "eu-north-1" });
    acquireMany(account, 500, true);
    account.advance(milliseconds(119));
    expect(acquire(account, true)).toBe("ConcurrentInvocationLimitExceeded");
    account.advance(milliseconds(1));
    expect(acquire(account, true)).toBe("acquired");
    account.advance(minutes(1));
    expect(acquireMany(account, 510, true)).toBe(10);
  });

  it("lambda.ramp.region-burst: reuse of an environment costs nothing of it", () => {
    const account = open({ ...old, region: "eu-north-1" });
    acquireMany(account, 500, true);
    expect(acquire(account)).toBe("acquired");
  });

  it("lambda.ramp.region-burst: functions with reserved concurrency draw on it as well", () => {
    const account = open({ ...old, region: "eu-north-1" });
    acquireMany(account, 499, true);
    expect(account.ask({ type: "startEnvironment" })).toEqual({ type: "acquired" });
    expect(account.ask({ type: "startEnvironment" })).toEqual({
      type: "denied",
      reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      limit: "scalingRate",
    });
    expect(account.gauges()).toMatchObject({ UnreservedConcurrencyInUse: 499 });
  });

  it("is no more since 2023-11-27", () => {
    const account = open({ ...old, region: "eu-north-1", asOf: "2023-11-27" });
    expect(acquireMany(account, 2_000, true)).toBe(0);
    releaseMany(account, 2_000);
    expect(account.gauges()).toMatchObject({ UnreservedConcurrencyInUse: 0 });
  });
});
