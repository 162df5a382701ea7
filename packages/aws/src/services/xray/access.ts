import { notAuthorized, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What X-Ray asks before it does something, and how it refuses. */
export const xrayAccess: Access = {
  actions: {},
  resourceOf: () => "*",
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
