import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What CloudWatch Logs asks before it does something, and how it refuses. */
export const logsAccess: Access = {
  actions: {},
  resourceOf(params, { partition, region, accountId }) {
    const name = textIn(params, "logGroupName");
    if (name === undefined) return "*";
    return `arn:${partition}:logs:${region}:${accountId}:log-group:${name}:*`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
