import type { CallSyntax, ConditionSyntax, OperandSyntax } from "../syntax.ts";
import type { Comparator } from "../tree.ts";
import { readLiteral } from "./literal.ts";
import { malformed, wrongStatement } from "./malformed.ts";
import {
  expectSign,
  expectWord,
  peek,
  placeholder,
  readPathSyntax,
  skipSign,
  skipWord,
  type StatementCursor,
} from "./statement-cursor.ts";

type Read = OperandSyntax | ConditionSyntax;

/** Reads the condition of a statement. */
export const readWhere = (cursor: StatementCursor): ConditionSyntax =>
  condition(disjunction(cursor));

function condition(read: Read): ConditionSyntax {
  if (
    read.type === "path" ||
    read.type === "value" ||
    (read.type === "call" && read.name === "size")
  ) {
    throw wrongStatement("WHERE clause must contain an expression that resolves to a boolean");
  }
  return read;
}

function disjunction(cursor: StatementCursor): Read {
  const left = conjunction(cursor);
  if (!skipWord(cursor, "OR")) return left;
  return { type: "or", left: condition(left), right: condition(disjunction(cursor)) };
}

function conjunction(cursor: StatementCursor): Read {
  const left = negation(cursor);
  if (!skipWord(cursor, "AND")) return left;
  return { type: "and", left: condition(left), right: condition(conjunction(cursor)) };
}

function negation(cursor: StatementCursor): Read {
  return skipWord(cursor, "NOT")
    ? { type: "not", condition: condition(negation(cursor)) }
    : comparison(cursor);
}

const comparators: Readonly<Record<string, Comparator>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function comparison(cursor: StatementCursor): Read {
  const left = primary(cursor);
  if (left.type !== "path" && left.type !== "value" && left.type !== "call") return left;
  const { kind, text } = peek(cursor);
  const comparator =
    kind === "sign" && Object.hasOwn(comparators, text) ? comparators[text] : undefined;
  if (comparator !== undefined) {
    cursor.place += 1;
    return { type: "compare", comparator, left, right: readOperand(cursor) };
  }
  if (skipWord(cursor, "BETWEEN")) {
    const low = readOperand(cursor);
    expectWord(cursor, "AND");
    return { type: "between", operand: left, low, high: readOperand(cursor) };
  }
  if (skipWord(cursor, "IN")) return { type: "in", operand: left, list: listIn(cursor) };
  return skipWord(cursor, "IS") ? kindOf(cursor, left) : left;
}

function primary(cursor: StatementCursor): Read {
  if (!skipSign(cursor, "(")) return readOperand(cursor);
  const inner = disjunction(cursor);
  expectSign(cursor, ")");
  return inner;
}

function listIn(cursor: StatementCursor): readonly OperandSyntax[] {
  const end = skipSign(cursor, "[") ? "]" : ")";
  if (end === ")") expectSign(cursor, "(");
  const list = [readOperand(cursor)];
  while (skipSign(cursor, ",")) list.push(readOperand(cursor));
  expectSign(cursor, end);
  return list;
}

/** IS MISSING and IS NULL, or not. */
function kindOf(cursor: StatementCursor, operand: OperandSyntax): ConditionSyntax {
  const isNot = skipWord(cursor, "NOT");
  if (skipWord(cursor, "MISSING")) {
    return call(isNot ? "attribute_exists" : "attribute_not_exists", [operand]);
  }
  const { text } = peek(cursor);
  if (!skipWord(cursor, "NULL")) {
    throw wrongStatement(
      `Unsupported data type for IS operator: ${text}. Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]`,
    );
  }
  const isNull = call("attribute_type", [operand, placeholder(cursor, { S: "NULL" })]);
  return isNot ? { type: "not", condition: isNull } : isNull;
}

const call = (name: string, operands: readonly OperandSyntax[]): CallSyntax => ({
  type: "call",
  name,
  operands,
});

const functions: ReadonlySet<string> = new Set([
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);

/** Reads a literal, a function or a path. */
export function readOperand(cursor: StatementCursor): OperandSyntax {
  const next = cursor.tokens[cursor.place + 1];
  if (peek(cursor).kind === "word" && next?.kind === "sign" && next.text === "(") {
    return functionNext(cursor);
  }
  const value = readLiteral(cursor);
  if (value !== null) return placeholder(cursor, value);
  if (peek(cursor).kind === "sign") throw malformed(peek(cursor).text);
  return readPathSyntax(cursor);
}

function functionNext(cursor: StatementCursor): CallSyntax {
  const { text } = peek(cursor);
  const name = text.toLowerCase();
  cursor.place += 1;
  expectSign(cursor, "(");
  const operands = [readOperand(cursor)];
  while (skipSign(cursor, ",")) operands.push(readOperand(cursor));
  expectSign(cursor, ")");
  if (name === "missing") return call("attribute_not_exists", operands);
  if (!functions.has(name)) throw wrongStatement(`Unrecognized function: ${text}`);
  return call(name, operands);
}
