import type { Caller } from "../../service/caller.ts";
import { roleIdOf } from "../../service/identity.ts";
import type { Operations } from "../../service/service-model.ts";
import { getFederationToken, getSessionToken } from "./operations/account-session.ts";
import { assumeRole } from "./operations/role-session.ts";

/** The operations of STS that are modeled. */
export const stsOperations: Operations = {
  GetCallerIdentity: {
    begin: (_, { caller }) => ({
      type: "respond",
      response: { UserId: userIdOf(caller), Account: caller.account, Arn: caller.principal },
    }),
  },
  AssumeRole: { begin: assumeRole },
  GetSessionToken: { begin: getSessionToken },
  GetFederationToken: { begin: getFederationToken },
};

/** Of the root user it is the account's; of a session, the id of its role with the session's name. */
function userIdOf({ principal, account }: Caller): string {
  const [, name, session] = principal.split("/");
  if (name === undefined) return account;
  return session === undefined ? `${account}:${name}` : `${roleIdOf(name)}:${session}`;
}
