import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { ordersTable, QueryAccount } from "../test/query-account.ts";

/** An account with a workflow that runs a query and waits for its end. */
function account(QueryString: string) {
  const made = new QueryAccount({ assumptions: { "athena.textRate": 10_000_000 } });
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
