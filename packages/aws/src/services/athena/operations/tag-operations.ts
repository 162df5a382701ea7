import { textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { athenaLimits } from "../limits.ts";
import { catalogArn, reservationKindName, workgroupKindName } from "../names.ts";
import { catalogTags } from "./catalog-operations.ts";
import {
  catalogsIn,
  invalid,
  isRefused,
  keepCatalogs,
  keepWorkgroup,
  pageSize,
  reservationRecordOf,
  respond,
  tagsIn,
  workgroupRecordOf,
} from "./records.ts";

type Tags = readonly PlainObject[];

/** Tags of workgroups, data catalogs and capacity reservations. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => {
        const given = tagsIn(params["Tags"]);
        const keys = given.map(({ Key }) => Key);
        const all = [...tags.filter(({ Key }) => !keys.includes(Key)), ...given];
        return all.length <= athenaLimits.tags
          ? all
          : invalid(`A resource has at most ${athenaLimits.tags} tags.`); // Assumed: the words.
      }),
  },
  UntagResource: {
    begin(params, plane) {
      const keys = textsOf(params["TagKeys"]);
      return change(params, plane, (tags) =>
        tags.filter(({ Key }) => !keys.includes(textOf(Key) ?? "")),
      );
    },
  },
  ListTagsForResource: {
    begin(params, plane) {
      const found = taggedIn(params, plane);
      if (isRefused(found)) return found;
      const { items, next } = page(found.tags, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({ Tags: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
};

interface TaggedResource {
  readonly tags: Tags;
  keep(tags: Tags): void;
}

function taggedIn(params: PlainObject, plane: ControlPlane): TaggedResource | Refused {
  const arn = textOf(params["ResourceARN"]) ?? "";
  const catalog = catalogsIn(plane).find(
    ({ Name }) => catalogArn(textOf(Name) ?? "", plane) === arn,
  );
  if (catalog !== undefined) {
    return {
      tags: catalogTags(catalog),
      keep: (Tags) =>
        keepCatalogs(
          catalogsIn(plane).map((each) => (each === catalog ? { ...each, Tags } : each)),
          plane,
        ),
    };
  }
  const found = plane.findByArn(arn);
  if (found?.kind === workgroupKindName) {
    return {
      tags: workgroupRecordOf(found).tags,
      keep: (tags) => {
        keepWorkgroup(found, { tags }, plane);
      },
    };
  }
  if (found?.kind === reservationKindName) {
    return {
      tags: reservationRecordOf(found).tags,
      keep: (tags) => {
        plane.change(found, { record: { ...found.record, tags } });
      },
    };
  }
  return refused("ResourceNotFoundException", `Resource ${arn} was not found`, {
    ResourceName: arn,
  });
}

function change(
  params: PlainObject,
  plane: ControlPlane,
  changed: (tags: Tags) => Tags | Refused,
): Step {
  const found = taggedIn(params, plane);
  if (isRefused(found)) return found;
  const tags = changed(found.tags);
  if ("type" in tags) return tags;
  found.keep(tags);
  return respond();
}
