import { unsignedToken } from "../../../gateway/claims.ts";
import { bodiless, type HttpRequestSaid } from "../../../service/http.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { Authorization, HttpApiSettings, JwtAuthorizer } from "../config.ts";

/** Routes that get a request each: more would fill a page. */
const most = 20;

/** A request to each route of the stage made first that its authorizers let in, as far as that is known. */
export function usualRequests({ settings }: Seen): readonly UsualArrival[] {
  const { stages } = settings as HttpApiSettings; // Of this kind.
  const stage = stages.find(({ name }) => name === "$default") ?? stages[0];
  if (stage === undefined) return [];
  const before = stage.name === "$default" ? "" : `/${stage.name}`;
  return stage.routes
    .filter(({ method }) => method !== "OPTIONS")
    .slice(0, most)
    .map(({ method: said, path, authorization }): UsualArrival => {
      const method = said === "ANY" ? "GET" : said;
      const request: HttpRequestSaid = {
        method,
        path: `${before}${(path ?? "/").replaceAll(/\{[^}]*\}/g, "1")}`,
        ...credentials(authorization),
      };
      return bodiless.includes(method)
        ? { request }
        : { request, payload: { list: [{ id: "1" }] } };
    });
}

/** What an authorizer wants to see. */
function credentials(authorization: Authorization): Pick<HttpRequestSaid, "headers" | "query"> {
  switch (authorization.type) {
    case "NONE":
      return {};
    case "AWS_IAM":
      return { headers: { authorization: "AWS4-HMAC-SHA256" } };
    case "JWT":
      return at([authorization.source], tokenFor(authorization));
    case "LAMBDA":
      return at(authorization.sources, "token");
  }
}

/** Puts a value where sources such as `$request.header.Authorization` look for it. */
function at(sources: readonly string[], value: string): Pick<HttpRequestSaid, "headers" | "query"> {
  const named = (place: string) =>
    sources
      .filter((source) => source.startsWith(`$request.${place}.`))
      .map((source) => [source.slice(`$request.${place}.`.length), value] as const);
  const [headers, query] = [named("header"), named("querystring")];
  return {
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(query.length === 0 ? {} : { query: Object.fromEntries(query) }),
  };
}

/** A second of the year 2100, when tokens of drafts expire. */
const farAway = 4_102_444_800;

/** A token that an authorizer takes, without a signature. */
const tokenFor = ({ issuer, audience, scopes }: JwtAuthorizer): string =>
  unsignedToken({
    ...{ sub: "user", iss: issuer, exp: farAway },
    ...(audience.length === 0 ? {} : { aud: audience[0]! }),
    ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
  });
