import type { Operations } from "../../service/service-model.ts";
import { filterOperations } from "./operations/filter-operations.ts";
import { groupOperations } from "./operations/group-operations.ts";
import { policyOperations } from "./operations/policy-operations.ts";
import { definitionOperations } from "./operations/definition-operations.ts";
import { putOperations } from "./operations/put-operations.ts";
import { queryOperations } from "./operations/query-operations.ts";
import { readOperations } from "./operations/read-operations.ts";

/** The operations of CloudWatch Logs. */
export const logsOperations: Operations = {
  ...readOperations,
  ...groupOperations,
  ...putOperations,
  ...filterOperations,
  ...policyOperations,
  ...queryOperations,
  ...definitionOperations,
};
