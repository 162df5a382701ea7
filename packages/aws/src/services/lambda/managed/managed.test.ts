import { milliseconds, minutes, seconds, type Distribution } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import { noTrail } from "../../../service/origin.ts";
import { queueSource } from "../../sqs/source.ts";
import { defaultBehavior, resolveFunctionConfig } from "../config.ts";
import { functionInvariants } from "../function/invariants.ts";
import { functionMachine } from "../function/machine.ts";
import type { Invoke } from "../protocol.ts";
import type { ManagedInstances } from "./managed-instances.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const event: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};
const usual: ManagedInstances = { concurrency: 2, least: 3, most: 20, isPublished: true };

/** A function whose handler takes 10 s, on environments of two invocations each; it asks no account. */
function open(managed: Partial<ManagedInstances> = {}) {
  const settings = resolveFunctionConfig("worker", {
    managed: { ...usual, ...managed },
    memorySize: 2_048,
    timeout: seconds(60),
    behavior: { ...defaultBehavior, duration: constant(seconds(10)) },
  });
  const machine = functionMachine({ scripts: {}, formOf: () => queueSource.form });
  const fn = drive(machine, settings, functionInvariants);
  /** How many of so many invocations are turned away. */
  const refused = (count: number): number =>
    Array.from({ length: count }, () => fn.request(event)).filter(
      ({ reply }) => reply?.type === "refused",
    ).length;
  const environments = () => fn.gauges()["Environments"];
  return { fn, settings, refused, environments };
}

describe("a function on managed instances", () => {
  it("lambda.managed.no-cold-start: has three environments before anybody invokes", () => {
    const { fn, environments } = open();
    expect(environments()).toBe(3);
    const first = fn.request(event);
    fn.advance(seconds(10));
    expect(first.reply).toMatchObject({ coldStart: false, duration: seconds(10) });
    expect([fn.meter("ColdStarts").sum, fn.meter("BilledMemoryMilliseconds").sum]).toEqual([0, 0]);
  });

  it("lambda.managed.concurrency: each runs as many at once as it may, and more are throttled", () => {
    const { fn, refused } = open();
    expect(refused(6)).toBe(0);
    expect(refused(2)).toBe(2);
    expect([fn.meter("ConcurrencyThrottles").sum, fn.meter("Throttles").sum]).toEqual([2, 2]);
    fn.advance(seconds(10));
    expect(refused(6)).toBe(0);
  });

  it("lambda.managed.scaling: has room for twice as much as was used, a minute after it was seen", () => {
    const { fn, refused, environments } = open();
    expect(refused(5)).toBe(0);
    fn.advance(minutes(1));
    expect(environments()).toBe(3);
    expect(refused(5)).toBe(0);
    fn.advance(minutes(1));
    expect(environments()).toBe(5);
    expect(refused(11)).toBe(1);
  });

  it("lambda.managed.scaling: gives them back one by one, and then nobody looks", () => {
    const { fn, refused, environments } = open();
    refused(6);
    fn.advance(minutes(2));
    expect(environments()).toBe(5);
    fn.advance(minutes(1));
    expect(environments()).toBe(4);
    fn.advance(minutes(10));
    expect(environments()).toBe(3);
    expect(fn.state.managedIsWatched).toBe(false);
  });

  it("lambda.managed.bounds: has no more than it may, and new bounds hold at once", () => {
    const { fn, settings, refused, environments } = open({ most: 4 });
    for (const count of [6, 6]) {
      refused(count);
      fn.advance(minutes(1));
    }
    expect(environments()).toBe(4);
    fn.change({ ...settings, managed: { ...usual, least: 10 } });
    expect(environments()).toBe(10);
    fn.change({ ...settings, managed: { ...usual, least: 0, most: 0 } });
    expect(refused(1)).toBe(1);
  });
});

const FunctionName = "worker";
const provider = {
  CapacityProviderName: "ours",
  VpcConfig: { SubnetIds: ["subnet-12345678"], SecurityGroupIds: ["sg-12345678"] },
  PermissionsConfig: { CapacityProviderOperatorRoleArn: "arn:aws:iam::123456789012:role/operator" },
};
const CapacityProviderArn = "arn:aws:lambda:us-east-1:123456789012:capacity-provider:ours";
const on = (more: object = {}) => ({
  MemorySize: 2_048,
  CapacityProviderConfig: {
    LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn, ...more },
  },
});

