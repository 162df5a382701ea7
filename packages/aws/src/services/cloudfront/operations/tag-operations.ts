import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations } from "../../../service/service-model.ts";
import { distributionKindName, functionKindName } from "../names.ts";
import { tagsIn } from "./distribution-operations.ts";
import { plainOf, textItems, type DistributionRecord, type Texts } from "./kept.ts";
import { noResource, respond } from "./refusals.ts";

/** Operations on the tags of distributions and functions. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => ({ ...tags, ...tagsIn(params["Tags"]) })),
  },
  UntagResource: {
    begin(params, plane) {
      const keys = textItems(params["TagKeys"]);
      return change(params, plane, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
      );
    },
  },
  ListTagsForResource: {
    begin(params, plane) {
      const found = taggedAt(params, plane);
      if (found === undefined) return noResource;
      const tags = Object.entries(recordOf(found).tags);
      return respond({ Tags: { Items: tags.map(([Key, Value]) => ({ Key, Value })) } });
    },
  },
};

const recordOf = ({ record }: Resource): DistributionRecord =>
  record as unknown as DistributionRecord; // What has tags has them there.

function taggedAt(params: PlainObject, plane: ControlPlane): Resource | undefined {
  const found = plane.findByArn(textOf(params["Resource"]) ?? "");
  return found?.kind === distributionKindName || found?.kind === functionKindName
    ? found
    : undefined;
}

function change(params: PlainObject, plane: ControlPlane, changed: (tags: Texts) => Texts) {
  const found = taggedAt(params, plane);
  if (found === undefined) return noResource;
  const record = recordOf(found);
  plane.change(found, { record: plainOf({ ...record, tags: changed(record.tags) }) });
  return respond();
}
