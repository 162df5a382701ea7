/* eslint-disable no-console -- It is about what handlers print. */
import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { profile } from "../config.ts";
import { RuntimeExit, wait, type PlainObject, type Script, type Scripts } from "../../../index.ts";
import { simulate, type AwsOptions } from "../../../run/simulate.ts";
import { logOfResource } from "../../../run/logs.ts";

const component = "lambda.function:worker";
const id = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

function account(params: PlainObject = {}, scripts: Scripts = {}, options: AwsOptions = {}) {
  const simulation = simulate({ scripts, logs: true, ...options });
  const client = simulation.client();
  const Behavior =
    "does" in scripts
      ? { type: "script", name: "does" }
      : profile({ duration: { type: "constant", value: 123_456 } });
  client.call("lambda", "CreateFunction", {
    FunctionName: "worker",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::123456789012:role/worker",
    Code: { ZipFile: "" },
    Behavior: Behavior as unknown as PlainObject,
    ...params,
  });
  const invoke = (more: PlainObject = {}) =>
    client.call("lambda", "Invoke", { FunctionName: "worker", ...more });
  const log = () => logOfResource({ simulation }, component)!;
  const lines = () =>
    log().map(({ message }) => message.replace(new RegExp(id, "g"), "<id>").trimEnd());
  return { simulation, client, invoke, log, lines };
}

const does = (script: Script): Scripts => ({ does: script });

