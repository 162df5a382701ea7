import {
  after,
  sampleDuration,
  slab,
  table,
  type Duration,
  type Lost,
  type Tagged,
} from "@orrery/kernel";
import { connectorAnswer, connectorCall, type ConnectorRequest } from "../athena-to-lambda.ts";
import { repairCalls } from "../athena-to-glue.ts";
import { bucketIn, listCall, objectsIn } from "../athena-to-s3.ts";
import type { PlannedTable, QueryFailure } from "../config.ts";
import type { CallReply } from "../../../service/call.ts";
import type { TableData } from "../../../service/query-engine.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { athenaLimits } from "../limits.ts";
import { bothScans, noScan } from "../scan/layout.ts";
import { keyOf, scanOf } from "../scan/scanning.ts";
import { planningTime, readingTime } from "../scan/time.ts";
import { metrics, purposes, timers, type Flow, type Handled } from "./declarations.ts";
import { cancel, end, fail } from "./ending.ts";
import { answerFromData, withRows } from "./answering.ts";
import { resultText } from "./result-text.ts";
import { bytesSoFar } from "./showing.ts";
import { awaitCapacity, freeCapacity, sendCall, sendObject, tellBus } from "./sending.ts";

/** A failure that is the user's. */
const userFailure = (message: string, errorType = 1_000): QueryFailure => ({
  message,
  category: 2,
  errorType,
});

/** A query was admitted: it waits a while. `load`: which part of the account's runners is busy. */
export function begin(handled: Handled, load: number, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects } = flow;
  const { queueDelay } = context.settings.assumed;
  context.observe(metrics.QueriesStarted, 1);
  context.observe(metrics["athena.queueDelay"], 1);
  if (query.plan.isUnread) context.observe(metrics.QueriesUnread, 1);
  tellBus(handled, null, flow);
  const drawn =
    queueDelay === 0
      ? 0
      : sampleDuration({ type: "lognormal", median: queueDelay, sigma: 0.5 }, () =>
          context.random(purposes.queueDelay),
        );
  const wait = Math.round(drawn * (1 + load)) as Duration;
  const at = after(context.now, wait);
  effects.push({ type: "setTimer", timer: timers.turn, index: slab.slotOf(id), at });
}

/** It has waited its while: it reuses a result, or asks for capacity. */
export function takeTurn(handled: Handled, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects } = flow;
  if (reuses(handled, flow)) return;
  query.stage = "awaiting";
  if (query.reserved !== -1) {
    const at = after(context.now, athenaLimits.capacityQueue);
    effects.push({ type: "setTimer", timer: timers.expired, index: slab.slotOf(id), at });
  } else context.observe(metrics["athena.runners"], 1);
  awaitCapacity(handled, flow);
}

/** Whether a result that is young enough is there already. */
function reuses(handled: Handled, flow: Flow): boolean {
  const { query } = handled;
  const { context, workgroup } = flow;
  const { reuse } = query.plan;
  const found = reuse === null ? undefined : table.get(workgroup.results, reuse.key);
  const earlier = found === undefined ? undefined : slab.read(workgroup.queries, found);
  if (reuse === null || earlier?.endedAt == null) return false;
  if (earlier.endedAt < context.now - reuse.age) return false;
  query.isReused = true;
  query.startedAt = context.now;
  query.service = context.settings.assumed.resultTime;
  query.plan = { ...query.plan, columns: earlier.plan.columns, rows: earlier.plan.rows };
  context.observe(metrics.QueriesReused, 1);
  run(handled, flow);
  end(handled, "SUCCEEDED", flow);
  return true;
}

function run(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const previous = query.status;
  query.status = "RUNNING";
  query.startedAt = flow.context.now;
  tellBus(handled, previous, flow);
}

/** It has waited for capacity for too long. */
export function expire(handled: Handled, flow: Flow): void {
  // Assumed: the words.
  fail(
    handled,
    {
      message: "The query waited in the queue of its capacity reservation for too long.",
      category: 1,
      errorType: 240,
    },
    flow,
  );
}

/** There is capacity, or there will be none. */
export function hearCapacity(handled: Handled, body: Tagged, flow: Flow): void {
  const { query, id } = handled;
  if (query.stage !== "awaiting") {
    // It was stopped while it waited.
    if (body.type === "taken") freeCapacity(handled, flow);
    return;
  }
  flow.effects.push({ type: "clearTimer", timer: timers.expired, index: slab.slotOf(id) });
  if (body.type !== "taken") return fail(handled, userFailure((body as Refused).message), flow);
  query.hasCapacity = true;
  if (query.reserved !== -1 && query.plan.type === "DML") {
    flow.context.observe(metrics["athena.dmlDpus"], 1);
  }
  run(handled, flow);
  const { failure } = query.plan;
  if (failure !== null) return fail(handled, failure, flow);
  query.stage = "looking";
  look(handled, flow);
}

