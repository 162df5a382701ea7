import type { Plain, Tagged } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import {
  effectivePolicy,
  shownSubscriptionPolicy,
  subscriptionPolicyOf,
  topicPolicyOf,
} from "../delivery-policies.ts";
import type { DescribeReplay, TopicReply } from "../protocol.ts";
import { protocolOf } from "../protocols.ts";
import { isRefused, respond } from "./request-check.ts";
import { recordOf, subscriptionOf, type SubscriptionRecord } from "./topic-record.ts";

/** Shows what a subscription is, and how far its replay is. */
export function getSubscriptionAttributes(params: PlainObject, plane: ControlPlane): Step {
  const found = subscriptionOf(params, plane);
  if (isRefused(found)) return found;
  const { topic, subscription } = found;
  const shown = shownAttributes(topic, subscription);
  if (subscription.attributes["ReplayPolicy"] === undefined) {
    return respond({ Attributes: shown });
  }
  const input: DescribeReplay = { type: "describeReplay", subscription: subscription.number };
  return { type: "ask", resource: topic.number, input, kept: shown };
}

/** Adds to what is shown how far the replay is. */
export function showReplay(
  body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const { status } = body as Extract<TopicReply, { type: "replayDescribed" }>;
  const shown = kept as PlainObject; // What was shown of the rest.
  return { Attributes: status === null ? shown : { ...shown, ReplayStatus: status } };
}

function shownAttributes(topic: Resource, subscription: SubscriptionRecord): PlainObject {
  const { attributes, protocol } = subscription;
  const isHttp = protocolOf(subscription).retries === "http";
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: topic.arn,
    Protocol: protocol,
    Endpoint: subscription.endpoint,
    Owner: subscription.owner,
    ConfirmationWasAuthenticated: `${subscription.wasAuthenticated}`,
    PendingConfirmation: `${subscription.isPending}`,
    SubscriptionPrincipal: subscription.principal,
    RawMessageDelivery: "false",
    ...(isHttp
      ? {
          EffectiveDeliveryPolicy: shownSubscriptionPolicy(
            effectivePolicy(
              topicPolicyOf(recordOf(topic).attributes["DeliveryPolicy"]),
              subscriptionPolicyOf(attributes["DeliveryPolicy"]),
            ),
          ),
        }
      : {}),
    ...withoutScope(attributes),
    ...(attributes["FilterPolicy"] === undefined
      ? {}
      : { FilterPolicyScope: attributes["FilterPolicyScope"] ?? "MessageAttributes" }),
  };
}

/** The scope is shown beside a policy only. */
function withoutScope(attributes: SubscriptionRecord["attributes"]): PlainObject {
  const { FilterPolicyScope: _, ...others } = attributes;
  return others;
}
