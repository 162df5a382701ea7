import { milliseconds } from "@orrery/kernel";
import { describe, expect, test } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const group = "/aws/vendedlogs/states/orders";
const logged = (level: string, includeExecutionData = false): PlainObject => ({
  loggingConfiguration: {
    level,
    includeExecutionData,
    destinations: [
      {
        cloudWatchLogsLogGroup: {
          logGroupArn: `arn:aws:logs:us-east-1:123456789012:log-group:${group}:*`,
        },
      },
    ],
  },
});
/** A task that fails is caught, and what follows fails for good. */
const failing = {
  A: {
    Type: "Task",
    Resource: "arn:aws:states:::sqs:sendMessage",
    Parameters: {
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/none",
      MessageBody: "a",
    },
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "No" }],
    End: true,
  },
  No: { Type: "Fail", Error: "No" },
};

/** What a state machine logs of one execution. */
function logOf(
  states: PlainObject,
  more: PlainObject,
  input: unknown = {},
): readonly PlainObject[] {
  const account = new AccountOfWorkflows({ logs: true });
  const client = account.simulation.client();
  client.call("logs", "CreateLogGroup", { logGroupName: group });
  account.run(account.made(states, more), input);
  const { events } = client.call("logs", "FilterLogEvents", { logGroupName: group });
  return (events as readonly { readonly message: string }[]).map(
    ({ message }) => JSON.parse(message) as PlainObject,
  );
}
const typesOf = (events: readonly PlainObject[]): unknown => events.map(({ type }) => type);

describe("The log of a state machine", () => {
  test.each([
    [
      "ALL",
      [
        "ExecutionStarted",
        "TaskStateEntered",
        "TaskScheduled",
        "TaskStarted",
        "TaskFailed",
        "TaskStateExited",
        "FailStateEntered",
        "ExecutionFailed",
      ],
    ],
    ["ERROR", ["TaskFailed", "FailStateEntered", "ExecutionFailed"]],
    ["FATAL", ["ExecutionFailed"]],
    ["OFF", []],
  ])("stepfunctions.execution.log-levels: %s", (level, types) => {
    expect(typesOf(logOf(failing, logged(level)))).toEqual(types);
  });

  test("stepfunctions.execution.log-data: data where they are asked for, and none otherwise", () => {
    const pass = { A: { Type: "Pass", End: true } };
    const [, entered] = logOf(pass, logged("ALL", true), { n: 1 });
    expect(entered).toEqual({
      id: "2",
      type: "PassStateEntered",
      details: { name: "A", input: '{"n":1}', inputDetails: { truncated: false } },
      previous_event_id: "0",
      event_timestamp: expect.stringMatching(/^\d{13}$/),
      execution_arn: "arn:aws:states:us-east-1:123456789012:execution:workflow-1:run-1",
      redrive_count: "0",
    });
    const [, without] = logOf(pass, logged("ALL"), { n: 1 });
    expect(without!.details).toEqual({ name: "A" });
  });

  test("stepfunctions.execution.log-data: 248 KB with their escapes at most", () => {
    const pass = { A: { Type: "Pass", End: true } };
    const input = { text: '"'.repeat(120_000) };
    const [started] = logOf(pass, logged("ALL", true), input);
    const { input: text, inputDetails } = started!.details as { readonly [name: string]: string };
    expect(inputDetails).toEqual({ truncated: true });
    const size = JSON.stringify(text).length - 2;
    expect(size).toBeLessThanOrEqual(248 * 1_024);
    expect(size).toBeGreaterThan(248 * 1_024 - 4);
  });
});

describe("X-Ray", () => {
  const task = (Resource: string) => ({ T: { Type: "Task", Resource, End: true } });
  const traced = (enabled: boolean): PlainObject => ({ tracingConfiguration: { enabled } });
  const begun = (more: PlainObject, count: number): AccountOfWorkflows => {
    const account = new AccountOfWorkflows();
    const arn = account.made({ A: { Type: "Pass", End: true } }, more);
    for (let place = 0; place < count; place += 1) {
      account.start(arn);
      account.pass(milliseconds(1));
    }
    account.pass();
    return account;
  };
  const sampledIn = (account: AccountOfWorkflows) =>
    account.simulation.metersOf("stepfunctions.stateMachine:workflow-1").TracesSampled!.sum;

  test("stepfunctions.execution.traced: the first of each second, and one in twenty", () => {
    expect(sampledIn(begun(traced(false), 200))).toBe(0);
    const sampled = sampledIn(begun(traced(true), 400));
    expect(sampled).toBeGreaterThan(8);
    expect(sampled).toBeLessThan(60);
  });

  test("stepfunctions.execution.traced: whoever decided before has decided", () => {
    const account = new AccountOfWorkflows();
    const stateMachineArn = account.made({ A: { Type: "Pass", End: true } }, traced(true));
    const start = (Sampled: number): PlainObject => {
      const traceHeader = `Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=${Sampled}`;
      const { executionArn } = account.call("StartExecution", { stateMachineArn, traceHeader });
      account.pass();
      expect(account.described(executionArn as string).traceHeader).toBe(traceHeader);
      return executionArn as unknown as PlainObject;
    };
    for (let place = 0; place < 5; place += 1) start(0);
    expect(sampledIn(account)).toBe(0);
    for (let place = 0; place < 5; place += 1) start(1);
    expect(sampledIn(account)).toBe(5);
  });

  test("stepfunctions.execution.traced: a function that it calls follows", () => {
    const headers: string[] = [];
    const account = new AccountOfWorkflows({
      scripts: {
        *work(_event, { environmentVariables }) {
          headers.push(environmentVariables["_X_AMZN_TRACE_ID"]!);
          return null;
        },
      },
    });
    account.simulation.client().call("lambda", "CreateFunction", {
      ...(functionParams as PlainObject),
      FunctionName: "work",
      Behavior: { type: "script", name: "work" },
    });
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:work";
    const shown = account.run(account.made(task(arn), traced(true)));
    const root = /Root=([^;]+)/.exec(shown.traceHeader as string)?.[1];
    expect(shown.traceHeader).toContain("Sampled=1");
    expect(headers).toHaveLength(1);
    expect(headers[0]).toContain(`Root=${root!};`);
    expect(headers[0]).toContain("Sampled=1");
    account.run(account.made(task(arn)));
    expect(headers[1]).toContain("Sampled=0");
  });
});
