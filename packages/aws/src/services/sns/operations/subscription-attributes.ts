import type { Instant } from "@orrery/kernel";
import { parseJson } from "../../../text/json.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { ConfigError } from "@orrery/kernel";
import { parseWallClock } from "../../../text/wall-clock.ts";
import { againstPolicyText } from "../delivery-policies.ts";
import { againstFilterPolicy } from "../filter/filter-policy-check.ts";
import { quotaIn } from "./account-record.ts";
import { protocolNamed } from "../protocols.ts";
import { isQueueArn } from "../sns-to-sqs.ts";
import { archiveDays } from "./topic-attributes.ts";
import { againstArn, invalid, isMap } from "./request-check.ts";
import { allSubscriptions, isFifo, type TopicRecord } from "./topic-record.ts";

/** Attributes of a subscription by name. */
export type SubscriptionAttributes = Readonly<Record<string, string>>;

/** The subscription that attributes are for. */
export interface SubscriptionTarget {
  readonly topic: TopicRecord;
  readonly protocol: string;
  readonly endpoint: string;
  /** What it has. */
  readonly before: SubscriptionAttributes;
  /** Whether Subscribe gives them, whose words name the map of attributes. */
  readonly isNew: boolean;
}

const settable: ReadonlySet<string> = new Set([
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
  "SubscriptionRoleArn",
  "ReplayPolicy",
]);

/** What SNS has against attributes; `null` for nothing. */
export function againstAttributes(
  given: SubscriptionAttributes,
  target: SubscriptionTarget,
  plane: ControlPlane,
): Refused | null {
  const after = { ...target.before, ...given };
  for (const [name, value] of Object.entries(given)) {
    const wrong = againstAttribute(name, value, after, target, plane);
    if (wrong !== null) return wrong;
  }
  const adds = Boolean(given["FilterPolicy"]) && !target.before["FilterPolicy"];
  return adds ? againstFilterQuota(target.topic, plane) : null;
}

