import { expressionIn } from "./parse-expression.ts";
import {
  CommandNotModeled,
  QueryError,
  type Command,
  type Expression,
  type Named,
  type Query,
  type SortKey,
} from "./query.ts";
import { aggregateNames } from "./function-names.ts";
import {
  isAtEnd,
  needName,
  numberIn,
  patternIn,
  stringIn,
  takes,
  takesWord,
  unexpected,
  type Reader,
} from "./reader.ts";

/** Commands of AWS's that are not interpreted here. */
const commandsNotModeled: ReadonlySet<string> = new Set([
  "pattern",
  "diff",
  "anomaly",
  "lookup",
  "join",
  "addtotals",
  "unnest",
  "source",
]);

/** Reads a query of Logs Insights. @throws QueryError @throws CommandNotModeled */
export function parseQuery(text: string): Query {
  const reader: Reader = { text, at: 0 };
  const commands: Command[] = [];
  if (isAtEnd(reader)) unexpected(reader);
  takes(reader, "|");
  do {
    const command = commandIn(reader);
    const last = commands.at(-1);
    if (last?.type === "dedup" && command.type !== "limit") {
      throw new QueryError("only limit may follow dedup", reader.at);
    }
    commands.push(command);
  } while (takes(reader, "|"));
  if (!isAtEnd(reader)) unexpected(reader);
  return { commands };
}

function commandIn(reader: Reader): Command {
  if (isAtEnd(reader)) unexpected(reader);
  const from = reader.at;
  const word = needName(reader).toLowerCase();
  switch (word) {
    case "fields":
    case "display":
      return { type: word, items: namedIn(reader) };
    case "filter":
    case "filterindex":
      return { type: "filter", condition: expressionIn(reader) };
    case "unmask":
      return { type: "fields", items: namedIn(reader) };
    case "parse":
      return parseIn(reader);
    case "stats":
      return statsIn(reader);
    case "sort":
      return { type: "sort", keys: keysIn(reader) };
    case "limit":
      return { type: "limit", count: countIn(reader) };
    case "dedup":
      return { type: "dedup", by: listIn(reader) };
    default:
      if (commandsNotModeled.has(word)) throw new CommandNotModeled(word);
      reader.at = from;
      return unexpected(reader);
  }
}

function listIn(reader: Reader): readonly Expression[] {
  const items = [expressionIn(reader)];
  while (takes(reader, ",")) items.push(expressionIn(reader));
  return items;
}

function namedIn(reader: Reader): readonly Named[] {
  const items: Named[] = [];
  do {
    const expression = expressionIn(reader);
    const name = takesWord(reader, "as") ? needName(reader) : nameOf(expression);
    items.push({ name, expression });
  } while (takes(reader, ","));
  return items;
}

const nameOf = (expression: Expression): string =>
  expression.type === "field" ? expression.name : expression.text;

function countIn(reader: Reader): number {
  const count = numberIn(reader) ?? unexpected(reader);
  if (!Number.isInteger(count) || count < 1 || count > 10_000) {
    throw new QueryError("limit must be a whole number from 1 to 10000", reader.at);
  }
  return count;
}

function keysIn(reader: Reader): readonly SortKey[] {
  const keys: SortKey[] = [];
  do {
    const expression = expressionIn(reader);
    const isDescending = takesWord(reader, "desc");
    if (!isDescending) takesWord(reader, "asc");
    keys.push({ expression, isDescending });
  } while (takes(reader, ","));
  return keys;
}

function statsIn(reader: Reader): Command {
  const from = reader.at;
  const aggregates = namedIn(reader);
  for (const { expression } of aggregates) {
    if (!hasAggregate(expression)) {
      throw new QueryError(`${expression.text} is no function of many log events`, from, reader.at);
    }
  }
  return { type: "stats", aggregates, by: takesWord(reader, "by") ? namedIn(reader) : [] };
}

function hasAggregate(expression: Expression): boolean {
  switch (expression.type) {
    case "call":
      return aggregateNames.has(expression.name) || expression.given.some(hasAggregate);
    case "binary":
      return hasAggregate(expression.left) || hasAggregate(expression.right);
    case "not":
    case "minus":
      return hasAggregate(expression.of);
    default:
      return false;
  }
}

function parseIn(reader: Reader): Command {
  // What it is taken out of may be left out: the message.
  const isMessage = /^\s*["'/]/.test(reader.text.slice(reader.at));
  const from: Expression = isMessage
    ? { type: "field", name: "@message", text: "@message" }
    : { type: "field", name: needName(reader), text: "" };
  const pattern = patternIn(reader);
  if (pattern !== null) {
    const names = [...pattern.pattern.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map(([, name]) => name!);
    if (takesWord(reader, "as")) {
      return { type: "parse", from, ...pattern, names: namesIn(reader) };
    }
    if (names.length === 0) {
      throw new QueryError("parse needs a name for each of its groups", reader.at);
    }
    return { type: "parse", from, ...pattern, names };
  }
  const said = stringIn(reader) ?? unexpected(reader);
  if (!takesWord(reader, "as")) unexpected(reader);
  const names = namesIn(reader);
  const stars = said.split("*");
  if (stars.length - 1 !== names.length) {
    throw new QueryError(
      `parse has ${stars.length - 1} wildcards and ${names.length} names`,
      reader.at,
    );
  }
  return { type: "parse", from, pattern: globPattern(stars), flags: "s", names };
}

/** Each wildcard takes as little as can be, and the last one the rest where nothing follows it. */
function globPattern(parts: readonly string[]): string {
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const last = parts.at(-1) === "";
  return escaped
    .map((part, place) => {
      if (place === escaped.length - 1) return part;
      return `${part}${last && place === escaped.length - 2 ? "(.*)" : "(.*?)"}`;
    })
    .join("");
}

function namesIn(reader: Reader): readonly string[] {
  const names = [needName(reader)];
  while (takes(reader, ",")) names.push(needName(reader));
  return names;
}
