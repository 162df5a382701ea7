import type { Lost, Tagged } from "@orrery/kernel";
import { repairCalls } from "../athena-to-glue.ts";
import type { CallReply } from "../../../service/call.ts";
import type { TableData } from "../../../service/query-engine.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { athenaLimits } from "../limits.ts";
import { withRows } from "./answering.ts";
import { metrics, type Flow, type Handled } from "./declarations.ts";
import { end, fail, userFailure } from "./ending.ts";
import { resultText } from "./result-text.ts";
import { sendCall, sendObject } from "./sending.ts";

/** Changes the catalog, one call after the other; then it writes. */
export function change(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const call = callsOf(handled)[query.place];
  if (call === undefined) return write(handled, flow);
  sendCall(handled, call, athenaLimits.patience, flow);
}

/** The catalog has changed, or has not. */
export function hearChange(handled: Handled, answer: CallReply, flow: Flow): void {
  const { query } = handled;
  const call = callsOf(handled)[query.place];
  if (answer.type === "refused" && answer.code !== call?.tolerates) {
    const message = `FAILED: SemanticException ${answer.message}`;
    return fail(handled, userFailure(message, 1_003), flow);
  }
  query.place += 1;
  change(handled, flow);
}

/** What is asked of the catalog: also what a table now has. */
function callsOf({ query }: Handled) {
  const { calls, objects, repair } = query.plan;
  if (repair !== null) return repairCalls(repair, query.listed[0] ?? []);
  if (objects?.table == null) return calls;
  const { table } = objects;
  const contents = { ...(table.params["TableContents"] as PlainObject) };
  const data = contents["data"] as unknown as TableData | undefined; // A table keeps no other.
  // What nobody has said of it follows from its rows, before and after.
  if (data !== undefined && contents["size"] === undefined && query.written !== null) {
    return [...calls, withRows(table, contents, query.written)];
  }
  const size = (Number(contents["size"] ?? data?.bytes ?? 0) || 0) + writtenBytes({ query });
  const rows =
    (Number(contents["rows"] ?? data?.rows.length ?? 0) || 0) +
    (query.plan.said.rows ?? query.written?.rows.length ?? query.scan.rows);
  const files = (Number(contents["files"] ?? 0) || 0) + objects.keys.length;
  const TableContents = { ...contents, size, rows, files };
  return [...calls, withRows(table, TableContents, query.written)];
}

/** What a query's objects have together. */
function writtenBytes({ query }: Pick<Handled, "query">): number {
  const { objects, tables } = query.plan;
  if (objects === null) return 0;
  if (objects.size !== null) return objects.size;
  const isColumnar = tables.some(({ layout }) => layout.isColumnar);
  const read = query.scan.textBytes + query.scan.columnarBytes + query.federatedBytes;
  return Math.round(read * (isColumnar ? objects.columnarFactor : objects.textFactor));
}

/** The most objects of one query that are written one by one. */
const mostOf = 20_000;

function write(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const { context } = flow;
  const { plan } = query;
  const { resultTime } = context.settings.assumed;
  query.stage = "writing";
  query.service = resultTime;
  context.observe(metrics["athena.resultTime"], 1);
  const { objects, output } = plan;
  if (objects !== null) {
    const size = Math.ceil(writtenBytes(handled) / Math.max(1, objects.keys.length));
    for (const key of objects.keys.slice(0, mostOf)) {
      query.pending += 1;
      sendObject(handled, objects.bucket, key, { body: "", size }, resultTime, flow);
    }
  }
  if (output === null) {
    // Athena keeps it itself.
    if (query.pending === 0) end(handled, "SUCCEEDED", flow);
    return;
  }
  const ending = plan.type === "DML" ? "csv" : "txt";
  const text = resultText(plan, sizeInUtf8);
  query.pending += 2;
  sendObject(handled, output.bucket, `${output.key}.${ending}`, text, resultTime, flow);
  const metadata = { body: "", size: 100 + 50 * plan.columns.length };
  sendObject(
    handled,
    output.bucket,
    `${output.key}.${ending}.metadata`,
    metadata,
    resultTime,
    flow,
  );
}

/** S3 has taken an object, or has not. */
export function hearObject(handled: Handled, body: Tagged | Lost, flow: Flow): void {
  const { query } = handled;
  if (query.stage !== "writing") return;
  query.pending -= 1;
  if (body.type === "refused" || body.type === "lost") {
    const why = body.type === "refused" ? (body as Refused).message : "S3 did not answer.";
    const message = `Query result could not be written to S3: ${why}`; // Assumed: the words.
    return fail(handled, { message, category: 2, errorType: 401 }, flow);
  }
  if (query.pending === 0) end(handled, "SUCCEEDED", flow);
}
