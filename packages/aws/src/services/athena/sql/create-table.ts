import { behindParenthesis, isName, isSign, isWord, partsOf, type Token } from "./tokens.ts";

/** The name of a table or a database, as a statement says it, in small letters. Plain data. */
export interface Named {
  readonly database: string;
  readonly name: string;
}

/** A table that a statement makes. Plain data. */
export interface TableMade extends Named {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Its partition keys. */
  readonly keys: readonly { readonly name: string; readonly type: string }[];
  readonly location: string;
  /** What it says of its format: `STORED AS`, or the name of a SerDe; empty: text. */
  readonly format: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly bucketed: { readonly by: readonly string[]; readonly count: number } | null;
  /** The query of a view; left out: it is a table. */
  readonly view?: string;
}

/** Names with texts, as TBLPROPERTIES has them. */
export const propertiesIn = (tokens: readonly Token[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    partsOf(tokens, (token) => isSign(token, ",")).flatMap(([name, sign, value]) =>
      name !== undefined && isSign(sign, "=") && value !== undefined
        ? [[name.text, value.text]]
        : [],
    ),
  );

/** Columns, as `a string, b array<int>`. */
export const columnsIn = (tokens: readonly Token[]): TableMade["columns"] =>
  columnParts(tokens).flatMap(([name, ...type]) => {
    const end = type.findIndex((token) => isWord(token, "COMMENT"));
    const said = (end === -1 ? type : type.slice(0, end)).map(({ text }) => text.toLowerCase());
    return isName(name) ? [{ name: name.text.toLowerCase(), type: said.join("") }] : [];
  });

/** Types have commas within angle brackets. */
function columnParts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  let depth = 0;
  return partsOf(tokens, (token) => {
    if (isSign(token, "<")) depth += 1;
    if (isSign(token, ">")) depth -= 1;
    return depth === 0 && isSign(token, ",");
  });
}

/** What CREATE TABLE says behind the name. */
export function createTableIn({ database, name }: Named, tokens: readonly Token[]): TableMade {
  const hasColumns = isSign(tokens[0], "(");
  const end = hasColumns ? behindParenthesis(tokens, 0) : 0;
  const rest = tokens.slice(end);
  const behind = (...words: readonly string[]): number =>
    rest.findIndex((_, place) => words.every((word, by) => isWord(rest[place + by], word)));
  const listAt = (place: number): readonly Token[] =>
    isSign(rest[place], "(") ? rest.slice(place + 1, behindParenthesis(rest, place) - 1) : [];
  const partitioned = behind("PARTITIONED", "BY");
  const clustered = behind("CLUSTERED", "BY");
  const properties = behind("TBLPROPERTIES");
  const stored = behind("STORED", "AS");
  const serde = rest.findIndex((token) => isWord(token, "SERDE"));
  const location = rest[behind("LOCATION") + 1];
  const into = behind("INTO");
  const said = propertiesIn(properties === -1 ? [] : listAt(properties + 1));
  const format =
    serde !== -1
      ? (rest[serde + 1]?.text ?? "")
      : stored === -1
        ? ""
        : (rest[stored + 2]?.text ?? "").toUpperCase();
  return {
    database,
    name,
    columns: hasColumns ? columnsIn(tokens.slice(1, end - 1)) : [],
    keys: partitioned === -1 ? [] : columnsIn(listAt(partitioned + 2)),
    location: location?.type === "text" ? location.text : "",
    format: said["table_type"]?.toUpperCase() === "ICEBERG" ? "PARQUET" : format,
    properties: said,
    bucketed:
      clustered === -1 || into === -1
        ? null
        : {
            by: listAt(clustered + 2)
              .filter(isName)
              .map(({ text }) => text.toLowerCase()),
            count: Number(rest[into + 1]?.text ?? 1),
          },
  };
}
