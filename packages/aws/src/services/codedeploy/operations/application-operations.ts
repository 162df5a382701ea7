import { listOf, objectOf, spelled, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ApplicationRecord } from "../config.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { codedeployLimits } from "../limits.ts";
import {
  accountRecordIn,
  applicationIn,
  applicationNamed,
  groupRecordOf,
  groupsOf,
  isRefused,
  keepAccount,
  needed,
  noGroup,
  respond,
  timestampAt,
} from "./records.ts";

/** Operations on applications. */
export const applicationOperations: Operations = {
  CreateApplication: { begin: create },
  GetApplication: {
    begin(params, plane) {
      const found = applicationIn(params, plane);
      return isRefused(found) ? found : respond({ application: shown(found, plane) });
    },
  },
  BatchGetApplications: {
    begin(params, plane) {
      const named = textsOf(params["applicationNames"]);
      if (named.length > codedeployLimits.batch) return tooMany;
      const found = named.flatMap((name) => applicationNamed(name, plane) ?? []);
      return respond({ applicationsInfo: found.map((each) => shown(each, plane)) });
    },
  },
  ListApplications: {
    begin(params, plane) {
      const names = accountRecordIn(plane).applications.map(({ name }) => name);
      const { items, next } = page(names, params["nextToken"], codedeployLimits.page.max) ?? {
        items: [],
        next: null,
      };
      return respond({ applications: items, ...(next === null ? {} : { nextToken: next }) });
    },
  },
  DeleteApplication: { begin: remove },
};

/** What is refused where a request names more than it may. Assumed: the words. */
export const tooMany = refused(
  "BatchLimitExceededException",
  "The maximum number of names or IDs allowed for this request is 100.",
);

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = needed(params, "applicationName", "ApplicationNameRequiredException");
  if (typeof name !== "string") return name;
  const platform = params["computePlatform"] ?? "Server";
  if (platform !== "Lambda") {
    const what = `Applications of CodeDeploy for ${spelled(platform)} are not modeled.`;
    return { type: "notModeled", what };
  }
  if (applicationNamed(name, plane) !== undefined) {
    return refused("ApplicationAlreadyExistsException", `Application already exists: ${name}`); // Assumed: the words.
  }
  const id = plane.uuid();
  const tags = listOf(params["tags"]).map(objectOf);
  const made = { name, id, createdAt: plane.now, tags };
  keepAccount({ applications: [...accountRecordIn(plane).applications, made] }, plane);
  return respond({ applicationId: id });
}

const shown = ({ id, name, createdAt }: ApplicationRecord, plane: ControlPlane): PlainObject => ({
  applicationId: id,
  applicationName: name,
  createTime: timestampAt(createdAt, plane),
  linkedToGitHub: false,
  computePlatform: "Lambda",
});

/** Deletes an application with its groups; one that is not there is as good as deleted. */
function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = applicationIn(params, plane);
  if (isRefused(found)) {
    return found.code === "ApplicationDoesNotExistException" ? respond() : found;
  }
  for (const each of groupsOf(found.name, plane)) {
    plane.delete(each, noGroup(groupRecordOf(each).group));
  }
  const { applications } = accountRecordIn(plane);
  keepAccount({ applications: applications.filter(({ id }) => id !== found.id) }, plane);
  return respond();
}
