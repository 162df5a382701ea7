import { connectorAnswer, connectorCall, type ConnectorRequest } from "../athena-to-lambda.ts";
import { bucketIn, listCall, objectsIn } from "../athena-to-s3.ts";
import type { PlannedTable } from "../config.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { athenaLimits } from "../limits.ts";
import { keyOf } from "../scan/scanning.ts";
import { metrics, type Flow, type Handled } from "./declarations.ts";
import { fail, userFailure } from "./ending.ts";
import { read } from "./reading.ts";
import { sendCall } from "./sending.ts";

/** Where objects are looked for, one after the other: those of its tables, or of the one that it repairs. */
function listingsOf({ query }: Handled): readonly PlannedTable["listing"][] {
  const { tables, repair } = query.plan;
  if (repair === null) return tables.map(({ listing }) => listing);
  const bucket = bucketIn(repair.location);
  return bucket === null ? [] : [{ bucket, prefix: keyOf(repair.location) }];
}

/** Looks for the objects of the next table of which nobody says how large it is. */
export function look(handled: Handled, flow: Flow): void {
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

/** Objects of a table were listed. */
export function hearList(handled: Handled, response: PlainObject, flow: Flow): void {
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

/** A connector has answered. */
export function hearConnector(handled: Handled, response: PlainObject, flow: Flow): void {
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
