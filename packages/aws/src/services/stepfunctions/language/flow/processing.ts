import type { Plain } from "@orrery/kernel";
import type { InputAndOutput, ResultFields, State } from "../definition.ts";
import { assigned } from "../assigning.ts";
import type { Frame, PlainObject } from "../frame.ts";
import { put } from "../json-path/reference-path.ts";
import type { Given, Template } from "../query.ts";
import type { Exit, Watch } from "./outcome.ts";

const nothing: PlainObject = {};

/** A state whose input and output are chosen of. */
export type Processing = State & InputAndOutput;

/** What the state works with: its input, as InputPath says. */
export function effectiveInput(state: Processing, frame: Frame, watch?: Watch): Plain {
  if (state.queryLanguage === "JSONata" || state.inputPath === undefined) {
    if (state.queryLanguage === "JSONPath") watch?.("afterInputPath", frame.input);
    return frame.input;
  }
  const input = state.inputPath === null ? nothing : state.inputPath(frame.input, frame);
  watch?.("afterInputPath", input);
  return input;
}

/** Where to go, and what `Assign` works on. */
interface Leaving {
  readonly next: number | null;
  readonly assign?: Template | undefined;
  /** What `$` stands for in Assign. */
  readonly data: Plain;
  readonly given?: Given;
}

/** Leaves the state with an output that is done. */
export function leave(output: Plain, frame: Frame, leaving: Leaving): Exit {
  const { next, assign, data, given } = leaving;
  if (assign === undefined) {
    return { type: "exit", output, next, assigned: null, variables: frame.variables };
  }
  // A template of an object gives an object: validation takes no other.
  const values = assign(data, frame, given) as PlainObject;
  return {
    type: "exit",
    output,
    next,
    assigned: values,
    variables: assigned(frame.variables, values),
  };
}

/** Leaves a state of JSONPath whose work gave a result. */
export function leaveWithResult(
  state: Processing & ResultFields & { readonly next: number | null },
  frame: Frame,
  result: Plain,
  watch?: Watch,
): Exit {
  watch?.("result", result);
  const { resultSelector, resultPath } = state;
  const selected = resultSelector === undefined ? result : resultSelector(result, frame);
  watch?.("afterResultSelector", selected);
  const combined = combine(resultPath, frame, selected);
  watch?.("afterResultPath", combined);
  return leave(chosen(state, frame, combined), frame, {
    next: state.next,
    assign: state.assign,
    data: result,
  });
}

/** The result in the input's place, in it, or dropped. */
export function combine(path: ResultFields["resultPath"], frame: Frame, result: Plain): Plain {
  if (path === undefined) return result;
  return path === null ? frame.input : put(frame.input, path, result);
}

/** What OutputPath chooses. */
export function chosen(state: Processing, frame: Frame, data: Plain): Plain {
  if (state.outputPath === undefined) return data;
  return state.outputPath === null ? nothing : state.outputPath(data, frame);
}
