import { after, table, type Instant } from "@orrery/kernel";
import { isObject, textMapOf, textOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { ClientSettings } from "../config.ts";
import { challenge, defineChallenge, firstRounds } from "./challenges.ts";
import type { Pool, PoolContext } from "./declarations.ts";
import { asking, clientIn, type Going, type Next, type Part } from "./next.ts";
import {
  disabled,
  expiredRefreshToken,
  expiredTemporaryPassword,
  invalidParameter,
  invalidRefreshToken,
  notAuthorizedFor,
  noUser,
  resetRequired,
  revokedRefreshToken,
  tooManyAttempts,
  unconfirmed,
  wrongPassword,
} from "./refusals.ts";
import { signedIn } from "./signed-in.ts";
import type { Question, User } from "./state.ts";
import { beginTokens } from "./tokens.ts";
import { keep, lockAfter, shownAttributes, userOf } from "./users.ts";
import { migrationQuestion, migratedUser } from "./migration.ts";

/** A client with a secret needs a hash of it. Which one is not looked at. */
export const againstSecret = (
  { hasSecret, id }: ClientSettings,
  given: string | undefined,
): Refused | null =>
  hasSecret && given === undefined
    ? notAuthorizedFor(`Client ${id} is configured with secret but SECRET_HASH was not received`)
    : null;

/** Names of a flow as clients allow it. */
const allowedAs: Readonly<Record<string, readonly string[]>> = {
  USER_PASSWORD_AUTH: ["ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"],
  ADMIN_USER_PASSWORD_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  ADMIN_NO_SRP_AUTH: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  USER_SRP_AUTH: ["ALLOW_USER_SRP_AUTH"],
  CUSTOM_AUTH: ["ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY"],
  REFRESH_TOKEN_AUTH: ["ALLOW_REFRESH_TOKEN_AUTH"],
  REFRESH_TOKEN: ["ALLOW_REFRESH_TOKEN_AUTH"],
};

/** Whether a client allows a flow. One with the older names allows SRP and refreshing besides. */
export function allows({ flows }: ClientSettings, flow: string): boolean {
  if (flows.some((each) => allowedAs[flow]?.includes(each))) return true;
  const isOlder = flows.length > 0 && flows.every((each) => !each.startsWith("ALLOW_"));
  return isOlder && /^(?:REFRESH_TOKEN|USER_SRP_AUTH)/.test(flow);
}

/** InitiateAuth and AdminInitiateAuth. */
export const initiateAuth: Part = (pool, going, _response, context) => {
  const { params, operation } = going;
  const client = clientIn(context.settings, going.client)!; // Checked before.
  const flow = textOf(params["AuthFlow"]) ?? "";
  const isAdmin = operation === "AdminInitiateAuth";
  if (flow.startsWith("ADMIN_") && !isAdmin) {
    return invalidParameter("Initiate Auth method not supported."); // Assumed: the words.
  }
  if (!allows(client, flow)) {
    return flow === "USER_PASSWORD_AUTH"
      ? invalidParameter("USER_PASSWORD_AUTH flow not enabled for this client")
      : invalidParameter("Auth flow not enabled for this client");
  }
  const said = textMapOf(params["AuthParameters"]);
  const noSecret = againstSecret(client, said.get("SECRET_HASH"));
  if (noSecret !== null) return noSecret;
  if (flow.startsWith("REFRESH_TOKEN")) {
    return refresh(pool, going, said.get("REFRESH_TOKEN"), context);
  }
  const name = said.get("USERNAME");
  if (name === undefined) return invalidParameter("Missing required parameter USERNAME");
  const needed = flow === "USER_SRP_AUTH" ? "SRP_A" : flow === "CUSTOM_AUTH" ? null : "PASSWORD";
  if (needed !== null && said.get(needed) === undefined) {
    return invalidParameter(`Missing required parameter ${needed}`);
  }
  const user = userOf(pool, name, context);
  const password = said.get("PASSWORD");
  if (user === undefined && password !== undefined) {
    const question = migrationQuestion(going, "Authentication", password, "migrateSignIn");
    return asking(question, { name, flow }, name);
  }
  return beginSignIn(going, user, name, flow, client);
};

/** Asks the function for sign-ins, before anything is looked at. Who is not there is told to functions as a client has it. */
function beginSignIn(
  { params }: Going,
  user: User | undefined,
  name: string,
  flow: string,
  { hidesUsers }: ClientSettings,
): Next {
  if (user === undefined && !hidesUsers) return noUser;
  const question: Question = {
    step: "preAuthentication",
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    request: {
      userAttributes: user === undefined ? {} : shownAttributes(user),
      validationData: isObject(params["ClientMetadata"]) ? params["ClientMetadata"] : null,
      ...(hidesUsers ? { userNotFound: user === undefined } : {}),
    },
    response: {},
  };
  return asking(question, { name, flow }, user?.name ?? name);
}

/** A user who was not there has been looked for elsewhere. */
export const migrateSignIn: Part = (pool, going, response, context) => {
  const { facts } = going;
  const client = clientIn(context.settings, going.client);
  if (client === undefined) return noUser;
  const name = textOf(facts["name"]) ?? "";
  const flow = textOf(facts["flow"]) ?? "";
  const password = textMapOf(going.params["AuthParameters"]).get("PASSWORD") ?? null;
  const user = migratedUser(pool, name, password, response, context);
  return beginSignIn(going, user, name, flow, client);
};

/** The function for sign-ins has nothing against it: the password is looked at, or a challenge given. */
export const checkSignIn: Part = (pool, going, _response, context) => {
  const { facts, params } = going;
  const flow = textOf(facts["flow"]) ?? "";
  const name = textOf(facts["name"]) ?? "";
  const said = textMapOf(params["AuthParameters"]);
  const user = userOf(pool, name, context);
  if (flow === "CUSTOM_AUTH") {
    if (user !== undefined && !user.isEnabled) return disabled;
    const rounds = firstRounds(said.get("CHALLENGE_NAME"));
    return defineChallenge(going, user, rounds, context);
  }
  if (flow === "USER_SRP_AUTH") {
    const wrong = user === undefined ? null : againstUser(user);
    if (wrong !== null) return wrong;
    return challenge(pool, going, user?.name ?? name, "PASSWORD_VERIFIER", [], null, context);
  }
  if (user === undefined) return wrongPassword;
  const refusal = checkPassword(pool, user, said.get("PASSWORD") ?? "", context);
  return refusal ?? passwordIsRight(pool, going, user, context);
};

/** What stands against a user whatever the password is; `null`: nothing. */
function againstUser({ isEnabled, status }: User): Refused | null {
  if (!isEnabled) return disabled;
  return status === "RESET_REQUIRED" ? resetRequired : null;
}

/** Looks at a password, and counts wrong ones. */
export function checkPassword(
  pool: Pool,
  user: User,
  password: string,
  context: PoolContext,
): Refused | null {
  const { now } = context;
  const wrong = againstUser(user);
  if (wrong !== null) return wrong;
  if (user.lockedUntil > now) return tooManyAttempts;
  if (user.password === null || user.password !== password) {
    const failures = user.failures + 1;
    keep(pool, user, { failures, lockedUntil: after(now, lockAfter(failures)) }, context);
    return wrongPassword;
  }
  if (user.status === "UNCONFIRMED") return unconfirmed;
  if (user.temporaryUntil !== null && user.temporaryUntil <= now) return expiredTemporaryPassword;
  return null;
}

/** A user has given the password. */
export function passwordIsRight(pool: Pool, going: Going, found: User, context: PoolContext): Next {
  const user = found.failures === 0 ? found : keep(pool, found, unlocked, context);
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    return challenge(pool, going, user.name, "NEW_PASSWORD_REQUIRED", [], null, context);
  }
  return signedIn(going, user, "TokenGeneration_Authentication");
}

const unlocked = { failures: 0, lockedUntil: 0 as Instant };

function refresh(pool: Pool, going: Going, token: string | undefined, context: PoolContext): Next {
  if (token === undefined) return invalidParameter("Missing required parameter REFRESH_TOKEN");
  const found = table.get(pool.refreshTokens, token);
  if (found === undefined || found.client !== going.client) return invalidRefreshToken;
  if (found.isRevoked) return revokedRefreshToken;
  if (found.until <= context.now) return expiredRefreshToken;
  const user = userOf(pool, found.user, context);
  if (user === undefined) return noUser;
  if (!user.isEnabled) return disabled;
  if (user.signedOutAt > 0 && found.signedInAt <= user.signedOutAt) return revokedRefreshToken;
  const facts = { refreshToken: token };
  return beginTokens(going, user, "TokenGeneration_RefreshTokens", facts, context);
}
