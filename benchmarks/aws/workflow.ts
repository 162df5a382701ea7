import { prepareRun, type Scenario } from "@orrery/aws";
import { hours, seconds, type Duration, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

const states = 10;
/** Executions a second. */
export const startRate = 2_500;

/** Ten states by turns: two that pass their input on and one that chooses, with none that waits. */
const tenStates = {
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
};

const plenty = 10_000_000;

/** An account with one Standard workflow, so many executions of which a workload starts, with one input for all. */
export const workflowScenario = (definition: object, executions: number): Scenario => ({
  asOf: "2026-11-01",
  startsAt: "2026-11-23T09:00:00Z",
  region: "us-east-1",
  accountId: "123456789012",
  faults: [],
  expectations: [],
  architecture: [
    {
      logicalId: "Workflow",
      service: "stepfunctions",
      operation: "CreateStateMachine",
      params: {
        name: "workflow",
        definition: JSON.stringify(definition),
        roleArn: "arn:aws:iam::123456789012:role/states",
      },
    },
  ],
  duration: hours(24),
  workloads: [
    {
      to: "Workflow",
      arrivals: { type: "constant", rate: startRate },
      from: 0 as Duration,
      until: seconds(executions / startRate),
      payload: { type: "body", body: '{"n":17}', size: 8 },
      groups: [],
    },
  ],
  extras: {},
  latencies: {},
  quotas: {
    "stepfunctions.transitionBucket": plenty,
    "stepfunctions.transitionRefill": plenty,
    "stepfunctions.standardStartBucket": plenty,
    "stepfunctions.standardStartRefill": plenty,
    "stepfunctions.openExecutions": plenty,
  },
});

/** When the workload has started so many. */
export const startedAt = (executions: number): Instant =>
  (seconds(0) + (executions / startRate) * 1_000_000) as Instant;

if (import.meta.main) {
  const executions = Number(process.argv[2]);
  // A fifth of it has code compiled, and fills the histories that are kept.
  const earlier = executions / 5;
  const { simulation } = prepareRun(workflowScenario(tenStates, earlier + executions), { seed: 1 });
  simulation.run({ until: startedAt(earlier) });
  const used = secondsOf(() => simulation.run({ until: startedAt(earlier + executions) }));
  // As many have ended meanwhile as have begun, save for what is under way for half a second.
  const work = executions * states;
  printOutcome({ value: work / used / 1_000, work, count: simulation.events });
}
