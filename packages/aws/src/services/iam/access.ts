import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What IAM asks before it does something, and how it refuses. */
export const iamAccess: Access = {
  actions: {},
  resourceOf(params, { partition, accountId }) {
    const arn = textIn(params, "PolicyArn");
    if (arn !== undefined && textIn(params, "RoleName") === undefined) return arn;
    const role = textIn(params, "RoleName");
    if (role !== undefined) return `arn:${partition}:iam::${accountId}:role/${role}`;
    const policy = textIn(params, "PolicyName");
    return policy === undefined ? "*" : `arn:${partition}:iam::${accountId}:policy/${policy}`;
  },
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};
