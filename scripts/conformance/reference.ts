import { isList, isNumeric, isObject, memberOf, type Value } from "./value.ts";

/** What references can name: earlier results, errors, and the virtual time. */
export interface Scope {
  /** Whether what a call gave comes in no order that anybody may count on. */
  isUnordered?(call: string): boolean;
  /** A result by its id, such as `c3`; an error by `c4!error`. */
  resultOf(name: string): Value;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of the client. */
  readonly region: string;
}

/** Which element each `[*]` stands for while a list is gone through, by the text before it. */
export type Places = ReadonlyMap<string, number>;

/** The trace uses something of its language that the runner does not know. */
export class UnknownExpressionError extends Error {
  override readonly name = "UnknownExpressionError";
}

const nowhere: Places = new Map();

/**
 * The value of an expression of a trace: references, templates, operators and bytes are worked out,
 * all else stands for itself. A list around a `[*]` gets one item for each element.
 *
 * @throws UnknownExpressionError
 */
export function evaluate(expression: Value, scope: Scope, places: Places = nowhere): Value {
  if (typeof expression === "string") return fillIn(expression, scope, places);
  if (isList(expression)) {
    return expression.flatMap((item) =>
      placesOf(item, scope, places).map((at) => evaluate(item, scope, at)),
    );
  }
  if (!isObject(expression)) return expression;
  const [name] = Object.keys(expression);
  const value = name === undefined ? undefined : expression[name];
  if (name?.startsWith("$") !== true || Object.keys(expression).length !== 1) {
    return Object.fromEntries(
      Object.entries(expression).map(([key, part]) => [
        fillIn(key, scope, places),
        evaluate(part, scope, places),
      ]),
    );
  }
  switch (name) {
    case "$":
      return referTo(textOf(value), scope, places);
    case "$tpl":
      return fillIn(textOf(value), scope, places);
    case "$bytes":
      return new TextEncoder().encode(textOf(value));
    case "$b64":
      return Uint8Array.from(atob(textOf(value)), (character) => character.charCodeAt(0));
    default:
      // A user's own key, such as `$LATEST`; and $op, which only assertions hold.
      return { [name]: evaluate(value, scope, places) };
  }
}

/**
 * The ways to go through the lists that stand at free `[*]`s of an expression: one where there is
 * none, and none where a list is empty. A list in the expression takes its own `[*]`s.
 */
export function placesOf(
  expression: Value,
  scope: Scope,
  places: Places = nowhere,
): readonly Places[] {
  const base = freeBase(expression, places);
  if (base === undefined) return [places];
  const list = referTo(base, scope, places);
  if (!isList(list)) return [];
  return list.flatMap((_, index) =>
    placesOf(expression, scope, new Map([...places, [base, index]])),
  );
}

function freeBase(expression: Value, places: Places): string | undefined {
  if (!isObject(expression)) return undefined;
  const reference = expression.$;
  if (typeof reference === "string" && Object.keys(expression).length === 1) {
    for (let at = reference.indexOf("[*]"); at !== -1; at = reference.indexOf("[*]", at + 1)) {
      if (!places.has(reference.slice(0, at))) return reference.slice(0, at);
    }
    return undefined;
  }
  const operands = expression.$op;
  for (const part of isList(operands) ? operands : Object.values(expression)) {
    const base = freeBase(part, places);
    if (base !== undefined) return base;
  }
  return undefined;
}

/** Puts values in place of `⟦…⟧`, also where JSON in a string spells the brackets as escapes. */
function fillIn(text: string, scope: Scope, places: Places): string {
  if (!text.includes("⟦") && !text.includes("\\u27e6")) return text;
  return text
    .replace(/⟦([^⟧]*)⟧/g, (_, reference: string) => textOf(referTo(reference, scope, places)))
    .replace(/\\u27e6(.*?)\\u27e7/g, (_, escaped: string) => {
      const reference = JSON.parse(`"${escaped}"`) as string; // A JSON string is a string.
      return JSON.stringify(textOf(referTo(reference, scope, places))).slice(1, -1);
    });
}

function referTo(reference: string, scope: Scope, places: Places): Value {
  const parts = splitSum(reference);
  if (parts !== undefined) return addUp(parts, scope, places);
  if (/^\w+\.meta\.region_name$/.test(reference)) return scope.region;
  const head = /^(?:utils\.utcnow\(\)|await:\w+|\w+(?:!\w+)?)/.exec(reference)?.[0];
  if (head === undefined) throw new UnknownExpressionError(`reference ${reference}`);
  let value = head.startsWith("utils.") ? isoTime(scope.now) : scope.resultOf(head);
  let at = head.length;
  while (at < reference.length) {
    const step = stepAt(reference, at);
    value = take(step, value, reference.slice(0, at), places);
    at += step.length;
  }
  return value;
}

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

interface Sum {
  readonly left: string;
  readonly sign: 1 | -1;
  readonly right: string;
}

