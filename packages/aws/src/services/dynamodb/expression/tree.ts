import type { AttributeValue } from "../value/attribute-value.ts";

// Trees with names and values put in. They are plain data: inputs of machines carry them.

/** A document path: the name of an attribute, then names in maps and places in lists. */
export type Path = readonly (string | number)[];

/** What is compared. */
export type Operand =
  | { readonly type: "path"; readonly path: Path }
  | { readonly type: "value"; readonly value: AttributeValue }
  | { readonly type: "size"; readonly of: Operand };

/** The comparators of conditions. */
export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A condition, filter or key condition. */
export type Condition =
  | {
      readonly type: "compare";
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly type: "between";
      readonly operand: Operand;
      readonly low: Operand;
      readonly high: Operand;
    }
  | { readonly type: "in"; readonly operand: Operand; readonly list: readonly Operand[] }
  | { readonly type: "attribute_exists"; readonly path: Path }
  | { readonly type: "attribute_not_exists"; readonly path: Path }
  | { readonly type: "attribute_type"; readonly operand: Operand; readonly name: Operand }
  | { readonly type: "begins_with"; readonly operand: Operand; readonly prefix: Operand }
  | { readonly type: "contains"; readonly operand: Operand; readonly part: Operand }
  | { readonly type: "and"; readonly left: Condition; readonly right: Condition }
  | { readonly type: "or"; readonly left: Condition; readonly right: Condition }
  | { readonly type: "not"; readonly condition: Condition };

/** An operand of a SET. */
export type UpdateOperand =
  | { readonly type: "path"; readonly path: Path }
  | { readonly type: "value"; readonly value: AttributeValue }
  | { readonly type: "if_not_exists"; readonly path: Path; readonly otherwise: UpdateOperand }
  | { readonly type: "list_append"; readonly first: UpdateOperand; readonly second: UpdateOperand };

/** What a SET gives a path. */
export type UpdateValue =
  | UpdateOperand
  | { readonly type: "plus"; readonly left: UpdateOperand; readonly right: UpdateOperand }
  | { readonly type: "minus"; readonly left: UpdateOperand; readonly right: UpdateOperand };

/** An update: what each of its four sections does to which paths. */
export interface Update {
  /** An UpdateExpression, or the parameter that was before it, AttributeUpdates, of which AWS speaks in other words. */
  readonly form: "expression" | "parameter";
  readonly set: readonly { readonly path: Path; readonly to: UpdateValue }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: AttributeValue }[];
  readonly delete: readonly { readonly path: Path; readonly value: AttributeValue }[];
  /** All its paths, in the order in which they are written. */
  readonly touched: readonly Path[];
}
