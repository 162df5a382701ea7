import { after, days } from "@orrery/kernel";
import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { attributesIn, type Attributes, type UserPoolSettings } from "../config.ts";
import { cognitoLimits } from "../limits.ts";
import { beginMessage, deliveryTo } from "./messages.ts";
import { metrics, type Pool, type PoolContext } from "./declarations.ts";
import {
  answering,
  asking,
  clientIn,
  isRefusal,
  type Going,
  type Next,
  type Part,
} from "./next.ts";
import {
  accountExists,
  attemptLimit,
  expiredCode,
  invalidParameter,
  notAuthorizedFor,
  noUser,
  userExists,
  wrongCode,
} from "./refusals.ts";
import { againstSecret } from "./sign-in.ts";
import type { Question, User } from "./state.ts";
import {
  addUser,
  againstPassword,
  countActive,
  keep,
  missingAttribute,
  newUser,
  shownAttributes,
  shownUser,
  listedAttributes,
  spelledIn,
  takenAlias,
  tried,
  userOf,
  uuidFor,
  withCode,
} from "./users.ts";

const attributesOf = (params: PlainObject): Attributes =>
  attributesIn(listOf(params["UserAttributes"]).map(objectOf));

/** The attribute that a name is the value of, where users have no names of their own; or what is wrong with it. */
function namedBy(name: string, { usernameAttributes }: UserPoolSettings): Attributes | Refused {
  if (usernameAttributes.length === 0) return {};
  if (usernameAttributes.includes("email") && name.includes("@")) return { email: name };
  if (usernameAttributes.includes("phone_number") && /^\+\d+$/.test(name)) {
    return { phone_number: name };
  }
  return invalidParameter(
    usernameAttributes.includes("email")
      ? "Username should be an email."
      : "Username should be a phone number.",
  );
}

