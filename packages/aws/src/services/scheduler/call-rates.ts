import type { CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";

/** How often operations of EventBridge Scheduler may be called: each has its own rate. */
export const schedulerCallRates: CallRates = {
  throttled: () => refused("ThrottlingException", "Rate exceeded"),
  rates: [
    { quota: "scheduler.createCallsPerSecond", operations: ["CreateSchedule"] },
    {
      quota: "scheduler.scheduleCallsPerSecond",
      operations: ["GetSchedule", "UpdateSchedule", "DeleteSchedule"],
    },
    {
      quota: "scheduler.groupCallsPerSecond",
      operations: ["CreateScheduleGroup", "DeleteScheduleGroup"],
    },
  ],
};
