import { JsonTextError } from "../../../../pattern/json-failure.ts";
import { readJsonTree } from "../../../../pattern/json-tree.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Why a text is no JSON, and where: in the words of the parser that AWS reads definitions with. */
export function jsonFault(text: string): Diagnostic {
  const why = whyNot(text);
  const end = endOf(text, why);
  const lines = text.slice(0, end).split(/\r\n|\r|\n/u);
  const source =
    text.length > 500 ? `${text.slice(0, 500)}"[truncated ${text.length - 500} chars]` : `${text}"`;
  const location = `[Source: (String)"${source}; line: ${lines.length}, column: ${lines.at(-1)!.length + 1}]`;
  return {
    severity: "ERROR",
    code: "INVALID_JSON_DESCRIPTION",
    message: `${why}\n at ${location}`,
    location,
  };
}

function whyNot(text: string): string {
  try {
    readJsonTree(text);
  } catch (failure) {
    if (failure instanceof JsonTextError) return failure.message;
    throw failure;
  }
  return "Unexpected end-of-input";
}

/** How far the parser had read when it gave up. */
function endOf(text: string, why: string): number {
  if (why.startsWith("Unexpected end-of-input")) return text.length;
  const at = firstFault(text);
  const token = /^Unrecognized token '([^']*)'/u.exec(why)?.[1];
  return at + (token === undefined ? 1 : token.length);
}

const token = /[{}[\],:]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Where the first token stands that may not stand there. */
function firstFault(text: string): number {
  const open: string[] = [];
  let expected: "value" | "name" | "colon" | "more" | "end" = "value";
  let isFirst = false;
  for (let at = 0; ;) {
    while (/\s/u.test(text[at] ?? "")) at += 1;
    token.lastIndex = at;
    const found: string | undefined = token.exec(text)?.[0];
    if (found === undefined || !fits(found, expected, open, isFirst)) return at;
    at += found.length;
    isFirst = found === "{" || found === "[";
    if (isFirst) open.push(found);
    if (found === "}" || found === "]") open.pop();
    expected = after(found, expected, open);
  }
}

function fits(found: string, expected: string, open: readonly string[], isFirst: boolean): boolean {
  const closes = found === (open.at(-1) === "{" ? "}" : "]") && open.length > 0;
  if (expected === "name") return found.startsWith('"') || (isFirst && closes);
  if (expected === "colon") return found === ":";
  if (expected === "more") return found === "," || closes;
  if (expected === "end") return false;
  return /^["\d\-{[tfn]/u.test(found) || (isFirst && closes);
}

function after(found: string, expected: string, open: readonly string[]) {
  if (found === "{") return "name";
  if (found === "[") return "value";
  if (found === ":") return "value";
  if (found === ",") return open.at(-1) === "{" ? "name" : "value";
  if (expected === "name" && found !== "}") return "colon";
  return open.length === 0 ? "end" : "more";
}
