import { slab, type Instant, type Plain } from "@orrery/kernel";
import type { Query, WorkgroupState } from "./state.ts";

/** What decides the future of a workgroup, and of what it shows, counted from `now`. */
export const canonical = ({ queries, count }: WorkgroupState, now: Instant): Plain => [
  count,
  slab.list(queries).map((query) => queryView(query, now)),
];

function queryView(query: Query, now: Instant): Plain {
  const since = (at: Instant | null): number | null => (at === null ? null : now - at);
  const { plan, status, stage, reason, ending } = query;
  const { planning, reading, engine, service, bytes } = query;
  return [
    [plan.id, plan.token, plan.sql, plan.database, plan.catalog, plan.cutoff],
    [status, stage, reason, ending, query.isReused, query.reserved, query.hasCapacity],
    [planning, reading, engine, service, bytes, query.told],
    [query.place, query.question, query.pending, query.federatedBytes, query.federatedRows],
    [
      since(query.submittedAt),
      since(query.startedAt),
      since(query.readingAt),
      since(query.endedAt),
    ],
    query.found.map(({ key, size }) => [key, size]),
    query.listed.map((each) => each?.map(({ key, size }) => [key, size]) ?? null),
    [query.scan.textBytes, query.scan.columnarBytes, query.scan.files, query.waiters.length],
  ];
}
