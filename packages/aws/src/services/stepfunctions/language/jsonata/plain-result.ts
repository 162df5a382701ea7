import type { Plain } from "@orrery/kernel";

/** Whether a result is a function, or has one in it: such a thing is no JSON. */
export function hasFunction(result: unknown): boolean {
  if (typeof result === "function") return true;
  if (typeof result !== "object" || result === null) return false;
  if (Array.isArray(result)) return result.some(hasFunction);
  if ("_jsonata_lambda" in result || "_jsonata_function" in result) return true;
  return Object.values(result).some(hasFunction);
}

/** The result without the marks that the library leaves on arrays; what has none is shared. */
export function plainOf(result: unknown): Plain {
  if (typeof result !== "object" || result === null) return result as Plain;
  return Array.isArray(result) ? plainList(result) : plainObject(result);
}

function plainList(items: readonly unknown[]): Plain {
  const plain = items.map(plainOf);
  const isMarked = Object.keys(items).length !== items.length;
  return isMarked || plain.some((each, place) => each !== items[place]) ? plain : (items as Plain);
}

function plainObject(members: object): Plain {
  let copy: Record<string, Plain> | null = null;
  for (const [name, value] of Object.entries(members) as readonly [string, unknown][]) {
    const plain = value === undefined ? null : plainOf(value);
    if (plain === value) continue;
    copy ??= { ...(members as Record<string, Plain>) };
    copy[name] = plain;
  }
  return copy ?? (members as Plain);
}
