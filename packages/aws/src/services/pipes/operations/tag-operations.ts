import { textMapOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { pipesLimits } from "../limits.ts";
import { invalid } from "./pipe-plan.ts";
import { noPipe, plain, recordOf, respond, type PipeRecord } from "./pipe-record.ts";

/** Tags of pipes. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      changeTags(params, plane, (tags) => ({
        ...tags,
        ...Object.fromEntries(textMapOf(params["tags"])),
      })),
  },
  UntagResource: {
    begin(params, plane) {
      const keys = textsOf(params["tagKeys"]);
      return changeTags(params, plane, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
      );
    },
  },
  ListTagsForResource: {
    begin(params, plane) {
      const pipe = pipeIn(params, plane);
      return "code" in pipe ? pipe : respond({ tags: recordOf(pipe).tags });
    },
  },
};

function changeTags(
  params: PlainObject,
  plane: ControlPlane,
  changed: (tags: PipeRecord["tags"]) => PipeRecord["tags"],
): Step {
  const pipe = pipeIn(params, plane);
  if ("code" in pipe) return pipe;
  const record = recordOf(pipe);
  const tags = changed(record.tags);
  if (Object.keys(tags).length > pipesLimits.tags) {
    return invalid(`A pipe has at most ${pipesLimits.tags} tags.`); // Assumed: the words.
  }
  plane.change(pipe, { record: plain({ ...record, tags }) });
  return respond();
}

function pipeIn(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const arn = textOf(params["resourceArn"])!; // It must be there.
  return plane.findByArn(arn) ?? noPipe(arn.slice(arn.indexOf("/") + 1));
}
