import {
  againstOperators,
  countOperator,
  cursorOf,
  descend,
  expectToken,
  finished,
  nextKind,
  readPath,
  readValue,
  reservedFault,
  skip,
  unexpected,
  type Cursor,
} from "./cursor.ts";
import { readOperand, redundant } from "./operand.ts";
import {
  ExpressionFault,
  type ActionSyntax,
  type Parsed,
  type PathSyntax,
  type SectionName,
  type SetSyntax,
} from "./syntax.ts";

/** Reads an update. Throws an {@link ExpressionFault}. */
export function parseUpdate(text: string): Parsed<readonly ActionSyntax[]> {
  const cursor = cursorOf("update", text);
  const actions: ActionSyntax[] = [];
  const sections: SectionName[] = [];
  let repeated: SectionName | null = null;
  do {
    const section = sectionNext(cursor);
    if (sections.includes(section)) repeated ??= section;
    sections.push(section);
    do actions.push(action(cursor, section));
    while (skip(cursor, ","));
  } while (nextKind(cursor) !== "end");
  if (cursor.reserved !== null) throw reservedFault(cursor.reserved);
  if (cursor.unknownFunction !== null) throw new ExpressionFault(cursor.unknownFunction);
  if (repeated !== null) {
    throw new ExpressionFault(
      `The "${repeated}" section can only be used once in an update expression;`,
    );
  }
  againstOperators(cursor);
  return finished(cursor, actions);
}

/** Reads a projection. Throws an {@link ExpressionFault}. */
export function parseProjection(text: string): Parsed<readonly PathSyntax[]> {
  const cursor = cursorOf("update", text);
  const paths: PathSyntax[] = [];
  do paths.push(readPath(cursor));
  while (skip(cursor, ","));
  expectToken(cursor, "end");
  if (cursor.reserved !== null) throw reservedFault(cursor.reserved);
  return finished(cursor, paths);
}

function sectionNext(cursor: Cursor): SectionName {
  const kind = nextKind(cursor);
  if (kind !== "SET" && kind !== "REMOVE" && kind !== "ADD" && kind !== "DELETE") {
    throw unexpected(cursor);
  }
  cursor.place += 1;
  return kind;
}

function action(cursor: Cursor, type: SectionName): ActionSyntax {
  countOperator(cursor);
  const path = readPath(cursor);
  if (type === "REMOVE") return { type, path };
  if (type !== "SET") return { type, path, value: readValue(cursor) };
  expectToken(cursor, "=");
  const { read } = assigned(cursor);
  return { type, path, to: read };
}

/** What is assigned, and whether parentheses enclose it. */
function assigned(cursor: Cursor): { readonly read: SetSyntax; readonly inParentheses: boolean } {
  const first =
    nextKind(cursor) === "("
      ? parentheses(cursor)
      : { read: readOperand(cursor), inParentheses: false };
  const { read } = first;
  const kind = nextKind(cursor);
  if ((kind !== "+" && kind !== "-") || read.type === "plus" || read.type === "minus") return first;
  cursor.place += 1;
  countOperator(cursor);
  const right = readOperand(cursor);
  const type = kind === "+" ? "plus" : "minus";
  return { read: { type, left: read, right }, inParentheses: false };
}

function parentheses(cursor: Cursor): {
  readonly read: SetSyntax;
  readonly inParentheses: boolean;
} {
  expectToken(cursor, "(");
  descend(cursor);
  const { read, inParentheses } = assigned(cursor);
  expectToken(cursor, ")");
  cursor.depth -= 1;
  if (inParentheses) throw redundant();
  return { read, inParentheses: true };
}
