import { own } from "@orrery/kernel";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import type { PathSyntax, ValueSyntax } from "./syntax.ts";
import type { Path } from "./tree.ts";

/** ExpressionAttributeNames and ExpressionAttributeValues of a request, checked. */
export interface Scope {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** What AWS has against a part of an expression, the first of each kind. */
export interface Faults {
  /** A name or value that is not defined, whichever comes first. */
  missing: string | null;
  name: string | null;
  value: string | null;
  count: string | null;
  distinct: string | null;
  type: string | null;
}

/** None yet. */
export const noFaults = (): Faults => ({
  missing: null,
  name: null,
  value: null,
  count: null,
  distinct: null,
  type: null,
});

/** A path with the names that its aliases stand for. */
export function pathIn({ names }: Scope, { steps }: PathSyntax, faults: Faults): Path {
  for (const step of steps) {
    if (typeof step === "string" && step.startsWith("#")) return namedPath(names, steps, faults);
  }
  return steps;
}

function namedPath(names: Scope["names"], steps: PathSyntax["steps"], faults: Faults): Path {
  return steps.map((step) => {
    if (typeof step !== "string" || !step.startsWith("#")) return step;
    const name = own(names, step);
    if (name === undefined) {
      faults.name ??= `An expression attribute name used in the document path is not defined; attribute name: ${step}`;
      faults.missing ??= faults.name;
    }
    return name ?? step;
  });
}

const nothing: AttributeValue = { NULL: true };

/** The value that a placeholder stands for. */
export function valueIn(scope: Scope, { name }: ValueSyntax, faults: Faults): AttributeValue {
  const value = own(scope.values, name);
  if (value === undefined) {
    faults.value ??= `An expression attribute value used in expression is not defined; attribute value: ${name}`;
    faults.missing ??= faults.value;
  }
  return value ?? nothing;
}
