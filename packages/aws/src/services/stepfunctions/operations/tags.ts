import { isObject, listOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { stepFunctionsLimits } from "../limits.ts";
import {
  activityKindName,
  againstPrefix,
  isRefused,
  noResource,
  required,
  respond,
  stateMachineKindName,
  type Checked,
} from "./records.ts";

type Tags = Readonly<Record<string, string>>;

/** The tags in parameters. */
export const tagsIn = (params: PlainObject): Tags =>
  Object.fromEntries(
    listOf(params["tags"]).flatMap((tag) =>
      isObject(tag) ? [[textOf(tag["key"]) ?? "", textOf(tag["value"]) ?? ""]] : [],
    ),
  );

/** What is wrong with so many tags; `null` for nothing. */
export const againstTags = (tags: Tags, arn: string): Refused | null =>
  Object.keys(tags).length <= stepFunctionsLimits.tags
    ? null
    : refused("TooManyTags", `Too many tags for resource: '${arn}'`);

/** Operations on tags. */
export const tagOperations: Operations = {
  TagResource: { begin: tagResource },
  UntagResource: { begin: untagResource },
  ListTagsForResource: { begin: listTags },
};

function taggedAt(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const arn = required(params, "resourceArn");
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const resource = plane.findByArn(arn);
  return resource?.kind === stateMachineKindName || resource?.kind === activityKindName
    ? resource
    : noResource(`Resource not found: '${arn}'`);
}

const tagsOf = ({ record }: Resource): Tags => record["tags"] as Tags; // Both kinds keep them so.

function changeTags(resource: Resource, tags: Tags, plane: ControlPlane): Step {
  plane.change(resource, { record: { ...resource.record, tags } });
  return respond();
}

function tagResource(params: PlainObject, plane: ControlPlane): Step {
  const resource = taggedAt(params, plane);
  if (isRefused(resource)) return resource;
  const tags = { ...tagsOf(resource), ...tagsIn(params) };
  return againstTags(tags, resource.arn) ?? changeTags(resource, tags, plane);
}

function untagResource(params: PlainObject, plane: ControlPlane): Step {
  const resource = taggedAt(params, plane);
  if (isRefused(resource)) return resource;
  const gone = new Set(textsOf(params["tagKeys"]));
  const left = Object.entries(tagsOf(resource)).filter(([key]) => !gone.has(key));
  return changeTags(resource, Object.fromEntries(left), plane);
}

function listTags(params: PlainObject, plane: ControlPlane): Step {
  const resource = taggedAt(params, plane);
  if (isRefused(resource)) return resource;
  const tags = Object.entries(tagsOf(resource)).map(([key, value]) => ({ key, value }));
  return respond({ tags });
}
