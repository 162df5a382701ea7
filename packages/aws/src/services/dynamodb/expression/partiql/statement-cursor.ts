import type { AttributeValue } from "../../value/attribute-value.ts";
import type { PathSyntax, ValueSyntax } from "../syntax.ts";
import { malformed } from "./malformed.ts";
import { statementTokens, type StatementToken } from "./partiql-token.ts";

/** A reader of a statement. Names and values become aliases and placeholders, as expressions have. */
export interface StatementCursor {
  readonly tokens: readonly StatementToken[];
  place: number;
  readonly parameters: readonly AttributeValue[];
  used: number;
  readonly names: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
}

/** A reader at the beginning of a statement. */
export const statementCursor = (
  text: string,
  parameters: readonly AttributeValue[],
): StatementCursor => ({
  tokens: statementTokens(text),
  place: 0,
  parameters,
  used: 0,
  names: {},
  values: {},
});

/** The next token. */
export const peek = ({ tokens, place }: StatementCursor): StatementToken => tokens[place]!;

/** Whether the next token is this sign; if so, it is read. */
export function skipSign(cursor: StatementCursor, sign: string): boolean {
  const { kind, text } = peek(cursor);
  if (kind !== "sign" || text !== sign) return false;
  cursor.place += 1;
  return true;
}

/** Whether the next token is this keyword. */
export function isWord(cursor: StatementCursor, keyword: string): boolean {
  const { kind, text } = peek(cursor);
  return kind === "word" && text.toUpperCase() === keyword;
}

/** Whether the next token is this keyword; if so, it is read. */
export function skipWord(cursor: StatementCursor, keyword: string): boolean {
  if (!isWord(cursor, keyword)) return false;
  cursor.place += 1;
  return true;
}

/** Reads a sign that must be there. */
export function expectSign(cursor: StatementCursor, sign: string): void {
  if (!skipSign(cursor, sign)) throw malformed(peek(cursor).text);
}

/** Reads a keyword that must be there. */
export function expectWord(cursor: StatementCursor, keyword: string): void {
  if (!skipWord(cursor, keyword)) throw malformed(peek(cursor).text);
}

/** Reads a name, in quotes or without. */
export function readName(cursor: StatementCursor): string {
  const { kind, text } = peek(cursor);
  if (kind !== "word" && kind !== "name") throw malformed(text);
  cursor.place += 1;
  return text;
}

/** Reads the steps of a path. */
export function readSteps(cursor: StatementCursor): readonly (string | number)[] {
  const steps: (string | number)[] = [readName(cursor)];
  for (;;) {
    if (skipSign(cursor, ".")) steps.push(readName(cursor));
    else if (skipSign(cursor, "[")) {
      const { kind, text } = peek(cursor);
      if (kind !== "number" || !/^\d{1,10}$/.test(text)) throw malformed(text);
      cursor.place += 1;
      steps.push(Number(text));
      expectSign(cursor, "]");
    } else return steps;
  }
}

/** Reads a path, with aliases for its names. */
export const readPathSyntax = (cursor: StatementCursor): PathSyntax => ({
  type: "path",
  steps: readSteps(cursor).map((step) => (typeof step === "number" ? step : aliasOf(cursor, step))),
});

function aliasOf({ names }: StatementCursor, name: string): string {
  const known = Object.keys(names).find((alias) => names[alias] === name);
  if (known !== undefined) return known;
  const alias = `#n${Object.keys(names).length}`;
  names[alias] = name;
  return alias;
}

/** A placeholder for a value. */
export function placeholder({ values }: StatementCursor, value: AttributeValue): ValueSyntax {
  const name = `:v${Object.keys(values).length}`;
  values[name] = value;
  return { type: "value", name };
}
