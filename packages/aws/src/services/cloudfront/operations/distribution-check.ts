import type { Plain } from "@orrery/kernel";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  againstEdge,
  authoringRegion,
  regionOf,
  roleAgainstEdge,
  versionIn,
} from "../cloudfront-to-lambda.ts";
import { cloudfrontLimits } from "../limits.ts";
import { functionKindName } from "../names.ts";
import { policyAt, type PolicyKind } from "./behavior-settings.ts";
import { functionRecordOf, itemsOf, textItems } from "./kept.ts";
import { invalidArgument } from "./refusals.ts";

/** Why a distribution cannot be configured so; `null`: it can. */
export function againstConfig(config: PlainObject, plane: ControlPlane): Refused | null {
  const origins = itemsOf(config["Origins"]).map(objectOf);
  const groups = itemsOf(config["OriginGroups"]).map(objectOf);
  const names = [...origins, ...groups].map(({ Id }) => textOf(Id) ?? "");
  if (origins.length === 0) {
    return invalidArgument("The parameter Origins needs at least one item.");
  }
  if (new Set(names).size < names.length) return invalidArgument("Origin ids are there once.");
  for (const origin of origins) {
    const refusal = againstOrigin(origin);
    if (refusal !== null) return refusal;
  }
  for (const group of groups) {
    const refusal = againstGroup(group, names);
    if (refusal !== null) return refusal;
  }
  const others = itemsOf(config["CacheBehaviors"]).map(objectOf);
  if (others.length > plane.quota("cloudfront.behaviorsPerDistribution")) {
    return refused(
      "TooManyCacheBehaviors",
      "You cannot create more cache behaviors for the distribution.",
    );
  }
  const behaviors = [...others, objectOf(config["DefaultCacheBehavior"])];
  for (const behavior of behaviors) {
    const refusal = againstBehavior(behavior, names, plane);
    if (refusal !== null) return refusal;
  }
  const functions = new Set(
    behaviors.flatMap((each) =>
      itemsOf(each["LambdaFunctionAssociations"]).map((one) => objectOf(one)["LambdaFunctionARN"]),
    ),
  );
  if (functions.size > plane.quota("cloudfront.edgeFunctionsPerDistribution")) {
    return refused(
      "TooManyDistributionsWithLambdaAssociations",
      "Processing your request would cause the maximum number of Lambda functions to be exceeded.",
    ); // Assumed: the words.
  }
  return null;
}

function againstOrigin(origin: PlainObject): Refused | null {
  const custom = objectOf(origin["CustomOriginConfig"]);
  const within = (
    value: Plain | undefined,
    { min, max }: { min: number; max: number },
  ): boolean => {
    const number = numberOf(value);
    return number === undefined || (number >= min && number <= max);
  };
  const { connectionAttempts, connectionTimeout, responseTimeout, keepAlive } = cloudfrontLimits;
  if (!within(origin["ConnectionAttempts"], connectionAttempts)) {
    return invalidArgument("The parameter ConnectionAttempts is not within 1 and 3.");
  }
  if (!within(origin["ConnectionTimeout"], connectionTimeout)) {
    return invalidArgument("The parameter ConnectionTimeout is not within 1 and 10.");
  }
  const read = numberOf(custom["OriginReadTimeout"]) ?? responseTimeout.default;
  if (!within(read, responseTimeout)) {
    return refused(
      "InvalidOriginReadTimeout",
      "The read timeout specified for the origin is not valid.",
    );
  }
  if (!within(custom["OriginKeepaliveTimeout"], keepAlive)) {
    return refused(
      "InvalidOriginKeepaliveTimeout",
      "The keep alive timeout specified for the origin is not valid.",
    );
  }
  const completion = numberOf(origin["ResponseCompletionTimeout"]) ?? 0;
  return completion !== 0 && completion < read
    ? invalidArgument("The parameter ResponseCompletionTimeout is less than the read timeout.")
    : null;
}

function againstGroup(group: PlainObject, names: readonly string[]): Refused | null {
  const members = itemsOf(group["Members"]).map((each) => textOf(objectOf(each)["OriginId"]) ?? "");
  const statuses = itemsOf(objectOf(group["FailoverCriteria"])["StatusCodes"]);
  if (members.length !== 2) return invalidArgument("An origin group has two members.");
  if (!members.every((id) => names.includes(id))) return noOrigin;
  const known: readonly Plain[] = cloudfrontLimits.failoverStatuses;
  return statuses.every((status) => known.includes(status))
    ? null
    : invalidArgument("A status code of the failover criteria is not valid.");
}

