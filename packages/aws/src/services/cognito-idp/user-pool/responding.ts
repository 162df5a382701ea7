import { textMapOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import { defineChallenge, respondedTo, verifyAnswer, type Responded } from "./challenges.ts";
import type { Pool, PoolContext } from "./declarations.ts";
import { clientIn, type Going, type Next, type Part } from "./next.ts";
import { ownPassword } from "./passwords.ts";
import { invalidSession, noUser, wrongPassword } from "./refusals.ts";
import { againstSecret, checkPassword, passwordIsRight } from "./sign-in.ts";
import { signedIn } from "./signed-in.ts";
import { againstPassword, keep, missingAttribute, userOf } from "./users.ts";

/** RespondToAuthChallenge and AdminRespondToAuthChallenge. */
export const respondToChallenge: Part = (pool, going, _response, context) => {
  const { params } = going;
  const client = clientIn(context.settings, going.client)!; // Checked before.
  const said = textMapOf(params["ChallengeResponses"]);
  const noSecret = againstSecret(client, said.get("SECRET_HASH"));
  if (noSecret !== null) return noSecret;
  const responded = respondedTo(pool, going, context);
  if ("code" in responded) return responded;
  const { session } = responded;
  const user = userOf(pool, session.user, context);
  switch (session.challenge) {
    case "CUSTOM_CHALLENGE":
      return verifyAnswer(going, user, responded, context);
    case "PASSWORD_VERIFIER":
      return verifyPassword(pool, going, responded, context);
    case "NEW_PASSWORD_REQUIRED":
      return newPassword(pool, going, responded, context);
    default:
      return invalidSession;
  }
};

/** Proof of a password. Nobody computes one: the password itself stands for its signature. */
function verifyPassword(
  pool: Pool,
  going: Going,
  { session, said }: Responded,
  context: PoolContext,
): Next {
  const user = userOf(pool, session.user, context);
  if (user === undefined) return wrongPassword;
  const claimed = said.get("PASSWORD_CLAIM_SIGNATURE") ?? "";
  const refusal = checkPassword(pool, user, claimed, context);
  if (!session.isCustom) return refusal ?? passwordIsRight(pool, going, user, context);
  if (refusal !== null && refusal !== wrongPassword) return refusal;
  const round: PlainObject = {
    challengeName: "PASSWORD_VERIFIER",
    challengeResult: refusal === null,
    challengeMetadata: null,
  };
  return defineChallenge(going, user, [...session.rounds, round], context);
}

/** A user who was given a password has one of its own now. */
function newPassword(
  pool: Pool,
  going: Going,
  { session, said }: Responded,
  context: PoolContext,
): Next {
  const { settings } = context;
  const user = userOf(pool, session.user, context);
  if (user === undefined) return noUser;
  const password = said.get("NEW_PASSWORD");
  if (password === undefined) {
    return refused("InvalidParameterException", "Missing required parameter NEW_PASSWORD");
  }
  const wrong = againstPassword(password, settings.passwordPolicy);
  if (wrong !== null) return wrong;
  const given = [...said].flatMap(([name, value]) =>
    name.startsWith("userAttributes.") ? [[name.slice("userAttributes.".length), value]] : [],
  );
  const attributes = { ...user.attributes, ...Object.fromEntries(given) } as Record<string, string>; // Of texts.
  const missing = missingAttribute(attributes, settings);
  if (missing !== null) return missing;
  const change = { ...ownPassword(password), status: "CONFIRMED", attributes } as const;
  const kept = keep(pool, user, change, context);
  return signedIn(going, kept, "TokenGeneration_NewPasswordChallenge");
}
