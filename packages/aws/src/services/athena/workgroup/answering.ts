import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textOf } from "../../../request/params.ts";
import type { QueryAnswer, QueryEngine, TableData } from "../../../service/query-engine.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { DataQuery, PlannedCall, ResultColumn, WrittenRows } from "../config.ts";
import { atInstant } from "../sql/at-instant.ts";
import { metrics, type Flow, type Handled } from "./declarations.ts";

/** Has a query answered from the data of its tables, if they have some. Whether it may go on: what is not answered fails, unless a scenario says its answer. */
export function answerFromData({ query }: Handled, { context, queryEngine }: Flow): boolean {
  const { plan } = query;
  const { data, objects } = plan;
  if (data === null) return true;
  // Data stay with their tables, not with every query on them.
  query.plan = { ...plan, data: null };
  const now = wallClockAt(context.settings.epochMilliseconds, context.now);
  const answer = answerTo(data, now, queryEngine);
  if ("failure" in answer) {
    const why = /[.!?]$/.test(answer.failure) ? answer.failure : `${answer.failure}.`;
    query.unanswered = `the data of its tables do not answer it: ${why}`;
    context.observe(metrics.QueriesUnanswered, 1);
    return data.isSaid;
  }
  const { rows } = answer;
  if (objects === null) {
    query.plan = { ...query.plan, columns: answer.columns, rows };
    return true;
  }
  const { into } = data;
  const columns =
    into === null
      ? answer.columns
      : answer.columns.map(({ type }, place) => ({ name: into[place] ?? "", type }));
  query.written = { columns, rows };
  return true;
}

function answerTo(
  { asked, lacking }: DataQuery,
  now: number,
  engine: QueryEngine | null,
): QueryAnswer {
  if (lacking.length > 0) return { failure: `${lacking.join(", ")} has none` };
  if (engine === null) return { failure: "no engine was given that does" };
  const stated = atInstant(asked.sql, now);
  if ("failure" in stated) return stated;
  const views = [];
  for (const view of asked.views) {
    const read = atInstant(view.sql, now);
    if ("failure" in read) return read;
    views.push({ ...view, sql: read.sql });
  }
  return engine({ ...asked, sql: stated.sql, views });
}

/** The call that says what a table has once rows are written into it. */
export function withRows(
  call: PlannedCall,
  contents: PlainObject,
  written: WrittenRows | null,
): PlannedCall {
  const params = { ...call.params, TableContents: contents };
  if (written === null) {
    // Of what it has now only a part is known.
    const { data: _, ...rest } = contents;
    return { ...call, params: { ...params, TableContents: rest } };
  }
  const { columns, rows } = written;
  const before = contents["data"] as unknown as TableData | undefined; // A table keeps no other.
  const names = before?.columns ?? columns.map(({ name }) => name);
  const all = [
    ...names,
    ...columns.map(({ name }) => name).filter((name) => !names.includes(name)),
  ];
  const places = all.map((name) => columns.findIndex((column) => column.name === name));
  const data: TableData = {
    columns: all,
    rows: [
      ...(before?.rows.map((row) => [...row, ...all.slice(row.length).map(() => null)]) ?? []),
      ...rows.map((row) => places.map((place) => row[place] ?? null)),
    ],
    bytes: (before?.bytes ?? 0) + bytesOf(rows),
  };
  return {
    ...call,
    params: {
      ...params,
      TableContents: { ...contents, data: data as unknown as Plain },
      ...(call.operation === "CreateTable" ? { TableInput: typed(params, columns) } : {}),
    },
  };
}

/** Texts with a separator behind each. */
const bytesOf = (rows: WrittenRows["rows"]): number =>
  rows.reduce((sum, row) => row.reduce((all, cell) => all + (cell?.length ?? 0) + 1, sum), 0);

/** What is made of a query has the types of its answer. */
function typed(params: PlainObject, columns: readonly ResultColumn[]): PlainObject {
  const input = objectOf(memberOf(params, "TableInput"));
  const storage = objectOf(input["StorageDescriptor"]);
  const typeOf = (column: Plain): Plain => {
    const name = textOf(memberOf(column, "Name"));
    const found = columns.find((each) => each.name === name);
    return { ...objectOf(column), ...(found === undefined ? {} : { Type: found.type }) };
  };
  return {
    ...input,
    PartitionKeys: listOf(input["PartitionKeys"]).map(typeOf),
    StorageDescriptor: { ...storage, Columns: listOf(storage["Columns"]).map(typeOf) },
  };
}
