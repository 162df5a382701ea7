import { QueryError } from "./query.ts";

/** Where a query has been read up to. */
export interface Reader {
  readonly text: string;
  at: number;
}

/** Passes over white space and comments. */
export function skipSpace(reader: Reader): void {
  const { text } = reader;
  for (;;) {
    while (/\s/.test(text[reader.at] ?? "")) reader.at += 1;
    if (text[reader.at] !== "#") return;
    while (reader.at < text.length && text[reader.at] !== "\n") reader.at += 1;
  }
}

export const isAtEnd = (reader: Reader): boolean => {
  skipSpace(reader);
  return reader.at >= reader.text.length;
};

/** Refuses what comes next. */
export function unexpected(reader: Reader): never {
  skipSpace(reader);
  const { text, at } = reader;
  const [found = ""] = /^(?:[\w@.]+|[^\s])/.exec(text.slice(at)) ?? [];
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const position = at - (before.lastIndexOf("\n") + 1) + 1;
  throw new QueryError(
    found === ""
      ? `unexpected end of the query at line ${line} and position ${position}`
      : `unexpected symbol found ${found} at line ${line} and position ${position}`,
    at,
    at + Math.max(found.length, 1),
  );
}

/** Takes a sign where it is there. */
export function takes(reader: Reader, sign: string): boolean {
  skipSpace(reader);
  if (!reader.text.startsWith(sign, reader.at)) return false;
  reader.at += sign.length;
  return true;
}

export function expect(reader: Reader, sign: string): void {
  if (!takes(reader, sign)) unexpected(reader);
}

/** Takes a word where it is there, in either case. */
export function takesWord(reader: Reader, word: string): boolean {
  skipSpace(reader);
  const { text, at } = reader;
  const end = at + word.length;
  if (text.slice(at, end).toLowerCase() !== word) return false;
  if (/[\w@.]/.test(text[end] ?? "")) return false;
  reader.at = end;
  return true;
}

const name = /[A-Za-z_@][\w@.]*/y;

/** A name, perhaps between backticks; `null`: none is here. */
export function nameIn(reader: Reader): string | null {
  skipSpace(reader);
  const { text, at } = reader;
  if (text[at] === "`") {
    const end = text.indexOf("`", at + 1);
    if (end === -1) unexpected(reader);
    reader.at = end + 1;
    return text.slice(at + 1, end);
  }
  name.lastIndex = at;
  const [found] = name.exec(text) ?? [];
  if (found === undefined) return null;
  reader.at += found.length;
  return found;
}

export const needName = (reader: Reader): string => nameIn(reader) ?? unexpected(reader);

/** A text between quotes; `null`: none is here. */
export function stringIn(reader: Reader): string | null {
  skipSpace(reader);
  const { text } = reader;
  const quote = text[reader.at];
  if (quote !== '"' && quote !== "'") return null;
  let said = "";
  for (let at = reader.at + 1; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === quote) {
      reader.at = at + 1;
      return said;
    }
    if (sign === "\\" && at + 1 < text.length) {
      at += 1;
      said += escapes[text[at]!] ?? text[at]!;
    } else said += sign;
  }
  return unexpected(reader);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** A regular expression between slashes. */
export interface PatternRead {
  readonly pattern: string;
  readonly flags: string;
}

/** The same; `null`: none is here. @throws QueryError where it is none that can be compiled */
export function patternIn(reader: Reader): PatternRead | null {
  skipSpace(reader);
  const { text, at: from } = reader;
  if (text[from] !== "/") return null;
  let inClass = false;
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === "[") inClass = true;
    else if (sign === "]") inClass = false;
    else if (sign === "/" && !inClass) {
      reader.at = at + 1;
      return compiled(text.slice(from + 1, at), from, at + 1);
    }
  }
  return unexpected(reader);
}

function compiled(said: string, from: number, until: number): PatternRead {
  const [whole = "", flags = ""] = /^\(\?([ims]+)\)/.exec(said) ?? [];
  const read: PatternRead = { pattern: said.slice(whole.length), flags };
  try {
    new RegExp(read.pattern, flags);
  } catch {
    throw new QueryError(`invalid regular expression ${said}`, from, until);
  }
  return read;
}

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** A number without a sign; `null`: none is here. */
export function numberIn(reader: Reader): number | null {
  skipSpace(reader);
  number.lastIndex = reader.at;
  const [found] = number.exec(reader.text) ?? [];
  if (found === undefined) return null;
  reader.at += found.length;
  return Number(found);
}
