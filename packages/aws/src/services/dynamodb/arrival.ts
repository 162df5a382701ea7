import { parseJson } from "../../text/json.ts";
import type { Plain } from "@orrery/kernel";
import { isObject } from "../../request/params.ts";
import type { Text } from "../../service/entry.ts";
import type { AttributeValue, Item } from "./value/attribute-value.ts";
import { sizeOfItem } from "./value/item-size.ts";
import { isRefusal, itemIn } from "./value/value-check.ts";

/** Attributes, and their bytes as AWS counts them. A value. */
export interface Attributes {
  readonly attributes: Item;
  readonly size: number;
}

// A memo of a pure function: what it holds follows from its argument alone, which may come many times in a row.
const known = new WeakMap<Text, Attributes>();
let lastText: Text | null = null;
let lastAttributes: Attributes = { attributes: {}, size: 0 };

/** The attributes of what comes from outside: one object for all arrivals that say the same. */
export function attributesOf(text: Text): Attributes {
  if (text === lastText) return lastAttributes;
  let read = known.get(text);
  if (read === undefined) {
    const attributes = attributesOfBody(text.body);
    known.set(text, (read = { attributes, size: sizeOfItem(attributes) }));
  }
  lastText = text;
  return (lastAttributes = read);
}

/** The members of a JSON object; a body that is none is the attribute `body`. */
export function attributesOfBody(body: string): Item {
  const value = parseJson(body);
  if (!isObject(value)) {
    return { body: { S: body } };
  }
  const item: Record<string, AttributeValue> = {};
  for (const [name, member] of Object.entries(value)) item[name] = valueOf(member);
  const checked = itemIn(item);
  return isRefusal(checked) ? { body: { S: body } } : checked;
}

/** A value of JSON as an attribute, as the document clients of AWS's SDKs write it. */
function valueOf(value: Plain): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: `${value}` };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: (value as readonly Plain[]).map(valueOf) };
  return {
    M: Object.fromEntries(Object.entries(value).map(([name, each]) => [name, valueOf(each)])),
  };
}
