import { isRefused, notFound, respond, type Checked } from "../../../gateway/refusals.ts";
import { objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { changeApi } from "./api-record.ts";
import { apiOf, keptOf } from "./kept.ts";

/** Operations on the tags of APIs. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => ({ ...tags, ...objectOf(params["Tags"]) })),
  },
  UntagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => {
        const keys = textsOf(params["TagKeys"]);
        return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
      }),
  },
  GetTags: {
    begin: (params, plane) => {
      const api = taggedIn(params, plane);
      return isRefused(api) ? api : respond({ Tags: objectOf(keptOf(api).shown["Tags"]) });
    },
  },
};

function taggedIn(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const arn = textOf(params["ResourceArn"]) ?? "";
  const [, ApiId] = /\/apis\/([^/]+)$/.exec(arn) ?? [];
  return ApiId === undefined ? notFound("Invalid resource ARN specified") : apiOf({ ApiId }, plane); // Assumed: the words.
}

function change(
  params: PlainObject,
  plane: ControlPlane,
  to: (tags: PlainObject) => PlainObject,
): Step {
  const api = taggedIn(params, plane);
  if (isRefused(api)) return api;
  const { shown } = keptOf(api);
  changeApi(api, { shown: { ...shown, Tags: to(objectOf(shown["Tags"])) } }, plane);
  return respond();
}
