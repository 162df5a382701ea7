import type { Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { AttributeValue, Item } from "./attribute-value.ts";
import { compareNumbers, readNumber, type NumberFault } from "./decimal.ts";
import { compareBinaries, compareTexts } from "./text-order.ts";

/** A refusal of a request for what it says. */
export const invalid = (message: string): Refused => refused("ValidationException", message);

const invalidValue = (message: string): Refused =>
  invalid(`One or more parameter values were invalid: ${message}`);

const numberRefusals: Readonly<Record<Exclude<NumberFault, "syntax">, Refused>> = {
  overflow: invalid(
    "Number overflow. Attempting to store a number with magnitude larger than supported range",
  ),
  underflow: invalid(
    "Number underflow. Attempting to store a number with magnitude smaller than supported range",
  ),
  precision: invalid("Attempting to store more than 38 significant digits in a Number"),
};

/** How many lists and maps may lie in each other. */
export const mostLevels = 32;

/** Lists and maps lie too deep in each other. */
export const tooDeep = invalid(
  "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
);

const noType = invalid(
  "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
);

const severalTypes = invalid(
  "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
);

const falseNull = invalidValue("Null attribute value types must have the value of true");

/** Whether what was read is a refusal: no value and no attribute is the text that tells one. */
export const isRefusal = (read: AttributeValue | Item | Refused): read is Refused =>
  (read as { readonly type?: unknown }).type === "refused";

/**
 * The item (or key) of a parameter, its numbers in the form in which AWS returns them and its sets in
 * order; or what AWS has against one of its values. Says nothing of the item's size and of keys.
 */
export function itemIn(given: Plain | undefined): Item | Refused {
  return isObject(given) ? mapIn(given, 0) : {};
}

/** The value of a parameter; or what AWS has against it. */
export function valueIn(given: Plain | undefined): AttributeValue | Refused {
  return readValue(given, 1);
}

/** The attributes of a map at a level; itself where nothing had to change. */
function mapIn(given: PlainObject, level: number): Item | Refused {
  let changed: Record<string, AttributeValue> | null = null;
  for (const name in given) {
    const value = readValue(given[name], level + 1);
    if (isRefusal(value)) return value;
    if (value === given[name]) continue;
    // The copy has every name, so that this defines none: `__proto__` is a name like others.
    changed ??= { ...(given as Item) };
    changed[name] = value;
  }
  return changed ?? (given as Item);
}

function readValue(given: Plain | undefined, level: number): AttributeValue | Refused {
  if (!isObject(given)) return noType;
  let read: AttributeValue | Refused = noType;
  let count = 0;
  for (const type in given) {
    const value = valueOf(type, given[type]!, given as AttributeValue, level);
    if (value === null) continue;
    if (isRefusal(value)) return value;
    count += 1;
    read = value;
  }
  return count > 1 ? severalTypes : read;
}

/** The value of one type; `null` where there is no such type. */
function valueOf(
  type: string,
  given: Plain,
  whole: AttributeValue,
  level: number,
): AttributeValue | Refused | null {
  switch (type) {
    case "S":
    case "B":
      return typeof given === "string" ? whole : null;
    case "BOOL":
      return typeof given === "boolean" ? whole : null;
    case "NULL":
      return given === true ? whole : given === null ? null : falseNull;
    case "N":
      return typeof given === "string" ? numberIn(given, whole) : null;
    case "SS":
    case "NS":
    case "BS":
      return Array.isArray(given) ? setIn(type, given as readonly string[], whole) : null;
    case "L":
      return Array.isArray(given) ? listIn(given as readonly Plain[], whole, level) : null;
    case "M":
      return isObject(given) ? nestedMapIn(given, whole, level) : null;
    default:
      return null;
  }
}

function numberIn(text: string, whole: AttributeValue): AttributeValue | Refused {
  const read = readNumber(text);
  if ("fault" in read) return numberRefusal(read.fault, text);
  return read.text === text ? whole : { N: read.text };
}

/** What AWS says of a number. */
export function numberRefusal(fault: NumberFault, text: string): Refused {
  if (fault !== "syntax") return numberRefusals[fault];
  const shown = text === "" ? "" : `: ${text}`;
  return invalid(`The parameter cannot be converted to a numeric value${shown}`);
}

function nestedMapIn(
  given: PlainObject,
  whole: AttributeValue,
  level: number,
): AttributeValue | Refused {
  if (level > mostLevels) return tooDeep;
  const read = mapIn(given, level);
  return isRefusal(read) ? read : read === given ? whole : { M: read };
}

function listIn(
  given: readonly Plain[],
  whole: AttributeValue,
  level: number,
): AttributeValue | Refused {
  if (level > mostLevels) return tooDeep;
  let changed: AttributeValue[] | null = null;
  for (let place = 0; place < given.length; place += 1) {
    const value = readValue(given[place], level + 1);
    if (isRefusal(value)) return value;
    if (value === given[place]) continue;
    changed ??= [...given] as unknown as AttributeValue[]; // Read up to here, and the rest will be.
    changed[place] = value;
  }
  return changed === null ? whole : { L: changed };
}

const emptySets: Readonly<Record<SetType, Refused>> = {
  SS: invalidValue("An string set  may not be empty"),
  NS: invalidValue("An number set  may not be empty"),
  BS: invalidValue("Binary sets should not be empty"),
};

/** The types of sets. */
export type SetType = "SS" | "NS" | "BS";

/** How AWS orders the members of a set. */
export const setOrders: Readonly<Record<SetType, (one: string, other: string) => number>> = {
  SS: compareTexts,
  NS: compareNumbers,
  BS: compareBinaries,
};

/** A set of members that are in AWS's form. */
export function setOf(type: SetType, members: readonly string[]): AttributeValue {
  return type === "SS" ? { SS: members } : type === "NS" ? { NS: members } : { BS: members };
}

function setIn(
  type: SetType,
  given: readonly string[],
  whole: AttributeValue,
): AttributeValue | Refused {
  if (given.length === 0) return emptySets[type];
  const order = setOrders[type];
  if (isInOrder(type, given, order)) return whole;
  const members: string[] = [];
  for (const text of given) {
    if (type !== "NS") members.push(text);
    else {
      const read = readNumber(text);
      if ("fault" in read) return numberRefusal(read.fault, text);
      members.push(read.text);
    }
  }
  members.sort(order);
  for (let place = 1; place < members.length; place += 1) {
    if (order(members[place - 1]!, members[place]!) === 0) return repeated(type, given);
  }
  return setOf(type, members);
}

/** Whether a set is as AWS returns it. */
function isInOrder(
  type: SetType,
  given: readonly string[],
  order: (one: string, other: string) => number,
): boolean {
  for (let place = 0; place < given.length; place += 1) {
    const text = given[place]!;
    if (type === "NS") {
      const read = readNumber(text);
      if ("fault" in read || read.text !== text) return false;
    }
    if (place > 0 && order(given[place - 1]!, text) >= 0) return false;
  }
  return true;
}

function repeated(type: SetType, given: readonly string[]): Refused {
  if (type === "NS") return invalid("Input collection contains duplicates");
  const shown = `[${given.join(", ")}]`;
  return invalidValue(
    type === "SS"
      ? `Input collection ${shown} contains duplicates.`
      : `Input collection ${shown}of type BS contains duplicates.`,
  );
}
