import { ConfigError, days, invariant, shownValue, valueAsOf } from "@orrery/kernel";
import { serviceCaller } from "../../../service/caller.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { FifoRates, SubscriptionSettings, TopicSettings } from "../config.ts";
import {
  defaultRetryPolicy,
  deliveryPolicyOf,
  effectivePolicy,
  subscriptionPolicyOf,
  topicPolicyOf,
  type HttpPolicy,
} from "../delivery-policies.ts";
import { snsAssumptions, snsLimits, standardGroups } from "../limits.ts";
import { latencyIn, type LatencyName } from "../latencies.ts";
import type { Protocol } from "../edge.ts";
import { protocolOf } from "../protocols.ts";
import { isFifoQueueArn } from "../sns-to-sqs.ts";
import { quotaIn } from "./account-record.ts";
import { outsideEndpointOf } from "./outside-endpoint.ts";
import { isMap } from "./request-check.ts";
import { archiveDays } from "./topic-attributes.ts";
import { isFifo, recordOf, type SubscriptionRecord, type TopicRecord } from "./topic-record.ts";

/** What the machine of a topic needs to know of it. */
export function settingsOf(
  { number, name, arn }: Pick<Resource, "number" | "name" | "arn">,
  record: TopicRecord,
  plane: ControlPlane,
): TopicSettings {
  const { attributes, subscriptions, chance } = record;
  const fifo = isFifo(record);
  const policy = topicPolicyOf(attributes["DeliveryPolicy"]);
  const assumed = figureValues(snsAssumptions, plane.assumptions);
  const retention = archiveDays(attributes["ArchivePolicy"]) ?? null;
  return {
    topic: number,
    name,
    arn,
    region: plane.region,
    partition: plane.partition,
    epochMilliseconds: plane.epochMilliseconds,
    fifo,
    contentBasedDeduplication: attributes["ContentBasedDeduplication"] === "true",
    throughputScope:
      attributes["FifoThroughputScope"] === "MessageGroup" ? "MessageGroup" : "Topic",
    maximumMessageSize: Number(
      attributes["MaximumMessageSize"] ?? snsLimits.maximumMessageSize.default,
    ),
    takesGroups: fifo || valueAsOf(standardGroups, plane.asOf),
    signatureVersion: attributes["SignatureVersion"] ?? "1",
    archiveRetention: retention === null ? null : days(retention),
    rates: fifo ? ratesOf(attributes, plane) : null,
    transit: latencyIn(plane.latencies, "sns.fifo.toQueue"),
    duplicateRate: duplicateRateIn(name, fifo, chance),
    assumed,
    subscriptions: subscriptions.map((each) =>
      subscriptionSettings(each, attributes, policy, assumed, plane),
    ),
  };
}

/** @throws ConfigError when a scenario says what cannot be. */
function duplicateRateIn(name: string, fifo: boolean, chance: TopicRecord["chance"]): number {
  const { duplicateRate = 0 } = chance ?? {};
  const path = `topic "${name}" chance.duplicateRate`;
  if (fifo && duplicateRate !== 0) {
    throw new ConfigError(path, "nothing on a FIFO topic", `${duplicateRate}`);
  }
  if (duplicateRate >= 0 && duplicateRate <= 1) return duplicateRate;
  throw new ConfigError(path, "0 to 1", shownValue(duplicateRate));
}

function ratesOf(attributes: TopicRecord["attributes"], plane: ControlPlane): FifoRates {
  const ofGroup = quotaIn(plane, "sns.fifoGroupMessagesPerSecond");
  if (attributes["FifoThroughputScope"] === "MessageGroup") {
    return { ofGroup, ofTopic: quotaIn(plane, "sns.fifoMessagesPerSecond"), bytesOfTopic: null };
  }
  return {
    ofGroup,
    ofTopic: quotaIn(plane, "sns.fifoTopicMessagesPerSecond"),
    bytesOfTopic: quotaIn(plane, "sns.fifoTopicBytesPerSecond"),
  };
}

function subscriptionSettings(
  subscription: SubscriptionRecord,
  ofTopic: TopicRecord["attributes"],
  topic: HttpPolicy,
  assumed: TopicSettings["assumed"],
  plane: ControlPlane,
): SubscriptionSettings {
  const { number, arn, endpoint, attributes, isPending } = subscription;
  const protocol = protocolOf(subscription);
  const own = subscriptionPolicyOf(attributes["DeliveryPolicy"]);
  const http = effectivePolicy(topic, own);
  const deadLetterQueue = deadLetterArnOf(attributes);
  return {
    number,
    arn,
    protocol: protocol.name,
    hasEnvelope: protocol.hasEnvelope,
    endpoint,
    isConfirmed: !isPending,
    raw: attributes["RawMessageDelivery"] === "true",
    filterPolicy: attributes["FilterPolicy"] ?? null,
    filterPolicyScope:
      attributes["FilterPolicyScope"] === "MessageBody" ? "MessageBody" : "MessageAttributes",
    policy: deliveryPolicyOf(
      protocol,
      http.retry ?? defaultRetryPolicy,
      deadLetterQueue === undefined ? null : { arn: deadLetterQueue, to: number },
      assumed,
    ),
    ...logsOf(protocol, ofTopic),
    deliveriesPerSecond:
      protocol.retries === "http"
        ? (http.maxReceivesPerSecond ?? null)
        : protocol.deliveriesPerSecond,
    leadsOutside: leadsOutside(subscription, plane),
    isFifoQueue: isFifoQueueArn(endpoint),
    isFifoDeadLetterQueue: deadLetterQueue?.endsWith(".fifo") ?? false,
  };
}

