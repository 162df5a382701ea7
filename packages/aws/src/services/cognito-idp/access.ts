import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { poolArnOf } from "./names.ts";

/** Operations that anybody may call who has a client's id or a token. */
const open = [
  "InitiateAuth",
  "RespondToAuthChallenge",
  "SignUp",
  "ConfirmSignUp",
  "ResendConfirmationCode",
  "ForgotPassword",
  "ConfirmForgotPassword",
  "ChangePassword",
  "GetUser",
  "UpdateUserAttributes",
  "DeleteUser",
  "GlobalSignOut",
  "RevokeToken",
] as const;

/** What user pools ask before they do something, and how they refuse. */
export const cognitoAccess: Access = {
  actions: Object.fromEntries(open.map((operation) => [operation, null])),
  resourceOf(params, home) {
    const arn = textIn(params, "ResourceArn");
    if (arn !== undefined) return arn;
    const id = textIn(params, "UserPoolId");
    return id === undefined ? "*" : poolArnOf(id, home);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
