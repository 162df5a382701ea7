import { objectOf, textsOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { changeApi } from "./api-record.ts";
import { isRefused, notFound, respond, type Checked } from "../../../gateway/refusals.ts";
import { keptOf, restApiKindName } from "./kept.ts";

/** Operations on the tags of APIs and of their stages. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => ({ ...tags, ...objectOf(params["tags"]) })),
  },
  UntagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => {
        const keys = textsOf(params["tagKeys"]);
        return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
      }),
  },
  GetTags: { begin: get },
};

interface Tagged {
  readonly tags: PlainObject;
  keep(tags: PlainObject): void;
}

function taggedIn(params: PlainObject, plane: ControlPlane): Checked<Tagged> {
  const arn = textOf(params["resourceArn"]) ?? "";
  const [, id = "", stageName] = /\/restapis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(arn) ?? [];
  const api = plane.find(restApiKindName, id);
  if (api === undefined) return notFound("Invalid resource ARN specified"); // Assumed: the words.
  const { shown, stages } = keptOf(api);
  if (stageName === undefined) {
    return {
      tags: objectOf(shown["tags"]),
      keep: (tags) => void changeApi(api, { shown: { ...shown, tags } }, plane),
    };
  }
  const stage = stages.find((each) => each.shown["stageName"] === stageName);
  if (stage === undefined) return notFound("Invalid Stage identifier specified");
  return {
    tags: objectOf(stage.shown["tags"]),
    keep(tags) {
      const after = { ...stage, shown: { ...stage.shown, tags } };
      changeApi(api, { stages: stages.map((each) => (each === stage ? after : each)) }, plane);
    },
  };
}

function change(
  params: PlainObject,
  plane: ControlPlane,
  to: (tags: PlainObject) => PlainObject,
): Step {
  const tagged = taggedIn(params, plane);
  if (isRefused(tagged)) return tagged;
  tagged.keep(to(tagged.tags));
  return respond();
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const tagged = taggedIn(params, plane);
  return isRefused(tagged) ? tagged : respond({ tags: tagged.tags });
}
