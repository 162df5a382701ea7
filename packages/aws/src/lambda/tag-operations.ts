import type { PlainObject, Refused } from "../refusal.ts";
import type { ControlPlane, Operations, Resource, Step } from "../service.ts";
import { functionNotFound } from "./function-error.ts";
import { findFunction } from "./function-location.ts";
import { plain, recordOf } from "./function-record.ts";
import { lambdaLimits } from "./limits.ts";
import { invalid, isRefused, lambdaRefusal, notModeled, type Checked } from "./refusals.ts";
import {
  listOf,
  objectOf,
  validationRefusal,
  violationsIn,
  type Members,
} from "./request-check.ts";

/** The operations of Lambda about tags. */
export const tagOperations: Operations = {
  TagResource: { begin: tag },
  UntagResource: { begin: untag },
  ListTags: { begin: list },
};

const resourceMember: Members = {
  Resource: {
    type: "text",
    required: true,
    pattern: String.raw`arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})`,
  },
};

/** The refusal of tags that a function may not have; `null`: it may. */
export const checkTags = (tags: PlainObject): Refused | null =>
  Object.keys(tags).length > lambdaLimits.tags
    ? invalid("Number of tags exceeds resource tag limit.")
    : null;

function tag(params: PlainObject, plane: ControlPlane): Step {
  const resource = taggedIn(params, { Tags: { type: "object", required: true } }, plane);
  if (isRefused(resource)) return resource;
  const added = objectOf(params["Tags"]);
  if (Object.keys(added).length === 0) {
    return invalid("An error occurred and the request cannot be processed.");
  }
  const record = recordOf(resource);
  const tags = { ...record.tags, ...added };
  const refusal = checkTags(tags);
  if (refusal !== null) return refusal;
  plane.change(resource, { record: plain({ ...record, tags }) });
  return { type: "respond", response: {} };
}

function untag(params: PlainObject, plane: ControlPlane): Step {
  const resource = taggedIn(params, { TagKeys: { type: "list", required: true } }, plane);
  if (isRefused(resource)) return resource;
  const record = recordOf(resource);
  const keys = listOf(params["TagKeys"]);
  const tags = Object.fromEntries(
    Object.entries(record.tags).filter(([key]) => !keys.includes(key)),
  );
  plane.change(resource, { record: plain({ ...record, tags }) });
  return { type: "respond", response: {} };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const resource = taggedIn(params, {}, plane);
  if (isRefused(resource)) return resource;
  return { type: "respond", response: { Tags: recordOf(resource).tags } };
}

function taggedIn(params: PlainObject, members: Members, plane: ControlPlane): Checked<Resource> {
  const violations = violationsIn(params, { ...resourceMember, ...members });
  if (isRefused(violations)) return violations;
  const refusal = validationRefusal(violations);
  if (refusal !== null) return refusal;
  const arn = params["Resource"] as string; // Its pattern holds.
  const [, , , region, account, kind, name, qualifier] = arn.split(":");
  if (kind !== "function") return notModeled("Tags of anything but functions are");
  if (region !== plane.region || account !== plane.accountId) {
    return lambdaRefusal("AccessDeniedException", `Access to ${arn} is denied.`);
  }
  if (qualifier !== undefined) {
    return invalid(
      "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
  }
  return findFunction(name!, plane) ?? functionNotFound(arn);
}
