import { valueAsOf } from "@orrery/kernel";
import { refused, type NotModeled, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { Protocol } from "../edge.ts";
import { fifoToStandardQueue, snsLimits } from "../limits.ts";
import { isFifoQueueArn } from "../sns-to-sqs.ts";
import { accountRecordOf } from "./account-record.ts";
import { againstBigTopic } from "./topic-attributes.ts";
import { invalid } from "./request-check.ts";
import { allSubscriptions, isFifo, type TopicRecord } from "./topic-record.ts";
import { deadLetterArnOf, isOwnArn } from "./topic-settings.ts";

/** What SNS has against an endpoint, by itself and at this topic; `null` for nothing. */
export function againstEndpoint(
  protocol: Protocol,
  endpoint: string,
  record: TopicRecord,
  plane: ControlPlane,
): Refused | null {
  const wrong = protocol.againstEndpoint(endpoint);
  if (wrong !== null) {
    return protocol.name === "sms"
      ? refused("InvalidParameter", `Invalid SMS endpoint: ${endpoint}`)
      : invalid(wrong);
  }
  if (protocol.name === "application") return againstApplication(endpoint, plane);
  return againstFifo(protocol, endpoint, record, plane);
}

function againstFifo(
  protocol: Protocol,
  endpoint: string,
  record: TopicRecord,
  { asOf }: ControlPlane,
): Refused | null {
  const isFifoQueue = isFifoQueueArn(endpoint);
  if (!isFifo(record)) {
    return isFifoQueue
      ? invalid(
          "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
        )
      : null;
  }
  if (!protocol.isForFifoTopics) return invalid(`Invalid protocol type: ${protocol.name}`);
  return isFifoQueue || valueAsOf(fifoToStandardQueue, asOf)
    ? null
    : invalid("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue");
}

function againstApplication(endpoint: string, plane: ControlPlane): Refused | null {
  const exists = accountRecordOf(plane).applications.some(({ endpoints }) =>
    endpoints.some(({ arn }) => arn === endpoint),
  );
  return exists
    ? null
    : invalid(`Endpoint Reason: Endpoint does not exist for endpoint arn${endpoint}`);
}

/** What SNS has against one more subscription of a topic; `null` for nothing. */
export function againstQuotas(
  record: TopicRecord,
  protocol: Protocol,
  plane: ControlPlane,
): Refused | null {
  const { subscriptions, attributes } = record;
  const most = isFifo(record) ? snsLimits.fifoSubscriptions : snsLimits.standardSubscriptions;
  const ofProtocol = subscriptions.filter((each) => each.protocol === protocol.name).length;
  const isFull =
    subscriptions.length >= most ||
    ofProtocol >= (protocol.mostSubscriptions ?? Infinity) ||
    (protocol.confirms && pendingIn(plane) >= snsLimits.pendingConfirmations);
  if (isFull) return refused("SubscriptionLimitExceeded", "Subscription limit exceeded");
  const size = Number(attributes["MaximumMessageSize"] ?? 0);
  if (size <= snsLimits.maximumMessageSize.default) return null;
  const all = [...subscriptions.map((each) => each.protocol), protocol.name];
  const wrong = againstBigTopic(all);
  return wrong === null ? null : invalid(wrong);
}

const pendingIn = (plane: ControlPlane): number =>
  allSubscriptions(plane).filter(({ isPending }) => isPending).length;

/** SNS asks for a dead-letter queue of its own account and Region, and does not say in which words. */
export function againstDeadLettersElsewhere(
  attributes: Readonly<Record<string, string>>,
  plane: ControlPlane,
): NotModeled | null {
  const arn = deadLetterArnOf(attributes);
  if (arn === undefined || isOwnArn(arn, plane)) return null;
  const what = `A dead-letter queue of another account or Region, ${arn}, is not modeled.`;
  return { type: "notModeled", what };
}
