import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { TopicChance } from "../config.ts";
import { againstArn, invalid, notFound, textOf, type Checked } from "./request-check.ts";

/** The kind of a topic's machine. */
export const topicKindName = "sns.topic";

/** What the control plane keeps of a topic. */
export interface TopicRecord {
  /** Those that were set, as SNS spells them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** In order of their numbers. */
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly nextSubscription: number;
  readonly deletedSubscriptions: number;
  /** `null` for none. */
  readonly dataProtectionPolicy: string | null;
  /** Since when messages are archived, in microseconds of the run; `null`: they are not. */
  readonly archivedSince: number | null;
  /** Simulation only; `null` for none. */
  readonly chance: TopicChance | null;
}

/** What the control plane keeps of a subscription. */
export interface SubscriptionRecord {
  readonly number: number;
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  readonly principal: string;
  /** Those that were set, as SNS spells them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly isPending: boolean;
  readonly wasAuthenticated: boolean;
  /** When it was asked for, in microseconds of the run. */
  readonly requestedAt: number;
}

/** The record of a topic. */
export const recordOf = (topic: Resource): TopicRecord => topic.record as unknown as TopicRecord; // Made by plainRecord.

/** A record as the control plane stores it. */
export const plainRecord = (record: TopicRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** Whether a topic is FIFO. */
export const isFifo = ({ attributes }: TopicRecord): boolean => attributes["FifoTopic"] === "true";

/** The topic that a parameter names by its ARN. */
export function topicOf(
  params: PlainObject,
  plane: ControlPlane,
  parameter = "TopicArn",
): Checked<Resource> {
  const arn = textOf(params, parameter) ?? "";
  const wrong = againstArn(arn, parameter);
  if (wrong !== null) return wrong;
  if (arn.split(":")[3] !== plane.region) return invalid(parameter);
  return topicByArn(arn, plane) ?? noTopic;
}

/** What those hear who name a topic that is not there. */
export const noTopic: Refused = notFound("Topic");
/** What those hear who name a subscription that is not there. */
const noSubscription: Refused = notFound("Subscription");

/** The topic of this ARN; `undefined` when there is none. */
export function topicByArn(arn: string, plane: ControlPlane): Resource | undefined {
  const resource = plane.findByArn(arn);
  return resource?.kind === topicKindName ? resource : undefined;
}

/** A subscription with its topic. */
export interface LocatedSubscription {
  readonly topic: Resource;
  readonly subscription: SubscriptionRecord;
}

/** The subscription that a request names by its ARN. */
export function subscriptionOf(
  params: PlainObject,
  plane: ControlPlane,
): Checked<LocatedSubscription> {
  const arn = textOf(params, "SubscriptionArn") ?? "";
  const wrong = againstArn(arn, "SubscriptionArn");
  if (wrong !== null) return wrong;
  return subscriptionByArn(arn, plane) ?? noSubscription;
}

/** The subscription of this ARN; `undefined` when there is none. */
export function subscriptionByArn(
  arn: string,
  plane: ControlPlane,
): LocatedSubscription | undefined {
  const topic = topicByArn(arn.slice(0, arn.lastIndexOf(":")), plane);
  if (topic === undefined) return undefined;
  const subscription = recordOf(topic).subscriptions.find((each) => each.arn === arn);
  return subscription === undefined ? undefined : { topic, subscription };
}

/** All subscriptions of an account, topic by topic. */
export const allSubscriptions = (plane: ControlPlane): readonly SubscriptionRecord[] =>
  plane.list(topicKindName).flatMap((topic) => recordOf(topic).subscriptions);
