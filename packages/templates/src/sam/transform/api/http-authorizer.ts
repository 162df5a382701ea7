import { expectList, expectMap, expectText, ofResource } from "../expectations.ts";
import { isFunction, sub } from "../intrinsics.ts";
import {
  isGiven,
  isMap,
  isText,
  mapOf,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { swaggerOf, iamAuthorizer } from "./authorizer.ts";

/** An authorizer of an HTTP API. */
export interface HttpAuthorizer {
  readonly name: string;
  readonly config: JsonMap;
  readonly kind: "AWS_IAM" | "JWT" | "REQUEST";
}

/** The authorizers that an API has, checked. */
export function httpAuthorizersOf(id: string, given: Maybe, hasIam: boolean): HttpAuthorizer[] {
  const found: HttpAuthorizer[] = hasIam ? [{ name: "AWS_IAM", config: {}, kind: "AWS_IAM" }] : [];
  if (!isGiven(given)) return found;
  const all = expectMap(given, "Auth.Authorizers", ofResource(id));
  for (const [name, value] of Object.entries(all)) {
    const config = expectMap(value, `Auth.Authorizers.${name}`, ofResource(id));
    if (isGiven(memberOf(config, "OpenIdConnectUrl"))) {
      throw resourceProblem(
        id,
        `'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'. Please refer to the AWS SAM documentation.`,
      );
    }
    found.push(checked(id, name, config));
  }
  return found;
}

const lambdaMembers = [
  ...["AuthorizerPayloadFormatVersion", "EnableSimpleResponses", "FunctionInvokeRole", "Identity"],
];

function checked(id: string, name: string, config: JsonMap): HttpAuthorizer {
  const given = (member: string) => {
    const value = memberOf(config, member);
    return value !== undefined && value !== null;
  };
  const kind = given("JwtConfiguration") ? "JWT" : "REQUEST";
  const complain = (reason: string) => resourceProblem(id, reason);
  if (given("EnableFunctionDefaultPermissions")) {
    if (kind !== "REQUEST") {
      throw complain("EnableFunctionDefaultPermissions is only supported for Lambda Authorizer.");
    }
    if (typeof memberOf(config, "EnableFunctionDefaultPermissions") !== "boolean") {
      throw complain(
        `Property 'Authorizers.${name}.EnableFunctionDefaultPermissions' should be a boolean.`,
      );
    }
  }
  if (given("AuthorizationScopes")) {
    if (!Array.isArray(memberOf(config, "AuthorizationScopes"))) {
      throw complain("AuthorizationScopes must be a list.");
    }
    if (kind !== "JWT") {
      throw complain("AuthorizationScopes must be defined only for OAuth2 Authorizer.");
    }
  }
  if (given("JwtConfiguration") && !given("IdentitySource") && kind !== "JWT") {
    throw complain(`${name} OAuth2 Authorizer must define 'IdentitySource'.`);
  }
  if (kind === "JWT") {
    for (const member of lambdaMembers) {
      if (given(member)) throw complain(`${member} must be defined only for Lambda Authorizer.`);
    }
    if (!given("IdentitySource")) {
      throw complain(`${name} OAuth2 Authorizer must define 'IdentitySource'.`);
    }
    expectMap(
      memberOf(config, "JwtConfiguration"),
      `Auth.Authorizers.${name}.JwtConfiguration`,
      ofResource(id),
    );
    return { name, config, kind };
  }
  if (given("IdentitySource")) {
    throw complain("IdentitySource must be defined only for OAuth2 Authorizer.");
  }
  if (!given("FunctionArn")) throw complain(`${name} Lambda Authorizer must define 'FunctionArn'.`);
  if (!given("AuthorizerPayloadFormatVersion")) {
    throw complain(`${name} Lambda Authorizer must define 'AuthorizerPayloadFormatVersion'.`);
  }
  if (given("Identity")) checkIdentity(id, name, memberOf(config, "Identity"));
  return { name, config, kind };
}

function checkIdentity(id: string, name: string, identity: Maybe): void {
  const own = expectMap(identity, `Auth.Authorizers.${name}.Identity`, ofResource(id));
  for (const source of Object.keys(sources)) {
    const values = memberOf(own, source);
    if (values === undefined || values === null) continue;
    const path = `Authorizers.${name}.Identity.${source}`;
    expectList(values, path, ofResource(id)).forEach((each, index) =>
      expectText(each, `${path}[${index}]`, ofResource(id)),
    );
  }
}

const sources: Readonly<Record<string, string>> = {
  Headers: "$request.header.",
  QueryStrings: "$request.querystring.",
  StageVariables: "$stageVariables.",
  Context: "$context.",
};

const authorizerKey = "x-amazon-apigateway-authorizer";

/** An authorizer in the definition of an API. */
export function httpSwaggerOf(id: string, authorizer: HttpAuthorizer, partition: string): JsonMap {
  const { kind, config } = authorizer;
  if (kind === "AWS_IAM") return swaggerOf(id, iamAuthorizer, partition);
  if (kind === "JWT") {
    const source = memberOf(config, "IdentitySource");
    return {
      type: "oauth2",
      [authorizerKey]: mapOf({
        jwtConfiguration: lowerKeys(memberOf(config, "JwtConfiguration")),
        identitySource: isGiven(source) ? source : undefined,
        type: "jwt",
      }),
    };
  }
  const identity = memberOf(config, "Identity");
  const parts = Object.entries(sources).flatMap(([source, prefix]) => {
    const values = memberOf(identity, source);
    return Array.isArray(values) ? values.filter(isText).map((each) => prefix + each) : [];
  });
  const role = memberOf(config, "FunctionInvokeRole");
  const simple = memberOf(config, "EnableSimpleResponses");
  const seconds = memberOf(identity, "ReauthorizeEvery");
  return {
    type: "apiKey",
    name: "Unused",
    in: "header",
    [authorizerKey]: mapOf({
      type: "request",
      authorizerUri: sub(
        `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`,
        { __FunctionArn__: memberOf(config, "FunctionArn") ?? null },
      ),
      authorizerCredentials: isGiven(role) ? role : undefined,
      authorizerResultTtlInSeconds: isGiven(seconds) || seconds === 0 ? seconds : undefined,
      authorizerPayloadFormatVersion: memberOf(config, "AuthorizerPayloadFormatVersion"),
      identitySource: parts.length === 0 ? undefined : parts,
      enableSimpleResponses: isGiven(simple) ? simple : undefined,
    }),
  };
}

/** The keys of a JWT configuration may be written as in CloudFormation. */
function lowerKeys(config: Maybe): Json | undefined {
  if (!isMap(config) || isFunction(config)) return config;
  const made: JsonMap = {};
  for (const [key, value] of Object.entries<Json>(config))
    setMember(made, key.toLowerCase(), value);
  return made;
}
