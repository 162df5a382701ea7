import { seconds, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { call, wait, type PlainObject, type Script, type Scripts } from "../../../index.ts";
import { logOfResource } from "../../../run/logs.ts";
import { simulate } from "../../../run/simulate.ts";

const makes = (FunctionName: string, more: PlainObject = {}): PlainObject => ({
  FunctionName,
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Role: "arn:aws:iam::123456789012:role/worker",
  Code: { ZipFile: "" },
  Behavior: { type: "script", name: FunctionName },
  ...more,
});

function account(scripts: Scripts, more: PlainObject = {}) {
  const simulation = simulate({ scripts, logs: true, startsAt: "2026-11-23T09:00:00Z" });
  const client = simulation.client();
  for (const name of Object.keys(scripts)) {
    client.call("lambda", "CreateFunction", makes(name, more));
  }
  const invoke = (params: PlainObject = {}): Plain => {
    const { Payload } = client.call("lambda", "Invoke", { FunctionName: "worker", ...params });
    return JSON.parse(String(Payload)) as Plain;
  };
  return { simulation, client, invoke };
}

const shows = (script: (context: Parameters<Script>[1]) => Plain): Scripts => ({
  *worker(_, context) {
    yield* wait("1s");
    return script(context);
  },
});

describe("the context of a handler", () => {
  it("lambda.context.function: has the function, its version, memory, request and log", () => {
    const { invoke } = account(
      shows((context) => ({
        name: context.functionName,
        version: context.functionVersion,
        arn: context.invokedFunctionArn,
        memory: context.memoryLimitInMB,
        request: context.awsRequestId,
        group: context.logGroupName,
        stream: context.logStreamName,
      })),
      { MemorySize: 512 },
    );
    const first = invoke() as Record<string, string>;
    expect(first).toMatchObject({
      name: "worker",
      version: "$LATEST",
      arn: "arn:aws:lambda:us-east-1:123456789012:function:worker",
      memory: "512",
      group: "/aws/lambda/worker",
    });
    const second = invoke() as Record<string, string>;
    expect(second["stream"]).toBe(first["stream"]);
    expect(second["request"]).not.toBe(first["request"]);
  });

  it("lambda.context.stream: names the stream that the log has", () => {
    const { invoke, simulation } = account(shows(({ logStreamName }) => logStreamName));
    const stream = invoke();
    const streams = logOfResource({ simulation }, "lambda.function:worker")!.map(
      (event) => event.stream,
    );
    expect(new Set(streams)).toEqual(new Set([stream]));
  });

  it("lambda.context.remaining-time: is what is left of the timeout in milliseconds, after a cold start as well", () => {
    const { invoke } = account(
      shows((context) => context.getRemainingTimeInMillis()),
      {
        Timeout: 5,
        MemorySize: 1024,
      },
    );
    expect(invoke()).toBeLessThanOrEqual(4_000);
    expect(invoke()).toBe(4_000);
  });

  it("lambda.context.client-context: is what the caller gave in base64, of synchronous invocations", () => {
    const { invoke, client } = account(shows(({ clientContext }) => clientContext ?? null));
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    expect(invoke({ ClientContext: base64('{"custom":{"a":1}}') })).toEqual({ custom: { a: 1 } });
    expect(invoke()).toBeNull();
    const refused = (ClientContext: string) => () =>
      client.call("lambda", "Invoke", { FunctionName: "worker", ClientContext });
    expect(refused(base64("[1]"))).toThrow(
      "Client context must be a valid Base64-encoded JSON object.",
    );
    expect(refused(base64(JSON.stringify({ a: "x".repeat(3_000) })))).toThrow("3583 bytes");
  });

  it("lambda.context.identity: is nobody's, since no mobile SDK invokes", () => {
    const { invoke } = account(shows((context) => context.identity ?? "none"));
    expect(invoke()).toBe("none");
  });

  it("lambda.context.event-loop: callbackWaitsForEmptyEventLoop is true at each invocation, whatever it was set to", () => {
    const { invoke } = account(
      shows((context) => {
        const before = context.callbackWaitsForEmptyEventLoop;
        context.callbackWaitsForEmptyEventLoop = false;
        return [before, context.callbackWaitsForEmptyEventLoop];
      }),
    );
    expect([invoke(), invoke()]).toEqual([
      [true, false],
      [true, false],
    ]);
  });
});

describe("the environment variables of a handler", () => {
  it("lambda.variables.runtime: are the function's own and those that Lambda sets, and the host's are not", () => {
    const { invoke } = account(
      shows(({ environmentVariables }) => ({
        given: { ...environmentVariables },
        process: { ...process.env } as Record<string, string>,
      })),
      { Environment: { Variables: { TABLE: "orders" } } },
    );
    const before = process.env;
    const shown = invoke() as { given: Record<string, string>; process: Record<string, string> };
    expect(shown.process).toEqual(shown.given);
    expect(process.env).toBe(before);
    expect(shown.given).toMatchObject({
      TABLE: "orders",
      AWS_REGION: "us-east-1",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
      AWS_LAMBDA_FUNCTION_NAME: "worker",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/worker",
      LAMBDA_TASK_ROOT: "/var/task",
      _HANDLER: "index.handler",
      TZ: ":UTC",
    });
    expect(shown.given["HOME"]).toBeUndefined();
  });
});

describe("traces", () => {
  const header =
    /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24});Parent=([0-9a-f]{16});Sampled=([01])(?:;Lineage=(\S+))?$/;
  const trace = (said: Plain) => header.exec(String(said))!;
  const shown = shows(({ environmentVariables }) => environmentVariables["_X_AMZN_TRACE_ID"]!);

  it("lambda.trace.header: each invocation has one; without a decision it is not sampled", () => {
    const { invoke } = account(shown);
    const [, root, parent, sampled, lineage] = trace(invoke());
    expect(root!.slice(2, 10)).toBe(
      Math.floor(Date.parse("2026-11-23T09:00:00Z") / 1_000).toString(16),
    );
    expect({ sampled, lineage }).toEqual({ sampled: "0", lineage: undefined });
    const [, otherRoot, otherParent] = trace(invoke());
    expect(otherRoot).not.toBe(root);
    expect(otherParent).not.toBe(parent);
  });

  it("lambda.trace.propagation: what a function invokes is in its trace, with the functions that ran and its decision", () => {
    const scripts: Scripts = {
      *worker(_, { environmentVariables }) {
        const { Payload } = yield* call("lambda", "Invoke", { FunctionName: "other" });
        return [environmentVariables["_X_AMZN_TRACE_ID"]!, JSON.parse(String(Payload)) as Plain];
      },
      *other(_, { environmentVariables }) {
        return environmentVariables["_X_AMZN_TRACE_ID"]!;
      },
    };
    const { client, invoke } = account(scripts);
    const both = () => (invoke() as readonly Plain[]).map(trace);
    const [own, inner] = both();
    expect(inner![1]).toBe(own![1]);
    expect(inner![2]).not.toBe(own![2]);
    expect(inner![4]).toMatch(/^[0-9a-f]{8}:1$/);
    client.call("lambda", "UpdateFunctionConfiguration", {
      FunctionName: "worker",
      TracingConfig: { Mode: "Active" },
    });
    expect(both().map(([, , , sampled]) => sampled)).toEqual(["1", "1"]);
  });

  it("lambda.trace.sampling: a function with active tracing keeps the first of each second, and one in twenty of the rest", () => {
    const decided: string[] = [];
    const { client, simulation } = account(
      {
        *worker(_, { environmentVariables }) {
          decided.push(trace(environmentVariables["_X_AMZN_TRACE_ID"]!)[3]!);
          return null;
        },
      },
      { TracingConfig: { Mode: "Active" } },
    );
    for (let second = 0; second < 40; second += 1) {
      for (let nth = 0; nth < 50; nth += 1) {
        client.call("lambda", "Invoke", { FunctionName: "worker", InvocationType: "Event" });
      }
      simulation.run({ until: ((second + 1) * seconds(1)) as never });
    }
    simulation.run({ until: seconds(60) as never });
    expect(decided).toHaveLength(2_000);
    const kept = decided.filter((sampled) => sampled === "1").length;
    // 40 of the seconds, and 5 % of 1,960.
    expect(kept).toBeGreaterThan(40 + 60);
    expect(kept).toBeLessThan(42 + 140);
  });

  it("lambda.trace.report: the REPORT of a traced invocation names its trace, with active tracing alone", () => {
    const { client, simulation, invoke } = account(shown);
    const reports = () =>
      logOfResource({ simulation }, "lambda.function:worker")!.flatMap(({ message }) =>
        message.startsWith("REPORT") ? [message] : [],
      );
    invoke();
    client.call("lambda", "UpdateFunctionConfiguration", {
      FunctionName: "worker",
      TracingConfig: { Mode: "Active" },
    });
    const [, root, segment] = trace(invoke());
    const [without, with_] = reports();
    expect(without).not.toContain("XRAY");
    expect(with_).toMatch(
      new RegExp(`\\t\\nXRAY TraceId: ${root!}\\tSegmentId: ${segment!}\\tSampled: true\\t\\n$`),
    );
  });
});
