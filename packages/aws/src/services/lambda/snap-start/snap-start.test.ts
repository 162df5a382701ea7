import { milliseconds, minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { logOfResource } from "../../../run/logs.ts";
import { functionCharges } from "../pricing.ts";

const constant = (value: number) => ({ type: "constant", value }) as const;
const ofWorker = { FunctionName: "worker" };
const restored = { SnapStart: { ApplyOn: "PublishedVersions" }, Runtime: "java21" };
const behavior = { Behavior: { ...(functionParams["Behavior"] as PlainObject), coldStart: null } };
const latencies = {
  "lambda.cold.platformOverhead": constant(0),
  "lambda.cold.firstCall": constant(0),
  "lambda.cold.initDuration": constant(milliseconds(3_000)),
  "lambda.cold.restoreDuration": constant(milliseconds(500)),
};

/** A function with a published version, whose restores take `restore`. */
function account(params: PlainObject = {}, restore = milliseconds(500)) {
  const lambda = new LambdaAccount({
    logs: true,
    latencies: { ...latencies, "lambda.cold.restoreDuration": constant(restore) },
  });
  lambda.create({ ...restored, ...behavior, ...params });
  const version = lambda.call("PublishVersion", ofWorker);
  const meters = (component = "lambda.version:worker:1") => lambda.simulation.metersOf(component);
  return { lambda, version, meters };
}
const first = { ...ofWorker, Qualifier: "1" };

describe("lambda.snap-start.versions: a version begins as a copy of its snapshot, and $LATEST does not", () => {
  it("and shows so", () => {
    const { lambda, version } = account();
    const SnapStart = { ApplyOn: "PublishedVersions", OptimizationStatus: "On" };
    expect(version).toMatchObject({ SnapStart });
    expect(lambda.call("GetFunctionConfiguration", ofWorker)).toMatchObject({
      SnapStart: { ...SnapStart, OptimizationStatus: "Off" },
    });
    // It is no change to publish again.
    expect(lambda.call("PublishVersion", ofWorker)).toMatchObject({ Version: "1" });
  });

  it("whatever its behavior says of the Init phase, which went before", () => {
    const Behavior = { ...behavior.Behavior, coldStart: constant(seconds(4)) };
    const { lambda, meters } = account({ Behavior });
    lambda.call("Invoke", first);
    expect(meters()["RestoreDuration"]).toMatchObject({ count: 1, sum: milliseconds(500) });
  });

  it("so that its cold starts restore, and those of $LATEST initialize", () => {
    const { lambda, meters } = account();
    lambda.call("Invoke", first);
    expect(meters()["RestoreDuration"]).toMatchObject({ count: 1, sum: milliseconds(500) });
    expect(meters()["InitDuration"]!.count).toBe(0);
    lambda.call("Invoke", first);
    expect(meters()["RestoreDuration"]!.count).toBe(1);
    lambda.call("Invoke", ofWorker);
    expect(meters("lambda.function:worker")["InitDuration"]).toMatchObject({
      count: 1,
      sum: milliseconds(3_000),
    });
  });
});

it("lambda.snap-start.restore: takes 699 ms at the median on java17, and 678 ms elsewhere", () => {
  const median = (Runtime: string): number => {
    const { "lambda.cold.restoreDuration": _, ...rest } = latencies;
    const times = Array.from({ length: 201 }, (_, seed) => {
      const lambda = new LambdaAccount({ seed, latencies: rest });
      lambda.create({ ...restored, ...behavior, Runtime });
      lambda.call("PublishVersion", ofWorker);
      lambda.call("Invoke", first);
      return lambda.simulation.metersOf("lambda.version:worker:1")["RestoreDuration"]!.sum;
    });
    return times.sort((one, other) => one - other)[100]! / 1_000;
  };
  expect(Math.abs(median("java17") / 699 - 1)).toBeLessThan(0.05);
  expect(Math.abs(median("python3.13") / 678 - 1)).toBeLessThan(0.05);
});

describe("lambda.snap-start.limit: a restore takes 10 s at most", () => {
  it("and all of them are let through", () => {
    expect(account({}, seconds(10)).lambda.call("Invoke", first)).toMatchObject({
      StatusCode: 200,
    });
  });

  it("and what takes longer is refused, and leaves nothing behind", () => {
    const { lambda } = account({}, (seconds(10) + 1) as Duration);
    expect(lambda.refusal("Invoke", first)).toMatch(/^SnapStartTimeoutException: /);
    expect(lambda.simulation.now).toBe(seconds(10));
    expect(lambda.simulation.gaugesOf("lambda.version:worker:1")).toMatchObject({
      Environments: 0,
      RunningInvocations: 0,
    });
  });
});

it("lambda.snap-start.not-ready: while its snapshot is made a version is Pending and refuses", () => {
  const { lambda } = account();
  lambda.call("UpdateFunctionConfiguration", { ...ofWorker, MemorySize: 512 });
  lambda.advance(seconds(2));
  expect(lambda.call("PublishVersion", ofWorker)).toMatchObject({ State: "Pending" });
  const second = { ...ofWorker, Qualifier: "2" };
  lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "2" });
  lambda.advance((minutes(2) - 1) as Duration);
  expect(lambda.refusal("Invoke", second)).toMatch(/^ResourceConflictException: .*Pending$/);
  lambda.advance(1 as Duration);
  expect(lambda.call("Invoke", second)).toMatchObject({ StatusCode: 200 });
});

