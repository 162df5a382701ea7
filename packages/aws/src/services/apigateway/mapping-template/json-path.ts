import type { Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import { TemplateError } from "./template-error.ts";

/** A step of a path: takes values to others. */
interface PathStep {
  /** Whether it leads to one value at most. */
  readonly isDefinite: boolean;
  from(values: readonly Plain[]): readonly Plain[];
}

/** A path that was read. */
export interface JsonPath {
  readonly steps: readonly PathStep[];
}

/**
 * Reads a path such as `$.orders[0]['unit-price']`, `$..id`, `$.a[*].b`, `$.a[1:3]` or `$.a[?(@.b == 'c')]`.
 *
 * @throws TemplateError
 */
export function parseJsonPath(text: string): JsonPath {
  const steps: PathStep[] = [];
  let rest = text.trim().replace(/^\$/, "");
  if (rest !== "" && !/^[.[]/.test(rest)) rest = `.${rest}`;
  while (rest !== "") {
    const found = readStep(rest);
    if (found === null) throw new TemplateError(`${text} is no path of JSON`);
    steps.push(found.step);
    rest = rest.slice(found.length);
  }
  return { steps };
}

/** What a path leads to; `undefined`: nothing. One that may lead to several values leads to a list. */
export function readJsonPath({ steps }: JsonPath, value: Plain): Plain | undefined {
  let values: readonly Plain[] = [value];
  for (const step of steps) values = step.from(values);
  return steps.every(({ isDefinite }) => isDefinite) ? values[0] : values;
}

/** Reads one step; `null`: there is none. */
function readStep(text: string): { readonly step: PathStep; readonly length: number } | null {
  const of = (match: RegExpExecArray, step: PathStep) => ({ step, length: match[0].length });
  let match = /^\.\.(?=[[*]|[^.[])/.exec(text);
  if (match !== null) {
    // What is behind the two points is asked of the value and of all within it.
    const after = readStep(text[2] === "[" ? text.slice(2) : `.${text.slice(2)}`);
    if (after === null) return null;
    const length = after.length + (text[2] === "[" ? 2 : 1);
    return { step: deep(after.step), length };
  }
  match = /^(?:\.\*|\[\s*\*\s*\])/.exec(text);
  if (match !== null) return of(match, { isDefinite: false, from: each(membersOf) });
  match = /^\.(?:length|size)\(\)/.exec(text);
  if (match !== null) return of(match, { isDefinite: true, from: each(lengthOf) });
  match = /^\.([^.[\s()]+)/.exec(text);
  if (match !== null) return of(match, named([match[1]!]));
  match =
    /^\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*)\s*\]/.exec(
      text,
    );
  if (match !== null) {
    const names = [...match[1]!.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
    return of(
      match,
      named(names.map(([, one, other]) => (one ?? other)!.replaceAll(/\\(.)/g, "$1"))),
    );
  }
  match = /^\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]/.exec(text);
  if (match !== null) return of(match, at(match[1]!.split(",").map(Number)));
  match = /^\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]/.exec(text);
  if (match !== null) return of(match, slice(match[1]!, match[2]!));
  match = /^\[\s*\?\s*\(([\s\S]*?)\)\s*\]/.exec(text);
  return match === null ? null : of(match, filter(match[1]!));
}

const each =
  (go: (value: Plain) => readonly Plain[]): PathStep["from"] =>
  (values) =>
    values.flatMap(go);

const membersOf = (value: Plain): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : isObject(value) ? Object.values(value) : [];

const lengthOf = (value: Plain): readonly Plain[] =>
  Array.isArray(value) ? [value.length] : isObject(value) ? [Object.keys(value).length] : [];

const named = (names: readonly string[]): PathStep => ({
  isDefinite: names.length === 1,
  from: each((value) =>
    isObject(value)
      ? names.flatMap((name) => (Object.hasOwn(value, name) ? [value[name]!] : []))
      : [],
  ),
});

const at = (places: readonly number[]): PathStep => ({
  isDefinite: places.length === 1,
  from: each((value) =>
    Array.isArray(value)
      ? places.flatMap((place) => {
          const item = (value as readonly Plain[]).at(place);
          return item === undefined ? [] : [item];
        })
      : [],
  ),
});

const slice = (from: string, to: string): PathStep => ({
  isDefinite: false,
  from: each((value) =>
    Array.isArray(value)
      ? (value as readonly Plain[]).slice(
          from === "" ? 0 : Number(from),
          to === "" ? undefined : Number(to),
        )
      : [],
  ),
});

/** A step that is taken from a value and from all that lies within it. */
const deep = (step: PathStep): PathStep => ({
  isDefinite: false,
  from: each((value) => withinOf(value).flatMap((inner) => step.from([inner]))),
});

const withinOf = (value: Plain): readonly Plain[] => [value, ...membersOf(value).flatMap(withinOf)];

/** Items for which an expression holds: `@.a`, `@.a == 'b'`, `@.n > 1`, joined by `&&` or `||`. */
function filter(expression: string): PathStep {
  const choices = expression.split("||").map((choice) => choice.split("&&").map(conditionOf));
  const holds = (item: Plain): boolean =>
    choices.some((conditions) => conditions.every((condition) => condition(item)));
  return { isDefinite: false, from: each((value) => membersOf(value).filter(holds)) };
}

function conditionOf(text: string): (item: Plain) => boolean {
  const [, not = "", path, operator, operand = ""] =
    /^\s*(!?)\s*@((?:\.[^\s=!<>)]+|\[[^\]]+\])*)\s*(?:(==|!=|<=|>=|<|>)\s*([\s\S]+?))?\s*$/.exec(
      text,
    ) ?? [];
  if (path === undefined) throw new TemplateError(`${text} is no filter of a path of JSON`);
  const parsed = parseJsonPath(`$${path}`);
  if (operator === undefined) {
    return (item) => (readJsonPath(parsed, item) !== undefined) === (not === "");
  }
  const wanted = operandOf(operand);
  return (item) => isSo(readJsonPath(parsed, item), operator, wanted);
}

function operandOf(text: string): Plain {
  const [, single] = /^'([\s\S]*)'$/.exec(text) ?? [];
  if (single !== undefined) return single;
  try {
    return JSON.parse(text) as Plain;
  } catch {
    throw new TemplateError(`${text} is no value in a path of JSON`);
  }
}

function isSo(value: Plain | undefined, operator: string, wanted: Plain): boolean {
  if (operator === "==") return value === wanted;
  if (operator === "!=") return value !== wanted;
  if (typeof value !== typeof wanted || (typeof value !== "number" && typeof value !== "string")) {
    return false;
  }
  const other = wanted as typeof value; // Of one type.
  switch (operator) {
    case "<":
      return value < other;
    case "<=":
      return value <= other;
    case ">":
      return value > other;
    default:
      return value >= other;
  }
}
