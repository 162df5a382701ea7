import { textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { jobArnOf, objectService } from "./s3control-to-s3.ts";

/** What S3 Control asks before it does something, and how it refuses. */
export const s3controlAccess: Access = {
  prefix: objectService,
  actions: {},
  resourceOf(params, home) {
    const id = textIn(params, "JobId");
    return id === undefined ? "*" : jobArnOf(id, home);
  },
  denied: ({ caller, action }) =>
    refused("AccessDenied", `User: ${caller.principal} is not authorized to perform: ${action}`),
};
