import type { Operations } from "../../service/service-model.ts";
import { groupOperations } from "./operations/group-operations.ts";
import { scheduleOperations } from "./operations/schedule-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of EventBridge Scheduler. */
export const schedulerOperations: Operations = {
  ...scheduleOperations,
  ...groupOperations,
  ...tagOperations,
};
