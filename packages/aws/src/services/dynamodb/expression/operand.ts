import {
  countOperator,
  descend,
  expectToken,
  isPathNext,
  nextKind,
  readPath,
  readValue,
  skip,
  unexpected,
  type Cursor,
} from "./cursor.ts";
import { ExpressionFault, type CallSyntax, type OperandSyntax } from "./syntax.ts";

const conditionFunctions: ReadonlySet<string> = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);

const updateFunctions: ReadonlySet<string> = new Set(["if_not_exists", "list_append"]);

/** Reads a path, a placeholder or a function, in parentheses or without. */
export function readOperand(cursor: Cursor): OperandSyntax {
  if (nextKind(cursor) === "(") return operandInParentheses(cursor);
  if (nextKind(cursor) === "value") return readValue(cursor);
  if (!isPathNext(cursor)) throw unexpected(cursor);
  const isCall = nextKind(cursor) === "name" && cursor.tokens[cursor.place + 1]!.kind === "(";
  return isCall ? call(cursor) : readPath(cursor);
}

function operandInParentheses(cursor: Cursor): OperandSyntax {
  expectToken(cursor, "(");
  descend(cursor);
  const isInner = nextKind(cursor) === "(";
  const inner = readOperand(cursor);
  expectToken(cursor, ")");
  cursor.depth -= 1;
  if (isInner) throw redundant();
  return inner;
}

/** Parentheses around parentheses. */
export const redundant = (): ExpressionFault =>
  new ExpressionFault("The expression has redundant parentheses;");

/** Operands up to the parenthesis that ends them. */
export function readOperands(cursor: Cursor): readonly OperandSyntax[] {
  const list = [readOperand(cursor)];
  while (skip(cursor, ",")) list.push(readOperand(cursor));
  expectToken(cursor, ")");
  return list;
}

/** Conditions are made of sizes only, not of other functions. */
export function againstUse(cursor: Cursor, operands: readonly OperandSyntax[]): void {
  if (cursor.kind === "update") return;
  for (const each of operands) {
    if (each.type === "call" && each.name !== "size") cursor.misusedFunction ??= each.name;
  }
}

function call(cursor: Cursor): CallSyntax {
  const name = expectToken(cursor, "name").text;
  expectToken(cursor, "(");
  descend(cursor);
  countOperator(cursor);
  const operands = readOperands(cursor);
  cursor.depth -= 1;
  againstUse(cursor, operands);
  cursor.unknownFunction ??= againstFunction(cursor, name);
  return { type: "call", name, operands };
}

function againstFunction({ kind }: Cursor, name: string): string | null {
  const [allowed, others] =
    kind === "update"
      ? [updateFunctions, conditionFunctions]
      : [conditionFunctions, updateFunctions];
  if (allowed.has(name)) return null;
  if (!others.has(name)) return `Invalid function name; function: ${name}`;
  const place = kind === "update" ? "an update" : "a condition";
  return `The function is not allowed in ${place} expression; function: ${name}`;
}
