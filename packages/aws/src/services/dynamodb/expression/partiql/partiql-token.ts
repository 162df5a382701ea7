import { malformed } from "./malformed.ts";

/** A word or sign of a statement. */
export interface StatementToken {
  readonly kind: "word" | "name" | "string" | "number" | "sign" | "end";
  /** Of names and strings, what is in their quotes. */
  readonly text: string;
}

const pattern =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|('(?:[^']|'')*')|("(?:[^"]|"")*")|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_$][A-Za-z0-9_$]*)|(<<|>>|<>|<=|>=|!=|[-+=<>()[\]{},.:*?])/y;

/** The tokens of a statement, without white space and comments, and one more that ends it. */
export function statementTokens(text: string): readonly StatementToken[] {
  const tokens: StatementToken[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) throw malformed(text[start]!);
    const [, string, name, number, word, sign] = found;
    if (string !== undefined) {
      tokens.push({ kind: "string", text: string.slice(1, -1).replaceAll("''", "'") });
    } else if (name !== undefined) {
      tokens.push({ kind: "name", text: name.slice(1, -1).replaceAll('""', '"') });
    } else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
  }
  tokens.push({ kind: "end", text: "" });
  return tokens;
}
