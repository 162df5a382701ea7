import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What DocumentDB asks before it does something, and how it refuses. */
export const docdbAccess: Access = {
  actions: {},
  resourceOf: (params, { partition, region, accountId }) => {
    const name = textIn(params, "DBClusterIdentifier");
    return name === undefined ? "*" : `arn:${partition}:rds:${region}:${accountId}:cluster:${name}`;
  },
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};
