import type { Description } from "./late-values.ts";

/** The most characters of JSON that stand for a member's data. */
const mostData = 90;

/** How deep members of members are described. */
const deepest = 5;

/** Members of a kind of which more is asked than whether they are there, before one is made. */
const askedOfKinds: ReadonlySet<string> = new Set([
  "machine",
  "entry",
  "source",
  "byArn",
  "scalable",
  "extras",
  "actions",
  "publishes",
]);

/** What everybody asks of every service and every kind, however long it is. */
const alwaysThere: ReadonlySet<string> = new Set(["quotas", "metrics"]);

/** What descriptions are made with. */
export interface Describing {
  /** What kinds of resources know of each other. */
  readonly world: unknown;
  /** The place of what another module exports among what is read for the description; `undefined`: none does. */
  placeOf(value: unknown): number | undefined;
}

/** What may be known of an export before its module is read. */
export function describedExport(name: string, value: unknown, with_: Describing): Description {
  if (typeof value === "function") {
    if (isClass(value)) return "value";
    // By the names that the sources give to what makes one from the world.
    if (!/(?:Kind|Machine|Reporting|Executions)$/.test(name)) return "function";
    const make = value as (world: unknown) => unknown;
    return { makes: described(make(with_.world), with_, 1) };
  }
  if (Array.isArray(value)) return "list";
  const description = described(value, with_, 0);
  return description === "value" && isPlainObject(value) ? "record" : description;
}

/** The same of all exports of a module. */
export function describedNamespace(
  module: Readonly<Record<string, unknown>>,
  with_: Describing,
): Description {
  const parts = Object.entries(module).map(
    ([name, value]) => [name, describedExport(name, value, with_)] as const,
  );
  return { names: Object.keys(module), parts: Object.fromEntries(parts) };
}

function described(value: unknown, with_: Describing, depth: number): Description {
  if (isMachine(value)) return { machine: value.kind };
  if (isData(value)) {
    return JSON.stringify(value).length <= mostData ? { is: value } : "value";
  }
  return isPlainObject(value) && depth < deepest ? describedObject(value, with_, depth) : "value";
}

function describedObject(value: object, with_: Describing, depth: number): Description {
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
    const description = describedMember(name, member as unknown, with_, depth + 1);
    if (typeof description === "object" && "is" in description) data[name] = description.is;
    else if (description !== "value" && (!isKind || askedOfKinds.has(name))) {
      parts[name] = description;
    }
  }
  return {
    names: members.map(([name]) => name),
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...(Object.keys(parts).length === 0 ? {} : { parts }),
  };
}

function describedMember(
  name: string,
  value: unknown,
  with_: Describing,
  depth: number,
): Description {
  const of = (description: Description): Description => {
    const place = with_.placeOf(value);
    return place === undefined ? description : { at: place, as: description };
  };
  if (name === "kinds" && typeof value === "function") {
    const kinds = (value as (world: unknown) => readonly unknown[])(with_.world);
    return { makes: { items: kinds.map((kind) => describedMember("", kind, with_, 1)) } };
  }
  if (name === "scalable") {
    return { items: (value as readonly unknown[]).map((each) => described(each, with_, depth)) };
  }
  if (name === "setUp") return of("value");
  if (name === "templateTypes") {
    // Each is found by its type, also where all of it is data.
    const types = value as readonly object[];
    return { items: types.map((type) => describedObject(type, with_, deepest - 1)) };
  }
  // Of a service, its operations are asked for by name.
  if (name === "operations" || name === "events") return "value";
  const description = described(value, with_, depth);
  return typeof description === "object" && "names" in description ? of(description) : description;
}

/** Members that all are asked for as soon as there is a simulation, however much is known of them. */
const askedOfAll: ReadonlySet<string> = new Set([
  "kinds",
  "quotas",
  "source",
  "scalable",
  "access",
]);

/** The most characters of JSON that are said of a member which few ask for. */
const mostAtOnce = 120;

/** A description without what is long of members that few ask for: `apart` says at which place that is. */
export function withoutLong(
  description: Description,
  apart: (long: Description) => number,
): Description {
  if (typeof description === "string") return description;
  const within = (part: Description) => withoutLong(part, apart);
  if ("makes" in description) return { makes: within(description.makes) };
  if ("items" in description) return { items: description.items.map(within) };
  if ("as" in description) return { ...description, as: within(description.as) };
  if (!("names" in description)) return description;
  const data: Record<string, unknown> = {};
  const parts: Record<string, Description> = {};
  const isLong = (name: string, what: unknown) =>
    !askedOfAll.has(name) && JSON.stringify(what).length > mostAtOnce;
  for (const [name, is] of Object.entries(description.data ?? {})) {
    if (isLong(name, is)) parts[name] = { apart: apart({ is }) };
    else data[name] = is;
  }
  for (const [name, part] of Object.entries(description.parts ?? {})) {
    parts[name] = isLong(name, part) ? { apart: apart(part) } : within(part);
  }
  return { ...description, data, parts };
}

export const isClass = (value: unknown): boolean =>
  typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));

const isMachine = (value: unknown): value is { readonly kind: string } =>
  isPlainObject(value) && Object.hasOwn(value, "transition");

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
  const members: readonly PropertyDescriptor[] = Object.values(
    Object.getOwnPropertyDescriptors(value),
  );
  return members.every((each) => each.get === undefined && isData(each.value));
}
