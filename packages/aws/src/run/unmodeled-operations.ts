import { table } from "@orrery/kernel";
import type { ControlState } from "../control/state.ts";
import { controlName } from "../service/service-model.ts";
import type { Run } from "./run.ts";

/** An operation that is not modeled, and was answered as the scenario says. */
export interface UnmodeledOperation {
  /** Such as `rekognition:DetectFaces`. */
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
