import { own, type Plain } from "@orrery/kernel";
import { objectOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { invalid, isRefusal, valueIn as readValue } from "../value/value-check.ts";
import { Refusal } from "./refusal.ts";
import type { Parsed, PathSyntax, ValueSyntax } from "./syntax.ts";
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

const nothingSaid = {};

/** Names and values of a request. Throws a {@link Refusal}. */
export const scopeIn = (names: Plain, values: Plain, wording: ValueWording): Scope => ({
  names: names === null ? nothingSaid : namesIn(objectOf(names)),
  values: values === null ? nothingSaid : valuesIn(objectOf(values), wording),
});

/** What AWS says of a wrong value: where it is and why, or why alone. */
export type ValueWording = "placed" | "plain";

/** Whether a character is a letter, a digit or an underscore. */
const isWordCode = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x5f;

/** Whether a name is a sign with letters, digits and underscores behind it. */
function isEntry(sign: "#" | ":", name: string): boolean {
  if (name.length < 2 || name[0] !== sign) return false;
  for (let place = 1; place < name.length; place += 1) {
    if (!isWordCode(name.charCodeAt(place))) return false;
  }
  return true;
}

function namesIn(given: PlainObject): Readonly<Record<string, string>> {
  againstKeys("ExpressionAttributeNames", given, "#");
  return given as Readonly<Record<string, string>>; // Texts: the request was checked.
}

function valuesIn(given: PlainObject, wording: ValueWording): Item {
  const name = "ExpressionAttributeValues";
  againstKeys(name, given, ":");
  let changed: Record<string, Item[string]> | null = null;
  for (const key in given) {
    const value = readValue(given[key]);
    if (isRefusal(value)) {
      throw new Refusal(
        wording === "plain"
          ? value
          : invalid(`${name} contains invalid value: ${value.message} for key ${key}`),
      );
    }
    if (value === given[key]) continue;
    changed ??= { ...(given as Item) };
    changed[key] = value;
  }
  return changed ?? (given as Item);
}

function againstKeys(name: string, given: PlainObject, sign: "#" | ":"): void {
  let isEmpty = true;
  for (const key in given) {
    isEmpty = false;
    if (isEntry(sign, key)) continue;
    throw new Refusal(invalid(`${name} contains invalid key: Syntax error; key: "${key}"`));
  }
  if (isEmpty) throw new Refusal(invalid(`${name} must not be empty`));
}

/** What AWS has against names and values that no expression uses. Throws a {@link Refusal}. */
export function againstUnused({ names, values }: Scope, used: readonly Parsed<unknown>[]): void {
  againstEntries("Names", names, (key) => used.some(({ aliases }) => aliases.includes(key)));
  againstEntries("Values", values, (key) => used.some((each) => each.values.includes(key)));
}

function againstEntries(
  what: "Names" | "Values",
  given: object,
  isUsed: (key: string) => boolean,
): void {
  let unused: string[] | null = null;
  for (const key in given) if (!isUsed(key)) (unused ??= []).push(key);
  if (unused === null) return;
  throw new Refusal(
    invalid(
      `Value provided in ExpressionAttribute${what} unused in expressions: keys: {${unused.join(", ")}}`,
    ),
  );
}
