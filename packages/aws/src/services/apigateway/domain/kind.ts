import { invariant } from "@orrery/kernel";
import type { Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import type { Seen } from "../../../service/seen.ts";
import { clientTimeout, restLimits } from "../limits.ts";
import { domainInvariants } from "./invariants.ts";
import { domainMachine, meters } from "./machine.ts";
import { domainRules } from "./rules.ts";
import type { DomainSettings } from "./settings.ts";
import { usualRequests } from "./usual-requests.ts";

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: restLimits.payload }),
  http: { head: restLimits.requestHead },
  doors: {
    request: {
      inputOf({ http, text, trail }) {
        invariant(http !== undefined, "a domain is brought something that is no request of HTTP");
        return { type: "httpRequest", http, text, trail };
      },
      hasFailed: (answer) => isServerError(answer as HttpAnswer), // APIs give no other.
    },
  },
  action: "execute-api:Invoke",
  timeout: clientTimeout,
  latency: () => ({}),
};

/** A custom domain, as everybody else sees it. */
export const domainKind = ({ entryOf }: World): ResourceKind => ({
  machine: domainMachine(entryOf),
  invariants: domainInvariants,
  noun: "custom domain",
  rules: domainRules,
  metrics: meters,
  entry,
  byArn: {
    service: "apigateway",
    nameIn: (arn) => /^arn:[^:]+:apigateway:[^:]*::\/domainnames\/([^/]+)$/.exec(arn)?.[1],
    absent: () => refused("ForbiddenException", "Forbidden"),
  },
  reporting: {
    relations: ({ settings }: Seen<DomainSettings>) =>
      [...new Set([...settings.mappings, ...settings.rules].map(({ arn }) => arn))].map((arn) => ({
        role: "sendsTo",
        arn,
      })),
    incoming: ["Requests"],
    usualArrivals: usualRequests,
    table: {
      columns: [
        { title: "requests", metrics: ["Requests"], statistic: "sum" },
        {
          title: "unmapped",
          metrics: ["RequestsUnmapped"],
          statistic: "sum",
          optional: true,
        },
      ],
    },
  },
});
