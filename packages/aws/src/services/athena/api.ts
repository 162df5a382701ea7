import type { Operations } from "../../service/service-model.ts";
import { catalogOperations } from "./operations/catalog-operations.ts";
import { namedQueryOperations } from "./operations/named-query-operations.ts";
import { queryOperations } from "./operations/query-operations.ts";
import { reservationOperations } from "./operations/reservation-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";
import { workgroupOperations } from "./operations/workgroup-operations.ts";

/** The operations of Athena that are modeled: those of SQL. */
export const athenaOperations: Operations = {
  ...workgroupOperations,
  ...queryOperations,
  ...namedQueryOperations,
  ...catalogOperations,
  ...reservationOperations,
  ...tagOperations,
};
