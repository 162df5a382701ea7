import {
  againstOperators,
  countOperator,
  cursorOf,
  descend,
  expectToken,
  finished,
  nextKind,
  reservedFault,
  skip,
  unexpected,
  type Cursor,
} from "./cursor.ts";
import { againstUse, readOperand, readOperands, redundant } from "./operand.ts";
import {
  ExpressionFault,
  type ConditionSyntax,
  type OperandSyntax,
  type Parsed,
} from "./syntax.ts";
import type { Comparator } from "./tree.ts";

/** What was read: an operand or a condition, which only what follows can tell of a function. */
type Read = OperandSyntax | ConditionSyntax;

/** What is read in parentheses, so that more around it are one too many. */
interface Part {
  readonly read: Read;
  readonly inParentheses: boolean;
}

/** Reads a condition, a filter or a key condition. Throws an {@link ExpressionFault}. */
export function parseCondition(text: string): Parsed<ConditionSyntax> {
  const cursor = cursorOf("condition", text);
  const tree = condition(cursor, disjunction(cursor).read);
  expectToken(cursor, "end");
  const { unknownFunction, misusedFunction, reserved } = cursor;
  if (unknownFunction !== null) throw new ExpressionFault(unknownFunction);
  if (misusedFunction !== null) throw misused(misusedFunction);
  if (reserved !== null) throw reservedFault(reserved);
  againstOperators(cursor);
  return finished(cursor, tree);
}

const misused = (name: string): ExpressionFault =>
  new ExpressionFault(
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );

function disjunction(cursor: Cursor): Part {
  const left = conjunction(cursor);
  if (nextKind(cursor) !== "OR") return left;
  const first = condition(cursor, left.read);
  cursor.place += 1;
  countOperator(cursor);
  const second = condition(cursor, disjunction(cursor).read);
  return { read: { type: "or", left: first, right: second }, inParentheses: false };
}

function conjunction(cursor: Cursor): Part {
  const left = negation(cursor);
  if (nextKind(cursor) !== "AND") return left;
  const first = condition(cursor, left.read);
  cursor.place += 1;
  countOperator(cursor);
  const second = condition(cursor, conjunction(cursor).read);
  return { read: { type: "and", left: first, right: second }, inParentheses: false };
}

function negation(cursor: Cursor): Part {
  if (!skip(cursor, "NOT")) return comparison(cursor);
  countOperator(cursor);
  descend(cursor);
  const inner = condition(cursor, negation(cursor).read);
  cursor.depth -= 1;
  return { read: { type: "not", condition: inner }, inParentheses: false };
}

/** A condition where one must be: what follows has no place behind an operand alone. */
function condition(cursor: Cursor, read: Read): ConditionSyntax {
  if (read.type === "path" || read.type === "value") throw unexpected(cursor);
  if (read.type === "call" && read.name === "size") cursor.misusedFunction ??= read.name;
  return read;
}

function comparison(cursor: Cursor): Part {
  const left = nextKind(cursor) === "(" ? parentheses(cursor) : alone(readOperand(cursor));
  const { read } = left;
  if (read.type !== "path" && read.type !== "value" && read.type !== "call") return left;
  const kind = nextKind(cursor);
  switch (kind) {
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return alone(compared(cursor, read, kind));
    case "BETWEEN":
      return alone(between(cursor, read));
    case "IN":
      return alone(oneOf(cursor, read));
    default:
      return left;
  }
}

const alone = (read: Read): Part => ({ read, inParentheses: false });

/** What stands in parentheses: a condition, or an operand. */
function parentheses(cursor: Cursor): Part {
  expectToken(cursor, "(");
  descend(cursor);
  const { read, inParentheses } = disjunction(cursor);
  expectToken(cursor, ")");
  cursor.depth -= 1;
  if (inParentheses) throw redundant();
  return { read, inParentheses: true };
}

function compared(cursor: Cursor, left: OperandSyntax, comparator: Comparator): ConditionSyntax {
  cursor.place += 1;
  countOperator(cursor);
  const right = readOperand(cursor);
  againstUse(cursor, [left, right]);
  return { type: "compare", comparator, left, right };
}

function between(cursor: Cursor, value: OperandSyntax): ConditionSyntax {
  cursor.place += 1;
  countOperator(cursor);
  const low = readOperand(cursor);
  expectToken(cursor, "AND");
  const high = readOperand(cursor);
  againstUse(cursor, [value, low, high]);
  return { type: "between", operand: value, low, high };
}

function oneOf(cursor: Cursor, value: OperandSyntax): ConditionSyntax {
  cursor.place += 1;
  countOperator(cursor);
  expectToken(cursor, "(");
  const list = readOperands(cursor);
  againstUse(cursor, [value, ...list]);
  return { type: "in", operand: value, list };
}
