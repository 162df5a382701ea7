import type { Ceiling } from "../../../../service/reporting.ts";
import type { SeenRun } from "../../../../service/seen.ts";
import { neverMovesBySettings } from "../../asynchronous/reporting/expectation.ts";
import type { AccountSettings } from "../../config.ts";
import { neverFails, type SeenFunction } from "./seen-function.ts";

/** What a metric of a function never exceeds. */
export function ceilingOf(
  metric: string,
  { name, settings }: SeenFunction,
  run: SeenRun,
): Ceiling | null {
  switch (metric) {
    case "Duration":
      return { value: settings.timeout, why: `that is the timeout of ${name}` };
    case "ConcurrentExecutions": {
      const { reservedConcurrency } = settings;
      if (reservedConcurrency !== null) {
        return { value: reservedConcurrency, why: "that is its reserved concurrency" };
      }
      const [account] = run.inAccount("lambda.account");
      const { concurrentExecutions } = account!.settings as AccountSettings; // There in every account.
      return {
        value: concurrentExecutions,
        why: "that is the account's quota of concurrent executions",
      };
    }
    default:
      return null;
  }
}

/** Why a metric of a function is 0 whatever happens; `null`: it may move. */
export function neverMoves(metric: string, fn: SeenFunction, run: SeenRun): string | null {
  const { name, settings } = fn;
  if (!run.mayReach(fn)) return `nothing invokes ${name}`;
  switch (metric) {
    case "Errors":
    case "Timeouts":
      return neverFails(fn, run) ? `by the scenario ${name} never fails` : null;
    case "UnhandledMessages": {
      const { behavior } = settings;
      const leaves = behavior.type === "profile" && behavior.afterFailure === "leaveRest";
      return leaves && !neverFails(fn, run) ? null : `the handler of ${name} leaves no message`;
    }
    case "ThrottlesByReservedConcurrency":
    case "ThrottlesByReservedRequestRate":
      return settings.reservedConcurrency === null ? `${name} has no reserved concurrency` : null;
    case "ThrottlesByAccountConcurrency":
    case "ThrottlesByAccountRequestRate":
      return settings.reservedConcurrency === null
        ? null
        : `${name} has reserved concurrency, and does not draw on the account's`;
    default:
      return neverMovesBySettings(metric, fn);
  }
}
