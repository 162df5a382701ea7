import { days, seconds } from "@orrery/kernel";
import { describe, expect, test } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const pass = { A: { Type: "Pass", End: true } };
const code = (name: string): unknown => expect.objectContaining({ code: name });

describe("Operations", () => {
  test("stepfunctions.api.idempotent-start: the same start is one, another is refused", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made({ A: { Type: "Wait", Seconds: 60, End: true } });
    const first = account.start(stateMachineArn, { n: 1 }, "one");
    expect(account.start(stateMachineArn, { n: 1 }, "one")).toBe(first);
    expect(() => account.start(stateMachineArn, { n: 2 }, "one")).toThrow(
      code("ExecutionAlreadyExists"),
    );
    account.pass();
    expect(() => account.start(stateMachineArn, { n: 1 }, "one")).toThrow(
      code("ExecutionAlreadyExists"),
    );
    account.pass(days(91));
    expect(account.start(stateMachineArn, { n: 1 }, "one")).toBe(first);
  });

  test("stepfunctions.api.sync-start: the end of an Express execution", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made(pass, { type: "EXPRESS" });
    const ended = account.call("StartSyncExecution", { stateMachineArn, input: '{"n":1}' });
    expect(ended).toMatchObject({
      status: "SUCCEEDED",
      output: '{"n":1}',
      billingDetails: { billedMemoryUsedInMB: 64 },
    });
    const standard = account.made(pass);
    expect(() => account.call("StartSyncExecution", { stateMachineArn: standard })).toThrow(
      code("StateMachineTypeNotSupported"),
    );
  });

  test("stepfunctions.api.starters: input is JSON", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made(pass);
    expect(() => account.call("StartExecution", { stateMachineArn, input: "{" })).toThrow(
      code("InvalidExecutionInput"),
    );
  });

  test("stepfunctions.api.names: without blanks, brackets and wildcards", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made(pass);
    for (const name of ["a b", "a*", "<a>", "a[", "a/b", "a\u0001"]) {
      expect(() => account.start(stateMachineArn, {}, name)).toThrow(code("InvalidName"));
    }
    expect(account.start(stateMachineArn, {}, "a".repeat(80))).toContain("a".repeat(80));
  });

  test("stepfunctions.api.versions: an alias sends to its versions by weight", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made({ A: { Type: "Pass", Result: 1, End: true } });
    const one = account.call("PublishStateMachineVersion", { stateMachineArn })
      .stateMachineVersionArn as string;
    const definition = JSON.stringify({
      StartAt: "A",
      States: { A: { Type: "Pass", Result: 2, End: true } },
    });
    account.call("UpdateStateMachine", { stateMachineArn, definition });
    const two = account.call("PublishStateMachineVersion", { stateMachineArn })
      .stateMachineVersionArn as string;
    const routingConfiguration = [
      { stateMachineVersionArn: one, weight: 50 },
      { stateMachineVersionArn: two, weight: 50 },
    ];
    const { stateMachineAliasArn } = account.call("CreateStateMachineAlias", {
      name: "live",
      routingConfiguration,
    });
    expect(account.run(one).output).toBe("1");
    expect(account.run(two).output).toBe("2");
    const outputs = Array.from(
      { length: 20 },
      () => account.run(stateMachineAliasArn as string).output,
    );
    expect(new Set(outputs)).toEqual(new Set(["1", "2"]));
  });

  test("stepfunctions.api.version-again: an update that is described otherwise is a version more", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made(pass);
    const definition = account.call("DescribeStateMachine", { stateMachineArn }).definition!;
    const updated = (more: PlainObject) =>
      account.call("UpdateStateMachine", { stateMachineArn, definition, publish: true, ...more })
        .stateMachineVersionArn;
    expect(updated({ versionDescription: "one" })).toBe(`${stateMachineArn}:1`);
    expect(updated({})).toBe(`${stateMachineArn}:1`);
    expect(updated({ versionDescription: "one" })).toBe(`${stateMachineArn}:1`);
    expect(updated({ versionDescription: "two" })).toBe(`${stateMachineArn}:2`);
    const published = account.call("PublishStateMachineVersion", {
      stateMachineArn,
      description: "three",
    });
    expect(published.stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
  });

  test("stepfunctions.api.created-again: whatever the role, and not for other definitions", () => {
    const account = new AccountOfWorkflows();
    const definition = JSON.stringify({ StartAt: "A", States: pass });
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const given = { name: "same", definition, roleArn: role("one") };
    const first = account.call("CreateStateMachine", given);
    expect(account.call("CreateStateMachine", { ...given, roleArn: role("two") })).toEqual(first);
    const { stateMachineArn } = first;
    expect(
      account.call("DescribeStateMachine", { stateMachineArn: stateMachineArn! }),
    ).toMatchObject({ roleArn: role("one") });
    const other = definition.replace("Pass", "Succeed").replace(',"End":true', "");
    expect(() => account.call("CreateStateMachine", { ...given, definition: other })).toThrow(
      code("StateMachineAlreadyExists"),
    );
  });

  test("stepfunctions.api.redrive: goes on from where it failed", () => {
    const account = new AccountOfWorkflows();
    const Resource = "arn:aws:states:us-east-1:123456789012:activity:hands";
    account.call("CreateActivity", { name: "hands" });
    const stateMachineArn = account.made({
      A: { Type: "Pass", Next: "T" },
      T: { Type: "Task", Resource, End: true },
    });
    const executionArn = account.start(stateMachineArn);
    const answer = (operation: string, more: PlainObject) => {
      const { taskToken } = account.call("GetActivityTask", { activityArn: Resource });
      account.call(operation, { taskToken: taskToken!, ...more });
      account.pass(seconds(5));
    };
    answer("SendTaskFailure", { error: "No" });
    expect(account.described(executionArn)).toMatchObject({
      status: "FAILED",
      redriveStatus: "REDRIVABLE",
    });
    account.call("RedriveExecution", { executionArn });
    answer("SendTaskSuccess", { output: "1" });
    expect(account.described(executionArn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    const types = account.types(executionArn);
    expect(types).toContain("ExecutionRedriven");
    expect(types.filter((type) => type === "PassStateEntered")).toHaveLength(1);
    expect(() => account.call("RedriveExecution", { executionArn })).toThrow(
      code("ExecutionNotRedrivable"),
    );
  });

  test("stepfunctions.api.type: Standard unless said", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made(pass);
    expect(account.call("DescribeStateMachine", { stateMachineArn }).type).toBe("STANDARD");
  });

  test("stepfunctions.api.call-buckets: more calls than the bucket has are refused", () => {
    const quotas = {
      "stepfunctions.describeExecutionBucket": 2,
      "stepfunctions.describeExecutionRefill": 1,
    };
    const account = new AccountOfWorkflows({ quotas });
    const executionArn = account.start(account.made(pass));
    account.pass();
    const client = account.simulation.client();
    const calls = [1, 2, 3].map(() =>
      client.begin("stepfunctions", "DescribeExecution", { executionArn }),
    );
    account.pass();
    expect(calls.map(({ outcome }) => outcome?.type)).toEqual(["called", "called", "refused"]);
  });

  test("stepfunctions.api.control-buckets: those of all other operations count calls from inside", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made(pass);
    account.pass();
    const { many, outcome } = callsInside(account.simulation, "stepfunctions");
    expect(many(300, "DescribeStateMachine", { stateMachineArn })).toBeGreaterThanOrEqual(200);
    expect(outcome("DescribeStateMachine", { stateMachineArn })).toBe("ThrottlingException");
    expect(many(150, "ListStateMachines")).toBeGreaterThanOrEqual(100);
    expect(outcome("ListStateMachines")).toBe("ThrottlingException");
    for (let place = 0; place < 150; place += 1) account.call("ListStateMachines");
  });

  test("stepfunctions.api.request-size: a request of more than 1 MiB is refused, whatever is in it", () => {
    const account = new AccountOfWorkflows();
    // Each of its parts is small enough; as JSON within JSON a quotation mark has two bytes.
    const comment = (length: number) => ({
      A: { Type: "Pass", Comment: "x".repeat(length), End: true },
    });
    expect(account.made(comment(1_048_000))).toContain(":stateMachine:");
    const description = "é".repeat(256);
    const over = () =>
      account.made(comment(1_048_000), { publish: true, versionDescription: description });
    expect(over).toThrow(
      expect.objectContaining({ code: "RequestEntityTooLargeException", httpStatus: 413 }),
    );
  });

  test("stepfunctions.api.sizes: of definitions and errors, and how many state machines", () => {
    const account = new AccountOfWorkflows({
      quotas: { "stepfunctions.stateMachines": 1, "stepfunctions.activities": 1 },
    });
    const large = { A: { Type: "Pass", Comment: "x".repeat(1_048_576), End: true } };
    expect(() => account.made(large)).toThrow();
    const stateMachineArn = account.made({ A: { Type: "Wait", Seconds: 60, End: true } });
    expect(() => account.made(pass)).toThrow(code("StateMachineLimitExceeded"));
    account.call("CreateActivity", { name: "one" });
    expect(() => account.call("CreateActivity", { name: "two" })).toThrow(
      code("ActivityLimitExceeded"),
    );
    const executionArn = account.start(stateMachineArn);
    expect(() => account.call("StopExecution", { executionArn, error: "x".repeat(257) })).toThrow();
  });
});
