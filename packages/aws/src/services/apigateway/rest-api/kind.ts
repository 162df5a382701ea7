import { invariant } from "@orrery/kernel";
import { domainOf } from "../../../gateway/request-facts.ts";
import type { Arrival, Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import type { Trailed } from "../../../service/origin.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { memberOf, textOf } from "../../../request/params.ts";
import type { RestApiSettings } from "../config.ts";
import { endpointBehavior } from "../extras.ts";
import { clientTimeout, restLimits } from "../limits.ts";
import { restApiCharges } from "../pricing.ts";
import type { RestRequest } from "../protocol.ts";
import { restApiReporting } from "../reporting/reporting.ts";
import { apigatewayRules } from "../rules.ts";
import { restApiLogs } from "./log-groups.ts";
import { gauges, meters } from "./declarations.ts";
import { restApiInvariants } from "./invariants.ts";
import { restApiMachine } from "./machine.ts";

function requestOf({ http, text, trail }: Arrival): RestRequest & Trailed {
  invariant(http !== undefined, "a REST API is brought something that is no request of HTTP");
  return { type: "httpRequest", http, text, trail };
}

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: restLimits.payload }),
  http: { head: restLimits.requestHead, idleConnection: () => restLimits.idleConnection },
  doors: {
    request: {
      inputOf: requestOf,
      hasFailed: (answer) => isServerError(answer as HttpAnswer), // It gives no other.
    },
  },
  action: "execute-api:Invoke",
  timeout: clientTimeout,
  latency: () => ({}),
};

/** A REST API, as everybody else sees it. */
export const restApiKind = ({ entryOf }: World): ResourceKind => ({
  machine: restApiMachine(entryOf),
  invariants: restApiInvariants,
  noun: "REST API",
  rules: apigatewayRules,
  metrics: { ...meters, ...gauges },
  entry,
  extras: { Endpoint: endpointBehavior },
  stamps: ["createdDate", "lastUpdatedDate", "made"],
  policyIn: (record) => textOf(memberOf(record["shown"], "policy")),
  domainOf: ({ name, arn }) => domainOf({ apiId: name, region: arn.split(":")[3]! }, {}),
  byArn: {
    service: "apigateway",
    nameIn: (arn) => /^arn:[^:]+:apigateway:[^:]*::\/restapis\/([^/]+)$/.exec(arn)?.[1],
    absent: () => refused("ForbiddenException", "Forbidden"),
  },
  logs: restApiLogs,
  publishes: {
    namespace: "AWS/ApiGateway",
    meteredBy(dimensions, resources) {
      const { ApiName: name, ...others } = dimensions;
      if (name === undefined || Object.keys(others).length > 0) return undefined;
      const found = resources.find("apigateway.restApi", name);
      return found === undefined ? undefined : [found.number];
    },
  },
  charges: (sums, settings, tally) => restApiCharges(sums, settings as RestApiSettings, tally), // Of this kind.
  unpriced: {
    type: "AWS::ApiGateway::RestApi",
    what: "data transfer out of the Region, and what its logs cost",
  },
  reporting: restApiReporting,
});