/** Asks the function for new users. */
function beginUser(
  pool: Pool,
  going: Going,
  source: string,
  exists: Refused,
  context: PoolContext,
): Next {
  const { settings } = context;
  const { params } = going;
  const name = textOf(params["Username"]) ?? "";
  const byName = namedBy(name, settings);
  if (isRefusal(byName)) return byName;
  const attributes: Attributes = { ...attributesOf(params), ...byName };
  if (attributes["sub"] !== undefined) {
    return invalidParameter("Cannot modify an already provided sub"); // Assumed: the words.
  }
  const missing = missingAttribute(attributes, settings);
  if (missing !== null) return missing;
  if (userOf(pool, name, context) !== undefined) return exists;
  if (takenAlias(pool, attributes, context) !== undefined) return exists;
  const validation = attributesIn(listOf(params["ValidationData"]).map(objectOf));
  const metadata = params["ClientMetadata"];
  const question: Question = {
    step: "preSignUp",
    trigger: "PreSignUp",
    source,
    request: {
      userAttributes: attributes,
      validationData: params["ValidationData"] === undefined ? null : validation,
      ...(isObject(metadata) ? { clientMetadata: metadata } : {}),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  };
  const shownAs = settings.usernameAttributes.length > 0 ? name : spelledIn(settings, name);
  return asking(question, { attributes, name: shownAs }, shownAs);
}

/** SignUp. */
export const signUp: Part = (pool, going, _response, context) => {
  const { settings } = context;
  const { params } = going;
  const client = clientIn(settings, going.client)!; // Checked before.
  const noSecret = againstSecret(client, textOf(params["SecretHash"]));
  if (noSecret !== null) return noSecret;
  if (settings.adminsOnly) {
    return notAuthorizedFor("SignUp is not permitted for this user pool");
  }
  const wrong = againstPassword(textOf(params["Password"]) ?? "", settings.passwordPolicy);
  return wrong ?? beginUser(pool, going, "PreSignUp_SignUp", userExists, context);
};

/** AdminCreateUser. */
export const adminCreateUser: Part = (pool, going, _response, context) => {
  const { params } = going;
  const { settings } = context;
  if (params["MessageAction"] === "RESEND") {
    const user = userOf(pool, textOf(params["Username"]) ?? "", context);
    if (user === undefined) return noUser;
    if (user.status !== "FORCE_CHANGE_PASSWORD") {
      return refused(
        "UnsupportedUserStateException",
        "Resend not possible. User status is not FORCE_CHANGE_PASSWORD",
      ); // Assumed: the words.
    }
    return invite(going, user, context);
  }
  const password = textOf(params["TemporaryPassword"]);
  const wrong = password === undefined ? null : againstPassword(password, settings.passwordPolicy);
  return wrong ?? beginUser(pool, going, "PreSignUp_AdminCreateUser", accountExists, context);
};

/** The function for new users has nothing against one, who is made. */
export const makeUser: Part = (pool, going, response, context) => {
  const { settings, now } = context;
  const { params, facts, operation } = going;
  const name = textOf(facts["name"]) ?? "";
  const isAdmin = operation === "AdminCreateUser";
  // Another may have come while the function was asked.
  if (userOf(pool, name, context) !== undefined) return isAdmin ? accountExists : userExists;
  pool.made += 1;
  const sub = uuidFor(`${settings.id} user ${pool.made}`);
  const { autoConfirmUser, autoVerifyEmail, autoVerifyPhone } = response;
  const attributes: Attributes = {
    ...(objectOf(facts["attributes"]) as Attributes), // As they were read.
    ...(autoVerifyEmail === true ? { email_verified: "true" } : {}),
    ...(autoVerifyPhone === true ? { phone_number_verified: "true" } : {}),
  };
  const isNamedBySub = settings.usernameAttributes.length > 0;
  const made = newUser(isNamedBySub ? sub : name, sub, attributes, now);
  if (isAdmin) {
    const user: User = {
      ...made,
      status: "FORCE_CHANGE_PASSWORD",
      password: textOf(params["TemporaryPassword"]) ?? settings.password,
      temporaryUntil: after(now, days(settings.passwordPolicy.temporaryDays)),
    };
    addUser(pool, user, context);
    countActive(pool, user, context);
    context.observe(metrics.SignUpSuccesses, 1);
    return invite(going, user, context);
  }
  const isConfirmed = autoConfirmUser === true;
  const user: User = {
    ...made,
    status: isConfirmed ? "CONFIRMED" : "UNCONFIRMED",
    password: textOf(params["Password"]) ?? null,
  };
  addUser(pool, user, context);
  countActive(pool, user, context);
  context.observe(metrics.SignUpSuccesses, 1);
  const answer: PlainObject = { UserConfirmed: isConfirmed, UserSub: sub };
  if (isConfirmed) return confirmed(going, user, "ConfirmSignUp", answer);
  return sendCode(pool, going, user, "SignUp", answer, context);
};

/** Tells a user who was made by an administrator of a password. */
function invite(going: Going, user: User, context: PoolContext): Next {
  const answer: PlainObject = {
    User: {
      ...shownUser(user, context.settings.epochMilliseconds),
      Attributes: listedAttributes(user),
    },
  };
  const delivery = deliveryTo(user, ["phone_number", "email"]);
  if (delivery === null || going.params["MessageAction"] === "SUPPRESS") return answering(answer);
  return beginMessage(going, user, "AdminCreateUser", delivery, answer, context);
}

/** Sends a new user a code, where the pool verifies something that the user has. */
function sendCode(
  pool: Pool,
  going: Going,
  user: User,
  what: string,
  answer: PlainObject,
  context: PoolContext,
): Next {
  const delivery = deliveryTo(user, context.settings.autoVerified);
  if (delivery === null) return answering(answer);
  const coded = withCode(user, "signUp", context);
  if (isRefusal(coded)) return coded;
  const kept = keep(pool, user, coded, context);
  const told = { ...answer, CodeDeliveryDetails: delivery.details };
  return beginMessage(going, kept, what, delivery, told, context);
}

/** ResendConfirmationCode. */
export const resendCode: Part = (pool, going, _response, context) => {
  const user = userOf(pool, textOf(going.params["Username"]) ?? "", context);
  if (user === undefined) return noUser;
  if (user.status !== "UNCONFIRMED") return invalidParameter("User is already confirmed.");
  if (deliveryTo(user, context.settings.autoVerified) === null) {
    return invalidParameter("Cannot resend codes. Auto verification not turned on.");
  }
  return sendCode(pool, going, user, "ResendCode", {}, context);
};

/** ConfirmSignUp. */
export const confirmSignUp: Part = (pool, going, _response, context) => {
  const { params } = going;
  const user = userOf(pool, textOf(params["Username"]) ?? "", context);
  if (user === undefined) return hiddenUser(going, expiredCode, context);
  if (user.status !== "UNCONFIRMED") {
    return notAuthorizedFor(`User cannot be confirmed. Current status is ${user.status}`);
  }
  const wrong = againstCode(pool, user, "signUp", textOf(params["ConfirmationCode"]), context);
  if (wrong !== null) return wrong;
  const delivery = deliveryTo(user, context.settings.autoVerified);
  const verified = delivery === null ? {} : { [`${delivery.attribute}_verified`]: "true" };
  const attributes = { ...user.attributes, ...verified };
  const kept = keep(pool, user, { status: "CONFIRMED", code: null, attributes }, context);
  return confirmed(going, countActive(pool, kept, context), "ConfirmSignUp", {});
};

/** What is said of a user who is not there: as if it were, where the client hides that. */
export const hiddenUser = (
  { client }: Going,
  instead: Refused,
  { settings }: PoolContext,
): Refused => (clientIn(settings, client)?.hidesUsers === true ? instead : noUser);

/** What stands against a code; `null`: it is the one. */
export function againstCode(
  pool: Pool,
  user: User,
  purpose: "signUp" | "password",
  given: string | undefined,
  context: PoolContext,
): Refused | null {
  const { now } = context;
  const { code } = user;
  if (code?.purpose !== purpose || code.until <= now) return expiredCode;
  if (code.value === given) return null;
  const wrong = tried(user.wrong, cognitoLimits.wrongCodesInHour, now);
  if (wrong === null) return attemptLimit;
  keep(pool, user, { wrong }, context);
  return wrongCode;
}

/** AdminConfirmSignUp. */
export const adminConfirmSignUp: Part = (pool, going, _response, context) => {
  const user = userOf(pool, textOf(going.params["Username"]) ?? "", context);
  if (user === undefined) return noUser;
  if (user.status !== "UNCONFIRMED") {
    return notAuthorizedFor(`User cannot be confirmed. Current status is ${user.status}`);
  }
  const kept = keep(pool, user, { status: "CONFIRMED", code: null }, context);
  return confirmed(going, kept, "ConfirmSignUp", {});
};

/** Asks the function for users who are confirmed; then the operation is done. */
export function confirmed(going: Going, user: User, what: string, answer: PlainObject): Next {
  const metadata = going.params["ClientMetadata"];
  const question: Question = {
    step: "confirmed",
    trigger: "PostConfirmation",
    source: `PostConfirmation_${what}`,
    request: {
      userAttributes: shownAttributes(user),
      ...(isObject(metadata) ? { clientMetadata: metadata } : {}),
    },
    response: {},
  };
  return asking(question, { answer }, user.name);
}

/** The function has heard of it. */
export const afterConfirmation: Part = (_pool, { facts }) => answering(objectOf(facts["answer"]));
