import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { functionCharges } from "../pricing.ts";

const ofWorker = { FunctionName: "worker" };
const constant = (value: number) => ({ type: "constant", value }) as const;
const behavior = (duration: Duration, init = 0): PlainObject => ({
  Behavior: {
    ...(functionParams["Behavior"] as object),
    duration: constant(duration),
    coldStart: constant(init),
  },
});
const latencies = {
  "lambda.cold.platformOverhead": constant(0),
  "lambda.provisioned.preparation": constant(seconds(60)),
};

/** An account with `worker`, its version 1, and an alias `live` to it. */
function published(params: PlainObject = behavior(seconds(1))): LambdaAccount {
  const lambda = new LambdaAccount({ seed: 1, latencies });
  lambda.advance(seconds(1));
  lambda.create(params);
  lambda.advance(seconds(2));
  lambda.call("PublishVersion", ofWorker);
  lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
  return lambda;
}
const put = (count: number, Qualifier = "1"): PlainObject => ({
  ...ofWorker,
  Qualifier,
  ProvisionedConcurrentExecutions: count,
});
const provide = (lambda: LambdaAccount, count: number, qualifier = "1") =>
  lambda.call("PutProvisionedConcurrencyConfig", put(count, qualifier));
const refusedPut = (lambda: LambdaAccount, count: number, qualifier = "1") =>
  lambda.refusal("PutProvisionedConcurrencyConfig", put(count, qualifier));
const shown = (lambda: LambdaAccount, Qualifier = "1") => {
  const config = lambda.call("GetProvisionedConcurrencyConfig", { ...ofWorker, Qualifier });
  return [
    config["Status"],
    config["AllocatedProvisionedConcurrentExecutions"],
    config["AvailableProvisionedConcurrentExecutions"],
  ];
};
const version = "lambda.version:worker:1";
const sum = (lambda: LambdaAccount, metric: string, component = version) =>
  lambda.simulation.metersOf(component)[metric]!.sum;
const tell = (lambda: LambdaAccount, count: number, component = version) => {
  const answers: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    lambda.simulation.tell(component, invoke, ({ type }) => answers.push(type));
  }
  lambda.advance(1 as Duration);
  return answers;
};
const invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: null,
  event: null,
} as const;
const inUse = (lambda: LambdaAccount) =>
  lambda.simulation.gaugesOf("lambda.account:123456789012")["UnreservedConcurrencyInUse"];

