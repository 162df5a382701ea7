import { durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { managedPolicies, type PolicyKind } from "./operations/behavior-settings.ts";
import { sharedIdOf } from "./names.ts";

const listed = (items: readonly string[]): PlainObject => ({
  Quantity: items.length,
  Items: [...items],
});

const secondsOf = (path: string, said: DurationSaid): number => durationOf(path, said) / 1e6;

/** The id of a policy of AWS, by its name. */
function managed(kind: PolicyKind, name: string): string {
  return Object.entries(managedPolicies[kind]).find(([, policy]) => policy["Name"] === name)![0]; // It is one of them.
}

/** Names of a kind that are taken: none of them, all, those, or all but those. */
class Names {
  readonly params: PlainObject;

  constructor(what: string, member: string, behavior: string, names: readonly string[] = []) {
    this.params = {
      [`${what}Behavior`]: behavior,
      ...(names.length === 0 ? {} : { [member]: listed(names) }),
    };
  }
}

/** Which parameters a cache key has. */
export class CacheQueryStringBehavior extends Names {
  static all(): CacheQueryStringBehavior {
    return new CacheQueryStringBehavior("QueryString", "QueryStrings", "all");
  }
  static none(): CacheQueryStringBehavior {
    return new CacheQueryStringBehavior("QueryString", "QueryStrings", "none");
  }
  static allowList(...names: readonly string[]): CacheQueryStringBehavior {
    return new CacheQueryStringBehavior("QueryString", "QueryStrings", "whitelist", names);
  }
  static denyList(...names: readonly string[]): CacheQueryStringBehavior {
    return new CacheQueryStringBehavior("QueryString", "QueryStrings", "allExcept", names);
  }
}

/** Which cookies a cache key has. */
export class CacheCookieBehavior extends Names {
  static all(): CacheCookieBehavior {
    return new CacheCookieBehavior("Cookie", "Cookies", "all");
  }
  static none(): CacheCookieBehavior {
    return new CacheCookieBehavior("Cookie", "Cookies", "none");
  }
  static allowList(...names: readonly string[]): CacheCookieBehavior {
    return new CacheCookieBehavior("Cookie", "Cookies", "whitelist", names);
  }
  static denyList(...names: readonly string[]): CacheCookieBehavior {
    return new CacheCookieBehavior("Cookie", "Cookies", "allExcept", names);
  }
}

/** Which headers a cache key has. */
export class CacheHeaderBehavior extends Names {
  static none(): CacheHeaderBehavior {
    return new CacheHeaderBehavior("Header", "Headers", "none");
  }
  static allowList(...names: readonly string[]): CacheHeaderBehavior {
    return new CacheHeaderBehavior("Header", "Headers", "whitelist", names);
  }
}

/** A policy that a behavior may have. */
export interface ICachePolicy {
  readonly cachePolicyId: string;
}

/** How a cache policy is configured. */
export interface CachePolicyProps {
  /** @defaultValue made of the stack's name and the id */
  readonly cachePolicyName?: string;
  readonly comment?: string;
  /** @defaultValue 0s */
  readonly minTtl?: DurationSaid;
  /** @defaultValue 24h, or the minimum where that is longer */
  readonly defaultTtl?: DurationSaid;
  /** @defaultValue a year, or the default where that is longer */
  readonly maxTtl?: DurationSaid;
  /** @defaultValue none */
  readonly queryStringBehavior?: CacheQueryStringBehavior;
  /** @defaultValue none */
  readonly cookieBehavior?: CacheCookieBehavior;
  /** @defaultValue none */
  readonly headerBehavior?: CacheHeaderBehavior;
  /** @defaultValue false */
  readonly enableAcceptEncodingGzip?: boolean;
  /** @defaultValue false */
  readonly enableAcceptEncodingBrotli?: boolean;
}

/** Which requests are for one object, and how long that is kept. */
export class CachePolicy implements ICachePolicy {
  static readonly CACHING_OPTIMIZED: ICachePolicy = {
    cachePolicyId: managed("cache-policy", "Managed-CachingOptimized"),
  };
  static readonly CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS: ICachePolicy = {
    cachePolicyId: managed("cache-policy", "Managed-CachingOptimizedForUncompressedObjects"),
  };
  static readonly CACHING_DISABLED: ICachePolicy = {
    cachePolicyId: managed("cache-policy", "Managed-CachingDisabled"),
  };
  static readonly USE_ORIGIN_CACHE_CONTROL_HEADERS: ICachePolicy = {
    cachePolicyId: managed("cache-policy", "UseOriginCacheControlHeaders"),
  };

  readonly cachePolicyId: string;

  /** @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: CachePolicyProps = {}) {
    const { cachePolicyName = stack.physicalName(id), comment, minTtl, defaultTtl, maxTtl } = props;
    const min = secondsOf(`${id} minTtl`, minTtl ?? "0s");
    const usual =
      defaultTtl === undefined ? Math.max(86_400, min) : secondsOf(`${id} defaultTtl`, defaultTtl);
    const max =
      maxTtl === undefined ? Math.max(31_536_000, usual) : secondsOf(`${id} maxTtl`, maxTtl);
    this.cachePolicyId = sharedIdOf("cache-policy", cachePolicyName);
    const {
      queryStringBehavior = CacheQueryStringBehavior.none(),
      cookieBehavior = CacheCookieBehavior.none(),
      headerBehavior = CacheHeaderBehavior.none(),
    } = props;
    stack.add("cloudfront", "CreateCachePolicy", id, {
      CachePolicyConfig: {
        Name: cachePolicyName,
        ...(comment === undefined ? {} : { Comment: comment }),
        MinTTL: min,
        DefaultTTL: usual,
        MaxTTL: max,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: props.enableAcceptEncodingGzip === true,
          EnableAcceptEncodingBrotli: props.enableAcceptEncodingBrotli === true,
          HeadersConfig: headerBehavior.params,
          CookiesConfig: cookieBehavior.params,
          QueryStringsConfig: queryStringBehavior.params,
        },
      },
    });
  }
}

/** A policy that a behavior may have. */
export interface IOriginRequestPolicy {
  readonly originRequestPolicyId: string;
}

/** What of a request goes to the origin: those of AWS. */
export const OriginRequestPolicy = {
  ALL_VIEWER: { originRequestPolicyId: managed("origin-request-policy", "Managed-AllViewer") },
  ALL_VIEWER_EXCEPT_HOST_HEADER: {
    originRequestPolicyId: managed("origin-request-policy", "Managed-AllViewerExceptHostHeader"),
  },
  CORS_CUSTOM_ORIGIN: {
    originRequestPolicyId: managed("origin-request-policy", "Managed-CORS-CustomOrigin"),
  },
  CORS_S3_ORIGIN: {
    originRequestPolicyId: managed("origin-request-policy", "Managed-CORS-S3Origin"),
  },
} as const satisfies Readonly<Record<string, IOriginRequestPolicy>>;

/** A policy that a behavior may have. */
export interface IResponseHeadersPolicy {
  readonly responseHeadersPolicyId: string;
}

/** Which headers responses get: those of AWS. */
export const ResponseHeadersPolicy = {
  SECURITY_HEADERS: {
    responseHeadersPolicyId: managed("response-headers-policy", "Managed-SecurityHeadersPolicy"),
  },
  CORS_ALLOW_ALL_ORIGINS: {
    responseHeadersPolicyId: managed("response-headers-policy", "Managed-SimpleCORS"),
  },
  CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT: {
    responseHeadersPolicyId: managed("response-headers-policy", "Managed-CORS-With-Preflight"),
  },
} as const satisfies Readonly<Record<string, IResponseHeadersPolicy>>;
