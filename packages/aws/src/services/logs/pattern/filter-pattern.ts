import { isObject } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { Plain } from "@orrery/kernel";

/** Whether a message is one that is looked for. */
export type Matcher = (message: string) => boolean;

/**
 * Reads a filter pattern of CloudWatch Logs; `null` where it is none. Empty, it finds every message.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html (2026-11)
 */
export function filterPattern(text: string): Matcher | null {
  const pattern = text.trim();
  if (pattern === "") return () => true;
  if (pattern.startsWith("{")) return jsonPattern(pattern);
  if (pattern.startsWith("[")) return fieldsPattern(pattern);
  return termsPattern(pattern);
}

/** Terms: all of those without a sign, one at least of those with `?`, none of those with `-`. */
function termsPattern(pattern: string): Matcher | null {
  const needed: Matcher[] = [];
  const either: Matcher[] = [];
  const unwanted: Matcher[] = [];
  const token = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%])+)%|([^\s"]+))/y;
  for (let at = 0; at < pattern.length;) {
    token.lastIndex = at;
    const found = token.exec(pattern);
    if (found === null) return null;
    at = token.lastIndex;
    const [, sign = "", phrase, expression, word = ""] = found;
    const matcher =
      expression === undefined ? containing(unescaped(phrase ?? word)) : matching(expression);
    if (matcher === null) return null;
    (sign === "-" ? unwanted : sign === "?" ? either : needed).push(matcher);
  }
  // Terms with ? beside others are not looked at, as AWS says.
  const any = needed.length === 0 && unwanted.length === 0 ? either : [];
  return (message) =>
    needed.every((matches) => matches(message)) &&
    !unwanted.some((matches) => matches(message)) &&
    (any.length === 0 || any.some((matches) => matches(message)));
}

const containing =
  (part: string): Matcher =>
  (message) =>
    message.includes(part);

const unescaped = (text: string): string => text.replace(/\\(.)/g, "$1");

// Without groups: AWS has none either.
const expressionSigns = /^[\w\s:#=@/;,\-^$?[\]{}|\\*+.]*$/;

function matching(expression: string): Matcher | null {
  if (!expressionSigns.test(expression)) return null;
  try {
    const regular = new RegExp(expression);
    return (message) => regular.test(message);
  } catch {
    return null;
  }
}

/** Whether a value is one that is looked for; `undefined`: there is none. */
type Test = (value: Plain | undefined) => boolean;

function jsonPattern(pattern: string): Matcher | null {
  if (!pattern.endsWith("}")) return null;
  const condition = new JsonReader(pattern.slice(1, -1)).condition();
  if (condition === null) return null;
  return (message) => {
    const value = parseJson(message.trim());
    return isObject(value) && condition(value);
  };
}

type Condition = (message: Plain) => boolean;

const comparisons = ["!=", ">=", "<=", "=", ">", "<"] as const;
type Comparison = (typeof comparisons)[number];

/** Reads `$.a.b[0] = "x" && ($.n > 3 || $.gone NOT EXISTS)`. */
class JsonReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  condition(): Condition | null {
    const read = this.either();
    this.space();
    return read !== null && this.at === this.text.length ? read : null;
  }

  private either(): Condition | null {
    return this.joined(
      "||",
      () => this.both(),
      (one, other) => (value) => one(value) || other(value),
    );
  }

  private both(): Condition | null {
    return this.joined(
      "&&",
      () => this.single(),
      (one, other) => (value) => one(value) && other(value),
    );
  }

  private joined(
    sign: string,
    part: () => Condition | null,
    join: (one: Condition, other: Condition) => Condition,
  ): Condition | null {
    let left = part();
    while (left !== null && this.take(sign)) {
      const right = part();
      if (right === null) return null;
      left = join(left, right);
    }
    return left;
  }

  private single(): Condition | null {
    if (this.take("(")) {
      const inner = this.either();
      return this.take(")") ? inner : null;
    }
    const path = this.path();
    if (path === null) return null;
    const test = this.test();
    return test === null ? null : (value) => test(valueAt(value, path));
  }

  private path(): readonly string[] | null {
    const found = this.match(/\$((?:\.(?:[\w-]+|\*)|\[(?:\d+|\*)\]|\['[^']+'\])+)/y);
    if (found === null) return null;
    return [...found[1]!.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(
      ([, name, place, quoted]) => name ?? place ?? quoted ?? "",
    );
  }

  private test(): Test | null {
    if (this.match(/NOT EXISTS\b/y) !== null) return (value) => value === undefined;
    const is = this.match(/IS\s+(NULL|TRUE|FALSE)\b/y);
    if (is !== null) {
      const wanted = { NULL: null, TRUE: true, FALSE: false }[is[1] as "NULL" | "TRUE" | "FALSE"];
      return (value) => value === wanted;
    }
    const comparison = comparisons.find((sign) => this.take(sign));
    if (comparison === undefined) return null;
    const found = this.match(/"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s()&|]+)/y);
    if (found === null) return null;
    const [, phrase, expression, word = ""] = found;
    if (expression !== undefined) {
      const matches = matching(expression);
      if (matches === null || !(comparison === "=" || comparison === "!=")) return null;
      return (value) =>
        value === undefined ? false : matches(textOf(value)) === (comparison === "=");
    }
    return compared(comparison, unescaped(phrase ?? word), phrase !== undefined);
  }

  private take(sign: string): boolean {
    this.space();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    this.space();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
  }
}

/** A member of a value, by its path. */
export function valueAt(value: Plain, path: readonly string[]): Plain | undefined {
  let found: Plain | undefined = value;
  for (const name of path) {
    if (Array.isArray(found)) found = (found as readonly Plain[])[Number(name)];
    else found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

const textOf = (value: Plain): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Numbers are compared as such, texts with `*` for any part. */
function compared(comparison: Comparison, wanted: string, isPhrase: boolean): Test | null {
  const number = wanted === "" || isPhrase ? NaN : Number(wanted);
  switch (comparison) {
    case "=":
      return (value) => value !== undefined && isLike(value, wanted, number);
    case "!=":
      return (value) => value !== undefined && !isLike(value, wanted, number);
    default:
      if (Number.isNaN(number)) return null;
      return (value) => {
        const given = typeof value === "string" ? Number(value) : value;
        return typeof given === "number" && holds(comparison, given, number);
      };
  }
}

function holds(comparison: Comparison, value: number, than: number): boolean {
  switch (comparison) {
    case ">":
      return value > than;
    case ">=":
      return value >= than;
    case "<":
      return value < than;
    default:
      return value <= than;
  }
}

function isLike(value: Plain, wanted: string, number: number): boolean {
  if (typeof value === "number" && !Number.isNaN(number)) return value === number;
  const text = textOf(value);
  if (!wanted.includes("*")) return text === wanted;
  const parts = wanted.split("*");
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const place = text.indexOf(part, from);
    if (place < 0) return false;
    from = place + part.length;
  }
  return from + last.length <= text.length;
}

/** `[ip, user, ..., status = 4*, size > 100]`: fields between spaces, quotes or brackets, by their places. */
function fieldsPattern(pattern: string): Matcher | null {
  if (!pattern.endsWith("]")) return null;
  const fields = pattern.slice(1, -1).split(",");
  const tests: (Test | "rest")[] = [];
  for (const field of fields) {
    const text = field.trim();
    if (text === "...") {
      if (tests.includes("rest")) return null;
      tests.push("rest");
      continue;
    }
    const conditions = text.split(/&&|\|\|/).map(fieldTest);
    if (conditions.includes(null)) return null;
    const all = conditions as readonly Test[];
    const isEither = text.includes("||");
    if (isEither && text.includes("&&")) return null;
    tests.push((value) =>
      isEither ? all.some((test) => test(value)) : all.every((test) => test(value)),
    );
  }
  return (message) => {
    const values = fieldsOf(message);
    const rest = tests.indexOf("rest");
    const before = rest < 0 ? tests : tests.slice(0, rest);
    const behind = rest < 0 ? [] : tests.slice(rest + 1);
    if (rest < 0 ? values.length !== tests.length : values.length < before.length + behind.length) {
      return false;
    }
    const last = values.length - behind.length;
    return (
      before.every((test, place) => (test as Test)(values[place])) &&
      behind.every((test, place) => (test as Test)(values[last + place]))
    );
  };
}

function fieldTest(text: string): Test | null {
  const found = /^\s*[\w$-]*\s*(?:(!=|>=|<=|=|>|<)\s*(?:"([^"]*)"|%([^%]+)%|(\S+)))?\s*$/.exec(
    text,
  );
  if (found === null) return null;
  const [, sign, phrase, expression, word] = found;
  if (sign === undefined) return () => true;
  if (expression !== undefined) {
    const matches = matching(expression);
    if (matches === null) return null;
    return (value) => matches(textOf(value ?? "")) === (sign === "=");
  }
  return compared(sign as Comparison, phrase ?? word ?? "", phrase !== undefined);
}

/** What stands between spaces, quotes or brackets. */
export const fieldsOf = (message: string): readonly string[] =>
  [...message.trim().matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? "",
  );