/** Which deliveries of a protocol are logged: by whom SNS may log them, and how many. */
function logsOf(
  { logged }: Protocol,
  attributes: TopicRecord["attributes"],
): Pick<SubscriptionSettings, "loggedSuccesses" | "logsFailures"> {
  const valueOf = (name: string): string => attributes[`${logged ?? ""}${name}`] ?? "";
  const logsSuccesses = valueOf("SuccessFeedbackRoleArn") !== "";
  return {
    loggedSuccesses: logsSuccesses ? Number(valueOf("SuccessFeedbackSampleRate")) / 100 : 0,
    logsFailures: valueOf("FailureFeedbackRoleArn") !== "",
  };
}

/** The ARN of a subscription's dead-letter queue; `undefined` without one. */
export function deadLetterArnOf(attributes: SubscriptionRecord["attributes"]): string | undefined {
  const policy = parseJson(attributes["RedrivePolicy"] ?? "");
  const arn = isMap(policy) ? policy["deadLetterTargetArn"] : undefined;
  return typeof arn === "string" ? arn : undefined;
}

/** What joins a topic to a subscriber, and to its dead-letter queue where it has one. */
export function connectionsOf(
  subscription: SubscriptionRecord,
  topic: Resource,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const { number: to, endpoint, attributes } = subscription;
  const { transit } = protocolOf(subscription);
  const isOutside = leadsOutside(subscription, plane);
  const subscriber = isOutside
    ? { target: outsideEndpointOf(subscription, plane).number }
    : targetAt(endpoint, topic, plane);
  const connections: ResourceConnection[] = [
    {
      port: "subscribers",
      to,
      ...subscriber,
      // A FIFO topic keeps the order of a group, so its machine has the latency and not the way.
      ...(isFifo(recordOf(topic)) ? {} : way("request", transit, plane)),
      ...(isOutside ? way("reply", "sns.fromEndpoint", plane) : {}),
    },
  ];
  const deadLetterQueue = deadLetterArnOf(attributes);
  if (deadLetterQueue !== undefined) {
    const given = targetAt(deadLetterQueue, topic, plane);
    const request = way("request", "sns.toDeadLetterQueue", plane);
    connections.push({ port: "deadLetterQueues", to, ...given, ...request });
  }
  return connections;
}

/**
 * Where an ARN leads that was checked: it may have no resource yet, or none any more. SNS delivers itself, for
 * the topic.
 */
function targetAt(
  arn: string,
  topic: Resource,
  plane: ControlPlane,
): Pick<ResourceConnection, "target" | "access"> {
  const target = plane.target(arn);
  invariant(target !== null, `${arn} is no ARN of this account`);
  const { component, action } = target;
  const caller = serviceCaller("sns", topic.arn, plane);
  return { target: component, access: { caller, action, arn } };
}

/** Whether a subscriber is outside of what is simulated: of no service of AWS, or in another account or Region. */
const leadsOutside = (subscription: SubscriptionRecord, plane: ControlPlane): boolean =>
  protocolOf(subscription).edge === null || !isOwnArn(subscription.endpoint, plane);

/** Whether an ARN is one of this account in this Region. */
export function isOwnArn(
  arn: string,
  own: Pick<ControlPlane, "partition" | "region" | "accountId">,
): boolean {
  const [, partition, , region, accountId] = arn.split(":");
  return partition === own.partition && region === own.region && accountId === own.accountId;
}

/** How long one direction of a connection takes; nothing for no time. */
function way(
  direction: "request" | "reply",
  name: LatencyName,
  { latencies }: ControlPlane,
): Pick<ResourceConnection, "request" | "reply"> {
  const latency = latencyIn(latencies, name);
  return latency === null ? {} : { [direction]: latency };
}

/** Keeps a topic's record and tells its machine. */
export function changeTopic(topic: Resource, record: TopicRecord, plane: ControlPlane): Resource {
  return plane.change(topic, {
    record: record as unknown as Resource["record"], // Plain data by its type.
    settings: settingsOf(topic, record, plane),
  });
}
