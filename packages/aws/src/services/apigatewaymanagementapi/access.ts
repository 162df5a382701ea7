import { notAuthorized, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { apigatewaymanagementapiOperations } from "./api.ts";

/** What the management API asks before it does something, and how it refuses. */
export const apigatewaymanagementapiAccess: Access = {
  prefix: "execute-api",
  actions: Object.fromEntries(
    Object.keys(apigatewaymanagementapiOperations).map((name) => [
      name,
      "execute-api:ManageConnections",
    ]),
  ),
  // The ARN of a connection has its API's id, of which a call says nothing.
  resourceOf: () => "*",
  denied: (denial) => refused("ForbiddenException", notAuthorized(denial)),
};
