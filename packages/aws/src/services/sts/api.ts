import { roleIdOf } from "../../service/identity.ts";
import type { Operations } from "../../service/service-model.ts";

/** The operations of STS that are modeled. */
export const stsOperations: Operations = {
  GetCallerIdentity: {
    begin: (_, { accountId, caller: { principal } }) => ({
      type: "respond",
      response: { UserId: userIdOf(principal, accountId), Account: accountId, Arn: principal },
    }),
  },
};

/** Of the root user it is the account's; of a session, the id of its role with the session's name. */
function userIdOf(principal: string, accountId: string): string {
  const [, role, session] = principal.split("/");
  return role === undefined || session === undefined ? accountId : `${roleIdOf(role)}:${session}`;
}
