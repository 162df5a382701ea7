import { invariant } from "@orrery/kernel";
import { domainOf } from "../../../gateway/request-facts.ts";
import { memberOf, textOf } from "../../../request/params.ts";
import type { Arrival, Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { actionPrefix, clientTimeout, metricNamespace } from "../apigatewayv2-to-apigateway.ts";
import type { HttpApiSettings } from "../config.ts";
import { httpEndpointBehavior } from "../extras.ts";
import { httpApiLimits } from "../limits.ts";
import { httpApiCharges } from "../pricing.ts";
import type { HttpRequest } from "../protocol.ts";
import { apisNamed } from "../reporting/api-dimensions.ts";
import { httpApiReporting } from "../reporting/http-reporting.ts";
import { httpRules } from "./http-rules.ts";
import { logOf } from "./access-log.ts";
import { gauges, meters } from "./declarations.ts";
import { httpApiInvariants } from "./invariants.ts";
import { httpApiMachine } from "./machine.ts";
import type { HttpApiState } from "./state.ts";

function requestOf({ http, text, trail }: Arrival): HttpRequest {
  invariant(http !== undefined, "an HTTP API is brought something that is no request of HTTP");
  return { type: "httpRequest", http, text, trail };
}

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: httpApiLimits.payload }),
  http: { head: httpApiLimits.requestHead },
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

/** An HTTP API, as everybody else sees it. */
export const httpApiKind = ({ entryOf }: World): ResourceKind => ({
  machine: httpApiMachine(entryOf),
  invariants: httpApiInvariants,
  noun: "HTTP API",
  rules: httpRules,
  metrics: { ...meters, ...gauges },
  entry,
  extras: { HttpEndpoint: httpEndpointBehavior },
  stamps: ["CreatedDate", "LastUpdatedDate", "made"],
  domainOf: ({ name, arn }) => domainOf({ apiId: name, region: arn.split(":")[3]! }, {}),
  byArn: {
    service: actionPrefix,
    nameIn: (arn) => /^arn:[^:]+:apigateway:[^:]*::\/apis\/([^/]+)$/.exec(arn)?.[1],
    absent: () => refused("NotFoundException", "Not Found"),
  },
  logs: {
    groupsOf: ({ record, name }) => {
      const stages = (record["stages"] ?? []) as readonly { readonly AccessLogSettings?: object }[]; // As its record has them.
      const arns = stages.map(({ AccessLogSettings }) =>
        textOf(memberOf(AccessLogSettings as never, "DestinationArn")),
      );
      const arn = arns.find((each) => each !== undefined);
      const group = arn?.split(":log-group:")[1]?.replace(/:\*$/, "");
      return [{ group: group ?? `/aws/http-api/${name}` }];
    },
    read: (state, settings, until) =>
      logOf(state as HttpApiState, settings as HttpApiSettings, until), // Of this kind.
  },
  publishes: { namespace: metricNamespace, meteredBy: apisNamed("apigatewayv2.httpApi") },
  charges: (sums, _settings, tally) => httpApiCharges(sums, tally),
  unpriced: {
    type: "AWS::ApiGatewayV2::Api",
    what: "data transfer out of the Region, and what its logs cost",
  },
  reporting: httpApiReporting,
});
