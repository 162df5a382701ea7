import { lambdaLimits } from "../../limits.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Throttles of one function by one limit. */
export interface LimitedThrottles {
  readonly count: number;
  /** The limit, as the rest of a sentence: `its reserved concurrency of 5`. */
  readonly limit: string;
}

/** Which limits throttled a function, those first that did most often. */
export function throttlesByLimit({ sum, settings }: SeenFunction): readonly LimitedThrottles[] {
  const own = settings.reservedConcurrency ?? 0;
  const limits: readonly (readonly [metric: string, limit: string])[] = [
    ["ThrottlesByReservedConcurrency", `its reserved concurrency of ${own}`],
    [
      "ThrottlesByReservedRequestRate",
      `its request rate of ${lambdaLimits.requestRateFactor * own} a second, ${lambdaLimits.requestRateFactor} for each unit of reserved concurrency`,
    ],
    ["ThrottlesByAccountConcurrency", "the account's concurrency, which others use too"],
    [
      "ThrottlesByAccountRequestRate",
      `the account's request rate, ${lambdaLimits.requestRateFactor} a second for each unit of concurrency`,
    ],
    ["ThrottlesByScalingRate", "how fast new execution environments may start"],
    [
      "ConcurrencyThrottles",
      "how many invocations its execution environments on managed instances run at once",
    ],
    ["ThrottlesByTenantEnvironments", "how many environments its tenants may have"],
  ];
  return limits
    .map(([metric, limit]) => ({ count: sum(metric), limit }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}
