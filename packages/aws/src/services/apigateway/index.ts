import type { ServiceModel } from "../../service/service-model.ts";
import { accountKind } from "./account/kind.ts";
import { apigatewayAccess } from "./access.ts";
import { apigatewayOperations } from "./api.ts";
import { controlRatesOf } from "./call-rates.ts";
import { apigatewayEvents } from "./events.ts";
import { endpointKind } from "./backend/kind.ts";
import { domainKind } from "./domain/kind.ts";
import { apigatewayAssumptions, apigatewayQuotas } from "./limits.ts";
import { apigatewayModel } from "./model.ts";
import { restApiKind } from "./rest-api/kind.ts";
import { apigatewayTemplateTypes } from "./template.ts";

/** Amazon API Gateway: REST APIs. */
export const apigatewayService: ServiceModel = {
  service: "apigateway",
  kinds: (world) => [restApiKind(world), accountKind, endpointKind, domainKind(world)],
  operations: apigatewayOperations,
  callRates: controlRatesOf(apigatewayOperations),
  access: apigatewayAccess,
  events: apigatewayEvents,
  quotas: apigatewayQuotas,
  latencies: {
    "apigateway.rest.overhead": "What a REST API adds to its integration.",
  },
  // What operations take besides AWS's parameters: ids that a template knows before, and how endpoints answer.
  model: apigatewayModel.with({
    members: {
      CreateRestApi: { id: "any", Endpoint: "any", Deploy: "any" },
      CreateResource: { id: "any" },
      CreateDeployment: { id: "any" },
      CreateModel: { id: "any" },
      CreateRequestValidator: { id: "any" },
      CreateAuthorizer: { id: "any" },
      CreateApiKey: { id: "any" },
      CreateUsagePlan: { id: "any" },
      CreateVpcLink: { id: "any" },
    },
  }),
  templateTypes: apigatewayTemplateTypes,
  assumptions: Object.values(apigatewayAssumptions),
};
