import { milliseconds, type Distribution } from "@orrery/kernel";
import { memberOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { Caller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  accountLimits,
  usualBehavior,
  type FunctionTarget,
  type Targets,
  type TokenLimit,
  type WrongTarget,
} from "../apigatewayv2-to-apigateway.ts";
import type { Authorization, KeySource } from "../config.ts";
import { httpApiLimits } from "../limits.ts";
import type { ApiParts, ApiRecord } from "./kept.ts";

/** What is deployed to a stage; nothing where its deployment is gone. */
export const deployedTo = (stage: PlainObject, { deployments }: ApiRecord): ApiParts | undefined =>
  deployments.find(({ shown }) => shown["DeploymentId"] === stage["DeploymentId"])?.parts;

/** How much a route of a stage takes; `null`: as much as the account. */
export function limitOf(
  route: PlainObject,
  stage: PlainObject,
  apiId: string,
  plane: ControlPlane,
): TokenLimit | null {
  const key = textOf(route["RouteKey"])!; // Every route has one.
  const said = {
    ...objectOf(stage["DefaultRouteSettings"]),
    ...objectOf(memberOf(stage["RouteSettings"], key)),
  };
  const rate = numberOf(said["ThrottlingRateLimit"]);
  const burst = numberOf(said["ThrottlingBurstLimit"]);
  if (rate === undefined && burst === undefined) return null;
  const account = accountLimits(plane);
  return {
    key: `${apiId}/${textOf(stage["StageName"]) ?? ""}/${key}`,
    rate: rate ?? account.rate,
    burst: burst ?? account.burst,
  };
}

/** The integration that a route leads to; `undefined`: it leads to none. */
export function integrationIn(
  { Target }: PlainObject,
  { integrations }: ApiParts,
): PlainObject | undefined {
  const id = textOf(Target)?.replace(/^integrations\//, "");
  return id === undefined ? undefined : integrations.find((each) => each["IntegrationId"] === id);
}

/** Where the URI of an integration leads: to a function by its ARN or its path, to a VPC, or outside; and who asks there. */
export function targetOf(
  integration: PlainObject,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
  caller: Caller,
): ReturnType<Targets["at"]> {
  const uri = textOf(integration["IntegrationUri"]) ?? "";
  if (integration["ConnectionType"] === "VPC_LINK") return targets.endpoint(uri);
  if (/^arn:[^:]+:lambda:/.test(uri)) return targets.fn(uri, caller);
  return targets.at(uri, variables, caller);
}

/** Who may call a route. */
export function authorizationOf(
  route: PlainObject,
  { authorizers }: ApiParts,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): Authorization {
  const type = route["AuthorizationType"];
  if (type === "AWS_IAM") return { type };
  const authorizer = authorizers.find((each) => each["AuthorizerId"] === route["AuthorizerId"]);
  if (authorizer === undefined || (type !== "JWT" && type !== "CUSTOM")) return { type: "NONE" };
  const sources = textsOf(authorizer["IdentitySource"]);
  const configuration = authorizer["JwtConfiguration"];
  if (type === "JWT") {
    const issuer = textOf(memberOf(configuration, "Issuer")) ?? "";
    return {
      type,
      source: sources[0] ?? "$request.header.Authorization",
      issuer,
      keys: keysOf(issuer, targets),
      audience: textsOf(memberOf(configuration, "Audience")),
      scopes: textsOf(route["AuthorizationScopes"]),
    };
  }
  const id = textOf(authorizer["AuthorizerId"])!; // Every authorizer has one.
  const caller = targets.callerFor(
    `authorizers/${id}`,
    textOf(authorizer["AuthorizerCredentialsArn"]),
  );
  const target = targets.at(textOf(authorizer["AuthorizerUri"]) ?? "", variables, caller);
  return {
    type: "LAMBDA",
    id,
    sources,
    ttl: milliseconds((numberOf(authorizer["AuthorizerResultTtlInSeconds"]) ?? 0) * 1_000),
    format: authorizer["AuthorizerPayloadFormatVersion"] === "2.0" ? "2.0" : "1.0",
    isSimple: authorizer["EnableSimpleResponses"] === true,
    target: functionOnly(target),
  };
}

/** Where the keys of an issuer are, as a scenario says; `null`: it says nothing. */
function keysOf(issuer: string, targets: Targets): KeySource | null {
  const { issuerLatency, issuerUnreachable, issuerKeys } = targets.said ?? {};
  if (issuerLatency === undefined && issuerUnreachable === undefined && issuerKeys === undefined) {
    return null;
  }
  const behavior = {
    ...usualBehavior,
    latency: (issuerLatency ?? usualBehavior.latency) as Distribution, // As its extra reads it.
    unreachable: numberOf(issuerUnreachable) ?? usualBehavior.unreachable,
  };
  return {
    target: targets.endpoint(issuer, behavior),
    isTooLarge: (numberOf(issuerKeys) ?? 0) > httpApiLimits.issuerKeys,
  };
}

const functionOnly = (target: ReturnType<Targets["at"]>): FunctionTarget | WrongTarget =>
  target.type === "function" || target.type === "wrong"
    ? target
    : { type: "wrong", why: "It names no function" };
