import type { PatternDialect } from "../../../pattern/pattern-rules.ts";
import type { JsonTree } from "../../../pattern/json-tree.ts";
import { PatternError } from "../../../pattern/pattern-error.ts";
import { readWildcard } from "../../../pattern/wildcard.ts";
import { filterPolicyLimits } from "../limits.ts";
import { FilterPolicyError } from "./filter-policy-error.ts";

/**
 * Patterns as filter policies take them. `bareStrings` are keys at which a string may stand in place of a
 * list; the API takes none. `takesEndings`: whether anything-but takes suffix and wildcard.
 */
export const filterPolicyDialect = (
  bareStrings: readonly string[],
  takesEndings: boolean,
): PatternDialect => ({
  numberEquality: "value",
  checkOperator(operator, operand) {
    checkWildcards(operator, operand);
    if (operator === "anything-but" && !takesEndings) refuseEndings(operand);
  },
  bareStrings,
});

function refuseEndings(operand: JsonTree): void {
  if (operand.type !== "object") return;
  for (const { name } of operand.members) {
    if (name === "suffix" || name === "wildcard") {
      throw new PatternError(`Unsupported anything-but pattern: ${name}`);
    }
  }
}

function checkWildcards(operator: string, operand: JsonTree): void {
  for (const text of wildcardsIn(operator, operand)) {
    if (readWildcard(text).parts.length - 1 > filterPolicyLimits.wildcardsPerPattern) {
      throw new FilterPolicyError(tooComplex);
    }
  }
}

/** What AWS says of a policy with too many combinations, and we of one with too many wildcards. */
export const tooComplex = "Filter policy is too complex";

/** The texts of wildcards in an operator of a leaf; none where it is of another kind. */
export function wildcardsIn(operator: string, operand: JsonTree): readonly string[] {
  if (operator === "wildcard") return textsIn([operand]);
  if (operator !== "anything-but" || operand.type !== "object") return [];
  return operand.members.flatMap(({ name, value }) =>
    name !== "wildcard" ? [] : textsIn(value.type === "array" ? value.items : [value]),
  );
}

const textsIn = (trees: readonly JsonTree[]): readonly string[] =>
  trees.flatMap((tree) => (tree.type === "string" ? [tree.value] : []));

/**
 * Checks that the numbers of a leaf are within SNS's range.
 *
 * @throws FilterPolicyError
 */
export function checkNumbers(items: readonly JsonTree[]): void {
  for (const item of items) {
    if (item.type === "number") checkNumber(item.text);
    if (item.type !== "object") continue;
    for (const { name, value } of item.members) {
      if (name !== "numeric" && name !== "anything-but") continue;
      checkNumbers(value.type === "array" ? value.items : [value]);
    }
  }
}

function checkNumber(text: string): void {
  if (Math.abs(Number(text)) > filterPolicyLimits.largestNumber) {
    throw new FilterPolicyError("Unknown", "number");
  }
}
