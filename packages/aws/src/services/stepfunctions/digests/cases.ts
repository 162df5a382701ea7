import { milliseconds, seconds } from "@orrery/kernel";
import { at, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import {
  lambda,
  profile,
  simulate,
  Stack,
  stepfunctions,
  tasks,
  type AwsSimulation,
  type Scenario,
} from "../../../index.ts";

/** Orders that are charged and shipped beside each other, with retries and a way out. */
function orders(): Scenario {
  const stack = new Stack("orders");
  const duration = { type: "exponential", mean: milliseconds(80) } as const;
  const charge = new lambda.Function(stack, "Charge", {});
  const ship = new lambda.Function(stack, "Ship", {});
  for (const name of ["Charge", "Ship"]) {
    stack.say(name, { Behavior: profile({ duration, failures: 0.1 }) });
  }
  const failed = new stepfunctions.Fail(stack, "Failed", { error: "Order", cause: "failed" });
  const both = new stepfunctions.Parallel(stack, "Both")
    .branch(
      new tasks.LambdaInvoke(stack, "Charging", { lambdaFunction: charge }).addRetry({
        interval: "1s",
        maxAttempts: 2,
        jitterStrategy: "FULL",
      }),
      new tasks.LambdaInvoke(stack, "Shipping", { lambdaFunction: ship }),
    )
    .addCatch(failed);
  new stepfunctions.StateMachine(stack, "Orders", {
    definitionBody: stepfunctions.DefinitionBody.fromChainable(
      both.next(new stepfunctions.Succeed(stack, "Done")),
    ),
  });
  return stack.scenario({
    duration: seconds(30),
    workloads: [workload("Orders", { type: "poisson", rate: 20 })],
  });
}

/** Many items in a Map Run, with a bound, and an execution that is stopped and goes on. */
function mapRun(seed: number | string): AwsSimulation {
  const simulation = simulate({ seed });
  const client = simulation.client();
  const definition = {
    StartAt: "Each",
    States: {
      Each: {
        Type: "Map",
        MaxConcurrency: 10,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" },
          StartAt: "Pause",
          States: { Pause: { Type: "Wait", Seconds: 1, End: true } },
        },
        End: true,
      },
    },
  };
  const { stateMachineArn } = client.call("stepfunctions", "CreateStateMachine", {
    name: "each",
    definition: JSON.stringify(definition),
    roleArn: "arn:aws:iam::123456789012:role/states",
  });
  const items = JSON.stringify(Array.from({ length: 50 }, (_, number) => number));
  client.begin("stepfunctions", "StartExecution", {
    stateMachineArn: stateMachineArn!,
    input: items,
    name: "one",
  });
  simulation.run({ until: at(seconds(60)) });
  return simulation;
}

/** Runs in which workflows come first. */
export const stepfunctionsCases: readonly DigestCase[] = [
  scenarioCase("workflow-orders", [41, 42], orders),
  { name: "workflow-map-run", seeds: [43], run: mapRun },
];
