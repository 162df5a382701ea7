import { days, milliseconds, minutes, seconds, type Distribution } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { noTrail } from "../../../service/origin.ts";
import { queueSource } from "../../sqs/source.ts";
import {
  defaultBehavior,
  resolveFunctionConfig,
  type FunctionConfig,
  type ProfileBehavior,
} from "../config.ts";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { FileSystem, Network } from "../environment-traits.ts";
import { accessFiles, mountsAfter, noFileAccess } from "../function/file-access.ts";
import { functionInvariants } from "../function/invariants.ts";
import { functionMachine } from "../function/machine.ts";
import type { Invoke } from "../protocol.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const event: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};
const toQueue = {
  type: "call",
  service: "sqs",
  operation: "SendMessage",
  params: { QueueUrl: "orders", MessageBody: "x" },
} as const;

const open = (config: FunctionConfig, behavior: Partial<ProfileBehavior> = {}) =>
  drive(
    functionMachine({ scripts: {}, formOf: () => queueSource.form }),
    resolveFunctionConfig("worker", {
      reservedConcurrency: 10,
      ...config,
      behavior: { ...defaultBehavior, duration: constant(milliseconds(50)), ...behavior },
      environments: {
        placement: constant(0),
        init: constant(0),
        firstCall: constant(0),
        idleLifetime: constant(minutes(5)),
        surplusHalving: null,
        proactiveReplacements: 0,
      },
    }),
    functionInvariants,
  );
const within = (network: Partial<Network>): FunctionConfig => ({
  vpc: {
    network: { internet: false, endpoints: [], freeAddresses: null, ...network },
    interfaces: 2,
    failure: null,
  },
});

describe("what a function calls from its VPC", () => {
  it("lambda.vpc.no-internet: is dropped, so that the invocation runs into its timeout", () => {
    const fn = open(within({ endpoints: ["dynamodb"] }), { calls: [toQueue] });
    const invocation = fn.request(event);
    fn.advance(milliseconds(2_999));
    expect(invocation.reply).toBeUndefined();
    expect(fn.sent).toEqual([]);
    fn.advance(milliseconds(1));
    expect(invocation.reply).toMatchObject({ cause: "timeout", duration: seconds(3) });
    expect(fn.meter("UnreachableCalls").sum).toBe(1);
  });

  it.each([{ internet: true }, { endpoints: ["sqs"] }])(
    "lambda.vpc.no-internet: goes out where the VPC has %o",
    (network) => {
      const fn = open(within(network), { calls: [toQueue] });
      fn.tell(event);
      fn.advance(milliseconds(50));
      expect(fn.sent).toHaveLength(1);
      expect(fn.meter("UnreachableCalls").sum).toBe(0);
    },
  );

  it("lambda.vpc.no-internet: goes out of a function in no VPC", () => {
    const fn = open({}, { calls: [toQueue] });
    fn.tell(event);
    fn.advance(milliseconds(50));
    expect(fn.sent).toHaveLength(1);
  });
});

describe("lambda.vpc.nat-ports: connections to one destination beyond 55,000 for each address are dropped", () => {
  const dropped = (network: Partial<Network>) => {
    const fn = open(within({ connections: 10_000, ...network }), { calls: [toQueue] });
    for (let count = 0; count < 8; count += 1) fn.tell(event);
    fn.advance(milliseconds(50));
    return fn.meter("UnreachableCalls").sum;
  };

  it("where they go through the NAT gateway", () => {
    expect(dropped({ internet: true })).toBe(3);
    expect(dropped({ internet: true, natAddresses: 2 })).toBe(0);
    expect(dropped({ internet: true, connections: 1 })).toBe(0);
  });

  it("and not where they go through an endpoint", () => {
    expect(dropped({ internet: true, endpoints: ["sqs"] })).toBe(0);
  });
});

it("lambda.vpc.interface-ports: connections beyond 65,000 of an interface are dropped, by way of endpoints too", () => {
  const dropped = (interfaces: number) => {
    const { vpc } = within({ connections: 10_000, endpoints: ["sqs"] });
    const fn = open({ vpc: { ...vpc!, interfaces } }, { calls: [toQueue] });
    for (let count = 0; count < 8; count += 1) fn.tell(event);
    fn.advance(milliseconds(50));
    return fn.meter("UnreachableCalls").sum;
  };
  expect([dropped(1), dropped(2)]).toEqual([2, 0]);
});

