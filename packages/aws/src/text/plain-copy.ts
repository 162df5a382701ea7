import type { Plain } from "@orrery/kernel";

/** Deeper data is left to JSON, which knows where it ends. */
const mostDepth = 64;

/**
 * What JSON makes of a value, there and back, sooner than JSON does; `undefined` where only JSON itself can
 * tell: where a value has members that are left out, says itself what it is, or is nothing that JSON has.
 */
export const plainCopyOf = (value: unknown): Plain | undefined => copyOf(value, mostDepth);

function copyOf(value: unknown, depth: number): Plain | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value + 0 : undefined; // JSON has one zero.
    case "object":
      if (value === null) return null;
      if (depth === 0 || (value as { readonly toJSON?: unknown }).toJSON !== undefined) {
        return undefined;
      }
      return Array.isArray(value) ? copyOfList(value, depth - 1) : copyOfObject(value, depth - 1);
    default:
      return undefined;
  }
}

function copyOfList(list: readonly unknown[], depth: number): Plain | undefined {
  const copy: Plain[] = [];
  for (const item of list) {
    const part = copyOf(item, depth);
    if (part === undefined) return undefined;
    copy.push(part);
  }
  return copy;
}

function copyOfObject(value: object, depth: number): Plain | undefined {
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const copy = { ...value } as Record<string, Plain>; // All at once: one by one costs more.
  for (const name in copy) {
    const item: unknown = copy[name];
    if (typeof item === "string") continue;
    const part = copyOf(item, depth);
    if (part === undefined || name === "__proto__") return undefined;
    if (part !== item || part === 0) copy[name] = part;
  }
  return copy;
}
