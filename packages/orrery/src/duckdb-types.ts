/** A type as DuckDB writes it, such as `DECIMAL(10,2)[]`. */
export type DuckType = string;

const plainTypes: Readonly<Record<string, DuckType>> = {
  string: "VARCHAR",
  varchar: "VARCHAR",
  char: "VARCHAR",
  binary: "BLOB",
  varbinary: "BLOB",
  int: "INTEGER",
  real: "FLOAT",
};

/** Parts of a text between commas that are in no brackets. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if ("(<[".includes(sign)) depth += 1;
    else if (")>]".includes(sign)) depth -= 1;
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return text.trim() === "" ? [] : [...parts, text.slice(from).trim()];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** DuckDB's name of a type of the catalog, such as `array<struct<a:int>>`. */
export function duckTypeOf(type: string): DuckType {
  const said = type.trim().toLowerCase();
  const [, outer, inner] = /^(array|map|struct|row)\s*[<(](.*)[>)]$/s.exec(said) ?? [];
  if (outer === "array") return `${duckTypeOf(inner!)}[]`;
  if (outer === "map") return `MAP(${partsOf(inner!).map(duckTypeOf).join(", ")})`;
  if (outer !== undefined) {
    const members = partsOf(inner!).map((part) => {
      const [, name, rest] = /^([^:\s]+)\s*[:\s]\s*(.*)$/s.exec(part) ?? ["", part, "string"];
      return `${quoted(name)} ${duckTypeOf(rest)}`;
    });
    return `STRUCT(${members.join(", ")})`;
  }
  const [name = said] = said.split("(");
  if (name.trim() === "timestamp" || name.trim() === "timestamp with time zone") return "TIMESTAMP";
  const plain = plainTypes[name.trim()];
  return plain ?? said.toUpperCase();
}

/** How a column of an answer is shown. */
export interface ShownColumn {
  /** In Athena's words. */
  readonly type: string;
  /** What makes a text of it in DuckDB. */
  readonly textOf: (expression: string) => string;
  /** The text as Athena writes it. */
  readonly written: (text: string) => string;
}

const names: Readonly<Record<string, string>> = {
  FLOAT: "float",
  HUGEINT: "bigint",
  BLOB: "varbinary",
};

/** How a column of a type is shown. */
export function shownColumn(type: DuckType): ShownColumn {
  const isFloating = type === "DOUBLE" || type === "FLOAT";
  return {
    type: shownName(type),
    textOf: (expression) => textOf(type, expression, 0),
    written: isFloating ? floatingText : (text) => text,
  };
}

function shownName(type: DuckType): string {
  if (type.endsWith("[]")) return "array";
  const [name = type] = type.split(/[( ]/);
  if (name === "STRUCT") return "row";
  return names[name] ?? name.toLowerCase();
}

function textOf(type: DuckType, expression: string, depth: number): string {
  const orNull = (text: string): string => `coalesce(${text}, 'null')`;
  const each = `e${depth}`;
  if (type.endsWith("[]")) {
    const inner = orNull(textOf(type.slice(0, -2), each, depth + 1));
    return `'[' || array_to_string(list_transform(${expression}, lambda ${each}: ${inner}), ', ') || ']'`;
  }
  const [, outer, inner] = /^(STRUCT|MAP)\((.*)\)$/s.exec(type) ?? [];
  if (outer === "MAP") {
    const [key = "", value = ""] = partsOf(inner!);
    const entry = `${textOf(key, `${each}.key`, depth + 1)} || '=' || ${orNull(textOf(value, `${each}.value`, depth + 1))}`;
    return `'{' || array_to_string(list_transform(map_entries(${expression}), lambda ${each}: ${entry}), ', ') || '}'`;
  }
  if (outer === "STRUCT") {
    const members = partsOf(inner!).map((part) => {
      const [, name = "", rest = ""] = /^("(?:[^"]|"")*"|\S+)\s+(.*)$/s.exec(part) ?? [];
      const shown = name.replaceAll('"', "").replaceAll("'", "''");
      return `'${shown}=' || ${orNull(textOf(rest, `(${expression}).${name}`, depth + 1))}`;
    });
    return `CASE WHEN ${expression} IS NULL THEN NULL ELSE '{' || ${members.join(" || ', ' || ")} || '}' END`;
  }
  if (type === "TIMESTAMP") return `strftime(${expression}, '%Y-%m-%d %H:%M:%S.%g')`;
  return `CAST(${expression} AS VARCHAR)`;
}

/** As Java writes a double, which is what Athena shows. */
function floatingText(text: string): string {
  const value = Number(text);
  if (text === "nan") return "NaN";
  if (!Number.isFinite(value)) return text.startsWith("-") ? "-Infinity" : "Infinity";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) {
    const plain = String(value);
    return Object.is(value, -0) ? "-0.0" : plain.includes(".") ? plain : `${plain}.0`;
  }
  const [digits = "0", exponent = "0"] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}
