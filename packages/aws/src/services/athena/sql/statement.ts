import {
  columnsIn,
  createTableIn,
  propertiesIn,
  type Named,
  type TableMade,
} from "./create-table.ts";
import {
  behindParenthesis,
  isName,
  isSign,
  isWord,
  partsOf,
  tokensOf,
  type Token,
} from "./tokens.ts";

/** A partition as a statement names it. Plain data. */
export interface PartitionSaid {
  /** Values by key, in small letters. */
  readonly values: Readonly<Record<string, string>>;
  readonly location: string | null;
}

/** What a statement changes in the catalog. Plain data. */
export type CatalogChange =
  | { readonly type: "makeDatabase"; readonly name: string; readonly isTolerant: boolean }
  | { readonly type: "dropDatabase"; readonly name: string; readonly isTolerant: boolean }
  | { readonly type: "createTable"; readonly isTolerant: boolean; readonly made: TableMade }
  | { readonly type: "createView"; readonly isReplaced: boolean; readonly made: TableMade }
  | { readonly type: "dropTable"; readonly of: Named; readonly isTolerant: boolean }
  | {
      readonly type: "addPartitions" | "dropPartitions";
      readonly of: Named;
      readonly isTolerant: boolean;
      readonly partitions: readonly PartitionSaid[];
    }
  | { readonly type: "repair"; readonly of: Named }
  | {
      readonly type: "setProperties";
      readonly of: Named;
      readonly properties: Readonly<Record<string, string>>;
    }
  | { readonly type: "addColumns"; readonly of: Named; readonly columns: TableMade["columns"] };

/** What a statement shows of the catalog. Plain data. */
export type CatalogShown =
  | { readonly type: "databases" }
  | { readonly type: "tables" | "views"; readonly database: string }
  | { readonly type: "partitions" | "columns" | "createTable" | "describe"; readonly of: Named };

/** What a query writes to. Plain data. */
export interface Written {
  /** The table; `null`: objects alone. */
  readonly table: Named | null;
  readonly isNew: boolean;
  /** The columns that INSERT INTO names; `null`: it names none. */
  readonly columns: readonly string[] | null;
  /** By the names of its WITH: `format`, `partitioned_by` and the like; lists with commas between. */
  readonly properties: Readonly<Record<string, string>>;
  /** Where it writes; `null`: where its table is, or by the place of results. */
  readonly location: string | null;
}

/** A statement of Athena, as far as it is read. */
export interface Statement {
  readonly type: "DDL" | "DML" | "UTILITY";
  /** Such as `SELECT` or `CREATE_TABLE_AS_SELECT`. */
  readonly subtype: string;
  /** Which quota it counts against. */
  readonly quota: "dml" | "ddl";
  /** The tokens of its query; `null`: it has none. */
  readonly query: readonly Token[] | null;
  readonly writes: Written | null;
  readonly change: CatalogChange | null;
  readonly shows: CatalogShown | null;
  /** Of EXECUTE: the prepared statement and what takes the places of its question marks. */
  readonly executes: { readonly name: string; readonly values: readonly string[] } | null;
}

const none = {
  query: null,
  writes: null,
  change: null,
  shows: null,
  executes: null,
} as const;

type Read = Pick<Statement, "type" | "subtype" | "quota"> & Partial<Statement>;

/** Reads a statement; `null`: it is none of those that are read. */
export function statementOf(sql: string): Statement | null {
  const tokens = tokensOf(sql);
  const last = tokens.at(-1);
  const read = readFirst(isSign(last, ";") ? tokens.slice(0, -1) : tokens, sql);
  return read === null ? null : { ...none, ...read };
}

const dml = (subtype: string, rest: Partial<Statement>): Read => ({
  type: "DML",
  quota: "dml",
  subtype,
  ...rest,
});
const ddl = (subtype: string, rest: Partial<Statement>): Read => ({
  type: "DDL",
  quota: "ddl",
  subtype,
  ...rest,
});
const utility = (subtype: string, rest: Partial<Statement>): Read => ({
  type: "UTILITY",
  quota: "ddl",
  subtype,
  ...rest,
});

