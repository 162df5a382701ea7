import type { FunctionSettings } from "./config.ts";
import { functionRampSince } from "./account/limits.ts";

/** Whether a function has concurrency of its own. */
export const isReserved = ({ reservedConcurrency }: FunctionSettings): boolean =>
  reservedConcurrency !== null;
/** Whether a function has a ramp of its own. */
export const hasOwnRamp = ({ asOf }: FunctionSettings): boolean => asOf >= functionRampSince;
/** Whether a function shares the ramp of its Region. */
export const sharesRamp = (settings: FunctionSettings): boolean => !hasOwnRamp(settings);
/** Whether a function may run on this runtime: an image does not say. */
export const runsOn =
  (family: string) =>
  ({ runtime }: FunctionSettings): boolean =>
    runtime === null || runtime.startsWith(family);

/** Operations that change what a function is. */
export const updating = ["UpdateFunctionCode", "UpdateFunctionConfiguration"] as const;
/** Operations on a function that has to be there. */
export const onFunctions = [
  ...updating,
  "DeleteFunction",
  "DeleteFunctionConcurrency",
  "DeleteFunctionEventInvokeConfig",
  "GetFunction",
  "GetFunctionConcurrency",
  "GetFunctionConfiguration",
  "GetFunctionEventInvokeConfig",
  "GetFunctionRecursionConfig",
  "Invoke",
  "ListFunctionEventInvokeConfigs",
  "PutFunctionConcurrency",
  "PutFunctionEventInvokeConfig",
  "PutFunctionRecursionConfig",
  "UpdateFunctionEventInvokeConfig",
] as const;
