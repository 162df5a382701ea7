import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What Application Auto Scaling asks before it does something, and how it refuses. */
export const applicationAutoscalingAccess: Access = {
  actions: {},
  resourceOf: (params) => textIn(params, "ResourceARN") ?? "*",
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
