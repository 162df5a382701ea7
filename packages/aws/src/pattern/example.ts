import type { Plain } from "@orrery/kernel";
import { isObject } from "../request/params.ts";
import type { PlainObject } from "../service/refusal.ts";
import { parseJson } from "../text/json.ts";
import { compilePattern, matchesValue } from "./pattern.ts";

/**
 * An event that a pattern matches, made of `others` and of what the pattern asks for; `null`: none was found,
 * and there may be one.
 */
export function exampleOf(pattern: string, others: PlainObject): PlainObject | null {
  const asked = parseJson(pattern);
  if (!isObject(asked)) return null;
  const example = merged(others, exampleOfObject(asked));
  return matchesValue(compilePattern(pattern), example) ? example : null;
}

function exampleOfObject(pattern: PlainObject): PlainObject {
  let example: PlainObject = {};
  for (const [key, said] of Object.entries(pattern)) {
    if (key === "$or" && Array.isArray(said)) {
      const [first] = said as readonly Plain[];
      if (isObject(first)) example = merged(example, exampleOfObject(first));
    } else if (isObject(said)) {
      example = merged(example, { [key]: exampleOfObject(said) });
    } else if (Array.isArray(said)) {
      const value = firstOf(said as readonly Plain[]);
      if (value !== undefined) example = merged(example, { [key]: value });
    }
  }
  return example;
}

type Value = string | number | boolean | null;

const isValue = (said: Plain): said is Value => said === null || typeof said !== "object";

/** A value that one of several alternatives takes; `undefined`: there must be none, or we know none. */
function firstOf(alternatives: readonly Plain[]): Value | undefined {
  for (const each of alternatives) {
    if (isValue(each)) return each;
    if (!isObject(each)) continue;
    const [said] = Object.entries(each);
    const value = said === undefined ? undefined : valueFor(...said);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A value that an operator takes; `undefined`: there must be none, or we know none. */
function valueFor(operator: string, operand: Plain): Value | undefined {
  switch (operator) {
    case "exists":
      return operand === true ? "a value" : undefined;
    case "anything-but":
      return "another";
    case "equals-ignore-case":
    case "prefix":
    case "suffix":
      return textIn(operand);
    case "wildcard":
      return textIn(operand)?.replaceAll("*", "x");
    case "cidr":
      return textIn(operand)?.replace(/\/\d+$/, "");
    case "numeric":
      return Array.isArray(operand) ? numberFor(operand as readonly Plain[]) : undefined;
    default:
      return undefined;
  }
}

/** The text of an operator, which `equals-ignore-case` may stand around. */
const textIn = (operand: Plain | undefined): string | undefined =>
  typeof operand === "string"
    ? operand
    : isObject(operand)
      ? textIn(operand["equals-ignore-case"])
      : undefined;

/** A number that comparisons take, such as `[">", 0, "<=", 5]`. */
function numberFor(comparisons: readonly Plain[]): number | undefined {
  const numbers = comparisons.filter((each): each is number => typeof each === "number");
  const [first = 0, second = first] = numbers;
  return [first, (first + second) / 2, second, first + 1, first - 1].find((value) =>
    holds(comparisons, value),
  );
}

function holds(comparisons: readonly Plain[], value: number): boolean {
  for (let at = 0; at + 1 < comparisons.length; at += 2) {
    const bound = Number(comparisons[at + 1]);
    const comparison = comparisons[at];
    if (comparison === "=" && value !== bound) return false;
    if (comparison === ">" && value <= bound) return false;
    if (comparison === ">=" && value < bound) return false;
    if (comparison === "<" && value >= bound) return false;
    if (comparison === "<=" && value > bound) return false;
  }
  return true;
}

/** Members of two objects; objects of one name likewise. */
function merged(one: PlainObject, other: PlainObject): PlainObject {
  const both: Record<string, Plain> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const there = both[key];
    both[key] = isObject(there) && isObject(value) ? merged(there, value) : value;
  }
  return both;
}

/** Members of records that have what was sent, by their names in filters. */
const bodies = ["body", "data", "value"];

/**
 * What is sent, so that a filter of records lets it pass: a body, or the item of a table; `null`: the filter asks for
 * nothing of it, or for what is not known.
 */
export function filteredBody(filter: string): Plain | null {
  const example = exampleOf(filter, {});
  if (example === null) return null;
  const body = bodies.map((name) => example[name]).find((each) => each !== undefined);
  if (body !== undefined) return body;
  // Of a table the record has the item in a member of its own.
  const image = Object.values(example)
    .map((part) => (isObject(part) ? part["NewImage"] : undefined))
    .find(isObject);
  return image === undefined ? null : itemOf(image);
}

/** An item without the types of its attributes. */
function itemOf(image: PlainObject): PlainObject {
  const entries = Object.entries(image).flatMap(([name, attribute]) => {
    const [type, value] = isObject(attribute) ? (Object.entries(attribute)[0] ?? []) : [];
    if (value === undefined) return [];
    const plain =
      type === "N" ? Number(value) : type === "M" && isObject(value) ? itemOf(value) : value;
    return [[name, plain] as const];
  });
  return Object.fromEntries(entries);
}
