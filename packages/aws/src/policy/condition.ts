import type { Plain } from "@orrery/kernel";
import { isObject } from "../request/params.ts";
import { operatorNamed, type Operator } from "./condition-operators.ts";
import { withVariables, type ContextOf } from "./request-context.ts";
import { textsOf } from "./texts.ts";

/** One operator with one key of a condition. */
export interface Condition {
  readonly operator: Operator;
  /** `each`: all values of the request must be so; `any`: one of them; `null`: the request has one value. */
  readonly of: "each" | "any" | null;
  readonly ifExists: boolean;
  /** In small letters. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Whether something is so; `unknown`: it depends on what is not simulated. */
export type Answer = "yes" | "no" | "unknown";

/** What a condition of a policy says; an operator that there is not never holds. */
export function parseCondition(said: Plain | undefined): readonly Condition[] {
  if (!isObject(said)) return [];
  return Object.entries(said).flatMap(([written, keys]) => {
    const [, quantifier, name = "", ifExists] =
      /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(written) ?? [];
    const operator = operatorNamed(name);
    if (!isObject(keys)) return [];
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      of: ofQuantifier(quantifier),
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: textsOf(values),
    }));
  });
}

function ofQuantifier(quantifier: string | undefined): Condition["of"] {
  if (quantifier === undefined) return null;
  return quantifier.toLowerCase() === "forallvalues" ? "each" : "any";
}

/** Whether all conditions of a statement hold. */
export function conditionsHold(
  conditions: readonly Condition[],
  hasVariables: boolean,
  contextOf: ContextOf,
): Answer {
  let all: Answer = "yes";
  for (const condition of conditions) {
    const answer = holds(condition, hasVariables, contextOf);
    if (answer === "no") return "no";
    if (answer === "unknown") all = "unknown";
  }
  return all;
}

function holds(
  { operator, of, ifExists, key, values }: Condition,
  hasVariables: boolean,
  contextOf: ContextOf,
): Answer {
  const given = contextOf(key);
  if (given === "unknown") return "unknown";
  if (operator.type === "null") {
    const isMissing = given === null;
    return yesIf(values.some((each) => (each.toLowerCase() === "true") === isMissing));
  }
  if (given === null) {
    if (of === "each") return "yes";
    if (of === "any") return yesIf(ifExists);
    return yesIf(ifExists || operator.isNegated);
  }
  const wanted: string[] = [];
  for (const each of values) {
    const filled = hasVariables ? withVariables(each, contextOf) : { text: each };
    if (filled === "unknown") return "unknown";
    if (filled !== "none") wanted.push(filled.text);
  }
  const { isNegated, matches } = operator;
  // Values of a key are one or the other; of what must not be, none may be.
  const isSo = (value: string): boolean =>
    wanted.some((each) => matches(each, value)) !== isNegated;
  return yesIf(of === "each" ? given.every(isSo) : given.some(isSo));
}

const yesIf = (isSo: boolean): Answer => (isSo ? "yes" : "no");
