import { seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { Stack } from "../../../builder/stack.ts";
import { continueRun, prepareRun } from "../../../run/run.ts";
import type { Workload } from "../../../run/scenario.ts";
import { lambda, profile, type Behavior } from "../public.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const ofWorker = { FunctionName: "worker" };
const open = { ...ofWorker, AuthType: "NONE" };

function account(): LambdaAccount {
  const account = new LambdaAccount();
  account.create();
  return account;
}

describe("lambda.url.config: a function, and each of its aliases, has at most one URL", () => {
  it("which is shown, changed and taken away", () => {
    const lambda = account();
    const Cors = { AllowOrigins: ["*"] };
    const made = lambda.call("CreateFunctionUrlConfig", { ...open, Cors });
    expect(made).toEqual({
      FunctionUrl: expect.stringMatching(
        /^https:\/\/[0-9a-f]{32}\.lambda-url\.us-east-1\.on\.aws\/$/,
      ),
      FunctionArn: arn,
      AuthType: "NONE",
      Cors,
      CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+0000$/),
      InvokeMode: "BUFFERED",
    });
    lambda.advance(seconds(5));
    const changed = { AuthType: "AWS_IAM", InvokeMode: "RESPONSE_STREAM" };
    lambda.call("UpdateFunctionUrlConfig", { ...ofWorker, ...changed });
    const shown = lambda.call("GetFunctionUrlConfig", ofWorker);
    expect(shown).toMatchObject({ ...changed, Cors, FunctionUrl: made["FunctionUrl"] });
    expect(shown["LastModifiedTime"]).not.toBe(shown["CreationTime"]);
    lambda.call("UpdateFunctionUrlConfig", { ...ofWorker, Cors: {} });
    expect(lambda.call("GetFunctionUrlConfig", ofWorker)).not.toHaveProperty("Cors");
    lambda.call("DeleteFunctionUrlConfig", ofWorker);
    expect(lambda.call("ListFunctionUrlConfigs", ofWorker)).toEqual({ FunctionUrlConfigs: [] });
  });

  it("which goes with it", () => {
    const lambda = account();
    lambda.call("PublishVersion", ofWorker);
    lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
    lambda.call("CreateFunctionUrlConfig", { ...open, Qualifier: "live" });
    lambda.call("CreateFunctionUrlConfig", open);
    const shown = () =>
      lambda.call("ListFunctionUrlConfigs", ofWorker)["FunctionUrlConfigs"] as readonly object[];
    expect(shown()).toMatchObject([{ FunctionArn: `${arn}:live` }, { FunctionArn: arn }]);
    lambda.call("DeleteAlias", { ...ofWorker, Name: "live" });
    expect(shown()).toMatchObject([{ FunctionArn: arn }]);
    lambda.call("DeleteFunction", ofWorker);
    lambda.create();
    expect(shown()).toEqual([]);
  });

  it.each<[string, PlainObject, string]>([
    [
      "CreateFunctionUrlConfig",
      open,
      `ResourceConflictException: Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    ],
    [
      "CreateFunctionUrlConfig",
      { ...open, FunctionName: "other" },
      "ResourceNotFoundException: Function does not exist",
    ],
    [
      "CreateFunctionUrlConfig",
      { ...open, Qualifier: "live" },
      "ResourceNotFoundException: Function does not exist",
    ],
    [
      "CreateFunctionUrlConfig",
      { ...open, Qualifier: "1" },
      "ValidationException: 1 validation error detected: Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
    ],
    [
      "ListFunctionUrlConfigs",
      { FunctionName: "other" },
      "ResourceNotFoundException: Function does not exist",
    ],
    ...["GetFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig"].map(
      (operation) =>
        [
          operation,
          { FunctionName: "other" },
          "ResourceNotFoundException: The resource you requested does not exist.",
        ] as [string, PlainObject, string],
    ),
  ])("%s is refused of %j", (operation, params, refusal) => {
    const lambda = account();
    lambda.call("CreateFunctionUrlConfig", open);
    expect(lambda.refusal(operation, params)).toBe(refusal);
  });
});

it("lambda.url.invoke-mode: InvokeMode is BUFFERED or RESPONSE_STREAM", () => {
  expect(account().refusal("CreateFunctionUrlConfig", { ...open, InvokeMode: "UNKNOWN" })).toBe(
    "ValidationException: 1 validation error detected: Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
  );
});

/** What a workload of requests to a function's URL comes to. */
function run(
  {
    fn = {},
    behavior = quick,
    url = { authType: "NONE" },
    asOf = "2026-11-01",
    policy,
  }: {
    readonly fn?: lambda.FunctionProps;
    /** What it does without a handler. */
    readonly behavior?: Behavior;
    readonly url?: lambda.FunctionUrlOptions;
    readonly asOf?: string;
    /** In place of what lets everybody in: actions that do. */
    readonly policy?: readonly string[];
  },
  more: Partial<Workload> = {},
) {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker", fn);
  if (fn.handler === undefined) stack.say("Worker", { Behavior: behavior });
  let id = "Url";
  if (policy === undefined) ({ id } = worker.addFunctionUrl(url));
  else {
    const about = { FunctionName: worker.functionName };
    stack.add("lambda", "CreateFunctionUrlConfig", id, { ...about, AuthType: "NONE" });
    for (const action of policy) {
      const StatementId = action.replace(":", "");
      stack.add("lambda", "AddPermission", StatementId, {
        ...{ ...about, StatementId, Action: action, Principal: "*" },
      });
    }
  }
  const workload: Workload = {
    to: id,
    arrivals: { type: "constant", rate: 10 },
    from: 0 as Duration,
    until: seconds(1),
    payload: { type: "body", body: "{}", size: 2 },
    groups: [],
    retry: { attempts: 1 },
    ...more,
  };
  const scenario = stack.scenario({ workloads: [workload], duration: seconds(10), asOf });
  const begun = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(begun);
  const sums = (component: string) => (metric: string) =>
    begun.simulation.metersOf(component)[metric]!.sum;
  return { url: sums(`lambda.url:${worker.functionName}`), workload: sums("workload:1") };
}
const quick = profile({
  duration: { type: "constant", value: 10_000 },
  coldStart: { type: "constant", value: 0 },
});

describe("a workload to a function URL", () => {
  it("brings its requests to the function", () => {
    const seen: unknown[] = [];
    const { url, workload } = run(
      {
        fn: {
          *handler(event) {
            seen.push(event);
            return { statusCode: 200 };
          },
        },
      },
      {
        arrivals: { type: "constant", rate: 1 },
        request: {
          method: "PUT",
          path: "/orders/ä b",
          query: { q: ["1", "2"] },
          headers: { "X-Own": "me" },
        },
      },
    );
    expect(workload("Accepted")).toBe(1);
    expect(url("UrlRequestCount")).toBe(1);
    expect(seen).toMatchObject([
      {
        rawPath: "/orders/%C3%A4%20b",
        rawQueryString: "q=1&q=2",
        headers: { "x-own": "me", "content-type": "application/json" },
        requestContext: { http: { method: "PUT" } },
        body: "{}",
      },
    ]);
  });

  it("counts what the function fails as failed", () => {
    expect(run({ behavior: profile({ failures: 1 }) }).workload("Failed")).toBe(10);
  });

  it.each([
    ["both permissions", "2026-11-01", ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"], 10],
    ["one of them", "2026-11-01", ["lambda:InvokeFunctionUrl"], 0],
    ["the one that was enough before", "2025-09-30", ["lambda:InvokeFunctionUrl"], 10],
    ["none", "2025-09-30", [], 0],
  ])("lambda.url.none: is let in with %s, as of %s", (_, asOf, policy, accepted) => {
    const { workload } = run({ asOf, policy });
    expect(workload("Accepted")).toBe(accepted);
    expect(workload("Refused")).toBe(10 - accepted);
  });

  it.each([
    ["ten times the reserved concurrency a second", 1, 10],
    ["none while it is 0", 0, 0],
  ])("lambda.url.throttled: is let through %s", (_, reserved, accepted) => {
    const { workload } = run(
      { fn: { reservedConcurrentExecutions: reserved } },
      { arrivals: { type: "constant", rate: 50 } },
    );
    expect(workload("Accepted")).toBe(accepted);
    expect(workload("Refused")).toBe(50 - accepted);
  });

  it("lambda.url.request-limit: has bodies up to 6 MB as the event has them, and heads up to 1 MB", () => {
    const body = (size: number, headers: Readonly<Record<string, string>> = {}) =>
      run(
        {},
        {
          payload: { type: "size", size: { type: "constant", value: size } },
          request: { headers },
        },
      ).workload("Accepted");
    const limit = 6 * 1_048_576;
    expect(body(limit)).toBe(10);
    expect(() => body(limit + 1)).toThrow("0 to 6291456 bytes for a function URL");
    // In base64 it grows by a third.
    expect(body((limit * 3) / 4, { "Content-Type": "image/png" })).toBe(10);
    expect(body((limit * 3) / 4 + 1, { "Content-Type": "image/png" })).toBe(0);
    expect(() => body(2, { "x-long": "x".repeat(1_048_576) })).toThrow(
      "a request line and headers of 1048576 bytes at most for a function URL",
    );
  });

  it.each([
    [{ method: "get" }, "request.method: expected a method such as GET or POST"],
    [{ path: "orders" }, "request.path: expected a path such as /orders/7, without a query"],
    [{ path: "/a?b=c" }, "request.path: expected a path such as /orders/7, without a query"],
    [{ headers: { "x y": "1" } }, "request.headers: expected headers of HTTP"],
  ])("is refused before the run with %j", (request, message) => {
    expect(() => run({}, { request })).toThrow(message);
  });

  it("is refused before the run where its target takes no HTTP", () => {
    expect(() => run({}, { to: "Worker", request: {} })).toThrow(
      "expected none for a function, which takes no HTTP",
    );
  });
});
