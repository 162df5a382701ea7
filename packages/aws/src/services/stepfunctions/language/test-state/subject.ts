import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../../text/json.ts";
import type { Definition, State } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { definitionOf } from "../parse/definition-of.ts";
import { flowsWithin, listIn, objectIn } from "../parse/numbering.ts";
import { isUsable, refusalText } from "../validate/diagnostic.ts";
import { diagnosticsOf, diagnosticsOfState } from "../validate/validate.ts";
import { RequestRefusal, validation, type TestStateRequest } from "./request.ts";

/** The state under test, with what it is part of. */
export interface Subject {
  readonly definition: Definition;
  readonly state: State;
  readonly written: PlainObject;
}

const checked = { type: "STANDARD", resources: "arns" } as const;

/** What AWS calls a state that was given without a name. */
export const givenName = "StateName";

/** Finds the state that a request is about. @throws {RequestRefusal} */
export function subjectOf(request: TestStateRequest): Subject {
  const value = parseJson(request.definition);
  const written = objectIn(value);
  if (written.States === undefined) return loneState(request, written);
  refuseIf(diagnosticsOf(request.definition, checked));
  const definition = definitionOf(written);
  const state = definition.states.find((each) => each.name === request.stateName);
  if (state === undefined) throw validation("State not found in definition");
  return { definition, state, written: writtenState(written, state.name)! };
}

function refuseIf(diagnostics: Parameters<typeof isUsable>[0]): void {
  if (isUsable(diagnostics)) return;
  throw new RequestRefusal("InvalidDefinition", refusalText(diagnostics));
}

function loneState(request: TestStateRequest, written: PlainObject): Subject {
  refuseIf(diagnosticsOfState(request.definition, givenName, checked));
  if (request.stateName !== undefined) throw validation("State not found in definition");
  const others = targetsOf(written).filter((each) => each !== givenName);
  const definition = definitionOf({
    StartAt: givenName,
    States: {
      [givenName]: written,
      ...Object.fromEntries(others.map((each) => [each, { Type: "Succeed" }])),
    },
  });
  return { definition, state: definition.states[0]!, written };
}

/** The states that it goes on with, which are not there. */
function targetsOf(state: PlainObject): readonly string[] {
  const targets = [state.Next, state.Default].concat(
    ...[state.Choices, state.Catch].map((list) => listIn(list).map((each) => objectIn(each).Next)),
  );
  return targets.filter((each): each is string => typeof each === "string");
}

function writtenState(flow: PlainObject, name: string): PlainObject | undefined {
  const states = objectIn(flow.States);
  if (Object.hasOwn(states, name)) return objectIn(states[name]);
  for (const each of Object.values<Plain>(states)) {
    for (const inner of flowsWithin(objectIn(each))) {
      const found = writtenState(inner, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