function readFirst(tokens: readonly Token[], sql: string): Read | null {
  const [first, second] = tokens;
  switch (first?.word) {
    case "SELECT":
    case "WITH":
    case "VALUES":
    case "TABLE":
      return dml("SELECT", { query: tokens });
    case "INSERT":
      return insertIn(tokens);
    case "UNLOAD":
      return unloadIn(tokens);
    case "EXECUTE":
      return executeIn(tokens);
    case "EXPLAIN": {
      const isRun = isWord(second, "ANALYZE");
      const from = tokens.findIndex((token) => isWord(token, "SELECT", "WITH"));
      const query = isRun && from !== -1 ? tokens.slice(from) : null;
      return { ...utility(isRun ? "EXPLAIN_ANALYZE" : "EXPLAIN", { query }), quota: "dml" };
    }
    case "CREATE":
      return createIn(tokens, sql);
    case "DROP":
      return dropIn(tokens);
    case "ALTER":
      return alterIn(tokens);
    case "MSCK": {
      const of = namedAt(tokens, isWord(tokens[2], "TABLE") ? 3 : 2);
      return of === null ? null : ddl("MSCK_REPAIR", { change: { type: "repair", of } });
    }
    case "SHOW":
    case "DESCRIBE":
    case "DESC":
      return showIn(tokens);
    default:
      return isSign(first, "(") ? dml("SELECT", { query: tokens }) : null;
  }
}

/** A name at a place; `null`: there is none. */
function namedAt(tokens: readonly Token[], place: number): Named | null {
  const [first, dot, second, other, third] = tokens.slice(place);
  if (!isName(first)) return null;
  if (!isSign(dot, ".") || !isName(second)) return { database: "", name: small(first) };
  if (isSign(other, ".") && isName(third)) return { database: small(second), name: small(third) };
  return { database: small(first), name: small(second) };
}

const small = (token: Token): string => token.text.toLowerCase();

/** The place behind a name. */
function behindName(tokens: readonly Token[], place: number): number {
  let end = place + 1;
  while (isSign(tokens[end], ".")) end += 2;
  return end;
}

function insertIn(tokens: readonly Token[]): Read | null {
  const place = isWord(tokens[1], "INTO") ? 2 : 1;
  const table = namedAt(tokens, place);
  if (table === null) return null;
  let from = behindName(tokens, place);
  let columns: readonly string[] | null = null;
  if (isSign(tokens[from], "(") && !isWord(tokens[from + 1], "SELECT", "WITH")) {
    const end = behindParenthesis(tokens, from);
    columns = tokens
      .slice(from + 1, end - 1)
      .filter(isName)
      .map(small);
    from = end;
  }
  const writes: Written = { table, isNew: false, columns, properties: {}, location: null };
  return dml("INSERT", { query: tokens.slice(from), writes });
}

function unloadIn(tokens: readonly Token[]): Read | null {
  const end = behindParenthesis(tokens, 1);
  const place = tokens[end + 1];
  if (!isSign(tokens[1], "(") || !isWord(tokens[end], "TO") || place?.type !== "text") return null;
  const properties = propertiesAt(tokens, end + 2);
  const writes: Written = {
    table: null,
    isNew: false,
    columns: null,
    properties,
    location: place.text,
  };
  return dml("UNLOAD", { query: tokens.slice(2, end - 1), writes });
}

function executeIn(tokens: readonly Token[]): Read | null {
  const name = tokens[1];
  if (!isName(name)) return null;
  const said = isWord(tokens[2], "USING") ? tokens.slice(3) : [];
  const values = partsOf(said, (token) => isSign(token, ","))
    .filter((part) => part.length > 0)
    .map((part) => part.map(spelledOut).join(" "));
  return dml("EXECUTE", { executes: { name: name.text, values } });
}

const spelledOut = ({ type, text }: Token): string =>
  type === "text" ? `'${text.replaceAll("'", "''")}'` : text;

