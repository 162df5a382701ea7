import type { CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";

/** How often groups and streams may be made. */
export const logsCallRates: CallRates = {
  throttled: () => refused("ThrottlingException", "Rate exceeded"),
  rates: [
    { quota: "logs.createLogGroupCallsPerSecond", operations: ["CreateLogGroup"] },
    { quota: "logs.createLogStreamCallsPerSecond", operations: ["CreateLogStream"] },
  ],
};
