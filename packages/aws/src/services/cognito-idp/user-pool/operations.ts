import type { RateCategory } from "../limits.ts";
import { administration } from "./administration.ts";
import { afterCreate, afterDefine, afterVerify } from "./challenges.ts";
import { afterMessage, afterSender } from "./messages.ts";
import type { Part } from "./next.ts";
import {
  adminResetPassword,
  adminSetPassword,
  changePassword,
  confirmForgotPassword,
  forgotPassword,
  migrateForgotten,
} from "./passwords.ts";
import { respondToChallenge } from "./responding.ts";
import { checkSignIn, initiateAuth, migrateSignIn } from "./sign-in.ts";
import { afterSignIn } from "./signed-in.ts";
import {
  adminConfirmSignUp,
  adminCreateUser,
  afterConfirmation,
  confirmSignUp,
  makeUser,
  resendCode,
  signUp,
} from "./sign-up.ts";
import { giveTokens } from "./tokens.ts";

/** How operations on users begin. */
export const beginnings: Readonly<Record<string, Part>> = {
  SignUp: signUp,
  ConfirmSignUp: confirmSignUp,
  ResendConfirmationCode: resendCode,
  AdminCreateUser: adminCreateUser,
  AdminConfirmSignUp: adminConfirmSignUp,
  InitiateAuth: initiateAuth,
  AdminInitiateAuth: initiateAuth,
  RespondToAuthChallenge: respondToChallenge,
  AdminRespondToAuthChallenge: respondToChallenge,
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
  ChangePassword: changePassword,
  AdminSetUserPassword: adminSetPassword,
  AdminResetUserPassword: adminResetPassword,
  ...administration,
};

/** How they go on, by the step that a question names. */
export const steps: Readonly<Record<string, Part>> = {
  preSignUp: makeUser,
  confirmed: afterConfirmation,
  message: afterMessage,
  sender: afterSender,
  migrateSignIn,
  migrateForgotten,
  preAuthentication: checkSignIn,
  postAuthentication: afterSignIn,
  tokens: giveTokens,
  define: afterDefine,
  create: afterCreate,
  verify: afterVerify,
};

const named = (category: RateCategory, names: readonly string[]) =>
  names.map((name) => [name, category] as const);

/** Which quota an operation is under. */
export const categories: ReadonlyMap<string, RateCategory> = new Map([
  ...named("userAuthentication", ["InitiateAuth", "AdminInitiateAuth"]),
  ...named("challengeResponses", ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"]),
  ...named("userCreation", ["SignUp", "ConfirmSignUp", "AdminCreateUser", "AdminConfirmSignUp"]),
  ...named("userAccountRecovery", [
    "ChangePassword",
    "ConfirmForgotPassword",
    "ForgotPassword",
    "AdminResetUserPassword",
    "AdminSetUserPassword",
  ]),
  ...named("userRead", ["AdminGetUser", "GetUser"]),
  ...named("userResourceRead", ["AdminListGroupsForUser", "ResendConfirmationCode"]),
  ...named("userUpdate", [
    "AdminAddUserToGroup",
    "AdminRemoveUserFromGroup",
    "AdminUpdateUserAttributes",
    "AdminDeleteUser",
    "AdminDisableUser",
    "AdminEnableUser",
    "AdminUserGlobalSignOut",
    "UpdateUserAttributes",
    "DeleteUser",
    "GlobalSignOut",
  ]),
  ...named("userToken", ["RevokeToken"]),
  ...named("userList", ["ListUsers", "ListUsersInGroup"]),
]);
