import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import {
  defaultGroup,
  findGroup,
  makeGroup,
  noGroup,
  plain,
  recordOf,
  respond,
} from "./group-record.ts";

type Tags = Readonly<Record<string, string>>;

/** Tags of a request, by their keys. */
export const tagsIn = (tags: Plain | undefined): Tags =>
  Object.fromEntries(
    listOf(tags).map((tag) => [textOf(memberOf(tag, "Key"))!, textOf(memberOf(tag, "Value"))!]),
  );

const mostTags = 50;

/** Tags, which groups have and schedules do not. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      changeTags(params, plane, (tags) => {
        const all = { ...tags, ...tagsIn(params["Tags"]) };
        if (Object.keys(all).length <= mostTags) return all;
        return refused("ValidationException", `A resource has at most ${mostTags} tags.`); // Assumed: the words.
      }),
  },
  UntagResource: {
    begin(params, plane) {
      const keys = textsOf(params["TagKeys"]);
      return changeTags(params, plane, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
      );
    },
  },
  ListTagsForResource: {
    begin(params, plane) {
      const name = groupIn(params, plane);
      if (typeof name !== "string") return name;
      const group = findGroup(name, plane);
      const tags = group === undefined ? {} : recordOf(group).tags;
      return respond({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
    },
  },
};

function changeTags(
  params: PlainObject,
  plane: ControlPlane,
  change: (tags: Tags) => Tags | Refused,
): Step {
  const name = groupIn(params, plane);
  if (typeof name !== "string") return name;
  const group = groupAt(name, plane);
  const tags = change(recordOf(group).tags);
  if (isRefused(tags)) return tags;
  plane.change(group, { record: plain({ ...recordOf(group), tags }) });
  return respond();
}

const isRefused = (tags: Tags | Refused): tags is Refused =>
  typeof tags["type"] === "string" && "code" in tags;

const groupAt = (name: string, plane: ControlPlane): Resource =>
  findGroup(name, plane) ?? makeGroup(defaultGroup, { tags: {}, token: null }, plane);

/** The group that a request names by its ARN. */
function groupIn(params: PlainObject, plane: ControlPlane): string | Refused {
  const arn = textOf(params["ResourceArn"])!; // It must be there.
  const name = arn.slice(arn.indexOf("/") + 1);
  if (name === defaultGroup || findGroup(name, plane) !== undefined) return name;
  return noGroup(name);
}
