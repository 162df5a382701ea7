/** What MySQL's forms of dates are in those of DuckDB, where these differ. */
const forms: Readonly<Record<string, string>> = {
  M: "%B",
  i: "%M",
  s: "%S",
  c: "%-m",
  e: "%-d",
  h: "%I",
  k: "%-H",
  l: "%-I",
  T: "%H:%M:%S",
  W: "%A",
};

const shiftedDate =
  /\bDATE\s+'[^']*'(?:\s*[+-]\s*INTERVAL\s+(?:'\d+'|\d+)\s+(?:day|week|month|quarter|year)s?\b)+/gi;

/**
 * A statement in DuckDB's words: its forms of dates, of which it takes none that is not written out, and dates that
 * stay dates when days are added.
 */
export function inDuckWords(statement: string): string {
  const sql = statement.replaceAll(shiftedDate, (shifted) => `CAST(${shifted} AS DATE)`);
  return sql.replaceAll(
    /(\bdate_(?:parse|format)\s*\((?:[^()']|'(?:[^']|'')*'|\((?:[^()']|'(?:[^']|'')*')*\))*?)('(?:[^']|'')*')(\s*\))/gi,
    (_, before: string, form: string, behind: string) =>
      `${before}${form.replaceAll(/%(\w)/g, (all, sign: string) => forms[sign] ?? all)}${behind}`,
  );
}

const amounts = [
  "WHEN 'millisecond' THEN to_milliseconds(n)",
  "WHEN 'second' THEN to_seconds(n)",
  "WHEN 'minute' THEN to_minutes(n)",
  "WHEN 'hour' THEN to_hours(n)",
  "WHEN 'day' THEN to_days(CAST(n AS INTEGER))",
  "WHEN 'week' THEN to_weeks(CAST(n AS INTEGER))",
  "WHEN 'month' THEN to_months(CAST(n AS INTEGER))",
  "WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER))",
  "WHEN 'year' THEN to_years(CAST(n AS INTEGER))",
].join(" ");

/** Functions of Trino that DuckDB has not, or that mean something else there. */
const functions: readonly string[] = [
  "approx_distinct(x) AS count(DISTINCT x)",
  "approx_percentile(x, p) AS quantile_disc(x, p)",
  "arbitrary(x) AS first(x)",
  "cardinality(x) AS len(x)",
  "concat(a, b) AS (a || b), (a, b, c) AS (a || b || c), (a, b, c, d) AS (a || b || c || d), (a, b, c, d, e) AS (a || b || c || d || e)",
  `date_add(u, n, x) AS cast_to_type(x + (CASE lower(u) ${amounts} END), x)`,
  "date_diff(u, a, b) AS datesub(u, a, b)",
  "date_format(x, f) AS strftime(x, f)",
  "date_parse(x, f) AS strptime(x, f)",
  "date_trunc(u, x) AS cast_to_type(system.main.date_trunc(u, x), x)",
  "day_of_month(x) AS day(x)",
  "day_of_week(x) AS isodow(x)",
  "day_of_year(x) AS dayofyear(x)",
  "element_at(x, k) AS x[k]",
  "from_unixtime(x) AS make_timestamp(CAST(x * 1000000 AS BIGINT))",
  "regexp_extract(x, p) AS CASE WHEN regexp_matches(x, p) THEN system.main.regexp_extract(x, p) END, (x, p, g) AS CASE WHEN regexp_matches(x, p) THEN system.main.regexp_extract(x, p, g) END",
  "regexp_like(x, p) AS regexp_matches(x, p)",
  "regexp_replace(x, p) AS system.main.regexp_replace(x, p, '', 'g'), (x, p, r) AS system.main.regexp_replace(x, p, store.main.regexp_replace_reference(r), 'g')",
  "sequence(a, b) AS range(a, b + 1), (a, b, s) AS generate_series(a, b, s)",
  "to_unixtime(x) AS epoch(x)",
];

/** Statements that make them in a schema. */
export const trinoMacros = (schema: string): readonly string[] => [
  // Trino names a group `$1`, DuckDB `\\1`.
  `CREATE MACRO ${schema}.regexp_replace_reference(r) AS system.main.regexp_replace(r, '\\$(\\d)', '\\\\\\1', 'g')`,
  ...functions.map((each) => `CREATE MACRO ${schema}.${each}`),
];