/** Properties of a WITH, behind a place; lists with commas between. */
function propertiesAt(tokens: readonly Token[], place: number): Readonly<Record<string, string>> {
  if (!isWord(tokens[place], "WITH") || !isSign(tokens[place + 1], "(")) return {};
  const end = behindParenthesis(tokens, place + 1);
  const parts = partsOf(tokens.slice(place + 2, end - 1), (token) => isSign(token, ","));
  return Object.fromEntries(
    parts.flatMap(([name, sign, ...value]) =>
      isName(name) && isSign(sign, "=")
        ? [
            [
              small(name),
              value
                .filter(({ type }) => type === "text" || type === "number" || type === "name")
                .map(({ text }) => text)
                .join(",") || value.map(({ text }) => text).join(""),
            ],
          ]
        : [],
    ),
  );
}

function createIn(tokens: readonly Token[], sql: string): Read | null {
  const isReplaced = isWord(tokens[1], "OR");
  const what = isReplaced ? 3 : 1;
  if (isWord(tokens[what], "DATABASE", "SCHEMA")) {
    const isTolerant = isWord(tokens[2], "IF");
    const found = namedAt(tokens, isTolerant ? 5 : 2);
    if (found === null) return null;
    const change: CatalogChange = { type: "makeDatabase", name: found.name, isTolerant };
    return ddl("CREATE_DATABASE", { change });
  }
  if (isWord(tokens[what], "VIEW")) return createViewIn(tokens, what, isReplaced, sql);
  const table = tokens.findIndex((token) => isWord(token, "TABLE"));
  if (table === -1 || table > 2) return null;
  const isTolerant = isWord(tokens[table + 1], "IF");
  const place = isTolerant ? table + 4 : table + 1;
  const of = namedAt(tokens, place);
  if (of === null) return null;
  const rest = behindName(tokens, place);
  const query = queryOf(tokens, rest);
  if (query !== null) {
    const properties = propertiesAt(tokens, rest);
    const location = properties["external_location"] ?? null;
    const writes: Written = { table: of, isNew: true, columns: null, properties, location };
    return { ...ddl("CREATE_TABLE_AS_SELECT", { query, writes }), quota: "dml" };
  }
  const made = createTableIn(of, tokens.slice(rest));
  const change: CatalogChange = { type: "createTable", isTolerant, made };
  return ddl("CREATE_TABLE", { change });
}

/** The query of a CREATE TABLE AS; `null`: there is none. */
function queryOf(tokens: readonly Token[], from: number): readonly Token[] | null {
  const behind = isWord(tokens[from], "WITH") ? behindParenthesis(tokens, from + 1) : from;
  if (!isWord(tokens[behind], "AS")) return null;
  const end = tokens.findIndex(
    (token, place) =>
      place > behind && isWord(token, "WITH") && isWord(tokens[place + 1], "DATA", "NO"),
  );
  return tokens.slice(behind + 1, end === -1 ? undefined : end);
}

function createViewIn(
  tokens: readonly Token[],
  what: number,
  isReplaced: boolean,
  sql: string,
): Read | null {
  const of = namedAt(tokens, what + 1);
  const as = tokens.findIndex((token) => isWord(token, "AS"));
  const first = tokens[as + 1];
  if (of === null || as === -1 || first === undefined) return null;
  const made: TableMade = {
    ...of,
    columns: [],
    keys: [],
    location: "",
    format: "",
    properties: {},
    bucketed: null,
    view: sql.slice(first.at).replace(/;\s*$/, ""),
  };
  return ddl("CREATE_VIEW", { change: { type: "createView", isReplaced, made } });
}

