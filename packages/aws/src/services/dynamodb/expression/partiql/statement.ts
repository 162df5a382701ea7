import type { Refused } from "../../../../service/refusal.ts";
import type { AttributeValue, Item } from "../../value/attribute-value.ts";
import { Refusal } from "../refusal.ts";
import type { Scope } from "../scope.ts";
import type { ActionSyntax, ConditionSyntax, SetSyntax } from "../syntax.ts";
import { readLiteral, wrongCount } from "./literal.ts";
import { malformed, wrongStatement } from "./malformed.ts";
import {
  expectSign,
  expectWord,
  isWord,
  peek,
  readName,
  readPathSyntax,
  readSteps,
  skipSign,
  skipWord,
  statementCursor,
  type StatementCursor,
} from "./statement-cursor.ts";
import { readOperand, readWhere } from "./where.ts";

/** What a statement reads: paths, each under the name of its last step; `null`: all. */
export interface SelectStatement {
  readonly type: "select";
  readonly table: string;
  readonly index: string | null;
  readonly paths: readonly (readonly (string | number)[])[] | null;
  readonly where: ConditionSyntax | null;
  /** The attribute by which items come, and in which direction; `null`: as they come. */
  readonly order: { readonly name: string; readonly isForward: boolean } | null;
  readonly scope: Scope;
}

/** What of an item an answer shows. */
export type Returning = "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW";

/** A statement of PartiQL. Aliases and placeholders of its scope stand for its names and values. */
export type Statement =
  | SelectStatement
  | { readonly type: "insert"; readonly table: string; readonly item: Item }
  | {
      readonly type: "update";
      readonly table: string;
      readonly actions: readonly ActionSyntax[];
      readonly where: ConditionSyntax | null;
      readonly returning: Returning | null;
      readonly scope: Scope;
    }
  | {
      readonly type: "delete";
      readonly table: string;
      readonly where: ConditionSyntax | null;
      readonly returning: Returning | null;
      readonly scope: Scope;
    }
  | { readonly type: "exists"; readonly select: SelectStatement };

/** Reads a statement; or what AWS has against it. */
export function readStatement(
  text: string,
  parameters: readonly AttributeValue[],
): Statement | Refused {
  try {
    const cursor = statementCursor(text, parameters);
    const statement = statementNext(cursor);
    if (peek(cursor).kind !== "end") throw malformed(peek(cursor).text);
    if (cursor.used < parameters.length) throw wrongCount();
    return statement;
  } catch (error) {
    if (error instanceof Refusal) return error.refused;
    throw error;
  }
}

function statementNext(cursor: StatementCursor): Statement {
  if (skipWord(cursor, "SELECT")) return select(cursor);
  if (skipWord(cursor, "INSERT")) return insert(cursor);
  if (skipWord(cursor, "UPDATE")) return update(cursor);
  if (skipWord(cursor, "DELETE")) return deletion(cursor);
  if (skipWord(cursor, "EXISTS")) {
    expectSign(cursor, "(");
    expectWord(cursor, "SELECT");
    const inner = select(cursor);
    expectSign(cursor, ")");
    return { type: "exists", select: inner };
  }
  throw malformed(peek(cursor).text);
}

const scopeOf = ({ names, values }: StatementCursor): Scope => ({ names, values });

function select(cursor: StatementCursor): SelectStatement {
  const paths = skipSign(cursor, "*") ? null : pathsNext(cursor);
  expectWord(cursor, "FROM");
  const [table, index = null] = source(cursor);
  const where = skipWord(cursor, "WHERE") ? readWhere(cursor) : null;
  const order = skipWord(cursor, "ORDER") ? orderNext(cursor) : null;
  return { type: "select", table: table!, index, paths, where, order, scope: scopeOf(cursor) };
}

function pathsNext(cursor: StatementCursor): readonly (readonly (string | number)[])[] {
  const paths = [readSteps(cursor)];
  while (skipSign(cursor, ",")) {
    if (skipSign(cursor, "*")) {
      throw wrongStatement(
        "Other attributes should not be present in the projection when '*' is used.",
      );
    }
    paths.push(readSteps(cursor));
  }
  const names = paths.map(shownName);
  const repeated = names.find((name, place) => names.indexOf(name) < place);
  if (repeated !== undefined) {
    throw wrongStatement(`Duplicate identifiers in select clause: ${repeated}`);
  }
  return paths;
}

/** The name under which a path's value is shown: that of its last name, with places behind it. */
export function shownName(path: readonly (string | number)[]): string {
  let start = path.length - 1;
  while (typeof path[start] === "number") start -= 1;
  return path
    .slice(start)
    .map((step) => (typeof step === "number" ? `[${step}]` : step))
    .join("");
}

/** The table, and the index where one is named. */
function source(cursor: StatementCursor): readonly string[] {
  const names = [readName(cursor)];
  while (skipSign(cursor, ".")) names.push(readName(cursor));
  if (names.includes("")) throw wrongStatement("Path component cannot be an empty string");
  if (names.length > 2) {
    throw wrongStatement("A path may contain at most 2 components in the FROM clause");
  }
  return names;
}

