import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  balancerOf,
  balancerRecordOf,
  groupOf,
  groupRecordOf,
  listenerOf,
  plainOf,
  type Texts,
} from "./kept.ts";
import { isRefused, respond, type Checked } from "./refusals.ts";

/** Operations on the tags of load balancers, listeners and target groups. */
export const tagOperations: Operations = {
  AddTags: {
    begin: (params, plane) =>
      changeAll(params, plane, (tags) => {
        const all = { ...tags, ...tagsIn(params) };
        return Object.keys(all).length > mostTags
          ? refused("TooManyTags", `The maximum number of tags is ${mostTags}`) // Assumed: the words.
          : all;
      }),
  },
  RemoveTags: {
    begin(params, plane) {
      const keys = textsOf(params["TagKeys"]);
      return changeAll(params, plane, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
      );
    },
  },
  DescribeTags: { begin: describe },
};

const mostTags = 50;

/** The tags that a request says. */
export const tagsIn = (params: PlainObject): Texts =>
  Object.fromEntries(
    listOf(params["Tags"])
      .map(objectOf)
      .map((tag) => [textOf(tag["Key"]) ?? "", textOf(tag["Value"]) ?? ""]),
  );

/** The tags of something, and how they become others. */
interface Tagged {
  readonly tags: Texts;
  keep(tags: Texts): void;
}

function taggedOf(arn: string, plane: ControlPlane): Checked<Tagged> {
  if (arn.includes(":targetgroup/")) {
    const group = groupOf(arn, plane);
    if (isRefused(group)) return group;
    const record = groupRecordOf(group);
    return {
      tags: record.tags,
      keep: (tags) => void plane.change(group, { record: plainOf({ ...record, tags }) }),
    };
  }
  if (arn.includes(":listener/")) {
    const found = listenerOf(arn, plane);
    if (isRefused(found)) return found;
    const { balancer, record, listener } = found;
    return {
      tags: listener.tags,
      keep(tags) {
        const listeners = record.listeners.map((each) =>
          each === listener ? { ...each, tags } : each,
        );
        plane.change(balancer, { record: plainOf({ ...record, listeners }) });
      },
    };
  }
  const balancer = balancerOf(arn, plane);
  if (isRefused(balancer)) return balancer;
  const record = balancerRecordOf(balancer);
  return {
    tags: record.tags,
    keep: (tags) => void plane.change(balancer, { record: plainOf({ ...record, tags }) }),
  };
}

function changeAll(
  params: PlainObject,
  plane: ControlPlane,
  changed: (tags: Texts) => Checked<Texts>,
): Step {
  const changes: (() => void)[] = [];
  for (const arn of textsOf(params["ResourceArns"])) {
    const tagged = taggedOf(arn, plane);
    if (isRefused(tagged)) return tagged;
    const tags = changed(tagged.tags);
    if (isRefused(tags)) return tags;
    changes.push(() => tagged.keep(tags)); // It is no refusal.
  }
  for (const change of changes) change();
  return respond();
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const descriptions: PlainObject[] = [];
  for (const arn of textsOf(params["ResourceArns"])) {
    const tagged = taggedOf(arn, plane);
    if (isRefused(tagged)) return tagged;
    const Tags = Object.entries(tagged.tags).map(([Key, Value]) => ({ Key, Value }));
    descriptions.push({ ResourceArn: arn, Tags });
  }
  return respond({ TagDescriptions: descriptions });
}
