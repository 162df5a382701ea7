import type { Plain } from "@orrery/kernel";
import type { MapState, ParallelState, TaskState } from "../definition.ts";
import { failing, type Failed } from "../failure.ts";
import type { Frame } from "../frame.ts";
import { numberOf, positive } from "./number-field.ts";
import type { Left, Watch } from "./outcome.ts";
import { effectiveInput, leave, leaveWithResult } from "./processing.ts";

/** What a Task asks. */
export interface Asking {
  readonly type: "asking";
  /** What `Parameters` or `Arguments` give, or else the input. */
  readonly arguments: Plain;
  readonly credentials: Plain | null;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
}

/** A Task state's entry, and again for each retry. */
export const ask = (state: TaskState, frame: Frame, watch?: Watch): Asking | Failed =>
  failing(state, frame.enteredId, (): Asking => {
    const input = effectiveInput(state, frame, watch);
    const given = argumentsFor(state, frame, input, watch);
    const seconds = (field: "timeoutSeconds" | "heartbeatSeconds", name: string) =>
      positive(numberOf(state[field], name, frame, input), name);
    return {
      type: "asking",
      arguments: given,
      credentials: state.credentials?.(input, frame) ?? null,
      timeoutSeconds: seconds("timeoutSeconds", "TimeoutSeconds"),
      heartbeatSeconds: seconds("heartbeatSeconds", "HeartbeatSeconds"),
    };
  });

/** What goes into every branch. */
export interface Branching {
  readonly type: "branching";
  readonly input: Plain;
}

/** A Parallel state's entry. */
export const branch = (state: ParallelState, frame: Frame, watch?: Watch): Branching | Failed =>
  failing(state, frame.enteredId, (): Branching => {
    const input = effectiveInput(state, frame, watch);
    return { type: "branching", input: argumentsFor(state, frame, input, watch) };
  });

function argumentsFor(
  state: TaskState | ParallelState,
  frame: Frame,
  input: Plain,
  watch: Watch | undefined,
): Plain {
  const given = state.arguments === undefined ? input : state.arguments(input, frame);
  if (state.queryLanguage === "JSONPath") watch?.("afterParameters", given);
  else if (state.arguments !== undefined) watch?.("afterArguments", given);
  return given;
}

/** The exit of a Task, Parallel or Map whose work gave a result. */
export const complete = (
  state: TaskState | ParallelState | MapState,
  frame: Frame,
  result: Plain,
  watch?: Watch,
): Left =>
  failing(state, frame.enteredId, () => {
    if (state.queryLanguage === "JSONPath") return leaveWithResult(state, frame, result, watch);
    watch?.("result", result);
    const { output, next, assign } = state;
    const given = { result };
    const made = output === undefined ? result : output(result, frame, given);
    return leave(made, frame, { next, assign, data: result, given });
  });
