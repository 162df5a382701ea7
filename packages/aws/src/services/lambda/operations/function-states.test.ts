import { milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const FunctionName = "worker";
const busy = "ResourceConflictException: The operation cannot be performed at this time.";
const read = (account: LambdaAccount) =>
  account.call("GetFunctionConfiguration", { FunctionName }) as Record<string, string>;

describe("states of functions", () => {
  it("lambda.function.change-time: a function that is made in mid-run is pending for a second", () => {
    const account = new LambdaAccount();
    account.create({ FunctionName: "first" });
    expect(account.call("GetFunction", { FunctionName: "first" })).toMatchObject({
      Configuration: { State: "Active" },
    });
    account.advance(milliseconds(1));
    const made = account.create();
    account.advance(milliseconds(999));
    expect(read(account)).toEqual(made);
    account.advance(milliseconds(1));
    expect(read(account)).toMatchObject({ State: "Active", LastUpdateStatus: "Successful" });
    expect(read(account)).not.toHaveProperty("StateReason");
    expect(read(account)["RevisionId"]).not.toBe(made["RevisionId"]);
  });

  it("lambda.function.change-time: an update is in progress for a second, or as long as is said", () => {
    const account = new LambdaAccount();
    account.create();
    const updated = account.call("UpdateFunctionConfiguration", { FunctionName, Timeout: 9 });
    account.advance(milliseconds(999));
    expect(read(account)).toEqual(updated);
    account.advance(milliseconds(1));
    expect(read(account)["LastUpdateStatus"]).toBe("Successful");

    const slow = new LambdaAccount({
      latencies: {
        "lambda.function.creation": { type: "constant", value: seconds(90) },
        "lambda.function.update": { type: "constant", value: 0 },
      },
    });
    slow.advance();
    slow.create();
    slow.advance(seconds(89));
    expect(read(slow)["State"]).toBe("Pending");
    slow.advance(seconds(1));
    expect(read(slow)["State"]).toBe("Active");
    slow.call("UpdateFunctionConfiguration", { FunctionName, Timeout: 9 });
    expect(read(slow)["LastUpdateStatus"]).toBe("Successful");
  });

  it("lambda.function.pending-refuses: nobody invokes or changes a function that is being made", () => {
    const account = new LambdaAccount();
    account.advance();
    account.create();
    const pending = `${busy} The function is currently in the following state: Pending`;
    expect(account.error("Invoke", { FunctionName })).toMatchObject({
      httpStatus: 409,
      details: { Type: "User" },
    });
    expect(account.refusal("Invoke", { FunctionName })).toBe(pending);
    expect(account.refusal("Invoke", { FunctionName, InvocationType: "DryRun" })).toBe(pending);
    expect(account.refusal("UpdateFunctionConfiguration", { FunctionName })).toBe(pending);
    expect(account.refusal("UpdateFunctionCode", { FunctionName, ZipFile: "" })).toBe(pending);
    account.advance();
    expect(account.call("Invoke", { FunctionName })["StatusCode"]).toBe(200);
  });

  it("lambda.function.update-refuses: an update in progress refuses another, and no invocation", () => {
    const account = new LambdaAccount();
    account.create();
    account.call("UpdateFunctionConfiguration", { FunctionName, Description: "1" });
    const inProgress = `${busy} An update is in progress for resource: ${arn}`;
    expect(account.refusal("UpdateFunctionConfiguration", { FunctionName })).toBe(inProgress);
    expect(account.refusal("UpdateFunctionCode", { FunctionName, ZipFile: "" })).toBe(inProgress);
    expect(account.call("Invoke", { FunctionName })["StatusCode"]).toBe(200);
    account.advance();
    account.call("UpdateFunctionCode", { FunctionName, ZipFile: "" });
  });

  it("lambda.function.change-acts-at-once: what is changed serves from the request on", () => {
    const account = new LambdaAccount();
    account.create();
    const Behavior = { ...(functionParams["Behavior"] as object), response: "new" };
    account.call("UpdateFunctionCode", { FunctionName, ZipFile: "", Behavior });
    expect(account.call("Invoke", { FunctionName })["Payload"]).toBe('"new"');
  });

  it("deletes a function that is being made or changed", () => {
    const account = new LambdaAccount();
    account.advance();
    account.create();
    expect(account.call("DeleteFunction", { FunctionName })).toEqual({ StatusCode: 204 });
  });
});

describe("LoggingConfig", () => {
  const logging = (account: LambdaAccount) => read(account)["LoggingConfig"];
  const update = (account: LambdaAccount, LoggingConfig: object) => {
    account.advance();
    return account.call("UpdateFunctionConfiguration", { FunctionName, LoggingConfig } as never)[
      "LoggingConfig"
    ];
  };
  const LogGroup = "/aws/lambda/worker";

  it("lambda.function.log-levels: logs in JSON have levels, INFO unless they say otherwise", () => {
    const account = new LambdaAccount();
    account.create({ LoggingConfig: { LogFormat: "JSON" } });
    const levels = { ApplicationLogLevel: "INFO", SystemLogLevel: "INFO" };
    expect(logging(account)).toEqual({ LogFormat: "JSON", LogGroup, ...levels });
    expect(update(account, { SystemLogLevel: "DEBUG" })).toEqual({
      LogFormat: "JSON",
      LogGroup,
      ApplicationLogLevel: "INFO",
      SystemLogLevel: "DEBUG",
    });
    expect(update(account, { LogGroup: "cool" })).toMatchObject({
      LogFormat: "JSON",
      LogGroup: "cool",
      SystemLogLevel: "DEBUG",
    });
    expect(update(account, { LogFormat: "Text" })).toEqual({ LogFormat: "Text", LogGroup: "cool" });
    expect(update(account, { LogFormat: "JSON" })).toMatchObject(levels);
  });

  it("lambda.function.log-levels-in-text: logs in text have no levels", () => {
    const account = new LambdaAccount();
    const refusal =
      'InvalidParameterValueException: LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.';
    const LoggingConfig = { ApplicationLogLevel: "DEBUG" };
    expect(account.refusal("CreateFunction", { ...functionParams, LoggingConfig })).toBe(refusal);
    account.create();
    expect(account.refusal("UpdateFunctionConfiguration", { FunctionName, LoggingConfig })).toBe(
      refusal,
    );
    update(account, { ...LoggingConfig, LogFormat: "JSON" });
    expect(update(account, LoggingConfig)).toMatchObject(LoggingConfig);
  });

  it("refuses levels, formats and groups that are none", () => {
    const account = new LambdaAccount();
    for (const [member, constraint] of [
      ["SystemLogLevel", /at 'loggingConfig.systemLogLevel' .*: \[DEBUG, INFO, WARN\]$/],
      ["ApplicationLogLevel", /at 'loggingConfig.applicationLogLevel' .* enum value set/],
      ["LogFormat", /at 'loggingConfig.logFormat' .* enum value set/],
      ["LogGroup", /at 'loggingConfig.logGroup' .* regular expression pattern/],
    ] as const) {
      const LoggingConfig = { LogFormat: "JSON", [member]: "no way" };
      expect(account.refusal("CreateFunction", { ...functionParams, LoggingConfig })).toMatch(
        constraint,
      );
    }
  });
});
