/** A word, a quoted name, a text, a number or a sign of a statement. Plain data. */
export interface Token {
  readonly type: "word" | "name" | "text" | "number" | "sign";
  /** Without its quotes; a word as it is written. */
  readonly text: string;
  /** In capitals, where it is a word; empty elsewhere. */
  readonly word: string;
  /** Where it begins in the statement. */
  readonly at: number;
}

const pattern =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_$@]*|<>|!=|<=|>=|\|\||->|=>|[^\s]/gu;

/** The tokens of a statement, without comments. */
export function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of sql.matchAll(pattern)) {
    const [part] = match;
    const token = tokenOf(part, match.index);
    if (token !== null) tokens.push(token);
  }
  return tokens;
}

function tokenOf(part: string, at: number): Token | null {
  const first = part.charAt(0);
  if (/\s/.test(first) || part.startsWith("--") || part.startsWith("/*")) return null;
  const inner = part.slice(1, -1);
  if (first === "'" && part.length > 1) {
    return { type: "text", text: inner.replaceAll("''", "'"), word: "", at };
  }
  if (first === '"' && part.length > 1) {
    return { type: "name", text: inner.replaceAll('""', '"'), word: "", at };
  }
  if (first === "`" && part.length > 1) return { type: "name", text: inner, word: "", at };
  if (/\d/.test(first)) return { type: "number", text: part, word: "", at };
  if (/[\p{L}_]/u.test(first)) return { type: "word", text: part, word: part.toUpperCase(), at };
  return { type: "sign", text: part, word: "", at };
}

/** The place behind the parenthesis that closes the one at `from`; that of the end where none does. */
export function behindParenthesis(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let place = from; place < tokens.length; place += 1) {
    const { type, text } = tokens[place]!;
    if (type !== "sign") continue;
    if (text === "(") depth += 1;
    else if (text === ")") {
      depth -= 1;
      if (depth === 0) return place + 1;
    }
  }
  return tokens.length;
}

/** Parts of tokens between those outside parentheses that separate them. */
export function partsOf(
  tokens: readonly Token[],
  separates: (token: Token, place: number) => boolean,
): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  tokens.forEach((token, place) => {
    if (token.type === "sign" && (token.text === "(" || token.text === "[")) depth += 1;
    if (token.type === "sign" && (token.text === ")" || token.text === "]")) depth -= 1;
    if (depth === 0 && separates(token, place)) parts.push([]);
    else parts.at(-1)!.push(token);
  });
  return parts;
}

/** Whether a token is this sign. */
export const isSign = (token: Token | undefined, sign: string): boolean =>
  token?.type === "sign" && token.text === sign;
/** Whether a token is one of these words. */
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token !== undefined && token.word !== "" && words.includes(token.word);
/** Whether a token names something. */
export const isName = (token: Token | undefined): token is Token =>
  token?.type === "word" || token?.type === "name";
