import { table } from "@orrery/kernel";
import type { ControlState } from "../control/machine.ts";
import type { FunctionState } from "../services/lambda/function/state.ts";
import type { ErrorCause } from "../services/lambda/protocol.ts";
import type { Run } from "./run.ts";
import { controlName } from "../service/service-model.ts";

/** Function errors of one function, one cause and one type. Throttles are none. */
export interface ErrorGroup {
  /** The function's logical id. */
  readonly resource: string;
  readonly cause: ErrorCause;
  /** As AWS has it, such as `Sandbox.Timedout`, or as the script calls it. */
  readonly type: string;
  /** That of the first of them. */
  readonly message: string;
  readonly count: number;
}

/** Why invocations failed, by function. */
export function errorGroupsOf({ simulation, resources }: Run): readonly ErrorGroup[] {
  const there = new Set(simulation.names);
  const functions = resources.filter(
    ({ kind, component }) => kind === "lambda.function" && there.has(component),
  );
  return functions.flatMap(({ logicalId, component }) => {
    const { errors } = simulation.stateOf(component) as FunctionState; // Of its kind.
    return table
      .list(errors)
      .map(([, { cause, errorType: type, errorMessage: message, count }]): ErrorGroup => ({
        resource: logicalId,
        cause,
        type,
        message,
        count,
      }));
  });
}

/** An operation that is not modeled, and was answered as the scenario says. */
export interface UnmodeledOperation {
  /** Such as `dynamodb:PutItem`. */
  readonly operation: string;
  readonly calls: number;
  /** Those of the calls that got the error. */
  readonly errors: number;
}

/** Which operations were called that are not modeled. */
export function unmodeledOperationsOf({ simulation }: Run): readonly UnmodeledOperation[] {
  const { unmodeledCalls } = simulation.stateOf(controlName) as ControlState; // Of its kind.
  return table.list(unmodeledCalls).map(([operation, count]) => ({ operation, ...count }));
}
