import type { CloudWatchMetric } from "../../../service/cloudwatch-metric.ts";

/** What a search of metrics says, read. */
export interface SearchQuery {
  /** Metrics of this namespace with exactly these dimensions alone; `null`: of any. */
  readonly schema: { readonly namespace: string; readonly dimensions: readonly string[] } | null;
  /** `null`: all of them. */
  readonly condition: Condition | null;
}

type Condition =
  | { readonly type: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly type: "not"; readonly of: Condition }
  /** `of`: what it is about, such as `MetricName`; `null`: anything of the metric. */
  | {
      readonly type: "term";
      readonly of: string | null;
      readonly text: string;
      readonly isExact: boolean;
    };

const token = /\s*(?:"((?:[^"\\]|\\.)*)"|([(){},=])|([^\s"(){},=]+))/y;

interface Token {
  readonly text: string;
  readonly type: "exact" | "sign" | "word";
}

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return null;
    const [, exact, sign, word] = found;
    if (exact !== undefined) tokens.push({ text: exact.replace(/\\(.)/g, "$1"), type: "exact" });
    else if (sign !== undefined) tokens.push({ text: sign, type: "sign" });
    else tokens.push({ text: word!, type: "word" });
  }
  return tokens;
}

/** Reads a search; `null` where it is none. */
export function parseSearch(text: string): SearchQuery | null {
  const found = tokensOf(text);
  if (found === null) return null;
  const tokens: readonly Token[] = found;
  let at = 0;
  const isSign = (sign: string): boolean =>
    tokens[at]?.type === "sign" && tokens[at]!.text === sign;
  const isWord = (word: string): boolean =>
    tokens[at]?.type === "word" && tokens[at]!.text.toUpperCase() === word;
  const takes = (sign: string): boolean => {
    if (!isSign(sign)) return false;
    at += 1;
    return true;
  };
  const wordIn = (): string | null => {
    const next = tokens[at];
    if (next === undefined || next.type === "sign") return null;
    at += 1;
    return next.text;
  };

  /** `of`: what all terms in it are about. */
  function either(of: string | null): Condition | null {
    const parts: Condition[] = [];
    do {
      const part = all(of);
      if (part === null) return null;
      parts.push(part);
    } while (isWord("OR") && (at += 1) > 0);
    return parts.length === 1 ? parts[0]! : { type: "or", parts };
  }

  function all(of: string | null): Condition | null {
    const parts: Condition[] = [];
    while (at < tokens.length && !isSign(")") && !isWord("OR")) {
      if (isWord("AND")) {
        at += 1;
        continue;
      }
      const part = single(of);
      if (part === null) return null;
      parts.push(part);
    }
    if (parts.length === 0) return null;
    return parts.length === 1 ? parts[0]! : { type: "and", parts };
  }

  function single(of: string | null): Condition | null {
    if (isWord("NOT")) {
      at += 1;
      const negated = single(of);
      return negated === null ? null : { type: "not", of: negated };
    }
    if (takes("(")) {
      const inner = either(of);
      return takes(")") ? inner : null;
    }
    const next = tokens[at];
    if (next === undefined || next.type === "sign") return null;
    at += 1;
    if (of === null && takes("=")) return single(next.text);
    return { type: "term", of, text: next.text, isExact: next.type === "exact" };
  }

  let schema: SearchQuery["schema"] = null;
  if (takes("{")) {
    const names: string[] = [];
    do {
      const name = wordIn();
      if (name === null) return null;
      names.push(name);
    } while (takes(","));
    if (!takes("}")) return null;
    schema = { namespace: names[0]!, dimensions: names.slice(1) };
  }
  if (at === tokens.length) return schema === null ? null : { schema, condition: null };
  const condition = either(null);
  return condition === null || at < tokens.length ? null : { schema, condition };
}

/** Whether a search is about metrics of the account's own alone, and not about those that services publish. */
export function isOfOwnMetrics({ schema, condition }: SearchQuery): boolean {
  if (schema !== null) return !schema.namespace.startsWith("AWS/");
  return condition !== null && namesOwn(condition);
}

function namesOwn(condition: Condition): boolean {
  switch (condition.type) {
    case "and":
      return condition.parts.some(namesOwn);
    case "or":
      return condition.parts.every(namesOwn);
    case "not":
      return false;
    case "term":
      return (
        condition.of === "Namespace" && condition.isExact && !condition.text.startsWith("AWS/")
      );
  }
}

/** Whether a search finds a metric. */
export function finds({ schema, condition }: SearchQuery, metric: CloudWatchMetric): boolean {
  if (schema !== null) {
    const names = Object.keys(metric.dimensions);
    if (metric.namespace !== schema.namespace || names.length !== schema.dimensions.length) {
      return false;
    }
    if (!schema.dimensions.every((name) => names.includes(name))) return false;
  }
  return condition === null || holds(condition, metric);
}

function holds(condition: Condition, metric: CloudWatchMetric): boolean {
  switch (condition.type) {
    case "and":
      return condition.parts.every((part) => holds(part, metric));
    case "or":
      return condition.parts.some((part) => holds(part, metric));
    case "not":
      return !holds(condition.of, metric);
    case "term":
      return textsOf(metric, condition.of).some((text) =>
        condition.isExact
          ? text.toLowerCase() === condition.text.toLowerCase()
          : hasWords(text, condition.text),
      );
  }
}

function textsOf(
  { namespace, name, dimensions }: CloudWatchMetric,
  of: string | null,
): readonly string[] {
  if (of === "Namespace") return [namespace];
  if (of === "MetricName") return [name];
  if (of !== null) return dimensions[of] === undefined ? [] : [dimensions[of]];
  return [namespace, name, ...Object.keys(dimensions), ...Object.values(dimensions)];
}

/** The words of a text: what signs and capitals tell apart. */
const wordsOf = (text: string): readonly string[] =>
  (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());

/** Whether the words of a term stand in a text one after another, or the term is a word of it as it is. */
function hasWords(text: string, term: string): boolean {
  if (
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .includes(term.toLowerCase())
  )
    return true;
  const words = wordsOf(text);
  const wanted = wordsOf(term);
  if (wanted.length === 0) return text.includes(term);
  return words.some((_, from) => wanted.every((word, place) => words[from + place] === word));
}
