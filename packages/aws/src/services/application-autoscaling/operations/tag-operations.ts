import { textMapOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { autoscalingLimits } from "../limits.ts";
import {
  isRefused,
  plain,
  recordOf,
  respond,
  targetKindName,
  type Checked,
} from "./target-record.ts";

/** Operations on the tags of scalable targets. */
export const tagOperations: Operations = {
  TagResource: { begin: add },
  UntagResource: { begin: remove },
  ListTagsForResource: { begin: list },
};

function taggedBy(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const arn = textOf(params["ResourceARN"])!; // It is there.
  const found = plane.findByArn(arn);
  return found?.kind === targetKindName
    ? found
    : refused("ResourceNotFoundException", `The resource ${arn} does not exist`, {
        ResourceName: arn,
      }); // Assumed: the words.
}

function add(params: PlainObject, plane: ControlPlane): Step {
  const target = taggedBy(params, plane);
  if (isRefused(target)) return target;
  const record = recordOf(target);
  const tags = { ...record.tags, ...Object.fromEntries(textMapOf(params["Tags"])) };
  if (Object.keys(tags).length > autoscalingLimits.tags) {
    return refused(
      "TooManyTagsException",
      `A resource can have no more than ${autoscalingLimits.tags} tags`, // Assumed: the words.
      { ResourceName: target.arn },
    );
  }
  plane.change(target, { record: plain({ ...record, tags }) });
  return respond();
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const target = taggedBy(params, plane);
  if (isRefused(target)) return target;
  const record = recordOf(target);
  const gone = textsOf(params["TagKeys"]);
  const tags = Object.fromEntries(
    Object.entries(record.tags).filter(([key]) => !gone.includes(key)),
  );
  plane.change(target, { record: plain({ ...record, tags }) });
  return respond();
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const target = taggedBy(params, plane);
  return isRefused(target) ? target : respond({ Tags: recordOf(target).tags });
}
