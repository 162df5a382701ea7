import type { Refused } from "../../../service/refusal.ts";
import { invalid } from "../value/value-check.ts";
import type { KeySchema } from "./key-condition.ts";
import type { Condition, Operand } from "./tree.ts";

/** What AWS has against a filter of a Query that names attributes of the key; `null` for nothing. */
export function againstFilterKeys(
  of: { readonly filter: Condition | null; readonly filterName: string },
  { hash, sort }: KeySchema,
): Refused | null {
  if (of.filter === null) return null;
  const heads = headsOf(of.filter);
  const key = [...hash, ...sort].find(({ name }) => heads.has(name));
  if (key === undefined) return null;
  return invalid(
    `${of.filterName} can only contain non-primary key attributes: Primary key attribute: ${key.name}`,
  );
}

/** The attributes of an item that a condition names. */
function headsOf(condition: Condition): ReadonlySet<string> {
  const heads = new Set<string>();
  collect(condition, heads);
  return heads;
}

function collect(condition: Condition, heads: Set<string>): void {
  switch (condition.type) {
    case "and":
    case "or":
      collect(condition.left, heads);
      collect(condition.right, heads);
      return;
    case "not":
      collect(condition.condition, heads);
      return;
    case "attribute_exists":
    case "attribute_not_exists":
      heads.add(condition.path[0] as string); // A path begins with a name.
      return;
    case "compare":
      note([condition.left, condition.right], heads);
      return;
    case "between":
      note([condition.operand, condition.low, condition.high], heads);
      return;
    case "in":
      note([condition.operand, ...condition.list], heads);
      return;
    case "attribute_type":
      note([condition.operand, condition.name], heads);
      return;
    case "begins_with":
      note([condition.operand, condition.prefix], heads);
      return;
    case "contains":
      note([condition.operand, condition.part], heads);
  }
}

function note(operands: readonly Operand[], heads: Set<string>): void {
  for (const operand of operands) {
    if (operand.type === "path")
      heads.add(operand.path[0] as string); // A path begins with a name.
    else if (operand.type === "size") note([operand.of], heads);
  }
}
