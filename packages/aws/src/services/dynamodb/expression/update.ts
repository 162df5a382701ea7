import { own, unreachable } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { differenceOf, sumOf } from "../value/decimal.ts";
import {
  invalid,
  isRefusal,
  mostLevels,
  numberRefusal,
  setOf,
  setOrders,
  tooDeep,
  type SetType,
} from "../value/value-check.ts";
import { addPath, emptyTree, type PathTree } from "./path-tree.ts";
import { valueAt } from "./paths.ts";
import type { Path, Update, UpdateOperand, UpdateValue } from "./tree.ts";

/** What an update made of an item. */
export interface Updated {
  readonly type: "updated";
  readonly item: Item;
  /** The paths that it wrote on, for UPDATED_OLD and UPDATED_NEW: `projected` old and new items. */
  readonly touched: readonly Path[];
}

/** What happens at the end of a path. */
type Edit =
  | { readonly type: "set"; readonly value: AttributeValue }
  | { readonly type: "remove" }
  | { readonly type: "add"; readonly value: AttributeValue }
  | { readonly type: "delete"; readonly value: AttributeValue };

/** The item after an update of it (of its key alone, where there was none); or what AWS has against it. */
export function updated(update: Update, item: Item): Updated | Refused {
  const tree = emptyTree<Edit>();
  // Everything is read from the item as it was.
  for (const { path, to } of update.set) {
    const value = assigned(to, item);
    if (isRefusal(value)) return value;
    addPath(tree, path, { type: "set", value });
  }
  for (const path of update.remove) addPath(tree, path, { type: "remove" });
  for (const { path, value } of update.add) addPath(tree, path, { type: "add", value });
  for (const { path, value } of update.delete) addPath(tree, path, { type: "delete", value });
  const written = ofMap(item, tree.steps, update.form, 0);
  if (isRefusal(written)) return written;
  return { type: "updated", item: written, touched: update.touched };
}

const wrongType = invalid("An operand in the update expression has an incorrect data type");

const absent = invalid(
  "The provided expression refers to an attribute that does not exist in the item",
);

const wrongPath = invalid(
  "The document path provided in the update expression is invalid for update",
);

function assigned(to: UpdateValue, item: Item): AttributeValue | Refused {
  if (to.type !== "plus" && to.type !== "minus") return operandOf(to, item);
  const left = operandOf(to.left, item);
  if (isRefusal(left)) return left;
  if (!("N" in left)) return wrongType;
  const right = operandOf(to.right, item);
  if (isRefusal(right)) return right;
  if (!("N" in right)) return wrongType;
  return numberOf((to.type === "plus" ? sumOf : differenceOf)(left.N, right.N));
}

function numberOf(read: ReturnType<typeof sumOf>): AttributeValue | Refused {
  return "fault" in read ? numberRefusal(read.fault, "") : { N: read.text };
}

function operandOf(operand: UpdateOperand, item: Item): AttributeValue | Refused {
  switch (operand.type) {
    case "path":
      return valueAt(item, operand.path) ?? absent;
    case "value":
      return operand.value;
    case "if_not_exists":
      return valueAt(item, operand.path) ?? operandOf(operand.otherwise, item);
    case "list_append": {
      const first = operandOf(operand.first, item);
      if (isRefusal(first)) return first;
      if (!("L" in first)) return wrongType;
      const second = operandOf(operand.second, item);
      if (isRefusal(second)) return second;
      return "L" in second ? { L: [...first.L, ...second.L] } : wrongType;
    }
    default:
      return unreachable(operand);
  }
}

type Steps = ReadonlyMap<string | number, PathTree<Edit>>;
type Form = Update["form"];

function ofMap(map: Item, steps: Steps, form: Form, level: number): Item | Refused {
  const written: Record<string, AttributeValue> = { ...map };
  for (const [step, tree] of steps) {
    if (typeof step !== "string") return wrongPath;
    const value = edited(own(map, step), tree, form, level + 1);
    if (value === undefined) delete written[step];
    else if (isRefusal(value)) return value;
    else if (Object.hasOwn(written, step)) written[step] = value;
    else define(written, step, value);
  }
  return written;
}

