import type { ConditionSyntax, OperandSyntax } from "./syntax.ts";

/** How strongly conditions bind: what binds less stands in parentheses inside what binds more. */
const strength: Readonly<Record<ConditionSyntax["type"], number>> = {
  or: 1,
  and: 2,
  not: 3,
  compare: 4,
  between: 4,
  in: 4,
  call: 4,
};

/** A condition as a text, with no parentheses but those it needs inside something that binds so strongly. */
export function conditionText(
  condition: ConditionSyntax,
  inside: "alone" | "and" = "alone",
): string {
  return within(condition, inside === "and" ? strength.not : 0);
}

function within(condition: ConditionSyntax, least: number): string {
  const text = textOf(condition);
  return strength[condition.type] < least ? `(${text})` : text;
}

function textOf(condition: ConditionSyntax): string {
  switch (condition.type) {
    case "compare":
      return `${operandText(condition.left)} ${condition.comparator} ${operandText(condition.right)}`;
    case "between":
      return `${operandText(condition.operand)} BETWEEN ${operandText(condition.low)} AND ${operandText(condition.high)}`;
    case "in":
      return `${operandText(condition.operand)} IN (${condition.list.map(operandText).join(", ")})`;
    case "call":
      return operandText(condition);
    case "not":
      return `NOT ${within(condition.condition, strength.not)}`;
    case "and":
      return `${within(condition.left, strength.not)} AND ${within(condition.right, strength.and)}`;
    case "or":
      return `${within(condition.left, strength.and)} OR ${within(condition.right, strength.or)}`;
  }
}

/** An operand as a text. */
export function operandText(operand: OperandSyntax): string {
  if (operand.type === "value") return operand.name;
  if (operand.type === "call") {
    return `${operand.name}(${operand.operands.map(operandText).join(", ")})`;
  }
  return operand.steps
    .map((step, place) =>
      typeof step === "number" ? `[${step}]` : place === 0 ? step : `.${step}`,
    )
    .join("");
}
