import type { Description, ObjectDescription } from "./late-values.ts";

/** The most characters of JSON that stand for a member's data. */
const mostData = 90;

/** How deep members of members are described. */
const deepest = 3;

/** Members of a kind of which more is asked than whether they are there, before one is made. */
const askedOfKinds: ReadonlySet<string> = new Set([
  "machine",
  "entry",
  "source",
  "byArn",
  "scalable",
]);

/** What everybody asks of every service, however long it is. */
const alwaysThere: ReadonlySet<string> = new Set(["quotas", "metrics"]);

/** What may be known of an export before its module is read; `world` is what kinds of resources know of each other. */
export function describedExport(name: string, value: unknown, world: unknown): Description {
  if (typeof value === "function") {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    if (isClass) return "value";
    if (!/(?:Kind|Machine)$/.test(name)) return "function";
    const make = value as (world: unknown) => unknown;
    return { makes: described(make(world), world, 1) };
  }
  if (Array.isArray(value)) return "list";
  const description = described(value, world, 0);
  return description === "value" && isPlainObject(value) ? "record" : description;
}

/** The same of all exports of a module. */
export function describedNamespace(
  module: Readonly<Record<string, unknown>>,
  world: unknown,
): Description {
  const parts = Object.entries(module).map(([name, value]) => [
    name,
    describedExport(name, value, world),
  ]);
  return { names: Object.keys(module), parts: Object.fromEntries(parts) as Record<string, Description> };
}

function described(value: unknown, world: unknown, depth: number): Description {
  if (isData(value)) {
    return JSON.stringify(value).length <= mostData ? { is: value } : "value";
  }
  if (!isPlainObject(value) || depth >= deepest) return "value";
  const data: Record<string, unknown> = {};
  const parts: Record<string, Description> = {};
  const isKind = "machine" in value;
  // One that is undefined is as one that is not there.
  const members = Object.entries<PropertyDescriptor>(
    Object.getOwnPropertyDescriptors(value),
  ).filter(([, { get, value: member }]) => get !== undefined || member !== undefined);
  for (const [name, { get, value: member }] of members) {
    if (get !== undefined) continue;
    if (alwaysThere.has(name) && isData(member)) {
      data[name] = member;
      continue;
    }
    const description = describedMember(name, member as unknown, world, depth + 1);
    if (typeof description === "object" && "is" in description) data[name] = description.is;
    else if (description !== "value" && (!isKind || askedOfKinds.has(name))) {
      parts[name] = description;
    }
  }
  const isMachine = Object.hasOwn(value, "transition");
  const names = members.map(([name]) => name);
  return {
    names,
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(Object.keys(parts).length === 0 ? {} : { parts }),
    ...(isMachine ? { isMachine: true as const } : {}),
  } satisfies ObjectDescription;
}

function describedMember(name: string, value: unknown, world: unknown, depth: number): Description {
  if (name === "kinds" && typeof value === "function") {
    const kinds = (value as (world: unknown) => readonly unknown[])(world);
    return { makes: { items: kinds.map((kind) => described(kind, world, 1)) } };
  }
  if (name === "scalable") {
    return { items: (value as readonly unknown[]).map((each) => described(each, world, depth)) };
  }
  // Of a service, its operations are asked for by name.
  return name === "operations" || name === "events" ? "value" : described(value, world, depth);
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** Whether a value is the same after a way through JSON. */
function isData(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isData);
  if (!isPlainObject(value)) return false;
  const members: readonly PropertyDescriptor[] = Object.values(Object.getOwnPropertyDescriptors(value));
  return members.every((each) => each.get === undefined && isData(each.value));
}