/** Defines an attribute of any name: an assignment to `__proto__` would define none. */
function define(item: Record<string, AttributeValue>, name: string, value: AttributeValue): void {
  if (name !== "__proto__") item[name] = value;
  else
    Object.defineProperty(item, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** What becomes of a value; `undefined`: nothing is left. */
function edited(
  value: AttributeValue | undefined,
  tree: PathTree<Edit>,
  form: Form,
  level: number,
): AttributeValue | Refused | undefined {
  if (tree.type === "end") return ended(value, tree.end, form, level);
  if (value !== undefined && "M" in value) {
    const map = ofMap(value.M, tree.steps, form, level);
    return isRefusal(map) ? map : { M: map };
  }
  return value !== undefined && "L" in value ? ofList(value.L, tree.steps, form, level) : wrongPath;
}

/** Places are those of the list as it was: what is removed closes up at the end, what is beyond goes behind. */
function ofList(
  list: readonly AttributeValue[],
  steps: Steps,
  form: Form,
  level: number,
): AttributeValue | Refused {
  const written: (AttributeValue | undefined)[] = [...list];
  const places: number[] = [];
  for (const step of steps.keys()) {
    if (typeof step !== "number") return wrongPath;
    places.push(step);
  }
  for (const place of places.sort((one, other) => one - other)) {
    const value = edited(list[place], steps.get(place)!, form, level + 1);
    if (value !== undefined && isRefusal(value)) return value;
    if (place < list.length) written[place] = value;
    else written.push(value);
  }
  return { L: written.filter((value) => value !== undefined) };
}

function ended(
  value: AttributeValue | undefined,
  edit: Edit,
  form: Form,
  level: number,
): AttributeValue | Refused | undefined {
  switch (edit.type) {
    case "remove":
      return undefined;
    case "set":
      return level + levelsOf(edit.value) > mostLevels + 2 ? tooDeep : edit.value;
    case "add":
      return value === undefined ? edit.value : added(value, edit.value, form);
    case "delete":
      return value === undefined ? undefined : without(value, edit.value, form);
    default:
      return unreachable(edit);
  }
}

/** How many levels a value has, itself among them; a list or map without elements has one for them. */
function levelsOf(value: AttributeValue): number {
  const inside = "M" in value ? Object.values(value.M) : "L" in value ? value.L : null;
  if (inside === null) return 1;
  let most = 1;
  for (const each of inside) most = Math.max(most, levelsOf(each));
  return most + 1;
}

const mismatch: Readonly<Record<Form, Refused>> = {
  expression: wrongType,
  parameter: invalid("Type mismatch for attribute to update"),
};

function added(value: AttributeValue, more: AttributeValue, form: Form): AttributeValue | Refused {
  if ("N" in more) return "N" in value ? numberOf(sumOf(value.N, more.N)) : mismatch[form];
  if ("L" in more) return "L" in value ? { L: [...value.L, ...more.L] } : mismatch[form];
  const both = sameSets(value, more);
  if (both === null) return mismatch[form];
  const { type, one, other } = both;
  const members = [...one, ...other.filter((text) => !one.includes(text))];
  return setOf(type, members.sort(setOrders[type]));
}

function without(
  value: AttributeValue,
  less: AttributeValue,
  form: Form,
): AttributeValue | Refused | undefined {
  const both = sameSets(value, less);
  if (both === null) return mismatch[form];
  const { type, one, other } = both;
  const members = one.filter((text) => !other.includes(text));
  return members.length === 0 ? undefined : setOf(type, members);
}

/** The members of two sets of one type. */
function sameSets(
  one: AttributeValue,
  other: AttributeValue,
): { type: SetType; one: readonly string[]; other: readonly string[] } | null {
  if ("SS" in one && "SS" in other) return { type: "SS", one: one.SS, other: other.SS };
  if ("NS" in one && "NS" in other) return { type: "NS", one: one.NS, other: other.NS };
  if ("BS" in one && "BS" in other) return { type: "BS", one: one.BS, other: other.BS };
  return null;
}
