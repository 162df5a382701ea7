import { DefectError, type Plain } from "@orrery/kernel";
import { queryFailure } from "../failure.ts";
import { variableOf, type Frame } from "../frame.ts";
import type { Given, Query } from "../query.ts";
import { newerOperator } from "./dialect.ts";
import { giveFunctions, type Evaluated } from "./functions.ts";
import type { LibraryError, LibraryExpression } from "./generated/library.js";
import { jsonata } from "./library.ts";
import { hasFunction, plainOf } from "./plain-result.ts";
import { shortWayOf } from "./short-way.ts";

/** How deep an evaluation may go, and how long what it makes may be: time is none of its limits here. */
const limits = { stack: 500, sequence: 1_000_000 };

/** An expression that cannot be read. */
export class ExpressionError extends Error {}

/** Whether a text is an expression: it stands between `{%` and `%}`. */
export const isExpression = (text: string): boolean =>
  text.length >= 4 && text.startsWith("{%") && text.endsWith("%}");

/** What stands between them. */
export const withinMarks = (text: string): string => text.slice(2, -2).trim();

/** Compiles what stands between the marks. @throws {ExpressionError} for what is no JSONata. */
export function compiledExpression(text: string): LibraryExpression {
  const newer = newerOperator(text);
  if (newer !== null) throw new ExpressionError(`Unknown operator: "${newer}"`);
  try {
    return jsonata(text, limits);
  } catch (error) {
    throw new ExpressionError((error as LibraryError).message ?? text);
  }
}

/** Compiles an expression of the field; messages name both. @throws {ExpressionError} */
export function expressionOf(written: string, field: string): Query {
  const text = withinMarks(written);
  const expression = compiledExpression(text);
  const short = shortWayOf(expression.ast());
  const evaluated: Evaluated = { frame: null };
  giveFunctions(expression, evaluated);
  const variables = variablesIn(text);
  const needsContext = /context|\$states(?!\s*\.\s*(?:input|result|errorOutput)\b)/u.test(text);
  const said = `The JSONata expression '${text}' specified for the field '${field}'`;
  return (_data, frame, given) => {
    const found = short?.(frame, given);
    if (found !== undefined) return found;
    evaluated.frame = frame;
    const bindings = bindingsOf(frame, given, variables, needsContext);
    const result = resultOf(expression, bindings, Math.floor(frame.draws.now()), said, field);
    if (result === undefined) throw queryFailure(`${said} returned nothing (undefined).`, field);
    if (hasFunction(result)) {
      throw queryFailure(`${said} returned an unsupported result type.`, field);
    }
    return plainOf(result);
  };
}

function resultOf(
  expression: LibraryExpression,
  bindings: Readonly<Record<string, unknown>>,
  now: number,
  said: string,
  field: string,
): unknown {
  try {
    return expression.evaluate(undefined, bindings, now);
  } catch (error) {
    if (error instanceof DefectError) throw error;
    const { code, message } = error as LibraryError;
    // An error without a code is the engine's, each of which has words of its own.
    const why = code === undefined ? "It cannot be evaluated." : `${code}: ${String(message)}`;
    throw queryFailure(`${said} threw an error during evaluation. ${why}`, field);
  }
}

/** The names after a `$`; more than are variables does no harm. */
const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\$([\p{L}_][\p{L}\p{N}_]*)/gu)].map((each) => each[1]!)),
];

function bindingsOf(
  frame: Frame,
  given: Given | undefined,
  variables: readonly string[],
  needsContext: boolean,
): Readonly<Record<string, unknown>> {
  const states: Record<string, Plain> = { input: frame.input };
  if (needsContext) states.context = frame.context();
  if (given?.result !== undefined) states.result = given.result;
  if (given?.errorOutput !== undefined) states.errorOutput = given.errorOutput;
  const bindings: Record<string, unknown> = { eval: undefined };
  for (const name of variables) {
    const value = variableOf(frame.variables, name);
    if (value !== undefined) bindings[name] = value;
  }
  bindings.states = states;
  return bindings;
}
