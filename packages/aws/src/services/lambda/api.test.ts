import { milliseconds, seconds, type Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { LambdaAccount } from "../../../test/lambda-account.ts";
import { call, RuntimeExit, wait, type Script, type Scripts } from "../../service/script.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const worker = { FunctionName: "worker" };
const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) => ({
  FunctionName,
  ReservedConcurrentExecutions,
});

/** An account with `worker`, which does what `script` says. */
function scripted(script: Script, params: Record<string, string | number> = {}) {
  const scripts: Scripts = { script };
  const account = new LambdaAccount({ scripts });
  account.create({ Behavior: { type: "script", name: "script" }, ...params });
  return account;
}
const echo: Script = function* (event) {
  return event;
};

class RangeViolation extends RangeError {
  override readonly name = "RangeViolation";
}

describe("Invoke", () => {
  it("lambda.invoke.response: gives status, payload as text, and the version that ran", () => {
    const account = scripted(echo);
    expect(account.call("Invoke", { ...worker, Payload: '{"a": [1, "ü"]}' })).toEqual({
      StatusCode: 200,
      Payload: '{"a":[1,"ü"]}',
      ExecutedVersion: "$LATEST",
    });
  });

  it("lambda.invoke.response: an error of the function changes no status", () => {
    const account = scripted(function* () {
      throw new RangeViolation("no");
    });
    expect(account.call("Invoke", { ...worker, InvocationType: "RequestResponse" })).toEqual({
      StatusCode: 200,
      FunctionError: "Unhandled",
      Payload: '{"errorType":"RangeViolation","errorMessage":"no","trace":["RangeViolation: no"]}',
      ExecutedVersion: "$LATEST",
    });
  });

  it("lambda.invoke.no-payload: hands an empty object where none is sent", () => {
    const account = scripted(echo);
    expect(account.call("Invoke", worker)["Payload"]).toBe("{}");
    expect(account.call("Invoke", { ...worker, Payload: "" })["Payload"]).toBe("{}");
  });

  it("takes a payload as bytes as well", () => {
    const account = scripted(echo);
    for (const text of ['{"a":"ü"}', "7", "null", "true", '""', "[]"]) {
      const Payload = new TextEncoder().encode(text);
      expect(account.call("Invoke", { ...worker, Payload })["Payload"]).toBe(text);
    }
    const malformed = Uint8Array.of(0x22, 0xff, 0x22);
    expect(account.refusal("Invoke", { ...worker, Payload: malformed })).toMatch(
      /^InvalidRequestContentException/,
    );
  });

  it("lambda.invoke.payload-not-json: refuses a payload that is no JSON", () => {
    const account = scripted(echo);
    const error = account.error("Invoke", { ...worker, Payload: "{no json" });
    expect(error).toMatchObject({ code: "InvalidRequestContentException", httpStatus: 400 });
    expect(error.message).toMatch(/^Could not parse request body into json: /);
  });

  it("lambda.invoke.request-limit: refuses a payload above 6 MB, whatever it holds, and takes one of 6 MB", () => {
    const account = scripted(function* (event) {
      return (event as string).length;
    });
    const largest = 6_291_456;
    const text = (size: number) => `"${"x".repeat(size - 2)}"`;
    expect(account.call("Invoke", { ...worker, Payload: text(largest) })["Payload"]).toBe(
      `${largest - 2}`,
    );
    const bytes = (size: number) => new TextEncoder().encode(text(size));
    for (const size of [largest - 2, largest - 1, largest]) {
      const { Payload } = account.call("Invoke", { ...worker, Payload: bytes(size) });
      expect(Payload).toBe(`${size - 2}`);
    }
    const tooLarge = [text(largest + 1), "x".repeat(largest + 5), bytes(largest + 1)];
    for (const Payload of [...tooLarge, new Uint8Array(3 * largest), "[".repeat(largest + 1)]) {
      expect(account.error("Invoke", { ...worker, Payload })).toMatchObject({
        code: "RequestEntityTooLargeException",
        message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
        httpStatus: 413,
      });
    }
  });

  it("lambda.invoke.async-request-limit: tells the size, under the limit of its date", () => {
    for (const [asOf, limit] of [
      ["2018-12-31", 131_072],
      ["2025-10-27", 262_144],
      ["2025-10-28", 1_048_576],
    ] as const) {
      const account = new LambdaAccount({ asOf });
      account.create();
      const invoke = (size: number) => {
        const Payload = `"${"x".repeat(size - 2)}"`;
        return { ...worker, InvocationType: "Event", Payload };
      };
      expect(account.call("Invoke", invoke(limit))).toEqual({ StatusCode: 202, Payload: "" });
      expect(account.refusal("Invoke", invoke(limit + 1))).toBe(
        `RequestEntityTooLargeException: ${limit + 1} byte payload is too large for the Event invocation type (limit ${limit} bytes)`,
      );
    }
  });

  it("lambda.invoke.nesting-limit: refuses what is nested too deep, as text and as bytes", () => {
    const account = scripted(echo);
    const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(account.call("Invoke", { ...worker, Payload: nested(1_000) })["Payload"]).toBe(
      nested(1_000),
    );
    const objects = `${'{"a":'.repeat(1_001)}1${"}".repeat(1_001)}`;
    for (const text of [nested(1_001), nested(100_000), objects]) {
      for (const Payload of [text, new TextEncoder().encode(text)]) {
        expect(account.refusal("Invoke", { ...worker, Payload })).toBe(
          "InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json: Document nesting depth (1001) exceeds the maximum allowed (1000)",
        );
      }
    }
    // Brackets in a text are none.
    const text = JSON.stringify(`${"[".repeat(5_000)}"\\`);
    expect(account.call("Invoke", { ...worker, Payload: text })["Payload"]).toBe(text);
  });

  it("says in one line what a script or a caller nests too deep", () => {
    const deep = (levels: number): Plain => {
      let value: Plain = null;
      for (let level = 0; level < levels; level += 1) value = [value];
      return value;
    };
    const wide = Array.from({ length: 1_000 }, () => null);
    for (const levels of [1_001, 100_000]) {
      const account = scripted(function* () {
        return [wide, deep(levels - 1)];
      });
      expect(() => account.call("Invoke", worker)).toThrow(
        'function "worker" script "script": expected answer of at most 1000 lists and objects inside each other, received more',
      );
      expect(() => account.call("Invoke", { FunctionName: deep(levels) })).toThrow(
        "parameters of Invoke: expected at most 1000 lists and objects inside each other, received more",
      );
    }
  });

  it("lambda.invoke.not-found: names the version that it would have run", () => {
    const account = new LambdaAccount();
    expect(account.error("Invoke", worker)).toMatchObject({
      code: "ResourceNotFoundException",
      message: `Function not found: ${arn}:$LATEST`,
      httpStatus: 404,
    });
  });

  it("lambda.invoke.dry-run: checks the request and runs nothing", () => {
    const account = scripted(echo);
    expect(account.call("Invoke", { ...worker, InvocationType: "DryRun" })).toEqual({
      StatusCode: 204,
      Payload: "",
    });
    expect(account.simulation.metersOf("lambda.function:worker")["Invocations"]!.sum).toBe(0);
    expect(account.refusal("Invoke", { FunctionName: "no", InvocationType: "DryRun" })).toMatch(
      /^ResourceNotFoundException/,
    );
  });

  it("refuses what is no type of invocation", () => {
    const account = scripted(echo);
    expect(account.refusal("Invoke", { ...worker, InvocationType: "Later" })).toBe(
      "ValidationException: 1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
    );
  });

  it("lambda.invoke.log-tail: brings back what Lambda wrote to the log", () => {
    const account = scripted(
      function* () {
        yield wait(milliseconds(12.34));
        return null;
      },
      { Runtime: "provided.al2023", MemorySize: 256 },
    );
    const tail = () =>
      atob(account.call("Invoke", { ...worker, LogType: "Tail" })["LogResult"] as string);
    const cold = tail();
    const [, requestId] = /^START RequestId: (\S+) Version: \$LATEST\n/.exec(cold)!;
    expect(cold).toMatch(
      new RegExp(
        String.raw`^START .*\nEND RequestId: ${requestId}\nREPORT RequestId: ${requestId}\tDuration: 1\d\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: 64 MB\tInit Duration: \d+\.\d\d ms\t\n$`,
      ),
    );
    expect(tail()).toMatch(
      /\tDuration: 12\.34 ms\tBilled Duration: 13 ms\tMemory Size: 256 MB\tMax Memory Used: 64 MB\t\n$/,
    );
    expect(account.call("Invoke", { ...worker, LogType: "None" })).not.toHaveProperty("LogResult");
  });

  it("lambda.invoke.log-tail: says there how an invocation ended that did not return", () => {
    const account = scripted(function* (event) {
      if (event === "exit") throw new RuntimeExit(1);
      yield wait(seconds(60));
      return null;
    });
    const tail = (Payload: string) =>
      atob(account.call("Invoke", { ...worker, LogType: "Tail", Payload })["LogResult"] as string);
    expect(tail('"exit"')).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError\t\n$/);
    expect(tail('"sleep"')).toMatch(/\tDuration: 3000\.00 ms\t.*\tStatus: timeout\t\n$/);
  });

  it("runs scripts that call other services through the account", () => {
    const account = scripted(function* (event, context) {
      const made = (yield call("lambda", "GetFunctionConfiguration", {
        FunctionName: context.functionName,
      })) as { MemorySize: number };
      try {
        yield call("lambda", "GetFunction", { FunctionName: "absent" });
      } catch (error) {
        return { event, memory: made.MemorySize, caught: (error as Error).name };
      }
      return null;
    });
    expect(account.call("Invoke", { ...worker, Payload: "1" })["Payload"]).toBe(
      '{"event":1,"memory":128,"caught":"ResourceNotFoundException"}',
    );
  });

  it("lets functions invoke functions", () => {
    const scripts: Scripts = {
      outer: function* () {
        const reply = (yield call("lambda", "Invoke", {
          FunctionName: "inner",
          Payload: "20",
        })) as {
          Payload: string;
        };
        return Number(reply.Payload) + 1;
      },
      inner: function* (event) {
        yield wait(seconds(1));
        return (event as number) * 2;
      },
    };
    const account = new LambdaAccount({ scripts });
    account.create({ Behavior: { type: "script", name: "outer" } });
    account.create({ FunctionName: "inner", Behavior: { type: "script", name: "inner" } });
    expect(account.call("Invoke", worker)["Payload"]).toBe("41");
  });
});

