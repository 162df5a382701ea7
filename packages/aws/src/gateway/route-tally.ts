import {
  slab,
  table,
  vector,
  type Draft,
  type Duration,
  type Slab,
  type SlabId,
  type Table,
  type Vector,
} from "@orrery/kernel";
import type { Parts } from "../service/reporting.ts";
import { bucketCount, latencyBucketOf, quantileOfBuckets } from "./latency-bucket.ts";

/** What came of the requests of a route. */
export interface RouteTally {
  readonly name: string;
  readonly count: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly throttled: number;
  readonly cached: number;
  /** How many took so long, by {@link latencyBucketOf}. */
  readonly latencies: Vector<number>;
}

/** What came of the requests of all routes of an API. */
export interface RouteTallies {
  readonly tallies: Slab<RouteTally>;
  readonly tallyIds: Table<SlabId>;
}

/** Those of an API that nothing has come to. */
export const noTallies = (): RouteTallies => ({ tallies: slab.empty(), tallyIds: table.empty() });

/** Counts what came of a request of a route. */
export function tallyRoute(
  { tallies, tallyIds }: Draft<RouteTallies>,
  name: string,
  status: number,
  latency: Duration,
  isCached: boolean,
): void {
  let id: SlabId | undefined = table.get(tallyIds, name);
  if (id === undefined) {
    id = slab.insert<RouteTally>(tallies, {
      name,
      count: 0,
      clientErrors: 0,
      serverErrors: 0,
      throttled: 0,
      cached: 0,
      latencies: vector.of(Array.from({ length: bucketCount }, () => 0)),
    });
    table.set(tallyIds, name, id);
  }
  const counted = slab.edit(tallies, id)!; // It was found or made.
  counted.count += 1;
  if (status >= 500) counted.serverErrors += 1;
  else if (status >= 400) counted.clientErrors += 1;
  if (status === 429) counted.throttled += 1;
  if (isCached) counted.cached += 1;
  const bucket = latencyBucketOf(latency);
  vector.set(counted.latencies, bucket, vector.at(counted.latencies, bucket) + 1);
}

/** What came of the requests of each method; times in milliseconds. */
export const routeParts: Parts = {
  noun: "route",
  columns: [
    { name: "requests", title: "requests" },
    { name: "clientErrors", title: "4xx", optional: true },
    { name: "throttled", title: "throttled", optional: true },
    { name: "serverErrors", title: "5xx", optional: true },
    { name: "cached", title: "cached", optional: true },
    { name: "p50Milliseconds", title: "P50 ms" },
    { name: "p99Milliseconds", title: "P99 ms" },
  ],
  of: ({ state }) =>
    slab.list((state as RouteTallies).tallies).map((tally) => {
      const latencies = vector.list(tally.latencies);
      const at = (share: number) => Math.round(quantileOfBuckets(latencies, share) / 1_000);
      return {
        name: tally.name,
        counts: {
          requests: tally.count,
          clientErrors: tally.clientErrors,
          throttled: tally.throttled,
          serverErrors: tally.serverErrors,
          cached: tally.cached,
          p50Milliseconds: at(0.5),
          p99Milliseconds: at(0.99),
        },
      };
    }),
};
