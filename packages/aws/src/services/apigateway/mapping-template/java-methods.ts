import { TemplateError } from "./template-error.ts";
import {
  isSame,
  textOf,
  type Value,
  type VelocityList,
  type VelocityMap,
} from "./velocity-value.ts";

type Args = readonly Value[];
type Methods<Of> = Readonly<Record<string, (of: Of, args: Args) => Value>>;

/** Calls a method that Java has of a value; `null` where it has none of this name. */
export function callMethod(of: Value, name: string, args: Args): Value {
  if (typeof of === "string") return called(stringMethods, of, name, args);
  if (typeof of === "number") return called(numberMethods, of, name, args);
  if (typeof of === "boolean") return called(anyMethods, of, name, args);
  if (of === null) return null;
  switch (of.type) {
    case "list":
      return called(listMethods, of, name, args);
    case "map":
      return called(mapMethods, of, name, args);
    case "host":
      return of.call(name, args);
    case "block":
      return called(stringMethods, of.render(), name, args);
  }
}

function called<Of extends Value>(methods: Methods<Of>, of: Of, name: string, args: Args): Value {
  if (Object.hasOwn(methods, name)) return methods[name]!(of, args);
  return Object.hasOwn(anyMethods, name) ? anyMethods[name]!(of, args) : null;
}

const text = (args: Args, at = 0): string => textOf(args[at] ?? null);
const number = (args: Args, at = 0): number => {
  const value = args[at] ?? null;
  const read = typeof value === "number" ? value : Number.parseInt(textOf(value), 10);
  if (!Number.isFinite(read)) throw new TemplateError(`${textOf(value)} is no number`);
  return Math.trunc(read);
};
const list = (items: Value[]): VelocityList => ({ type: "list", items, isJson: false });

/** A pattern of Java; those of both engines are nearly the same. */
function pattern(args: Args, flags = "", whole = false): RegExp {
  const source = text(args);
  try {
    return new RegExp(whole ? `^(?:${source})$` : source, `${flags}s`);
  } catch {
    throw new TemplateError(`${source} is no pattern`);
  }
}

/** What Java puts in place of a match: a backslash takes the meaning of what is behind it. */
const replacement = (said: string): string =>
  said.replaceAll(/\\(.)|\$(\d)|\$/gs, (_all, literal?: string, group?: string) => {
    if (literal !== undefined) return literal === "$" ? "$$" : literal;
    return group === undefined ? "$$" : group === "0" ? "$&" : `$${group}`;
  });

const anyMethods: Methods<Value> = {
  toString: (of: Value) => textOf(of),
  equals: (of, args) => isSame(of, args[0] ?? null),
};

const stringMethods: Methods<string> = {
  length: (of) => of.length,
  isEmpty: (of) => of === "",
  contains: (of, args) => of.includes(text(args)),
  startsWith: (of, args) => of.startsWith(text(args), args.length > 1 ? number(args, 1) : 0),
  endsWith: (of, args) => of.endsWith(text(args)),
  equalsIgnoreCase: (of, args) => of.toLowerCase() === text(args).toLowerCase(),
  compareTo: (of, args) => (of === text(args) ? 0 : of < text(args) ? -1 : 1),
  toLowerCase: (of) => of.toLowerCase(),
  toUpperCase: (of) => of.toUpperCase(),
  trim: (of) => of.trim(),
  concat: (of, args) => of + text(args),
  charAt: (of, args) => of.charAt(number(args)),
  indexOf: (of, args) => of.indexOf(text(args), args.length > 1 ? number(args, 1) : 0),
  lastIndexOf: (of, args) => of.lastIndexOf(text(args)),
  substring(of, args) {
    const from = number(args);
    const to = args.length > 1 ? number(args, 1) : of.length;
    if (from < 0 || to > of.length || from > to) {
      throw new TemplateError(`there is no substring from ${from} to ${to} of "${of}"`);
    }
    return of.slice(from, to);
  },
  replace: (of, args) => of.replaceAll(text(args), () => text(args, 1)),
  replaceAll: (of, args) => of.replaceAll(pattern(args, "g"), replacement(text(args, 1))),
  replaceFirst: (of, args) => of.replace(pattern(args), replacement(text(args, 1))),
  matches: (of, args) => pattern(args, "", true).test(of),
  split(of, args) {
    const parts: string[] = of.split(pattern(args));
    const most = args.length > 1 ? number(args, 1) : 0;
    if (most > 0 && parts.length > most) {
      const rest = [...of.matchAll(pattern(args, "g"))][most - 2]!;
      return list([...parts.slice(0, most - 1), of.slice(rest.index + rest[0].length)]);
    }
    while (most === 0 && parts.length > 1 && parts.at(-1) === "") parts.pop();
    return list(parts);
  },
};

