import { conditionOf, type Condition } from "./condition.ts";
import { behindParenthesis, isName, isSign, isWord, partsOf, type Token } from "./tokens.ts";

/** A table that a query reads, and what of it. Plain data. */
export interface TableRead {
  /** Empty where it is not said. All in small letters. */
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
  /** The columns that may be its; `null`: all. */
  readonly columns: readonly string[] | null;
  /** What its rows must meet. */
  readonly condition: Condition;
}

/** What a query reads, and what its rows have. */
export interface QueryReads {
  readonly tables: readonly TableRead[];
  /** The names of its columns; `null`: they are those of its tables. */
  readonly output: readonly string[] | null;
}

/** What a query's outer query wants of it. */
interface Wanted {
  /** `null`: all. */
  readonly columns: readonly string[] | null;
  readonly condition: Condition;
}

type Named = ReadonlyMap<string, readonly Token[]>;

/** The query of a view, by its name's parts; `undefined`: it is none. */
export type ViewAt = (path: readonly string[]) => readonly Token[] | undefined;

/** What is the same in all of a query. */
interface Around {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly viewAt: ViewAt;
  /** How many views and subqueries are around: one more than these is a circle. */
  readonly depth: number;
}

const mostDepth = 50;

const all: Wanted = { columns: null, condition: { type: "all", of: [] } };
const clauses = ["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH"];
const sets = ["UNION", "INTERSECT", "EXCEPT"];

/** What a query reads. `now`: milliseconds since 1970. */
export const readsOf = (
  tokens: readonly Token[],
  now: number,
  viewAt: ViewAt = () => undefined,
): QueryReads => readsWithin(tokens, new Map(), all, { now, viewAt, depth: 0 });

const nothing: QueryReads = { tables: [], output: [] };

function readsWithin(
  tokens: readonly Token[],
  outer: Named,
  wanted: Wanted,
  outside: Around,
): QueryReads {
  const around = { ...outside, depth: outside.depth + 1 };
  if (around.depth > mostDepth) return nothing;
  if (isSign(tokens[0], "(") && behindParenthesis(tokens, 0) === tokens.length) {
    return readsWithin(tokens.slice(1, -1), outer, wanted, around);
  }
  const named = new Map(outer);
  let body = tokens;
  if (isWord(tokens[0], "WITH")) body = withQueries(tokens, named);
  const selects = partsOf(body, (token) => isWord(token, ...sets));
  if (selects.length > 1) {
    const reads = selects.map((each) =>
      readsWithin(isWord(each[0], "ALL", "DISTINCT") ? each.slice(1) : each, named, wanted, around),
    );
    return { tables: reads.flatMap(({ tables }) => tables), output: reads[0]!.output };
  }
  return selectReads(body, named, wanted, around);
}

/** Keeps the queries of a WITH under their names. @returns what is behind them. */
function withQueries(tokens: readonly Token[], named: Map<string, readonly Token[]>) {
  let place = isWord(tokens[1], "RECURSIVE") ? 2 : 1;
  for (;;) {
    const name = tokens[place];
    place += 1;
    if (isSign(tokens[place], "(")) place = behindParenthesis(tokens, place);
    if (!isName(name) || !isWord(tokens[place], "AS")) return tokens.slice(place);
    const end = behindParenthesis(tokens, place + 1);
    named.set(name.text.toLowerCase(), tokens.slice(place + 2, end - 1));
    place = end;
    if (!isSign(tokens[place], ",")) return tokens.slice(place);
    place += 1;
  }
}

/** A table or a query in a FROM. */
interface Source {
  /** By what columns name it, in small letters. */
  readonly alias: string;
  readonly query: readonly Token[] | null;
  /** Catalog, database and table, as far as they are said. */
  readonly path: readonly string[];
}

