import {
  isGiven,
  isList,
  isMap,
  mapOf,
  memberOf,
  pick,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { printed } from "../python-text.ts";

/** By type of authentication: the member that configures it, here and in CloudFormation. */
const configurations: Readonly<Record<string, readonly [own: string, made: string]>> = {
  AWS_LAMBDA: ["LambdaAuthorizer", "LambdaAuthorizerConfig"],
  OPENID_CONNECT: ["OpenIDConnect", "OpenIDConnectConfig"],
  AMAZON_COGNITO_USER_POOLS: ["UserPool", "UserPoolConfig"],
};

/** How callers of an API are known. */
export interface Authentication {
  readonly properties: Readonly<Record<string, Maybe>>;
  /** The functions that decide about callers. */
  readonly authorizers: readonly Json[];
}

export function authenticationOf(id: string, auth: JsonMap): Authentication {
  const additional = memberOf(auth, "Additional");
  const others = isList(additional) ? additional.filter(isMap) : [];
  const providers = others.map((each) => providerOf(id, each, true));
  return {
    properties: {
      ...providerOf(id, auth, false),
      AdditionalAuthenticationProviders: providers.length === 0 ? undefined : providers,
    },
    authorizers: [auth, ...others].flatMap((each) => {
      const arn = memberOf(memberOf(each, "LambdaAuthorizer"), "AuthorizerUri");
      return isGiven(arn) ? [arn] : [];
    }),
  };
}

function providerOf(id: string, auth: JsonMap, isAdditional: boolean): JsonMap {
  const given = Object.values(configurations).filter(([own]) => isGiven(memberOf(auth, own)));
  if (given.length > 1) {
    throw resourceProblem(id, "'Auth' has more than one authentication configuration defined.");
  }
  const type = printed(memberOf(auth, "Type"));
  const provider: JsonMap = { AuthenticationType: type };
  const [own, made] = configurations[type] ?? [];
  if (own === undefined || made === undefined) return provider;
  const config = memberOf(auth, own);
  if (!isMap(config) || !isGiven(config)) {
    throw resourceProblem(id, `'${own}' must be defined if type is '${type}'.`);
  }
  // What happens to callers who are not of the pool is for the first way of knowing them alone.
  const kept = pick(config, (key) => !(isAdditional && key === "DefaultAction"));
  const action = own === "UserPool" && !isAdditional ? (kept.DefaultAction ?? "ALLOW") : undefined;
  return mapOf({ ...provider, [made]: mapOf({ ...kept, DefaultAction: action }) });
}
