import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { ordersTable, QueryAccount } from "../test/query-account.ts";

/** A role of Step Functions that may do this. */
function giveRole(made: QueryAccount, Action: readonly string[]): void {
  const trust = {
    Effect: "Allow",
    Principal: { Service: "states.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const documentOf = (Statement: PlainObject) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
  made.call("CreateRole", { RoleName: "r", AssumeRolePolicyDocument: documentOf(trust) }, "iam");
  made.call(
    "PutRolePolicy",
    {
      RoleName: "r",
      PolicyName: "p",
      PolicyDocument: documentOf({ Effect: "Allow", Action, Resource: "*" }),
    },
    "iam",
  );
  made.advance(minutes(1));
}

/** An account with a workflow that runs a query and waits for its end. */
function account(QueryString: string, actions: readonly string[] | null = null) {
  const made = new QueryAccount({
    assumptions: { "athena.textRate": 10_000_000 },
    ...(actions === null ? {} : { iam: { mode: "enforce" } }),
  });
  if (actions !== null) giveRole(made, actions);
  made.call("CreateTable", ordersTable(), "glue");
  const definition = JSON.stringify({
    StartAt: "Ask",
    States: {
      Ask: {
        Type: "Task",
        Resource: "arn:aws:states:::athena:startQueryExecution.sync",
        Parameters: {
          QueryString,
          QueryExecutionContext: { Database: "shop" },
          ResultConfiguration: { OutputLocation: "s3://results/all/" },
        },
        End: true,
      },
    },
  });
  const roleArn = "arn:aws:iam::123456789012:role/r";
  const { stateMachineArn } = made.call(
    "CreateStateMachine",
    { name: "nightly", definition, roleArn },
    "stepfunctions",
  );
  const { executionArn } = made.call(
    "StartExecution",
    { stateMachineArn: stateMachineArn! },
    "stepfunctions",
  );
  const shown = (): PlainObject =>
    made.call("DescribeExecution", { executionArn: executionArn! }, "stepfunctions");
  return { made, shown, executionArn: executionArn! };
}

const day = "SELECT * FROM orders WHERE dt = '2026-01-03'";

it("athena.events.state: startQueryExecution.sync ends with the query, and gives what it shows", () => {
  const { made, shown } = account(day);
  made.advance(seconds(90));
  expect(shown()["status"]).toBe("RUNNING");
  made.advance(minutes(1));
  const { status, output } = shown();
  expect(status).toBe("SUCCEEDED");
  expect(JSON.parse(String(output))).toMatchObject({
    QueryExecution: {
      Status: { State: "SUCCEEDED" },
      Statistics: { DataScannedInBytes: 1_000_000_000 },
    },
  });
});

it("athena.events.state: it fails with the query, and a stopped workflow stops it", () => {
  const failed = account("SELECT * FROM missing");
  failed.made.advance(minutes(1));
  expect(failed.shown()).toMatchObject({ status: "FAILED", error: "States.TaskFailed" });
  const stopped = account(day);
  stopped.made.advance(seconds(30));
  stopped.made.call("StopExecution", { executionArn: stopped.executionArn }, "stepfunctions");
  stopped.made.advance(minutes(5));
  expect(stopped.made.sum("QueriesCancelled")).toBe(1);
  expect(stopped.made.sum("QueriesSucceeded")).toBe(0);
});

const needed = ["athena:StartQueryExecution", "glue:*", "s3:*", "athena:GetQueryExecution"];

it("athena.events.state: the role of the workflow asks how far the query is, where policies are minded", () => {
  const allowed = account(day, needed);
  allowed.made.advance(minutes(3));
  expect(allowed.shown()["status"]).toBe("SUCCEEDED");
  const blind = account(day, needed.slice(0, -1));
  blind.made.advance(minutes(3));
  const { status, error, cause } = blind.shown();
  expect([status, error]).toEqual(["FAILED", "Athena.AmazonAthenaException"]);
  expect(cause).toContain("athena:GetQueryExecution");
  expect(cause).toContain("assumed-role/r/");
});
