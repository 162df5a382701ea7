import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What Amazon MQ asks before it does something, and how it refuses. */
export const mqAccess: Access = {
  actions: {},
  resourceOf: (params) => textIn(params, "BrokerId") ?? "*",
  denied: (denial) => refused("ForbiddenException", notAuthorized(denial)),
};
