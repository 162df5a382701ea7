import type { ServiceModel } from "../../service/service-model.ts";
import { apigatewaymanagementapiAccess } from "./access.ts";
import { apigatewaymanagementapiOperations } from "./api.ts";
import { apigatewaymanagementapiRequestModel } from "./request.ts";
import { apigatewaymanagementapiRules } from "./rules.ts";

/** The management API of Amazon API Gateway: what backends do with the connections of WebSocket APIs. */
export const apigatewaymanagementapiService: ServiceModel = {
  service: "apigatewaymanagementapi",
  kinds: () => [],
  operations: apigatewaymanagementapiOperations,
  access: apigatewaymanagementapiAccess,
  rules: apigatewaymanagementapiRules,
  model: apigatewaymanagementapiRequestModel,
  templateTypes: [],
};
