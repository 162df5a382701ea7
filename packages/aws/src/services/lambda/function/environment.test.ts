import {
  hours,
  milliseconds,
  minutes,
  quantileOf,
  seconds,
  slab,
  type Distribution,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { environmentModelOf, resolveFunctionConfig, type FunctionConfig } from "../config.ts";
import type { FunctionReply, Invoke, Invoked } from "../protocol.ts";
import { functionInvariants } from "./invariants.ts";
import { queueSource } from "../../sqs/source.ts";
import { functionMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";
import { wait, type Scripts } from "../../../service/script.ts";

const silent = { scripts: {}, formOf: () => queueSource.form };

const constant = (value: number): Distribution => ({ type: "constant", value });
const still = {
  placement: constant(milliseconds(100)),
  init: constant(milliseconds(200)),
  firstCall: constant(0),
  idleLifetime: constant(minutes(5)),
  surplusHalving: null,
  maximumAge: constant(hours(3)),
  proactiveReplacements: 0,
};
const profile = {
  type: "profile",
  duration: constant(milliseconds(50)),
  durationPerItem: null,
  coldStart: null,
  failures: 0,
  poison: 0,
  calls: [],
  response: { ok: true },
} as const;
const kind = {
  runtime: "nodejs22.x",
  architecture: "x86_64",
  packageType: "Zip",
  memorySize: 128,
  behavior: profile,
} as const;
const event: Invoke = {
  type: "invoke",
  payload: { type: "json", value: {}, size: 2 },
  trail: noTrail,
  event: null,
};

/** With a reservation, so that no account is asked. */
const openFunction = (config: FunctionConfig = {}) =>
  drive(
    functionMachine(silent),
    resolveFunctionConfig("worker", {
      reservedConcurrency: 100,
      behavior: profile,
      ...config,
      environments: { ...still, ...config.environments },
    }),
    functionInvariants,
  );
type Function = ReturnType<typeof openFunction>;

const run = (fn: Function): FunctionReply => {
  const invocation = fn.request(event);
  fn.advance(seconds(20));
  return invocation.reply!;
};
const runTogether = (fn: Function, count: number): readonly FunctionReply[] => {
  const invocations = Array.from({ length: count }, () => fn.request(event));
  fn.advance(seconds(20));
  return invocations.map(({ reply }) => reply!);
};

describe("cold start", () => {
  it("lambda.environment.cold-start: finds a place, initializes, then calls the handler", () => {
    const fn = openFunction();
    const invocation = fn.request(event);
    fn.advance(milliseconds(300));
    expect(invocation.reply).toBeUndefined();
    expect(fn.meter("InitDuration")).toMatchObject({ count: 1, sum: milliseconds(200) });
    fn.advance(milliseconds(50));
    expect(invocation.reply).toEqual({
      type: "invoked",
      functionError: null,
      cause: null,
      payload: { ok: true },
      failedItems: null,
      executedVersion: "$LATEST",
      invocation: 1,
      duration: milliseconds(50),
      billedDuration: milliseconds(250),
      coldStart: true,
      initDuration: milliseconds(200),
      printed: [],
    });
    expect(fn.meter("ColdStarts").sum).toBe(1);
    expect(fn.meter("EnvironmentsStarted").sum).toBe(1);
  });

  it("lambda.environment.reuse: calls the handler at once where an environment is idle", () => {
    const fn = openFunction();
    run(fn);
    const warm = fn.request(event);
    fn.advance(milliseconds(50));
    expect(warm.reply).toMatchObject({ coldStart: false, duration: milliseconds(50) });
    expect(fn.meter("ColdStarts").sum).toBe(1);
  });

  it("lambda.environment.one-at-a-time: starts another environment while one is busy", () => {
    const fn = openFunction();
    expect(runTogether(fn, 3)).toMatchObject(Array(3).fill({ coldStart: true }));
    expect(fn.gauges()).toEqual({ Environments: 3, IdleEnvironments: 3, RunningInvocations: 0 });
  });

  it("lambda.cold-start.init-by-runtime: draws the Init phase of the runtime, whatever the memory", () => {
    const model = (memorySize: number, runtime = "python3.13") =>
      environmentModelOf({
        runtime,
        architecture: "arm64",
        packageType: "Zip",
        memorySize,
        asOf: "2026-11-01",
        behavior: profile,
        latencies: {},
      });
    const at = (p: number) => Math.round(quantileOf(model(128).init, p)! / 1_000);
    expect([0.5, 0.9, 0.99].map(at)).toEqual([80, 86, 110]);
    expect(model(10_240).init).toEqual(model(128).init);
    expect(model(128, "python3.9").init).toEqual(model(128, "python3.12").init);
  });

  it("lambda.cold-start.init-by-runtime: has the P99 that was measured, whatever the shape", () => {
    for (const [runtime, packageType, architecture, p99] of [
      ["java17", "Zip", "x86_64", 561], // A lognormal through the others had 254 here,
      ["dotnet10", "Zip", "arm64", 713], // and 1,070 here.
      ["nodejs22.x", "Image", "x86_64", 806],
    ] as const) {
      const { init } = resolveFunctionConfig("worker", {
        runtime,
        packageType,
        architecture,
      }).environments;
      expect(quantileOf(init, 0.99)).toBeCloseTo(milliseconds(p99), 6);
    }
  });

  it("lambda.cold-start.image-runtime: takes an image for the runtime that is named, or for Node.js 22; and what runs on an operating system alone for what is named, or for Go", () => {
    const medianOf = (imageRuntime?: string) => {
      const { init } = resolveFunctionConfig("worker", {
        runtime: null,
        packageType: "Image",
        behavior: { ...profile, ...(imageRuntime === undefined ? {} : { imageRuntime }) },
      }).environments;
      return Math.round(quantileOf(init, 0.5)! / 1_000);
    };
    expect([medianOf(), medianOf("nodejs22.x"), medianOf("python3.13")]).toEqual([297, 297, 161]);
    expect(medianOf("provided.al2023")).toBe(47);
    expect([medianOf("rust"), medianOf("dotnet10-aot"), medianOf("java21-native")]).toEqual([
      37, 59, 90,
    ]);
    const compiled = (imageRuntime?: string) => {
      const { init, firstCall } = resolveFunctionConfig("worker", {
        runtime: "provided.al2023",
        behavior: { ...profile, ...(imageRuntime === undefined ? {} : { imageRuntime }) },
      }).environments;
      return [Math.round(quantileOf(init, 0.5)! / 1_000), quantileOf(firstCall, 0.5)];
    };
    expect([compiled(), compiled("rust"), compiled("java21-native")]).toEqual([
      [50, 1_500],
      [16, 1_500],
      [151, 1_500],
    ]);
    expect(() => medianOf("perl5")).toThrow(
      'function "worker" behavior imageRuntime: expected a runtime such as nodejs22.x, or one of rust, dotnet10-aot, java21-native, received "perl5"',
    );
  });

  it("lambda.cold-start.placement: takes its time before the Init phase, unseen and unbilled", () => {
    const { placement } = resolveFunctionConfig("worker").environments;
    expect(placement).toEqual({
      type: "clipped",
      min: milliseconds(63),
      max: milliseconds(400),
      of: { type: "lognormal", median: milliseconds(110), sigma: 0.3 },
    });
    const billed = (length: number) => {
      const fn = openFunction({ environments: { placement: constant(length) } });
      const { duration, billedDuration } = run(fn) as Invoked;
      return [duration, billedDuration];
    };
    expect(billed(milliseconds(400))).toEqual(billed(0));
  });

  it("lambda.cold-start.first-call: makes the first handler call longer, by runtime and memory", () => {
    const firstCall = (runtime: string, memorySize: number) =>
      resolveFunctionConfig("worker", { runtime, memorySize }).environments.firstCall;
    expect(firstCall("dotnet8", 128)).toEqual(constant(milliseconds(712)));
    expect(firstCall("dotnet8", 384)).toEqual(constant(milliseconds(260)));
    expect(firstCall("dotnet8", 3_008)).toEqual(constant(milliseconds(75)));

    const fn = openFunction({ environments: { firstCall: constant(milliseconds(30)) } });
    expect(run(fn)).toMatchObject({ duration: milliseconds(80) });
    expect(run(fn)).toMatchObject({ duration: milliseconds(50) });
  });
});

describe("idle environments", () => {
  it("lambda.environment.newest-idle-first: takes the one used last, so that the others expire", () => {
    const fn = openFunction();
    runTogether(fn, 2);
    for (let use = 0; use < 20; use += 1) run(fn); // 400 s: one of the two is never used.
    expect(fn.gauges()).toMatchObject({ Environments: 1, IdleEnvironments: 1 });
    expect(fn.meter("ColdStarts").sum).toBe(2);
  });

  it("lambda.environment.idle-lifetime: reclaims an environment that was idle for its lifetime", () => {
    const fn = openFunction();
    run(fn);
    fn.advance(minutes(4));
    expect(fn.gauges()).toMatchObject({ Environments: 1 });
    run(fn);
    fn.advance(minutes(4)); // Its first timer has fired in vain by now.
    expect(run(fn)).toMatchObject({ coldStart: false });
    fn.advance(minutes(6));
    expect(fn.gauges()).toMatchObject({ Environments: 0 });
    expect(run(fn)).toMatchObject({ coldStart: true });
  });

  it("lambda.environment.idle-lifetime: follows the measurements of its date", () => {
    const lifetime = (asOf: string) =>
      resolveFunctionConfig("worker", { asOf }).environments.idleLifetime;
    expect(lifetime("2026-11-01")).toEqual({
      type: "uniform",
      min: seconds(300),
      max: seconds(420),
    });
    expect(lifetime("2020-06-12")).toEqual({
      type: "uniform",
      min: seconds(600),
      max: seconds(645),
    });
    expect(lifetime("2018-01-01")).toMatchObject({ min: seconds(1_500), max: seconds(3_600) });
  });

  it("lambda.environment.surplus-halves: keeps half of several idle environments each 380 s, and the last for its lifetime", () => {
    const fn = openFunction({ environments: { surplusHalving: constant(seconds(380)) } });
    runTogether(fn, 8);
    const counts = [fn.gauges()["Environments"]];
    for (let round = 0; round < 3; round += 1) {
      fn.advance(seconds(380));
      counts.push(fn.gauges()["Environments"]);
    }
    // 20 s of each span have passed before. The last one's 5 minutes are over by then.
    expect(counts).toEqual([8, 4, 2, 0]);
    run(fn);
    fn.advance(seconds(275));
    expect(fn.gauges()).toMatchObject({ Environments: 1 });
    fn.advance(seconds(10));
    expect(fn.gauges()).toMatchObject({ Environments: 0 });
  });

  it("lambda.environment.surplus-halves: not before 2019-07, nor where an idle lifetime is given", () => {
    const halving = (asOf: string, latencies: Readonly<Record<string, Distribution>> = {}) =>
      environmentModelOf({ ...kind, asOf, latencies }).surplusHalving;
    expect(halving("2019-06-30")).toBeNull();
    expect(halving("2019-07-01")).toEqual(constant(seconds(380)));
    const idle = { "lambda.idleTimeout": constant(minutes(1)) };
    expect(halving("2026-11-01", idle)).toBeNull();
    const both = { ...idle, "lambda.surplusHalving": constant(minutes(2)) };
    expect(halving("2026-11-01", both)).toEqual(constant(minutes(2)));
  });

  it("lambda.environment.proactive-replacement: replaces a share of the old ones ahead, which delays nobody and is billed", () => {
    const environments = {
      idleLifetime: constant(hours(9)),
      maximumAge: constant(hours(3)),
      init: constant(milliseconds(200)),
    };
    const oldOnes = (proactiveReplacements: number) => {
      const fn = openFunction({ environments: { ...environments, proactiveReplacements } });
      runTogether(fn, 100);
      const billed = fn.meter("BilledDuration").sum;
      fn.advance(hours(3));
      const { Environments = 0 } = fn.gauges();
      expect(fn.meter("ProactiveInitializations").sum).toBe(Environments);
      expect(fn.meter("EnvironmentsStarted").sum).toBe(100 + Environments);
      expect(fn.meter("BilledDuration").sum - billed).toBe(Environments * milliseconds(200));
      return { fn, left: Environments };
    };
    expect(oldOnes(0).left).toBe(0);
    const { fn, left } = oldOnes(1);
    expect(left).toBe(100);
    expect(run(fn)).toMatchObject({
      coldStart: false,
      initDuration: 0,
      duration: milliseconds(50),
    });
    const half = oldOnes(0.5).left;
    expect(half).toBeGreaterThan(30);
    expect(half).toBeLessThan(70);
    expect(
      environmentModelOf({ ...kind, asOf: "2026-11-01", latencies: {} }).proactiveReplacements,
    ).toBe(0.5);
  });

  it("lambda.environment.proactive-replacement: an environment that died of a fault is not replaced", () => {
    const fn = openFunction({ environments: { proactiveReplacements: 1 } });
    fn.request(event);
    fn.advance(milliseconds(310));
    fn.tell({ type: "loseEnvironments", share: 1 });
    expect(fn.gauges()).toMatchObject({ Environments: 0 });
    expect(fn.meter("ProactiveInitializations").count).toBe(0);
  });

  it("lambda.environment.maximum-age: reclaims an environment that grew too old, busy or idle", () => {
    const fn = openFunction({ environments: { maximumAge: constant(minutes(2)) } });
    run(fn);
    for (let use = 0; use < 5; use += 1) run(fn); // Up to 120 s.
    expect(fn.gauges()).toMatchObject({ Environments: 0 });
    expect(run(fn)).toMatchObject({ coldStart: true });

    const busy = openFunction({
      timeout: minutes(5),
      behavior: { ...profile, duration: constant(minutes(3)) },
      environments: { maximumAge: constant(minutes(2)) },
    });
    const invocation = busy.request(event);
    busy.advance(minutes(4));
    expect(invocation.reply).toMatchObject({ functionError: null });
    expect(busy.gauges()).toMatchObject({ Environments: 0 });
  });
});

describe("reset", () => {
  const slowInit = { init: constant(seconds(12)) };

  it("lambda.environment.init-limit: repeats an Init phase above 10 s inside the invocation", () => {
    const fn = openFunction({
      timeout: seconds(20),
      behavior: { ...profile, duration: constant(seconds(1)) },
      environments: slowInit,
    });
    const invocation = fn.request(event);
    fn.advance(seconds(60));
    expect(invocation.reply).toMatchObject({ functionError: null, duration: seconds(13) });
    expect(fn.now).toBe(seconds(60));
    expect(fn.meter("InitDuration").count).toBe(0);
    // The 10 s that were given up are not billed.
    expect(invocation.reply).toMatchObject({ initDuration: 0, billedDuration: seconds(13) });
    expect(fn.meter("BilledDuration").sum).toBe(seconds(13));
  });

  it("lambda.environment.init-limit: the repeated Init phase is bounded by the function's timeout", () => {
    const fn = openFunction({ timeout: seconds(11), environments: slowInit });
    const invocation = fn.request(event);
    fn.advance(seconds(60));
    expect(invocation.reply).toMatchObject({ functionError: "Unhandled", duration: seconds(11) });
  });

  it("lambda.environment.reset-after-timeout: initializes again inside the next invocation", () => {
    let duration = seconds(60);
    const settings = () =>
      resolveFunctionConfig("worker", {
        reservedConcurrency: 1,
        behavior: { ...profile, duration: constant(duration) },
        environments: still,
      });
    const fn = drive(functionMachine(silent), settings(), functionInvariants);
    expect(run(fn)).toMatchObject({ functionError: "Unhandled", duration: seconds(3) });
    duration = milliseconds(50);
    fn.change(settings());
    expect(run(fn)).toMatchObject({
      functionError: null,
      coldStart: false,
      duration: milliseconds(250),
    });
    expect(run(fn)).toMatchObject({ duration: milliseconds(50) });
    expect(fn.meter("InitDuration").count).toBe(1);
    expect(fn.meter("ColdStarts").sum).toBe(1);
  });

  it("lambda.environment.temporary-files: are kept through a timeout, which clears what was in memory", () => {
    const scripts: Scripts = {
      *counts(_event, { environmentState, temporaryFiles }) {
        environmentState["uses"] = Number(environmentState["uses"] ?? 0) + 1;
        temporaryFiles["uses"] = Number(temporaryFiles["uses"] ?? 0) + 1;
        if (temporaryFiles["uses"] === 2) yield wait(seconds(60));
        return [environmentState["uses"], temporaryFiles["uses"]];
      },
    };
    const settings = resolveFunctionConfig("worker", {
      reservedConcurrency: 1,
      behavior: { type: "script", name: "counts" },
      environments: still,
    });
    const fn = drive(
      functionMachine({ scripts, formOf: () => queueSource.form }),
      settings,
      functionInvariants,
    );
    expect(run(fn)).toMatchObject({ payload: [1, 1] });
    expect(run(fn)).toMatchObject({ cause: "timeout" });
    expect(run(fn)).toMatchObject({ payload: [1, 3] });
    fn.advance(minutes(10));
    expect(run(fn)).toMatchObject({ payload: [1, 1] });
  });

  it("lambda.environment.handler-error-keeps: a handler that fails leaves its environment as it is", () => {
    const fn = openFunction({ behavior: { ...profile, failures: 1 } });
    expect(run(fn)).toMatchObject({ functionError: "Unhandled", coldStart: true });
    expect(run(fn)).toMatchObject({
      functionError: "Unhandled",
      coldStart: false,
      duration: milliseconds(50),
    });
  });
});

describe("change of code or configuration", () => {
  const settings = (revision: number, memorySize: number, timeout = seconds(3)) =>
    resolveFunctionConfig("worker", {
      reservedConcurrency: 10,
      revision,
      memorySize,
      timeout,
      behavior: { ...profile, duration: constant(seconds(2)) },
      environments: still,
    });
  const open = () => drive(functionMachine(silent), settings(1, 128), functionInvariants);

  it("lambda.environment.update-retires: retires idle environments at once", () => {
    const fn = open();
    run(fn);
    fn.change(settings(2, 128));
    expect(fn.gauges()).toMatchObject({ Environments: 0 });
    expect(run(fn)).toMatchObject({ coldStart: true });
  });

  it("lambda.environment.update-retires: lets what runs finish on the old configuration", () => {
    const fn = open();
    const invocation = fn.request(event);
    fn.advance(seconds(1));
    fn.change(settings(2, 1_024, seconds(1)));
    fn.change(settings(3, 2_048, seconds(1)));
    fn.advance(seconds(5));
    expect(invocation.reply).toMatchObject({ functionError: null, duration: seconds(2) });
    expect(fn.meter("BilledMemoryMilliseconds").sum).toBe(2_200 * 128);
    expect(fn.gauges()).toMatchObject({ Environments: 0 });
    expect(fn.state.earlierSettings).toEqual([]);
  });

  it("keeps environments when only a reservation changes", () => {
    const fn = open();
    run(fn);
    fn.change({ ...settings(1, 128), reservedConcurrency: 5 });
    expect(fn.gauges()).toMatchObject({ Environments: 1 });
  });
});

it("says of a state what decides its future, whenever it is", () => {
  const early = openFunction();
  const late = openFunction();
  late.advance(minutes(10));
  run(early);
  run(late);
  const machine = functionMachine(silent);
  const of = (fn: Function) => {
    const { filled: _, ...canonical } = machine.canonical!(fn.state, fn.now, () => 0) as {
      filled: number;
    };
    return canonical;
  };
  expect(of(early)).toEqual(of(late));
  run(late);
  late.advance(seconds(1));
  expect(of(early)).not.toEqual(of(late));
  expect(slab.list(early.state.environments)).toHaveLength(1);
});
