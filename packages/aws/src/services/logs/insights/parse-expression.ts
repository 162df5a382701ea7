import {
  CommandNotModeled,
  QueryError,
  type Expression,
  type Operator,
  type PeriodUnit,
} from "./query.ts";
import { aggregateNames, functionNames, functionsNotModeled } from "./function-names.ts";
import {
  expect,
  nameIn,
  numberIn,
  patternIn,
  skipSpace,
  stringIn,
  takes,
  takesWord,
  unexpected,
  type Reader,
} from "./reader.ts";

/** An expression of a query. @throws QueryError */
export const expressionIn = (reader: Reader): Expression => eitherIn(reader);

function spanOf(reader: Reader): () => string {
  skipSpace(reader);
  const from = reader.at;
  return () => reader.text.slice(from, reader.at).trim();
}

function eitherIn(reader: Reader): Expression {
  const text = spanOf(reader);
  let left = bothIn(reader);
  while (takesWord(reader, "or")) {
    left = { type: "binary", operator: "or", left, right: bothIn(reader), text: text() };
  }
  return left;
}

function bothIn(reader: Reader): Expression {
  const text = spanOf(reader);
  let left = negatedIn(reader);
  while (takesWord(reader, "and")) {
    left = { type: "binary", operator: "and", left, right: negatedIn(reader), text: text() };
  }
  return left;
}

function negatedIn(reader: Reader): Expression {
  const text = spanOf(reader);
  if (!takesWord(reader, "not")) return comparisonIn(reader);
  return { type: "not", of: negatedIn(reader), text: text() };
}

const comparisons: readonly Operator[] = ["!=", "<=", ">=", "=", "<", ">"];

function comparisonIn(reader: Reader): Expression {
  const text = spanOf(reader);
  const left = sumIn(reader);
  if (takes(reader, "=~")) return likeIn(reader, left, text);
  for (const operator of comparisons) {
    if (!takes(reader, operator)) continue;
    return { type: "binary", operator, left, right: sumIn(reader), text: text() };
  }
  const isNegated = takesWord(reader, "not");
  if (takesWord(reader, "like")) {
    const like = likeIn(reader, left, text);
    return isNegated ? { type: "not", of: like, text: text() } : like;
  }
  if (takesWord(reader, "in")) {
    const found: Expression = {
      type: "binary",
      operator: "in",
      left,
      right: primaryIn(reader),
      text: text(),
    };
    return isNegated ? { type: "not", of: found, text: text() } : found;
  }
  return isNegated ? unexpected(reader) : left;
}

function likeIn(reader: Reader, left: Expression, text: () => string): Expression {
  const pattern = patternIn(reader);
  const right: Expression =
    pattern === null ? primaryIn(reader) : { type: "pattern", ...pattern, text: text() };
  return { type: "binary", operator: "like", left, right, text: text() };
}

/** Operators of one rank, from the left on. */
const leftToRight =
  (operators: readonly Operator[], operandIn: (reader: Reader) => Expression) =>
  (reader: Reader): Expression => {
    const text = spanOf(reader);
    let left = operandIn(reader);
    for (;;) {
      const operator = operators.find((each) => takes(reader, each));
      if (operator === undefined) return left;
      left = { type: "binary", operator, left, right: operandIn(reader), text: text() };
    }
  };

const productIn = leftToRight(["*", "/", "%"], powerIn);
const sumIn = leftToRight(["+", "-"], productIn);

function powerIn(reader: Reader): Expression {
  const text = spanOf(reader);
  if (takes(reader, "-")) return { type: "minus", of: powerIn(reader), text: text() };
  const left = primaryIn(reader);
  if (!takes(reader, "^")) return left;
  return { type: "binary", operator: "^", left, right: powerIn(reader), text: text() };
}

/** Units of periods by what queries call them. */
const units: Readonly<Record<string, PeriodUnit>> = {
  ms: "ms",
  msec: "ms",
  s: "s",
  sec: "s",
  m: "m",
  min: "m",
  h: "h",
  hr: "h",
  d: "d",
  w: "w",
  mo: "mo",
  mon: "mo",
  q: "q",
  qtr: "q",
  y: "y",
  yr: "y",
};

function primaryIn(reader: Reader): Expression {
  const text = spanOf(reader);
  if (takes(reader, "(")) {
    const inner = expressionIn(reader);
    expect(reader, ")");
    return { ...inner, text: text() };
  }
  if (takes(reader, "[")) {
    const items = listIn(reader, "]");
    return { type: "list", items, text: text() };
  }
  const said = stringIn(reader);
  if (said !== null) return { type: "value", value: said, text: text() };
  const count = numberIn(reader);
  if (count !== null) return numberOrPeriod(reader, count, text);
  const isQuoted = reader.text[reader.at] === "`";
  const from = reader.at;
  const name = nameIn(reader) ?? unexpected(reader);
  if (!isQuoted && takes(reader, "(")) return callIn(reader, name, from, text);
  if (!isQuoted && ["true", "false"].includes(name)) {
    return { type: "value", value: name === "true", text: text() };
  }
  if (!isQuoted && name === "null") return { type: "value", value: null, text: text() };
  return { type: "field", name, text: text() };
}

function numberOrPeriod(reader: Reader, count: number, text: () => string): Expression {
  const [unit] = /^[a-z]+/.exec(reader.text.slice(reader.at)) ?? [];
  if (unit === undefined) return { type: "value", value: count, text: text() };
  const found = units[unit] ?? units[unit.replace(/s$/, "")];
  if (found === undefined) unexpected(reader);
  reader.at += unit.length;
  return { type: "period", count, unit: found, text: text() };
}

function callIn(reader: Reader, said: string, from: number, text: () => string): Expression {
  const name = said.toLowerCase();
  if (functionsNotModeled.has(name)) throw new CommandNotModeled(said);
  if (!functionNames.has(name) && !aggregateNames.has(name)) {
    throw new QueryError(`unknown function ${said}`, from, from + said.length);
  }
  // All of a row, and not a product.
  if (takes(reader, "*")) {
    expect(reader, ")");
    return { type: "call", name, given: [], text: text() };
  }
  return { type: "call", name, given: listIn(reader, ")"), text: text() };
}

function listIn(reader: Reader, end: string): readonly Expression[] {
  if (takes(reader, end)) return [];
  const items: Expression[] = [];
  do {
    const pattern = patternIn(reader);
    items.push(
      pattern === null
        ? expressionIn(reader)
        : { type: "pattern", ...pattern, text: `/${pattern.pattern}/` },
    );
  } while (takes(reader, ","));
  expect(reader, end);
  return items;
}
