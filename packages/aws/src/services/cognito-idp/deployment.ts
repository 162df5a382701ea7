import { memberOf, objectOf } from "../../request/params.ts";
import type { Deployment } from "../../service/deployment.ts";
import { isSame, removedBy, updatedBy } from "../../service/update-operations.ts";

/** What a user pool is made with, and no operation changes. */
const atFirst = ["AliasAttributes", "UsernameAttributes", "UsernameConfiguration"];

/** What becomes of a user pool when its stack changes. */
export const poolDeployment: Deployment = {
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    // Its id follows from its name here, and attributes that users have are added by another operation.
    const fixed = ["PoolName", "Schema", ...atFirst];
    if (fixed.some((name) => !isSame(before.params[name], after.params[name]))) return null;
    if (isSame(before.params, after.params)) return [];
    const said = Object.entries(after.params).filter(([name]) => !fixed.includes(name));
    const UserPoolId = memberOf(made?.["UserPool"], "Id") ?? null;
    return [{ operation: "UpdateUserPool", params: { UserPoolId, ...Object.fromEntries(said) } }];
  },
  remove: ({ responses: [made] }) => [
    {
      operation: "DeleteUserPool",
      params: { UserPoolId: memberOf(made?.["UserPool"], "Id") ?? null },
    },
  ],
};

/** What becomes of an app client when its stack changes: what is not said again has its default. */
export const clientDeployment: Deployment = {
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const fixed = ["UserPoolId", "GenerateSecret"];
    if (fixed.some((name) => before.params[name] !== after.params[name])) return "replace";
    // Its id follows from its name here.
    if (before.params["ClientName"] !== after.params["ClientName"]) return null;
    if (isSame(before.params, after.params)) return [];
    const { GenerateSecret: _, ...params } = after.params;
    const ClientId = memberOf(made?.["UserPoolClient"], "ClientId") ?? null;
    return [{ operation: "UpdateUserPoolClient", params: { ...params, ClientId } }];
  },
  remove: ({ operations: [before], responses: [made] }) => [
    {
      operation: "DeleteUserPoolClient",
      params: {
        UserPoolId: before?.params["UserPoolId"] ?? null,
        ClientId: objectOf(made?.["UserPoolClient"])["ClientId"] ?? null,
      },
    },
  ],
};

/** What becomes of a group of users. */
export const groupDeployment: Deployment = {
  ...updatedBy("UpdateGroup", { names: ["UserPoolId", "GroupName"], resets: { Description: "" } }),
  ...removedBy("DeleteGroup", "UserPoolId", "GroupName"),
};

/** What becomes of a user: each property is another one's. */
export const userDeployment: Deployment = {
  change: () => "replace",
  ...removedBy("AdminDeleteUser", "UserPoolId", "Username"),
};

/** What becomes of a user's place in a group. */
export const membershipDeployment: Deployment = {
  change: () => "replace",
  ...removedBy("AdminRemoveUserFromGroup", "UserPoolId", "Username", "GroupName"),
};

/** What becomes of a domain of a user pool. */
export const domainDeployment: Deployment = {
  change: () => "replace",
  ...removedBy("DeleteUserPoolDomain", "Domain", "UserPoolId"),
};
