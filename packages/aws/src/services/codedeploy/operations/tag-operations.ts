import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { codedeployLimits } from "../limits.ts";
import { groupKindName } from "../group/machine.ts";
import { applicationArn } from "../names.ts";
import {
  accountRecordIn,
  groupRecordOf,
  isRefused,
  keepAccount,
  needed,
  plain,
  respond,
} from "./records.ts";

/** Tags of applications and groups. */
export const tagOperations: Operations = {
  TagResource: {
    begin: (params, plane) =>
      change(params, plane, (tags) => {
        const given = listOf(params["Tags"]).map(objectOf);
        const keys = given.map((tag) => tag["Key"]);
        const all = [...tags.filter((tag) => !keys.includes(tag["Key"])), ...given];
        return all.length <= codedeployLimits.tags
          ? all
          : refused("TagLimitExceededException", "The maximum number of tags (50) was exceeded."); // Assumed: the words.
      }),
  },
  UntagResource: {
    begin(params, plane) {
      const keys = textsOf(params["TagKeys"]);
      return change(params, plane, (tags) =>
        tags.filter((tag) => !keys.includes(textOf(tag["Key"]) ?? "")),
      );
    },
  },
  ListTagsForResource: {
    begin(params, plane) {
      const found = taggedIn(params, plane);
      return isRefused(found) ? found : respond({ Tags: found.tags });
    },
  },
};

/** What has tags, and how it gets others. */
interface Tagged {
  readonly tags: readonly PlainObject[];
  keep(tags: readonly PlainObject[]): void;
}

/** The application or the group that a request names by its ARN. */
function taggedIn(params: PlainObject, plane: ControlPlane): Tagged | Refused {
  const arn = needed(params, "ResourceArn", "ResourceArnRequiredException");
  if (typeof arn !== "string") return arn;
  const { applications } = accountRecordIn(plane);
  const application = applications.find(({ name }) => applicationArn(name, plane) === arn);
  if (application !== undefined) {
    return {
      tags: application.tags,
      keep: (tags) =>
        keepAccount(
          {
            applications: applications.map((each) =>
              each === application ? { ...each, tags } : each,
            ),
          },
          plane,
        ),
    };
  }
  const group = plane.findByArn(arn);
  if (group?.kind === groupKindName) {
    const record = groupRecordOf(group);
    return {
      tags: record.tags,
      keep: (tags) => plane.change(group, { record: plain({ ...record, tags }) }),
    };
  }
  return refused("InvalidArnException", `No application or deployment group found for ARN: ${arn}`); // Assumed: the words.
}

function change(
  params: PlainObject,
  plane: ControlPlane,
  changed: (tags: readonly PlainObject[]) => readonly PlainObject[] | Refused,
): Step {
  const found = taggedIn(params, plane);
  if (isRefused(found)) return found;
  const tags = changed(found.tags);
  if ("type" in tags) return tags;
  found.keep(tags);
  return respond();
}
