import { notAuthorized, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What STS asks before it does something, and how it refuses. */
export const stsAccess: Access = {
  // Whoever asks who he is hears it, whatever he may do.
  actions: { GetCallerIdentity: null },
  resourceOf: () => "*",
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};
