import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What MSK asks before it does something, and how it refuses. */
export const kafkaAccess: Access = {
  actions: {},
  resourceOf: (params) => textIn(params, "ClusterArn") ?? "*",
  denied: (denial) => refused("ForbiddenException", notAuthorized(denial)),
};
