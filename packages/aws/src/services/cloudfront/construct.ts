import { base64Of, durationOf, type DurationSaid } from "@orrery/kernel";
import type { ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Script } from "../../service/script.ts";
import { utf8Of } from "../../text/utf8.ts";
import type { IOrigin } from "./construct-origins.ts";
import {
  CachePolicy,
  type ICachePolicy,
  type IOriginRequestPolicy,
  type IResponseHeadersPolicy,
} from "./construct-policies.ts";
import {
  distributionArnOf,
  distributionIdOf,
  domainNameOf,
  etagOf,
  functionArnOf,
  sharedIdOf,
  storeArnOf,
} from "./names.ts";

// What the namespace `cloudfront` holds, with the names of the CDK's `aws-cdk-lib/aws-cloudfront`.

export {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  type CachePolicyProps,
  type ICachePolicy,
  type IOriginRequestPolicy,
  type IResponseHeadersPolicy,
} from "./construct-policies.ts";
export type { FunctionHelpers } from "./function/declarations.ts";

const ownerOf = ({ account }: ConstructScope) => ({ partition: "aws", accountId: account });
const listed = (items: readonly PlainObject[string][]): PlainObject => ({
  Quantity: items.length,
  Items: [...items],
});

/** One of {@link ViewerProtocolPolicy}, or its text. */
export type ViewerProtocolPolicy = (typeof ViewerProtocolPolicy)[keyof typeof ViewerProtocolPolicy];
/** What becomes of requests by HTTP. */
export const ViewerProtocolPolicy = {
  ALLOW_ALL: "allow-all",
  HTTPS_ONLY: "https-only",
  REDIRECT_TO_HTTPS: "redirect-to-https",
} as const;

/** Methods that a behavior allows. */
export const AllowedMethods = {
  ALLOW_GET_HEAD: ["GET", "HEAD"],
  ALLOW_GET_HEAD_OPTIONS: ["GET", "HEAD", "OPTIONS"],
  ALLOW_ALL: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
} as const;

/** Methods whose answers are kept. */
export const CachedMethods = {
  CACHE_GET_HEAD: ["GET", "HEAD"],
  CACHE_GET_HEAD_OPTIONS: ["GET", "HEAD", "OPTIONS"],
} as const;

/** One of {@link FunctionEventType}, or its text. */
export type FunctionEventType = (typeof FunctionEventType)[keyof typeof FunctionEventType];
/** When a CloudFront Function is asked. */
export const FunctionEventType = {
  VIEWER_REQUEST: "viewer-request",
  VIEWER_RESPONSE: "viewer-response",
} as const;

/** One of {@link LambdaEdgeEventType}, or its text. */
export type LambdaEdgeEventType = (typeof LambdaEdgeEventType)[keyof typeof LambdaEdgeEventType];
/** When a function of Lambda@Edge is asked. */
export const LambdaEdgeEventType = {
  VIEWER_REQUEST: "viewer-request",
  ORIGIN_REQUEST: "origin-request",
  ORIGIN_RESPONSE: "origin-response",
  VIEWER_RESPONSE: "viewer-response",
} as const;

/** The code of a CloudFront Function. It is not run: a handler stands for it. */
export class FunctionCode {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static fromInline(code: string): FunctionCode {
    return new FunctionCode(code);
  }
}

/** How a CloudFront Function is configured. */
export interface FunctionProps {
  readonly code?: FunctionCode;
  /** @defaultValue made of the stack's name and the id */
  readonly functionName?: string;
  /** @defaultValue cloudfront-js-2.0 */
  readonly runtime?: "cloudfront-js-1.0" | "cloudfront-js-2.0";
  readonly keyValueStore?: KeyValueStore;
  /** What it does, in place of its code. @defaultValue requests and responses go on as they are */
  readonly handler?: Script;
  /** How much of the time it uses that it may use, in percent. @defaultValue 20 */
  readonly utilization?: number;
}

/** A CloudFront Function. */
export class Function {
  readonly id: string;
  readonly functionName: string;
  readonly functionArn: string;

