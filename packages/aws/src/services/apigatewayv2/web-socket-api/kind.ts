import { invariant } from "@orrery/kernel";
import type { Arrival, Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { metricNamespace } from "../apigatewayv2-to-apigateway.ts";
import { clientBehavior } from "../extras.ts";
import { connectTimeout, webSocketLimits } from "../limits.ts";
import { webSocketApiCharges } from "../pricing.ts";
import type { HttpRequest } from "../protocol.ts";
import { apisNamed } from "../reporting/api-dimensions.ts";
import { webSocketApiReporting } from "../reporting/web-socket-reporting.ts";
import { webSocketRules } from "./web-socket-rules.ts";
import { gauges, meters } from "./declarations.ts";
import { webSocketApiInvariants } from "./invariants.ts";
import { webSocketApiMachine } from "./machine.ts";

function requestOf({ http, text, trail }: Arrival): HttpRequest {
  invariant(http !== undefined, "a WebSocket API is brought something that is no request of HTTP");
  return { type: "httpRequest", http, text, trail };
}

const entry: Entry = {
  // Nobody reads what comes with a request to be connected.
  sizeOf: () => ({ min: 0, max: webSocketLimits.message }),
  http: { head: webSocketLimits.url },
  doors: {
    request: {
      inputOf: requestOf,
      hasFailed: (answer) => isServerError(answer as HttpAnswer), // It gives no other.
    },
  },
  action: "execute-api:Invoke",
  timeout: connectTimeout,
  latency: () => ({}),
};

/** A WebSocket API, as everybody else sees it. */
export const webSocketApiKind = ({ entryOf }: World): ResourceKind => ({
  machine: webSocketApiMachine(entryOf),
  invariants: webSocketApiInvariants,
  noun: "WebSocket API",
  rules: webSocketRules,
  metrics: { ...meters, ...gauges },
  entry,
  extras: { Clients: clientBehavior },
  stamps: ["CreatedDate", "LastUpdatedDate", "made"],
  publishes: { namespace: metricNamespace, meteredBy: apisNamed("apigatewayv2.webSocketApi") },
  charges: (sums, _settings, tally) => webSocketApiCharges(sums, tally),
  unpriced: { type: "AWS::ApiGatewayV2::Api", what: "data transfer out of the Region" },
  reporting: webSocketApiReporting,
});
