import type { Plain } from "@orrery/kernel";

/** A JSON object. */
export interface PlainObject {
  readonly [member: string]: Plain;
}

/**
 * What one visit to a state is evaluated against. The caller keeps all of it; nothing is written on.
 */
export interface Frame {
  /** What came into the state, before InputPath. */
  readonly input: Plain;
  readonly variables: Variables;
  /** The number of the event that entered the state, which messages name. */
  readonly enteredId: number;
  /** The context object, made when something asks for it. */
  context(): PlainObject;
  /** What is not a function of the input. */
  readonly draws: Draws;
}

/** Time and chance, as the caller has them. */
export interface Draws {
  /** Milliseconds since 1970. */
  now(): number;
  /** A UUID in its usual form. */
  uuid(): string;
  /** At least 0 and below 1. */
  random(): number;
}

/** Variables of a flow, those around it behind them: plain data that is shared, never written on. */
export interface Variables {
  readonly values: PlainObject;
  /** How many bytes the values have as JSON. */
  readonly bytes: number;
  readonly outer: Variables | null;
}

/** No variables. */
export const noVariables: Variables = { values: {}, bytes: 0, outer: null };

/** The variables of a flow within: it reads those around it, and sets its own. */
export const within = (outer: Variables): Variables =>
  outer.outer === null && isEmpty(outer.values) ? noVariables : { values: {}, bytes: 0, outer };

function isEmpty(values: PlainObject): boolean {
  for (const _name in values) return false;
  return true;
}

/** The value of a variable; undefined where none of that name is set. */
export function variableOf(variables: Variables, name: string): Plain | undefined {
  for (let each: Variables | null = variables; each !== null; each = each.outer) {
    if (Object.hasOwn(each.values, name)) return each.values[name];
  }
  return undefined;
}