describe("what may be provisioned", () => {
  it("lambda.provisioned.target: published versions and aliases to them only", () => {
    const lambda = published();
    const unpublished =
      "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions.";
    expect(refusedPut(lambda, 1, "$LATEST")).toBe(unpublished);
    lambda.call("CreateAlias", { ...ofWorker, Name: "head", FunctionVersion: "$LATEST" });
    expect(refusedPut(lambda, 1, "head")).toBe(unpublished);
    expect(refusedPut(lambda, 1, "7")).toContain("Function not found");
    expect(lambda.refusal("GetProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "1" })).toBe(
      "ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this function",
    );
  });

  it("lambda.provisioned.one-configuration: a version or an alias to it, and not both", () => {
    const lambda = published();
    provide(lambda, 1, "live");
    expect(refusedPut(lambda, 1)).toBe(
      "ResourceConflictException: Version is pointed by a Provisioned Concurrency alias",
    );
    lambda.call("CreateAlias", { ...ofWorker, Name: "other", FunctionVersion: "1" });
    const conflict =
      "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version";
    expect(refusedPut(lambda, 1, "other")).toBe(conflict);
    lambda.call("DeleteProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "live" });
    provide(lambda, 1);
    expect(refusedPut(lambda, 1, "live")).toBe(conflict);
  });

  it("lambda.provisioned.maximum: 100 stay unreserved, and a reservation is not exceeded", () => {
    const lambda = published();
    expect(refusedPut(lambda, 901)).toBe(
      "InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    );
    expect(refusedPut(lambda, 1_001)).toBe(
      "InvalidParameterValueException: Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
    );
    provide(lambda, 900);
    const limits = lambda.call("GetAccountSettings")["AccountLimit"];
    expect(limits).toMatchObject({ UnreservedConcurrentExecutions: 100 });
    provide(lambda, 900); // Its own is not in its way.
    lambda.call("DeleteProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "1" });
    lambda.call("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 5 });
    expect(refusedPut(lambda, 6)).toBe(
      "InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
    );
    provide(lambda, 5);
    expect(lambda.call("GetAccountSettings")["AccountLimit"]).toMatchObject({
      UnreservedConcurrentExecutions: 995,
    });
  });

  it("lambda.provisioned.reservation-not-lower: no reservation below it", () => {
    const lambda = published();
    provide(lambda, 2);
    expect(
      lambda.refusal("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 1 }),
    ).toBe(
      "InvalidParameterValueException:  ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
    );
    lambda.call("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 2 });
  });

  it("lambda.provisioned.counts-against: taken out of the pool, or of the reservation", () => {
    const lambda = published();
    provide(lambda, 10);
    const limit = () =>
      lambda.simulation.gaugesOf("lambda.account:123456789012")["UnreservedConcurrencyLimit"];
    expect(limit()).toBe(990);
    lambda.call("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 10 });
    expect(limit()).toBe(990);
    expect(lambda.error("Invoke", ofWorker).details["Reason"]).toBe(
      "ReservedFunctionConcurrentInvocationLimitExceeded",
    );
    lambda.call("DeleteFunction", ofWorker);
    expect(limit()).toBe(1_000);
  });
});

describe("its allocation", () => {
  it("lambda.provisioned.ramp: comes after a preparation, one each 10 ms, and is usable as a whole", () => {
    const lambda = published();
    expect(provide(lambda, 200)).toMatchObject({
      Status: "IN_PROGRESS",
      RequestedProvisionedConcurrentExecutions: 200,
      AllocatedProvisionedConcurrentExecutions: 0,
    });
    lambda.advance((seconds(62) - 1) as Duration);
    expect(shown(lambda)).toEqual(["IN_PROGRESS", 0, 0]);
    lambda.advance(1 as Duration);
    expect(shown(lambda)).toEqual(["READY", 200, 200]);
    // What stands when a run begins is there at once.
    const early = new LambdaAccount({ seed: 1, latencies });
    early.create();
    early.call("PublishVersion", ofWorker);
    provide(early, 5);
    early.advance(1 as Duration);
    expect(shown(early)).toEqual(["READY", 5, 5]);
  });

  it("lambda.provisioned.in-progress: runs on demand meanwhile, and a new request takes its place", () => {
    const lambda = published();
    provide(lambda, 3);
    lambda.advance(seconds(30));
    tell(lambda, 1);
    expect(sum(lambda, "ProvisionedConcurrencySpilloverInvocations")).toBe(1);
    expect(sum(lambda, "ColdStarts")).toBe(1);
    provide(lambda, 2);
    lambda.advance(seconds(40));
    expect(shown(lambda)).toEqual(["IN_PROGRESS", 0, 0]);
    lambda.advance(seconds(21));
    expect(shown(lambda)).toEqual(["READY", 2, 2]);
    provide(lambda, 1); // Fewer go at once.
    expect(shown(lambda)).toEqual(["READY", 1, 1]);
  });

  it("lambda.provisioned.status: fails where an Init phase takes too long six times", () => {
    const failing = published(behavior(seconds(1), seconds(131)));
    provide(failing, 2);
    failing.advance(seconds(70));
    const config = failing.call("GetProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "1" });
    expect(config).toMatchObject({
      Status: "FAILED",
      StatusReason: "FUNCTION_ERROR_INIT_FAILURE",
      AllocatedProvisionedConcurrentExecutions: 0,
    });
    expect(sum(failing, "EnvironmentsStarted")).toBe(6);
    const slow = published(behavior(seconds(1), seconds(129)));
    provide(slow, 2);
    slow.advance(seconds(70));
    expect(shown(slow)).toEqual(["READY", 2, 2]);
  });

  it("lambda.provisioned.init: is billed, and leaves no cold start", () => {
    const lambda = published(behavior(seconds(1), seconds(4)));
    provide(lambda, 3);
    lambda.advance(seconds(70));
    expect(sum(lambda, "BilledDuration")).toBe(seconds(12));
    tell(lambda, 3);
    lambda.advance(seconds(2));
    expect([sum(lambda, "ColdStarts"), sum(lambda, "Duration")]).toEqual([0, seconds(3)]);
  });
});

describe("invocations", () => {
  it("lambda.provisioned.spillover: run on demand where all provisioned environments are busy", () => {
    const lambda = published();
    provide(lambda, 4);
    lambda.advance(seconds(70));
    tell(lambda, 6);
    expect(inUse(lambda)).toBe(2); // Those that spilled over.
    expect(sum(lambda, "ProvisionedConcurrencyInvocations")).toBe(4);
    expect(sum(lambda, "ProvisionedConcurrencySpilloverInvocations")).toBe(2);
    expect(sum(lambda, "Invocations", "lambda.function:worker")).toBe(6);
    tell(lambda, 1, "lambda.function:worker");
    const ofFunction = lambda.simulation.metersOf("lambda.function:worker");
    expect(ofFunction["ConcurrentExecutions"]!.max).toBe(7);
    const { simulation } = lambda;
    expect(simulation.metersOf(version)["ProvisionedConcurrentExecutions"]!.max).toBe(4);
    expect(simulation.metersOf(version)["ProvisionedConcurrencyUtilization"]!.max).toBe(1);
    expect(shown(lambda)).toEqual(["READY", 4, 0]);
    lambda.advance(seconds(2));
    expect([inUse(lambda), ...shown(lambda)]).toEqual([0, "READY", 4, 4]);
    // Those that run when it goes are no longer there afterwards.
    tell(lambda, 4);
    lambda.call("DeleteProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "1" });
    lambda.advance(seconds(2));
    expect(inUse(lambda)).toBe(0);
    expect(simulation.gaugesOf(version)["Environments"]).toBe(2);
  });

  it("lambda.provisioned.request-rate: run on demand above ten a second for each unit", () => {
    const lambda = published(behavior(0 as Duration));
    provide(lambda, 2);
    lambda.advance(minutes(2));
    for (let nth = 0; nth < 25; nth += 1) tell(lambda, 1);
    expect(sum(lambda, "ProvisionedConcurrencyInvocations")).toBe(20);
    expect(sum(lambda, "ProvisionedConcurrencySpilloverInvocations")).toBe(5);
  });

  it("lambda.provisioned.alias-weights: an alias shares it between its versions by weight", () => {
    const lambda = published();
    lambda.call("UpdateFunctionConfiguration", { ...ofWorker, MemorySize: 256 });
    lambda.advance(seconds(2));
    lambda.call("PublishVersion", ofWorker);
    provide(lambda, 10, "live");
    lambda.advance(seconds(70));
    expect(shown(lambda, "live")).toEqual(["READY", 10, 10]);
    const RoutingConfig = { AdditionalVersionWeights: { 2: 0.3 } };
    lambda.call("UpdateAlias", { ...ofWorker, Name: "live", RoutingConfig });
    lambda.advance(seconds(70));
    const provisioned = (name: string) =>
      (lambda.simulation.stateOf(name) as { provisionedCount: number }).provisionedCount;
    expect([provisioned(version), provisioned("lambda.version:worker:2")]).toEqual([7, 3]);
    expect(shown(lambda, "live")).toEqual(["READY", 10, 10]);
    lambda.call("UpdateAlias", {
      ...ofWorker,
      Name: "live",
      FunctionVersion: "2",
      RoutingConfig: {},
    });
    lambda.advance(seconds(70));
    expect([provisioned(version), provisioned("lambda.version:worker:2")]).toEqual([0, 10]);
    const { ProvisionedConcurrencyConfigs } = lambda.call(
      "ListProvisionedConcurrencyConfigs",
      ofWorker,
    );
    expect(ProvisionedConcurrencyConfigs).toMatchObject([
      {
        FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:worker:live",
        Status: "READY",
      },
    ]);
  });

  it("lambda.provisioned.recycling: initialize an environment anew that has come to its age", () => {
    const lambda = new LambdaAccount({
      seed: 1,
      latencies: { ...latencies, "lambda.maxEnvironmentLifetime": constant(minutes(10)) },
    });
    lambda.create(behavior(seconds(1), seconds(2)));
    lambda.call("PublishVersion", ofWorker);
    provide(lambda, 1);
    lambda.advance(minutes(9));
    tell(lambda, 1);
    lambda.advance(minutes(2));
    expect(sum(lambda, "EnvironmentsStarted")).toBe(1);
    tell(lambda, 1);
    lambda.advance(minutes(1));
    expect([sum(lambda, "EnvironmentsStarted"), sum(lambda, "ColdStarts")]).toEqual([2, 0]);
  });
});

it("lambda.provisioned.billing: bills five minutes for what ends just then", () => {
  const lambda = published();
  provide(lambda, 1);
  lambda.advance(minutes(5));
  lambda.call("DeleteProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "1" });
  lambda.advance(minutes(30));
  expect(sum(lambda, "ProvisionedMemoryMilliseconds")).toBe(300_000 * 128);
});

it("lambda.provisioned.billing: bills whole five minutes of it, and durations on it at a lower price", () => {
  const lambda = published(behavior(seconds(1)));
  provide(lambda, 8); // 8 × 128 MB are a gigabyte.
  lambda.advance(minutes(6));
  tell(lambda, 8);
  lambda.advance(minutes(1));
  lambda.call("DeleteProvisionedConcurrencyConfig", { ...ofWorker, Qualifier: "1" });
  lambda.advance(minutes(30));
  const meters = lambda.simulation.metersOf("lambda.function:worker");
  const charges = functionCharges(meters, { architecture: "x86_64", ephemeralStorage: 512 });
  const of = (what: string) => charges.find((charge) => charge.what === what)!;
  const ahead = of("Lambda provisioned concurrency on x86_64");
  expect(ahead.quantity).toBe(600);
  expect(ahead.dollars).toBeCloseTo(600 * 0.0000041667, 12);
  const onIt = of("Lambda duration on provisioned concurrency on x86_64");
  expect(onIt.quantity).toBe(1);
  expect(onIt.dollars).toBeCloseTo(0.0000097222, 12);
  expect(charges.map(({ what }) => what)).not.toContain("Lambda duration on x86_64");
});
