import { refusalOf } from "../../../request/violation.ts";
import { listOf, objectOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { findFunction } from "./function-location.ts";
import { recordOf } from "./function-record.ts";
import { lambdaLimits } from "../limits.ts";
import type { TaggedKind } from "../protocol.ts";
import { invalid, isRefused, lambdaRefusal, notModeled, type Checked } from "./refusals.ts";

/** Functions, as resources that have tags. */
export const taggedFunctions: TaggedKind = {
  resourceType: "function",
  title: "Function",
  find: (arn, plane) => findFunction(arn.split(":")[6]!, plane),
  changedBy: (resource, plane) => ({
    shown: { ...recordOf(resource).shown, RevisionId: plane.uuid() },
  }),
};

/** Tags of these are looked for in vain: nobody can make one here. */
const absentKinds: readonly TaggedKind[] = [
  { resourceType: "capacity-provider", title: "Capacity provider", find: () => undefined },
];

/** The operations of Lambda about tags, of resources of these kinds. */
export function tagOperations(kinds: readonly TaggedKind[]): Operations {
  const known = [...kinds, ...absentKinds];
  return {
    TagResource: { begin: (params, plane) => tag(params, plane, known) },
    UntagResource: { begin: (params, plane) => untag(params, plane, known) },
    ListTags: { begin: (params, plane) => list(params, plane, known) },
  };
}

/** The refusal of tags that a resource may not have; `null`: it may. */
export const checkTags = (tags: PlainObject): Refused | null =>
  Object.keys(tags).length > lambdaLimits.tags
    ? invalid("Number of tags exceeds resource tag limit.")
    : null;

interface Tagged {
  readonly kind: TaggedKind;
  readonly resource: Resource;
}

function tag(params: PlainObject, plane: ControlPlane, kinds: readonly TaggedKind[]): Step {
  const tagged = taggedIn(params, plane, kinds);
  if (isRefused(tagged)) return tagged;
  const added = objectOf(params["Tags"]);
  if (Object.keys(added).length === 0) {
    return invalid("An error occurred and the request cannot be processed.");
  }
  const tags = { ...tagsOf(tagged.resource), ...added };
  return checkTags(tags) ?? change(tagged, tags, plane);
}

function untag(params: PlainObject, plane: ControlPlane, kinds: readonly TaggedKind[]): Step {
  // Keys are sent in the query, where a list of none is no list.
  const keys = listOf(params["TagKeys"]);
  if (keys.length === 0) {
    const constraint = "Member must not be null";
    return refusalOf("ValidationException", [{ value: "null", place: "tagKeys", constraint }]);
  }
  const tagged = taggedIn(params, plane, kinds);
  if (isRefused(tagged)) return tagged;
  const kept = Object.entries(tagsOf(tagged.resource)).filter(([key]) => !keys.includes(key));
  return change(tagged, Object.fromEntries(kept), plane);
}

function list(params: PlainObject, plane: ControlPlane, kinds: readonly TaggedKind[]): Step {
  const tagged = taggedIn(params, plane, kinds);
  if (isRefused(tagged)) return tagged;
  return { type: "respond", response: { Tags: tagsOf(tagged.resource) } };
}

function change({ kind, resource }: Tagged, tags: PlainObject, plane: ControlPlane): Step {
  const changed = kind.changedBy?.(resource, plane) ?? {};
  plane.change(resource, { record: { ...resource.record, ...changed, tags } });
  return { type: "respond", response: {} };
}

const tagsOf = ({ record }: Resource): PlainObject => objectOf(record["tags"]);

function taggedIn(
  params: PlainObject,
  plane: ControlPlane,
  kinds: readonly TaggedKind[],
): Checked<Tagged> {
  const arn = params["Resource"] as string; // Its pattern holds.
  const [, , , region, account, resourceType, , qualifier] = arn.split(":");
  const kind = kinds.find((each) => each.resourceType === resourceType);
  if (kind === undefined) {
    return notModeled("Tags of anything but functions and event source mappings are");
  }
  if (region !== plane.region || account !== plane.accountId) {
    return lambdaRefusal("AccessDeniedException", `Access to ${arn} is denied.`);
  }
  if (qualifier !== undefined) {
    return invalid(
      "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
  }
  const resource = kind.find(arn, plane);
  if (resource !== undefined) return { kind, resource };
  const message = `${kind.title} not found: ${arn}`;
  return lambdaRefusal("ResourceNotFoundException", message, { Message: message });
}
