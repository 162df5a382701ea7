import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sqsLimits } from "../limits.ts";
import { queueOf } from "./queue-location.ts";
import { plainRecord, recordOf } from "./queue-record.ts";
import { textsOf, textMapOf } from "../../../request/params.ts";
import { invalid, isRefused, missing, type Checked } from "./refusals.ts";

/** Operations on the tags of queues. */
export const tagOperations: Operations = {
  TagQueue: { begin: tagQueue },
  UntagQueue: { begin: untagQueue },
  ListQueueTags: { begin: listQueueTags },
};

type Tags = Readonly<Record<string, string>>;

/** Tags with others added, or why the queue of this name cannot have them. */
export function tagsWith(
  name: string,
  tags: Tags,
  added: ReadonlyMap<string, string>,
): Checked<{ readonly tags: Tags }> {
  const all = Object.fromEntries([...Object.entries(tags), ...added]);
  return Object.keys(all).length <= sqsLimits.tagsPerQueue
    ? { tags: all }
    : invalid(`Too many tags added for queue ${name}.`);
}

function tagQueue(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const added = textMapOf(params["Tags"]);
  if (added.size === 0) return missing("Tags");
  const tags = tagsWith(queue.name, recordOf(queue).tags, added);
  return isRefused(tags) ? tags : keepTags(queue, tags.tags, plane);
}

function untagQueue(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const keys = textsOf(params["TagKeys"]);
  if (keys.length === 0) {
    return invalid("Tag keys must be between 1 and 128 characters in length.");
  }
  const left = Object.entries(recordOf(queue).tags).filter(([key]) => !keys.includes(key));
  return keepTags(queue, Object.fromEntries(left), plane);
}

function keepTags(queue: Resource, tags: Tags, plane: ControlPlane): Step {
  plane.change(queue, { record: plainRecord({ ...recordOf(queue), tags }) });
  return { type: "respond", response: {} };
}

function listQueueTags(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const { tags } = recordOf(queue);
  const response = Object.keys(tags).length === 0 ? {} : { Tags: tags };
  return { type: "respond", response };
}
