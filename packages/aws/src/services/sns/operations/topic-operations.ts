import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { TopicChance } from "../config.ts";
import { shownTopicPolicy, topicPolicyOf } from "../delivery-policies.ts";
import { snsLimits } from "../limits.ts";
import { accountOf, quotaIn } from "./account-record.ts";
import { defaultPolicy } from "./permission-operations.ts";
import {
  invalid,
  isRefused,
  respond,
  snsArn,
  textMapOf,
  textOf,
  type Checked,
} from "./request-check.ts";
import { tagsIn, againstTags } from "./tag-operations.ts";
import { archiveDays, checkAttributes, withAttributes } from "./topic-attributes.ts";
import {
  isFifo,
  noTopic,
  plainRecord,
  recordOf,
  topicKindName,
  topicOf,
  type TopicRecord,
} from "./topic-record.ts";
import { changeTopic, settingsOf } from "./topic-settings.ts";

/** Operations that make, change, describe and delete topics. */
export const topicOperations: Operations = {
  CreateTopic: { begin: createTopic },
  DeleteTopic: { begin: deleteTopic },
  GetTopicAttributes: { begin: getTopicAttributes },
  SetTopicAttributes: { begin: setTopicAttributes },
  PutDataProtectionPolicy: { begin: putDataProtectionPolicy },
  GetDataProtectionPolicy: { begin: getDataProtectionPolicy },
};

function createTopic(params: PlainObject, plane: ControlPlane): Step {
  const given = textMapOf(params, "Attributes") ?? {};
  const fifo = given["FifoTopic"]?.toLowerCase() === "true";
  const name = topicNameIn(params, fifo);
  if (isRefused(name)) return name;
  const target = { fifo, asOf: plane.asOf, isNew: true, protocols: [] };
  const attributes = checkAttributes(given, target);
  if (isRefused(attributes)) return attributes;
  const tags = tagsIn(params);
  if (isRefused(tags)) return tags;
  const existing = plane.find(topicKindName, name);
  if (existing !== undefined) return sameTopic(existing, attributes, tags);
  const wrongTags = againstTags(tags);
  if (wrongTags !== null) return wrongTags;
  const full = againstTopicQuota(fifo, plane);
  if (full !== null) return full;
  const account = accountOf(plane);
  const record: TopicRecord = {
    attributes: withAttributes({}, attributes),
    tags,
    subscriptions: [],
    nextSubscription: 1,
    deletedSubscriptions: 0,
    dataProtectionPolicy: textOf(params, "DataProtectionPolicy") ?? null,
    archivedSince: archivedSince(null, attributes["ArchivePolicy"], plane),
    chance: (params["TopicChance"] ?? null) as TopicChance | null, // Simulation only.
  };
  const arn = snsArn(name, plane);
  plane.create(
    { kind: topicKindName, name, arn, record: plainRecord(record) },
    (number) => settingsOf({ number, name, arn }, record, plane),
    () => [{ port: "quota", to: 0, target: account.number }],
  );
  return respond({ TopicArn: arn });
}

function topicNameIn(params: PlainObject, fifo: boolean): Checked<string> {
  const name = textOf(params, "Name") ?? "";
  const { max } = snsLimits.topicName;
  if (fifo) {
    if (/^[A-Za-z0-9_-]+\.fifo$/.test(name) && name.length <= max) return name;
    return invalid(
      `Name Reason: Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and ${max} characters long.`,
    );
  }
  return /^[A-Za-z0-9_-]+$/.test(name) && name.length <= max ? name : invalid("Topic Name");
}

/** CreateTopic of a topic that is there succeeds where it would change nothing. */
function sameTopic(
  topic: Resource,
  attributes: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): Step {
  const record = recordOf(topic);
  const differs = Object.entries(attributes).some(
    ([name, value]) => (record.attributes[name] ?? defaultsOf(record)[name] ?? "") !== value,
  );
  if (differs) return invalid("Attributes Reason: Topic already exists with different attributes");
  const names = Object.keys(tags);
  const isTagged = names.every((name) => record.tags[name] === tags[name]);
  if (names.length > 0 && !(isTagged && names.length === Object.keys(record.tags).length)) {
    return invalid("Tags Reason: Topic already exists with different tags");
  }
  return respond({ TopicArn: topic.arn });
}