  /** @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: FunctionProps = {}) {
    const { functionName = stack.physicalName(id).slice(0, 64), handler, utilization } = props;
    const { runtime = "cloudfront-js-2.0", keyValueStore } = props;
    this.id = id;
    this.functionName = functionName;
    this.functionArn = functionArnOf(functionName, ownerOf(stack));
    stack.add("cloudfront", "CreateFunction", id, {
      Name: functionName,
      FunctionCode: base64Of(utf8Of(props.code?.text ?? " ")),
      FunctionConfig: {
        Comment: "",
        Runtime: runtime,
        ...(keyValueStore === undefined
          ? {}
          : {
              KeyValueStoreAssociations: listed([
                { KeyValueStoreARN: keyValueStore.keyValueStoreArn },
              ]),
            }),
      },
    });
    stack.add("cloudfront", "PublishFunction", `${id}Publication`, {
      Name: functionName,
      IfMatch: etagOf(functionName, 1),
    });
    if (handler !== undefined) stack.handle(functionName, handler);
    if (handler === undefined && utilization === undefined) return;
    stack.say(id, {
      EdgeBehavior: {
        ...(handler === undefined ? {} : { script: functionName }),
        ...(utilization === undefined ? {} : { utilization }),
      },
    });
  }
}

/** A store of keys and values. */
export class KeyValueStore {
  readonly id: string;
  readonly keyValueStoreName: string;
  readonly keyValueStoreId: string;
  readonly keyValueStoreArn: string;

  /** @throws ConfigError when the id is taken. */
  constructor(
    stack: ConstructScope,
    id: string,
    props: {
      readonly keyValueStoreName?: string;
      /** What it holds. */
      readonly values?: Readonly<Record<string, string>>;
    } = {},
  ) {
    const { keyValueStoreName = stack.physicalName(id).slice(0, 64), values } = props;
    this.id = id;
    this.keyValueStoreName = keyValueStoreName;
    this.keyValueStoreId = sharedIdOf("key-value-store", keyValueStoreName);
    this.keyValueStoreArn = storeArnOf(this.keyValueStoreId, ownerOf(stack));
    stack.add("cloudfront", "CreateKeyValueStore", id, { Name: keyValueStoreName });
    if (values !== undefined) stack.say(id, { Values: { values } });
  }
}

/** How requests of some paths are served. */
export interface AddBehaviorOptions {
  /** @defaultValue CACHING_OPTIMIZED */
  readonly cachePolicy?: ICachePolicy;
  readonly originRequestPolicy?: IOriginRequestPolicy;
  readonly responseHeadersPolicy?: IResponseHeadersPolicy;
  /** @defaultValue allow-all */
  readonly viewerProtocolPolicy?: ViewerProtocolPolicy;
  /** @defaultValue GET and HEAD */
  readonly allowedMethods?: readonly string[];
  /** @defaultValue GET and HEAD */
  readonly cachedMethods?: readonly string[];
  /** @defaultValue true */
  readonly compress?: boolean;
  readonly functionAssociations?: readonly {
    readonly function: Function;
    readonly eventType: FunctionEventType;
  }[];
  readonly edgeLambdas?: readonly {
    /** A version of a function. */
    readonly functionVersion: { readonly functionArn: string };
    readonly eventType: LambdaEdgeEventType;
    /** @defaultValue false */
    readonly includeBody?: boolean;
  }[];
}

/** How requests are served, and where it is that they are for. */
export interface BehaviorOptions extends AddBehaviorOptions {
  readonly origin: IOrigin;
}

/** What a status of an origin becomes. */
export interface ErrorResponse {
  readonly httpStatus: number;
  readonly responseHttpStatus?: number;
  readonly responsePagePath?: string;
  /** @defaultValue 10s */
  readonly ttl?: DurationSaid;
}

/** How a distribution is configured. */
export interface DistributionProps {
  readonly defaultBehavior: BehaviorOptions;
  /** By patterns of paths, in their order. */
  readonly additionalBehaviors?: Readonly<Record<string, BehaviorOptions>>;
  readonly defaultRootObject?: string;
  readonly errorResponses?: readonly ErrorResponse[];
  /** @defaultValue everybody is let in */
  readonly geoRestriction?: {
    readonly restrictionType: "whitelist" | "blacklist";
    readonly locations: readonly string[];
  };
  readonly webAclId?: string;
  /** @defaultValue true */
  readonly enabled?: boolean;
  readonly comment?: string;
  /** Whether metrics are published that cost more. @defaultValue false */
  readonly publishAdditionalMetrics?: boolean;
}

/** A distribution. */
export class Distribution {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly distributionId: string;
  readonly distributionArn: string;
  readonly distributionDomainName: string;
  /** As CDK calls it, too. */
  readonly domainName: string;

