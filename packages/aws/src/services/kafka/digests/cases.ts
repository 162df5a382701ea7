import { seconds } from "@orrery/kernel";
import { scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { kafka, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** Producers with keys and without, and a function that is too slow for one reader. */
function topics(): Scenario {
  const stack = new Stack("orders");
  const cluster = new kafka.Cluster(stack, "Events");
  const topic = new kafka.Topic(stack, "Orders", { cluster, partitions: 6 });
  const worker = new lambda.Function(stack, "Worker");
  const duration = { type: "constant", value: 500_000 } as const;
  stack.say("Worker", { Behavior: profile({ duration }) });
  worker.addEventSourceMapping("Orders", {
    eventSourceArn: cluster.clusterArn,
    kafkaTopic: topic.topicName,
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    batchSize: 10,
  });
  const groups = ["a", "b", "__proto__"].map((id, place) => ({ id, weight: place + 1 }));
  return stack.scenario({
    duration: seconds(300),
    workloads: [
      workload("Orders", { type: "poisson", rate: 40 }, { groups }),
      workload("Orders", { type: "constant", rate: 5 }),
    ],
  });
}

/** Runs in which topics come first. */
export const kafkaCases: readonly DigestCase[] = [scenarioCase("topics", [41, 42], topics)];
