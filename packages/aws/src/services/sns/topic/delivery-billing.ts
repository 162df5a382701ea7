import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { SubscriptionSettings } from "../config.ts";
import { bodyOf } from "../envelope.ts";
import type { Notification } from "../protocol.ts";
import { protocolOf } from "../protocols.ts";
import { metrics, type TopicContext } from "./declarations.ts";

/** Counts what AWS charges for a delivery. Those of standard topics to queues and functions are free. */
export function billDelivery(
  notification: Notification,
  subscription: SubscriptionSettings,
  context: TopicContext,
): void {
  const { settings } = context;
  if (settings.fifo) {
    context.observe(metrics.BilledFifoDeliveries, 1);
    const size = sizeInUtf8(bodyOf(notification, subscription, settings));
    context.observe(metrics.BilledFifoDeliveredBytes, size);
    return;
  }
  const { billedBy } = protocolOf(subscription);
  if (billedBy !== null) context.observe(metrics[billedBy], 1);
}
