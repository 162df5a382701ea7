import type { Plain, Tagged } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import type { Protocol } from "../edge.ts";
import { tokenOf } from "../message-names.ts";
import type { RequestConfirmation } from "../protocol.ts";
import { protocolNamed } from "../protocols.ts";
import { answersIn, outsideEndpointOf } from "./outside-endpoint.ts";
import { invalid, isRefused, respond, textMapOf, textOf } from "./request-check.ts";
import { againstAttributes, withAttributes } from "./subscription-attributes.ts";
import {
  plainRecord,
  recordOf,
  topicOf,
  type SubscriptionRecord,
  type TopicRecord,
} from "./topic-record.ts";
import { connectionsOf, settingsOf } from "./topic-settings.ts";
import { replayOf } from "./replay-request.ts";
import {
  againstDeadLettersElsewhere,
  againstEndpoint,
  againstQuotas,
} from "./subscription-check.ts";

/** Makes a subscription, or finds the same one. */
export function subscribe(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const record = recordOf(topic);
  const given = textOf(params, "Protocol") ?? "";
  const protocol = protocolNamed(given);
  if (protocol === undefined) {
    return invalid(`Amazon SNS does not support this protocol string: ${given}`);
  }
  const endpoint = textOf(params, "Endpoint") ?? "";
  const wrongEndpoint = againstEndpoint(protocol, endpoint, record, plane);
  if (wrongEndpoint !== null) return wrongEndpoint;
  const attributes = textMapOf(params, "Attributes") ?? {};
  const target = { topic: record, protocol: given, endpoint, before: {}, isNew: true };
  const wrong = againstAttributes(attributes, target, plane);
  if (wrong !== null) return wrong;
  const wantsArn = params["ReturnSubscriptionArn"] === true;
  const existing = record.subscriptions.find(
    (each) => each.protocol === given && each.endpoint === endpoint,
  );
  if (existing !== undefined) return sameSubscription(existing, attributes, wantsArn);
  const full = againstQuotas(record, protocol, plane);
  if (full !== null) return full;
  const elsewhere = againstDeadLettersElsewhere(attributes, plane);
  if (elsewhere !== null) return elsewhere;
  return makeSubscription(topic, record, protocol, endpoint, attributes, params, plane);
}

function makeSubscription(
  topic: Resource,
  record: TopicRecord,
  protocol: Protocol,
  endpoint: string,
  attributes: Readonly<Record<string, string>>,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const isOwn = endpoint.startsWith("arn:") && endpoint.split(":")[4] === plane.accountId;
  const needsConfirmation = protocol.confirms || (endpoint.startsWith("arn:") && !isOwn);
  // Simulation only: a deployment whose subscriptions nobody confirmed would be none.
  const isPending = needsConfirmation && params["Confirmed"] !== true;
  const subscription: SubscriptionRecord = {
    number: record.nextSubscription,
    arn: `${topic.arn}:${plane.uuid()}`,
    protocol: protocol.name,
    endpoint,
    owner: plane.accountId,
    principal: `arn:${plane.partition}:iam::${plane.accountId}:user/orrery`,
    attributes: withAttributes({}, attributes),
    isPending,
    wasAuthenticated: !isPending,
    requestedAt: plane.now,
  };
  const changed = {
    ...record,
    subscriptions: [...record.subscriptions, subscription],
    nextSubscription: record.nextSubscription + 1,
  };
  const answers = answersIn(params);
  if (answers !== null) outsideEndpointOf(subscription, plane, answers);
  plane.change(topic, {
    record: plainRecord(changed),
    settings: settingsOf(topic, changed, plane),
    connections: connectionsOf(subscription, topic, plane),
  });
  const { arn } = subscription;
  if (isPending) {
    const token = tokenOf(arn);
    const input: RequestConfirmation = {
      type: "requestConfirmation",
      trail: plane.trail,
      subscription: subscription.number,
      token,
    };
    const shown = params["ReturnSubscriptionArn"] === true ? arn : pendingArn;
    return { type: "ask", resource: topic.number, input, kept: shown };
  }
  const replay = replayOf(topic, subscription, plane, arn);
  return replay ?? respond({ SubscriptionArn: arn });
}

/** What Subscribe answers in place of the ARN. */
const pendingArn = "pending confirmation";

/** Answers Subscribe once the endpoint is asked. */
export function showPending(
  _body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  return { SubscriptionArn: kept };
}

function sameSubscription(
  existing: SubscriptionRecord,
  attributes: Readonly<Record<string, string>>,
  wantsArn: boolean,
): Step {
  const differs = Object.entries(withAttributes({}, attributes)).some(
    ([name, value]) => (existing.attributes[name] ?? defaultsOf[name]) !== value,
  );
  if (differs) {
    return invalid("Attributes Reason: Subscription already exists with different attributes");
  }
  return respond({ SubscriptionArn: existing.isPending && !wantsArn ? pendingArn : existing.arn });
}

const defaultsOf: Readonly<Record<string, string>> = {
  RawMessageDelivery: "false",
  FilterPolicyScope: "MessageAttributes",
};
