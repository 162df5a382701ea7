import { seconds } from "@orrery/kernel";
import { scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { lambda, mq, profile, Stack, type Scenario } from "../../../index.ts";

/** A queue of ActiveMQ and one of RabbitMQ, with a function that fails at times. */
function brokers(): Scenario {
  const stack = new Stack("brokers");
  const worker = new lambda.Function(stack, "Worker");
  const duration = { type: "constant", value: 100_000 } as const;
  stack.say("Worker", { Behavior: profile({ duration, failures: 0.1 }) });
  for (const engineType of ["ACTIVEMQ", "RABBITMQ"] as const) {
    const broker = new mq.Broker(stack, engineType, { engineType });
    worker.addEventSourceMapping(engineType, {
      eventSourceArn: broker.brokerArn,
      mqQueue: "orders",
      secretArn: stack.arnOf("secretsmanager", "secret:broker"),
      batchSize: 5,
    });
  }
  const groups = [{ id: "orders", weight: 1 }];
  return stack.scenario({
    duration: seconds(120),
    workloads: ["ACTIVEMQ", "RABBITMQ"].map((to) =>
      workload(to, { type: "poisson", rate: 20 }, { groups }),
    ),
  });
}

/** Runs in which brokers come first. */
export const mqCases: readonly DigestCase[] = [scenarioCase("brokers", [51, 52], brokers)];
