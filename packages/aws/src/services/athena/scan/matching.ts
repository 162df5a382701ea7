import type { Condition } from "../sql/condition.ts";
import type { Axis, Column } from "./layout.ts";

/** Whether rows with these values may meet a condition; `null`: they may or may not. */
export function mayMatch(
  condition: Condition,
  valueOf: (column: string) => string | undefined,
  isNumber: (column: string) => boolean,
): boolean | null {
  switch (condition.type) {
    case "unknown":
      return null;
    case "not": {
      const inner = mayMatch(condition.of, valueOf, isNumber);
      return inner === null ? null : !inner;
    }
    case "all": {
      let isSure = true;
      for (const each of condition.of) {
        const found = mayMatch(each, valueOf, isNumber);
        if (found === false) return false;
        if (found === null) isSure = false;
      }
      return isSure ? true : null;
    }
    case "any": {
      let isSure = true;
      for (const each of condition.of) {
        const found = mayMatch(each, valueOf, isNumber);
        if (found === true) return true;
        if (found === null) isSure = false;
      }
      return isSure ? false : null;
    }
    case "is": {
      const value = valueOf(condition.column);
      if (value === undefined) return null;
      const order = (other: string): number => compared(value, other, isNumber(condition.column));
      const [first = ""] = condition.values;
      switch (condition.how) {
        case "=":
          return condition.values.some((each) => order(each) === 0);
        case "<":
          return order(first) < 0;
        case "<=":
          return order(first) <= 0;
        case ">":
          return order(first) > 0;
        case ">=":
          return order(first) >= 0;
        case "like":
          return isLike(value, first);
      }
    }
  }
}

function compared(one: string, other: string, isNumber: boolean): number {
  if (isNumber) return Number(one) - Number(other);
  return one === other ? 0 : one < other ? -1 : 1;
}

function isLike(value: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("%", ".*").replaceAll("_", ".")}$`, "su").test(value);
}

/** Whether a type of Hive is a number. */
export const isNumberType = (type: string): boolean =>
  /^(?:tinyint|smallint|int|integer|bigint|float|double|decimal)/.test(type);

/** The values that a condition requires of a column, where it requires some; `null`: it does not. */
export function requiredValues(condition: Condition, column: string): readonly string[] | null {
  if (condition.type === "is") {
    return condition.column === column && condition.how === "=" ? condition.values : null;
  }
  if (condition.type !== "all") return null;
  for (const each of condition.of) {
    const found = requiredValues(each, column);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a condition narrows a column, whatever else it says. */
export function isNarrowed(condition: Condition, column: string): boolean {
  if (condition.type === "is") return condition.column === column;
  return condition.type === "all" && condition.of.some((each) => isNarrowed(each, column));
}

/** As many are looked at one by one; of more, each key by itself. */
const mostCombined = 20_000;

/** How many combinations of values there are, and how many of them a condition may leave. */
export function combinations(
  axes: readonly Axis[],
  condition: Condition,
  keys: readonly Column[],
): { readonly matched: number; readonly all: number } {
  const typeOf = (name: string): string => keys.find((key) => key.name === name)?.type ?? "string";
  const isNumber = (name: string): boolean => isNumberType(typeOf(name));
  const left = axes.map((axis) => matchedOf(axis, condition, isNumber));
  const all = axes.reduce((product, axis) => product * sizeOf(axis, condition), 1);
  const product = left.reduce((count, { size }) => count * size, 1);
  const named = left.flatMap(({ key, values }) => (values === null ? [] : [{ key, values }]));
  const combined = named.reduce((count, { values }) => count * values.length, 1);
  if (named.length < 2 || combined > mostCombined || combined === 0)
    return { matched: product, all };
  let matched = 0;
  const chosen = new Map<string, string>();
  const choose = (place: number): void => {
    const axis = named[place];
    if (axis === undefined) {
      if (mayMatch(condition, (name) => chosen.get(name), isNumber) !== false) matched += 1;
      return;
    }
    for (const value of axis.values) {
      chosen.set(axis.key, value);
      choose(place + 1);
    }
  };
  choose(0);
  return { matched: (product / combined) * matched, all };
}

interface Left {
  readonly key: string;
  readonly values: readonly string[] | null;
  readonly size: number;
}

function matchedOf(axis: Axis, condition: Condition, isNumber: (name: string) => boolean): Left {
  const { key } = axis;
  if (axis.type === "values") {
    const values = axis.values.filter(
      (value) =>
        mayMatch(condition, (name) => (name === key ? value : undefined), isNumber) !== false,
    );
    return { key, values, size: values.length };
  }
  const required = requiredValues(condition, key)?.length ?? null;
  if (axis.type === "injected") return { key, values: null, size: required ?? 0 };
  return { key, values: null, size: Math.min(required ?? axis.count, axis.count) };
}

function sizeOf(axis: Axis, condition: Condition): number {
  if (axis.type === "values") return axis.values.length;
  if (axis.type === "count") return axis.count;
  return requiredValues(condition, axis.key)?.length ?? 0;
}
