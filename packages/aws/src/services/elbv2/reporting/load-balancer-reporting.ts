import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { LoadBalancerSettings } from "../config.ts";
import { usualRequests } from "./usual-requests.ts";

const settingsOf = ({ settings }: Seen): LoadBalancerSettings => settings as LoadBalancerSettings; // Of this kind.

const groupsOf = (seen: Seen): readonly string[] => [
  ...new Set(
    settingsOf(seen).listeners.flatMap(({ rules }) =>
      rules.flatMap(({ action }) =>
        action.type === "forward" ? action.groups.map(({ arn }) => arn) : [],
      ),
    ),
  ),
];

/** What a load balancer says of itself in reports. */
export const loadBalancerReporting: Reporting = {
  relations: (seen) => groupsOf(seen).map((arn) => ({ role: "sendsTo", arn })),
  incoming: ["RequestsReceived"],
  warnings: {
    fit: (all) =>
      all.flatMap((balancer) => {
        const { listeners, callers } = settingsOf(balancer);
        if (listeners.length === 0) return [`${balancer.name} has no listener: nobody reaches it.`];
        const unknown = balancer.sum("UnauthenticatedRequests");
        return unknown > 0 && callers === undefined
          ? [
              `${balancer.name} asks who its callers are, and ${unknown} requests did not say it. \`loadBalancers\` may say with \`signedIn\` which part counts as signed in.`,
            ]
          : [];
      }),
  },
  usualArrivals: usualRequests,
  usualExpectations: (name) => [`${name}.HTTPCode_ELB_5XX_Count = 0`],
  table: {
    columns: [
      { title: "requests", metrics: ["RequestsReceived"], statistic: "sum" },
      { title: "own 4xx", metrics: ["HTTPCode_ELB_4XX_Count"], statistic: "sum", optional: true },
      {
        title: "unauthenticated",
        metrics: ["UnauthenticatedRequests"],
        statistic: "sum",
        optional: true,
      },
      {
        title: "sign-ins failed",
        metrics: ["ELBAuthFailure", "ELBAuthError"],
        statistic: "sum",
        optional: true,
      },
      { title: "clients gone", metrics: ["ClientsGone"], statistic: "sum", optional: true },
      { title: "502", metrics: ["HTTPCode_ELB_502_Count"], statistic: "sum", optional: true },
      { title: "503", metrics: ["HTTPCode_ELB_503_Count"], statistic: "sum", optional: true },
      { title: "504", metrics: ["HTTPCode_ELB_504_Count"], statistic: "sum", optional: true },
    ],
  },
  times: [{ metric: "ResponseTime", title: "request" }],
};
