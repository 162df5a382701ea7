import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "./frame.ts";
import { valueOf } from "./value-query.ts";
import type { Query, Template } from "./query.ts";

/** Compiles a payload template of JSONPath: what is written out is shared, not copied. */
export const templateOf = (written: Plain): Template => compiled(written) ?? (() => written);

/** Null for what has no path in it. */
function compiled(written: Plain): Query | null {
  if (typeof written !== "object" || written === null) return null;
  return Array.isArray(written) ? ofList(written) : ofObject(written as PlainObject);
}

function ofList(items: readonly Plain[]): Query | null {
  const queries = items.map(compiled);
  if (queries.every((each) => each === null)) return null;
  return (data, frame, given) =>
    items.map((item, place) => {
      const query = queries[place];
      return query === null || query === undefined ? item : query(data, frame, given);
    });
}

interface Member {
  readonly name: string;
  readonly fixed: Plain;
  readonly query: Query | null;
}

function ofObject(members: PlainObject): Query | null {
  const compiledMembers = Object.entries(members).map(memberOf);
  if (compiledMembers.every((each) => each.query === null)) return null;
  return (data, frame, given) => {
    const made: Record<string, Plain> = {};
    for (const { name, fixed, query } of compiledMembers) {
      const value = query === null ? fixed : query(data, frame, given);
      if (name === "__proto__") define(made, value);
      else made[name] = value;
    }
    return made;
  };
}

const define = (made: Record<string, Plain>, value: Plain): void => {
  Object.defineProperty(made, "__proto__", {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

function memberOf([name, written]: readonly [string, Plain]): Member {
  if (name.endsWith(".$") && typeof written === "string") {
    return { name: name.slice(0, -2), fixed: null, query: valueOf(written, name) };
  }
  return { name, fixed: written, query: compiled(written) };
}
