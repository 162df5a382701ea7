import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { DistributionSettings } from "../config.ts";
import { edgeLocations } from "../locations.ts";
import { usualRequests } from "./usual-requests.ts";

const settingsOf = ({ settings }: Seen): DistributionSettings => settings as DistributionSettings; // Of this kind.

const functionsOf = (seen: Seen): readonly string[] => [
  ...new Set(
    settingsOf(seen).behaviors.flatMap(({ functions }) =>
      Object.values(functions).flatMap((fn) => (fn === null ? [] : [fn.arn])),
    ),
  ),
];

/** APIs, balancers and URLs of functions that are origins. */
const frontsOf = (seen: Seen): readonly string[] => [
  ...new Set(
    settingsOf(seen).origins.flatMap(({ target }) => (target.type === "front" ? [target.arn] : [])),
  ),
];

/** Of functions of Lambda@Edge, how many Regions run them. */
const regionsOf = (seen: Seen): number =>
  new Set(settingsOf(seen).audience.viewers.map(({ code }) => edgeLocations.get(code)!.regional))
    .size;

/** What a distribution says of itself in reports. */
export const distributionReporting: Reporting = {
  relations: (seen) =>
    [...functionsOf(seen), ...frontsOf(seen)].map((arn) => ({ role: "sendsTo", arn })),
  incoming: ["Requests"],
  warnings: {
    fit: (all) =>
      all.flatMap((each) => {
        const unknown = settingsOf(each)
          .origins.filter(({ target }) => target.type === "unknown")
          .map(
            ({ domainName }) =>
              `${each.name} has an origin that nothing has as its name: callers hear 502 for ${domainName}.`,
          );
        const isSpread = each.sum("EdgeInvocations") > 0 && regionsOf(each) > 1;
        return isSpread
          ? [
              ...unknown,
              `The functions of ${each.name} run in ${regionsOf(each)} Regions, and have the environments of one here: AWS starts more of them cold.`,
            ]
          : unknown;
      }),
  },
  usualArrivals: usualRequests,
  usualExpectations: (name) => [`${name}.Errors5xx = 0`],
  table: {
    columns: [
      { title: "requests", metrics: ["Requests"], statistic: "sum" },
      { title: "hits", metrics: ["CacheHits"], statistic: "sum", shareOf: "Requests" },
      { title: "renewed", metrics: ["CacheRefreshHits"], statistic: "sum", optional: true },
      { title: "to origins", metrics: ["OriginRequests"], statistic: "sum" },
      { title: "4xx", metrics: ["Errors4xx"], statistic: "sum", optional: true },
      { title: "5xx", metrics: ["Errors5xx"], statistic: "sum", optional: true },
      { title: "stale", metrics: ["StaleResponses"], statistic: "sum", optional: true },
      { title: "failovers", metrics: ["OriginFailovers"], statistic: "sum", optional: true },
    ],
  },
  times: [
    { metric: "ResponseTime", title: "request" },
    { metric: "OriginLatency", title: "origin" },
  ],
};
