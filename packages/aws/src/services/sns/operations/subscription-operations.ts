import type { Plain, Tagged } from "@orrery/kernel";
import { valueAsOf } from "@orrery/kernel";
import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  effectivePolicy,
  shownSubscriptionPolicy,
  subscriptionPolicyOf,
  topicPolicyOf,
} from "../delivery-policies.ts";
import type { Protocol } from "../edge.ts";
import { fifoToStandardQueue, snsLimits } from "../limits.ts";
import { subscriptionIn, tokenOf } from "../message-names.ts";
import type { DescribeReplay, RequestConfirmation, StartReplay, TopicReply } from "../protocol.ts";
import { protocolNamed, protocolOf } from "../protocols.ts";
import { isFifoQueueArn } from "../sns-to-sqs.ts";
import { accountRecordOf } from "./account-record.ts";
import { againstBigTopic } from "./topic-attributes.ts";
import { answersIn, outsideEndpointOf } from "./outside-endpoint.ts";
import { againstArn, invalid, isRefused, respond, textMapOf, textOf } from "./request-check.ts";
import { againstAttributes, replayIn, withAttributes } from "./subscription-attributes.ts";
import {
  allSubscriptions,
  isFifo,
  plainRecord,
  recordOf,
  subscriptionByArn,
  subscriptionOf,
  topicOf,
  type SubscriptionRecord,
  type TopicRecord,
} from "./topic-record.ts";
import {
  changeTopic,
  connectionsOf,
  deadLetterArnOf,
  isOwnArn,
  settingsOf,
} from "./topic-settings.ts";

/** Operations that make, confirm, change, describe and end subscriptions. */
export const subscriptionOperations: Operations = {
  Subscribe: { begin: subscribe, respond: showPending },
  ConfirmSubscription: { begin: confirmSubscription },
  Unsubscribe: { begin: unsubscribe },
  GetSubscriptionAttributes: { begin: getSubscriptionAttributes, respond: showReplay },
  SetSubscriptionAttributes: { begin: setSubscriptionAttributes, respond: () => ({}) },
};

function subscribe(params: PlainObject, plane: ControlPlane): Step {
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

/** SNS asks for a dead-letter queue of its own account and Region, and does not say in which words. */
function againstDeadLettersElsewhere(
  attributes: Readonly<Record<string, string>>,
  plane: ControlPlane,
): NotModeled | null {
  const arn = deadLetterArnOf(attributes);
  if (arn === undefined || isOwnArn(arn, plane)) return null;
  const what = `A dead-letter queue of another account or Region, ${arn}, is not modeled.`;
  return { type: "notModeled", what };
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

function showPending(
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

function againstEndpoint(
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

function againstQuotas(
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

function getSubscriptionAttributes(params: PlainObject, plane: ControlPlane): Step {
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

function showReplay(
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

/** Asks a topic to replay what a subscription's policy says; `null` where it says nothing. */
function replayOf(
  topic: Resource,
  { number, attributes }: SubscriptionRecord,
  plane: ControlPlane,
  kept: Plain,
): Step | null {
  const policy = replayIn(attributes["ReplayPolicy"] ?? "", plane.epochMilliseconds);
  if (policy === undefined) return null;
  const input: StartReplay = { type: "startReplay", subscription: number, ...policy };
  return { type: "ask", resource: topic.number, input, kept };
}
