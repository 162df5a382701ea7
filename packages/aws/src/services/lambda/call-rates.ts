import type { CallRates } from "../../service/call-rate.ts";
import type { Operations } from "../../service/service-model.ts";
import { refused } from "../../service/refusal.ts";

const callbacks = [
  "SendDurableExecutionCallbackSuccess",
  "SendDurableExecutionCallbackFailure",
  "SendDurableExecutionCallbackHeartbeat",
];

/** Operations that share a rate with no others. */
const ofTheirOwn = [
  { quota: "lambda.getFunctionCallsPerSecond", operations: ["GetFunction"] },
  { quota: "lambda.getPolicyCallsPerSecond", operations: ["GetPolicy"] },
  { quota: "lambda.durableCallbackCallsPerSecond", operations: callbacks },
  { quota: "lambda.stopDurableExecutionCallsPerSecond", operations: ["StopDurableExecution"] },
  { quota: "lambda.getDurableExecutionCallsPerSecond", operations: ["GetDurableExecution"] },
  {
    quota: "lambda.listDurableExecutionCallsPerSecond",
    operations: ["GetDurableExecutionHistory", "ListDurableExecutionsByFunction"],
  },
];
/** What concurrency bounds, and what durable functions do in their own run. */
const withoutRate = [
  "Invoke",
  "InvokeWithResponseStream",
  "CheckpointDurableExecution",
  "GetDurableExecutionState",
];

/** How often operations of Lambda may be called: those that are not named above share one rate. */
export function lambdaCallRates(operations: Operations): CallRates {
  const apart = new Set([...withoutRate, ...ofTheirOwn.flatMap((rate) => rate.operations)]);
  const others = Object.keys(operations).filter((name) => !apart.has(name));
  return {
    throttled: () =>
      refused("TooManyRequestsException", "Rate exceeded", { Reason: "CallerRateLimitExceeded" }),
    rates: [
      ...ofTheirOwn,
      { quota: "lambda.controlCallsPerSecond", operations: others, isShared: true },
    ],
  };
}
