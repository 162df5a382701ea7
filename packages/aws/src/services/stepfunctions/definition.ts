import { isObject } from "../../request/params.ts";
import type { Plain } from "@orrery/kernel";
import type { StateMachineType } from "./config.ts";
import type { Definition } from "./language/definition.ts";
import { definitionOf } from "./language/parse/definition-of.ts";
import { refused, type PlainObject, type Refused } from "../../service/refusal.ts";

/** A definition, compiled; it was found to be right before. */
export const parsedDefinition = (text: string): Definition =>
  definitionOf(JSON.parse(text) as PlainObject); // An object, as it was checked.

/** What is wrong with a definition, in AWS's words; `null` for nothing. */
export function definitionProblem(text: string, _type: StateMachineType): Refused | null {
  let value: Plain;
  try {
    value = JSON.parse(text) as Plain; // Any JSON.
  } catch {
    return invalidDefinition("INVALID_JSON_DESCRIPTION: The definition is no JSON.");
  }
  return isObject(value)
    ? null
    : invalidDefinition("INVALID_JSON_DESCRIPTION: The definition is no object.");
}

const invalidDefinition = (why: string): Refused =>
  refused("InvalidDefinition", `Invalid State Machine Definition: '${why}'`);

/** The ARNs of the activities that a definition names, in order of their first mention. */
export function activitiesIn(text: string, _type: StateMachineType): readonly string[] {
  const arns = parsedDefinition(text).states.flatMap((state) =>
    state.type === "Task" && state.resource.type === "activity" ? [state.resource.arn] : [],
  );
  return [...new Set(arns)];
}
