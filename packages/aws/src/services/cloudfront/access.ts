import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What CloudFront asks before it does something, and how it refuses. */
export const cloudfrontAccess: Access = {
  prefix: "cloudfront",
  actions: {},
  resourceOf: (params) => textIn(params, "Resource") ?? textIn(params, "ARN") ?? "*",
  denied: (denial) => refused("AccessDenied", notAuthorized(denial)),
};
