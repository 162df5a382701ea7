import { isGiven, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { iamAuthorizer, swaggerOf } from "./authorizer.ts";
import { integrated, integratedMethods, pathsOf, securityOf } from "./paths.ts";
import { securityDefinitions } from "./swagger.ts";
import { printed } from "../python-text.ts";

const has = (security: JsonMap, names: readonly string[]): boolean =>
  Object.keys(security).some((name) => names.includes(name));

/** Makes callers known to IAM one of the ways in. */
function addIamDefinition(document: JsonMap): void {
  const definitions = securityDefinitions(document);
  if (!Object.hasOwn(definitions, "AWS_IAM"))
    definitions.AWS_IAM = swaggerOf("", iamAuthorizer, "");
}

/** Makes API keys one of the ways in. */
export function addApiKeyDefinition(document: JsonMap): void {
  const definitions = securityDefinitions(document);
  if (Object.hasOwn(definitions, "api_key")) return;
  definitions.api_key = { type: "apiKey", name: "x-api-key", in: "header" };
}

/** Gives every method without an authorizer of its own the default one. */
export function setDefaultAuthorizer(
  document: JsonMap,
  name: string,
  names: readonly string[],
  apiAuthorizers: Maybe,
  toPreflight: boolean,
): void {
  const known = ["AWS_IAM", ...names];
  for (const path of Object.keys(pathsOf(document))) {
    for (const [method, definition] of integratedMethods(document, path)) {
      if (method === "options" && !toPreflight) continue;
      const all = securityOf(definition, path, method);
      const others = all.filter((each) => !has(each, known));
      const own = all.filter((each) => has(each, known));
      const none = others.findIndex((each) => has(each, ["NONE"]));
      let chosen = own;
      if (none >= 0) {
        others.splice(none, 1);
        chosen = [];
      } else if (own.length === 0) {
        chosen = [{ [name]: scopesOf(apiAuthorizers, name) }];
      }
      const security = [...others, ...chosen];
      if (security.length === 0) continue;
      definition.security = security;
      if (security[0] !== undefined && has(security[0], ["AWS_IAM"])) addIamDefinition(document);
    }
  }
}

const scopesOf = (authorizers: Maybe, name: string): Json =>
  memberOf(memberOf(authorizers, name), "AuthorizationScopes") ?? [];

/** Makes every method ask for an API key, but those that say that they do not. */
export function setDefaultApiKey(document: JsonMap, toPreflight: boolean): void {
  const names = ["api_key", "api_key_false"];
  for (const path of Object.keys(pathsOf(document))) {
    for (const [method, definition] of integratedMethods(document, path)) {
      if (method === "options" && !toPreflight) continue;
      const all = securityOf(definition, path, method);
      const others = all.filter((each) => !has(each, names));
      const own = all.filter((each) => has(each, names));
      const isOff = own.some((each) => has(each, ["api_key_false"]));
      const security = isOff ? others : [...others, { api_key: [] }];
      definition.security = security;
    }
  }
}

/** The security of one method, as its event has it. */
export function setMethodSecurity(
  document: JsonMap,
  path: string,
  method: string,
  auth: JsonMap,
  apiAuth: Maybe,
): void {
  const authorizer = memberOf(auth, "Authorizer");
  const authorizers = memberOf(apiAuth, "Authorizers");
  const apiKey = memberOf(auth, "ApiKeyRequired");
  for (const definition of integrated(document, path, method)) {
    if (isGiven(authorizer)) {
      const name = printed(authorizer);
      const scopes = methodScopes(authorizers, name, memberOf(auth, "AuthorizationScopes"));
      const security = [...securityOf(definition, path, method), { [name]: scopes }];
      definition.security = security;
      if (security[0] !== undefined && has(security[0], ["AWS_IAM"])) addIamDefinition(document);
    }
    if (apiKey === undefined || apiKey === null) continue;
    const isOn = isGiven(apiKey);
    if (isOn) addApiKeyDefinition(document);
    definition.security = [
      ...securityOf(definition, path, method),
      { [isOn ? "api_key" : "api_key_false"]: [] },
    ];
  }
}

function methodScopes(authorizers: Maybe, name: string, given: Maybe): Json {
  if (name === "NONE" || !isGiven(authorizers)) return [];
  const authorizer = memberOf(authorizers, name);
  if (authorizer === undefined || authorizer === null) return [];
  return given ?? memberOf(authorizer, "AuthorizationScopes") ?? [];
}
