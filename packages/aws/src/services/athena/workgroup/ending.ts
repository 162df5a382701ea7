import { slab, table, type Tagged } from "@orrery/kernel";
import type { QueryFailure } from "../config.ts";
import { billedBytes } from "../pricing.ts";
import type { QueryStatus, WorkgroupReply } from "../protocol.ts";
import { metrics, ports, timers, type Flow, type Handled } from "./declarations.ts";
import { freeCapacity, tellBus } from "./sending.ts";
import { bytesSoFar, shownOf } from "./showing.ts";

/** What a query ends with. */
type Over = Extract<QueryStatus, "SUCCEEDED" | "FAILED" | "CANCELLED">;

const counted = {
  SUCCEEDED: metrics.QueriesSucceeded,
  FAILED: metrics.QueriesFailed,
  CANCELLED: metrics.QueriesCancelled,
} as const;

/** A query is over. */
export function end(handled: Handled, status: Over, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects, workgroup } = flow;
  const { now } = context;
  const previous = query.status;
  query.status = status;
  query.stage = "over";
  query.endedAt = now;
  const slot = slab.slotOf(id);
  for (const timer of [timers.turn, timers.read, timers.expired]) {
    effects.push({ type: "clearTimer", timer, index: slot });
  }
  if (query.hasCapacity) freeCapacity(handled, flow);
  query.hasCapacity = false;
  // Queries of a capacity reservation are in no quota.
  if (query.reserved === -1) {
    const dismiss: Tagged & { quota: string } = { type: "dismiss", quota: query.plan.quota };
    context.consult(ports.account, 0, dismiss);
  }
  measure(handled, flow);
  if (status === "SUCCEEDED" && query.plan.reuse !== null && !query.isReused) {
    table.setLast(workgroup.results, query.plan.reuse.key, id);
  }
  tellBus(handled, previous, flow);
  const shown: WorkgroupReply = { type: "queriesShown", queries: [shownOf(query, now)] };
  for (const to of query.waiters) effects.push({ type: "reply", to, body: shown });
  query.waiters = [];
}

function measure({ query }: Handled, { context }: Flow): void {
  const { now } = context;
  const { plan, status, startedAt, submittedAt, scan } = query;
  context.observe(counted[status as Over], 1);
  context.observe(metrics.ProcessedBytes, query.bytes);
  context.observe(metrics.TotalExecutionTime, now - submittedAt);
  context.observe(metrics.QueryQueueTime, (startedAt ?? now) - submittedAt);
  if (startedAt !== null) {
    context.observe(metrics.QueryPlanningTime, Math.min(query.planning, query.engine));
    context.observe(metrics.EngineExecutionTime, query.engine);
    context.observe(metrics.ServicePreProcessingTime, 0);
    context.observe(metrics.ServiceProcessingTime, query.service);
    context.observe(metrics.RowsRead, plan.said.rows ?? scan.rows + query.federatedRows);
    context.observe(metrics.FilesRead, scan.files);
    context.observe(metrics.PartitionsRead, scan.partitions);
    context.observe(metrics.ListRequests, scan.pages);
    context.observe(metrics.CatalogRequests, plan.tables.length + Math.ceil(scan.lookups / 1_000));
  }
  const isReserved = query.reserved !== -1;
  if (isReserved) context.observe(metrics.DPUCount, plan.dpus);
  // CREATE TABLE AS is DDL that reads.
  const isReading = plan.type === "DML" || plan.subtype === "CREATE_TABLE_AS_SELECT";
  const isBilled = isReading && !isReserved && !query.isReused;
  if (isBilled) context.observe(metrics.BilledBytes, billedBytes(status, query.bytes));
}

/** A failure that is the user's. */
export const userFailure = (message: string, errorType = 1_000): QueryFailure => ({
  message,
  category: 2,
  errorType,
});

/** A query fails. */
export function fail(handled: Handled, failure: QueryFailure, flow: Flow): void {
  const { query } = handled;
  query.failure = failure;
  query.reason = failure.message;
  end(handled, "FAILED", flow);
}

/** A query is cancelled. */
export function cancel(handled: Handled, reason: string | null, flow: Flow): void {
  handled.query.reason = reason;
  end(handled, "CANCELLED", flow);
}

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
