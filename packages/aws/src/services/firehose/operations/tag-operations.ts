import { listOf, memberOf, numberOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { firehoseLimits } from "../limits.ts";
import {
  activeDeliveryStream,
  deliveryStreamOf,
  isRefused,
  keptOf,
  plainKept,
  respond,
} from "./delivery-stream-record.ts";

/** Operations on tags. */
export const tagOperations: Operations = {
  TagDeliveryStream: { begin: tag },
  UntagDeliveryStream: { begin: untag },
  ListTagsForDeliveryStream: { begin: listTagsOf },
};

/** Tags of a request, by their keys. */
export const tagsIn = (params: PlainObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listOf(params["Tags"]).map((each) => [
      textOf(memberOf(each, "Key")) ?? "",
      textOf(memberOf(each, "Value")) ?? "",
    ]),
  );

function change(
  params: PlainObject,
  plane: ControlPlane,
  changed: (tags: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Step {
  const stream = activeDeliveryStream(params, plane);
  if (isRefused(stream)) return stream;
  const kept = keptOf(stream);
  const tags = changed(kept.tags);
  if (Object.keys(tags).length > firehoseLimits.tags) {
    return refused(
      "LimitExceededException",
      `A delivery stream cannot have more than ${firehoseLimits.tags} tags.`, // Assumed: the words.
    );
  }
  plane.change(stream, { record: plainKept({ ...kept, tags }) });
  return respond();
}

function tag(params: PlainObject, plane: ControlPlane): Step {
  return change(params, plane, (tags) => ({ ...tags, ...tagsIn(params) }));
}

function untag(params: PlainObject, plane: ControlPlane): Step {
  const keys = textsOf(params["TagKeys"]);
  return change(params, plane, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
  );
}

function listTagsOf(params: PlainObject, plane: ControlPlane): Step {
  const stream = deliveryStreamOf(params, plane);
  if (isRefused(stream)) return stream;
  const from = textOf(params["ExclusiveStartTagKey"]) ?? "";
  const rest = Object.entries(keptOf(stream).tags)
    .filter(([key]) => key > from)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const listed = rest.slice(0, numberOf(params["Limit"]) ?? firehoseLimits.tags);
  return respond({
    Tags: listed.map(([Key, Value]) => ({ Key, Value })),
    HasMoreTags: listed.length < rest.length,
  });
}
