import type { Refused } from "../../../service/refusal.ts";
import { invalid } from "../value/value-check.ts";
import { againstCompared, type Comparison } from "./comparison.ts";
import type { KeyClause } from "./key-condition.ts";
import type { Comparator, Condition, Operand } from "./tree.ts";

/** The clauses of a KeyConditionExpression, one an attribute; or what AWS has against them. */
export function clausesOf(condition: Condition): readonly KeyClause[] | Refused {
  const clauses: KeyClause[] = [];
  return collect(condition, clauses) ?? clauses;
}

const badOperator = (operator: string): Refused =>
  invalid(`Invalid operator used in KeyConditionExpression: ${operator}`);

const badCondition = (what: string): Refused =>
  invalid(`Invalid condition in KeyConditionExpression: ${what}`);

const nested = invalid("KeyConditionExpressions cannot contain nested operations");

function collect(condition: Condition, clauses: KeyClause[]): Refused | null {
  switch (condition.type) {
    case "and":
      return collect(condition.left, clauses) ?? collect(condition.right, clauses);
    case "or":
    case "not":
    case "in":
      return badOperator(condition.type.toUpperCase());
    case "attribute_exists":
    case "attribute_not_exists":
    case "attribute_type":
    case "contains":
      return badOperator(condition.type);
    case "between":
      return condition.operand.type === "path"
        ? add(clauses, "BETWEEN", condition.operand, [condition.low, condition.high])
        : firstOperand("BETWEEN");
    case "begins_with":
      return condition.operand.type === "path"
        ? add(clauses, "BEGINS_WITH", condition.operand, [condition.prefix])
        : firstOperand("begins_with");
    case "compare":
      return compared(condition.comparator, condition.left, condition.right, clauses);
  }
}

const firstOperand = (operator: string): Refused =>
  badCondition(`${operator} operator must have the key attribute as its first operand`);

const comparisons: Readonly<Record<Exclude<Comparator, "<>">, Comparison>> = {
  "=": "EQ",
  "<": "LT",
  "<=": "LE",
  ">": "GT",
  ">=": "GE",
};

/** What a comparison says once its operands are exchanged. */
const turned: Readonly<Record<Exclude<Comparator, "<>">, Comparison>> = {
  "=": "EQ",
  "<": "GT",
  "<=": "GE",
  ">": "LT",
  ">=": "LE",
};

function compared(
  comparator: Comparator,
  left: Operand,
  right: Operand,
  clauses: KeyClause[],
): Refused | null {
  if (comparator === "<>") return badOperator(comparator);
  return left.type === "path" || right.type !== "path"
    ? add(clauses, comparisons[comparator], left, [right])
    : add(clauses, turned[comparator], right, [left]);
}

function add(
  clauses: KeyClause[],
  comparison: Comparison,
  key: Operand,
  operands: readonly Operand[],
): Refused | null {
  const wrong = againstOperands([key, ...operands]);
  if (wrong !== null) return wrong;
  if (key.type !== "path") return badCondition("No key attribute specified");
  const name = key.path[0] as string; // A path begins with a name.
  if (clauses.some((clause) => clause.name === name)) {
    return invalid("KeyConditionExpressions must only contain one condition per key");
  }
  const values = operands.map((each) => (each as Extract<Operand, { type: "value" }>).value);
  const clause = { name, comparison, values };
  clauses.push(clause);
  return againstCompared(clause);
}

function againstOperands(operands: readonly Operand[]): Refused | null {
  let names = 0;
  for (const operand of operands) {
    if (operand.type === "size") return nested;
    if (operand.type === "value") continue;
    names += 1;
    if (names > 1) return badCondition("Multiple attribute names used in one condition");
    if (operand.path.length > 1) {
      return invalid("KeyConditionExpressions cannot have conditions on nested attributes");
    }
  }
  return null;
}