const numberMethods: Methods<number> = {
  intValue: (of) => Math.trunc(of),
  longValue: (of) => Math.trunc(of),
  doubleValue: (of) => of,
  compareTo: (of, args) => Math.sign(of - Number(text(args))),
};

/** The place that a number means; `-1`: there is none. */
const placeIn = ({ items }: VelocityList, args: Args): number => {
  const at = number(args);
  return at >= 0 && at < items.length ? at : -1;
};

const listMethods: Methods<VelocityList> = {
  size: ({ items }) => items.length,
  isEmpty: ({ items }) => items.length === 0,
  get: (of, args) => itemAt(of, number(args)),
  add({ items }, args) {
    if (args.length > 1) items.splice(number(args), 0, args[1] ?? null);
    else items.push(args[0] ?? null);
    return args.length > 1 ? null : true;
  },
  addAll({ items }, [more = null]) {
    if (isList(more)) items.push(...more.items);
    return isList(more) && more.items.length > 0;
  },
  set(of, args) {
    const at = placeIn(of, args);
    if (at < 0) throw new TemplateError(`a list has no place ${text(args)}`);
    const before = of.items[at]!;
    of.items[at] = args[1] ?? null;
    return before;
  },
  remove(of, args) {
    if (typeof args[0] === "number") return of.items.splice(placeIn(of, args), 1)[0] ?? null;
    const at = of.items.findIndex((item) => isSame(item, args[0] ?? null));
    if (at >= 0) of.items.splice(at, 1);
    return at >= 0;
  },
  clear({ items }) {
    items.length = 0;
    return null;
  },
  contains: ({ items }, args) => items.some((item) => isSame(item, args[0] ?? null)),
  indexOf: ({ items }, args) => items.findIndex((item) => isSame(item, args[0] ?? null)),
  subList: ({ items }, args) => list(items.slice(number(args), number(args, 1))),
};

const mapMethods: Methods<VelocityMap> = {
  size: ({ entries }) => entries.size,
  isEmpty: ({ entries }) => entries.size === 0,
  get: ({ entries }, args) => entries.get(text(args)) ?? null,
  getOrDefault: ({ entries }, args) => entries.get(text(args)) ?? args[1] ?? null,
  put({ entries }, args) {
    const before = entries.get(text(args)) ?? null;
    entries.set(text(args), args[1] ?? null);
    return before;
  },
  putAll({ entries }, [more = null]) {
    if (isMap(more)) for (const [key, value] of more.entries) entries.set(key, value);
    return null;
  },
  remove({ entries }, args) {
    const before = entries.get(text(args)) ?? null;
    entries.delete(text(args));
    return before;
  },
  clear({ entries }) {
    entries.clear();
    return null;
  },
  containsKey: ({ entries }, args) => entries.has(text(args)),
  containsValue: ({ entries }, args) =>
    [...entries.values()].some((value) => isSame(value, args[0] ?? null)),
  keySet: ({ entries }) => list([...entries.keys()]),
  values: ({ entries }) => list([...entries.values()]),
  entrySet: ({ entries }) => list([...entries].map(([key, value]) => entryOf(key, value))),
};

function entryOf(key: string, value: Value): Value {
  return {
    type: "host",
    get: (name) => (name === "key" ? key : name === "value" ? value : null),
    call: (name) => (name === "getKey" ? key : name === "getValue" ? value : null),
  };
}

/** Whether a value is a list. */
export const isList = (value: Value): value is VelocityList =>
  typeof value === "object" && value !== null && value.type === "list";
/** Whether a value is a map. */
export const isMap = (value: Value): value is VelocityMap =>
  typeof value === "object" && value !== null && value.type === "map";

/** What is at a place of a list, from the end where it is below 0; `null`: nothing. */
export const itemAt = ({ items }: VelocityList, at: number): Value => items.at(at) ?? null;
