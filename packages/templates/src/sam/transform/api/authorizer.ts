import { expectList, expectMap, expectText, ofResource } from "../expectations.ts";
import { sub } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  mapOf,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { printed } from "../python-text.ts";

/** An authorizer of a REST API. */
export interface Authorizer {
  readonly name: string;
  readonly config: JsonMap;
  readonly kind: "AWS_IAM" | "COGNITO_USER_POOLS" | "LAMBDA";
}

export const iamAuthorizer: Authorizer = { name: "AWS_IAM", config: {}, kind: "AWS_IAM" };

/** The authorizers that an API has, checked. */
export function authorizersOf(id: string, config: Maybe, defaultName: Maybe): Authorizer[] {
  const found: Authorizer[] = defaultName === "AWS_IAM" ? [iamAuthorizer] : [];
  if (!isGiven(config)) return found;
  const all = expectMap(config, "Auth.Authorizers", ofResource(id));
  for (const [name, value] of Object.entries(all)) {
    const own = expectMap(value, `Auth.Authorizers.${name}`, ofResource(id));
    found.push(checkedAuthorizer(id, name, own));
  }
  return found;
}

function checkedAuthorizer(id: string, name: string, config: JsonMap): Authorizer {
  const payload = memberOf(config, "FunctionPayloadType");
  const identity = memberOf(config, "Identity");
  if (payload !== undefined && payload !== null && payload !== "TOKEN" && payload !== "REQUEST") {
    throw resourceProblem(
      id,
      `${name} Authorizer has invalid 'FunctionPayloadType': ${printed(payload)}.`,
    );
  }
  if (payload === "REQUEST" && hasNoSource(id, name, identity)) {
    throw resourceProblem(
      id,
      `${name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.`,
    );
  }
  const scopes = memberOf(config, "AuthorizationScopes");
  if (scopes !== undefined && scopes !== null) {
    expectList(scopes, `Authorizers.${name}.AuthorizationScopes`, ofResource(id));
  }
  const noPermissions = memberOf(config, "DisableFunctionDefaultPermissions");
  if (noPermissions !== undefined && noPermissions !== null && typeof noPermissions !== "boolean") {
    throw resourceProblem(
      id,
      `Property 'Authorizers.${name}.DisableFunctionDefaultPermissions' should be a boolean.`,
    );
  }
  const kind = isGiven(memberOf(config, "UserPoolArn")) ? "COGNITO_USER_POOLS" : "LAMBDA";
  return { name, config, kind };
}

const sources = ["Headers", "QueryStrings", "StageVariables", "Context"];

function hasNoSource(id: string, name: string, identity: Maybe): boolean {
  if (!isGiven(identity)) return true;
  const own = expectMap(identity, `Auth.Authorizers.${name}.Identity`, ofResource(id));
  if (sources.some((source) => isGiven(memberOf(own, source)))) return false;
  const seconds = memberOf(own, "ReauthorizeEvery");
  // An answer that is never kept needs nothing by which to find it again.
  return seconds === undefined || seconds === null || isMap(seconds) || Number(seconds) !== 0;
}

/** An authorizer in the definition of an API. */
export function swaggerOf(id: string, authorizer: Authorizer, partition: string): JsonMap {
  const { kind, config, name } = authorizer;
  const identity = memberOf(config, "Identity");
  const payload = memberOf(config, "FunctionPayloadType");
  const isRequest = kind === "LAMBDA" && payload === "REQUEST";
  const header = memberOf(identity, "Header");
  const swagger: JsonMap = {
    type: "apiKey",
    name: isRequest ? "Unused" : isGiven(header) ? header : "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype":
      kind === "AWS_IAM"
        ? "awsSigv4"
        : kind === "COGNITO_USER_POOLS"
          ? "cognito_user_pools"
          : "custom",
  };
  if (kind === "AWS_IAM") return swagger;
  swagger["x-amazon-apigateway-authorizer"] =
    kind === "COGNITO_USER_POOLS"
      ? cognitoPart(config)
      : lambdaPart(id, name, config, isRequest, partition);
  return swagger;
}

function cognitoPart(config: JsonMap): JsonMap {
  const pools = memberOf(config, "UserPoolArn") ?? null;
  const expression = memberOf(memberOf(config, "Identity"), "ValidationExpression");
  return mapOf({
    type: "cognito_user_pools",
    providerARNs: isList(pools) ? pools : [pools],
    identityValidationExpression: isGiven(expression) ? expression : undefined,
  });
}

function lambdaPart(
  id: string,
  name: string,
  config: JsonMap,
  isRequest: boolean,
  partition: string,
): JsonMap {
  const identity = memberOf(config, "Identity");
  const role = memberOf(config, "FunctionInvokeRole");
  const expression = memberOf(identity, "ValidationExpression");
  const functionArn = memberOf(config, "FunctionArn") ?? null;
  return mapOf({
    type: isRequest ? "request" : "token",
    authorizerUri: sub(
      `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`,
      { __FunctionArn__: functionArn },
    ),
    authorizerResultTtlInSeconds: memberOf(identity, "ReauthorizeEvery"),
    authorizerCredentials: isGiven(role) && role !== "NONE" ? role : undefined,
    identitySource: isRequest ? identitySource(id, name, identity) : undefined,
    identityValidationExpression: !isRequest && isGiven(expression) ? expression : undefined,
  });
}

const sourcePrefixes: Readonly<Record<string, string>> = {
  Headers: "method.request.header.",
  QueryStrings: "method.request.querystring.",
  StageVariables: "stageVariables.",
  Context: "context.",
};

function identitySource(id: string, authorizer: string, identity: Maybe): string | undefined {
  const parts = Object.entries(sourcePrefixes).flatMap(([source, prefix]) => {
    const given = memberOf(identity, source);
    if (!isGiven(given)) return [];
    const path = `Authorizers.${authorizer}.Identity.${source}`;
    return expectList(given, path, ofResource(id)).map(
      (each, index) => prefix + expectText(each, `${path}[${index}]`, ofResource(id)),
    );
  });
  return parts.length === 0 ? undefined : parts.join(", ");
}

export const functionArnOf = ({ config }: Authorizer): Json | undefined => {
  const arn = memberOf(config, "FunctionArn");
  return isGiven(arn) ? arn : undefined;
};
