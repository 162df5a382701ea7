import { TemplateError, type Place } from "./error.ts";
import { evaluate, evaluateText, type Evaluated } from "./evaluation.ts";
import { asMap, childOf, type MapNode } from "./node.ts";
import type { Resolution } from "./stack-resolution.ts";
import { isActive } from "./scope.ts";

/** An output that a stack has: its condition holds. */
export interface Output {
  readonly name: string;
  readonly place: Place;
  readonly node: MapNode;
}

/** The outputs that a stack has, in the order of its template. @throws TemplateError where one is none */
export function outputsOf({ root, scope }: Resolution): readonly Output[] {
  const section = childOf(root, "Outputs");
  const written = section?.kind === "map" ? section.entries : [];
  return [...written].flatMap(([name, { place, value }]) => {
    const node = asMap(value, "an output with a Value");
    return isActive({ node }, scope) ? [{ name, place, node }] : [];
  });
}

/** The value of an output. @throws TemplateError where it has none */
export function valueOfOutput({ node, place }: Output, { scope }: Resolution): Evaluated {
  const value = childOf(node, "Value");
  if (value === undefined) throw new TemplateError(place, "an output with a Value", "none");
  return evaluate(value, scope);
}

/** Under which name an output is exported, and where that stands; `null`: it is not. */
export function exportOf({ node }: Output, { scope }: Resolution) {
  const name = childOf(childOf(node, "Export"), "Name");
  if (name === undefined) return null;
  const { text } = evaluateText(name, scope, "the name of an export");
  return { text, place: name.place };
}
