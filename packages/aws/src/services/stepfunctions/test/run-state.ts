import type { Plain } from "@orrery/kernel";
import type { Definition, State } from "../language/definition.ts";
import { noVariables, type Frame, type PlainObject } from "../language/frame.ts";
import type { Exit } from "../language/flow/outcome.ts";
import type { Failed } from "../language/failure.ts";
import { choose, fail, pass, succeed } from "../language/flow/simple-states.ts";
import { definitionOf } from "../language/parse/definition-of.ts";

/** What a state is evaluated against, with what a test says of it. */
export const frameOf = (input: Plain, rest: Partial<Frame> = {}): Frame => ({
  input,
  variables: noVariables,
  enteredId: 2,
  context: () => ({ Execution: { Name: "run" }, State: { Name: "S" } }),
  draws: {
    now: () => Date.UTC(2026, 0, 1),
    uuid: () => "00000000-0000-4000-8000-000000000001",
    random: () => 0.5,
  },
  ...rest,
});

/** A definition of one state, named S, and of those that it names. */
export function definitionWith(state: PlainObject, others: readonly string[] = []): Definition {
  const rest = others.map((name) => [name, { Type: "Succeed" }] as const);
  return definitionOf({ StartAt: "S", States: { S: state, ...Object.fromEntries(rest) } });
}

/** The state of a type that a test writes out. */
export function stateWith<Type extends State["type"]>(
  type: Type,
  fields: PlainObject,
  others: readonly string[] = [],
): Extract<State, { type: Type }> {
  const ends = ["Choice", "Succeed", "Fail"].includes(type) || "Next" in fields;
  const written = { Type: type, ...(ends ? {} : { End: true }), ...fields };
  // The state is of the type that it was written with.
  return definitionWith(written, others).states[0] as Extract<State, { type: Type }>;
}

/** A state that does its work by itself, run once. */
export function runState(state: State, input: Plain, rest: Partial<Frame> = {}): Exit | Failed {
  const frame = frameOf(input, rest);
  if (state.type === "Pass") return pass(state, frame);
  if (state.type === "Choice") return choose(state, frame);
  if (state.type === "Succeed") return succeed(state, frame);
  if (state.type === "Fail") return fail(state, frame);
  throw new Error(`A state of type ${state.type} is not run by itself`);
}

/** What a Pass state with these fields gives. @throws what fails it */
export function passed(fields: PlainObject, input: Plain, rest: Partial<Frame> = {}): Plain {
  const left = runState(stateWith("Pass", fields), input, rest);
  if (left.type === "failed") throw new Error(`${left.error}: ${left.cause}`);
  return left.output;
}

/** The value of an intrinsic function or path. */
export const valueOf = (text: string, input: Plain = {}, rest: Partial<Frame> = {}): Plain =>
  (passed({ Parameters: { value: null, "made.$": text } }, input, rest) as PlainObject).made!;

/** The value of an expression of JSONata. */
export const evaluated = (text: string, input: Plain = {}, rest: Partial<Frame> = {}): Plain =>
  passed({ QueryLanguage: "JSONata", Output: `{% ${text} %}` }, input, rest);
