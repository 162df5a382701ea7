import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../service/refusal.ts";

// Readers of parameters that were checked against the model: what is there has its type.

/** Whether a value is a structure or a map. */
export const isObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A structure or a map; an empty one where there is none. */
export const objectOf = (value: Plain | undefined): PlainObject => (isObject(value) ? value : {});

/** A list; an empty one where there is none. */
export const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];

/** A list of texts; an empty one where there is none. */
export const textsOf = (value: Plain | undefined): readonly string[] =>
  listOf(value).filter((item) => typeof item === "string");

/** A text; `undefined` where it was left out. */
export const textOf = (value: Plain | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

/** A number; `undefined` where it was left out. */
export const numberOf = (value: Plain | undefined): number | undefined =>
  typeof value === "number" ? value : undefined;

/** A map of texts; an empty one where there is none. Numbers and flags are taken as they are spelled. */
export function textMapOf(value: Plain | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, item] of Object.entries(objectOf(value))) {
    if (item !== null) texts.set(key, spelled(item));
  }
  return texts;
}

/** A member of a structure; `undefined` where there is no such thing. */
export function memberOf(value: Plain | undefined, name: string): Plain | undefined {
  const object = objectOf(value);
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A text as it is, all else as JSON. */
export const spelled = (value: Plain | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);
