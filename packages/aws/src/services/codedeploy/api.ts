import type { Operations } from "../../service/service-model.ts";
import { applicationOperations } from "./operations/application-operations.ts";
import { configurationOperations } from "./operations/configuration-operations.ts";
import { deploymentOperations } from "./operations/deployment-operations.ts";
import { groupOperations } from "./operations/group-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of CodeDeploy that are modeled: those of deployments to Lambda. */
export const codedeployOperations: Operations = {
  ...applicationOperations,
  ...groupOperations,
  ...configurationOperations,
  ...deploymentOperations,
  ...tagOperations,
};
