import { simulate, type AwsSimulation } from "@orrery/aws";
import { hours, type Instant, type Plain, type Tagged } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

const states = 10;
const roleArn = "arn:aws:iam::123456789012:role/states";

/** Ten states by turns: two that pass their input on and one that chooses, with none that waits. */
const definition = JSON.stringify({
  StartAt: "S0",
  States: Object.fromEntries(
    Array.from({ length: states }, (_, place) => {
      const next = `S${place + 1}`;
      const rule = { Variable: "$.n", NumericGreaterThan: 5, Next: next };
      const state =
        place === states - 1
          ? { Type: "Succeed" }
          : place % 3 === 2
            ? { Type: "Choice", Choices: [rule], Default: next }
            : { Type: "Pass", Next: next };
      return [`S${place}`, state];
    }),
  ),
});

const plenty = 10_000_000;
const quotas = {
  "stepfunctions.transitionBucket": plenty,
  "stepfunctions.transitionRefill": plenty,
  "stepfunctions.standardStartBucket": plenty,
  "stepfunctions.standardStartRefill": plenty,
  "stepfunctions.openExecutions": plenty,
};

/** An account with one Standard workflow. */
export function workflowAccount(text = definition): AwsSimulation {
  const simulation = simulate({ seed: 1, quotas });
  const params = { name: "workflow", definition: text, roleArn };
  simulation.client().call("stepfunctions", "CreateStateMachine", params);
  return simulation;
}

/** Starts so many executions, some at each step of time. */
export function startExecutions(simulation: AwsSimulation, count: number, from: number): void {
  const together = 250;
  for (let done = 0; done < count; done += together) {
    for (let place = 0; place < Math.min(together, count - done); place += 1) {
      const number = from + done + place + 1;
      const input: Tagged & Readonly<Record<string, Plain>> = {
        type: "startExecution",
        input: { n: number },
        size: 10,
        ...{ name: null, version: null, alias: null, isSynchronous: false, traceHeader: null },
        trail: { from: 1, number, at: simulation.now, lineage: null },
      };
      simulation.tell("stepfunctions.stateMachine:workflow", input);
    }
    simulation.run({ until: (simulation.now + 100_000) as Instant });
  }
}

if (import.meta.main) {
  const executions = Number(process.argv[2]);
  const simulation = workflowAccount();
  const run = (count: number, from: number): number =>
    secondsOf(() => {
      startExecutions(simulation, count, from);
      simulation.run({ until: (simulation.now + hours(1)) as Instant });
    });
  // A fifth of it has code compiled, and fills the histories that are kept.
  run(executions / 5, 0);
  const used = run(executions, executions / 5);
  const work = executions * states;
  printOutcome({ value: work / used / 1_000, work, count: simulation.events });
}
