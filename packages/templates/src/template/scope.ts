import { evaluateCondition } from "./conditions.ts";
import { TemplateError, type Place } from "./error.ts";
import type { Scope } from "./evaluation.ts";
import { intrinsicOf } from "./intrinsics.ts";
import { asScalar, childOf, type TemplateNode } from "./node.ts";
import type { ParameterValue } from "./parameters.ts";
import type { Definition } from "./definition.ts";

/** How the resources of a template are looked up, if it has them. */
export interface ResourceLookup {
  reference(name: string, place: Place): TemplateNode | undefined;
  attribute(logicalId: string, attribute: string, place: Place): TemplateNode | undefined;
  /** What is exported under a name; `undefined` where nobody knows. */
  imported(name: string, place: Place): TemplateNode | undefined;
  /** Hears which resources of other stacks a value is of that is handed down. */
  noteOthers(ids: readonly string[], place: Place): void;
}

/** What intrinsic functions look at: parameters and conditions, and resources through `lookup`. */
export function scopeOf(
  base: Pick<Scope, "environment" | "mappings" | "conditions" | "warn" | "work">,
  parameters: ReadonlyMap<string, ParameterValue>,
  definitions: ReadonlyMap<string, Definition>,
  lookup: ResourceLookup,
): Scope {
  const known = new Map<string, boolean>();
  const open = new Set<string>();
  const scope: Scope = {
    ...base,
    intrinsic: intrinsicOf,
    imported: lookup.imported,
    reference(name, place) {
      const parameter = parameters.get(name);
      if (parameter !== undefined) {
        if (parameter.warning !== undefined) base.warn(parameter.warning);
        lookup.noteOthers(parameter.names ?? [], place);
        base.work.spend(parameter.value.kind === "list" ? parameter.value.items.length : 1, place);
        return movedTo(parameter.value, place);
      }
      const value = lookup.reference(name, place);
      if (value !== undefined) return value;
      throw new TemplateError(place, "a parameter or a resource that exists", name);
    },
    attribute(logicalId, attribute, place) {
      const value = lookup.attribute(logicalId, attribute, place);
      if (value !== undefined) return value;
      const received = definitions.has(logicalId) ? `${logicalId}.${attribute}` : logicalId;
      throw new TemplateError(place, "a resource that exists", received);
    },
    condition(name, place) {
      const answer = known.get(name);
      if (answer !== undefined) return answer;
      const node = childOf(base.conditions, name);
      if (node === undefined) throw new TemplateError(place, "a condition that exists", name);
      if (open.has(name)) {
        throw new TemplateError(place, "a condition that does not depend on itself", name);
      }
      open.add(name);
      const holds = base.work.inside(place, () => evaluateCondition(node, scope));
      open.delete(name);
      known.set(name, holds);
      return holds;
    },
  };
  return scope;
}

/** The value of a parameter, standing where it is used. */
function movedTo(node: TemplateNode, place: Place): TemplateNode {
  return node.kind === "scalar"
    ? { ...node, place }
    : node.kind === "list"
      ? { ...node, place, items: node.items.map((item) => movedTo(item, place)) }
      : node;
}

/** Whether the resource or output is created: it has no condition, or one that holds. */
export function isActive({ node }: Pick<Definition, "node">, scope: Scope): boolean {
  const condition = childOf(node, "Condition");
  return (
    condition === undefined ||
    scope.condition(asScalar(condition, "the name of a condition").text, condition.place)
  );
}
