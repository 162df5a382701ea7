import type { Plain } from "@orrery/kernel";
import { timestampOf } from "../timestamp.ts";

/** Whether a value stands to another as an operator says; values of another type never do. */
export type Comparison = (value: Plain, other: Plain) => boolean;

type Sign = "Equals" | "LessThan" | "GreaterThan" | "LessThanEquals" | "GreaterThanEquals";

const signs: Readonly<
  Record<Sign, <Value extends number | string>(a: Value, b: Value) => boolean>
> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  GreaterThan: (a, b) => a > b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThanEquals: (a, b) => a >= b,
};

/** Operators that compare, without their forms that end in `Path`. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  BooleanEquals: (a, b) => typeof a === "boolean" && a === b,
  ...Object.fromEntries(
    Object.entries(signs).flatMap(([sign, holds]): readonly [string, Comparison][] => [
      [`String${sign}`, (a, b) => typeof a === "string" && typeof b === "string" && holds(a, b)],
      [`Numeric${sign}`, (a, b) => typeof a === "number" && typeof b === "number" && holds(a, b)],
      [`Timestamp${sign}`, (a, b) => ofTimes(a, b, holds)],
    ]),
  ),
};

function ofTimes(a: Plain, b: Plain, holds: (a: number, b: number) => boolean): boolean {
  if (typeof a !== "string" || typeof b !== "string") return false;
  const one = timestampOf(a);
  const other = timestampOf(b);
  return one !== undefined && other !== undefined && holds(one, other);
}

/** What a value must be for an operator to take it as written in a rule. */
export const operandOf: Readonly<Record<string, "string" | "number" | "boolean" | "timestamp">> = {
  BooleanEquals: "boolean",
  StringMatches: "string",
  ...Object.fromEntries(
    Object.keys(signs).flatMap((sign) => [
      [`String${sign}`, "string"],
      [`Numeric${sign}`, "number"],
      [`Timestamp${sign}`, "timestamp"],
    ]),
  ),
};

/** Operators that ask what a value is. */
export const typeTests: Readonly<Record<string, (value: Plain) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => typeof value === "string" && timestampOf(value) !== undefined,
};

/** `StringMatches`: `*` stands for any run of characters, `\\*` for a star. */
export function wildcardOf(pattern: string): (text: string) => boolean {
  const pieces = [""];
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at]!;
    if (letter === "\\" && (pattern[at + 1] === "*" || pattern[at + 1] === "\\")) {
      at += 1;
      pieces[pieces.length - 1] += pattern[at]!;
    } else if (letter === "*") {
      pieces.push("");
    } else {
      pieces[pieces.length - 1] += letter;
    }
  }
  return (text) => matches(text, pieces);
}

function matches(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1)!;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
