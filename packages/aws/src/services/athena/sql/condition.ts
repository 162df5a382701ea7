import { isName, isSign, isWord, partsOf, type Token } from "./tokens.ts";
import { dateOf } from "./date-value.ts";

/** What a WHERE says, as far as it is read. Plain data. */
export type Condition =
  | { readonly type: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly type: "not"; readonly of: Condition }
  | Comparison
  /** It is not read: it may hold or not. */
  | { readonly type: "unknown" };

/** A column compared with values. */
export interface Comparison {
  readonly type: "is";
  /** The table's name or alias, in small letters; empty: it is not said. */
  readonly of: string;
  /** In small letters. */
  readonly column: string;
  readonly how: "=" | "<" | "<=" | ">" | ">=" | "like";
  /** Any of these; of all but `=` there is one. */
  readonly values: readonly string[];
}

const unknown: Condition = { type: "unknown" };

/** Reads a condition. `now`: milliseconds since 1970, for what counts from today. */
export function conditionOf(tokens: readonly Token[], now: number): Condition {
  const inner = unwrapped(tokens);
  const any = partsOf(inner, (token) => isWord(token, "OR"));
  if (any.length > 1) return { type: "any", of: any.map((part) => conditionOf(part, now)) };
  const all = conjunctsOf(inner);
  if (all.length > 1) return { type: "all", of: all.map((part) => conditionOf(part, now)) };
  if (isWord(inner[0], "NOT")) return { type: "not", of: conditionOf(inner.slice(1), now) };
  return comparisonOf(inner, now);
}

/** Parts between ANDs, save those of BETWEEN. */
function conjunctsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  let isBetween = false;
  return partsOf(tokens, (token) => {
    if (isWord(token, "BETWEEN")) isBetween = true;
    if (!isWord(token, "AND")) return false;
    if (!isBetween) return true;
    isBetween = false;
    return false;
  });
}

/** Without parentheses around it all. */
function unwrapped(tokens: readonly Token[]): readonly Token[] {
  if (!isSign(tokens[0], "(") || !isSign(tokens.at(-1), ")")) return tokens;
  let depth = 0;
  for (let place = 0; place < tokens.length - 1; place += 1) {
    if (isSign(tokens[place], "(")) depth += 1;
    if (isSign(tokens[place], ")")) depth -= 1;
    if (depth === 0) return tokens;
  }
  return unwrapped(tokens.slice(1, -1));
}

const signs: ReadonlySet<string> = new Set(["=", "<", "<=", ">", ">=", "<>", "!="]);
const turned: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function comparisonOf(tokens: readonly Token[], now: number): Condition {
  const sides = partsOf(tokens, (token) => token.type === "sign" && signs.has(token.text));
  if (sides.length === 2) {
    const [left, right] = sides as [readonly Token[], readonly Token[]];
    const sign = tokens[left.length]!.text;
    return (
      compared(left, sign, right, now) ??
      compared(right, turned[sign] ?? sign, left, now) ??
      unknown
    );
  }
  const [before, after] = split(tokens, "BETWEEN");
  if (after !== null) {
    const isNot = isWord(before.at(-1), "NOT");
    const column = isNot ? before.slice(0, -1) : before;
    const [low, high] = split(after, "AND");
    if (high === null) return unknown;
    const from = compared(column, ">=", low, now);
    const until = compared(column, "<=", high, now);
    if (from === null || until === null) return unknown;
    const between: Condition = { type: "all", of: [from, until] };
    return isNot ? { type: "not", of: between } : between;
  }
  return listed(tokens, now) ?? like(tokens) ?? unknown;
}

function split(
  tokens: readonly Token[],
  word: string,
): [before: readonly Token[], after: readonly Token[] | null] {
  const place = tokens.findIndex((token) => isWord(token, word));
  return place === -1 ? [tokens, null] : [tokens.slice(0, place), tokens.slice(place + 1)];
}

function listed(tokens: readonly Token[], now: number): Condition | null {
  const place = tokens.findIndex((token) => isWord(token, "IN"));
  if (place < 1 || !isSign(tokens[place + 1], "(")) return null;
  const isNot = isWord(tokens[place - 1], "NOT");
  const column = columnOf(tokens.slice(0, isNot ? place - 1 : place));
  const values = partsOf(tokens.slice(place + 2, -1), (token) => isSign(token, ",")).map((part) =>
    valueOf(part, now),
  );
  if (column === null || values.includes(null)) return null;
  const found: Condition = { type: "is", ...column, how: "=", values: values as string[] }; // None is null.
  return isNot ? { type: "not", of: found } : found;
}

function like(tokens: readonly Token[]): Condition | null {
  const place = tokens.findIndex((token) => isWord(token, "LIKE"));
  const pattern = tokens[place + 1];
  if (place < 1 || pattern?.type !== "text" || tokens.length > place + 2) return null;
  const isNot = isWord(tokens[place - 1], "NOT");
  const column = columnOf(tokens.slice(0, isNot ? place - 1 : place));
  if (column === null) return null;
  const found: Condition = { type: "is", ...column, how: "like", values: [pattern.text] };
  return isNot ? { type: "not", of: found } : found;
}

function compared(
  left: readonly Token[],
  sign: string,
  right: readonly Token[],
  now: number,
): Condition | null {
  const column = columnOf(left);
  const value = valueOf(right, now);
  if (column === null || value === null) return null;
  if (sign === "<>" || sign === "!=") {
    return { type: "not", of: { type: "is", ...column, how: "=", values: [value] } };
  }
  return { type: "is", ...column, how: sign as Comparison["how"], values: [value] }; // One of the signs.
}

/** A column, alone or within a cast that keeps its order. */
function columnOf(tokens: readonly Token[]): Pick<Comparison, "of" | "column"> | null {
  const inner = unwrapped(tokens);
  if (isWord(inner[0], "CAST", "TRY_CAST", "DATE") && isSign(inner[1], "(")) {
    const within = inner.slice(2, -1);
    const end = within.findIndex((token) => isWord(token, "AS"));
    return columnOf(end === -1 ? within : within.slice(0, end));
  }
  if (inner.length === 1 && isName(inner[0])) {
    return isWord(inner[0], ...valueWords) ? null : { of: "", column: inner[0].text.toLowerCase() };
  }
  const [table, dot, column] = inner.slice(-3);
  if (inner.length < 3 || !isSign(dot, ".") || !isName(table) || !isName(column)) return null;
  return { of: table.text.toLowerCase(), column: column.text.toLowerCase() };
}

const valueWords = ["CURRENT_DATE", "CURRENT_TIMESTAMP", "NULL", "TRUE", "FALSE"];

/** A value that is known when the query is planned; `null`: none is. */
function valueOf(tokens: readonly Token[], now: number): string | null {
  const inner = unwrapped(tokens);
  const [first, second] = inner;
  if (first === undefined) return null;
  if (inner.length === 1) {
    if (first.type === "text" || first.type === "number") return first.text;
    if (isWord(first, "TRUE", "FALSE")) return first.text.toLowerCase();
  }
  if (inner.length === 2 && isSign(first, "-") && second?.type === "number")
    return `-${second.text}`;
  if (inner.length === 2 && isWord(first, "DATE", "TIMESTAMP") && second?.type === "text") {
    return second.text;
  }
  return dateOf(inner, now);
}
