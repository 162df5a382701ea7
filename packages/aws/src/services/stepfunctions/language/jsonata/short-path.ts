import type { Plain } from "@orrery/kernel";
import { variableOf, type Frame } from "../frame.ts";
import type { Given } from "../query.ts";

/** Finds a value without the library; undefined where the library must decide. */
export type ShortPath = (frame: Frame, given: Given | undefined) => Plain | undefined;

const names = /^\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/u;
const reserved = new Set(["and", "or", "in", "true", "false", "null", "function"]);

/**
 * The path of an expression that is nothing but one, such as `$states.input.order.id`. It answers
 * only where no array is on the way: an array maps what comes after it, which the library knows.
 */
export function shortPathOf(expression: string): ShortPath | null {
  const found = names.exec(expression.trim());
  if (found === null) return null;
  const steps = found[2]!.split(".").slice(1);
  if (steps.some((each) => reserved.has(each))) return null;
  const variable = found[1]!;
  if (variable !== "states") {
    return (frame) => below(variableOf(frame.variables, variable), steps, 0);
  }
  const root = steps[0];
  if (root === "input") return (frame) => below(frame.input, steps, 1);
  if (root === "context") return (frame) => below(frame.context(), steps, 1);
  if (root === "result") return (_frame, given) => below(given?.result, steps, 1);
  if (root === "errorOutput") return (_frame, given) => below(given?.errorOutput, steps, 1);
  return null;
}

function below(
  root: Plain | undefined,
  steps: readonly string[],
  first: number,
): Plain | undefined {
  let at = root;
  for (let place = first; place < steps.length; place += 1) {
    if (typeof at !== "object" || at === null || Array.isArray(at)) return undefined;
    const name = steps[place]!;
    if (!Object.hasOwn(at, name)) return undefined;
    at = (at as { readonly [member: string]: Plain })[name];
  }
  return Array.isArray(at) ? undefined : at;
}
