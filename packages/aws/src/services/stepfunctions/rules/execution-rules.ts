import { guide, recorded, rule, type StepFunctionsRule } from "../rule-sources.ts";

const quotas = guide("Quotas");
const kinds = guide("Choosing workflow type");

/** What executions are, how they end, and what is kept and billed of them. */
export const executionRules: readonly StepFunctionsRule[] = [
  rule("execution.history-ids", recorded, "Events have ids from 1 on; what precedes the first state is 0, later ones name their cause.", "§11 ¶1"),
  rule("execution.fail", recorded, "A Fail state ends the execution with its error and cause.", "§11 Fail"),
  rule("execution.jsonata-fault", recorded, "A fault of JSONata is told by EvaluationFailed before the execution fails.", "§11 JSONata fault"),
  rule("execution.stopped", recorded, "StopExecution aborts an execution with the error and cause that it gives.", "§11 StopExecution"),
  rule("execution.history-limit", quotas, "A Standard execution fails at 25,000 events.", "§0 standard.maxHistory", "§11 ¶2"),
  rule("execution.year", quotas, "A Standard execution times out after a year.", "§0 standard.maxDuration"),
  rule("execution.five-minutes", kinds, "An Express execution times out after five minutes, by States.Timeout.", "§0 express.maxDuration", "§12 duration"),
  rule("execution.timeout", guide("Handling errors"), "An execution longer than the TimeoutSeconds of its definition times out; nothing in it catches that.", "§0 TimeoutSeconds (state machine)", "§10.1 States.Timeout"),
  rule("execution.payload", recorded, "What a state gives of 256 KiB or more fails the execution with States.DataLimitExceeded, whatever States.ALL it has.", "§0 payload (input/output of task, state, execution)", "§10.1 States.DataLimitExceeded"),
  rule("execution.parallel", recorded, "Branches run beside each other; the first that fails ends the others and fails the state.", "§8.1", "§11 Parallel", "§11 Parallel failure", "§10.1 States.BranchFailed"),
  rule("execution.inline-map", recorded, "Iterations begin up to MaxConcurrency at once, all of them when it is 0; one that fails fails the state.", "§0 inline Map concurrency", "§11 inline Map", "§11 Map failure"),
  rule("execution.transitions-bucket", quotas, "Transitions of Standard executions take tokens of the account and wait first come, first served where there are none; starts beyond their bucket are refused.", "§0 StateTransition bucket / refill (us-east-1, us-west-2, eu-west-1)", "§0 StateTransition bucket / refill (other Regions)", "§0 StartExecution Standard (same 3 Regions)", "§0 StartExecution Standard (others)", "§0 StartExecution Express (all)", "§12 state/transition throttle", "§12 ¶1"),
  rule("execution.open-limit", quotas, "So many executions of an account are open at once; more are refused.", "§0 openExecutions per account per Region"),
  rule("execution.billing", guide("Pricing"), "Standard is billed by transitions, retries among them, Express by starts and by duration in steps of 100 ms with memory in steps of 64 MB.", "§0 express.billing rounding", "§10.8", "§12 price", "§14 ¶1"),
  rule("execution.express", kinds, "What Express executions did is in logs alone, and what waits for tokens, jobs or activities is not for them.", "§12 history", "§12 patterns", "§12 activities, distributed map"),
  rule("execution.once", kinds, "A state of a Standard execution runs once unless a Retry says otherwise.", "§10.9", "§12 semantics"),
];
