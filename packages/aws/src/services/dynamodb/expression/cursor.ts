import { isReserved } from "./reserved-words.ts";
import { ExpressionFault, type Parsed, type PathSyntax, type ValueSyntax } from "./syntax.ts";
import { tokensOf, type Token, type TokenKind } from "./token.ts";

/** The most operators and functions of an expression, and the most steps of a path. */
const expressionLimits = { operators: 300, levels: 32, index: 2 ** 31 - 1 } as const;

/** A reader of tokens, which keeps what it came by. */
export interface Cursor {
  /** Of what: functions have a place in one kind only. */
  readonly kind: "condition" | "update";
  readonly text: string;
  readonly tokens: readonly Token[];
  place: number;
  operators: number;
  depth: number;
  reserved: string | null;
  unknownFunction: string | null;
  misusedFunction: string | null;
  readonly aliases: string[];
  readonly values: string[];
  readonly nestedHeads: string[];
}

/** A reader at the beginning of a text. */
export const cursorOf = (kind: Cursor["kind"], text: string): Cursor => ({
  kind,
  text,
  tokens: tokensOf(text),
  place: 0,
  operators: 0,
  depth: 0,
  reserved: null,
  unknownFunction: null,
  misusedFunction: null,
  aliases: [],
  values: [],
  nestedHeads: [],
});

/** The kind of the next token. */
export const nextKind = (cursor: Cursor): TokenKind => cursor.tokens[cursor.place]!.kind;

/** Whether the next token is of a kind; if so, it is read. */
export function skip(cursor: Cursor, kind: TokenKind): boolean {
  if (nextKind(cursor) !== kind) return false;
  cursor.place += 1;
  return true;
}

/** Reads a token that must be of a kind. */
export function expectToken(cursor: Cursor, kind: TokenKind): Token {
  const token = cursor.tokens[cursor.place]!;
  if (token.kind !== kind) throw unexpected(cursor);
  cursor.place += 1;
  return token;
}

/** The next token has no place there: AWS names it and shows it between its neighbors. */
export function unexpected(cursor: Cursor): ExpressionFault {
  const { tokens, place, text } = cursor;
  const token = tokens[place]!;
  const before = tokens[place - 1] ?? token;
  const behind = tokens[place + 1] ?? token;
  const last = behind.kind !== "end" ? behind : token.kind !== "end" ? token : before;
  const near = text.slice(before.start, last.end);
  return new ExpressionFault(`Syntax error; token: "${token.text}", near: "${near}"`);
}

const tooMany = (count: number): ExpressionFault =>
  new ExpressionFault(`The expression contains too many operators; operator count: ${count}`);

/** Counts an operator or a function. */
export function countOperator(cursor: Cursor): void {
  cursor.operators += 1;
}

/** What AWS has against an expression that is read to its end, for the number of its operators. */
export function againstOperators(cursor: Cursor): void {
  if (cursor.operators > expressionLimits.operators) throw tooMany(cursor.operators);
}

/** Goes a level down; no expression that AWS takes goes further than it has operators. */
export function descend(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > 2 * expressionLimits.operators) throw tooMany(cursor.depth);
}

/** Whether a path, and no function, begins with the next token. */
export const isPathNext = (cursor: Cursor): boolean => {
  const kind = nextKind(cursor);
  return kind === "name" || kind === "alias";
};

/** Reads a document path. */
export function readPath(cursor: Cursor): PathSyntax {
  const steps: (string | number)[] = [readStep(cursor)];
  for (;;) {
    if (skip(cursor, ".")) steps.push(readStep(cursor));
    else if (skip(cursor, "[")) {
      steps.push(indexIn(expectToken(cursor, "index").text));
      expectToken(cursor, "]");
    } else break;
  }
  if (steps.length > expressionLimits.levels) {
    throw new ExpressionFault(
      `The document path has too many nesting levels; nesting levels: ${steps.length}`,
    );
  }
  const head = steps[0] as string; // A path begins with a name.
  if (steps.length > 1) note(cursor.nestedHeads, head);
  return { type: "path", steps };
}

function readStep(cursor: Cursor): string {
  const token = cursor.tokens[cursor.place]!;
  if (token.kind === "alias") note(cursor.aliases, token.text);
  else if (token.kind !== "name") throw unexpected(cursor);
  else if (isReserved(token.text)) cursor.reserved ??= token.text;
  cursor.place += 1;
  return token.text;
}

function indexIn(text: string): number {
  const index = Number(text);
  if (index <= expressionLimits.index) return index;
  throw new ExpressionFault(`List index is not within the allowable range; index: [${text}]`);
}

/** Reads a placeholder of a value. */
export function readValue(cursor: Cursor): ValueSyntax {
  const { text } = expectToken(cursor, "value");
  note(cursor.values, text);
  return { type: "value", name: text };
}

function note(list: string[], text: string): void {
  if (!list.includes(text)) list.push(text);
}

/** Ends the reading of an expression. */
export function finished<Tree>(cursor: Cursor, tree: Tree): Parsed<Tree> {
  const { aliases, values, nestedHeads } = cursor;
  return { tree, aliases, values, nestedHeads };
}

/** What is said of a name that expressions reserve. */
export const reservedFault = (name: string): ExpressionFault =>
  new ExpressionFault(`Attribute name is a reserved keyword; reserved keyword: ${name}`);
