import type { Operations } from "../../service/service-model.ts";
import { activityOperations } from "./operations/activity-operations.ts";
import { policyOperations } from "./operations/policy-operations.ts";
import { scheduleOperations } from "./operations/schedule-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";
import { targetOperations } from "./operations/target-operations.ts";

/** The operations of Application Auto Scaling. */
export const applicationAutoscalingOperations: Operations = {
  ...targetOperations,
  ...policyOperations,
  ...scheduleOperations,
  ...activityOperations,
  ...tagOperations,
};
