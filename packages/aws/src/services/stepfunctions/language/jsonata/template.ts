import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../frame.ts";
import type { Query, Template } from "../query.ts";
import { expressionOf, isExpression } from "./expression.ts";

/** Compiles a value of JSONata, in which any text may be an expression. */
export const jsonataTemplate = (written: Plain, field: string): Template =>
  compiled(written, field) ?? (() => written);

function compiled(written: Plain, field: string): Query | null {
  if (typeof written === "string") {
    return isExpression(written) ? expressionOf(written, field) : null;
  }
  if (typeof written !== "object" || written === null) return null;
  return Array.isArray(written)
    ? ofList(written as readonly Plain[], field)
    : ofObject(written as PlainObject, field);
}

function ofList(items: readonly Plain[], field: string): Query | null {
  const queries = items.map((each, place) => compiled(each, `${field}[${place}]`));
  if (queries.every((each) => each === null)) return null;
  return (data, frame, given) =>
    items.map((item, place) => {
      const query = queries[place];
      return query === null || query === undefined ? item : query(data, frame, given);
    });
}

function ofObject(members: PlainObject, field: string): Query | null {
  const compiledMembers = Object.entries(members).map(
    ([name, fixed]) => [name, fixed, compiled(fixed, `${field}/${name}`)] as const,
  );
  if (compiledMembers.every(([, , query]) => query === null)) return null;
  return (data, frame, given) =>
    Object.fromEntries(
      compiledMembers.map(([name, fixed, query]) => [
        name,
        query === null ? fixed : query(data, frame, given),
      ]),
    );
}
