import type { Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";

// Templates write lists where the API has numbers of items beside them, and some members under other names.

/** Members that are numbers, which templates may write as texts. */
const numbers = new Set([
  "Quantity",
  "HTTPPort",
  "HTTPSPort",
  "OriginReadTimeout",
  "OriginKeepaliveTimeout",
  "ResponseCompletionTimeout",
  "ConnectionAttempts",
  "ConnectionTimeout",
  "ErrorCode",
  "ErrorCachingMinTTL",
  "MinTTL",
  "DefaultTTL",
  "MaxTTL",
  "AccessControlMaxAgeSec",
]);
/** Members that are true or false. */
const truths = new Set([
  "Enabled",
  "Compress",
  "IncludeBody",
  "QueryString",
  "SmoothStreaming",
  "EnableAcceptEncodingGzip",
  "EnableAcceptEncodingBrotli",
  "Override",
  "OriginOverride",
  "AccessControlAllowCredentials",
  "Protection",
  "ModeBlock",
  "IncludeSubdomains",
  "Preload",
]);

const listed = (items: readonly Plain[]): PlainObject => ({
  Quantity: items.length,
  Items: [...items],
});

/** A value of a template as the API has it. */
function apiForm(said: Plain, name = ""): Plain {
  if (Array.isArray(said)) {
    const items = (said as readonly Plain[]).map((each) => apiForm(each));
    return name === "Items" ? items : listed(items);
  }
  if (isObject(said)) {
    return Object.fromEntries(
      Object.entries(said).map(([member, value]) => [member, apiForm(value, member)]),
    );
  }
  if (typeof said === "string" && numbers.has(name) && said !== "") return Number(said);
  if (typeof said === "string" && truths.has(name)) return said === "true";
  return said;
}

/** A configuration of a template as the API has it. */
export const apiConfigOf = (said: Plain | undefined): PlainObject =>
  objectOf(apiForm(objectOf(said)));

const only = (said: PlainObject, ...names: readonly string[]): PlainObject =>
  Object.fromEntries(
    names.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])),
  );

/** The configuration of a distribution, as the API has it. */
export function distributionConfigOf(said: PlainObject, reference: string): PlainObject {
  const config = apiConfigOf(said);
  const origins = itemsIn(config["Origins"]).map((each) => originOf(objectOf(each)));
  const behaviors = itemsIn(config["CacheBehaviors"]).map((each) => behaviorOf(objectOf(each)));
  const errors = itemsIn(config["CustomErrorResponses"]).map((each) => errorOf(objectOf(each)));
  const groups = itemsIn(config["OriginGroups"]).map((each) => groupOf(objectOf(each)));
  const geography = objectOf(objectOf(config["Restrictions"])["GeoRestriction"]);
  return {
    CallerReference: reference,
    Comment: textOf(config["Comment"]) ?? "",
    Enabled: config["Enabled"] !== false,
    ...only(
      config,
      "DefaultRootObject",
      "WebACLId",
      "PriceClass",
      "Staging",
      "ContinuousDeploymentPolicyId",
    ),
    Origins: listed(origins),
    DefaultCacheBehavior: behaviorOf(objectOf(config["DefaultCacheBehavior"])),
    ...(behaviors.length === 0 ? {} : { CacheBehaviors: listed(behaviors) }),
    ...(errors.length === 0 ? {} : { CustomErrorResponses: listed(errors) }),
    ...(groups.length === 0 ? {} : { OriginGroups: listed(groups) }),
    ...(geography["RestrictionType"] === undefined
      ? {}
      : {
          Restrictions: {
            GeoRestriction: {
              RestrictionType: geography["RestrictionType"],
              ...listed(itemsIn(geography["Locations"])),
            },
          },
        }),
  };
}

const itemsIn = (said: Plain | undefined): readonly Plain[] => listOf(objectOf(said)["Items"]);

function originOf(said: PlainObject): PlainObject {
  const { CustomOriginConfig, S3OriginConfig, VpcOriginConfig, OriginCustomHeaders } = said;
  const custom = objectOf(CustomOriginConfig);
  return {
    ...only(
      said,
      "Id",
      "DomainName",
      "OriginPath",
      "ConnectionAttempts",
      "ConnectionTimeout",
      "ResponseCompletionTimeout",
      "OriginShield",
      "OriginAccessControlId",
    ),
    ...(OriginCustomHeaders === undefined ? {} : { CustomHeaders: OriginCustomHeaders }),
    ...(CustomOriginConfig === undefined
      ? {}
      : {
          CustomOriginConfig: {
            HTTPPort: 80,
            HTTPSPort: 443,
            ...only(
              custom,
              "HTTPPort",
              "HTTPSPort",
              "OriginProtocolPolicy",
              "OriginReadTimeout",
              "OriginKeepaliveTimeout",
            ),
          },
        }),
    ...(S3OriginConfig === undefined
      ? {}
      : {
          S3OriginConfig: {
            OriginAccessIdentity: "",
            ...only(objectOf(S3OriginConfig), "OriginAccessIdentity", "OriginReadTimeout"),
          },
        }),
    ...(VpcOriginConfig === undefined
      ? {}
      : {
          VpcOriginConfig: only(
            objectOf(VpcOriginConfig),
            "VpcOriginId",
            "OriginReadTimeout",
            "OriginKeepaliveTimeout",
          ),
        }),
  };
}

function groupOf({ Id, FailoverCriteria, Members }: PlainObject): PlainObject {
  const statuses = itemsIn(objectOf(FailoverCriteria)["StatusCodes"]).map(Number);
  return {
    Id: Id ?? "",
    FailoverCriteria: { StatusCodes: listed(statuses) },
    Members: listed(itemsIn(Members)),
  };
}

function errorOf(said: PlainObject): PlainObject {
  const { ResponseCode } = said;
  return {
    ...only(said, "ErrorCode", "ResponsePagePath", "ErrorCachingMinTTL"),
    ...(ResponseCode === undefined ? {} : { ResponseCode: `${ResponseCode as string | number}` }),
  };
}

function behaviorOf(said: PlainObject): PlainObject {
  const { AllowedMethods, CachedMethods, TrustedKeyGroups, TrustedSigners, ForwardedValues } = said;
  const trusted = (list: Plain | undefined) => ({
    Enabled: itemsIn(list).length > 0,
    ...listed(itemsIn(list)),
  });
  const methods = AllowedMethods ?? (CachedMethods === undefined ? undefined : CachedMethods);
  return {
    ...only(
      said,
      "PathPattern",
      "TargetOriginId",
      "ViewerProtocolPolicy",
      "Compress",
      "CachePolicyId",
      "OriginRequestPolicyId",
      "ResponseHeadersPolicyId",
      "FunctionAssociations",
      "LambdaFunctionAssociations",
      "MinTTL",
      "DefaultTTL",
      "MaxTTL",
    ),
    ...(methods === undefined
      ? {}
      : {
          AllowedMethods: {
            ...objectOf(methods),
            ...(CachedMethods === undefined ? {} : { CachedMethods }),
          },
        }),
    ...(TrustedKeyGroups === undefined ? {} : { TrustedKeyGroups: trusted(TrustedKeyGroups) }),
    ...(TrustedSigners === undefined ? {} : { TrustedSigners: trusted(TrustedSigners) }),
    ...(ForwardedValues === undefined
      ? {}
      : {
          ForwardedValues: {
            QueryString: false,
            ...objectOf(ForwardedValues),
            Cookies: { Forward: "none", ...objectOf(objectOf(ForwardedValues)["Cookies"]) },
          },
        }),
  };
}