describe("a function that nobody invokes for two weeks", () => {
  const dormancy = {
    ...{ of: "interfaces", after: days(14), waking: seconds(90) },
    since: 0,
  } as FunctionConfig["dormancy"];
  const refusedAs = (code: string) => ({ type: "refused", code });

  it("lambda.vpc.idle-reclaim: refuses the next invocation, and others until it is active", () => {
    const fn = open({ dormancy: dormancy! });
    fn.advance((days(14) - 1) as never);
    expect(fn.request(event).reply).toBeUndefined();
    fn.advance(days(14));
    expect(fn.ask(event)).toMatchObject(refusedAs("ResourceNotReadyException"));
    fn.advance((seconds(90) - 1) as never);
    expect(fn.ask(event)).toMatchObject(refusedAs("ResourceConflictException"));
    fn.advance(1 as never);
    expect(fn.request(event).reply).toBeUndefined();
  });

  it("lambda.snap-start.idle-snapshots: has no snapshot until one is made anew", () => {
    const fn = open({ dormancy: { ...dormancy!, of: "snapshot" } });
    fn.advance(days(14));
    expect(fn.ask(event)).toMatchObject(refusedAs("SnapStartNotReadyException"));
    expect(fn.ask(event)).toMatchObject(refusedAs("SnapStartNotReadyException"));
    fn.advance(seconds(90));
    expect(fn.request(event).reply).toBeUndefined();
  });
});

