import { printOutcome } from "../outcome.ts";
import { bytesUsed } from "./memory.ts";
import { startExecutions, workflowAccount } from "./workflow.ts";

const executions = Number(process.argv[2]);
const year = 86_400 * 365 - 1;
const waiting = { Type: "Wait", Seconds: year, Next: "End" };
const definition = { StartAt: "Wait", States: { Wait: waiting, End: { Type: "Succeed" } } };
const simulation = workflowAccount(JSON.stringify(definition));
startExecutions(simulation, 2_000, 0);
const before = bytesUsed();
startExecutions(simulation, executions, 2_000);
const after = bytesUsed();
const open = simulation.gaugesOf("stepfunctions.stateMachine:workflow")["OpenExecutions"] ?? 0;
if (open !== executions + 2_000) throw new Error(`of ${executions} executions ${open} are open`);
// The input of each is `{ n }`, which has 32 bytes.
printOutcome({ value: (after - before) / executions - 32, work: executions, count: open });
