import { numberOf, textMapOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { kinesisLimits } from "../limits.ts";
import { consumerByArn } from "./consumer-operations.ts";
import {
  changeStream,
  isRefused,
  keptOf,
  noStream,
  respond,
  streamByArn,
  streamOf,
  type Checked,
} from "./stream-record.ts";

/** Operations on tags: of streams by their names, of streams and consumers by their ARNs. */
export const tagOperations: Operations = {
  AddTagsToStream: { begin: (params, plane) => add(ofStream(params, plane), params) },
  RemoveTagsFromStream: { begin: (params, plane) => remove(ofStream(params, plane), params) },
  ListTagsForStream: { begin: listOfStream },
  TagResource: { begin: (params, plane) => add(ofResource(params, plane), params) },
  UntagResource: { begin: (params, plane) => remove(ofResource(params, plane), params) },
  ListTagsForResource: { begin: listOfResource },
};

type Tags = Readonly<Record<string, string>>;

/** Something that has tags. */
interface Tagged {
  readonly name: string;
  readonly tags: Tags;
  keep(tags: Tags): void;
}

const taggedStream = (stream: Resource, plane: ControlPlane): Tagged => ({
  name: `stream ${stream.name}`,
  tags: keptOf(stream).tags,
  keep: (tags) => void changeStream(stream, { tags }, plane),
});

function ofStream(params: PlainObject, plane: ControlPlane): Checked<Tagged> {
  const stream = streamOf(params, plane);
  return isRefused(stream) ? stream : taggedStream(stream, plane);
}

function ofResource(params: PlainObject, plane: ControlPlane): Checked<Tagged> {
  const arn = textOf(params["ResourceARN"])!; // It is there.
  const stream = streamByArn(arn, plane);
  if (stream !== undefined) return taggedStream(stream, plane);
  const located = consumerByArn(arn, plane);
  if (located === undefined) return noStream(arn, plane);
  const { stream: owner, consumer } = located;
  return {
    name: `consumer ${consumer.name}`,
    tags: consumer.tags,
    keep(tags) {
      const { consumers } = keptOf(owner);
      const changed = consumers.map((each) => (each === consumer ? { ...each, tags } : each));
      changeStream(owner, { consumers: changed }, plane);
    },
  };
}

function add(tagged: Checked<Tagged>, params: PlainObject): Step {
  if (isRefused(tagged)) return tagged;
  const tags = { ...tagged.tags, ...Object.fromEntries(textMapOf(params["Tags"])) };
  if (Object.keys(tags).length > kinesisLimits.tags) {
    return refused(
      "InvalidArgumentException",
      `Failed to add tags to ${tagged.name} because a given resource cannot have more than ${kinesisLimits.tags} tags associated with it.`,
    );
  }
  tagged.keep(tags);
  return respond();
}

function remove(tagged: Checked<Tagged>, params: PlainObject): Step {
  if (isRefused(tagged)) return tagged;
  const keys = textsOf(params["TagKeys"]);
  tagged.keep(
    Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !keys.includes(key))),
  );
  return respond();
}

const shown = (tags: readonly (readonly [string, string])[]) =>
  tags.map(([Key, Value]) => ({ Key, Value }));

function listOfStream(params: PlainObject, plane: ControlPlane): Step {
  const tagged = ofStream(params, plane);
  if (isRefused(tagged)) return tagged;
  const after = textOf(params["ExclusiveStartTagKey"]) ?? "";
  const rest = Object.entries(tagged.tags)
    .filter(([key]) => key > after)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const listed = rest.slice(0, numberOf(params["Limit"]) ?? kinesisLimits.tags);
  return respond({ Tags: shown(listed), HasMoreTags: listed.length < rest.length });
}

function listOfResource(params: PlainObject, plane: ControlPlane): Step {
  const tagged = ofResource(params, plane);
  return isRefused(tagged) ? tagged : respond({ Tags: shown(Object.entries(tagged.tags)) });
}
