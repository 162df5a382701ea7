import type { Plain } from "@orrery/kernel";
import type { ChoiceState, FailState, PassState, SucceedState, TextField } from "../definition.ts";
import { failing, queryFailure, runtimeFailure, type Failed } from "../failure.ts";
import type { Frame } from "../frame.ts";
import { unexpectedType } from "../jsonata/result-type.ts";
import type { Left, Watch } from "./outcome.ts";
import { chosen, effectiveInput, leave, leaveWithResult } from "./processing.ts";

/** A Pass state from its entry to its exit. */
export const pass = (state: PassState, frame: Frame, watch?: Watch): Left =>
  failing(state, frame.enteredId, () => {
    const { output, next, assign, result, parameters } = state;
    const input = effectiveInput(state, frame, watch);
    if (state.queryLanguage === "JSONata") {
      const made = output === undefined ? input : output(input, frame);
      return leave(made, frame, { next, assign, data: input });
    }
    const given = parameters === undefined ? input : parameters(input, frame);
    if (result === undefined) watch?.("afterParameters", given);
    return leaveWithResult(state, frame, result ?? given, watch);
  });

/** A Succeed state, which ends its flow. */
export const succeed = (state: SucceedState, frame: Frame, watch?: Watch): Left =>
  failing(state, frame.enteredId, () => {
    const input = effectiveInput(state, frame, watch);
    return leave(outputOf(state, frame, input), frame, {
      next: null,
      assign: state.assign,
      data: input,
    });
  });

/** What goes out of a state that makes no result. */
const outputOf = (state: SucceedState | ChoiceState, frame: Frame, input: Plain): Plain =>
  state.output === undefined ? chosen(state, frame, input) : state.output(input, frame);

/** A Choice state: the first rule that holds decides. */
export const choose = (state: ChoiceState, frame: Frame, watch?: Watch): Left =>
  failing(state, frame.enteredId, () => {
    const input = effectiveInput(state, frame, watch);
    for (const { test, next, output, assign } of state.choices) {
      if (!test(input, frame)) continue;
      const made = output === undefined ? chosen(state, frame, input) : output(input, frame);
      return leave(made, frame, { next, assign, data: input });
    }
    if (state.default === null) {
      throw runtimeFailure(
        "Failed to transition out of the state. The state does not point to a next state.",
      );
    }
    return leave(outputOf(state, frame, input), frame, {
      next: state.default,
      assign: state.assign,
      data: input,
    });
  });

/** A Fail state: the error and the cause that it names. */
export const fail = (state: FailState, frame: Frame, watch?: Watch): Failed =>
  failing(state, frame.enteredId, (): Failed => {
    if (state.queryLanguage === "JSONPath") watch?.("afterInputPath", frame.input);
    return {
      type: "failed",
      error: textOf(state.error, "Error", frame),
      cause: textOf(state.cause, "Cause", frame),
      evaluation: null,
    };
  });

function textOf(field: TextField | undefined, name: string, frame: Frame): string | null {
  if (field === undefined) return null;
  if (field.type === "fixed") return field.value;
  const value = field.query(frame.input, frame);
  if (typeof value === "string") return value;
  if (field.type === "expression") {
    throw queryFailure(unexpectedType(field.text, name, "string", value), name);
  }
  throw runtimeFailure(
    `The ${name}Path parameter does not reference a string: ${field.text} == ${JSON.stringify(value)}`,
  );
}