  /**
   * Makes a distribution.
   *
   * ```ts
   * const site = new cloudfront.Distribution(stack, "Site", {
   *   defaultBehavior: { origin: new origins.HttpOrigin("www.example.com") },
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: DistributionProps) {
    const reference = stack.physicalName(id);
    this.id = id;
    this.distributionId = distributionIdOf(reference);
    this.distributionArn = distributionArnOf(this.distributionId, ownerOf(stack));
    this.distributionDomainName = domainNameOf(this.distributionId);
    this.domainName = this.distributionDomainName;
    const behaviors = Object.entries(props.additionalBehaviors ?? {});
    const used = [
      ...new Set([props.defaultBehavior.origin, ...behaviors.map(([, each]) => each.origin)]),
    ];
    const idOf = (origin: IOrigin): string => `${id}Origin${used.indexOf(origin) + 1}`;
    const groups = used.flatMap((origin) => origin.group(idOf(origin)) ?? []);
    const { defaultRootObject, errorResponses = [], geoRestriction, webAclId } = props;
    stack.add("cloudfront", "CreateDistribution", id, {
      DistributionConfig: {
        CallerReference: reference,
        Comment: props.comment ?? "",
        Enabled: props.enabled !== false,
        Origins: listed(used.flatMap((origin) => origin.origins(idOf(origin)))),
        ...(groups.length === 0 ? {} : { OriginGroups: listed(groups) }),
        DefaultCacheBehavior: behaviorParams(props.defaultBehavior, idOf),
        ...(behaviors.length === 0
          ? {}
          : {
              CacheBehaviors: listed(
                behaviors.map(([PathPattern, each]) => ({
                  PathPattern,
                  ...behaviorParams(each, idOf),
                })),
              ),
            }),
        ...(errorResponses.length === 0
          ? {}
          : { CustomErrorResponses: listed(errorResponses.map((each) => errorParams(id, each))) }),
        ...(defaultRootObject === undefined ? {} : { DefaultRootObject: defaultRootObject }),
        ...(webAclId === undefined ? {} : { WebACLId: webAclId }),
        ...(geoRestriction === undefined
          ? {}
          : {
              Restrictions: {
                GeoRestriction: {
                  RestrictionType: geoRestriction.restrictionType,
                  ...listed(geoRestriction.locations),
                },
              },
            }),
      },
    });
    if (props.publishAdditionalMetrics !== true) return;
    stack.add("cloudfront", "CreateMonitoringSubscription", `${id}Monitoring`, {
      DistributionId: this.distributionId,
      MonitoringSubscription: {
        RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: "Enabled" },
      },
    });
  }
}

function errorParams(id: string, said: ErrorResponse): PlainObject {
  const { httpStatus, responseHttpStatus, responsePagePath, ttl } = said;
  return {
    ErrorCode: httpStatus,
    ...(responsePagePath === undefined ? {} : { ResponsePagePath: responsePagePath }),
    ...(responseHttpStatus === undefined ? {} : { ResponseCode: `${responseHttpStatus}` }),
    ...(ttl === undefined
      ? {}
      : { ErrorCachingMinTTL: durationOf(`${id} ${httpStatus} ttl`, ttl) / 1e6 }),
  };
}

function behaviorParams(said: BehaviorOptions, idOf: (origin: IOrigin) => string): PlainObject {
  const { cachePolicy = CachePolicy.CACHING_OPTIMIZED, originRequestPolicy } = said;
  const { responseHeadersPolicy, functionAssociations = [], edgeLambdas = [] } = said;
  const { allowedMethods, cachedMethods = CachedMethods.CACHE_GET_HEAD } = said;
  return {
    TargetOriginId: idOf(said.origin),
    ViewerProtocolPolicy: said.viewerProtocolPolicy ?? "allow-all",
    CachePolicyId: cachePolicy.cachePolicyId,
    Compress: said.compress !== false,
    ...(originRequestPolicy === undefined
      ? {}
      : { OriginRequestPolicyId: originRequestPolicy.originRequestPolicyId }),
    ...(responseHeadersPolicy === undefined
      ? {}
      : { ResponseHeadersPolicyId: responseHeadersPolicy.responseHeadersPolicyId }),
    ...(allowedMethods === undefined
      ? {}
      : { AllowedMethods: { ...listed(allowedMethods), CachedMethods: listed(cachedMethods) } }),
    ...(functionAssociations.length === 0
      ? {}
      : {
          FunctionAssociations: listed(
            functionAssociations.map((each) => ({
              FunctionARN: each.function.functionArn,
              EventType: each.eventType,
            })),
          ),
        }),
    ...(edgeLambdas.length === 0
      ? {}
      : {
          LambdaFunctionAssociations: listed(
            edgeLambdas.map(({ functionVersion, eventType, includeBody = false }) => ({
              LambdaFunctionARN: functionVersion.functionArn,
              EventType: eventType,
              IncludeBody: includeBody,
            })),
          ),
        }),
  };
}
