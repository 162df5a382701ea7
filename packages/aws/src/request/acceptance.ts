import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../service/refusal.ts";
import type { ApiFacts, Shape } from "./api-facts.ts";
import { ownOf } from "./api-model.ts";
import { constraintsOf, sizeOf } from "./constraint.ts";
import { boundAt, hasType, isComposite } from "./value-type.ts";

/**
 * Whether a value is as a shape demands. It says no more than that, and says it sooner than the whole check,
 * which finds out what is wrong where it says no.
 */
export type Acceptance = (value: Plain) => boolean;

/** What the acceptance of parameters depends on. */
export interface AcceptanceTerms {
  /** Whether the service leaves violations of bounds, patterns and values to its operations. */
  readonly leavesBounds: boolean;
  readonly blankIsMissing: boolean;
  readonly asOf: string;
}

/** The acceptance of a shape, put together once for all values. */
export function acceptanceOf(facts: ApiFacts, input: string, terms: AcceptanceTerms): Acceptance {
  const made = new Map<string, Acceptance>();
  const isQuery = facts.protocol === "query";
  const shapeOf = (name: string): Shape => ownOf(facts.shapes, name) ?? ({ type: name } as Shape); // Of no bounds.

  function accepts(name: string): Acceptance {
    const known = made.get(name);
    if (known !== undefined) return known;
    // Shapes may be inside themselves.
    made.set(name, (value) => made.get(name)!(value));
    const acceptance = make(shapeOf(name));
    made.set(name, acceptance);
    return acceptance;
  }

  function make(shape: Shape): Acceptance {
    const inside = insideOf(shape);
    const isBounded = !terms.leavesBounds && shape.type !== "any";
    const constraints = isBounded
      ? constraintsOf(shape, (bound) => boundAt(bound, terms.asOf))
      : [];
    return (value) => {
      if (!hasType(value, shape.type, isQuery)) return false;
      if (constraints.length > 0) {
        const size = sizeOf(value, shape);
        for (const constraint of constraints) if (!constraint.holds(value, size)) return false;
      }
      return inside === null || inside(value);
    };
  }

  /** Of a value that has the shape's type; `null`: there is nothing inside it. */
  function insideOf(shape: Shape): Acceptance | null {
    switch (shape.type) {
      case "structure":
        return members(shape);
      case "list":
        return items(shape);
      case "map":
        return entries(shape);
      default:
        return null;
    }
  }

  function members({ members: all = {}, required = [] }: Shape): Acceptance {
    const parts = new Map(
      Object.entries(all).map(([name, shape]) => [
        name,
        { accepts: accepts(shape), isRequired: required.includes(name) },
      ]),
    );
    const needed = [...parts.values()].filter(({ isRequired }) => isRequired).length;
    return (value) => {
      // What is inherited, is not given.
      if (Object.getPrototypeOf(value) !== Object.prototype) return false;
      let missing = needed;
      for (const name in value as PlainObject) {
        const part = parts.get(name);
        if (part === undefined) return false;
        const given = (value as PlainObject)[name] ?? null;
        if (given === null) continue;
        if (!part.accepts(given)) return false;
        if (part.isRequired && !(given === "" && terms.blankIsMissing)) missing -= 1;
      }
      return missing === 0;
    };
  }

  function items({ member = "any" }: Shape): Acceptance {
    const each = accepts(member);
    return (value) => {
      for (const item of value as readonly (Plain | undefined)[]) {
        if (item === null || item === undefined || !each(item)) return false;
      }
      return true;
    };
  }

  function entries({ key = "string", value: item = "any" }: Shape): Acceptance {
    const eachKey = accepts(key);
    const each = accepts(item);
    const takesNothing = !isComposite(shapeOf(item));
    return (value) =>
      Object.entries(value as PlainObject).every(
        ([name, given]) => eachKey(name) && (given === null ? takesNothing : each(given)),
      );
  }

  return accepts(input);
}
