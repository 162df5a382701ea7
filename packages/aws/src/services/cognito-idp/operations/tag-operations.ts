import type { Plain } from "@orrery/kernel";
import { objectOf, spelled, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations } from "../../../service/service-model.ts";
import { poolIdIn } from "../names.ts";
import { isRefused, plainOf, poolOf, poolRecordOf, respond, type PoolRecord } from "./kept.ts";

type Tags = PoolRecord["tags"];

/** Tags of a request. */
export const tagsIn = (said: Plain | undefined): Tags =>
  Object.fromEntries(Object.entries(objectOf(said)).map(([key, value]) => [key, spelled(value)]));

const poolIn = (params: PlainObject, plane: ControlPlane) =>
  poolOf(poolIdIn(textOf(params["ResourceArn"]) ?? "") ?? "", plane);

function changeTags(params: PlainObject, plane: ControlPlane, change: (tags: Tags) => Tags) {
  const pool = poolIn(params, plane);
  if (isRefused(pool)) return pool;
  const record = poolRecordOf(pool);
  plane.change(pool, { record: plainOf({ ...record, tags: change(record.tags) }) });
  return respond();
}

/** Operations on the tags of user pools. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      changeTags(params, plane, (tags) => ({ ...tags, ...tagsIn(params["Tags"]) })),
  },
  UntagResource: {
    begin: (params, plane) =>
      changeTags(params, plane, (tags) => {
        const keys = textsOf(params["TagKeys"]);
        return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
      }),
  },
  ListTagsForResource: {
    begin(params, plane) {
      const pool = poolIn(params, plane);
      return isRefused(pool) ? pool : respond({ Tags: poolRecordOf(pool).tags });
    },
  },
};
