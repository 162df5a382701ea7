import type { Plain } from "@orrery/kernel";
import type { NumberField } from "../definition.ts";
import { queryFailure, runtimeFailure, type StateFailure } from "../failure.ts";
import type { Frame } from "../frame.ts";
import { unexpectedType } from "../jsonata/result-type.ts";

/** The value of a number field, and what messages call where it stands. */
export interface Read {
  readonly value: number;
  /** For a failure about the value: the field of an evaluation, undefined in JSONPath. */
  readonly location: string | undefined;
}

/** How a path's value that is no whole number is said. */
type Wrong = (path: string, value: Plain) => string;

/** The whole number of a field; null where it is left out. */
export function numberOf(
  field: NumberField | undefined,
  name: string,
  frame: Frame,
  data: Plain,
  wrong: Wrong = (path, value) =>
    `The ${name}Path field refers to value "${shown(value)}" which is not a valid integer: ${path}`,
): Read | null {
  if (field === undefined) return null;
  if (field.type === "fixed") return { value: field.value, location: undefined };
  const value = field.query(data, frame);
  if (field.type === "expression") {
    if (typeof value !== "number") {
      const said = unexpectedType(field.text, field.location, "number", value);
      throw queryFailure(said, field.location);
    }
    // What is no whole number is rounded down in JSONata.
    return { value: Math.floor(value), location: field.location };
  }
  const whole = wholeNumberIn(value);
  if (whole === undefined) throw runtimeFailure(wrong(field.text, value));
  return { value: whole, location: undefined };
}

/** A whole number, or one that is written in a text, which AWS takes as well. */
export function wholeNumberIn(value: Plain): number | undefined {
  const number = typeof value === "string" && /^-?\d+$/u.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

const shown = (value: Plain): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The failure of a value that is out of range: of an evaluation in JSONata, of the run in JSONPath. */
export const outOfRange = (read: Read, message: string): StateFailure =>
  read.location === undefined ? runtimeFailure(message) : queryFailure(message, read.location);

/** The value, which must not be below 0. */
export function notNegative(read: Read | null, name: string): number | null {
  if (read !== null && read.value < 0) throw outOfRange(read, `${name} cannot be negative.`);
  return read === null ? null : read.value;
}

/** The value, which must be above 0. */
export function positive(read: Read | null, name: string): number | null {
  if (read !== null && read.value < 1) {
    throw outOfRange(read, `${name} must be greater than 0.`);
  }
  return read === null ? null : read.value;
}