describe("reserved concurrency", () => {
  it("is put, read and deleted, and counts against the account's", () => {
    const account = new LambdaAccount();
    account.create();
    expect(account.call("GetFunctionConcurrency", worker)).toEqual({});
    expect(account.call("PutFunctionConcurrency", reserve("worker", 5))).toEqual({
      ReservedConcurrentExecutions: 5,
    });
    expect(account.call("GetFunctionConcurrency", worker)).toEqual({
      ReservedConcurrentExecutions: 5,
    });
    expect(account.call("GetFunction", worker)["Concurrency"]).toEqual({
      ReservedConcurrentExecutions: 5,
    });
    account.advance();
    expect(account.simulation.settingsOf("lambda.account:123456789012")).toMatchObject({
      concurrentExecutions: 1_000,
      reserved: 5,
    });
    account.call("PutFunctionConcurrency", reserve("worker", 7));
    account.call("DeleteFunctionConcurrency", worker);
    account.call("DeleteFunctionConcurrency", worker);
    account.advance();
    expect(account.call("GetFunctionConcurrency", worker)).toEqual({});
    expect(account.simulation.settingsOf("lambda.account:123456789012")).toMatchObject({
      reserved: 0,
    });
  });

  it("lambda.concurrency.unreserved-minimum: leaves the other functions 100", () => {
    const account = new LambdaAccount();
    account.create();
    account.create({ FunctionName: "other" });
    const tooMuch =
      "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].";
    expect(account.refusal("PutFunctionConcurrency", reserve("worker", 901))).toBe(tooMuch);
    account.call("PutFunctionConcurrency", reserve("worker", 600));
    expect(account.refusal("PutFunctionConcurrency", reserve("other", 301))).toBe(tooMuch);
    account.call("PutFunctionConcurrency", reserve("other", 300));
    // What it had itself does not count against it.
    expect(account.refusal("PutFunctionConcurrency", reserve("worker", 601))).toBe(tooMuch);
    account.call("PutFunctionConcurrency", reserve("worker", 600));
    expect(account.refusal("PutFunctionConcurrency", reserve("worker", -1))).toBe(
      "ValidationException: 1 validation error detected: Value '-1' at 'reservedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 0",
    );
  });

  it("lambda.concurrency.functions-only: belongs to functions, not to versions", () => {
    const account = new LambdaAccount();
    account.create();
    const latest = `${arn}:$LATEST`;
    const message =
      "InvalidParameterValueException: This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.";
    expect(account.refusal("PutFunctionConcurrency", reserve(latest, 1))).toBe(message);
    expect(account.refusal("DeleteFunctionConcurrency", { FunctionName: latest })).toBe(message);
  });

  it("throttles with AWS's reason, and does not count a throttle as an invocation", () => {
    const account = new LambdaAccount();
    account.create();
    account.call("PutFunctionConcurrency", reserve("worker", 0));
    expect(account.error("Invoke", worker)).toMatchObject({
      code: "TooManyRequestsException",
      message: "Rate Exceeded.",
      httpStatus: 429,
      details: { Type: "User", Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
    });
  });

  it("lambda.billing.throttles-free: bills no throttle, and counts it apart", () => {
    const account = new LambdaAccount();
    account.create();
    account.call("PutFunctionConcurrency", reserve("worker", 1));
    const outcomes = [account.invoke(), account.invoke(), account.invoke()];
    account.advance();
    expect(outcomes.map(({ outcome }) => outcome?.type)).toEqual(["called", "refused", "refused"]);
    const meters = account.simulation.metersOf("lambda.function:worker");
    const counts = ["Invocations", "Throttles", "Errors"].map((metric) => meters[metric]!.sum);
    expect(counts).toEqual([1, 2, 0]);
    expect(meters["BilledDuration"]!.count).toBe(1);
  });
});

describe("the function's ramp", () => {
  /** How the second of two bursts fares, of which each starts 900 environments, some time apart. */
  function secondBurst(reserved: number | null, apart: number) {
    const latencies = { "lambda.cold.platformOverhead": { type: "constant", value: 0 } } as const;
    const account = new LambdaAccount({ latencies });
    account.create();
    if (reserved !== null) account.call("PutFunctionConcurrency", reserve("worker", reserved));
    const burst = () => Array.from({ length: 900 }, () => account.invoke());
    burst();
    account.advance(milliseconds(apart));
    // Its environments go, so that the next burst needs new ones.
    account.call("UpdateFunctionConfiguration", { ...worker, Description: "new" });
    const outcomes = burst();
    account.advance();
    const reasons = outcomes.flatMap(({ outcome }) =>
      outcome?.type === "refused" ? [outcome.details?.["Reason"]] : [],
    );
    return { admitted: outcomes.length - reasons.length, reasons: new Set(reasons) };
  }

  it("lambda.ramp.even-refill: gives back one environment each 10 ms", () => {
    const admitted = [99, 100, 109, 110].map((apart) => secondBurst(null, apart).admitted);
    expect(admitted).toEqual([109, 110, 110, 111]);
  });

  it("lambda.ramp.throttle-reason: gives the reason that a want of concurrency has", () => {
    const own = "ReservedFunctionConcurrentInvocationLimitExceeded";
    expect(secondBurst(null, 100).reasons).toEqual(new Set(["ConcurrentInvocationLimitExceeded"]));
    expect(secondBurst(900, 100).reasons).toEqual(new Set([own]));
  });
});

it("lambda.concurrency.account-settings: shows limits and use of the account", () => {
  const account = new LambdaAccount();
  account.create({ Code: { ZipFile: Uint8Array.of(1, 2, 3) } });
  account.call("PutFunctionConcurrency", reserve("worker", 50));
  expect(account.call("GetAccountSettings")).toEqual({
    AccountLimit: {
      TotalCodeSize: 322_122_547_200,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: 1_000,
      UnreservedConcurrentExecutions: 950,
    },
    AccountUsage: { TotalCodeSize: 3, FunctionCount: 1 },
  });
});
