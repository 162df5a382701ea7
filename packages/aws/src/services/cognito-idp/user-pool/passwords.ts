import { after, days, type Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { beginMessage, deliveryTo, type Delivery } from "./messages.ts";
import { migratedUser, migrationQuestion } from "./migration.ts";
import type { Pool, PoolContext } from "./declarations.ts";
import { answering, asking, isRefusal, type Going, type Next, type Part } from "./next.ts";
import { disabled, expiredCode, noMail, notAuthorizedFor, noUser } from "./refusals.ts";
import { checkPassword } from "./sign-in.ts";
import { againstCode, confirmed, hiddenUser } from "./sign-up.ts";
import type { User } from "./state.ts";
import { bearerOf } from "./tokens.ts";
import { againstPassword, countActive, keep, userOf, withCode } from "./users.ts";

/** ForgotPassword. */
export const forgotPassword: Part = (pool, going, _response, context) => {
  const name = textOf(going.params["Username"]) ?? "";
  const user = userOf(pool, name, context);
  if (user !== undefined) return sendPasswordCode(pool, going, user, context);
  const question = migrationQuestion(going, "ForgotPassword", null, "migrateForgotten");
  return asking(question, { name }, name);
};

/** A user who was not there has been looked for elsewhere. */
export const migrateForgotten: Part = (pool, going, response, context) => {
  const user = migratedUser(pool, textOf(going.facts["name"]) ?? "", null, response, context);
  if (user !== undefined) return sendPasswordCode(pool, going, user, context);
  const hidden = hiddenUser(going, expiredCode, context);
  if (hidden !== expiredCode) return hidden;
  // Nobody is to know that there is no such user.
  const details = { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" };
  return answering({ CodeDeliveryDetails: details });
};

/** What of a user is verified, so that codes may go there; `null`: nothing. */
const verifiedDelivery = (user: User): Delivery | null =>
  deliveryTo(
    user,
    ["email", "phone_number"].filter((name) => user.attributes[`${name}_verified`] === "true"),
  );

function sendPasswordCode(pool: Pool, going: Going, user: User, context: PoolContext): Next {
  if (!user.isEnabled) return disabled;
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    return notAuthorizedFor("User password cannot be reset in the current state.");
  }
  const delivery = verifiedDelivery(user);
  if (delivery === null) return noMail;
  const coded = withCode(user, "password", context);
  if (isRefusal(coded)) return coded;
  const kept = keep(pool, countActive(pool, user, context), coded, context);
  const answer = { CodeDeliveryDetails: delivery.details };
  return beginMessage(going, kept, "ForgotPassword", delivery, answer, context);
}

/** ConfirmForgotPassword. */
export const confirmForgotPassword: Part = (pool, going, _response, context) => {
  const { params } = going;
  const password = textOf(params["Password"]) ?? "";
  const user = userOf(pool, textOf(params["Username"]) ?? "", context);
  if (user === undefined) return hiddenUser(going, expiredCode, context);
  const wrong =
    againstCode(pool, user, "password", textOf(params["ConfirmationCode"]), context) ??
    againstPassword(password, context.settings.passwordPolicy);
  if (wrong !== null) return wrong;
  const kept = keep(pool, user, { ...ownPassword(password), status: "CONFIRMED" }, context);
  return confirmed(going, kept, "ConfirmForgotPassword", {});
};

/** What changes of a user with a password of its own. */
export const ownPassword = (password: string): Partial<User> => ({
  password,
  temporaryUntil: null,
  code: null,
  failures: 0,
  lockedUntil: 0 as Instant,
});

/** ChangePassword. */
export const changePassword: Part = (pool, { params }, _response, context) => {
  const bearer = bearerOf(pool, textOf(params["AccessToken"]) ?? "", context);
  if (isRefusal(bearer)) return bearer;
  const proposed = textOf(params["ProposedPassword"]) ?? "";
  const wrong =
    checkPassword(pool, bearer.user, textOf(params["PreviousPassword"]) ?? "", context) ??
    againstPassword(proposed, context.settings.passwordPolicy);
  if (wrong !== null) return wrong;
  keep(pool, countActive(pool, bearer.user, context), ownPassword(proposed), context);
  return answering({});
};

/** AdminSetUserPassword. */
export const adminSetPassword: Part = (pool, { params }, _response, context) => {
  const user = userOf(pool, textOf(params["Username"]) ?? "", context);
  if (user === undefined) return noUser;
  const password = textOf(params["Password"]) ?? "";
  const { passwordPolicy } = context.settings;
  const wrong = againstPassword(password, passwordPolicy);
  if (wrong !== null) return wrong;
  const change: Partial<User> =
    params["Permanent"] === true
      ? { ...ownPassword(password), status: "CONFIRMED" }
      : {
          ...ownPassword(password),
          status: "FORCE_CHANGE_PASSWORD",
          temporaryUntil: after(context.now, days(passwordPolicy.temporaryDays)),
        };
  keep(pool, user, change, context);
  return answering({});
};

/** AdminResetUserPassword. */
export const adminResetPassword: Part = (pool, going, _response, context) => {
  const user = userOf(pool, textOf(going.params["Username"]) ?? "", context);
  if (user === undefined) return noUser;
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    return notAuthorizedFor("User password cannot be reset in the current state.");
  }
  const delivery = verifiedDelivery(user);
  if (delivery === null) return noMail;
  const coded = withCode(user, "password", context);
  if (isRefusal(coded)) return coded;
  const kept = keep(pool, user, { ...coded, status: "RESET_REQUIRED" }, context);
  return beginMessage(going, kept, "ForgotPassword", delivery, {}, context);
};
