import { ConfigError } from "../errors.ts";
import { shownValue } from "../shown-value.ts";

/** A part of a law or a process in the words of an error message: of what is large, its kind. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : shownValue(value);
}

/** `value` as an object with properties. @throws ConfigError */
export function checkRecord(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConfigError(path, "an object", show(value));
  }
  return value as Readonly<Record<string, unknown>>; // An object that is no list.
}

/** Refuses a property that has no meaning here, such as a misspelled one. @throws ConfigError */
export function checkKeys(
  path: string,
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): void {
  for (const key of Object.keys(record)) {
    if (key !== "type" && !keys.includes(key)) {
      throw new ConfigError(path, keys.join(", "), key);
    }
  }
}

/** `value` as a list of at least `least` values. @throws ConfigError */
export function checkList(path: string, value: unknown, least: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length < least) {
    throw new ConfigError(path, `a list of at least ${least}`, show(value));
  }
  return value as readonly unknown[]; // Array.isArray says any[].
}

/** `value` as a finite number for which `holds`. @throws ConfigError naming `expected` */
export function checkNumber(
  path: string,
  value: unknown,
  expected = "a number",
  holds: (number: number) => boolean = () => true,
): number {
  if (typeof value !== "number" || !Number.isFinite(value) || !holds(value)) {
    throw new ConfigError(path, expected, show(value));
  }
  return value;
}

/** `value` as a number that is 0 or more. @throws ConfigError */
export const checkAmount = (path: string, value: unknown): number =>
  checkNumber(path, value, "a number of 0 or more", (number) => number >= 0);

/** `value` as a number above 0. @throws ConfigError */
export const checkPositive = (path: string, value: unknown): number =>
  checkNumber(path, value, "a number above 0", (number) => number > 0);

/** `value` as one of `choices`, or `undefined` where it is left out. @throws ConfigError */
export function checkChoice<Choice extends string>(
  path: string,
  value: unknown,
  choices: readonly Choice[],
): Choice | undefined {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined && value !== undefined) {
    throw new ConfigError(path, choices.join(" or "), show(value));
  }
  return choice;
}
