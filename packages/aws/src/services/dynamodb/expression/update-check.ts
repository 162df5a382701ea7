import type { Refused } from "../../../service/refusal.ts";
import { own } from "@orrery/kernel";
import { typeOf, type AttributeType, type Item } from "../value/attribute-value.ts";
import { sizeOfValue } from "../value/item-size.ts";
import type { KeyAttribute, KeysOf } from "../value/key.ts";
import { invalid } from "../value/value-check.ts";
import type { Update, UpdateOperand, UpdateValue } from "./tree.ts";

const wrongValue = (message: string): Refused =>
  invalid(`One or more parameter values were invalid: ${message}`);

/**
 * What AWS has against an update for what it writes on, before it looks for the item: attributes of the table's key, and
 * those of an index's key with a type that is not theirs; `null` for nothing.
 */
export function againstUpdateKeys(update: Update, of: readonly KeysOf[]): Refused | null {
  for (const { index, keys } of of) {
    for (const key of keys) {
      const wrong =
        index === null ? againstTableKey(update, key) : againstIndexKey(update, key, index);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function againstTableKey({ touched }: Update, { name }: KeyAttribute): Refused | null {
  if (!touched.some(([head]) => head === name)) return null;
  return wrongValue(`Cannot update attribute ${name}. This attribute is part of the key`);
}

function againstIndexKey(update: Update, key: KeyAttribute, index: string): Refused | null {
  const type = typeGiven(update, key.name);
  if (type === null || type === key.type) return null;
  return wrongValue(
    `Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: ${type} IndexName: ${index}`,
  );
}

/** The type that an update gives an attribute, as far as its text tells. */
function typeGiven(update: Update, name: string): AttributeType | null {
  for (const { path, to } of update.set) {
    if (path.length === 1 && path[0] === name) return typeOfAssigned(to);
  }
  for (const { path, value } of [...update.add, ...update.delete]) {
    if (path.length === 1 && path[0] === name) return typeOf(value);
  }
  return null;
}

function typeOfAssigned(to: UpdateValue): AttributeType | null {
  return to.type === "plus" || to.type === "minus" ? "N" : typeOfOperand(to);
}

function typeOfOperand(operand: UpdateOperand): AttributeType | null {
  switch (operand.type) {
    case "value":
      return typeOf(operand.value);
    case "list_append":
      return "L";
    case "if_not_exists":
      return typeOfOperand(operand.otherwise);
    case "path":
      return null;
  }
}

const unsupportedType = invalid(
  "The update expression attempted to update the secondary index key to unsupported type",
);

/** What AWS has against an item that an update made, for its keys of indexes; `null` for nothing. */
export function againstUpdatedKeys(
  item: Item,
  { touched }: Update,
  of: readonly KeysOf[],
): Refused | null {
  for (const { index, keys } of of) {
    if (index === null) continue;
    for (const { name, type } of keys) {
      const value = own(item, name);
      if (value === undefined || !touched.some(([head]) => head === name)) continue;
      if (!(type in value)) return unsupportedType;
      if (type !== "N" && sizeOfValue(value) === 0) return emptyKey(type);
    }
  }
  return null;
}

const emptyKey = (type: "S" | "B"): Refused =>
  invalid(
    `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === "S" ? "string" : "binary"} value.`,
  );

/**
 * What AWS has against expressions that look into an attribute of a key, which is no list or map; `heads` are
 * the names with which paths of several steps begin.
 */
export function againstNestedKeys(heads: readonly string[], of: readonly KeysOf[]): Refused | null {
  if (heads.length === 0) return null;
  for (const { index, keys } of of) {
    const key = keys.find(({ name }) => heads.includes(name));
    if (key === undefined) continue;
    const kind = index === null ? "Key" : "IndexKey";
    return invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${key.name}`,
    );
  }
  return null;
}
