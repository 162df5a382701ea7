import { isList, isMap, isText, memberOf, isGiven, type JsonMap, type Maybe } from "../json.ts";
import { eventProblem, type SamProblem } from "../problems.ts";
import { printed } from "../python-text.ts";

/** Where the authorizer of an event is to be set. */
export interface AuthorizerPlace {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Whether IAM may be the authorizer without being among those of the API. */
  readonly hasIam: boolean;
}

/** @throws SamProblem where an event's authorizer is none that its API has */
export function checkAuthorizer(place: AuthorizerPlace, authorizer: Maybe, apiAuth: Maybe): void {
  const { method, path } = place;
  const named = printed(authorizer);
  const authorizers = memberOf(apiAuth, "Authorizers");
  const on = `on API method [${method}] for path [${path}]`;
  const complain = (reason: string): SamProblem => eventProblem(place.name, reason);
  if (authorizer === "AWS_IAM" && place.hasIam) return;
  if (authorizer === "NONE") {
    if (isGiven(memberOf(apiAuth, "DefaultAuthorizer"))) return;
    throw complain(
      `Unable to set Authorizer ${on} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
    );
  }
  if (!isGiven(authorizers)) {
    throw complain(
      `Unable to set Authorizer [${named}] ${on} because the related API does not define any Authorizers.`,
    );
  }
  if (!isText(authorizer) || !isMap(authorizers)) {
    throw complain(
      `Unable to set Authorizer [${named}] ${on}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
    );
  }
  if (!isGiven(memberOf(authorizers, authorizer))) {
    throw complain(
      `Unable to set Authorizer [${named}] ${on} because it wasn't defined in the API's Authorizers.`,
    );
  }
}

/** @throws SamProblem for scopes that are no list */
export function checkScopes(place: AuthorizerPlace, auth: JsonMap): void {
  const scopes = memberOf(auth, "AuthorizationScopes");
  if (!isGiven(scopes) || isList(scopes)) return;
  throw eventProblem(
    place.name,
    `Unable to set Authorizer on API method [${place.method}] for path [${place.path}] because 'AuthorizationScopes' must be a list of strings.`,
  );
}
