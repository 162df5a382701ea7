import { isMap, type Json } from "../json.ts";
import data from "./policy-templates.json" with { type: "json" };

/** A policy of SAM that a template names, with values for its parameters. */
interface PolicyTemplate {
  readonly parameters: readonly string[];
  readonly statements: Json;
}

/** By name. */
export const policyTemplates = data.templates as unknown as Readonly<
  Record<string, PolicyTemplate>
>; // JSON of that shape.

/** Whether an entry of `Policies` names a template of SAM's. */
export function isPolicyTemplate(policy: Json): boolean {
  if (!isMap(policy)) return false;
  const [name, ...others] = Object.keys(policy);
  return name !== undefined && others.length === 0 && Object.hasOwn(policyTemplates, name);
}
