import { notAuthorized, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What AWS Config asks before it does something, and how it refuses. */
export const configAccess: Access = {
  actions: {},
  resourceOf: () => "*",
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
