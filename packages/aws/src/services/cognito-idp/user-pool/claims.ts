import type { Instant } from "@orrery/kernel";
import { memberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { ClientSettings, GroupSettings, UserPoolSettings } from "../config.ts";
import type { PoolContext } from "./declarations.ts";
import type { User } from "./state.ts";
import { uuidFor } from "./users.ts";

/** Who gives out the tokens of a pool. */
const issuerOf = (region: string, poolId: string): string =>
  `https://cognito-idp.${region}.amazonaws.com/${poolId}`;

/** The scope of all access tokens. */
export const signInScope = "aws.cognito.signin.user.admin";

/** Seconds since 1970. */
export const secondsAt = (at: Instant, { settings }: PoolContext): number =>
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
export function preferredRole(groups: readonly GroupSettings[]): string | null {
  const withRoles = groups.filter(({ role }) => role !== null);
  const [first, second] = withRoles;
  if (first === undefined) return null;
  const isAlone = second === undefined || second.precedence !== first.precedence;
  return isAlone || second.role === first.role ? first.role : null;
}

/** What the tokens of a user say, with what a function has made of that. */
export function claimsOf(
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
