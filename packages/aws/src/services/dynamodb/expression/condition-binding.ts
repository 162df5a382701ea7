import { compareValues } from "../value/comparison.ts";
import { typeOf, type AttributeType, type AttributeValue } from "../value/attribute-value.ts";
import { isSamePath, shownPath } from "./paths.ts";
import { noFaults, pathIn, valueIn, type Faults, type Scope } from "./scope.ts";
import {
  ExpressionFault,
  type CallSyntax,
  type ConditionSyntax,
  type OperandSyntax,
} from "./syntax.ts";
import type { Condition, Operand } from "./tree.ts";

/** A condition with names and values put in. Throws an {@link ExpressionFault}. */
export function boundCondition(syntax: ConditionSyntax, scope: Scope): Condition {
  switch (syntax.type) {
    case "and":
    case "or":
      return {
        type: syntax.type,
        left: boundCondition(syntax.left, scope),
        right: boundCondition(syntax.right, scope),
      };
    case "not":
      return { type: "not", condition: boundCondition(syntax.condition, scope) };
    default:
      return simple(syntax, scope);
  }
}

type SimpleSyntax = Exclude<ConditionSyntax, { readonly type: "and" | "or" | "not" }>;

function simple(syntax: SimpleSyntax, scope: Scope): Condition {
  const faults = noFaults();
  const condition = simpleOf(syntax, scope, faults);
  const fault = faults.missing ?? faults.count ?? faults.distinct ?? faults.type;
  if (fault !== null) throw new ExpressionFault(fault);
  return condition;
}

function simpleOf(syntax: SimpleSyntax, scope: Scope, faults: Faults): Condition {
  switch (syntax.type) {
    case "compare": {
      const { comparator } = syntax;
      const left = operandOf(syntax.left, scope, faults);
      const right = operandOf(syntax.right, scope, faults);
      againstSame(comparator, left, [right], faults);
      if (comparator !== "=" && comparator !== "<>") {
        againstTypes(comparator, [left, right], scalars, faults);
      }
      return { type: "compare", comparator, left, right };
    }
    case "between": {
      const operand = operandOf(syntax.operand, scope, faults);
      const low = operandOf(syntax.low, scope, faults);
      const high = operandOf(syntax.high, scope, faults);
      againstSame("BETWEEN", operand, [low, high], faults);
      againstTypes("BETWEEN", [operand, low, high], scalars, faults);
      againstBounds(low, high, faults);
      return { type: "between", operand, low, high };
    }
    case "in": {
      const operand = operandOf(syntax.operand, scope, faults);
      const list = syntax.list.map((each) => operandOf(each, scope, faults));
      if (list.length > mostInList) {
        faults.count ??= `The IN operator is provided with too many operands; number of operands: ${list.length}`;
      }
      againstSame("IN", operand, list, faults);
      return { type: "in", operand, list };
    }
    case "call":
      return functionOf(syntax, scope, faults);
  }
}

/** The most operands of IN. */
const mostInList = 100;

const scalars: readonly AttributeType[] = ["S", "N", "B"];

function operandOf(syntax: OperandSyntax, scope: Scope, faults: Faults): Operand {
  if (syntax.type === "path") return { type: "path", path: pathIn(scope, syntax, faults) };
  if (syntax.type === "value") return { type: "value", value: valueIn(scope, syntax, faults) };
  const operands = syntax.operands.map((each) => operandOf(each, scope, faults));
  againstCount(syntax.name, operands.length, 1, faults);
  const of = operands[0]!; // A function has one operand at least.
  againstTypes("size", [of], sized, faults);
  return { type: "size", of };
}

const sized: readonly AttributeType[] = ["S", "B", "SS", "NS", "BS", "L", "M"];

function functionOf(
  { name, operands: given }: CallSyntax,
  scope: Scope,
  faults: Faults,
): Condition {
  const operands = given.map((each) => operandOf(each, scope, faults));
  const [operand, second = operand] = operands as [Operand, Operand?];
  const isPair = name !== "attribute_exists" && name !== "attribute_not_exists";
  againstCount(name, operands.length, isPair ? 2 : 1, faults);
  if (isPair) againstSame(name, operand, [second], faults);
  switch (name) {
    case "attribute_exists":
    case "attribute_not_exists":
      if (operand.type === "path") return { type: name, path: operand.path };
      faults.type ??= `Operator or function requires a document path; operator or function: ${name}`;
      return { type: name, path: [] };
    case "attribute_type":
      againstTypeName(second, faults);
      return { type: name, operand, name: second };
    case "begins_with":
      againstTypes(name, [operand, second], ["S", "B"], faults);
      return { type: name, operand, prefix: second };
    default:
      return { type: "contains", operand, part: second };
  }
}

function againstCount(name: string, count: number, right: number, faults: Faults): void {
  if (count === right) return;
  faults.count ??= `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`;
}

function againstSame(
  operator: string,
  first: Operand,
  others: readonly Operand[],
  faults: Faults,
): void {
  if (first.type !== "path") return;
  for (const other of others) {
    if (other.type !== "path" || !isSamePath(first.path, other.path)) continue;
    faults.distinct ??= `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${shownPath(first.path)}`;
  }
}

/** The type of an operand, as far as the expression tells. */
const typeOfOperand = (operand: Operand): AttributeType | null =>
  operand.type === "value" ? typeOf(operand.value) : operand.type === "size" ? "N" : null;

function againstTypes(
  operator: string,
  operands: readonly Operand[],
  right: readonly AttributeType[],
  faults: Faults,
): void {
  for (const operand of operands) {
    const type = typeOfOperand(operand);
    if (type !== null && !right.includes(type)) wrongType(operator, type, faults);
  }
}

function wrongType(operator: string, type: string, faults: Faults): void {
  faults.type ??= `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
}

const typeNames: ReadonlySet<string> = new Set<AttributeType>([
  "S",
  "N",
  "B",
  "NULL",
  "SS",
  "BOOL",
  "L",
  "BS",
  "NS",
  "M",
]);

function againstTypeName(operand: Operand, faults: Faults): void {
  const type = typeOfOperand(operand);
  if (operand.type === "value" && "S" in operand.value) {
    const name = operand.value.S;
    if (typeNames.has(name)) return;
    faults.type ??= `Invalid attribute type name found; type: ${name}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`;
  } else wrongType("attribute_type", type ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}", faults);
}

function againstBounds(low: Operand, high: Operand, faults: Faults): void {
  if (low.type !== "value" || high.type !== "value") return;
  const order = compareValues(low.value, high.value);
  if (order !== null && order <= 0) return;
  const rule =
    typeOf(low.value) === typeOf(high.value)
      ? "upper bound to be greater than or equal to lower bound"
      : "same data type for lower and upper bounds";
  faults.type ??= `The BETWEEN operator requires ${rule}; lower bound operand: ${shownValue(low.value)}, upper bound operand: ${shownValue(high.value)}`;
}

function shownValue(value: AttributeValue): string {
  const type = typeOf(value);
  const content = (value as Readonly<Record<string, unknown>>)[type];
  const shown = typeof content === "string" ? content : JSON.stringify(content);
  return `AttributeValue: {${type}:${shown}}`;
}
