import type { StateMachineType } from "./config.ts";
import type { Definition } from "./language/definition.ts";
import { definitionOf } from "./language/parse/definition-of.ts";
import { isUsable, refusalText, type Diagnostic } from "./language/validate/diagnostic.ts";
import { diagnosticsOf } from "./language/validate/validate.ts";
import { refused, type PlainObject, type Refused } from "../../service/refusal.ts";

/** A definition, compiled; it was found to be right before. */
export const parsedDefinition = (text: string): Definition =>
  definitionOf(JSON.parse(text) as PlainObject); // An object, as it was checked.

/** What is to be said of a definition. */
export const diagnosticsIn = (text: string, type: StateMachineType): readonly Diagnostic[] =>
  diagnosticsOf(text, { type, resources: "arns" });

/** What is wrong with a definition, in AWS's words; `null` for nothing. */
export function definitionProblem(text: string, type: StateMachineType): Refused | null {
  const diagnostics = diagnosticsIn(text, type);
  return isUsable(diagnostics) ? null : refused("InvalidDefinition", refusalText(diagnostics));
}

/** The ARNs of the activities that a definition names, in order of their first mention. */
export function activitiesIn(text: string): readonly string[] {
  const arns = parsedDefinition(text).states.flatMap((state) =>
    state.type === "Task" && state.resource.type === "activity" ? [state.resource.arn] : [],
  );
  return [...new Set(arns)];
}
