import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** A required parameter is not there. */
export const missing = (name: string): Refused =>
  refused("MissingParameter", `The request must contain the parameter ${name}.`);

/** A parameter is wrong, in words of its own. */
export const invalid = (message: string): Refused => refused("InvalidParameterValue", message);

/** A value as it stands in a message: a text as it is, all else as JSON. */
export const spelled = (value: Plain | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);

/** The value of a parameter is wrong, for a reason. */
export const invalidValue = (value: Plain | undefined, name: string, reason: string): Refused =>
  invalid(`Value ${spelled(value)} for parameter ${name} is invalid. Reason: ${reason}`);

/** A parameter that queues of the other type take. */
export const notOfThisType = (value: Plain, name: string): Refused =>
  invalidValue(value, name, "The request include parameter that is not valid for this queue type.");

/** An error of batch requests. */
export const batchError = (name: string, message: string): Refused =>
  refused(`AWS.SimpleQueueService.${name}`, message);

const notSerializable = (expected: string): Refused =>
  refused("SerializationException", `The value can not be converted to ${expected}.`);

/** A text; `undefined` when it was left out. */
export function textOf(params: PlainObject, name: string): Checked<string | undefined> {
  const value = params[name] ?? undefined;
  return value === undefined || typeof value === "string" ? value : notSerializable("a String");
}

/** A text that must be there and say something. */
export function requiredText(params: PlainObject, name: string): Checked<string> {
  const text = textOf(params, name);
  return text === undefined || text === "" ? missing(name) : text;
}

/** A whole number; `undefined` when it was left out. */
export function integerOf(params: PlainObject, name: string): Checked<number | undefined> {
  const value = params[name] ?? undefined;
  return value === undefined || (typeof value === "number" && Number.isSafeInteger(value))
    ? value
    : notSerializable("an Integer");
}

/** A whole number from `min` to `max`, or AWS's `reason` against it. */
export function integerWithin(
  params: PlainObject,
  name: string,
  min: number,
  max: number,
  reason: string,
): Checked<number | undefined> {
  const value = integerOf(params, name);
  if (typeof value !== "number" || (value >= min && value <= max)) return value;
  return invalidValue(value, name, reason);
}

/** A list; empty when it was left out. */
export function listOf(params: PlainObject, name: string): Checked<readonly Plain[]> {
  const value = params[name] ?? [];
  return isList(value) ? value : notSerializable("a List");
}

/** A list of texts; empty when it was left out. */
export function textsOf(params: PlainObject, name: string): Checked<readonly string[]> {
  const list = listOf(params, name);
  if (isRefused(list)) return list;
  return list.every((item) => typeof item === "string") ? list : notSerializable("a String");
}

/** A map of texts; empty when it was left out. Numbers and booleans are taken as they are spelled. */
export function textMapOf(params: PlainObject, name: string): Checked<ReadonlyMap<string, string>> {
  const map = params[name] ?? {};
  if (!isMap(map)) return notSerializable("a Map");
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(map)) {
    if (value === null) continue;
    if (typeof value === "object") return notSerializable("a String");
    texts.set(key, `${value}`);
  }
  return texts;
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

/** Whether a value has members by name. */
export const isMap = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