/** Where objects are looked for, one after the other: those of its tables, or of the one that it repairs. */
function listingsOf({ query }: Handled): readonly PlannedTable["listing"][] {
  const { tables, repair } = query.plan;
  if (repair === null) return tables.map(({ listing }) => listing);
  const bucket = bucketIn(repair.location);
  return bucket === null ? [] : [{ bucket, prefix: keyOf(repair.location) }];
}

/** Looks for the objects of the next table of which nobody says how large it is. */
function look(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const listings = listingsOf(handled);
  while (query.place < listings.length && listings[query.place] === null) {
    query.listed = [...query.listed, null];
    query.place += 1;
  }
  const listing = listings[query.place];
  if (listing == null) {
    query.stage = "asking";
    query.place = 0;
    return ask(handled, flow);
  }
  sendCall(handled, listCall(listing.bucket, listing.prefix, null), athenaLimits.patience, flow);
}

function hearList(handled: Handled, response: PlainObject, flow: Flow): void {
  const { query } = handled;
  const { objects, next } = objectsIn(response);
  query.found = [...query.found, ...objects];
  const listing = listingsOf(handled)[query.place]!; // It was asked for.
  if (next !== null) {
    return sendCall(
      handled,
      listCall(listing.bucket, listing.prefix, next),
      athenaLimits.patience,
      flow,
    );
  }
  query.listed = [...query.listed, query.found];
  query.found = [];
  query.place += 1;
  look(handled, flow);
}

const questions: readonly ConnectorRequest[] = [
  "GetTableRequest",
  "GetTableLayoutRequest",
  "GetSplitsRequest",
];

/** Asks the connector of the next table, one question after the other. */
function ask(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const table = query.plan.federated[query.place];
  if (table === undefined) return read(handled, flow);
  const question = questions[query.question]!; // They begin with the first.
  invoke(handled, question, 0, flow);
}

function invoke(handled: Handled, question: ConnectorRequest, split: number, flow: Flow): void {
  const { query } = handled;
  const table = query.plan.federated[query.place]!; // It is asked for.
  flow.context.observe(metrics.ConnectorInvocations, 1);
  const call = connectorCall(question, table, query.plan.id, split);
  sendCall(handled, call, athenaLimits.connectorTimeout, flow);
}

function hearConnector(handled: Handled, response: PlainObject, flow: Flow): void {
  const { query } = handled;
  const answer = connectorAnswer(response);
  if (answer.failure !== null) return fail(handled, userFailure(answer.failure), flow);
  if (query.pending > 0) {
    query.federatedBytes += answer.bytes;
    query.federatedRows += answer.rows;
    flow.context.observe(metrics.BlocksSpilled, answer.spilled);
    query.pending -= 1;
    if (query.pending > 0) return;
    query.place += 1;
    query.question = 0;
    return ask(handled, flow);
  }
  query.question += 1;
  if (query.question < questions.length) return ask(handled, flow);
  query.pending = Math.max(1, answer.splits);
  for (let split = 0; split < query.pending; split += 1) {
    invoke(handled, "ReadRecordsRequest", split, flow);
  }
}

const mostOf = 20_000;

/** The engine reads: how much and how long is settled now. */
function read(handled: Handled, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects } = flow;
  const { plan } = query;
  const { assumed } = context.settings;
  query.stage = "reading";
  query.readingAt = context.now;
  let scan = noScan;
  for (const [place, { layout, asked }] of plan.tables.entries()) {
    const found = scanOf(layout, asked, query.listed[place] ?? null, assumed);
    if (typeof found === "string") return fail(handled, userFailure(found), flow);
    scan = bothScans(scan, found);
  }
  const pages = Math.ceil((query.listed[0]?.length ?? 0) / athenaLimits.listedKeys);
  query.scan = plan.repair === null ? scan : { ...noScan, pages };
  noteFigures(handled, flow);
  const readsNothing = plan.tables.length === 0 && plan.federated.length === 0;
  query.planning =
    plan.said.time === null && !readsNothing
      ? planningTime(scan, context.random(purposes.planning), assumed)
      : 0;
  query.reading =
    plan.said.time ??
    (readsNothing
      ? assumed.ddlTime
      : Math.max(
          readingTime(scan, assumed),
          Math.round((query.federatedBytes / assumed.columnarRate) * 1_000_000),
        ));
  const bytes = plan.said.bytes ?? scan.textBytes + scan.columnarBytes + query.federatedBytes;
  let took = query.planning + query.reading;
  query.ending = fails(handled, flow) || !answerFromData(handled, flow) ? "failed" : "done";
  if (plan.cutoff !== null && bytes > plan.cutoff) {
    query.ending = "cutoff";
    took = query.planning + Math.round((query.reading * plan.cutoff) / bytes);
  }
  const begun = context.now - (query.startedAt ?? context.now);
  if (begun + took > plan.timeout) {
    query.ending = "timeout";
    took = Math.max(0, plan.timeout - begun);
  }
  const at = after(context.now, took as Duration);
  effects.push({ type: "setTimer", timer: timers.read, index: slab.slotOf(id), at });
}

