import type { CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";

/** How often operations of Athena may be called: each has its own rate. */
export const athenaCallRates: CallRates = {
  throttled: () => refused("ThrottlingException", "Rate exceeded"),
  rates: [
    {
      quota: "athena.startCallsPerSecond",
      operations: ["StartQueryExecution", "StopQueryExecution"],
    },
    { quota: "athena.getQueryCallsPerSecond", operations: ["GetQueryExecution"] },
    { quota: "athena.getResultsCallsPerSecond", operations: ["GetQueryResults"] },
  ],
};
