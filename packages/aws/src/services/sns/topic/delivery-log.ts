import type { SubscriptionSettings } from "../config.ts";
import { metrics, purposes, type TopicContext } from "./declarations.ts";

/**
 * Counts the records that a delivery leaves in CloudWatch Logs: of those that succeed a sample in the group
 * `sns/Region/account/topic`, of those that fail each one in the group of that name with `/Failure` behind it.
 */
export function logDelivery(
  isTaken: boolean,
  { loggedSuccesses, logsFailures }: SubscriptionSettings,
  context: TopicContext,
): void {
  if (!isTaken) {
    if (logsFailures) context.observe(metrics.DeliveryFailureLogs, 1);
    return;
  }
  if (loggedSuccesses === 0) return;
  const isDrawn = loggedSuccesses === 1 || context.random(purposes.logSample) < loggedSuccesses;
  if (isDrawn) context.observe(metrics.DeliverySuccessLogs, 1);
}
