import type { Operations } from "../../service/service-model.ts";
import { alarmOperations } from "./operations/alarm-operations.ts";
import { keptOperations } from "./operations/kept-operations.ts";
import { metricOperations } from "./operations/metric-operations.ts";
import { readOperations } from "./operations/read-operations.ts";

/** The operations of CloudWatch. */
export const cloudwatchOperations: Operations = {
  ...alarmOperations,
  ...metricOperations,
  ...readOperations,
  ...keptOperations,
};
