import { nameInArn } from "../../service/arn.ts";
import type { Protocol } from "./edge.ts";
import { bodyOf } from "./envelope.ts";
import { snsLimits } from "./limits.ts";

/** What subscriptions of delivery streams call it. */
export const firehoseProtocol = "firehose";

/** How a topic delivers to delivery streams: one message a record, without its attributes where it is raw. */
export const snsToFirehose: Protocol = {
  name: firehoseProtocol,
  retries: "managed",
  // Firehose is AWS's own, and still has the retries of customers when it throttles.
  retriesThrottled: "customer",
  failureCounts: "message",
  billedBy: "BilledFirehoseDeliveries",
  takesRaw: true,
  hasEnvelope: true,
  confirms: false,
  takesLargeMessages: true,
  isForFifoTopics: false,
  deliveriesPerSecond: null,
  logged: "Firehose",
  transit: "sns.toEndpoint",
  mostSubscriptions: snsLimits.firehoseSubscriptions,
  againstEndpoint: (endpoint) =>
    nameInArn(endpoint, "firehose", "deliverystream/") === undefined
      ? "Firehose endpoint ARN"
      : null,
  edge: {
    kind: "firehose.deliveryStream",
    bodyOf,
    givenUpBodyOf: bodyOf,
    attributesOf: () => [],
    groupOf: () => null,
    deduplicationIdOf: () => null,
  },
};
