import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { snsLimits } from "../limits.ts";
import {
  invalid,
  isMap,
  isRefused,
  listOf,
  respond,
  textOf,
  textsOf,
  type Checked,
} from "./request-check.ts";
import { plainRecord, recordOf, topicByArn } from "./topic-record.ts";

/** Operations on the tags of topics. */
export const tagOperations: Operations = {
  TagResource: { begin: tagResource },
  UntagResource: { begin: untagResource },
  ListTagsForResource: { begin: listTagsForResource },
};

type Tags = Readonly<Record<string, string>>;

/** The tags of a request by their keys. */
export function tagsIn(params: PlainObject): Checked<Tags> {
  const tags: Record<string, string> = {};
  for (const tag of listOf(params, "Tags")) {
    const { Key: key = "", Value: value = "" } = isMap(tag) ? tag : {};
    if (Object.hasOwn(tags, `${key as string}`)) {
      return invalid("Duplicated keys are not allowed.");
    }
    tags[`${key as string}`] = `${value as string}`;
  }
  return tags;
}

/** What SNS has against so many tags; `null` for nothing. */
export const againstTags = (tags: Tags): Refused | null =>
  Object.keys(tags).length <= snsLimits.tagsPerTopic
    ? null
    : refused("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");

function taggedTopic(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const topic = topicByArn(textOf(params, "ResourceArn") ?? "", plane);
  return topic ?? refused("ResourceNotFound", "Resource does not exist");
}

function tagResource(params: PlainObject, plane: ControlPlane): Step {
  const topic = taggedTopic(params, plane);
  if (isRefused(topic)) return topic;
  const added = tagsIn(params);
  if (isRefused(added)) return added;
  const tags = { ...recordOf(topic).tags, ...added };
  return againstTags(tags) ?? keepTags(topic, tags, plane);
}

function untagResource(params: PlainObject, plane: ControlPlane): Step {
  const topic = taggedTopic(params, plane);
  if (isRefused(topic)) return topic;
  const keys = textsOf(params, "TagKeys");
  const left = Object.entries(recordOf(topic).tags).filter(([key]) => !keys.includes(key));
  return keepTags(topic, Object.fromEntries(left), plane);
}

function keepTags(topic: Resource, tags: Tags, plane: ControlPlane): Step {
  plane.change(topic, { record: plainRecord({ ...recordOf(topic), tags }) });
  return respond();
}

function listTagsForResource(params: PlainObject, plane: ControlPlane): Step {
  const topic = taggedTopic(params, plane);
  if (isRefused(topic)) return topic;
  const tags = Object.entries(recordOf(topic).tags);
  return respond({ Tags: tags.map(([Key, Value]) => ({ Key, Value })) });
}