function dropIn(tokens: readonly Token[]): Read | null {
  const isTolerant = isWord(tokens[2], "IF");
  const of = namedAt(tokens, isTolerant ? 4 : 2);
  if (of === null) return null;
  if (isWord(tokens[1], "DATABASE", "SCHEMA")) {
    return ddl("DROP_DATABASE", { change: { type: "dropDatabase", name: of.name, isTolerant } });
  }
  if (!isWord(tokens[1], "TABLE", "VIEW")) return null;
  const subtype = isWord(tokens[1], "TABLE") ? "DROP_TABLE" : "DROP_VIEW";
  return ddl(subtype, { change: { type: "dropTable", of, isTolerant } });
}

function alterIn(tokens: readonly Token[]): Read | null {
  const of = namedAt(tokens, 2);
  if (of === null || !isWord(tokens[1], "TABLE")) return null;
  const place = behindName(tokens, 2);
  const verb = tokens[place];
  if (isWord(verb, "SET") && isWord(tokens[place + 1], "TBLPROPERTIES")) {
    const properties = propertiesIn(tokens.slice(place + 3, -1));
    return ddl("ALTER_TABLE", { change: { type: "setProperties", of, properties } });
  }
  if (isWord(verb, "ADD") && isWord(tokens[place + 1], "COLUMNS")) {
    const columns = columnsIn(tokens.slice(place + 3, -1));
    return ddl("ALTER_TABLE", { change: { type: "addColumns", of, columns } });
  }
  if (!isWord(verb, "ADD", "DROP")) return null;
  const isTolerant = isWord(tokens[place + 1], "IF");
  const partitions = partitionsIn(tokens.slice(place + 1));
  if (partitions.length === 0) return null;
  const type = isWord(verb, "ADD") ? "addPartitions" : "dropPartitions";
  return ddl(isWord(verb, "ADD") ? "ALTER_TABLE_ADD_PARTITION" : "ALTER_TABLE_DROP_PARTITION", {
    change: { type, of, isTolerant, partitions },
  });
}

function partitionsIn(tokens: readonly Token[]): readonly PartitionSaid[] {
  const found: PartitionSaid[] = [];
  tokens.forEach((token, place) => {
    if (!isWord(token, "PARTITION") || !isSign(tokens[place + 1], "(")) return;
    const end = behindParenthesis(tokens, place + 1);
    const parts = partsOf(tokens.slice(place + 2, end - 1), (each) => isSign(each, ","));
    const values = Object.fromEntries(
      parts.flatMap(([key, sign, ...value]) =>
        isName(key) && isSign(sign, "=")
          ? [[small(key), value.map(({ text }) => text).join("")]]
          : [],
      ),
    );
    const location = isWord(tokens[end], "LOCATION") ? (tokens[end + 1]?.text ?? null) : null;
    found.push({ values, location });
  });
  return found;
}

function showIn(tokens: readonly Token[]): Read | null {
  const [first, second, third] = tokens;
  if (isWord(first, "DESCRIBE", "DESC")) {
    const of = namedAt(tokens, isWord(second, "FORMATTED", "EXTENDED") ? 2 : 1);
    return of === null ? null : utility("DESCRIBE_TABLE", { shows: { type: "describe", of } });
  }
  if (isWord(second, "DATABASES", "SCHEMAS")) {
    return utility("SHOW_DATABASES", { shows: { type: "databases" } });
  }
  if (isWord(second, "TABLES", "VIEWS")) {
    const database = isWord(third, "IN", "FROM") ? (namedAt(tokens, 3)?.name ?? "") : "";
    const type = isWord(second, "TABLES") ? "tables" : "views";
    return utility(`SHOW_${second!.word}`, { shows: { type, database } });
  }
  if (isWord(second, "PARTITIONS") || isWord(second, "COLUMNS")) {
    const of = namedAt(tokens, isWord(third, "IN", "FROM") ? 3 : 2);
    const type = isWord(second, "PARTITIONS") ? "partitions" : "columns";
    return of === null ? null : utility(`SHOW_${second!.word}`, { shows: { type, of } });
  }
  if (isWord(second, "CREATE")) {
    const of = namedAt(tokens, 3);
    return of === null ? null : utility("SHOW_CREATE", { shows: { type: "createTable", of } });
  }
  return null;
}
