import { minutes, type Plain } from "@orrery/kernel";
import { expect, it } from "vitest";
import { athena, continueRun, lambda, prepareRun, reportOf, s3, Stack } from "../../../index.ts";

const megabyte = 2 ** 20;

/** What a workgroup's meters say after a query and a write of a connector that gives one answer to all. */
function metrics(answer: Plain): (metric: string) => number {
  const stack = new Stack("far");
  new s3.Bucket(stack, "Results", { bucketName: "results" });
  const connector = new lambda.Function(stack, "Connector", {
    *handler() {
      return answer;
    },
  });
  new athena.CfnWorkGroup(stack, "Reports", {
    name: "reports",
    workGroupConfiguration: { resultConfiguration: { outputLocation: "s3://results/" } },
  });
  new athena.CfnDataCatalog(stack, "Far", {
    name: "far",
    type: "LAMBDA",
    parameters: { function: connector.functionArn },
  });
  const run = (at: number, QueryString: string) => ({
    at: minutes(at),
    do: {
      type: "call",
      service: "athena",
      operation: "StartQueryExecution",
      params: {
        QueryString,
        WorkGroup: "reports",
        QueryExecutionContext: { Catalog: "far", Database: "shop" },
      },
    } as const,
  });
  const actions = [
    run(1, "SELECT id FROM orders WHERE id = 'a'"),
    run(5, "INSERT INTO orders SELECT 1"),
  ];
  const scenario = stack.scenario({ duration: minutes(10), workloads: [], actions });
  const made = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(made);
  const report = reportOf(made);
  return (metric) => report.metrics["Reports"]?.[metric]?.sum ?? 0;
}

it("athena.federated.flow: three questions, and an invocation for each split", () => {
  const of = metrics({ splits: 4, bytes: 5_000_000, rows: 10 });
  expect(of("ConnectorInvocations")).toBe(7);
  expect(of("QueriesSucceeded")).toBe(1);
  expect(of("ProcessedBytes")).toBe(20_000_000);
  expect(of("BilledBytes")).toBe(20 * megabyte);
  // And athena.federated.limits: no writes.
  expect(of("QueriesFailed")).toBe(1);
});

it("athena.federated.limits: what a connector throws fails the query, and it takes no writes", () => {
  expect(metrics({ splits: 1, bytes: 1, rows: 1 })("QueriesFailed")).toBe(1);
});

it("athena.price.federated: 10 MB at least", () => {
  expect(metrics({ splits: 1, bytes: 100, rows: 1 })("BilledBytes")).toBe(10 * megabyte);
});

it("athena.federated.spill: what is spilled is read from the bucket", () => {
  const of = metrics({ splits: 2, bytes: 9_000_000, rows: 10, remoteBlocks: ["a", "b"] });
  expect(of("BlocksSpilled")).toBe(4);
});
