import { isFunction, isNoValue, choicesOf } from "../intrinsics.ts";
import { isGiven, isList, isText, memberOf, type Json, type Maybe } from "../json.ts";
import { isPolicyTemplate } from "./template-data.ts";
import { templateRefusal } from "../problems.ts";

/** What an entry of `Policies` is. */
export type PolicyKind = "managed" | "statement" | "template" | "unknown";

/** The entries of `Policies`, which may be one alone. */
export function policiesOf(policies: Maybe): Json[] {
  if (!isGiven(policies)) return [];
  return isList(policies) ? policies : [policies];
}

export function policyKind(policy: Json): PolicyKind {
  if (isText(policy)) return "managed";
  const choices = choicesOf(policy);
  if (choices !== undefined) return chosenKind(choices);
  if (isFunction(policy)) return "managed";
  if (memberOf(policy, "Statement") !== undefined) return "statement";
  return isPolicyTemplate(policy) ? "template" : "unknown";
}

function chosenKind(choices: Maybe): PolicyKind {
  const [, then, otherwise] = checkedChoices(choices);
  const [one, other] = [policyKind(then), policyKind(otherwise)];
  if (one === other) return one;
  if (isNoValue(then)) return other;
  if (isNoValue(otherwise)) return one;
  throw templateRefusal(
    "Different policy types within the same Fn::If statement is unsupported. Separate different policy types into different Fn::If statements",
  );
}

/** The condition of an `Fn::If` and its two values. @throws SamRefusal for another number */
export function checkedChoices(choices: Maybe): [Json, Json, Json] {
  if (isList(choices) && choices.length === 3) {
    const [condition = null, then = null, otherwise = null] = choices;
    return [condition, then, otherwise];
  }
  throw templateRefusal("Fn::If requires 3 arguments");
}
