import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { snsLimits } from "../limits.ts";
import { subscriptionIn } from "../message-names.ts";
import { againstArn, invalid, isRefused, respond, textOf } from "./request-check.ts";
import { againstAttributes, withAttributes } from "./subscription-attributes.ts";
import {
  plainRecord,
  recordOf,
  subscriptionByArn,
  subscriptionOf,
  topicOf,
  type SubscriptionRecord,
  type TopicRecord,
} from "./topic-record.ts";
import { changeTopic, connectionsOf, settingsOf } from "./topic-settings.ts";
import { replayOf } from "./replay-request.ts";
import { getSubscriptionAttributes, showReplay } from "./shown-subscription.ts";
import { showPending, subscribe } from "./subscribe.ts";
import { againstDeadLettersElsewhere } from "./subscription-check.ts";

/** Operations that make, confirm, change, describe and end subscriptions. */
export const subscriptionOperations: Operations = {
  Subscribe: { begin: subscribe, respond: showPending },
  ConfirmSubscription: { begin: confirmSubscription },
  Unsubscribe: { begin: unsubscribe },
  GetSubscriptionAttributes: { begin: getSubscriptionAttributes, respond: showReplay },
  SetSubscriptionAttributes: { begin: setSubscriptionAttributes, respond: () => ({}) },
};

function confirmSubscription(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const id = subscriptionIn(textOf(params, "Token") ?? "");
  const record = recordOf(topic);
  const subscription = record.subscriptions.find(
    ({ arn }) => arn.slice(arn.lastIndexOf(":") + 1).replaceAll("-", "") === id,
  );
  if (id === undefined || subscription === undefined) return invalid("Token");
  if (subscription.isPending) {
    const age = plane.now - subscription.requestedAt;
    if (age > snsLimits.confirmationTokenValidity) return invalid("Token");
    const wasAuthenticated = textOf(params, "AuthenticateOnUnsubscribe")?.toLowerCase() === "true";
    const changed: SubscriptionRecord = { ...subscription, isPending: false, wasAuthenticated };
    changeTopic(topic, withSubscription(record, changed), plane);
  }
  return respond({ SubscriptionArn: subscription.arn });
}

const withSubscription = (record: TopicRecord, changed: SubscriptionRecord): TopicRecord => ({
  ...record,
  subscriptions: record.subscriptions.map((each) =>
    each.number === changed.number ? changed : each,
  ),
});

function unsubscribe(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params, "SubscriptionArn") ?? "";
  const wrong = againstArn(arn, "SubscriptionArn");
  if (wrong !== null) return wrong;
  const found = subscriptionByArn(arn, plane);
  // It is no error to end a subscription that is not there.
  if (found === undefined) return respond();
  const record = recordOf(found.topic);
  const left = record.subscriptions.filter(({ number }) => number !== found.subscription.number);
  const deletedSubscriptions = record.deletedSubscriptions + 1;
  changeTopic(found.topic, { ...record, subscriptions: left, deletedSubscriptions }, plane);
  return respond();
}

function setSubscriptionAttributes(params: PlainObject, plane: ControlPlane): Step {
  const found = subscriptionOf(params, plane);
  if (isRefused(found)) return found;
  const { topic, subscription } = found;
  const { protocol, endpoint, attributes: before } = subscription;
  const record = recordOf(topic);
  const name = textOf(params, "AttributeName") ?? "";
  const given = { [name]: textOf(params, "AttributeValue") ?? "" };
  const target = { topic: record, protocol, endpoint, before, isNew: false };
  const wrong = againstAttributes(given, target, plane);
  if (wrong !== null) return wrong;
  const elsewhere = againstDeadLettersElsewhere(given, plane);
  if (elsewhere !== null) return elsewhere;
  const changed = { ...subscription, attributes: withAttributes(before, given) };
  const after = withSubscription(record, changed);
  plane.change(topic, {
    record: plainRecord(after),
    settings: settingsOf(topic, after, plane),
    ...(name === "RedrivePolicy" ? { connections: connectionsOf(changed, topic, plane) } : {}),
  });
  const replay = name === "ReplayPolicy" ? replayOf(topic, changed, plane, null) : null;
  return replay ?? respond();
}