/** The table of a statement that writes. */
function target(cursor: StatementCursor): string {
  const [table, index] = source(cursor);
  if (index !== undefined) throw wrongStatement("This operation is not supported on an index");
  return table!;
}

function orderNext(cursor: StatementCursor): SelectStatement["order"] {
  expectWord(cursor, "BY");
  const name = readName(cursor);
  const isBackward = skipWord(cursor, "DESC");
  if (!isBackward) skipWord(cursor, "ASC");
  return { name, isForward: !isBackward };
}

function insert(cursor: StatementCursor): Statement {
  expectWord(cursor, "INTO");
  const table = target(cursor);
  if (isWord(cursor, "VALUES")) {
    throw wrongStatement(
      'Unsupported operation: Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
    );
  }
  expectWord(cursor, "VALUE");
  const value = readLiteral(cursor);
  if (value === null || !("M" in value)) {
    throw wrongStatement(
      "Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.",
    );
  }
  if (isWord(cursor, "RETURNING")) throw wrongStatement("RETURNING is not supported in INSERT");
  return { type: "insert", table, item: value.M };
}

function update(cursor: StatementCursor): Statement {
  const table = target(cursor);
  const actions: ActionSyntax[] = [];
  for (;;) {
    if (skipWord(cursor, "SET")) {
      do actions.push(assignment(cursor));
      while (skipSign(cursor, ","));
    } else if (skipWord(cursor, "REMOVE")) {
      do actions.push({ type: "REMOVE", path: readPathSyntax(cursor) });
      while (skipSign(cursor, ","));
    } else break;
  }
  if (actions.length === 0) throw malformed(peek(cursor).text);
  const where = skipWord(cursor, "WHERE") ? readWhere(cursor) : null;
  const returning = returningNext(cursor)?.value ?? null;
  return { type: "update", table, actions, where, returning, scope: scopeOf(cursor) };
}

function assignment(cursor: StatementCursor): ActionSyntax {
  const path = readPathSyntax(cursor);
  expectSign(cursor, "=");
  const { kind, text } = peek(cursor);
  const name = text.toLowerCase();
  if (kind === "word" && updateFunctions.has(name)) return assignedCall(cursor, path, name);
  const left = readOperand(cursor);
  const type = skipSign(cursor, "+") ? "plus" : skipSign(cursor, "-") ? "minus" : null;
  const to: SetSyntax = type === null ? left : { type, left, right: readOperand(cursor) };
  return { type: "SET", path, to };
}

const updateFunctions: ReadonlySet<string> = new Set([
  "list_append",
  "if_not_exists",
  "set_add",
  "set_delete",
]);

function assignedCall(
  cursor: StatementCursor,
  path: ActionSyntax["path"],
  name: string,
): ActionSyntax {
  cursor.place += 1;
  expectSign(cursor, "(");
  const operands = [readOperand(cursor)];
  while (skipSign(cursor, ",")) operands.push(readOperand(cursor));
  expectSign(cursor, ")");
  if (name !== "set_add" && name !== "set_delete") {
    return { type: "SET", path, to: { type: "call", name, operands } };
  }
  const operator = name.toUpperCase();
  const [first, second] = operands;
  if (first === undefined || second === undefined || operands.length > 2)
    throw wrongStatement(`${operator} must have exactly two arguments`);
  if (first.type !== "path" || first.steps.join() !== path.steps.join()) {
    throw wrongStatement(`The first argument to ${operator} must equal the assignment value`);
  }
  if (second.type !== "value") {
    throw wrongStatement(`The second argument to ${operator} must be a value with type SET`);
  }
  return { type: name === "set_add" ? "ADD" : "DELETE", path, value: second };
}

function deletion(cursor: StatementCursor): Statement {
  expectWord(cursor, "FROM");
  const table = target(cursor);
  const where = skipWord(cursor, "WHERE") ? readWhere(cursor) : null;
  const returning = returningNext(cursor);
  if (returning !== null && returning.value !== "ALL_OLD") {
    throw wrongStatement(
      `Invalid returning clause: RETURNING ${returning.words}. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
    );
  }
  const value = returning?.value ?? null;
  return { type: "delete", table, where, returning: value, scope: scopeOf(cursor) };
}

function returningNext(
  cursor: StatementCursor,
): { readonly value: Returning; readonly words: string } | null {
  if (!skipWord(cursor, "RETURNING")) return null;
  const isAll = skipWord(cursor, "ALL");
  if (!isAll) expectWord(cursor, "MODIFIED");
  const isOld = skipWord(cursor, "OLD");
  if (!isOld) expectWord(cursor, "NEW");
  if (!skipSign(cursor, "*")) {
    throw wrongStatement("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  }
  return {
    value: `${isAll ? "ALL" : "UPDATED"}_${isOld ? "OLD" : "NEW"}`,
    words: `${isAll ? "ALL" : "MODIFIED"} ${isOld ? "OLD" : "NEW"} *`,
  };
}