function splitSum(reference: string): Sum | undefined {
  const match = /^\((.+)([+-])([^+-]+)\)$/.exec(reference);
  if (match === null) return undefined;
  return { left: match[1]!, sign: match[2] === "+" ? 1 : -1, right: match[3]! };
}

function addUp({ left, sign, right }: Sum, scope: Scope, places: Places): Value {
  const value = referTo(left, scope, places);
  if (/^\d+$/.test(right)) return Number(value) + sign * Number(right);
  const match = /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/.exec(right);
  if (match === null) throw new UnknownExpressionError(`sum with ${right}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  const span = ((((days || 0) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  return isoTime(Date.parse(String(value)) + sign * span);
}

/** One step of a path: a member, an index, every element, or a function. */
type Step =
  | { readonly type: "member"; readonly name: string; readonly length: number }
  | { readonly type: "index"; readonly index: number; readonly length: number }
  | { readonly type: "each"; readonly length: number }
  | {
      readonly type: "apply";
      readonly name: string;
      readonly operands: readonly Value[];
      readonly length: number;
    };

function stepAt(reference: string, at: number): Step {
  const rest = reference.slice(at);
  if (rest.startsWith("[*]")) return { type: "each", length: 3 };
  const index = /^\[(-?\d+)\]/.exec(rest);
  if (index !== null) return { type: "index", index: Number(index[1]), length: index[0].length };
  const quoted = /^\[("(?:[^"\\]|\\.)*")\]/.exec(rest);
  if (quoted !== null) {
    const name = JSON.parse(quoted[1]!) as string; // A JSON string is a string.
    return { type: "member", name, length: quoted[0].length };
  }
  const member = /^\.([^.[|]+)/.exec(rest);
  if (member !== null) return { type: "member", name: member[1]!, length: member[0].length };
  const applied = /^\|(\w+)(?:\(((?:"(?:[^"\\]|\\.)*"|[^")])*)\))?/.exec(rest);
  if (applied === null) throw new UnknownExpressionError(`reference ${reference}`);
  const operands = JSON.parse(`[${applied[2] ?? ""}]`) as readonly Value[]; // JSON is a Value.
  return { type: "apply", name: applied[1]!, operands, length: applied[0].length };
}

function take(step: Step, value: Value, before: string, places: Places): Value {
  switch (step.type) {
    case "member":
      return memberOf(value, step.name);
    case "index":
      return isList(value) || typeof value === "string" ? value.at(step.index) : undefined;
    case "each": {
      const place = places.get(before);
      if (place === undefined) throw new UnknownExpressionError(`[*] after ${before}`);
      return isList(value) ? value[place] : undefined;
    }
    case "apply":
      return apply(step.name, value, step.operands);
  }
}

function apply(name: string, value: Value, operands: readonly Value[]): Value {
  const [first, second] = operands;
  switch (name) {
    case "length":
      return lengthOf(value);
    case "json":
      return typeof value === "string" ? (JSON.parse(value) as Value) : value; // JSON is a Value.
    case "int":
      return integerOf(value);
    case "read":
      return value; // A body is there at once.
    case "sorted":
      return isList(value) ? [...value].sort(byContent) : value;
    case "split":
      return splitText(textOf(value), first);
    case "replace":
      // Without operands it is Python's datetime.replace, which changes nothing.
      return first === undefined ? value : textOf(value).replaceAll(textOf(first), textOf(second));
    case "startswith":
      return typeof value === "string" && value.startsWith(textOf(first));
    case "endswith":
      return typeof value === "string" && value.endsWith(textOf(first));
    case "rstrip":
      return textOf(value).trimEnd();
    case "strip":
      return textOf(value).trim();
    case "lower":
      return textOf(value).toLowerCase();
    case "upper":
      return textOf(value).toUpperCase();
    default:
      throw new UnknownExpressionError(`function ${name}`);
  }
}

const splitText = (text: string, separator: Value): readonly string[] =>
  separator === undefined ? text.trim().split(/\s+/) : text.split(textOf(separator));

function lengthOf(value: Value): number {
  if (typeof value === "string" || isList(value) || value instanceof Uint8Array) {
    return value.length;
  }
  return isObject(value) ? Object.keys(value).length : 0;
}

function integerOf(value: Value): Value {
  if (typeof value === "number") return Math.trunc(value);
  if (typeof value !== "string" || !/^\s*[+-]?\d+\s*$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value.trim());
}

/** Orders values by their canonical JSON. */
export const byContent = (one: Value, other: Value): number => {
  const [left, right] = [canonical(one), canonical(other)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const canonical = (value: Value): string => JSON.stringify(value, sortMembers) ?? "";

function sortMembers(_: string, part: Value): Value {
  if (typeof part === "bigint") return part.toString();
  return isObject(part) ? Object.fromEntries(Object.entries(part).sort(byName)) : part;
}

const byName = ([one]: readonly [string, Value], [other]: readonly [string, Value]): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** A value as it stands in text: nothing is empty, and what is no text is JSON. */
function textOf(value: Value): string {
  if (typeof value === "string") return value;
  return isNumeric(value) ? `${value}` : (JSON.stringify(value) ?? "");
}