function fails({ query }: Handled, { context }: Flow): boolean {
  const { failures } = query.plan.said;
  return failures > 0 && context.randomFor(purposes.failure, query.number) < failures;
}

/** Which figures of ours decide. */
function noteFigures({ query }: Handled, { context }: Flow): void {
  const { plan, scan } = query;
  const note = (name: keyof typeof metrics & `athena.${string}`): void =>
    context.observe(metrics[name], 1);
  for (const { layout } of plan.tables) {
    for (const name of layout.packedBy) note(`athena.${name}`);
  }
  if (plan.said.time !== null) return;
  if (plan.tables.length === 0 && plan.federated.length === 0) return note("athena.ddlTime");
  note("athena.planningLeast");
  note("athena.planningMost");
  if (scan.pages + scan.lookups > 0) note("athena.pageTime");
  if (scan.textBytes > 0) {
    note("athena.textStart");
    note("athena.textRate");
  } else note("athena.columnarStart");
  if (scan.columnarBytes + query.federatedBytes > 0) note("athena.columnarRate");
  if (scan.files > 0) note("athena.fileRate");
  if (scan.unsplittable > 0) note("athena.workerRate");
  if (scan.footers > 0) note("athena.footer");
}

/** The engine has read, or is stopped. */
export function hearRead(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const { context } = flow;
  const { plan } = query;
  query.bytes = bytesSoFar(query, context.now);
  query.engine = context.now - (query.startedAt ?? context.now);
  switch (query.ending) {
    case "failed":
      return fail(handled, userFailure(query.unanswered ?? plan.said.error), flow);
    case "cutoff":
      query.bytes = plan.cutoff!; // It is what it is about.
      context.observe(metrics.QueriesCutOff, 1);
      return cancel(handled, "Bytes scanned limit was exceeded", flow);
    case "timeout":
      context.observe(metrics.QueriesTimedOut, 1);
      return cancel(handled, "Query timeout", flow);
    case "done":
      query.stage = "changing";
      query.place = 0;
      return change(handled, flow);
  }
}

/** Changes the catalog, one call after the other; then it writes. */
function change(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const call = callsOf(handled)[query.place];
  if (call === undefined) return write(handled, flow);
  sendCall(handled, call, athenaLimits.patience, flow);
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

/** An operation was answered. */
export function hearCall(handled: Handled, body: Tagged | Lost, flow: Flow): void {
  const { query } = handled;
  const { stage, plan } = query;
  if (stage === "over") return;
  if (body.type === "lost") {
    const message = "INTERNAL_ERROR: A request of the query had no answer in time."; // Assumed: the words.
    return fail(handled, { message, category: 1, errorType: 100 }, flow);
  }
  const answer = body as CallReply; // The control plane gives no other.
  if (stage === "changing") {
    const call = callsOf(handled)[query.place];
    if (answer.type === "refused" && answer.code !== call?.tolerates) {
      const message = `FAILED: SemanticException ${answer.message}`;
      return fail(handled, userFailure(message, 1_003), flow);
    }
    query.place += 1;
    return change(handled, flow);
  }
  if (answer.type === "refused") {
    const { code, message } = answer;
    return fail(handled, userFailure(`${deniedBy(stage)}: ${message} (${code})`), flow);
  }
  if (answer.type !== "called") {
    const message = `${plan.subtype} needs ${answer.type === "notModeled" ? answer.what : answer.expected}`;
    return fail(handled, userFailure(message), flow);
  }
  if (stage === "looking") return hearList(handled, answer.response, flow);
  if (stage === "asking") return hearConnector(handled, answer.response, flow);
}

const deniedBy = (stage: string): string =>
  stage === "looking" ? "HIVE_FILESYSTEM_ERROR" : "GENERIC_USER_ERROR";

/** Somebody stops a query. */
export function stop(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const { now } = flow.context;
  if (query.stage === "reading") {
    query.bytes = bytesSoFar(query, now);
    query.engine = now - (query.startedAt ?? now);
  }
  cancel(handled, "Query cancelled by user", flow);
}
