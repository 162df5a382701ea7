import { describe, expect, test } from "vitest";
import type { PlainObject } from "../../service/refusal.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const inner = (state: PlainObject) => ({
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
  StartAt: "I",
  States: { I: state },
});
const map = (state: PlainObject, more: PlainObject = {}) => ({
  Each: { Type: "Map", ItemProcessor: inner(state), End: true, ...more },
});
const pass = { Type: "Pass", End: true };
const boom = { Type: "Fail", Error: "Boom" };
const seconds = (shown: Record<string, unknown>) =>
  Number(shown.stopDate) - Number(shown.startDate);
const mapRunOf = (account: AccountOfWorkflows, executionArn: unknown) => {
  const { mapRuns } = account.call("ListMapRuns", { executionArn: executionArn as string });
  return (mapRuns as { mapRunArn: string }[]).map(({ mapRunArn }) =>
    account.call("DescribeMapRun", { mapRunArn }),
  );
};

describe("A Map Run", () => {
  test("stepfunctions.map-run.children: an execution for each item", () => {
    const account = new AccountOfWorkflows();
    const shown = account.run(account.made(map(pass)), [1, 2, 3]);
    expect(shown).toMatchObject({ status: "SUCCEEDED", output: "[1,2,3]" });
    expect(account.types(shown.executionArn as string)).toEqual([
      "ExecutionStarted",
      "MapStateEntered",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
    const [run] = mapRunOf(account, shown.executionArn);
    expect(run).toMatchObject({ status: "SUCCEEDED", itemCounts: { total: 3, succeeded: 3 } });
    const { executions } = account.call("ListExecutions", { mapRunArn: run!.mapRunArn! });
    expect(executions).toHaveLength(3);
  });

  test("stepfunctions.map-run.batches: so many items each, the last the rest", () => {
    const account = new AccountOfWorkflows();
    const shown = account.run(
      account.made(map(pass, { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { k: 1 } } })),
      [1, 2, 3],
    );
    expect(JSON.parse(shown.output as string)).toEqual([
      { BatchInput: { k: 1 }, Items: [1, 2] },
      { BatchInput: { k: 1 }, Items: [3] },
    ]);
  });

  test.each([
    ["STANDARD", 1 + 3 + 3],
    ["EXPRESS", 1 + 3],
  ])("stepfunctions.map-run.billed: a transition for each child, %s", (ExecutionType, billed) => {
    const account = new AccountOfWorkflows();
    const processor = { ...inner(pass), ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType } };
    account.run(account.made(map(pass, { ItemProcessor: processor })), [1, 2, 3]);
    const meters = account.simulation.metersOf("stepfunctions.stateMachine:workflow-1");
    expect(meters.StateTransitions!.sum).toBe(billed);
  });

  test("stepfunctions.map-run.concurrency: bounds at once and in a second", () => {
    const account = new AccountOfWorkflows();
    const wait = { Type: "Wait", Seconds: 3, End: true };
    expect(
      seconds(account.run(account.made(map(wait, { MaxConcurrency: 1 })), [1, 2, 3])),
    ).toBeGreaterThan(9);
    const many = Array.from({ length: 450 }, (_, n) => n);
    const paced = seconds(account.run(account.made(map(pass)), many));
    expect(paced).toBeGreaterThan(3);
    expect(paced).toBeLessThan(10);
  });

  test("stepfunctions.map-run.tolerated: fails beyond what it tolerates", () => {
    const account = new AccountOfWorkflows();
    const strict = account.run(account.made(map(boom)), [1, 2]);
    expect(strict).toMatchObject({
      status: "FAILED",
      error: "States.ExceedToleratedFailureThreshold",
    });
    const [run] = mapRunOf(account, strict.executionArn);
    expect(run!.status).toBe("FAILED");
    expect(
      account.run(account.made(map(boom, { ToleratedFailurePercentage: 100 })), [1, 2]).status,
    ).toBe("SUCCEEDED");
  });

  test("stepfunctions.map-run.anew: a Retry begins another with all items", () => {
    const account = new AccountOfWorkflows();
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }];
    const shown = account.run(account.made(map(boom, { Retry })), [1, 2]);
    expect(mapRunOf(account, shown.executionArn)).toHaveLength(2);
  });
});
