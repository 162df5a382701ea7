import type { Reporting } from "../../../service/reporting.ts";
import type { RelationSaid, Seen } from "../../../service/seen.ts";
import type { RestApiSettings, RouteSettings } from "../config.ts";
import { routeParts } from "../../../gateway/route-tally.ts";
import { usualRequests } from "./usual-requests.ts";
import { clientOf } from "../rest-api/aws-action.ts";
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

/** What a REST API says of itself in reports. */
export const restApiReporting: Reporting = {
  relations: relationsOf,
  incoming: ["Count"],
  requests: { arrived: "Count", failed: "5XXError" },
  warnings: restApiWarnings,
  usualExpectations: (name) => [`${name}.5XXError = 0`, `${name}.Throttled = 0`],
  calls: (seen: SeenApi) =>
    routesOf(seen).flatMap(({ integration: { target, templates } }) => {
      if (target?.type !== "action" || target.action === null) return [];
      const { service, action: operation } = target;
      return [{ service: clientOf(service), operation, params: templates }];
    }),
  usualArrivals: usualRequests,
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
