import { seconds } from "@orrery/kernel";
import { scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { docdb, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** Two collections of a database, one of which is read, with a function that fails at times. */
function changes(): Scenario {
  const stack = new Stack("changes");
  const worker = new lambda.Function(stack, "Worker");
  const duration = { type: "constant", value: 100_000 } as const;
  stack.say("Worker", { Behavior: profile({ duration, failures: 0.1 }) });
  const shop = new docdb.DatabaseCluster(stack, "Shop");
  worker.addEventSourceMapping("Orders", {
    eventSourceArn: shop.clusterArn,
    documentDbChanges: "shop/orders",
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    secretArn: stack.arnOf("secretsmanager", "secret:shop"),
    batchSize: 5,
  });
  const groups = ["shop.orders", "shop.users"].map((id) => ({ id, weight: 1 }));
  return stack.scenario({
    duration: seconds(120),
    workloads: [workload("Shop", { type: "poisson", rate: 20 }, { groups })],
  });
}

/** Runs in which clusters of documents come first. */
export const docdbCases: readonly DigestCase[] = [scenarioCase("changes", [61, 62], changes)];
