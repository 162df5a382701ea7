import type { Plain } from "@orrery/kernel";
import {
  noVariables,
  type Frame,
  type PlainObject,
} from "../../../packages/aws/src/services/stepfunctions/language/frame.ts";
import {
  choose,
  pass,
  succeed,
} from "../../../packages/aws/src/services/stepfunctions/language/flow/simple-states.ts";
import { definitionOf } from "../../../packages/aws/src/services/stepfunctions/language/parse/definition-of.ts";

const mostSteps = 1_000;

/** The output of a workflow that asks nothing outside. @throws where a state fails. */
export function walk(written: PlainObject, input: Plain): Plain {
  const definition = definitionOf(written);
  const context: PlainObject = {
    Execution: { Id: "execution", Input: input, Name: "execution" },
    StateMachine: { Id: "machine", Name: "machine-name" },
  };
  let at = definition.flows[0]!.startAt;
  let variables = noVariables;
  let data = input;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const state = definition.states[at]!;
    const frame: Frame = {
      input: data,
      variables,
      enteredId: 2,
      context: () => context,
      draws: { now: () => 0, uuid: () => "00000000-0000-4000-8000-000000000000", random: () => 0 },
    };
    const left =
      state.type === "Pass"
        ? pass(state, frame)
        : state.type === "Choice"
          ? choose(state, frame)
          : state.type === "Succeed"
            ? succeed(state, frame)
            : undefined;
    if (left === undefined) throw new Error(`A state of type ${state.type} is not walked through`);
    if (left.type === "failed") throw new Error(`${left.error}: ${left.cause}`);
    if (left.next === null) return left.output;
    at = left.next;
    data = left.output;
    variables = left.variables;
  }
  throw new Error("The workflow does not end");
}
