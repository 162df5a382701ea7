import type { CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";

/** How often metrics may be read. */
export const cloudwatchCallRates: CallRates = {
  throttled: () => refused("Throttling", "Rate exceeded"), // Assumed: as of PutMetricData.
  rates: [
    { quota: "cloudwatch.getMetricDataCallsPerSecond", operations: ["GetMetricData"] },
    { quota: "cloudwatch.getMetricStatisticsCallsPerSecond", operations: ["GetMetricStatistics"] },
  ],
};