describe("what cannot have snapshots", () => {
  const one = new LambdaAccount();
  it.each<[PlainObject, string]>([
    [{ Runtime: "nodejs22.x" }, "nodejs22.x is not supported for SnapStart enabled functions."],
    [{ Runtime: "java8.al2" }, "java8.al2 is not supported for SnapStart enabled functions."],
    [{ Runtime: "python3.11" }, "python3.11 is not supported for SnapStart enabled functions."],
    [
      { EphemeralStorage: { Size: 513 } },
      "SnapStart is not supported for functions with ephemeral storage above 512 MB.",
    ],
  ])("lambda.snap-start.excludes: refuses %j", (params, message) => {
    expect(() => one.create({ ...restored, ...params })).toThrow(message);
    const lambda = new LambdaAccount();
    lambda.create({ ...params, SnapStart: { ApplyOn: "None" } });
    lambda.advance(seconds(2));
    const refusal = lambda.refusal("UpdateFunctionConfiguration", {
      ...ofWorker,
      SnapStart: { ApplyOn: "PublishedVersions" },
    });
    // The first reason is told.
    const usual = params["Runtime"] === undefined;
    expect(refusal).toContain(usual ? "nodejs22.x is not supported" : message);
  });

  it.each(["java11", "java25", "python3.12", "dotnet8", "dotnet10"])(
    "lambda.snap-start.excludes: takes %s",
    (Runtime) => {
      expect(new LambdaAccount().create({ ...restored, Runtime })).toMatchObject({ Runtime });
    },
  );

  it("lambda.snap-start.excludes: takes no provisioned concurrency", () => {
    expect(
      account().lambda.refusal("PutProvisionedConcurrencyConfig", {
        ...first,
        ProvisionedConcurrentExecutions: 1,
      }),
    ).toBe(
      "InvalidParameterValueException: Provisioned Concurrency is not supported for functions with SnapStart.",
    );
  });
});

it("lambda.snap-start.log: says when it was restored, and how long that took", () => {
  const { lambda } = account();
  lambda.call("Invoke", first);
  const log = logOfResource(lambda, "lambda.version:worker:1")!.map(({ message }) => message);
  expect(log[0]).toMatch(/^RESTORE_START/);
  expect(log[1]).toMatch(/^RESTORE_REPORT Restore Duration: 500\.00 ms/);
  expect(log.at(-1)).toMatch(/Restore Duration: 500\.00 ms/);
});

it("lambda.snap-start.price: each restore costs by the memory, on Java nothing, and none is billed as duration", () => {
  const restores = (Runtime: string) => {
    const { lambda, meters } = account({ Runtime, MemorySize: 2_048 });
    lambda.call("Invoke", first);
    expect(meters()["BilledDuration"]!.sum).toBe(milliseconds(10));
    const priced = { architecture: "x86_64", ephemeralStorage: 512 } as const;
    return functionCharges(meters(), priced).filter(({ what }) => what.includes("SnapStart"));
  };
  expect(restores("java21")).toEqual([]);
  expect(restores("python3.13")).toEqual([
    { what: "Lambda SnapStart restores", quantity: 2, unit: "GB", dollars: 2 * 0.0001397998 },
  ]);
});
