import type { CallRates } from "../../service/call-rate.ts";
import { refused } from "../../service/refusal.ts";
import { controlRate } from "./limits.ts";

/** How often operations may be called: they share one rate. */
export const controlRatesOf = (operations: object): CallRates => ({
  throttled: () =>
    refused("TooManyRequestsException", "Too Many Requests", { message: "Too Many Requests" }), // Assumed: the words.
  rates: [
    {
      quota: controlRate.perSecond,
      burst: controlRate.burst,
      isShared: true,
      operations: Object.keys(operations),
    },
  ],
});
