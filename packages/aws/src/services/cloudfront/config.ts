import type { Distribution, Duration } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { Caller } from "../../service/caller.ts";
import type { cloudfrontAssumptions } from "./limits.ts";

/** A distribution, as its machine has it. Plain data. */
export interface DistributionSettings {
  readonly number: number;
  readonly id: string;
  readonly domainName: string;
  readonly isEnabled: boolean;
  readonly epochMilliseconds: number;
  /** In the order of their precedence; the last is the default. */
  readonly behaviors: readonly CacheBehavior[];
  readonly origins: readonly OriginSettings[];
  readonly errorResponses: readonly ErrorResponse[];
  readonly geography: {
    readonly type: "none" | "whitelist" | "blacklist";
    readonly countries: readonly string[];
  };
  /** The path of what is asked for at `/`; empty for none. */
  readonly rootObject: string;
  /** Whether metrics are published that cost more. */
  readonly isMonitored: boolean;
  readonly hasFirewall: boolean;
  readonly audience: Audience;
  readonly latencies: EdgeLatencies;
  readonly caller: Caller;
  readonly quotas: EdgeQuotas;
  readonly assumed: FigureValues<typeof cloudfrontAssumptions>;
}

/** What a scenario says of those who ask a distribution. */
export interface Audience {
  /** Edge locations, with the weights of their viewers. */
  readonly viewers: readonly { readonly code: string; readonly weight: number }[];
  /** Part of requests that the firewall blocks. */
  readonly blocked: number;
  /** Text in a header that the firewall blocks, as `user-agent: bad`; `null`: none. */
  readonly blockedHeader: { readonly name: string; readonly text: string } | null;
}

export interface EdgeLatencies {
  readonly viewer: Distribution;
  readonly regional: Distribution;
  /** `null`: by how far the Regions are from each other. */
  readonly origin: Distribution | null;
  readonly invalidation: Distribution;
}

export interface EdgeQuotas {
  readonly requestsPerSecond: number;
  /** Megabits a second. */
  readonly bandwidth: number;
  readonly edgeConcurrency: number;
  readonly edgeRequestsPerSecond: number;
}

/** How requests of some paths are served. */
export interface CacheBehavior {
  /** `*` of the default. */
  readonly pattern: string;
  /** Places of the origins among the distribution's: the second of a group is asked where the first fails. */
  readonly origins: readonly number[];
  readonly failover: readonly number[];
  readonly protocol: "allow-all" | "https-only" | "redirect-to-https";
  readonly methods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly isCompressed: boolean;
  /** Whether requests must be signed. */
  readonly isSigned: boolean;
  readonly key: KeyParts;
  /** What goes to the origin besides. */
  readonly forwarded: ForwardedParts;
  readonly ttl: { readonly min: number; readonly usual: number; readonly max: number };
  readonly functions: Readonly<Record<EdgeEvent, EdgeFunction | null>>;
  readonly responseHeaders: ResponseHeaders | null;
}

/** When a function is asked. */
export type EdgeEvent = "viewer-request" | "origin-request" | "origin-response" | "viewer-response";

/** Names of a kind: none of them, all, those, or all but those. */
export interface NamesTaken {
  readonly take: "none" | "all" | "those" | "others";
  readonly names: readonly string[];
}

/** What decides which object a request is for, beside its path. */
export interface KeyParts {
  readonly headers: readonly string[];
  readonly cookies: NamesTaken;
  readonly queries: NamesTaken;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/** What a request to the origin has. */
export interface ForwardedParts {
  readonly headers: NamesTaken;
  readonly cookies: NamesTaken;
  readonly queries: NamesTaken;
}

/** A function that is asked at an edge. */
export interface EdgeFunction {
  readonly type: "function" | "edge";
  readonly arn: string;
  /** Which of the port's targets. */
  readonly to: number;
  /** The kind of what is invoked. */
  readonly kind: string;
  readonly includesBody: boolean;
  /** Megabytes. */
  readonly memory: number;
  /** How long it may run. */
  readonly timeout: Duration;
}

/** Headers that responses get, or lose. */
export interface ResponseHeaders {
  readonly set: readonly {
    readonly name: string;
    readonly value: string;
    readonly overrides: boolean;
  }[];
  readonly removed: readonly string[];
  readonly cors: {
    readonly origins: readonly string[];
    readonly values: Readonly<Record<string, string>>;
    readonly overrides: boolean;
  } | null;
}

/** What a status of an origin becomes. */
export interface ErrorResponse {
  readonly status: number;
  /** The page that is served in its place; `null`: what the origin said. */
  readonly page: string | null;
  readonly says: number;
  /** Seconds that it is kept for. */
  readonly ttl: number;
}

/** An origin. */
export interface OriginSettings {
  readonly id: string;
  readonly domainName: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly target: OriginTarget;
  readonly attempts: number;
  readonly connectionTimeout: Duration;
  readonly responseTimeout: Duration;
  /** `null`: an answer may take as long as it likes. */
  readonly completionTimeout: Duration | null;
  /** The Region of the cache that all others ask; `null`: they ask the origin. */
  readonly shield: string | null;
  readonly region: string;
}

/** What an origin is. */
export type OriginTarget =
  | { readonly type: "bucket"; readonly bucket: string; readonly isSigned: boolean }
  | { readonly type: "front"; readonly to: number; readonly kind: string; readonly arn: string }
  | { readonly type: "endpoint"; readonly to: number }
  /** No such name. */
  | { readonly type: "unknown" };
