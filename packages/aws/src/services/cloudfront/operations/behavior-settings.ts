import type { Plain } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type {
  CacheBehavior,
  ForwardedParts,
  KeyParts,
  NamesTaken,
  ResponseHeaders,
} from "../config.ts";
import { cloudfrontLimits } from "../limits.ts";
import {
  managedCachePolicies,
  managedHeadersPolicies,
  managedRequestPolicies,
} from "../managed-policies.ts";
import { sharedKindName } from "../names.ts";
import { sharedRecordOf, textItems } from "./kept.ts";

/** A policy by its id, of AWS or of the account; `undefined`: there is none. */
export function policyAt(
  kind: PolicyKind,
  id: string,
  plane: ControlPlane,
): PlainObject | undefined {
  const managed = managedPolicies[kind][id];
  if (managed !== undefined) return managed;
  const found = plane.find(sharedKindName, `${kind}/${id}`);
  return found === undefined ? undefined : sharedRecordOf(found).config;
}

export type PolicyKind = "cache-policy" | "origin-request-policy" | "response-headers-policy";

/** The policies of AWS by kind and id. */
export const managedPolicies: Readonly<Record<PolicyKind, Readonly<Record<string, PlainObject>>>> =
  {
    "cache-policy": managedCachePolicies,
    "origin-request-policy": managedRequestPolicies,
    "response-headers-policy": managedHeadersPolicies,
  };

/** What a behavior says by its policies, or in their place. */
export type BehaviorParts = Pick<CacheBehavior, "key" | "forwarded" | "ttl" | "responseHeaders">;

const nothing: NamesTaken = { take: "none", names: [] };

/** Reads what a behavior's policies say. */
export function partsOf(said: PlainObject, plane: ControlPlane): BehaviorParts {
  const at = (kind: PolicyKind, member: string): PlainObject | undefined => {
    const id = textOf(said[member]);
    return id === undefined ? undefined : policyAt(kind, id, plane);
  };
  const cache = at("cache-policy", "CachePolicyId");
  const request = at("origin-request-policy", "OriginRequestPolicyId");
  const headers = at("response-headers-policy", "ResponseHeadersPolicyId");
  const responseHeaders = headers === undefined ? null : responseHeadersOf(headers);
  if (cache === undefined) return { ...legacyParts(said), responseHeaders };
  const number = (member: string, usual: number) => numberOf(cache[member]) ?? usual;
  const min = number("MinTTL", cloudfrontLimits.minTtl);
  const usual = number("DefaultTTL", Math.max(min, cloudfrontLimits.defaultTtl));
  const ttl = { min, usual, max: number("MaxTTL", Math.max(usual, cloudfrontLimits.maxTtl)) };
  const parts = objectOf(cache["ParametersInCacheKeyAndForwardedToOrigin"]);
  const isCached = ttl.max > 0;
  const key: KeyParts = {
    headers: textItems(objectOf(parts["HeadersConfig"])["Headers"]).map((name) =>
      name.toLowerCase(),
    ),
    cookies: namesTaken(parts["CookiesConfig"], "Cookie", "Cookies"),
    queries: namesTaken(parts["QueryStringsConfig"], "QueryString", "QueryStrings"),
    gzip: isCached && parts["EnableAcceptEncodingGzip"] === true,
    brotli: isCached && parts["EnableAcceptEncodingBrotli"] === true,
  };
  return { key, forwarded: forwardedOf(request), ttl, responseHeaders };
}

function forwardedOf(policy: PlainObject | undefined): ForwardedParts {
  if (policy === undefined) return { headers: nothing, cookies: nothing, queries: nothing };
  const { HeaderBehavior, Headers } = objectOf(policy["HeadersConfig"]);
  const names = textItems(Headers).map((name) => name.toLowerCase());
  const headers: NamesTaken =
    HeaderBehavior === "whitelist"
      ? { take: "those", names }
      : HeaderBehavior === "allExcept"
        ? { take: "others", names }
        : HeaderBehavior === "allViewer" || HeaderBehavior === "allViewerAndWhitelistCloudFront"
          ? { take: "all", names: [] }
          : nothing;
  return {
    headers,
    cookies: namesTaken(policy["CookiesConfig"], "Cookie", "Cookies"),
    queries: namesTaken(policy["QueryStringsConfig"], "QueryString", "QueryStrings"),
  };
}

function namesTaken(said: Plain | undefined, what: string, member: string): NamesTaken {
  const of = objectOf(said);
  const names = textItems(of[member]);
  switch (of[`${what}Behavior`]) {
    case "all":
      return { take: "all", names: [] };
    case "whitelist":
      return { take: "those", names };
    case "allExcept":
      return { take: "others", names };
    default:
      return nothing;
  }
}

