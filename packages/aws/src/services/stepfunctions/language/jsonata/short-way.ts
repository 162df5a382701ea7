import type { Plain } from "@orrery/kernel";
import { variableOf, type Frame } from "../frame.ts";
import type { Given } from "../query.ts";

/** Finds a value without the library; undefined where the library must decide. */
export type ShortWay = (frame: Frame, given: Given | undefined) => Plain | undefined;

/** A node of the syntax tree that the library makes of an expression. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly lhs?: Node;
  readonly rhs?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly expressions?: readonly Node[];
}

const plainKeys: ReadonlySet<string> = new Set([
  ...["type", "value", "position", "steps", "lhs", "rhs"],
  ...["condition", "then", "else", "expressions"],
]);

/** Whether a node has nothing that changes what it means, such as a filter or a group. */
const isBare = (node: Node): boolean => Object.keys(node).every((each) => plainKeys.has(each));

/**
 * The short way of an expression that is made of paths, literals, comparisons, sums and conditions
 * alone; null for any other. It answers only where values are such as need no more of JSONata: no
 * array on a path, and operands of the type that an operator is for.
 */
export function shortWayOf(ast: unknown): ShortWay | null {
  const node = ast as Node; // The library's own form, read in this file alone.
  if (!isBare(node)) return null;
  switch (node.type) {
    case "string":
    case "number":
    case "value": {
      const value = node.value as Plain; // A literal.
      return () => value;
    }
    case "variable":
      return ofPath([node]);
    case "path":
      return ofPath(node.steps!);
    case "block":
      return node.expressions!.length === 1 ? shortWayOf(node.expressions![0]) : null;
    case "condition":
      return ofCondition(node);
    case "binary":
      return ofBinary(node);
  }
  return null;
}

function ofPath([first, ...rest]: readonly Node[]): ShortWay | null {
  if (first?.type !== "variable" || !isBare(first) || first.value === "") return null;
  if (!rest.every((each) => each.type === "name" && isBare(each))) return null;
  const names = rest.map((each) => String(each.value));
  if (first.value !== "states") {
    const variable = String(first.value);
    return (frame) => below(variableOf(frame.variables, variable), names, 0);
  }
  switch (names[0] ?? "") {
    case "input":
      return (frame) => below(frame.input, names, 1);
    case "context":
      return (frame) => below(frame.context(), names, 1);
    case "result":
      return (_frame, given) => below(given?.result, names, 1);
    case "errorOutput":
      return (_frame, given) => below(given?.errorOutput, names, 1);
  }
  return null;
}

function below(
  root: Plain | undefined,
  names: readonly string[],
  first: number,
): Plain | undefined {
  let at = root;
  for (let place = first; place < names.length; place += 1) {
    if (typeof at !== "object" || at === null || Array.isArray(at)) return undefined;
    const name = names[place]!;
    if (!Object.hasOwn(at, name)) return undefined;
    at = (at as { readonly [member: string]: Plain })[name];
  }
  return Array.isArray(at) ? undefined : at;
}

function ofCondition(node: Node): ShortWay | null {
  if (node.else === undefined) return null;
  const condition = shortWayOf(node.condition);
  const then = shortWayOf(node.then);
  const otherwise = shortWayOf(node.else);
  if (condition === null || then === null || otherwise === null) return null;
  return (frame, given) => {
    const holds = condition(frame, given);
    if (typeof holds !== "boolean") return undefined;
    return holds ? then(frame, given) : otherwise(frame, given);
  };
}

type Operator = (one: Plain, other: Plain) => Plain | undefined;

const numbers =
  (work: (one: number, other: number) => number): Operator =>
  (one, other) => {
    if (typeof one !== "number" || typeof other !== "number") return undefined;
    const result = work(one, other);
    return Number.isFinite(result) ? result : undefined;
  };

const ordered =
  (holds: (one: number | string, other: number | string) => boolean): Operator =>
  (one, other) => {
    if (typeof one === "number" && typeof other === "number") return holds(one, other);
    if (typeof one === "string" && typeof other === "string") return holds(one, other);
    return undefined;
  };

const isScalar = (value: Plain): boolean => typeof value !== "object" || value === null;

const operators: Readonly<Record<string, Operator>> = {
  "+": numbers((one, other) => one + other),
  "-": numbers((one, other) => one - other),
  "*": numbers((one, other) => one * other),
  "/": numbers((one, other) => one / other),
  "%": numbers((one, other) => one % other),
  "<": ordered((one, other) => one < other),
  "<=": ordered((one, other) => one <= other),
  ">": ordered((one, other) => one > other),
  ">=": ordered((one, other) => one >= other),
  "=": (one, other) => (isScalar(one) && isScalar(other) ? one === other : undefined),
  "!=": (one, other) => (isScalar(one) && isScalar(other) ? one !== other : undefined),
  "&": (one, other) => {
    const first = textOf(one);
    const second = textOf(other);
    return first === undefined || second === undefined ? undefined : first + second;
  },
};

/** Whole numbers that the library writes as every other does. */
const mostDigits = 1e15;

function textOf(value: Plain): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "number" || !Number.isInteger(value)) return undefined;
  return Math.abs(value) < mostDigits ? String(value) : undefined;
}

function ofBinary(node: Node): ShortWay | null {
  const left = shortWayOf(node.lhs);
  const right = shortWayOf(node.rhs);
  if (left === null || right === null) return null;
  const name = String(node.value);
  if (name === "and" || name === "or") return ofLogic(left, right, name === "or");
  const operate = Object.hasOwn(operators, name) ? operators[name]! : undefined;
  if (operate === undefined) return null;
  return (frame, given) => {
    const one = left(frame, given);
    if (one === undefined) return undefined;
    const other = right(frame, given);
    return other === undefined ? undefined : operate(one, other);
  };
}

/** The right side is looked at only where the left one leaves it open. */
const ofLogic =
  (left: ShortWay, right: ShortWay, decides: boolean): ShortWay =>
  (frame, given) => {
    const one = left(frame, given);
    if (typeof one !== "boolean") return undefined;
    if (one === decides) return one;
    const other = right(frame, given);
    return typeof other === "boolean" ? other : undefined;
  };
