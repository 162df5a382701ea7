import { slab, vector } from "@orrery/kernel";
import type { Parts, Reporting } from "../../../service/reporting.ts";
import type { RelationSaid, Seen } from "../../../service/seen.ts";
import type { RestApiSettings, RouteSettings } from "../config.ts";
import { quantileOfBuckets } from "../../../gateway/latency-bucket.ts";
import type { RestApiState } from "../rest-api/state.ts";
import { restApiWarnings } from "./warnings.ts";

type SeenApi = Seen<RestApiSettings>;

/** All methods of an API that requests can come to. */
const routesOf = ({ settings }: SeenApi): readonly RouteSettings[] =>
  settings.stages.flatMap(({ release, canary }) => [
    ...release.routes,
    ...(canary === null ? [] : canary.release.routes),
  ]);

function relationsOf(seen: Seen): readonly RelationSaid[] {
  const arns = routesOf(seen as SeenApi).flatMap(({ integration, authorization }) => [
    ...(integration.target?.type === "function" ? [integration.target.arn] : []),
    ...(authorization.type === "LAMBDA" && authorization.target.type === "function"
      ? [authorization.target.arn]
      : []),
  ]);
  return [...new Set(arns)].map((arn) => ({ role: "sendsTo", arn }));
}

/** What came of the requests of each method; times in milliseconds. */
const routeParts: Parts = {
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
    slab.list((state as RestApiState).tallies).map((tally) => {
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

/** What a REST API says of itself in reports. */
export const restApiReporting: Reporting = {
  relations: relationsOf,
  incoming: ["Count"],
  warnings: restApiWarnings,
  usualExpectations: (name) => [`${name}.5XXError = 0`, `${name}.Throttled = 0`],
  table: {
    columns: [
      { title: "requests", metrics: ["Count"], statistic: "sum" },
      { title: "4xx", metrics: ["4XXError"], statistic: "sum", shareOf: "Count" },
      { title: "5xx", metrics: ["5XXError"], statistic: "sum", shareOf: "Count" },
      { title: "throttled", metrics: ["Throttled"], statistic: "sum", optional: true },
      { title: "cache hits", metrics: ["CacheHitCount"], statistic: "sum", optional: true },
      { title: "cache misses", metrics: ["CacheMissCount"], statistic: "sum", optional: true },
    ],
  },
  parts: routeParts,
  times: [
    { metric: "Latency", title: "request" },
    { metric: "IntegrationLatency", title: "integration" },
  ],
};
