import type { SeenFunction } from "../../function/reporting/seen-function.ts";
import { destinationsOf } from "./seen-destinations.ts";

/** Why a metric of a function's events is 0 whatever happens, by its settings; `null`: it may move. */
export function neverMovesBySettings(metric: string, fn: SeenFunction): string | null {
  const { onSuccess, onFailure, deadLetterQueue } = destinationsOf(fn);
  const { name, settings } = fn;
  switch (metric) {
    case "DeadLetterErrors":
    case "DeadLettersSent":
      return deadLetterQueue === null ? `${name} has no dead-letter queue` : null;
    case "OnSuccessDelivered":
      return onSuccess.length === 0 ? `${name} has no destination for successes` : null;
    case "OnFailureDelivered":
      return onFailure.length === 0 ? `${name} has no destination for failures` : null;
    case "DestinationDeliveryFailures":
      return onSuccess.length + onFailure.length === 0 ? `${name} has no destination` : null;
    case "DuplicateEvents":
      return (settings.behavior.duplicateEvents ?? 0) === 0
        ? `no behavior of ${name} gives a share of duplicates`
        : null;
    default:
      return null;
  }
}
