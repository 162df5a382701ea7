import type { Operations } from "../../../service/service-model.ts";
import { getMetricData } from "./data-operation.ts";
import { getMetricStatistics } from "./statistics-operation.ts";

/** Operations that read metrics. */
export const readOperations: Operations = {
  GetMetricStatistics: getMetricStatistics,
  GetMetricData: getMetricData,
};
