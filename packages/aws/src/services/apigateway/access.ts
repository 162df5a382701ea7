import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";

/** What API Gateway asks before it does something, by the HTTP method of the operation, and how it refuses. */
export const apigatewayAccess: Access = {
  // Permissions are by HTTP methods on paths: which one an operation has is the first word of its name.
  actions: {},
  resourceOf(params, { partition, region }) {
    const id = textIn(params, "restApiId");
    const path = id === undefined ? "/*" : `/restapis/${id}`;
    return `arn:${partition}:apigateway:${region}::${path}`;
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
