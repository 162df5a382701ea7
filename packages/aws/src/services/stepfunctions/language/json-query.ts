import type { Plain } from "@orrery/kernel";
import { runtimeFailure } from "./failure.ts";
import { variableOf, type Frame } from "./frame.ts";
import { jsonPathOf, type JsonPath } from "./json-path/json-path.ts";
import type { Query } from "./query.ts";

/** What a path selects, or undefined: of the data, the context object, or a variable. */
export type Finder = (data: Plain, frame: Frame) => Plain | undefined;

/** Finds what a compiled path selects. */
export function finderOf(path: JsonPath): Finder {
  const { root, find } = path;
  if (root === "data") return find;
  if (root === "context") return (_data, frame) => find(frame.context());
  return (_data, frame) => {
    const value = variableOf(frame.variables, root.variable);
    return value === undefined ? undefined : find(value);
  };
}

/** What a path starts from, for messages. */
const rootOf = (path: JsonPath, data: Plain, frame: Frame): Plain | undefined =>
  path.root === "data"
    ? data
    : path.root === "context"
      ? frame.context()
      : variableOf(frame.variables, path.root.variable);

/** The path of a field of a state, such as InputPath; a miss is said as the library of AWS says it. */
export function fieldPath(text: string): Query {
  const path = jsonPathOf(text);
  const find = finderOf(path);
  return (data, frame) => {
    const found = find(data, frame);
    if (found !== undefined) return found;
    const root = rootOf(path, data, frame);
    const why = root === undefined ? `No results for path: ${text}` : path.missing(root);
    throw runtimeFailure(`Invalid path '${text}' : ${why}`);
  };
}

/** A path that a message calls by the field that it stands in. */
export function namedPath(text: string, field: string): Query {
  const path = jsonPathOf(text);
  const find = finderOf(path);
  const isOfData = path.root === "data";
  return (data, frame) => {
    if (data === null && isOfData) throw ofNothing();
    const found = find(data, frame);
    if (found !== undefined) return found;
    const input = rootOf(path, data, frame) ?? data;
    throw runtimeFailure(
      `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(input)}'`,
    );
  };
}

const ofNothing = () =>
  runtimeFailure("Unable to apply Path transformation to null or empty input.");
