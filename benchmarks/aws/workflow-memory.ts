import { prepareRun } from "@orrery/aws";
import { printOutcome } from "../outcome.ts";
import { bytesUsed } from "./memory.ts";
import { startedAt, startRate, workflowScenario } from "./workflow.ts";

const executions = Number(process.argv[2]);
const year = 86_400 * 365 - 1;
const waiting = { Type: "Wait", Seconds: year, Next: "End" };
const definition = { StartAt: "Wait", States: { Wait: waiting, End: { Type: "Succeed" } } };
/** Those that come first fill the histories that are kept. */
const earlier = 5_000;

const { simulation } = prepareRun(workflowScenario(definition, earlier + executions), { seed: 1 });
const open = () =>
  simulation.gaugesOf("stepfunctions.stateMachine:workflow")["OpenExecutions"] ?? 0;
simulation.run({ until: startedAt(earlier) });
const first = open();
const before = bytesUsed();
simulation.run({ until: startedAt(earlier + executions) });
const after = bytesUsed();
const added = open() - first;
if (added < executions - startRate)
  throw new Error(`of ${executions} executions ${added} are open`);
printOutcome({ value: (after - before) / added, work: executions, count: added });
