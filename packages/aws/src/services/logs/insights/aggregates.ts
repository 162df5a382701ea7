import type { Expression } from "./query.ts";
import { compareValues, numberOfValue, textOfValue, type Row, type Value } from "./value.ts";

type Evaluated = (expression: Expression, row: Row) => Value;

/** A function of many rows, by its name in lower case. */
export function aggregate(
  name: string,
  given: readonly Expression[],
  rows: readonly Row[],
  evaluated: Evaluated,
): Value {
  const [first] = given;
  if (name === "count") {
    if (first === undefined) return rows.length;
    return rows.filter((row) => evaluated(first, row) !== null).length;
  }
  if (first === undefined) return null;
  const of = (row: Row): Value => evaluated(first, row);
  switch (name) {
    case "count_distinct":
      return new Set(rows.map((row) => textOfValue(of(row))).filter((text) => text !== null)).size;
    case "earliest":
    case "latest":
      return atEnd(rows, name, of);
    case "sortsfirst":
    case "sortslast": {
      const texts = present(rows, of).map((value) => textOfValue(value)!);
      texts.sort((one, other) => (one === other ? 0 : one < other ? -1 : 1));
      return (name === "sortsfirst" ? texts[0] : texts.at(-1)) ?? null;
    }
    case "max":
    case "min":
      return extreme(present(rows, of), name === "max" ? 1 : -1);
    default: {
      const numbers = present(rows, of)
        .map(numberOfValue)
        .filter((value) => value !== null);
      const share = given[1] === undefined ? null : numberOfValue(evaluated(given[1], new Map()));
      return ofNumbers(name, numbers, share);
    }
  }
}

const present = (rows: readonly Row[], of: (row: Row) => Value): readonly Value[] =>
  rows.map(of).filter((value) => value !== null);

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let found: Value = null;
  for (const value of values) {
    if (found === null || sign * compareValues(value, found) > 0) found = value;
  }
  return found;
}

function atEnd(rows: readonly Row[], name: "earliest" | "latest", of: (row: Row) => Value): Value {
  let found: Row | null = null;
  for (const row of rows) {
    if (of(row) === null) continue;
    const order =
      found === null
        ? 0
        : compareValues(row.get("@timestamp") ?? null, found.get("@timestamp") ?? null);
    if (found === null || (name === "earliest" ? order < 0 : order > 0)) found = row;
  }
  return found === null ? null : of(found);
}

function ofNumbers(name: string, numbers: readonly number[], share: number | null): number | null {
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((so, value) => so + value, 0);
  switch (name) {
    case "sum":
      return sum;
    case "avg":
      return sum / numbers.length;
    case "stddev": {
      const mean = sum / numbers.length;
      const squares = numbers.reduce((so, value) => so + (value - mean) * (value - mean), 0);
      return Math.sqrt(squares / numbers.length);
    }
    default:
      return percentile(numbers, share ?? 50);
  }
}

/** Between the two values next to it. Assumed: AWS does not say how. */
function percentile(numbers: readonly number[], percent: number): number {
  const inOrder = [...numbers].sort((one, other) => one - other);
  const place = (Math.min(Math.max(percent, 0), 100) / 100) * (inOrder.length - 1);
  const below = Math.floor(place);
  const low = inOrder[below]!;
  const high = inOrder[Math.min(below + 1, inOrder.length - 1)]!;
  return low + (high - low) * (place - below);
}