describe("a function's log in text", () => {
  it("lambda.log.invocation-lines: has START, END and REPORT of each invocation, and INIT_START of a cold start", () => {
    const { invoke, lines } = account();
    invoke();
    invoke();
    const [init, start, end, report, ...second] = lines();
    expect(init).toMatch(
      /^INIT_START Runtime Version: nodejs:22\.v1\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
    );
    expect(start).toBe("START RequestId: <id> Version: $LATEST");
    expect(end).toBe("END RequestId: <id>");
    expect(report).toMatch(
      /^REPORT RequestId: <id>\tDuration: 1\d\d\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: \d+\.\d\d ms$/,
    );
    expect(second).toEqual([
      "START RequestId: <id> Version: $LATEST",
      "END RequestId: <id>",
      "REPORT RequestId: <id>\tDuration: 123.46 ms\tBilled Duration: 124 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB",
    ]);
  });

  it("lambda.log.stream: is one stream for each environment, named after its day and version", () => {
    const { invoke, log, simulation } = account({}, {}, { startsAt: "2026-11-23T23:59:59Z" });
    invoke();
    invoke();
    simulation.run({ until: seconds(3_600) as number as never });
    invoke();
    const streams = [...new Set(log().map(({ stream }) => stream))];
    expect(streams).toHaveLength(2);
    expect(streams[0]).toMatch(/^2026\/11\/2[34]\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(streams[1]).toMatch(/^2026\/11\/24\/\[\$LATEST\][0-9a-f]{32}$/);
  });

  it("lambda.log.printed: has what the handler prints, with the time, the request and the level, and the host's console nothing", () => {
    const heard: unknown[] = [];
    const { log: outside } = console;
    console.log = (...args) => void heard.push(args);
    try {
      const { invoke, lines } = account(
        {},
        does(function* () {
          console.log("order %s of %d", "a1", 3, { size: 1, parts: ["x"] });
          yield* wait("1s");
          console.error("it is late");
          return null;
        }),
      );
      invoke();
      const printed = lines().filter((line) => /\t(INFO|ERROR)\t/.test(line));
      expect(printed.map((line) => line.replace(/^[^\t]+/, "<time>"))).toEqual([
        "<time>\t<id>\tINFO\torder a1 of 3 { size: 1, parts: [ 'x' ] }",
        "<time>\t<id>\tERROR\tit is late",
      ]);
      expect(printed[0]).toMatch(/^2026-01-01T00:00:0\d\.\d{3}Z\t/);
      expect(heard).toEqual([]);
    } finally {
      console.log = outside;
    }
  });

  it("lambda.log.errors: says why an invocation failed before its END", () => {
    const { invoke, lines } = account(
      { Timeout: 2 },
      does(function* (event) {
        const { how } = event as { how: string };
        if (how === "throw") throw new Error("no stock");
        if (how === "exit") throw new RuntimeExit(1);
        yield* wait("10s");
        return null;
      }),
    );
    for (const how of ["throw", "exit", "sleep"]) invoke({ Payload: JSON.stringify({ how }) });
    const ends = lines().flatMap((line, place, all) =>
      line.startsWith("END")
        ? [all[place - 1]!, all[place + 1]!.split("\t").slice(5).join(" ")]
        : [],
    );
    expect(ends[0]).toMatch(
      /^2026-\S+Z\t<id>\tERROR\tInvoke Error \t\{"errorType":"Error","errorMessage":"no stock","stack":\["Error: no stock"\]\}$/,
    );
    expect(ends[2]).toBe(
      "RequestId: <id> Error: Runtime exited with error: exit status 1\nRuntime.ExitError",
    );
    expect(ends[3]).toBe("Status: error Error Type: Runtime.ExitError");
    expect(ends[4]).toMatch(/^2026-\S+Z <id> Task timed out after 2\.00 seconds$/);
    expect(ends[5]).toBe("Status: timeout");
  });

  it("lambda.log.attempts: has each attempt at an event, under one request id", () => {
    const { invoke, log, simulation } = account(
      {},
      does(function* () {
        throw new Error("always");
      }),
    );
    invoke({ InvocationType: "Event" });
    simulation.run({ until: seconds(600) as number as never });
    const starts = log().filter(({ message }) => message.startsWith("START"));
    expect(starts).toHaveLength(3);
    expect(new Set(starts.map(({ message }) => message)).size).toBe(1);
  });

  it("says nothing twice where a script is run again over what it was answered", () => {
    const script: Script = function* () {
      console.log("before");
      yield* wait("1s");
      console.log("between");
      yield* wait("1s");
      console.log("after");
      return null;
    };
    const { simulation, invoke, lines } = account({}, does(script));
    invoke({ InvocationType: "Event" });
    simulation.run({ until: seconds(2) as number as never });
    const fork = simulation.fork();
    fork.run({ until: seconds(10) as number as never });
    simulation.run({ until: seconds(10) as number as never });
    const words = (all: readonly string[]) => all.flatMap((line) => line.split("INFO\t")[1] ?? []);
    expect(words(lines())).toEqual(["before", "between", "after"]);
    const forked = logOfResource({ simulation: fork as never }, component)!;
    expect(words(forked.map(({ message }) => message.trimEnd()))).toEqual([
      "before",
      "between",
      "after",
    ]);
  });
});

describe("a function's log in JSON", () => {
  const json = (levels: PlainObject = {}) => ({ LoggingConfig: { LogFormat: "JSON", ...levels } });
  const prints = does(function* () {
    console.debug("fine");
    console.log("an order", { id: 1 });
    console.warn("slow");
    return null;
  });
  const parsed = (lines: readonly string[]) =>
    lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it("lambda.log.json: has objects of what Lambda and the handler say", () => {
    const { invoke, lines } = account(json(), prints);
    invoke();
    const all = parsed(lines());
    expect(all.map(({ type, message }) => type ?? message)).toEqual([
      "platform.initStart",
      "platform.start",
      "an order { id: 1 }",
      "slow",
      "platform.report",
    ]);
    expect(all[1]).toMatchObject({ record: { requestId: "<id>", version: "$LATEST" } });
    expect(all[2]).toMatchObject({ level: "INFO", requestId: "<id>" });
    expect(all[4]).toMatchObject({
      record: {
        requestId: "<id>",
        status: "success",
        metrics: { memorySizeMB: 128, maxMemoryUsedMB: 64 },
      },
    });
  });

  it("lambda.log.levels: leaves out what is below the levels of the handler and of Lambda", () => {
    const { invoke, lines } = account(
      json({ ApplicationLogLevel: "WARN", SystemLogLevel: "DEBUG" }),
      prints,
    );
    invoke();
    expect(parsed(lines()).map(({ type, message }) => type ?? message)).toEqual([
      "platform.initStart",
      "platform.start",
      "slow",
      "platform.runtimeDone",
      "platform.report",
    ]);
    const quiet = account(json({ ApplicationLogLevel: "FATAL", SystemLogLevel: "WARN" }), prints);
    quiet.invoke();
    expect(quiet.lines()).toEqual([]);
  });
});

describe("what CloudWatch Logs takes in of a function's log", () => {
  const taken = (told: ReturnType<typeof account>) => {
    const { sum } = told.simulation.metersOf(component)["LoggedBytes"]!;
    const bytes = told.log().reduce((all, { message }) => all + Buffer.byteLength(message) + 26, 0);
    return { sum, bytes };
  };
  const json = { LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "DEBUG" } };
  const prints = does(function* (event) {
    const { how, takes = "10ms" } = event as { how?: string; takes?: "10ms" };
    console.log("größer %s", how ?? "", { id: 1 });
    console.debug("fine");
    yield* wait(takes);
    if (how === "throw") throw new Error("no stock");
    if (how === "exit") throw new RuntimeExit(1);
    return null;
  });
  const cases: readonly [string, PlainObject][] = [
    ["text", {}],
    ["JSON", json],
    [
      "JSON without its lower levels",
      {
        LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "WARN", ApplicationLogLevel: "ERROR" },
      },
    ],
    ["text of Python", { Runtime: "python3.13" }],
    ["text with traces", { TracingConfig: { Mode: "Active" } }],
  ];

  it.each(cases)("lambda.log.bytes: is each line of %s and 26 bytes", (_, params) => {
    const told = account({ Timeout: 2, ...params }, prints);
    for (const how of ["", "throw", "exit", "sleep"]) {
      told.invoke({ Payload: JSON.stringify({ how, takes: how === "sleep" ? "5s" : "10ms" }) });
    }
    for (const takes of ["1ms", "1500us", "7.25ms", "99.99ms", "100ms", "1s", "1010ms"]) {
      told.invoke({ Payload: JSON.stringify({ takes }) });
    }
    const { sum, bytes } = taken(told);
    expect(bytes).toBeGreaterThan(0);
    expect(sum).toBe(bytes);
  });

  it("lambda.log.bytes: is that of environments of provisioned concurrency, whether the run keeps logs or not", () => {
    const provisioned = (logs: boolean) => {
      const told = account(json, {}, { logs });
      told.client.call("lambda", "PublishVersion", { FunctionName: "worker" });
      const version = { FunctionName: "worker", Qualifier: "1" };
      const concurrency = { ...version, ProvisionedConcurrentExecutions: 2 };
      told.client.call("lambda", "PutProvisionedConcurrencyConfig", concurrency);
      told.simulation.run({ until: seconds(300) as number as never });
      told.client.call("lambda", "Invoke", version);
      const of = "lambda.version:worker:1";
      const { sum } = told.simulation.metersOf(of)["LoggedBytes"]!;
      return { sum, log: logs ? logOfResource({ simulation: told.simulation }, of)! : [] };
    };
    const { sum, log } = provisioned(true);
    const begun = log.filter(({ message }) => message.includes("platform.initStart"));
    expect(begun).toHaveLength(2);
    expect(begun[0]!.message).toContain("provisioned-concurrency");
    expect(sum).toBe(log.reduce((all, { message }) => all + Buffer.byteLength(message) + 26, 0));
    expect(provisioned(false).sum).toBe(sum);
  });

  it("lambda.log.bytes: is there of each attempt at an event, and where the run keeps no logs", () => {
    const failing = does(function* () {
      throw new Error("always");
    });
    const attempts = (MaximumRetryAttempts: number, logs = true) => {
      const told = account({}, failing, { logs });
      told.client.call("lambda", "PutFunctionEventInvokeConfig", {
        FunctionName: "worker",
        MaximumRetryAttempts,
      });
      told.invoke({ InvocationType: "Event" });
      told.simulation.run({ until: seconds(240) as number as never });
      return told.simulation.metersOf(component)["LoggedBytes"]!.sum;
    };
    const [once, twice, three] = [0, 1, 2].map((retries) => attempts(retries));
    expect(twice).toBeGreaterThan(once!);
    expect(three! - twice!).toBeCloseTo(twice! - once!, -1);
    expect(attempts(2, false)).toBe(three);
  });

  it("lambda.log.profile-prints: a handler known by its figures prints what it is said to", () => {
    const bytes = (figures: Parameters<typeof profile>[0]) => {
      const told = account({ Behavior: profile(figures) as unknown as PlainObject });
      told.invoke();
      return told.simulation.metersOf(component)["LoggedBytes"]!.sum;
    };
    expect(bytes({ printedBytes: 1_000 }) - bytes({})).toBe(1_026);
    expect(() => bytes({ printedBytes: 2_000_000 })).toThrow("printedBytes");
  });
});

it("lambda.log.memory-used: is 64 MB", () => {
  const { invoke, lines } = account();
  invoke();
  expect(lines().at(-1)).toContain("\tMax Memory Used: 64 MB");
});

it("lambda.invoke.log-tail: LogType Tail brings back what the invocation logged, its last 4 KB", () => {
  const { invoke } = account(
    {},
    does(function* () {
      console.log("x".repeat(5_000));
      console.log("the end");
      return null;
    }),
    { logs: false },
  );
  const { LogResult } = invoke({ LogType: "Tail" });
  const text = Buffer.from(String(LogResult), "base64").toString();
  expect(text).toHaveLength(4_096);
  expect(text).toMatch(/INFO\tthe end\nEND RequestId: \S+\nREPORT RequestId: /);
  const { LogResult: none } = invoke();
  expect(none).toBeUndefined();
});

it("a run that keeps no logs has none", () => {
  const { simulation, invoke } = account({}, {}, { logs: false });
  invoke();
  expect(logOfResource({ simulation }, component)).toBeNull();
});
