import { own } from "@orrery/kernel";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { ExpressionFault } from "./syntax.ts";
import type { Path } from "./tree.ts";

/** The value at a path; `undefined` where there is none. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value = own(item, path[0] as string); // A path begins with a name.
  for (let place = 1; value !== undefined && place < path.length; place += 1) {
    const step = path[place]!;
    if (typeof step === "string") value = "M" in value ? own(value.M, step) : undefined;
    else value = "L" in value ? value.L[step] : undefined;
  }
  return value;
}

/** A path in AWS's words. */
export const shownPath = (path: Path): string =>
  `[${path.map((step) => (typeof step === "number" ? `[${step}]` : step)).join(", ")}]`;

/** Whether two paths are the same. */
export const isSamePath = (one: Path, other: Path): boolean =>
  one.length === other.length && one.every((step, place) => step === other[place]);

/**
 * What AWS has against paths of one expression: one is part of another, or one takes for a map what another
 * takes for a list. Of overlaps and conflicts the first overlap counts.
 */
export function againstPaths(paths: readonly Path[]): ExpressionFault | null {
  if (paths.length < 2) return null;
  let conflict: ExpressionFault | null = null;
  for (let later = 1; later < paths.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const relation = relationOf(paths[earlier]!, paths[later]!);
      if (relation === "overlap") return fault(relation, paths[earlier]!, paths[later]!);
      if (relation === "conflict") conflict ??= fault(relation, paths[earlier]!, paths[later]!);
    }
  }
  return conflict;
}

function relationOf(one: Path, other: Path): "overlap" | "conflict" | null {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const [first, second] = [one[place], other[place]];
    if (typeof first !== typeof second) return "conflict";
    if (first !== second) return null;
  }
  return "overlap";
}

const fault = (relation: string, one: Path, other: Path): ExpressionFault =>
  new ExpressionFault(
    `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${shownPath(one)}, path two: ${shownPath(other)}`,
  );
