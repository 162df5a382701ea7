import { guide, recorded, rule } from "./sources.ts";

const errors = guide("Handling errors in Step Functions workflows");

/** How failures are retried and caught, and what a Map begins with. */
export const recoveryRules = [
  rule(
    "retry.first",
    "documented",
    errors,
    "The first retrier that covers an error decides, with a count of its own; once that is used up the state goes to Catch, whatever other retriers there are.",
    ...["§10.1", "§10.2", "§10 ¶1"],
  ),
  rule(
    "retry.delay",
    "documented",
    errors,
    "The delay is IntervalSeconds (1) times BackoffRate (2) for each retry before, no longer than MaxDelaySeconds; full jitter draws between 0 and that.",
    ...["§10.3", "§0 retry.IntervalSeconds", "§0 retry.BackoffRate", "§0 retry.MaxDelaySeconds"],
    "§0 retry.JitterStrategy",
  ),
  rule(
    "retry.attempts",
    "documented",
    errors,
    "MaxAttempts is 3 where it is left out, and 0 never retries.",
    "§10.4",
    "§0 retry.MaxAttempts",
  ),
  rule(
    "retry.wildcards",
    "documented",
    errors,
    "States.ALL stands alone and last and covers all but States.Runtime, also an error without a name; States.TaskFailed covers all but that and timeouts; names are compared exactly.",
    "§10.5",
    "§10.1 States.ALL / States.TaskFailed",
  ),
  rule(
    "retry.data-limit",
    "measured",
    `${recorded}; the guide says that States.ALL does not cover States.DataLimitExceeded, the recording of a result that is too large that it does`,
    "States.DataLimitExceeded is covered by States.ALL as any other error is.",
    "§10.1 States.DataLimitExceeded",
  ),
  rule(
    "retry.terminal",
    "measured",
    recorded,
    "States.Runtime is neither retried nor caught, not by its own name either.",
    "§10.6",
    "§10.1 States.Runtime",
  ),
  rule(
    "retry.heartbeat",
    "assumed",
    "The recorded history shows States.Timeout for a missed heartbeat, the guide names States.HeartbeatTimeout: both match.",
    "A missed heartbeat is covered by States.HeartbeatTimeout and by States.Timeout.",
    "§10.1 States.HeartbeatTimeout",
  ),
  rule(
    "catch.output",
    "documented",
    errors,
    "The first catcher that covers an error puts Error and Cause, each null where it is not there, by its ResultPath, or by its Output, and goes on with its Next.",
    "§10.7",
  ),
  rule(
    "map.items",
    "measured",
    recorded,
    "Items are an array, of ItemsPath, Items or the input itself; each fault has its words. A distributed Map takes the members of an object too.",
    ...["§8.2", "§8.4", "§9.3"],
  ),
  rule(
    "map.selector",
    "documented",
    guide("Map state input and output fields"),
    "ItemSelector, or Parameters of old, makes each iteration's input, with the item in the context object.",
    "§8.3",
  ),
  rule(
    "map.limits",
    "measured",
    recorded,
    "Thresholds and MaxConcurrency are whole numbers in their range, or fail the state in their words; 0 as MaxConcurrency is no limit.",
    "§9.9",
    "§0 ToleratedFailurePercentage / Count",
  ),
  rule(
    "test-state.levels",
    "measured",
    recorded,
    "TestState answers with status, output, next state, error and cause; from DEBUG on also with what data was after each step that its type of state has.",
  ),
  rule(
    "test-state.mocks",
    "measured",
    recorded,
    "A mocked result or error stands in for a Task, a Parallel or a Map, and is refused where it does not go with the state, the context object or the answer that AWS's model describes.",
  ),
  rule(
    "test-state.rest",
    "assumed",
    "The API Reference says what STRICT mode asks for and which Tasks need a mock; no recording shows the words, or a context object that is given in part.",
    "A context object that is given in part is completed; in STRICT mode a required field of a mocked answer must be there; activities, .sync and .waitForTaskToken need a mock.",
  ),
];
