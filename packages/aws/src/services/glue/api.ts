import type { Operations } from "../../service/service-model.ts";
import { databaseOperations } from "./operations/database-operations.ts";
import { partitionOperations } from "./operations/partition-operations.ts";
import { tableOperations } from "./operations/table-operations.ts";

/** The operations of the Data Catalog that are modeled. */
export const glueOperations: Operations = {
  ...databaseOperations,
  ...tableOperations,
  ...partitionOperations,
};
