import { after, table, type Instant } from "@orrery/kernel";
import {
  isObject,
  listOf,
  memberOf,
  objectOf,
  textMapOf,
  textOf,
} from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Pool, PoolContext } from "./declarations.ts";
import { answering, asking, clientIn, type Going, type Next, type Part } from "./next.ts";
import { invalidLambdaOutput } from "./trigger-outcome.ts";
import {
  expiredSession,
  invalidParameter,
  invalidSession,
  noUser,
  wrongPassword,
} from "./refusals.ts";
import { signedIn } from "./signed-in.ts";
import type { Question, Session, User } from "./state.ts";
import { shownAttributes, userOf, uuidFor } from "./users.ts";

/** What a flow of custom challenges begins with: after a first step of SRP, as clients say. */
export const firstRounds = (said: string | undefined): readonly PlainObject[] =>
  said === "SRP_A"
    ? [{ challengeName: "SRP_A", challengeResult: true, challengeMetadata: null }]
    : [];

const hides = ({ settings }: PoolContext, going: Going): boolean =>
  clientIn(settings, going.client)?.hidesUsers === true;

/** What all functions of custom challenges are told. */
const custom = (
  going: Going,
  user: User | undefined,
  more: PlainObject,
  context: PoolContext,
): PlainObject => ({
  userAttributes: user === undefined ? {} : shownAttributes(user),
  ...more,
  ...(hides(context, going) ? { userNotFound: user === undefined } : {}),
  ...(isObject(going.params["ClientMetadata"]) && going.operation.endsWith("AuthChallenge")
    ? { clientMetadata: going.params["ClientMetadata"] }
    : {}),
});

/** Asks which challenge is next. */
export function defineChallenge(
  going: Going,
  user: User | undefined,
  rounds: readonly PlainObject[],
  context: PoolContext,
): Next {
  const question: Question = {
    step: "define",
    trigger: "DefineAuthChallenge",
    source: "DefineAuthChallenge_Authentication",
    request: custom(going, user, { session: rounds }, context),
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  };
  const name = user?.name ?? (textOf(going.facts["name"]) || going.user);
  return asking(question, { rounds, name }, name);
}

const roundsIn = ({ facts }: Going): readonly PlainObject[] =>
  listOf(facts["rounds"]).map(objectOf);

/** The answer is: tokens, no, or a challenge. */
export const afterDefine: Part = (pool, going, response, context) => {
  const { challengeName, issueTokens, failAuthentication } = response;
  const user = userOf(pool, going.user, context);
  if (failAuthentication === true) return wrongPassword;
  if (issueTokens === true) {
    return user === undefined
      ? wrongPassword
      : signedIn(going, user, "TokenGeneration_Authentication");
  }
  const rounds = roundsIn(going);
  if (challengeName === "PASSWORD_VERIFIER") {
    return challenge(pool, going, going.user, "PASSWORD_VERIFIER", rounds, null, context, true);
  }
  if (challengeName !== "CUSTOM_CHALLENGE") return invalidLambdaOutput;
  const question: Question = {
    step: "create",
    trigger: "CreateAuthChallenge",
    source: "CreateAuthChallenge_Authentication",
    request: custom(going, user, { challengeName, session: rounds }, context),
    response: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  };
  return asking(question, going.facts, going.user);
};

/** Gives the challenge that a function made. */
export const afterCreate: Part = (pool, going, response, context) =>
  challenge(pool, going, going.user, "CUSTOM_CHALLENGE", roundsIn(going), response, context);

/** Gives a challenge, and keeps what is needed of it until it is answered. */
export function challenge(
  pool: Pool,
  going: Going,
  name: string,
  challengeName: string,
  rounds: readonly PlainObject[],
  created: PlainObject | null,
  context: PoolContext,
  isCustom = created !== null,
): Next {
  const { settings, now } = context;
  const client = clientIn(settings, going.client);
  if (client === undefined) return noUser;
  pool.made += 1;
  const token = `session-${uuidFor(`${settings.id} session ${pool.made}`)}-${pool.made}`;
  forgetOld(pool, now);
  const session: Session = {
    user: name,
    client: client.id,
    challenge: challengeName,
    until: after(now, client.session),
    rounds,
    privateParameters: created === null ? null : objectOf(created["privateChallengeParameters"]),
    metadata: textOf(memberOf(created ?? undefined, "challengeMetadata")) ?? "",
    isCustom,
  };
  table.set(pool.sessions, token, session);
  return answering({
    ChallengeName: challengeName,
    Session: token,
    ChallengeParameters: parametersOf(pool, session, created, context),
  });
}