describe("a file system", () => {
  const mebibyte = 1_048_576;
  const usual: FileSystem = {
    ...{ mount: constant(0), read: 0, written: 0 },
    ...{ throughput: "bursting" as const, stored: 0, credits: 0 },
  };
  const reading = (more: Partial<FileSystem>) => open({}, { fileSystem: { ...usual, ...more } });
  const durationOf = (fn: ReturnType<typeof open>) => {
    const invocation = fn.request(event);
    fn.advance(seconds(3));
    return (invocation.reply as unknown as { duration: number }).duration / 1_000;
  };

  it("lambda.files.mount: is mounted in the Init phase", () => {
    const fn = reading({ mount: constant(milliseconds(700)) });
    const invocation = fn.request(event);
    fn.advance(seconds(1));
    expect(invocation.reply).toMatchObject({ initDuration: milliseconds(700) });
  });

  it("lambda.files.mount-rate: takes 3,000 new connections at once and 500 a minute", () => {
    const files = { ...noFileAccess };
    const mounted = (now: number) => {
      for (let count = 0; ; count += 1) {
        const left = mountsAfter(files, now as never);
        if (left === null) return count;
        files.mounts = left;
      }
    };
    expect([mounted(0), mounted(minutes(1)), mounted(minutes(1) + seconds(6))]).toEqual([
      3_000, 500, 50,
    ]);
    const fn = reading({});
    fn.request(event);
    fn.request(event);
    fn.advance(seconds(1));
    fn.request(event);
    // Two environments were started, and the third invocation finds one of them.
    expect(fn.state.mounts?.tokens).toBe(2_998 * 1_000_000);
  });

  it("lambda.files.burst: is served at 100 MiB/s while there are credits, then at the baseline", () => {
    // 99 MiB of credits last for one second above the baseline of 1 MiB/s.
    const fn = reading({ written: 100 * mebibyte, credits: 99 * mebibyte });
    expect(durationOf(fn)).toBe(1_050);
    expect(fn.meter("FileAccessesWithoutCredits").sum).toBe(0);
    const second = fn.request(event);
    fn.advance(seconds(3));
    expect(second.reply).toMatchObject({ cause: "timeout" });
    expect(fn.meter("FileAccessesWithoutCredits").sum).toBe(1);
  });

  it("lambda.files.burst: earns credits while nobody asks it", () => {
    const fn = reading({ written: mebibyte, credits: 0 });
    expect(durationOf(fn)).toBe(1_050);
    // Two seconds at 1 MiB/s are more than one access takes.
    expect(durationOf(fn)).toBe(60);
  });

  it("lambda.files.burst: counts a third of what is read, and 4 KB at least", () => {
    expect(durationOf(reading({ read: 3 * mebibyte }))).toBe(1_050);
    const least = durationOf(reading({ written: 1 }));
    expect(least).toBeCloseTo(50 + (4_096 / mebibyte) * 1_000, 2);
  });

  it("lambda.files.burst: has a baseline of 50 KiB/s for each GiB", () => {
    const fn = reading({ written: 100 * 50 * 1_024, stored: 100 * 1_024 * mebibyte });
    expect(durationOf(fn)).toBe(1_050);
  });

  it("lambda.files.burst: serves one invocation after another", () => {
    const fn = reading({ written: mebibyte });
    const both = [fn.request(event), fn.request(event)];
    fn.advance(seconds(3));
    expect(both.map(({ reply }) => reply)).toMatchObject([
      { duration: milliseconds(1_050) },
      { duration: milliseconds(2_050) },
    ]);
  });

  it("lambda.files.elastic: is served at 500 MiB/s", () => {
    expect(durationOf(reading({ read: 500 * mebibyte, throughput: "elastic" }))).toBe(1_050);
    expect(durationOf(reading({ read: 500 * mebibyte, throughput: null }))).toBe(1_050);
  });

  it("lambda.files.elastic: is served as is provisioned, one after another", () => {
    const fn = reading({ written: mebibyte, throughput: "provisioned", provisioned: 2 * mebibyte });
    const both = [fn.request(event), fn.request(event)];
    fn.advance(seconds(3));
    expect(both.map(({ reply }) => reply)).toMatchObject([
      { duration: milliseconds(550) },
      { duration: milliseconds(1_050) },
    ]);
    expect(fn.meter("FileAccessesWithoutCredits").sum).toBe(0);
  });

  it.each([
    ["regional", { reads: 100 }, 100],
    ["regional", { writes: 100 }, 270],
    ["oneZone", { reads: 100 }, 100],
    ["oneZone", { writes: 100 }, 160],
    ["infrequentAccess", { reads: 100 }, 2_000],
  ] as const)("lambda.files.latency: of %s, %o take %i ms", (storage, count, milliseconds_) => {
    for (const throughput of ["elastic", "bursting", "provisioned"] as const) {
      const least = reading({
        storage,
        throughput,
        ...count,
        credits: 2 ** 40,
        provisioned: 2 ** 40,
      });
      // Each counts 4 KB at least.
      const counted = throughput === "elastic" ? 0 : 4;
      expect(durationOf(least) - 50 - milliseconds_).toBeLessThanOrEqual(counted);
      expect(durationOf(least) - 50).toBeGreaterThanOrEqual(milliseconds_);
    }
  });

  it.each([
    ["bursting", "regional", 35_000, 7_000],
    ["provisioned", "regional", 55_000, 25_000],
    ["elastic", "regional", 250_000, 50_000],
    ["elastic", "infrequentAccess", 90_000, 50_000],
    ["elastic", "oneZone", 35_000, 7_000],
  ] as const)(
    "lambda.files.operations: a %s one (%s) serves %i and %i a second",
    (throughput, storage, reads, writes) => {
      const files = { ...usual, stored: 2 ** 50, credits: 2 ** 50, provisioned: 2 ** 40 };
      const context = { now: 0, settings: { asOf: "2026-11-01" }, observe: () => undefined };
      /** Until the last of 4,000 is served who are there at once. */
      const last = (count: Partial<FileSystem>) => {
        const state = { ...noFileAccess };
        const system = { ...files, throughput, storage, ...count };
        const ask = () => accessFiles(state, system, context as never);
        return Math.max(...Array.from({ length: 4_000 }, ask)) / 1e6;
      };
      expect(last({ reads: 10 })).toBeCloseTo(40_000 / reads, 2);
      expect(last({ writes: 10 })).toBeCloseTo(40_000 / writes, 2);
    },
  );

  it("lambda.files.init-read: what Init phases read uses credits up, of provisioned environments again at their age", () => {
    const account = new LambdaAccount({
      seed: 1,
      latencies: { "lambda.maxEnvironmentLifetime": constant(minutes(10)) },
    });
    const behavior = functionParams["Behavior"] as PlainObject;
    const fileSystem = { ...usual, initRead: 3_000 * mebibyte, credits: 750 * mebibyte };
    const network = { internet: true, endpoints: [], freeAddresses: null };
    account.create({
      VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
      FileSystemConfigs: [
        {
          Arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0",
          LocalMountPath: "/mnt/files",
        },
      ],
      Behavior: { ...behavior, network, fileSystem } as never,
    });
    account.advance(minutes(2));
    const FunctionName = "worker";
    account.call("PublishVersion", { FunctionName });
    account.advance(minutes(2));
    const Qualifier = "1";
    account.call("PutProvisionedConcurrencyConfig", {
      ...{ FunctionName, Qualifier, ProvisionedConcurrentExecutions: 1 },
    });
    account.advance(minutes(9));
    const slow = () =>
      account.simulation.metersOf("lambda.version:worker:1")["FileAccessesWithoutCredits"]?.sum;
    expect(slow()).toBe(0);
    account.advance(minutes(4));
    account.call("Invoke", { FunctionName, Qualifier });
    account.advance(minutes(1));
    expect(slow()).toBeGreaterThan(0);
  });
});
