import { after, base64UrlOf, table, type Instant } from "@orrery/kernel";
import { decodedClaims } from "../../../gateway/claims.ts";
import { objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { UserPoolSettings } from "../config.ts";
import { claimsOf, groupsOf, preferredRole, secondsAt, signInScope } from "./claims.ts";
import { metrics, type Pool, type PoolContext } from "./declarations.ts";
import { answering, asking, clientIn, type Going, type Next, type Part } from "./next.ts";
import { expiredAccessToken, invalidAccessToken, noUser, revokedAccessToken } from "./refusals.ts";
import type { Question, User } from "./state.ts";
import { countActive, shownAttributes, userOf, uuidFor } from "./users.ts";

/** Asks what tokens are to say, before they are given out. `source`: such as `TokenGeneration_Authentication`. */
export function beginTokens(
  going: Going,
  user: User,
  source: string,
  facts: PlainObject,
  { settings }: PoolContext,
): Next {
  const groups = groupsOf(user, settings);
  const metadata = going.operation.endsWith("RespondToAuthChallenge")
    ? objectOf(going.params["ClientMetadata"])
    : undefined;
  const question: Question = {
    step: "tokens",
    trigger: "PreTokenGeneration",
    source,
    request: {
      userAttributes: shownAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups.map(({ name }) => name),
        iamRolesToOverride: groups.flatMap(({ role }) => (role === null ? [] : [role])),
        preferredRole: preferredRole(groups),
      },
      ...(settings.tokenVersion === "1" ? {} : { scopes: [signInScope] }),
      ...(metadata === undefined ? {} : { clientMetadata: metadata }),
    },
    response:
      settings.tokenVersion === "1"
        ? { claimsOverrideDetails: null }
        : { claimsAndScopeOverrideDetails: null },
  };
  return asking(question, facts, user.name);
}

/** Gives out tokens. */
export const giveTokens: Part = (pool, going, response, context) => {
  const { settings, now } = context;
  const found = userOf(pool, going.user, context);
  const client = clientIn(settings, going.client);
  if (found === undefined || client === undefined) return noUser;
  const user = countActive(pool, found, context);
  const refreshed = textOf(going.facts["refreshToken"]);
  const before = refreshed === undefined ? undefined : table.get(pool.refreshTokens, refreshed);
  pool.made += 1;
  const number = pool.made;
  const origin = before?.origin ?? uuidFor(`${settings.id} origin ${number}`);
  const signedInAt = before?.signedInAt ?? now;
  const claims = claimsOf(user, client, response, { number, origin, signedInAt }, context);
  const result: PlainObject = {
    AccessToken: tokenOf(claims.access, settings),
    ExpiresIn: client.access / 1_000_000,
    TokenType: "Bearer",
    IdToken: tokenOf(claims.id, settings),
  };
  if (before !== undefined) {
    context.observe(metrics.TokenRefreshSuccesses, 1);
    return answering({ AuthenticationResult: result, ChallengeParameters: {} });
  }
  const RefreshToken = refreshTokenOf(settings.id, number);
  forgetExpired(pool, now);
  table.set(pool.refreshTokens, RefreshToken, {
    user: user.name,
    client: client.id,
    until: after(now, client.refresh),
    signedInAt,
    origin,
    isRevoked: false,
  });
  context.observe(metrics.SignInSuccesses, 1);
  return answering({
    AuthenticationResult: { ...result, RefreshToken },
    ChallengeParameters: {},
  });
};

/** Those given first are first; with lifetimes that differ by client some stay a while. */
function forgetExpired(pool: Pool, now: Instant): void {
  for (
    let first = table.firstValue(pool.refreshTokens);
    first !== undefined && first.until <= now;
    first = table.firstValue(pool.refreshTokens)
  ) {
    table.removeFirst(pool.refreshTokens);
  }
}

const encoded = (value: PlainObject): string => base64UrlOf(utf8Of(JSON.stringify(value)));

// A memo of a pure function: the head of all tokens of a pool is the same.
const heads = new Map<string, string>();

/** A JSON web token with those claims. Nobody signs it. */
function tokenOf(claims: PlainObject, { id }: UserPoolSettings): string {
  let head = heads.get(id);
  if (head === undefined) {
    if (heads.size > 1_000) heads.clear();
    heads.set(id, (head = encoded({ kid: uuidFor(`${id} key`), alg: "RS256" })));
  }
  return `${head}.${encoded(claims)}.${signature}`;
}

const signature = base64UrlOf(utf8Of("signed by nobody"));
const refreshHead = encoded({ cty: "JWT", enc: "A256GCM", alg: "RSA-OAEP" });

const refreshTokenOf = (poolId: string, number: number): string =>
  `${refreshHead}.${base64UrlOf(utf8Of(uuidFor(`${poolId} refresh ${number}`)))}.${number}`;

/** Whose access token it is; or why it is good for nothing. */
export function bearerOf(
  pool: Pool,
  token: string,
  context: PoolContext,
): { readonly user: User; readonly claims: PlainObject } | Refused {
  const claims = decodedClaims(token);
  if (claims === null || claims["token_use"] !== "access") return invalidAccessToken;
  const { exp, auth_time: from, username, origin_jti: origin } = claims;
  if (typeof exp !== "number" || exp <= secondsAt(context.now, context)) return expiredAccessToken;
  const user = typeof username === "string" ? userOf(pool, username, context) : undefined;
  if (user === undefined) return noUser;
  const isOld =
    user.signedOutAt > 0 &&
    typeof from === "number" &&
    from <= secondsAt(user.signedOutAt, context);
  if (isOld || (typeof origin === "string" && isRevoked(pool, origin))) return revokedAccessToken;
  return { user, claims };
}

/** Revoked sign-ins are kept by their origin beside the refresh tokens. */
const isRevoked = (pool: Pool, origin: string): boolean =>
  table.get(pool.refreshTokens, `revoked ${origin}`) !== undefined;

/** Revokes a refresh token, and the access tokens that came of it. */
export function revoke(pool: Pool, token: string): void {
  const found = table.get(pool.refreshTokens, token);
  if (found === undefined) return;
  const gone = { ...found, isRevoked: true };
  table.set(pool.refreshTokens, token, gone);
  table.set(pool.refreshTokens, `revoked ${found.origin}`, gone);
}
