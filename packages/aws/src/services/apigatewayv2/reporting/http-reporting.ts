import { formatDuration } from "@orrery/kernel";
import { routeParts } from "../../../gateway/route-tally.ts";
import type { Reporting, Warnings } from "../../../service/reporting.ts";
import type { RelationSaid, Seen } from "../../../service/seen.ts";
import type { HttpApiSettings, HttpRoute } from "../config.ts";
import { usualRequests } from "./usual-requests.ts";

const settingsOf = ({ settings }: Seen): HttpApiSettings => settings as HttpApiSettings; // Of this kind.

const routesOf = (seen: Seen): readonly HttpRoute[] =>
  settingsOf(seen).stages.flatMap(({ routes }) => routes);

function relationsOf(seen: Seen): readonly RelationSaid[] {
  const arns = routesOf(seen).flatMap(({ integration, authorization }) => [
    ...(integration?.target?.type === "function" ? [integration.target.arn] : []),
    ...(authorization.type === "LAMBDA" && authorization.target.type === "function"
      ? [authorization.target.arn]
      : []),
  ]);
  return [...new Set(arns)].map((arn) => ({ role: "sendsTo", arn }));
}

/** What an HTTP API warns about. */
const warnings: Warnings = {
  fit: (all, run) =>
    all.flatMap((api) => {
      if (settingsOf(api).stages.length === 0 && api.sum("Count") > 0) {
        return [`${api.name} has no stage: it answers 404 to everybody.`];
      }
      const said = routesOf(api).flatMap(({ name, integration }) => {
        if (integration === null) {
          return [`${name} of ${api.name} has no integration: callers hear 500.`];
        }
        const { target, timeout } = integration;
        if (target?.type === "wrong") {
          return [`${name} of ${api.name} cannot be reached: ${target.why}.`];
        }
        if (target?.type !== "function") return [];
        const fn = run.at(target.arn);
        const own = (fn?.settings as { readonly timeout?: number } | undefined)?.timeout;
        return own === undefined || own <= timeout
          ? []
          : [
              `${name} of ${api.name} waits ${formatDuration(timeout)} for ${fn!.name}, which may run ${formatDuration(own as typeof timeout)}: callers hear 503, and it goes on.`,
            ];
      });
      return [...new Set(said)];
    }),
};

/** What an HTTP API says of itself in reports. */
export const httpApiReporting: Reporting = {
  relations: relationsOf,
  usualArrivals: usualRequests,
  incoming: ["Count"],
  requests: { arrived: "Count", failed: "5xx" },
  warnings,
  usualExpectations: (name) => [`${name}.5xx = 0`, `${name}.Throttled = 0`],
  table: {
    columns: [
      { title: "requests", metrics: ["Count"], statistic: "sum" },
      { title: "4xx", metrics: ["4xx"], statistic: "sum", shareOf: "Count" },
      { title: "5xx", metrics: ["5xx"], statistic: "sum", shareOf: "Count" },
      { title: "throttled", metrics: ["Throttled"], statistic: "sum", optional: true },
    ],
  },
  parts: routeParts,
  times: [
    { metric: "Latency", title: "request" },
    { metric: "IntegrationLatency", title: "integration" },
  ],
};
