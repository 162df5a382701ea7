import { listOf, objectOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { s3controlLimits } from "../limits.ts";
import { jobIn, noSuchJob, plain, recordOf, respond } from "./job-record.ts";

/** Tags of jobs. */
export const tagOperations: Operations = {
  PutJobTagging: {
    begin(params, plane) {
      const tags = listOf(params["Tags"]).map(objectOf);
      if (tags.length > s3controlLimits.tags) {
        return refused(
          "TooManyTagsException",
          `A job has at most ${s3controlLimits.tags} tags.`, // Assumed: the words.
        );
      }
      return keep(params, plane, tags);
    },
  },
  GetJobTagging: {
    begin(params, plane) {
      const job = jobIn(params, plane);
      return job === undefined ? noSuchJob : respond({ Tags: [...recordOf(job).tags] });
    },
  },
  DeleteJobTagging: { begin: (params, plane) => keep(params, plane, []) },
};

/** Puts tags in place of those that a job has. */
function keep(params: PlainObject, plane: ControlPlane, tags: readonly PlainObject[]): Step {
  const job = jobIn(params, plane);
  if (job === undefined) return noSuchJob;
  plane.change(job, { record: plain({ ...recordOf(job), tags }) });
  return respond();
}
