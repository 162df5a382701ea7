import { slab } from "@orrery/kernel";
import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { number, plural } from "../../../text/figures.ts";
import type { WorkgroupState } from "../workgroup/state.ts";

const many = (all: readonly Seen[], metric: string, say: (count: number, name: string) => string) =>
  all.flatMap(({ name, sum }) => (sum(metric) === 0 ? [] : [say(sum(metric), name)]));

const queries = (count: number): string => (count === 1 ? "1 query" : `${number(count)} queries`);

const mostShown = 120;

/** A line for each statement that data did not answer, and each reason. */
function unansweredWarnings({ name, state }: Seen): readonly string[] {
  const found = new Map<string, number>();
  for (const { plan, unanswered } of slab.list((state as WorkgroupState).queries)) {
    if (unanswered === null) continue;
    const sql = plan.sql.replaceAll(/\s+/g, " ").trim();
    const shown = sql.length > mostShown ? `${sql.slice(0, mostShown)}…` : sql;
    const line = `"${shown}": ${unanswered} Say its answer under workgroups.${name}.queries.`;
    found.set(line, (found.get(line) ?? 0) + 1);
  }
  return [...found].map(([line, count]) => `${queries(count)} of ${name}, ${line}`);
}

const failureWarnings = (all: readonly Seen[]): readonly string[] => [
  ...many(all, "QueriesFailed", (count, name) => `${queries(count)} of ${name} failed.`),
  ...many(
    all,
    "QueriesTimedOut",
    (count, name) => `${queries(count)} of ${name} ran longer than the quota allows.`,
  ),
  ...many(
    all,
    "QueriesCutOff",
    (count, name) =>
      `${queries(count)} of ${name} reached the limit of bytes for a query, and what was read until then is billed.`,
  ),
  ...many(
    all,
    "QueriesUnread",
    (count, name) =>
      `${plural(count, "statement")} of ${name} could not be read: say what each reads, takes and answers under workgroups.${name}.queries.`,
  ),
  ...all.flatMap(unansweredWarnings),
  ...many(
    all,
    "EventsLost",
    (count, name) => `${plural(count, "event")} of ${name} did not reach the default bus.`,
  ),
];

/** What a workgroup says of its queries in reports. */
export const workgroupReporting: Reporting = {
  incoming: ["QueriesStarted"],
  usualExpectations: (name) => [`${name}.QueriesFailed = 0`],
  warnings: { loss: failureWarnings },
  table: {
    columns: [
      { title: "queries", metrics: ["QueriesStarted"], statistic: "sum" },
      { title: "succeeded", metrics: ["QueriesSucceeded"], statistic: "sum" },
      { title: "failed", metrics: ["QueriesFailed"], statistic: "sum", optional: true },
      { title: "cancelled", metrics: ["QueriesCancelled"], statistic: "sum", optional: true },
      { title: "reused", metrics: ["QueriesReused"], statistic: "sum", optional: true },
      { title: "bytes scanned", metrics: ["ProcessedBytes"], statistic: "sum" },
      { title: "files", metrics: ["FilesRead"], statistic: "sum" },
    ],
  },
  times: [
    { metric: "TotalExecutionTime", title: "query" },
    { metric: "QueryQueueTime", title: "queue" },
  ],
};

/** What a capacity reservation says of itself in reports. */
export const reservationReporting: Reporting = {
  incoming: ["QueriesServed"],
  table: {
    columns: [
      { title: "queries", metrics: ["QueriesServed"], statistic: "sum" },
      { title: "too large", metrics: ["QueriesTooLarge"], statistic: "sum", optional: true },
    ],
  },
};
