import type { Operations } from "../../service/service-model.ts";
import { apiOperations } from "./operations/api-operations.ts";
import { definitionOperations } from "./operations/definition-operations.ts";
import { domainOperations } from "./domain/domain-operations.ts";
import { partOperations } from "./operations/part-operations.ts";
import { routingRuleOperations } from "./domain/routing-rule-operations.ts";
import { stageOperations } from "./operations/stage-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of HTTP and WebSocket APIs that are modeled. */
export const apigatewayv2Operations: Operations = {
  ...apiOperations,
  ...partOperations,
  ...stageOperations,
  ...definitionOperations,
  ...domainOperations,
  ...routingRuleOperations,
  ...tagOperations,
};
