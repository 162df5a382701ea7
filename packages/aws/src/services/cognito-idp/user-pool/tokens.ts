import { after, base64UrlOf, table, type Instant } from "@orrery/kernel";
import { decodedClaims } from "../../../gateway/claims.ts";
import { memberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { ClientSettings, GroupSettings, UserPoolSettings } from "../config.ts";
import { metrics, type Pool, type PoolContext } from "./declarations.ts";
import { answering, asking, clientIn, type Going, type Next, type Part } from "./next.ts";
import { expiredAccessToken, invalidAccessToken, noUser, revokedAccessToken } from "./refusals.ts";
import type { Question, User } from "./state.ts";
import { countActive, shownAttributes, userOf, uuidFor } from "./users.ts";

/** Who gives out the tokens of a pool. */
const issuerOf = (region: string, poolId: string): string =>
  `https://cognito-idp.${region}.amazonaws.com/${poolId}`;

const signInScope = "aws.cognito.signin.user.admin";

/** Seconds since 1970. */
const secondsAt = (at: Instant, { settings }: PoolContext): number =>
  Math.floor(wallClockAt(settings.epochMilliseconds, at) / 1_000);

/** The groups of a user, those of the highest precedence first. */
export const groupsOf = (user: User, { groups }: UserPoolSettings): readonly GroupSettings[] =>
  groups
    .filter(({ name }) => user.groups.includes(name))
    .sort(
      (one, other) =>
        (one.precedence ?? Infinity) - (other.precedence ?? Infinity) ||
        (one.name < other.name ? -1 : 1),
    );

/** The role that a user prefers: of the group of the highest precedence, if that is one alone. */
function preferredRole(groups: readonly GroupSettings[]): string | null {
  const withRoles = groups.filter(({ role }) => role !== null);
  const [first, second] = withRoles;
  if (first === undefined) return null;
  const isAlone = second === undefined || second.precedence !== first.precedence;
  return isAlone || second.role === first.role ? first.role : null;
}

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

function claimsOf(
  user: User,
  client: ClientSettings,
  response: PlainObject,
  {
    number,
    origin,
    signedInAt,
  }: { readonly number: number; readonly origin: string; readonly signedInAt: Instant },
  context: PoolContext,
): { readonly id: PlainObject; readonly access: PlainObject } {
  const { settings, now } = context;
  const said = overridesIn(response, settings.tokenVersion);
  const groups = groupsOf(user, settings);
  const named = said.groups ?? groups.map(({ name }) => name);
  const roles = said.roles ?? groups.flatMap(({ role }) => (role === null ? [] : [role]));
  const preferred = said.preferredRole ?? preferredRole(groups);
  const iat = secondsAt(now, context);
  const both: PlainObject = {
    sub: user.sub,
    ...(named.length === 0 ? {} : { "cognito:groups": named }),
    iss: issuerOf(settings.region, settings.id),
    ...(client.canRevoke ? { origin_jti: origin } : {}),
    event_id: uuidFor(`${settings.id} event ${number}`),
    auth_time: secondsAt(signedInAt, context),
    iat,
  };
  const shown = Object.entries(user.attributes).filter(
    ([name]) => client.readable === null || client.readable.includes(name),
  );
  const id: PlainObject = {
    ...both,
    ...Object.fromEntries(
      shown.map(([name, value]) => [name, name.endsWith("_verified") ? value === "true" : value]),
    ),
    ...(preferred === null ? {} : { "cognito:preferred_role": preferred }),
    ...(roles.length === 0 ? {} : { "cognito:roles": roles }),
    "cognito:username": user.name,
    aud: client.id,
    token_use: "id",
    exp: iat + client.idToken / 1_000_000,
    jti: uuidFor(`${settings.id} id ${number}`),
  };
  const scopes = [signInScope, ...said.access.scopesToAdd].filter(
    (scope) => !said.access.scopesToSuppress.includes(scope),
  );
  const access: PlainObject = {
    ...both,
    client_id: client.id,
    token_use: "access",
    scope: [...new Set(scopes)].join(" "),
    exp: iat + client.access / 1_000_000,
    jti: uuidFor(`${settings.id} access ${number}`),
    username: user.name,
  };
  return { id: withClaims(id, said.id), access: withClaims(access, said.access) };
}

/** What a function says of claims. */
interface Claims {
  readonly add: PlainObject;
  readonly suppress: readonly string[];
}

interface Overrides {
  readonly id: Claims;
  readonly access: Claims & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  readonly groups: readonly string[] | null;
  readonly roles: readonly string[] | null;
  readonly preferredRole: string | null;
}

const claimsIn = (value: PlainObject): Claims => ({
  add: objectOf(value["claimsToAddOrOverride"]),
  suppress: textsOf(value["claimsToSuppress"]),
});

function overridesIn(response: PlainObject, version: UserPoolSettings["tokenVersion"]): Overrides {
  const isFirst = version === "1";
  const details = objectOf(
    response[isFirst ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails"],
  );
  const access = isFirst ? {} : objectOf(details["accessTokenGeneration"]);
  const group = details["groupOverrideDetails"];
  const listIn = (name: string): readonly string[] | null => {
    const listed = memberOf(group, name);
    return Array.isArray(listed) ? textsOf(listed) : null;
  };
  return {
    id: claimsIn(isFirst ? details : objectOf(details["idTokenGeneration"])),
    access: {
      ...claimsIn(access),
      scopesToAdd: textsOf(access["scopesToAdd"]),
      scopesToSuppress: textsOf(access["scopesToSuppress"]),
    },
    groups: listIn("groupsToOverride"),
    roles: listIn("iamRolesToOverride"),
    preferredRole: textOf(memberOf(group, "preferredRole")) ?? null,
  };
}

/** Claims that no function changes. */
const fixed: ReadonlySet<string> = new Set([
  ...["acr", "amr", "at_hash", "auth_time", "azp", "exp", "iat", "iss", "jti", "nbf", "nonce"],
  ...["origin_jti", "sub", "token_use", "aud", "client_id", "username", "scope", "version"],
  ...["event_id", "device_key", "identities", "cognito:username"],
]);

function withClaims(claims: PlainObject, { add, suppress }: Claims): PlainObject {
  const kept = Object.entries({ ...claims, ...withoutFixed(add) });
  return Object.fromEntries(kept.filter(([name]) => fixed.has(name) || !suppress.includes(name)));
}

const withoutFixed = (claims: PlainObject): PlainObject =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !fixed.has(name)));

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
