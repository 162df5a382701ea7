/** A part of a template as plain data: what is worked on here is always a copy. */
export type Json = string | number | boolean | null | Json[] | JsonMap;

/** A mapping of a template. */
export interface JsonMap {
  [key: string]: Json;
}

/** What may be missing: a member that a template does not say. */
export type Maybe = Json | undefined;

export const isMap = (value: Maybe): value is JsonMap =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: Maybe): value is Json[] => Array.isArray(value);

export const isText = (value: Maybe): value is string => typeof value === "string";

/** The member of a mapping; `undefined` where it has none of its own, or `map` is no mapping. */
export const memberOf = (map: Maybe, key: string): Maybe =>
  isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;

/** Whether a value counts as given: not absent, null, false, zero nor empty. */
export function isGiven(value: Maybe): value is Json {
  if (value === undefined || value === null || value === false) return false;
  if (value === 0 || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/** Sets a member, whatever its name. */
export function setMember(map: JsonMap, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(map, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else {
    map[key] = value;
  }
}

/** A mapping of those members that are there; null is as absent, as SAM has it. */
export function mapOf(members: Readonly<Record<string, Maybe>>): JsonMap {
  const map: JsonMap = {};
  for (const [key, value] of Object.entries(members)) {
    if (value !== undefined && value !== null) setMember(map, key, value);
  }
  return map;
}

/** The mapping with only the members that `keep` takes. */
export function pick(map: JsonMap, keep: (key: string) => boolean): JsonMap {
  const picked: JsonMap = {};
  for (const [key, value] of Object.entries(map)) if (keep(key)) setMember(picked, key, value);
  return picked;
}

/** Whether two values are the same, whatever the order of members. */
export function equals(one: Maybe, other: Maybe): boolean {
  if (one === other) return true;
  if (isList(one)) {
    return (
      isList(other) &&
      one.length === other.length &&
      one.every((item, index) => equals(item, other[index]))
    );
  }
  if (!isMap(one) || !isMap(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equals(one[key], other[key]))
  );
}

export const includes = (list: readonly Json[], value: Json): boolean =>
  list.some((item) => equals(item, value));

/** How many values a value is of. */
export function sizeOf(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, member: Json) => sum + sizeOf(member), 1);
}
