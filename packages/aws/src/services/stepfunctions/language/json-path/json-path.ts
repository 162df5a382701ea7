import type { Plain } from "@orrery/kernel";
import { compile, type JSONPathQuery, type JSONValue } from "json-p3";
import { PathError, segmentsOf, standard, type Segment } from "./segments.ts";

/** A compiled JSONPath. */
export interface JsonPath {
  readonly text: string;
  /** What `$` stands for: the data, the context object (`$$`), or a variable by its name. */
  readonly root: "data" | "context" | { readonly variable: string };
  /** Whether it selects one node at most; one that may select many gives an array, be it empty. */
  readonly isDefinite: boolean;
  /** What it selects below the root; undefined where there is nothing. */
  find(root: Plain): Plain | undefined;
  /** Why it selects nothing, in AWS's words. */
  missing(root: Plain): string;
}

const start = /^\$(?:\$(?=[.[]|$)|([\p{L}_][\p{L}\p{N}_]*)?)/u;

/** Compiles a path. @throws {PathError} for what is none. */
export function jsonPathOf(text: string): JsonPath {
  const begun = start.exec(text);
  if (begun === null) throw new PathError("A path begins with '$'");
  const root =
    begun[0] === "$$" ? "context" : begun[1] === undefined ? "data" : { variable: begun[1] };
  const segments = segmentsOf(text.slice(begun[0].length));
  return pathOf(text, root, segments);
}

function pathOf(text: string, root: JsonPath["root"], all: readonly Segment[]): JsonPath {
  const measure = all.at(-1)?.type === "measure" ? all.at(-1) : undefined;
  const segments = measure === undefined ? all : all.slice(0, -1);
  const many = segments.findIndex((each) => each.type === "many");
  const steps = segments.slice(0, many === -1 ? undefined : many) as readonly Step[];
  const rest = many === -1 ? null : queryOf(segments.slice(many));
  const select = steps.length === 1 && rest === null ? oneStep(steps[0]!) : selector(steps, rest);
  return {
    text,
    root,
    isDefinite: rest === null,
    find: measure?.type === "measure" ? (data) => measured(measure.name, select(data)) : select,
    missing: (data) => whyMissing(steps, data),
  };
}

/** AWS knows a length; of other functions it says that there is nothing at such a path. */
const measured = (name: string, value: Plain | undefined): Plain | undefined =>
  name === "length" && Array.isArray(value) ? value.length : undefined;

type Step = Exclude<Segment, { type: "many" | "measure" }>;

function queryOf(segments: readonly Segment[]): JSONPathQuery {
  const text = `$${segments.map(standard).join("")}`;
  try {
    return compile(text);
  } catch (error) {
    throw new PathError(error instanceof Error ? error.message : text);
  }
}

const oneStep = (step: Step) => (data: Plain) => stepped(data, step);

function selector(steps: readonly Step[], rest: JSONPathQuery | null) {
  return (data: Plain): Plain | undefined => {
    let at: Plain | undefined = data;
    for (let place = 0; place < steps.length; place += 1) {
      at = stepped(at, steps[place]!);
      if (at === undefined) return undefined;
    }
    if (rest === null) return at;
    // The library reads what it is given and writes nothing.
    return rest.query(at as JSONValue).values() as Plain;
  };
}

function stepped(at: Plain, step: Step): Plain | undefined {
  if (typeof at !== "object" || at === null) return undefined;
  if (step.type === "name") {
    if (Array.isArray(at) || !Object.hasOwn(at, step.name)) return undefined;
    return (at as { readonly [member: string]: Plain })[step.name];
  }
  if (!Array.isArray(at)) return undefined;
  const items = at as readonly Plain[];
  if (step.type === "fromEnd") return items[items.length - step.back];
  return items[step.index < 0 ? items.length + step.index : step.index];
}

const shown = (steps: readonly Step[]): string =>
  `$${steps
    .map((each) =>
      each.type === "name"
        ? `['${each.name}']`
        : each.type === "index"
          ? `[${each.index}]`
          : `[-${each.back}]`,
    )
    .join("")}`;

function whyMissing(steps: readonly Step[], data: Plain): string {
  let at: Plain | undefined = data;
  for (let place = 0; place < steps.length; place += 1) {
    at = stepped(at, steps[place]!);
    if (at !== undefined) continue;
    const reached = steps.slice(0, place + 1);
    return place === steps.length - 1
      ? `No results for path: ${shown(reached)}`
      : `Missing property in path ${shown(reached)}`;
  }
  return `No results for path: ${shown(steps)}`;
}
