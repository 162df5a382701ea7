import { sizeInUtf8 } from "../../../text/utf8.ts";
import { fieldsOf, type ScannedEvent } from "./event-fields.ts";
import { evaluate, isTrue } from "./evaluate.ts";
import type { Command, Named, ParseCommand, Query, StatsCommand } from "./query.ts";
import { compareValues, textOfValue, type Row, type Value } from "./value.ts";

/** A row of a result, as GetQueryResults shows it. */
export type ShownRow = readonly { readonly field: string; readonly value: string }[];

/** What a query found. Plain data. */
export interface QueryResult {
  readonly rows: readonly ShownRow[];
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
}

/** Rows on their way through the commands. */
interface Flow {
  readonly rows: readonly Row[];
  /** Columns that the result has; `null`: nobody said. */
  readonly columns: readonly string[] | null;
  /** Whether rows still are log events. */
  readonly areEvents: boolean;
}

/** Runs a query over log events. `most`: rows of the result; `now` in milliseconds since 1970. */
export function runQuery(
  { commands }: Query,
  events: readonly ScannedEvent[],
  most: number,
  now: number,
): QueryResult {
  let bytesScanned = 0;
  for (const { message } of events) bytesScanned += sizeInUtf8(message);
  let matched: number | null = null;
  let flow: Flow = {
    // The newest first.
    rows: events.map(fieldsOf).reverse(),
    columns: null,
    areEvents: true,
  };
  for (const command of commands) {
    const isNarrow = ["stats", "limit", "dedup"].includes(command.type);
    if (isNarrow) matched ??= flow.rows.length;
    flow = carriedOut(command, flow, now);
  }
  return {
    rows: flow.rows.slice(0, most).map((row) => shown(row, flow)),
    recordsMatched: matched ?? flow.rows.length,
    recordsScanned: events.length,
    bytesScanned,
  };
}

const usualColumns = ["@timestamp", "@message"];

function shown(row: Row, { columns, areEvents }: Flow): ShownRow {
  const names = new Set([...(columns ?? usualColumns), ...(areEvents ? ["@ptr"] : [])]);
  return [...names].flatMap((field) => {
    const value = textOfValue(row.get(field) ?? null);
    return value === null ? [] : [{ field, value }];
  });
}

function carriedOut(command: Command, flow: Flow, now: number): Flow {
  const { rows, columns } = flow;
  switch (command.type) {
    case "fields":
      return {
        ...flow,
        rows: withColumns(rows, command.items, now),
        columns: [...new Set([...(columns ?? []), ...command.items.map(({ name }) => name)])],
      };
    case "display":
      return {
        ...flow,
        rows: withColumns(rows, command.items, now),
        columns: command.items.map(({ name }) => name),
      };
    case "filter": {
      const { condition } = command;
      const kept = rows.filter((row) => isTrue(evaluate(condition, { row, rows: null, now })));
      return { ...flow, rows: kept };
    }
    case "parse":
      return { ...flow, rows: rows.map((row) => parsed(row, command, now)) };
    case "stats":
      return grouped(rows, command, now);
    case "sort":
      return { ...flow, rows: sorted(rows, command.keys, now) };
    case "limit":
      return { ...flow, rows: rows.slice(0, command.count) };
    case "dedup":
      return { ...flow, rows: distinct(rows, command.by, now) };
  }
}

function withColumns(rows: readonly Row[], items: readonly Named[], now: number): readonly Row[] {
  const made = items.filter(
    ({ name, expression }) => expression.type !== "field" || expression.name !== name,
  );
  if (made.length === 0) return rows;
  return rows.map((row) => {
    const more = new Map(row);
    for (const { name, expression } of made) {
      more.set(name, evaluate(expression, { row: more, rows: null, now }));
    }
    return more;
  });
}

function parsed(row: Row, { from, pattern, flags, names }: ParseCommand, now: number): Row {
  const text = textOfValue(evaluate(from, { row, rows: null, now }));
  const found = text === null ? null : new RegExp(pattern, flags).exec(text);
  if (found === null) return row;
  const more = new Map<string, Value>(row);
  names.forEach((name, place) => {
    const part = found.groups?.[name] ?? found[place + 1];
    if (part !== undefined) more.set(name, part);
  });
  return more;
}

/** Rows that are alike in all that they are grouped by, in the order of the first of each. */
function grouped(rows: readonly Row[], { aggregates, by }: StatsCommand, now: number): Flow {
  const groups = new Map<string, { readonly values: readonly Value[]; readonly rows: Row[] }>();
  for (const row of rows) {
    const values = by.map(({ expression }) => evaluate(expression, { row, rows: null, now }));
    const key = JSON.stringify(values.map(textOfValue));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { values, rows: [row] });
    else known.rows.push(row);
  }
  // Of nothing there is one row all the same, where nothing tells rows apart.
  if (by.length === 0 && groups.size === 0) groups.set("", { values: [], rows: [] });
  const made = [...groups.values()].map(({ values, rows: all }) => {
    const row = new Map<string, Value>(by.map(({ name }, place) => [name, values[place]!]));
    // By what the query writes, too: later commands may say it again.
    by.forEach(({ expression: { text } }, place) => row.set(text, values[place]!));
    for (const { name, expression } of aggregates) {
      const value = evaluate(expression, { row: all[0] ?? new Map(), rows: all, now });
      row.set(name, value);
      row.set(expression.text, value);
    }
    return row;
  });
  const columns = [...by, ...aggregates].map(({ name }) => name);
  return { rows: made, columns, areEvents: false };
}

function sorted(
  rows: readonly Row[],
  keys: Extract<Command, { readonly type: "sort" }>["keys"],
  now: number,
): readonly Row[] {
  const valued = rows.map((row, place) => ({
    row,
    place,
    values: keys.map(({ expression }) => evaluate(expression, { row, rows: null, now })),
  }));
  valued.sort((one, other) => {
    for (const [at, { isDescending }] of keys.entries()) {
      const order = compareValues(one.values[at]!, other.values[at]!);
      if (order !== 0) return isDescending ? -order : order;
    }
    return one.place - other.place;
  });
  return valued.map(({ row }) => row);
}

function distinct(
  rows: readonly Row[],
  by: Extract<Command, { readonly type: "dedup" }>["by"],
  now: number,
): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = by.map((expression) => evaluate(expression, { row, rows: null, now }));
    // What has no value is no duplicate of anything.
    if (values.includes(null)) return true;
    const key = JSON.stringify(values.map(textOfValue));
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
