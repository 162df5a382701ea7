import type { Operations } from "../../service/service-model.ts";
import { accountOperations } from "./operations/account-operations.ts";
import { definitionOperations } from "./operations/definition-operations.ts";
import { deploymentOperations } from "./operations/deployment-operations.ts";
import { domainOperations } from "./operations/domain-operations.ts";
import { methodOperations } from "./operations/method-operations.ts";
import { partOperations } from "./operations/part-operations.ts";
import { resourceOperations } from "./operations/resource-operations.ts";
import { restApiOperations } from "./operations/rest-api-operations.ts";
import { stageOperations } from "./operations/stage-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of API Gateway that are modeled: those of REST APIs. */
export const apigatewayOperations: Operations = {
  ...restApiOperations,
  ...resourceOperations,
  ...methodOperations,
  ...partOperations,
  ...deploymentOperations,
  ...stageOperations,
  ...definitionOperations,
  ...accountOperations,
  ...domainOperations,
  ...tagOperations,
};