function againstTopicQuota(fifo: boolean, plane: ControlPlane): Refused | null {
  const most = quotaIn(plane, fifo ? "sns.fifoTopics" : "sns.standardTopics");
  const topics = plane.list(topicKindName).filter((topic) => isFifo(recordOf(topic)) === fifo);
  return topics.length < most
    ? null
    : refused("TopicLimitExceeded", "Could not create topic: topic limit exceeded");
}

function deleteTopic(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  // It is no error to delete a topic that is not there.
  if (isRefused(topic)) return topic === noTopic ? respond() : topic;
  const { attributes } = recordOf(topic);
  if ((archiveDays(attributes["ArchivePolicy"]) ?? null) !== null) {
    return refused(
      "InvalidState",
      "Invalid state: Cannot delete a topic with an ArchivePolicy. Please remove the ArchivePolicy before deleting the topic",
    );
  }
  plane.delete(topic, noTopic);
  return respond();
}

const defaultsOf = (record: TopicRecord): Readonly<Record<string, string>> =>
  isFifo(record) ? { ContentBasedDeduplication: "false", DisplayName: "" } : { DisplayName: "" };

function getTopicAttributes(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const record = recordOf(topic);
  const { subscriptions, deletedSubscriptions } = record;
  const pending = subscriptions.filter(({ isPending }) => isPending).length;
  return respond({
    Attributes: {
      Policy: defaultPolicy(topic, plane),
      Owner: plane.accountId,
      TopicArn: topic.arn,
      EffectiveDeliveryPolicy: shownTopicPolicy(topicPolicyOf(record.attributes["DeliveryPolicy"])),
      SubscriptionsConfirmed: `${subscriptions.length - pending}`,
      SubscriptionsPending: `${pending}`,
      SubscriptionsDeleted: `${deletedSubscriptions}`,
      ...defaultsOf(record),
      ...record.attributes,
      ...beginningOf(record, plane),
    },
  });
}

/** Since when there are messages in the archive. */
function beginningOf({ attributes, archivedSince }: TopicRecord, plane: ControlPlane): PlainObject {
  const days = archiveDays(attributes["ArchivePolicy"]) ?? null;
  if (days === null || archivedSince === null) return {};
  const kept = plane.now - days * 86_400_000_000;
  const at = Math.max(archivedSince, kept) as ControlPlane["now"];
  return { BeginningArchiveTime: formatWallClock(wallClockAt(plane.epochMilliseconds, at)) };
}

function setTopicAttributes(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const name = textOf(params, "AttributeName") ?? "";
  const value = textOf(params, "AttributeValue") ?? "";
  const record = recordOf(topic);
  const checked = checkAttributes(
    { [name]: value },
    {
      fifo: isFifo(record),
      asOf: plane.asOf,
      isNew: false,
      protocols: record.subscriptions.map(({ protocol }) => protocol),
    },
  );
  if (isRefused(checked)) return checked;
  const since =
    name === "ArchivePolicy" ? archivedSince(record, value, plane) : record.archivedSince;
  const attributes = withAttributes(record.attributes, checked);
  changeTopic(topic, { ...record, attributes, archivedSince: since }, plane);
  return respond();
}

function archivedSince(
  before: TopicRecord | null,
  policy: string | undefined,
  { now }: ControlPlane,
): number | null {
  return (archiveDays(policy) ?? null) === null ? null : (before?.archivedSince ?? now);
}

function putDataProtectionPolicy(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane, "ResourceArn");
  if (isRefused(topic)) return topic;
  const policy = textOf(params, "DataProtectionPolicy") ?? "";
  const record = { ...recordOf(topic), dataProtectionPolicy: policy === "" ? null : policy };
  plane.change(topic, { record: plainRecord(record) });
  return respond();
}

function getDataProtectionPolicy(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane, "ResourceArn");
  if (isRefused(topic)) return topic;
  const { dataProtectionPolicy } = recordOf(topic);
  return respond(
    dataProtectionPolicy === null ? {} : { DataProtectionPolicy: dataProtectionPolicy },
  );
}
