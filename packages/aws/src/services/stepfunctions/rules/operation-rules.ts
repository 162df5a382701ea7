import { api, guide, recorded, rule, type StepFunctionsRule } from "../rule-sources.ts";

/** What operations take and answer. */
export const operationRules: readonly StepFunctionsRule[] = [
  rule(
    "api.idempotent-start",
    api("StartExecution"),
    "The same name with the same input while it runs is the same start; another input, or a closed execution, is ExecutionAlreadyExists.",
    "§7.1.4",
    "§0 history retention",
    "§12 start",
  ),
  rule(
    "api.sync-start",
    recorded,
    "StartSyncExecution answers with the end of an Express execution and what is billed for it.",
    "§7.1.5",
    "§0 StartSyncExecution",
  ),
  rule(
    "api.starters",
    guide("Starting executions"),
    "Functions, other workflows and workloads start executions with JSON.",
    "§7.1.6",
  ),
  rule(
    "api.names",
    api("CreateStateMachine"),
    "Names have 80 characters at most, without blanks, brackets and wildcards.",
    "§0 execution.name, stateMachine.name",
    "§0 name characters",
  ),
  rule(
    "api.versions",
    guide("Versions and aliases"),
    "Versions never change, and an alias sends executions to one or two of them by weight.",
    "§13 ¶1",
    "§0 versions / aliases per state machine",
  ),
  rule(
    "api.version-again",
    recorded,
    "UpdateStateMachine with publish and what is there gives the last version, or a new one where its description differs; PublishStateMachineVersion looks at the revision alone.",
  ),
  rule(
    "api.created-again",
    api("CreateStateMachine"),
    "CreateStateMachine with what is there gives that, with another role or other tags too, which change nothing.",
  ),
  rule(
    "api.redrive",
    api("RedriveExecution"),
    "A failed execution goes on from where it failed, with ExecutionRedriven and anew counted retries; one that succeeded does not.",
    "§0 redrive window",
  ),
  rule(
    "api.type",
    api("CreateStateMachine"),
    "A state machine is Standard unless said, and stays what it is.",
    "§0 stateMachine.type",
  ),
  rule(
    "api.call-buckets",
    guide("Quotas"),
    "Calls of an operation beyond its bucket are refused.",
    "§0 StopExecution",
    "§0 SendTaskSuccess / Failure / Heartbeat, GetActivityTask",
    "§0 RedriveExecution",
    "§0 DescribeExecution; GetExecutionHistory; TestState",
  ),
  rule(
    "api.control-buckets",
    guide("Quotas"),
    "Other operations have buckets too: most of 100 calls and one more a second, DescribeStateMachine of 200 and 20, ListExecutions of 200 and 5.",
    "§0 create, update, delete and most describe/list calls",
  ),
  {
    ...rule(
      "api.request-size",
      `${guide("Quotas")}; the error is assumed`,
      "A request has 1 MiB at most, as JSON; more is 413 RequestEntityTooLargeException.",
      "§0 request size of an API call",
    ),
    status: "assumed",
  },
  rule(
    "api.sizes",
    guide("Quotas"),
    "A definition has 1 MiB at most, an error 256 and a cause 32,768 characters, an account so many state machines and activities.",
    "§0 definition.size",
    "§0 error string / cause string",
    "§0 registered state machines / activities",
  ),
];
