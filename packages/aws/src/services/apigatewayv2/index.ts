import type { ServiceModel } from "../../service/service-model.ts";
import { apigatewayv2Access } from "./access.ts";
import { controlRatesOf } from "./apigatewayv2-to-apigateway.ts";
import { apigatewayv2Operations } from "./api.ts";
import { apigatewayv2Events } from "./events.ts";
import { httpApiKind } from "./http-api/kind.ts";
import { apigatewayv2Quotas } from "./limits.ts";
import { apigatewayv2Model } from "./model.ts";
import { apigatewayv2TemplateTypes } from "./template.ts";
import { webSocketApiKind } from "./web-socket-api/kind.ts";

/** Amazon API Gateway: HTTP APIs and WebSocket APIs. */
export const apigatewayv2Service: ServiceModel = {
  service: "apigatewayv2",
  kinds: (world) => [httpApiKind(world), webSocketApiKind(world)],
  operations: apigatewayv2Operations,
  callRates: controlRatesOf(apigatewayv2Operations),
  access: apigatewayv2Access,
  events: apigatewayv2Events,
  quotas: apigatewayv2Quotas,
  latencies: {
    "apigatewayv2.http.overhead": "What an HTTP API adds to its integration.",
    "apigatewayv2.webSocket.overhead": "What a WebSocket API adds to a connection that is made.",
  },
  // What operations take besides AWS's parameters: ids that a template knows before, and what scenarios say.
  model: apigatewayv2Model.with({
    members: {
      CreateApi: { ApiId: "any", HttpEndpoint: "any", Clients: "any" },
      ImportApi: { ApiId: "any", HttpEndpoint: "any" },
      CreateRoute: { RouteId: "any" },
      CreateIntegration: { IntegrationId: "any" },
      CreateAuthorizer: { AuthorizerId: "any" },
      CreateModel: { ModelId: "any" },
      CreateRouteResponse: { RouteResponseId: "any" },
      CreateDeployment: { DeploymentId: "any" },
    },
  }),
  templateTypes: apigatewayv2TemplateTypes,
};