function againstAttribute(
  name: string,
  value: string,
  after: SubscriptionAttributes,
  target: SubscriptionTarget,
  plane: ControlPlane,
): Refused | null {
  const wrong = (what: string): Refused =>
    invalid(`${target.isNew ? "Attributes Reason: " : ""}${what}`);
  if (!settable.has(name)) return wrong("AttributeName");
  switch (name) {
    case "RawMessageDelivery":
      return againstRaw(value, target, wrong);
    case "FilterPolicyScope":
      return value === "MessageAttributes" || value === "MessageBody"
        ? againstFilter(after, plane, wrong)
        : wrong(
            `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
          );
    case "FilterPolicy":
      return againstFilter(after, plane, wrong);
    case "RedrivePolicy":
      return againstRedrive(value, target, plane, wrong);
    case "DeliveryPolicy": {
      const reason =
        value === ""
          ? null
          : againstPolicyText(value, "subscription", after["RawMessageDelivery"] === "true");
      return reason === null ? null : wrong(reason);
    }
    case "SubscriptionRoleArn":
      return value === "" || value.startsWith("arn:") ? null : wrong("SubscriptionRoleArn");
    default:
      return againstReplay(value, target, plane, wrong);
  }
}

type Wrong = (what: string) => Refused;

function againstRaw(value: string, { protocol }: SubscriptionTarget, wrong: Wrong): Refused | null {
  if (!["true", "false"].includes(value.toLowerCase())) {
    return wrong(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  }
  return value.toLowerCase() === "false" || protocolNamed(protocol)?.takesRaw === true
    ? null
    : wrong(`Delivery protocol [${protocol}] does not support raw message delivery.`);
}

function againstFilter(
  after: SubscriptionAttributes,
  { asOf }: ControlPlane,
  wrong: Wrong,
): Refused | null {
  const policy = after["FilterPolicy"] ?? "";
  if (policy === "") return null;
  const scope = after["FilterPolicyScope"] === "MessageBody" ? "MessageBody" : "MessageAttributes";
  const error = againstFilterPolicy(policy, scope, asOf);
  if (error === null) return null;
  switch (error.fault) {
    case "scope":
      return invalid(error.reason);
    case "number":
      return refused("InternalError", error.reason);
    default:
      return wrong(`FilterPolicy: ${error.reason}`);
  }
}

function againstRedrive(
  value: string,
  { topic, endpoint }: SubscriptionTarget,
  { asOf }: ControlPlane,
  wrong: Wrong,
): Refused | null {
  if (value === "") return null;
  const policy = parseJson(value);
  if (policy === undefined) {
    const reason =
      againstFilterPolicy(value, "MessageBody", asOf)?.reason ?? "failed to parse JSON.";
    return wrong(`RedrivePolicy: ${reason}`);
  }
  const arn = isMap(policy) ? policy["deadLetterTargetArn"] : undefined;
  if (typeof arn !== "string" || againstArn(arn, "deadLetterTargetArn") !== null) {
    return wrong("RedrivePolicy: deadLetterTargetArn is an invalid arn");
  }
  const isQueue = isQueueArn(arn);
  const needsFifo = isFifo(topic) && endpoint.endsWith(".fifo");
  if (needsFifo && !(isQueue && arn.endsWith(".fifo"))) {
    return wrong(
      "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
    );
  }
  if (!isQueue) return wrong("RedrivePolicy: deadLetterTargetArn is an invalid arn");
  return !isFifo(topic) && arn.endsWith(".fifo")
    ? wrong(
        "RedrivePolicy: must use a standard queue as DLQ for a subscription to a standard topic.",
      )
    : null;
}

function againstReplay(
  value: string,
  { topic }: SubscriptionTarget,
  plane: ControlPlane,
  wrong: Wrong,
): Refused | null {
  if (value === "") return null;
  if ((archiveDays(topic.attributes["ArchivePolicy"]) ?? null) === null) {
    return wrong("ReplayPolicy: the topic has no active ArchivePolicy");
  }
  return replayIn(value, plane.epochMilliseconds) === undefined
    ? wrong("ReplayPolicy: must have PointType Timestamp and a StartingPoint")
    : null;
}

/** What a replay policy asks for; `undefined` when it is none. */
export function replayIn(
  value: string,
  epochMilliseconds: number,
): { readonly from: Instant; readonly until: Instant | null } | undefined {
  const policy = parseJson(value);
  if (!isMap(policy)) return undefined;
  const { PointType: type, StartingPoint: from, EndingPoint: until } = policy;
  if (type !== "Timestamp" || typeof from !== "string") return undefined;
  const start = instantOf(from, epochMilliseconds);
  const end = typeof until === "string" ? instantOf(until, epochMilliseconds) : null;
  if (start === undefined || end === undefined) return undefined;
  return end !== null && end < start ? undefined : { from: start, until: end };
}

function instantOf(text: string, epochMilliseconds: number): Instant | undefined {
  try {
    return ((parseWallClock("", text) - epochMilliseconds) * 1_000) as Instant;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function againstFilterQuota(topic: TopicRecord, plane: ControlPlane): Refused | null {
  const perTopic = quotaIn(plane, "sns.filterPoliciesPerTopic");
  const perAccount = quotaIn(plane, "sns.filterPolicies");
  const hasPolicy = ({ attributes }: { readonly attributes: SubscriptionAttributes }): boolean =>
    Boolean(attributes["FilterPolicy"]);
  const isFull =
    topic.subscriptions.filter(hasPolicy).length >= perTopic ||
    allSubscriptions(plane).filter(hasPolicy).length >= perAccount;
  return isFull ? refused("FilterPolicyLimitExceeded", "Filter policy limit exceeded") : null;
}

/** Attributes as they are kept: an empty text takes one away, and truth is in lower case. */
export function withAttributes(
  before: SubscriptionAttributes,
  given: SubscriptionAttributes,
): SubscriptionAttributes {
  const set = Object.entries(given).map(([name, value]) => [
    name,
    name === "RawMessageDelivery" ? value.toLowerCase() : value,
  ]);
  const all = Object.entries({ ...before, ...Object.fromEntries(set) } as SubscriptionAttributes);
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}
