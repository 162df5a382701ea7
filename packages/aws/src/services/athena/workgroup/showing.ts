import type { Instant } from "@orrery/kernel";
import type { QueryShown } from "../protocol.ts";
import type { Query } from "./state.ts";

/** What a query says of itself. */
export function shownOf(query: Query, now: Instant): QueryShown {
  const { plan, status, reason, failure, submittedAt, startedAt, endedAt, isReused } = query;
  const { readingAt } = query;
  const isReading = query.stage === "reading" && readingAt !== null;
  return {
    plan,
    status,
    reason,
    failure,
    submittedAt,
    startedAt,
    endedAt,
    planning: query.planning,
    engine: isReading ? now - readingAt : query.engine,
    service: query.service,
    bytes: isReading ? bytesSoFar(query, now) : query.bytes,
    rowsRead: query.plan.said.rows ?? query.scan.rows + query.federatedRows,
    isReused,
    rowsWritten: plan.objects?.table == null ? 0 : (query.written?.rows.length ?? 0),
  };
}

/** What a query that reads has read so far. */
export function bytesSoFar(query: Query, now: Instant): number {
  const { readingAt, planning, reading, scan, federatedBytes, plan } = query;
  const all = plan.said.bytes ?? scan.textBytes + scan.columnarBytes + federatedBytes;
  if (readingAt === null) return 0;
  const share = reading === 0 ? 1 : (now - readingAt - planning) / reading;
  return Math.floor(all * Math.min(1, Math.max(0, share)));
}
