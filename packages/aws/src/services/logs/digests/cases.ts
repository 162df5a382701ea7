import { minutes, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import {
  kinesis,
  lambda,
  logs,
  logs_destinations,
  profile,
  Stack,
  type Scenario,
} from "../../../index.ts";

/** What a function logs goes to another, and to a stream; what fails is counted. */
function passedOn(): Scenario {
  const stack = new Stack("passed");
  const worker = new lambda.Function(stack, "Worker", { runtime: "python3.13" });
  const reader = new lambda.Function(stack, "Reader");
  const stream = new kinesis.Stream(stack, "Clicks");
  stack.say("Worker", { Behavior: profile({ duration: constant(seconds(1)), failures: 0.2 }) });
  const group = new logs.LogGroup(stack, "Log", {
    logGroupName: `/aws/lambda/${worker.functionName}`,
    retention: 30,
  });
  group.addSubscriptionFilter("Reports", {
    destination: new logs_destinations.LambdaDestination(reader),
    filterPattern: logs.FilterPattern.allTerms("REPORT"),
  });
  group.addSubscriptionFilter("All", {
    destination: new logs_destinations.KinesisDestination(stream),
    filterPattern: logs.FilterPattern.allEvents(),
    distribution: "Random",
  });
  group.addMetricFilter("Errors", {
    filterPattern: logs.FilterPattern.literal("ERROR"),
    metricNamespace: "Shop",
    metricName: "Errors",
    defaultValue: 0,
  });
  return stack.scenario({
    duration: minutes(5),
    startsAt: "2026-11-23T08:00:00Z",
    workloads: [workload("Worker", { type: "poisson", rate: 2 })],
  });
}

/** Runs in which logs are passed on. */
export const logsCases: readonly DigestCase[] = [
  scenarioCase("logs-passed-on", [63, 64], passedOn),
];
