import { objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { Authentication } from "../config.ts";

/** The actions of a rule that say who a caller is, by the part that configures each. */
export const authenticating: Readonly<Record<string, string>> = {
  "authenticate-oidc": "AuthenticateOidcConfig",
  "authenticate-cognito": "AuthenticateCognitoConfig",
  "jwt-validation": "JwtValidationConfig",
};

/** How the actions of a rule have callers say who they are; `null`: they do not. */
export function authenticationIn(
  actions: readonly PlainObject[],
  plane: Pick<ControlPlane, "region">,
): Authentication | null {
  const action = actions.find(({ Type }) => authenticating[Type as string] !== undefined);
  if (action === undefined) return null;
  if (action["Type"] === "jwt-validation") return { type: "token" };
  const config = objectOf(action[authenticating[action["Type"] as string]!]);
  const on = textOf(config["OnUnauthenticatedRequest"]) ?? "authenticate";
  return {
    type: "session",
    cookie: textOf(config["SessionCookieName"]) ?? "AWSELBAuthSessionCookie",
    onUnauthenticated: on === "deny" || on === "allow" ? on : "authenticate",
    signInAt: signInAt(config, plane.region),
  };
}

function signInAt(config: PlainObject, region: string): string {
  const pairs = Object.entries({
    client_id: textOf(config["ClientId"]) ?? textOf(config["UserPoolClientId"]) ?? "",
    response_type: "code",
    scope: textOf(config["Scope"]) ?? "openid",
    ...objectOf(config["AuthenticationRequestExtraParams"]),
  });
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const endpoint =
    textOf(config["AuthorizationEndpoint"]) ??
    endpointOfDomain(textOf(config["UserPoolDomain"]) ?? "", region);
  return `${endpoint}${endpoint.includes("?") ? "&" : "?"}${query.join("&")}`;
}

/** The authorization endpoint of a user pool's domain: its prefix, or the whole name of a custom one. */
const endpointOfDomain = (domain: string, region: string): string =>
  `https://${domain.includes(".") ? domain : `${domain}.auth.${region}.amazoncognito.com`}/oauth2/authorize`;
