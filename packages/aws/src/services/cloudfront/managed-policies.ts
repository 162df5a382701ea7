import type { PlainObject } from "../../service/refusal.ts";

// The policies that AWS manages, by their ids: the page "Use managed policies" of the developer guide, read 2026-11.

const none = (what: string): PlainObject => ({ [`${what}Behavior`]: "none" });
const all = (what: string): PlainObject => ({ [`${what}Behavior`]: "all" });
const listed = (items: readonly string[]): PlainObject => ({
  Quantity: items.length,
  Items: [...items],
});

const cachePolicy = (
  Name: string,
  [MinTTL, DefaultTTL, MaxTTL]: readonly [number, number, number],
  parts: PlainObject,
  isCompressed = true,
): PlainObject => ({
  Name,
  MinTTL,
  DefaultTTL,
  MaxTTL,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: isCompressed,
    EnableAcceptEncodingBrotli: isCompressed,
    HeadersConfig: { HeaderBehavior: "none" },
    CookiesConfig: none("Cookie"),
    QueryStringsConfig: none("QueryString"),
    ...parts,
  },
});
const headers = (...names: readonly string[]): PlainObject => ({
  HeadersConfig: { HeaderBehavior: "whitelist", Headers: listed(names) },
});
const everything = { CookiesConfig: all("Cookie"), QueryStringsConfig: all("QueryString") };
const year = 31_536_000;

export const managedCachePolicies: Readonly<Record<string, PlainObject>> = {
  "658327ea-f89d-4fab-a63d-7e88639e58f6": cachePolicy(
    "Managed-CachingOptimized",
    [1, 86_400, year],
    {},
  ),
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": cachePolicy(
    "Managed-CachingOptimizedForUncompressedObjects",
    [1, 86_400, year],
    {},
    false,
  ),
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": cachePolicy(
    "Managed-CachingDisabled",
    [0, 0, 0],
    {},
    false,
  ),
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65": cachePolicy(
    "UseOriginCacheControlHeaders",
    [0, 0, year],
    {
      ...headers("host", "origin", "x-http-method", "x-http-method-override", "x-method-override"),
      CookiesConfig: all("Cookie"),
    },
  ),
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe": cachePolicy(
    "UseOriginCacheControlHeaders-QueryStrings",
    [0, 0, year],
    {
      ...headers("host", "origin", "x-http-method", "x-http-method-override", "x-method-override"),
      ...everything,
    },
  ),
  "2e54312d-136d-493c-8eb9-b001f22f67d2": cachePolicy("Managed-Amplify", [2, 2, 600], {
    ...headers("authorization", "cloudfront-viewer-country", "host"),
    ...everything,
  }),
  "08627262-05a9-4f76-9ded-b50ca2e3a84f": cachePolicy(
    "Managed-Elemental-MediaPackage",
    [0, 86_400, year],
    {
      ...headers("origin"),
      QueryStringsConfig: {
        QueryStringBehavior: "whitelist",
        QueryStrings: listed(["aws.manifestfilter", "start", "end", "m"]),
      },
    },
  ),
};

const requestPolicy = (
  Name: string,
  HeadersConfig: PlainObject,
  parts: PlainObject = everything,
): PlainObject => ({ Name, HeadersConfig, ...parts });
const nothing = { CookiesConfig: none("Cookie"), QueryStringsConfig: none("QueryString") };
const those = (...names: readonly string[]): PlainObject => ({
  HeaderBehavior: "whitelist",
  Headers: listed(names),
});

export const managedRequestPolicies: Readonly<Record<string, PlainObject>> = {
  "216adef6-5c7f-47e4-b989-5492eafa07d3": requestPolicy("Managed-AllViewer", {
    HeaderBehavior: "allViewer",
  }),
  "33f36d7e-f396-46d9-90e0-52428a34d9dc": requestPolicy(
    "Managed-AllViewerAndCloudFrontHeaders-2022-06",
    {
      HeaderBehavior: "allViewerAndWhitelistCloudFront",
      Headers: listed(["CloudFront-Viewer-Country"]),
    },
  ),
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": requestPolicy("Managed-AllViewerExceptHostHeader", {
    HeaderBehavior: "allExcept",
    Headers: listed(["host"]),
  }),
  "59781a5b-3903-41f3-afcb-af62929ccde1": requestPolicy(
    "Managed-CORS-CustomOrigin",
    those("origin"),
    nothing,
  ),
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": requestPolicy(
    "Managed-CORS-S3Origin",
    those("origin", "access-control-request-headers", "access-control-request-method"),
    nothing,
  ),
  "775133bc-15f2-49f9-abea-afb2e0bf67d2": requestPolicy(
    "Managed-Elemental-MediaTailor-PersonalizedManifests",
    those(
      "origin",
      "access-control-request-headers",
      "access-control-request-method",
      "user-agent",
      "x-forwarded-for",
    ),
    { CookiesConfig: none("Cookie"), QueryStringsConfig: all("QueryString") },
  ),
  "acba4595-bd28-49b8-b9fe-13317c0390fa": requestPolicy(
    "Managed-UserAgentRefererHeaders",
    those("user-agent", "referer"),
    nothing,
  ),
};

const anyOrigin = (more: PlainObject = {}): PlainObject => ({
  AccessControlAllowOrigins: listed(["*"]),
  AccessControlAllowHeaders: listed(["*"]),
  AccessControlAllowMethods: listed(["GET"]),
  AccessControlAllowCredentials: false,
  OriginOverride: false,
  ...more,
});
const preflight = anyOrigin({
  AccessControlAllowMethods: listed(["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"]),
  AccessControlExposeHeaders: listed(["*"]),
});
const security: PlainObject = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: "SAMEORIGIN" },
  ReferrerPolicy: { Override: false, ReferrerPolicy: "strict-origin-when-cross-origin" },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 31_536_000 },
};

export const managedHeadersPolicies: Readonly<Record<string, PlainObject>> = {
  "60669652-455b-4ae9-85a4-c4c02393f86c": { Name: "Managed-SimpleCORS", CorsConfig: anyOrigin() },
  "5cc3b908-e619-4b99-88e5-2cf7f45965bd": {
    Name: "Managed-CORS-With-Preflight",
    CorsConfig: preflight,
  },
  "67f7725c-6f97-4210-82d7-5512b31e9d03": {
    Name: "Managed-SecurityHeadersPolicy",
    SecurityHeadersConfig: security,
  },
  "e61eb60c-9c35-4d20-a928-2b84e02af89c": {
    Name: "Managed-CORS-and-SecurityHeadersPolicy",
    CorsConfig: anyOrigin(),
    SecurityHeadersConfig: security,
  },
  "eaab4381-ed33-4a86-88ca-d9558dc6cd63": {
    Name: "Managed-CORS-with-preflight-and-SecurityHeadersPolicy",
    CorsConfig: preflight,
    SecurityHeadersConfig: security,
  },
};
