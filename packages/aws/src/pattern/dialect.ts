import type { JsonTree } from "./json-tree.ts";
import type { PatternDialect } from "./pattern-rules.ts";
import { PatternError } from "./pattern-error.ts";
import { checkWildcardComplexity, readWildcard } from "./wildcard.ts";

/**
 * Whether a pattern is held to the limits of the EventBridge service, or is taken as AWS's matcher
 * takes it, without the check of wildcards that the service makes on top.
 */
export type PatternLimits = "service" | "matcher";

/** Patterns as EventBridge takes them. */
export const serviceDialect: PatternDialect = {
  numberEquality: "value",
  checkOperator: checkWildcards,
  bareStrings: [],
};

/** Patterns as AWS's matcher takes them. */
export const matcherDialect: PatternDialect = { ...serviceDialect, checkOperator: () => {} };

/** Patterns as filters of event source mappings take them. */
export function filterDialect(bareStrings: readonly string[]): PatternDialect {
  return { numberEquality: "spelling", checkOperator: checkFilterOperator, bareStrings };
}

function checkWildcards(operator: string, operand: JsonTree): void {
  if (operator === "wildcard") {
    checkWildcardTexts([operand]);
  } else if (operator === "anything-but" && operand.type === "object") {
    for (const { name, value } of operand.members) {
      if (name !== "wildcard") continue;
      checkWildcardTexts(value.type === "array" ? value.items : [value]);
    }
  }
}

// What is no string is refused when the operator is read.
function checkWildcardTexts(texts: readonly JsonTree[]): void {
  for (const text of texts) {
    if (text.type === "string") checkWildcardComplexity(readWildcard(text.value));
  }
}

function checkFilterOperator(operator: string, operand: JsonTree): void {
  if (operator === "wildcard") throw new PatternError("wildcard is not supported in filters");
  if (operator === "anything-but" && operand.type === "object") {
    throw new PatternError("anything-but takes only values in filters");
  }
}