/** Those given first are first; with spans that differ by client some stay a while. */
function forgetOld(pool: Pool, now: Instant): void {
  for (
    let first = table.firstValue(pool.sessions);
    first !== undefined && first.until <= now;
    first = table.firstValue(pool.sessions)
  ) {
    table.removeFirst(pool.sessions);
  }
}

function parametersOf(
  pool: Pool,
  { challenge: name, user }: Session,
  created: PlainObject | null,
  context: PoolContext,
): PlainObject {
  const found = userOf(pool, user, context);
  switch (name) {
    case "PASSWORD_VERIFIER":
      return {
        SALT: uuidFor(`${user} salt`).replaceAll("-", ""),
        SECRET_BLOCK: uuidFor(`${user} block`),
        SRP_B: uuidFor(`${user} b`).replaceAll("-", ""),
        USERNAME: user,
        USER_ID_FOR_SRP: user,
      };
    case "NEW_PASSWORD_REQUIRED":
      return {
        USER_ID_FOR_SRP: user,
        requiredAttributes: JSON.stringify(
          context.settings.required
            .filter((each) => found?.attributes[each] === undefined)
            .map((each) => `userAttributes.${each}`),
        ),
        userAttributes: JSON.stringify(found?.attributes ?? {}),
      };
    default:
      return {
        USERNAME: user,
        ...Object.fromEntries(
          textMapOf(memberOf(created ?? undefined, "publicChallengeParameters")),
        ),
      };
  }
}

/** What a client answers to a challenge. */
export interface Responded {
  readonly session: Session;
  readonly said: ReadonlyMap<string, string>;
}

/** The challenge that a client answers, which is then over; or what stands against that. */
export function respondedTo(
  pool: Pool,
  { params, client }: Going,
  { now }: PoolContext,
): Responded | Refused {
  const token = textOf(params["Session"]);
  const said = textMapOf(params["ChallengeResponses"]);
  if (said.get("USERNAME") === undefined) {
    return invalidParameter("Missing required parameter USERNAME");
  }
  if (token === undefined) return invalidParameter("Missing required parameter Session"); // Assumed: the words.
  const session = table.get(pool.sessions, token);
  if (session === undefined || session.client !== client) return invalidSession;
  table.remove(pool.sessions, token);
  if (session.until <= now) return expiredSession;
  return session.challenge === params["ChallengeName"] ? { session, said } : invalidSession;
}

/** Asks whether the answer to a custom challenge is right. */
export function verifyAnswer(
  going: Going,
  user: User | undefined,
  { session, said }: Responded,
  context: PoolContext,
): Next {
  const answer = said.get("ANSWER");
  if (answer === undefined) return invalidParameter("Missing required parameter ANSWER");
  const question: Question = {
    step: "verify",
    trigger: "VerifyAuthChallengeResponse",
    source: "VerifyAuthChallengeResponse_Authentication",
    request: custom(
      going,
      user,
      { privateChallengeParameters: session.privateParameters ?? {}, challengeAnswer: answer },
      context,
    ),
    response: { answerCorrect: null },
  };
  const { rounds, metadata } = session;
  return asking(question, { rounds, metadata }, session.user);
}

/** The next round, after one that was answered. */
export const afterVerify: Part = (pool, going, response, context) => {
  if (typeof response["answerCorrect"] !== "boolean") return invalidLambdaOutput;
  const round: PlainObject = {
    challengeName: "CUSTOM_CHALLENGE",
    challengeResult: response["answerCorrect"],
    challengeMetadata: going.facts["metadata"] ?? "",
  };
  const user = userOf(pool, going.user, context);
  return defineChallenge(going, user, [...roundsIn(going), round], context);
};
