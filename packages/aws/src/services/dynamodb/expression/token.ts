/** What a token is: a kind of name, a keyword in capitals, a sign as it is written, or none of them. */
export type TokenKind = "name" | "alias" | "value" | "index" | Keyword | Sign | "unknown" | "end";

type Keyword = "IN" | "BETWEEN" | "NOT" | "AND" | "OR" | "SET" | "ADD" | "DELETE" | "REMOVE";
type Sign = "=" | "<>" | "<" | "<=" | ">" | ">=" | "+" | "-" | "(" | ")" | "[" | "]" | "," | ".";

/** A word or sign of an expression, and its place in the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const keywords: ReadonlySet<string> = new Set<Keyword>([
  "IN",
  "BETWEEN",
  "NOT",
  "AND",
  "OR",
  "SET",
  "ADD",
  "DELETE",
  "REMOVE",
]);

// An index has no zero before its digits, so that `007` is three. A sign that ends nothing is unknown.
const pattern =
  /[ \t\r\n]+|([a-zA-Z][a-zA-Z_0-9]*)|(#[a-zA-Z_0-9]+)|(:[a-zA-Z_0-9]+)|(0|[1-9][0-9]*)|(<>|<=|>=|[=<>+\-()[\],.])|[\s\S]/gu;

/** The tokens of an expression, and one more that ends it. Keywords are such in every expression. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(pattern)) {
    const [all, name, alias, value, index, sign] = found;
    if (name === undefined && /^[ \t\r\n]/.test(all)) continue;
    const kind = kindOf(name, alias, value, index, sign);
    tokens.push({ kind, text: all, start: found.index, end: found.index + all.length });
  }
  tokens.push({ kind: "end", text: "<EOF>", start: text.length, end: text.length });
  return tokens;
}

function kindOf(
  name: string | undefined,
  alias: string | undefined,
  value: string | undefined,
  index: string | undefined,
  sign: string | undefined,
): TokenKind {
  if (name !== undefined) {
    const word = name.toUpperCase();
    return keywords.has(word) ? (word as Keyword) : "name";
  }
  if (alias !== undefined) return "alias";
  if (value !== undefined) return "value";
  if (index !== undefined) return "index";
  return sign === undefined ? "unknown" : (sign as Sign);
}