function selectReads(
  tokens: readonly Token[],
  named: Named,
  wanted: Wanted,
  around: Around,
): QueryReads {
  const sections = sectionsOf(tokens);
  const sources = sourcesOf(sections.get("FROM") ?? []);
  const items = partsOf(selectItems(sections.get("") ?? []), (token) => isSign(token, ","));
  const where = conditionOf(sections.get("WHERE") ?? [], around.now);
  const within = (sections.get("WHERE") ?? []).length === 0 ? all.condition : where;
  const { names, queries } = mentioned(tokens);
  const tables = queries.flatMap((query) => readsWithin(query, named, all, around).tables);
  const isLimited = sections.has("LIMIT") || sections.has("FETCH");
  const pushed = isLimited ? all.condition : pushedDown(wanted.condition, items);
  const stars = items.filter((item) => isSign(item.at(-1), "*") && item.length <= 3);
  for (const source of sources) {
    const isAll = stars.some((star) => star.length === 1 || nameIn(star[0]) === source.alias);
    const own = [...names].flatMap((name) => {
      const [table, column] = name.includes(".") ? name.split(".") : ["", name];
      return table === "" || table === source.alias ? [column!] : [];
    });
    const starred = wanted.columns === null ? null : [...own, ...wanted.columns];
    const columns = isAll ? starred : own;
    const condition: Condition = { type: "all", of: [ofSource(within, source.alias), pushed] };
    const cte = source.path.length === 1 ? named.get(source.path[0]!) : undefined;
    const view =
      source.path.length === 0 || cte !== undefined ? undefined : around.viewAt(source.path);
    const query = source.query ?? cte ?? view;
    if (query !== undefined) {
      const others =
        view !== undefined ? none : cte === undefined ? named : without(named, source.path[0]!);
      tables.push(...readsWithin(query, others, { columns, condition }, around).tables);
    } else if (source.path.length > 0) {
      const [table = "", database = "", catalog = ""] = [...source.path].reverse();
      tables.push({ catalog, database, table, columns, condition });
    }
  }
  return { tables, output: stars.length > 0 ? null : items.map(outputName) };
}

const none: Named = new Map([]);
const without = (named: Named, name: string): Named =>
  new Map([...named].filter(([each]) => each !== name));

const nameIn = (token: Token | undefined): string => token?.text.toLowerCase() ?? "";

/** DISTINCT and ALL are before the first item. */
const selectItems = (tokens: readonly Token[]): readonly Token[] => {
  const from = isWord(tokens[0], "SELECT") ? 1 : 0;
  return tokens.slice(isWord(tokens[from], "DISTINCT", "ALL") ? from + 1 : from);
};

/** The clauses of a SELECT by their first word; of the SELECT itself, by none. */
function sectionsOf(tokens: readonly Token[]): ReadonlyMap<string, readonly Token[]> {
  const sections = new Map<string, Token[]>();
  let current: Token[] = [];
  sections.set("", current);
  let depth = 0;
  for (const token of tokens) {
    if (isSign(token, "(")) depth += 1;
    if (isSign(token, ")")) depth -= 1;
    if (depth === 0 && isWord(token, ...clauses)) sections.set(token.word, (current = []));
    else current.push(token);
  }
  return sections;
}

const joins = ["JOIN", "INNER", "LEFT", "RIGHT", "FULL", "OUTER", "CROSS", "NATURAL"];

function sourcesOf(tokens: readonly Token[]): readonly Source[] {
  const parts = partsOf(tokens, (token) => isSign(token, ",") || isWord(token, "JOIN"));
  return parts.flatMap((part) => {
    // What follows is how the next one is joined, or on what this one is.
    const end = part.findIndex((token) => isWord(token, "ON", "USING", ...joins));
    return sourceOf(end === -1 ? part : part.slice(0, end));
  });
}

function sourceOf(tokens: readonly Token[]): readonly Source[] {
  const [first] = tokens;
  if (first === undefined) return [];
  if (isSign(first, "(")) {
    const end = behindParenthesis(tokens, 0);
    const inner = tokens.slice(1, end - 1);
    if (!isWord(inner[0], "SELECT", "WITH", "(")) return sourcesOf(inner);
    return [{ alias: aliasIn(tokens.slice(end)) ?? "", query: inner, path: [] }];
  }
  if (!isName(first) || isWord(first, "UNNEST", "LATERAL", "VALUES")) return [];
  const path = [first.text.toLowerCase()];
  let place = 1;
  while (isSign(tokens[place], ".") && isName(tokens[place + 1])) {
    path.push(tokens[place + 1]!.text.toLowerCase());
    place += 2;
  }
  // A function that gives a table.
  if (isSign(tokens[place], "(")) return [];
  return [{ alias: aliasIn(tokens.slice(place)) ?? path.at(-1)!, query: null, path }];
}