const noOrigin = refused("NoSuchOrigin", "No origin exists with the specified Origin Id.");

const policies: readonly (readonly [member: string, kind: PolicyKind, code: string])[] = [
  ["CachePolicyId", "cache-policy", "NoSuchCachePolicy"],
  ["OriginRequestPolicyId", "origin-request-policy", "NoSuchOriginRequestPolicy"],
  ["ResponseHeadersPolicyId", "response-headers-policy", "NoSuchResponseHeadersPolicy"],
];

function againstBehavior(
  behavior: PlainObject,
  names: readonly string[],
  plane: ControlPlane,
): Refused | null {
  if (!names.includes(textOf(behavior["TargetOriginId"]) ?? "")) return noOrigin;
  for (const [member, kind, code] of policies) {
    const id = textOf(behavior[member]) ?? "";
    if (id !== "" && policyAt(kind, id, plane) === undefined) {
      return refused(code, `The specified policy does not exist: ${id}`);
    }
  }
  if (behavior["CachePolicyId"] === undefined && behavior["ForwardedValues"] === undefined) {
    return invalidArgument("The parameter ForwardedValues is required.");
  }
  const ttl = (member: string): number | undefined => numberOf(behavior[member]);
  const min = ttl("MinTTL") ?? 0;
  const usual = ttl("DefaultTTL") ?? Math.max(min, cloudfrontLimits.defaultTtl);
  const max = ttl("MaxTTL") ?? Math.max(usual, cloudfrontLimits.maxTtl);
  if (behavior["CachePolicyId"] === undefined && (min < 0 || usual < min || max < usual)) {
    return refused("InvalidTTLOrder", "The TTL order specified is not valid.");
  }
  const methods = textItems(behavior["AllowedMethods"]);
  const cached = textItems(objectOf(behavior["AllowedMethods"])["CachedMethods"]);
  if (methods.length > 0 && !cached.every((method) => methods.includes(method))) {
    return invalidArgument("The parameter CachedMethods has methods that are not allowed.");
  }
  return againstFunctions(behavior, plane);
}

function againstFunctions(behavior: PlainObject, plane: ControlPlane): Refused | null {
  const lambdas = itemsOf(behavior["LambdaFunctionAssociations"]).map(objectOf);
  const functions = itemsOf(behavior["FunctionAssociations"]).map(objectOf);
  const invalidLambda = (message: string) => refused("InvalidLambdaFunctionAssociation", message);
  const invalidFunction = (message: string) => refused("InvalidFunctionAssociation", message);
  const events = [...lambdas, ...functions].map(({ EventType }) => textOf(EventType) ?? "");
  if (new Set(events).size < events.length) {
    return invalidLambda("An event type of a cache behavior has one function at most.");
  }
  const isViewers = (event: string): boolean => event.startsWith("viewer");
  const mixes =
    functions.length > 0 && lambdas.some(({ EventType }) => isViewers(textOf(EventType) ?? ""));
  if (mixes) {
    return invalidFunction(
      "The viewer events of a cache behavior have functions of one kind: of CloudFront or of Lambda.",
    );
  }
  for (const { FunctionARN, EventType } of functions) {
    if (!isViewers(textOf(EventType) ?? "")) {
      return invalidFunction("CloudFront Functions are asked at viewer events alone.");
    }
    const found = plane.findByArn(textOf(FunctionARN) ?? "");
    if (found?.kind !== functionKindName || functionRecordOf(found).live === null) {
      return invalidFunction("The function does not exist, or was not published.");
    }
  }
  for (const { LambdaFunctionARN, EventType } of lambdas) {
    const arn = textOf(LambdaFunctionARN) ?? "";
    if (versionIn(arn) === undefined) {
      return invalidLambda(
        `The function ARN must reference a specific function version. (The ARN must end with the version number.) ARN: ${arn}`,
      );
    }
    if (regionOf(arn) !== authoringRegion) {
      return invalidLambda(`The function must be in the Region us-east-1. ARN: ${arn}`);
    }
    if (plane.target(arn) === null || plane.findByArn(arn) === undefined) {
      return invalidLambda(`The function cannot be found. ARN: ${arn}`);
    }
    const why = againstEdge(arn, isViewers(textOf(EventType) ?? ""), plane);
    if (why !== null) return invalidLambda(`The function cannot have ${why}. Function: ${arn}`);
    const role = roleAgainstEdge(arn, plane);
    if (role !== null) {
      return invalidLambda(
        `The function execution role must be assumable with edgelambda.amazonaws.com as well as lambda.amazonaws.com principals. Update the IAM role and try again. Role: ${role}`,
      );
    }
  }
  return null;
}
