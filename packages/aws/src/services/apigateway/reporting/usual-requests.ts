import { bodiless, type HttpRequestSaid } from "../../../service/http.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { Authorization, RestApiSettings, RouteSettings, StageSettings } from "../config.ts";
import { unsignedToken } from "../../../gateway/claims.ts";
import { usualStage } from "../rest-api/routes.ts";

/** Methods that get a request each: more would fill a page. */
const most = 20;

/** A request to each method of an API that its authorizers let in, as far as that is known. */
export function usualRequests({ settings }: Seen): readonly UsualArrival[] {
  const api = settings as RestApiSettings; // Of this kind.
  const stage = usualStage(api);
  if (stage === undefined) return [];
  return stage.release.routes
    .filter(({ method }) => method !== "OPTIONS")
    .slice(0, most)
    .map((route) => requestTo(route, stage, api));
}

function requestTo(route: RouteSettings, stage: StageSettings, api: RestApiSettings): UsualArrival {
  const method = route.method === "ANY" ? "GET" : route.method;
  const path = route.path.replaceAll(/\{[^}]*\}/g, "1");
  const query = required(route, "querystring");
  const headers = {
    ...required(route, "header"),
    ...credentials(route.authorization),
    ...keyFor(route, stage, api),
  };
  const request: HttpRequestSaid = {
    method,
    path,
    ...(isEmpty(query) ? {} : { query }),
    ...(isEmpty(headers) ? {} : { headers }),
  };
  return bodiless.includes(method) ? { request } : { request, payload: { list: [{ id: "1" }] } };
}

const isEmpty = (said: object): boolean => Object.keys(said).length === 0;

/** Parameters without which a request is refused. */
const required = ({ required: names }: RouteSettings, place: string): Record<string, string> =>
  Object.fromEntries(
    names
      .filter((name) => name.startsWith(`method.request.${place}.`))
      .map((name) => [name.slice(`method.request.${place}.`.length), "1"]),
  );

function credentials(authorization: Authorization): Record<string, string> {
  switch (authorization.type) {
    case "NONE":
      return {};
    case "AWS_IAM":
      return { authorization: "AWS4-HMAC-SHA256" };
    case "COGNITO":
      return { [authorization.header]: tokenFor(authorization.scopes) };
    case "LAMBDA":
      return Object.fromEntries(
        authorization.sources
          .filter((source) => source.startsWith("method.request.header."))
          .map((source) => [source.slice("method.request.header.".length), "token"]),
      );
  }
}

/** A token of a user pool, without a signature. */
const tokenFor = (scopes: readonly string[]): string =>
  unsignedToken({ sub: "user", ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }) });

function keyFor(
  { needsKey }: RouteSettings,
  { name }: StageSettings,
  { keys }: RestApiSettings,
): Record<string, string> {
  const key = needsKey
    ? keys.find(({ isEnabled, plans }) => isEnabled && Object.hasOwn(plans, name))
    : undefined;
  return key === undefined ? {} : { "x-api-key": key.value };
}
