import { DefectError } from "@orrery/kernel";

/** The names of the types of attributes, as AWS writes them. */
export type AttributeType = "S" | "N" | "B" | "SS" | "NS" | "BS" | "M" | "L" | "NULL" | "BOOL";

/** The types that a key attribute may have. */
export type KeyType = "S" | "N" | "B";

/**
 * A value of an attribute, as AWS's JSON writes it: one member, named after its type. Numbers are in the
 * form that AWS returns, binary values in base64, once a value was read by `valueIn`.
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly M: Item }
  | { readonly L: readonly AttributeValue[] }
  | { readonly NULL: boolean }
  | { readonly BOOL: boolean };

/** An item, or a map in one: values by the names of attributes. Names are the user's: read with `own`. */
export interface Item {
  readonly [name: string]: AttributeValue;
}

/** The type of a value. */
export function typeOf(value: AttributeValue): AttributeType {
  // One member, by the type: a loop that ends at once costs less than the list of keys.
  for (const name in value) return name as AttributeType;
  throw new DefectError("An attribute value has no type.");
}