/** What a behavior without a cache policy says of values that are forwarded: those are of the key, too. */
function legacyParts(said: PlainObject): Omit<BehaviorParts, "responseHeaders"> {
  const { QueryString, QueryStringCacheKeys, Cookies, Headers } = objectOf(said["ForwardedValues"]);
  const keys = textItems(QueryStringCacheKeys);
  const { Forward, WhitelistedNames } = objectOf(Cookies);
  const names = textItems(Headers).map((name) => name.toLowerCase());
  const hasAllHeaders = names.includes("*");
  const min = numberOf(said["MinTTL"]) ?? cloudfrontLimits.minTtl;
  const usual = numberOf(said["DefaultTTL"]) ?? Math.max(min, cloudfrontLimits.defaultTtl);
  const max = numberOf(said["MaxTTL"]) ?? Math.max(usual, cloudfrontLimits.maxTtl);
  return {
    key: {
      headers: hasAllHeaders ? [] : names,
      cookies:
        Forward === "all"
          ? { take: "all", names: [] }
          : Forward === "whitelist"
            ? { take: "those", names: textItems(WhitelistedNames) }
            : nothing,
      queries:
        QueryString === true
          ? keys.length > 0 && !keys.includes("*")
            ? { take: "those", names: keys }
            : { take: "all", names: [] }
          : nothing,
      gzip: said["Compress"] === true,
      brotli: false,
    },
    forwarded: {
      headers: hasAllHeaders ? { take: "all", names: [] } : nothing,
      cookies: nothing,
      queries: QueryString === true ? { take: "all", names: [] } : nothing,
    },
    // All headers forwarded: nothing is kept.
    ttl: hasAllHeaders ? { min: 0, usual: 0, max: 0 } : { min, usual, max },
  };
}

const flag = (value: Plain | undefined): boolean => value === true;

function responseHeadersOf(policy: PlainObject): ResponseHeaders {
  const set: { name: string; value: string; overrides: boolean }[] = [];
  const security = objectOf(policy["SecurityHeadersConfig"]);
  const add = (member: string, name: string, valueOf: (said: PlainObject) => string): void => {
    const said = security[member];
    if (!isObject(said)) return;
    set.push({ name, value: valueOf(said), overrides: flag(said["Override"]) });
  };
  add("XSSProtection", "x-xss-protection", ({ Protection, ModeBlock }) =>
    flag(Protection) ? (flag(ModeBlock) ? "1; mode=block" : "1") : "0",
  );
  add("FrameOptions", "x-frame-options", ({ FrameOption }) => textOf(FrameOption) ?? "DENY");
  add("ReferrerPolicy", "referrer-policy", ({ ReferrerPolicy }) => textOf(ReferrerPolicy) ?? "");
  add(
    "ContentSecurityPolicy",
    "content-security-policy",
    (said) => textOf(said["ContentSecurityPolicy"]) ?? "",
  );
  add("ContentTypeOptions", "x-content-type-options", () => "nosniff");
  add("StrictTransportSecurity", "strict-transport-security", (said) =>
    [
      `max-age=${numberOf(said["AccessControlMaxAgeSec"]) ?? 0}`,
      ...(flag(said["IncludeSubdomains"]) ? ["includeSubDomains"] : []),
      ...(flag(said["Preload"]) ? ["preload"] : []),
    ].join("; "),
  );
  for (const each of listOf(objectOf(policy["CustomHeadersConfig"])["Items"]).map(objectOf)) {
    set.push({
      name: (textOf(each["Header"]) ?? "").toLowerCase(),
      value: textOf(each["Value"]) ?? "",
      overrides: flag(each["Override"]),
    });
  }
  const removed = listOf(objectOf(policy["RemoveHeadersConfig"])["Items"]).map((each) =>
    (textOf(objectOf(each)["Header"]) ?? "").toLowerCase(),
  );
  return { set, removed, cors: corsOf(policy["CorsConfig"]) };
}

function corsOf(said: Plain | undefined): ResponseHeaders["cors"] {
  if (!isObject(said)) return null;
  const joined = (member: string): string => textItems(said[member]).join(", ");
  const maxAge = numberOf(said["AccessControlMaxAgeSec"]);
  const values: Record<string, string> = {};
  const add = (name: string, value: string): void => {
    if (value !== "") values[name] = value;
  };
  add("access-control-expose-headers", joined("AccessControlExposeHeaders"));
  if (flag(said["AccessControlAllowCredentials"])) add("access-control-allow-credentials", "true");
  if (maxAge !== undefined) add("access-control-max-age", `${maxAge}`);
  add("access-control-allow-methods", joined("AccessControlAllowMethods"));
  add("access-control-allow-headers", joined("AccessControlAllowHeaders"));
  return {
    origins: textItems(said["AccessControlAllowOrigins"]),
    values,
    overrides: flag(said["OriginOverride"]),
  };
}