describe("the operations", () => {
  it("lambda.managed.provider: a function runs on a capacity provider that is there", () => {
    const account = new LambdaAccount();
    expect(account.refusal("CreateFunction", { ...functionParams, ...on() })).toBe(
      `ResourceNotFoundException: Capacity provider not found: ${CapacityProviderArn}`,
    );
    const made = account.call("CreateCapacityProvider", provider);
    expect(made).toMatchObject({ CapacityProvider: { CapacityProviderArn, State: "Active" } });
    expect(account.refusal("CreateCapacityProvider", provider)).toMatch("ResourceConflict");
    account.create(on());
    const named = { CapacityProviderName: "ours" };
    expect(account.call("GetCapacityProvider", named)).toEqual(made);
    expect(account.call("ListCapacityProviders")).toMatchObject({
      CapacityProviders: [{ CapacityProviderArn }],
    });
    expect(account.refusal("DeleteCapacityProvider", named)).toMatch("is in use");
    account.call("UpdateCapacityProvider", {
      ...named,
      CapacityProviderScalingConfig: { MaxVCpuCount: 30 },
    });
    account.call("DeleteFunction", { FunctionName });
    account.call("DeleteCapacityProvider", named);
    expect(account.refusal("GetCapacityProvider", named)).toMatch("ResourceNotFound");
  });

  it("lambda.managed.published-only: is invoked once it was published", () => {
    const account = new LambdaAccount();
    account.call("CreateCapacityProvider", provider);
    account.create(on());
    expect(account.error("Invoke", { FunctionName })).toMatchObject({
      code: "NoPublishedVersionException",
      httpStatus: 400,
    });
    account.call("PublishVersion", { FunctionName });
    for (const Qualifier of [undefined, "1"]) {
      const params = { FunctionName, ...(Qualifier === undefined ? {} : { Qualifier }) };
      expect(account.call("Invoke", params)["StatusCode"]).toBe(200);
    }
    const named = { CapacityProviderName: "ours" };
    const listed = account.call("ListFunctionVersionsByCapacityProvider", named);
    expect(listed["FunctionVersions"]).toHaveLength(1);
  });

  it("lambda.managed.bounds: says how many environments what was published has", () => {
    const account = new LambdaAccount();
    account.call("CreateCapacityProvider", provider);
    account.create({
      ...on({ PerExecutionEnvironmentMaxConcurrency: 1 }),
      Publish: true,
      PublishTo: "LATEST_PUBLISHED",
    });
    const published = { FunctionName, Qualifier: "$LATEST.PUBLISHED" };
    expect(account.call("Invoke", published)["StatusCode"]).toBe(200);
    const FunctionScalingConfig = { MinExecutionEnvironments: 0, MaxExecutionEnvironments: 0 };
    account.call("PutFunctionScalingConfig", { ...published, FunctionScalingConfig });
    expect(account.call("GetFunctionScalingConfig", published)).toMatchObject({
      AppliedFunctionScalingConfig: FunctionScalingConfig,
    });
    expect(account.error("Invoke", published).code).toBe("TooManyRequestsException");
    const wrong = { MinExecutionEnvironments: 2, MaxExecutionEnvironments: 1 };
    expect(
      account.refusal("PutFunctionScalingConfig", { ...published, FunctionScalingConfig: wrong }),
    ).toMatch("InvalidParameterValueException");
    account.advance(milliseconds(1));
  });

  it("lambda.managed.size: refuses what cannot run there", () => {
    const account = new LambdaAccount();
    account.call("CreateCapacityProvider", provider);
    const refused = (more: object) =>
      account.refusal("CreateFunction", { ...functionParams, ...on(), ...more });
    expect(refused({ MemorySize: 2_047 })).toMatch("MemorySize must be at least 2048 MB");
    expect(refused(on({ PerExecutionEnvironmentMaxConcurrency: 65 }))).toMatch("at most 64");
    expect(refused({ VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] } })).toMatch(
      "VpcConfig is not supported",
    );
    account.create();
    expect(account.refusal("UpdateFunctionConfiguration", { FunctionName, ...on() })).toMatch(
      "CapacityProviderConfig cannot be added",
    );
  });
});
