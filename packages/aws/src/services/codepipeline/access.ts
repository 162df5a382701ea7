import { notAuthorized, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What CodePipeline asks before it does something, and how it refuses. */
export const codepipelineAccess: Access = {
  actions: {},
  resourceOf: () => "*",
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
