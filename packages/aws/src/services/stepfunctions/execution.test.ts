import { days, hours, minutes, seconds } from "@orrery/kernel";
import { describe, expect, test } from "vitest";
import type { PlainObject } from "../../service/refusal.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const pause = (Seconds: number, more: PlainObject = {}) => ({
  Type: "Wait",
  Seconds,
  End: true,
  ...more,
});
const nested = (name: string, state: PlainObject) => ({ StartAt: name, States: { [name]: state } });
const boom = { Type: "Fail", Error: "Boom", Cause: "it broke" };

describe("An execution", () => {
  test("stepfunctions.execution.history-ids: ids from 1 on, and what precedes each", () => {
    const account = new AccountOfWorkflows();
    const { executionArn } = account.run(
      account.made({ A: { Type: "Pass", Next: "B" }, B: { Type: "Succeed" } }),
    );
    const events = account.history(executionArn as string);
    expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, "ExecutionStarted"],
      [2, 0, "PassStateEntered"],
      [3, 2, "PassStateExited"],
      [4, 3, "SucceedStateEntered"],
      [5, 4, "SucceedStateExited"],
      [6, 5, "ExecutionSucceeded"],
    ]);
  });

  test("stepfunctions.execution.fail: ends with the error and cause of its Fail state", () => {
    const account = new AccountOfWorkflows();
    const shown = account.run(account.made({ No: boom }));
    expect(shown).toMatchObject({ status: "FAILED", error: "Boom", cause: "it broke" });
    expect(account.types(shown.executionArn as string)).toEqual([
      "ExecutionStarted",
      "FailStateEntered",
      "ExecutionFailed",
    ]);
  });

  test("stepfunctions.execution.jsonata-fault: EvaluationFailed comes before the end", () => {
    const account = new AccountOfWorkflows();
    const state = { Type: "Pass", QueryLanguage: "JSONata", Output: "{% 1 + 'a' %}", End: true };
    const shown = account.run(account.made({ A: state }));
    expect(shown).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
    expect(account.types(shown.executionArn as string)).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "EvaluationFailed",
      "ExecutionFailed",
    ]);
  });

  test("stepfunctions.execution.stopped: StopExecution gives the error and cause", () => {
    const account = new AccountOfWorkflows();
    const executionArn = account.start(account.made({ A: pause(3_600) }));
    account.pass(seconds(5));
    account.call("StopExecution", { executionArn, error: "Enough", cause: "of it" });
    expect(account.described(executionArn)).toMatchObject({
      status: "ABORTED",
      error: "Enough",
      cause: "of it",
    });
    expect(account.types(executionArn).at(-1)).toBe("ExecutionAborted");
  });

  test("stepfunctions.execution.history-limit: fails at 25,000 events", () => {
    const account = new AccountOfWorkflows();
    const executionArn = account.start(
      account.made({
        A: { Type: "Pass", Next: "A2" },
        A2: {
          Type: "Choice",
          Choices: [{ Variable: "$.never", IsPresent: true, Next: "End" }],
          Default: "A",
        },
        End: { Type: "Succeed" },
      }),
    );
    account.pass(hours(2));
    expect(account.described(executionArn)).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
    });
    const newest = account.call("GetExecutionHistory", {
      executionArn,
      reverseOrder: true,
      maxResults: 1,
    });
    expect(newest.events).toMatchObject([{ id: 25_000, type: "ExecutionFailed" }]);
  });

  test("stepfunctions.execution.year: times out after a year", () => {
    const account = new AccountOfWorkflows();
    const executionArn = account.start(account.made({ A: pause(99_999_999) }));
    account.pass(days(364));
    expect(account.described(executionArn).status).toBe("RUNNING");
    account.pass(days(2));
    expect(account.described(executionArn).status).toBe("TIMED_OUT");
  });

  test("stepfunctions.execution.five-minutes: an Express one times out", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made({ A: pause(400) }, { type: "EXPRESS" });
    const began = account.simulation.now;
    expect(account.call("StartSyncExecution", { stateMachineArn })).toMatchObject({
      status: "TIMED_OUT",
    });
    expect(account.simulation.now - began).toBeGreaterThanOrEqual(minutes(5));
    expect(account.simulation.now - began).toBeLessThan(minutes(5) + seconds(2));
  });

  test("stepfunctions.execution.timeout: the TimeoutSeconds of a definition are caught by nothing", () => {
    const account = new AccountOfWorkflows();
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Caught" }];
    const both = { Type: "Parallel", Branches: [nested("W", pause(100))], Catch, End: true };
    const stateMachineArn = account.made(
      { Both: both, Caught: { Type: "Succeed" } },
      {},
      { TimeoutSeconds: 10 },
    );
    const shown = account.run(stateMachineArn);
    expect(shown.status).toBe("TIMED_OUT");
    expect(account.types(shown.executionArn as string).at(-1)).toBe("ExecutionTimedOut");
  });

  test("stepfunctions.execution.payload: 256 KiB are too many, and States.ALL does not catch that", () => {
    const account = new AccountOfWorkflows();
    const state = { Type: "Pass", Parameters: { "both.$": "States.Array($.x, $.x)" }, Next: "End" };
    const stateMachineArn = account.made({ A: state, End: { Type: "Succeed" } });
    expect(account.run(stateMachineArn, { x: "x".repeat(140_000) })).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
    });
    expect(account.run(stateMachineArn, { x: "x".repeat(120_000) }).status).toBe("SUCCEEDED");
  });

  test("stepfunctions.execution.parallel: branches beside each other, and the first failure ends them", () => {
    const account = new AccountOfWorkflows();
    const waiting = {
      Type: "Parallel",
      Branches: [nested("L", pause(4)), nested("R", pause(6))],
      End: true,
    };
    const done = account.run(account.made({ Both: waiting }), { n: 1 });
    expect(JSON.parse(done.output as string)).toEqual([{ n: 1 }, { n: 1 }]);
    const failing = {
      Type: "Parallel",
      Branches: [nested("L", pause(400)), nested("R", boom)],
      End: true,
    };
    const failed = account.run(account.made({ Both: failing }));
    expect(failed).toMatchObject({ status: "FAILED", error: "Boom" });
    const types = account.types(failed.executionArn as string);
    expect(types).toContain("WaitStateAborted");
    expect(types.slice(-2)).toEqual(["ParallelStateFailed", "ExecutionFailed"]);
  });

  test("stepfunctions.execution.inline-map: so many at once, and a failing one fails it", () => {
    const account = new AccountOfWorkflows();
    const map = (MaxConcurrency: number, state: PlainObject) => ({
      Each: { Type: "Map", MaxConcurrency, ItemProcessor: nested("I", state), End: true },
    });
    const duration = (shown: Record<string, unknown>) =>
      Number(shown.stopDate) - Number(shown.startDate);
    const one = account.run(account.made(map(1, pause(2))), [1, 2, 3]);
    expect(duration(one)).toBeGreaterThan(6);
    expect(duration(account.run(account.made(map(0, pause(2))), [1, 2, 3]))).toBeLessThan(4);
    const types = account.types(one.executionArn as string);
    expect(types.filter((type) => type === "MapIterationSucceeded")).toHaveLength(3);
    const failed = account.run(account.made(map(0, boom)), [1]);
    expect(failed.error).toBe("Boom");
    expect(account.types(failed.executionArn as string).slice(-3)).toEqual([
      "MapIterationFailed",
      "MapStateFailed",
      "ExecutionFailed",
    ]);
  });

  test("stepfunctions.execution.transitions-bucket: transitions wait for tokens, starts are refused", () => {
    const quotas = {
      "stepfunctions.transitionBucket": 1,
      "stepfunctions.transitionRefill": 1,
      "stepfunctions.standardStartBucket": 2,
      "stepfunctions.standardStartRefill": 1,
    };
    const account = new AccountOfWorkflows({ quotas });
    const stateMachineArn = account.made({
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Pass", Next: "C" },
      C: { Type: "Succeed" },
    });
    account.pass(seconds(10));
    const first = account.simulation
      .client()
      .begin("stepfunctions", "StartExecution", { stateMachineArn, name: "a" });
    account.simulation
      .client()
      .begin("stepfunctions", "StartExecution", { stateMachineArn, name: "b" });
    expect(() => account.start(stateMachineArn)).toThrow("Rate exceeded");
    account.pass();
    expect(first.outcome).toBeDefined();
    const arn = stateMachineArn.replace("stateMachine", "execution");
    const shown = account.described(`${arn}:b`);
    expect(Number(shown.stopDate) - Number(shown.startDate)).toBeGreaterThan(3);
  });

  test("stepfunctions.execution.open-limit: more open ones than the account may have are refused", () => {
    const account = new AccountOfWorkflows({ quotas: { "stepfunctions.openExecutions": 1 } });
    const stateMachineArn = account.made({ A: pause(60) });
    account.start(stateMachineArn);
    expect(() => account.start(stateMachineArn)).toThrow(/maximum number of running executions/);
    account.pass();
    expect(account.run(stateMachineArn).status).toBe("SUCCEEDED");
  });

  test("stepfunctions.execution.billing: 100 ms and 64 MB at least", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made({ A: { Type: "Pass", End: true } }, { type: "EXPRESS" });
    const { billingDetails } = account.call("StartSyncExecution", { stateMachineArn });
    expect(billingDetails).toEqual({ billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 });
  });

  test("stepfunctions.execution.express: no history, no tokens", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made({ A: { Type: "Pass", End: true } }, { type: "EXPRESS" });
    const executionArn = account.start(stateMachineArn);
    expect(() => account.history(executionArn)).toThrow(/not supported/);
    const Resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    const state = {
      Type: "Task",
      Resource,
      Parameters: { QueueUrl: "q", MessageBody: "m" },
      End: true,
    };
    expect(() => account.made({ A: state }, { type: "EXPRESS" })).toThrow(/Express|EXPRESS/);
  });

  test("stepfunctions.execution.once: a state that fails runs once", () => {
    const account = new AccountOfWorkflows();
    const Resource = "arn:aws:lambda:us-east-1:123456789012:function:nobody";
    const shown = account.run(account.made({ A: { Type: "Task", Resource, End: true } }));
    const scheduled = account
      .types(shown.executionArn as string)
      .filter((type) => type === "LambdaFunctionScheduled");
    expect(scheduled).toHaveLength(1);
  });
});