function aliasIn(tokens: readonly Token[]): string | null {
  const rest = isWord(tokens[0], "FOR") ? tokens.slice(5) : tokens;
  const name = isWord(rest[0], "AS") ? rest[1] : rest[0];
  return isName(name) && !isWord(name, "TABLESAMPLE") ? name.text.toLowerCase() : null;
}

const noColumns = new Set(
  "SELECT DISTINCT ALL FROM WHERE GROUP BY HAVING ORDER LIMIT AS ON AND OR NOT IN BETWEEN LIKE IS NULL CASE WHEN THEN ELSE END ASC DESC".split(
    " ",
  ),
);

/** All names outside subqueries that may be columns, `table.column` where that is said; and the subqueries of expressions. */
function mentioned(tokens: readonly Token[]): {
  readonly names: ReadonlySet<string>;
  readonly queries: readonly (readonly Token[])[];
} {
  const names = new Set<string>();
  const queries: (readonly Token[])[] = [];
  let isSource = false;
  let depth = 0;
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place]!;
    if (isSign(token, "(")) {
      if (isWord(tokens[place + 1], "SELECT", "WITH")) {
        const end = behindParenthesis(tokens, place);
        // Those of a FROM are read as its sources.
        if (!isSource) queries.push(tokens.slice(place + 1, end - 1));
        place = end - 1;
        continue;
      }
      depth += 1;
    }
    if (isSign(token, ")")) depth -= 1;
    if (depth === 0 && isWord(token, ...clauses)) isSource = token.word === "FROM";
    if (isSource && isWord(token, "ON", "USING")) isSource = false;
    if (!isSource && isWord(token, "JOIN")) isSource = true;
    if (isSource || !isName(token) || noColumns.has(token.word)) continue;
    const isQualified = isSign(tokens[place + 1], ".") && isName(tokens[place + 2]);
    if (isQualified) {
      names.add(`${nameIn(token)}.${nameIn(tokens[place + 2])}`);
      // A row of a column: `column.field`.
      names.add(nameIn(token));
    } else if (!isSign(tokens[place - 1], ".") && !isSign(tokens[place + 1], "(")) {
      names.add(nameIn(token));
    }
  }
  return { names, queries };
}

/** What an expression may end with and is no name. */
const unnamed = [
  "END",
  "NULL",
  "TRUE",
  "FALSE",
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "LOCALTIME",
  "LOCALTIMESTAMP",
];

/** The name of a column that a query gives. */
function outputName(item: readonly Token[], place: number): string {
  const last = item.at(-1);
  const before = item.at(-2);
  if (
    isName(last) &&
    ((item.length === 1 && !isWord(last, ...unnamed)) ||
      isWord(before, "AS") ||
      isSign(before, "."))
  ) {
    return last.text.toLowerCase();
  }
  const isNamed = isName(last) && (isSign(before, ")") || isName(before));
  return isNamed && !isWord(last, ...unnamed) ? last.text.toLowerCase() : `_col${place}`;
}

/** What of a condition is about one source: what names another may hold or not. */
function ofSource(condition: Condition, alias: string): Condition {
  switch (condition.type) {
    case "all":
    case "any":
      return { type: condition.type, of: condition.of.map((each) => ofSource(each, alias)) };
    case "not":
      return { type: "not", of: ofSource(condition.of, alias) };
    case "is":
      if (condition.of !== "" && condition.of !== alias) return { type: "unknown" };
      return { ...condition, of: "" };
    case "unknown":
      return condition;
  }
}

/** What an outer query asks of columns that this one gives as they are. */
function pushedDown(condition: Condition, items: readonly (readonly Token[])[]): Condition {
  const given = new Set(
    items.flatMap((item) => {
      if (isSign(item.at(-1), "*")) return ["*"];
      const isPlain = item.length === 1 || (item.length === 3 && isSign(item[1], "."));
      return isPlain && isName(item.at(-1)) ? [nameIn(item.at(-1))] : [];
    }),
  );
  const pushed = (each: Condition): Condition => {
    switch (each.type) {
      case "all":
      case "any":
        return { type: each.type, of: each.of.map(pushed) };
      case "not":
        return { type: "not", of: pushed(each.of) };
      case "is":
        return given.has("*") || given.has(each.column) ? { ...each, of: "" } : { type: "unknown" };
      case "unknown":
        return each;
    }
  };
  return pushed(condition);
}
