import {
  declare,
  type Context,
  type Draft,
  type Duration,
  type Instant,
  type Replied,
  type Reply,
  type RequestId,
  type Send,
  type SettingsChanged,
  type SetTimer,
  type Slab,
  type SlabId,
  type Stop,
  type Table,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import type { Text } from "../../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Trail } from "../../../service/origin.ts";
import type { Bucket } from "../../../service/rate-bucket.ts";
import type { DistributionSettings, EdgeEvent } from "../config.ts";
import { cloudfrontAssumptions } from "../limits.ts";
import { priceGroups, type PriceGroup } from "../locations.ts";
import type {
  EdgeRequest,
  Invalidate,
  Invalidating,
  InvalidationsShown,
  ShowInvalidations,
} from "../protocol.ts";

/** What is billed by where it is: requests of both schemes, and bytes. */
const billed = Object.fromEntries(
  priceGroups.flatMap((group) =>
    ["HttpsRequests", "HttpRequests", "BytesOut"].map((what) => [
      `${what}.${group}`,
      what === "BytesOut" ? "bytes" : "count",
    ]),
  ),
) as Readonly<
  Record<`${"HttpsRequests" | "HttpRequests"}.${PriceGroup}`, "count"> &
    Record<`BytesOut.${PriceGroup}`, "bytes">
>;

/** What a distribution counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  Requests: "count",
  BytesDownloaded: "bytes",
  BytesUploaded: "bytes",
  "4xxErrorRate": "level",
  "5xxErrorRate": "level",
  TotalErrorRate: "level",
  CacheHitRate: "level",
  OriginLatency: "time",
  "401ErrorRate": "level",
  "403ErrorRate": "level",
  "404ErrorRate": "level",
  "502ErrorRate": "level",
  "503ErrorRate": "level",
  "504ErrorRate": "level",
  LambdaExecutionError: "count",
  LambdaValidationError: "count",
  LambdaLimitExceededErrors: "count",
  CacheHits: "count",
  CacheRefreshHits: "count",
  CacheMisses: "count",
  Errors4xx: "count",
  Errors5xx: "count",
  OriginRequests: "count",
  OriginErrors: "count",
  OriginFailovers: "count",
  OriginRetries: "count",
  CollapsedRequests: "count",
  StaleResponses: "count",
  Evictions: "count",
  ShieldRequests: "count",
  InvalidatedObjects: "count",
  InvalidationPaths: "count",
  EdgeInvocations: "count",
  EdgeMegabyteTime: "count", // Microseconds with a megabyte.
  BytesToOrigin: "bytes",
  ResponseTime: "time",
  ...billed,
  ...figureMeters(cloudfrontAssumptions),
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = {
  RequestsOpen: "level",
  ObjectsCached: "level",
} as const satisfies MetricForms;

export const metrics = declareMeters(meters);
export const timers = declare("invalidated");
export const ports = declare("functions", "fronts", "endpoints", "control");
export const purposes = declare(
  "viewer", // What the way to a viewer takes.
  "regional", // What the way to a regional edge cache takes.
  "origin", // What the way to an origin takes.
  "place", // Which edge location a viewer is at.
  "blocked", // Whether the firewall blocks a request.
  "invalidation", // How long an invalidation takes.
);

/** What a distribution works on. */
export interface DistributionState {
  readonly open: Slab<OpenRequest>;
  /** How many requests ever came: numbers the next one. */
  readonly count: number;
  readonly places: Slab<CachePlace>;
  readonly placeIds: Table<SlabId>;
  readonly entries: Slab<CacheEntry>;
  /** Who asks the origin, by the object that is asked for. */
  readonly fetching: Table<SlabId>;
  readonly bucket: Bucket | null;
  /** Bits that may still be sent, in the same way. */
  readonly bandwidth: Bucket | null;
  /** Of Lambda@Edge by Region. */
  readonly edgeBuckets: Table<Bucket>;
  readonly edgeBusy: Table<number>;
  readonly invalidations: Slab<Invalidation>;
}

/** A cache: of an edge location, a Region, or an Origin Shield. */
export interface CachePlace {
  readonly entries: Table<SlabId>;
  readonly newest: SlabId | null;
  readonly oldest: SlabId | null;
}

/** What is kept of an object in one place. */
export interface CacheEntry {
  readonly key: string;
  readonly path: string;
  readonly place: SlabId;
  /** `null`: it is not kept, which is known so that nobody waits for it. */
  readonly answer: HttpAnswer | null;
  readonly storedAt: Instant;
  readonly freshUntil: Instant;
  /** Until when it is served while it is renewed. */
  readonly renewedUntil: Instant;
  /** Until when it is served where the origin fails. */
  readonly spareUntil: Instant;
  readonly newer: SlabId | null;
  readonly older: SlabId | null;
}

/** Objects that are forgotten in a while. */
export interface Invalidation {
  readonly id: string;
  readonly paths: readonly string[];
}

/** Whether it came from a cache, as logs have it. */
export type ResultType = "Hit" | "RefreshHit" | "Miss" | "Error" | "LimitExceeded" | "Redirect";

/** A request that is not answered. */
export interface OpenRequest {
  /** `null`: nobody waits for it, it renews an object. */
  readonly request: RequestId | null;
  readonly number: number;
  readonly cameAt: Instant;
  /** The code of its edge location. */
  readonly place: string;
  readonly behavior: number;
  /** As the viewer sent it. */
  readonly seen: HttpHead;
  /** As functions made of it. */
  readonly http: HttpHead;
  readonly text: Text;
  readonly trail: Trail;
  readonly phase: EdgeEvent | "origin" | "waiting";
  readonly key: string;
  readonly result: ResultType;
  /** What was added on the way. */
  readonly delay: Duration;
  /** What goes to the origin. */
  readonly asked: HttpHead | null;
  /** Which of the distribution's origins is asked, and whether it is the second of its group. */
  readonly origin: number;
  readonly isSecond: boolean;
  /** The origin that a function chose; -1: none. */
  readonly chosen: number;
  readonly attempt: number;
  readonly askedAt: Instant;
  readonly firstAskedAt: Instant;
  /** When its function was asked. */
  readonly ranAt: Instant;
  readonly answer: HttpAnswer | null;
  /** The error whose page it is. */
  readonly errorFor: {
    readonly status: number;
    readonly says: number;
    readonly ttl: number;
  } | null;
  /** Whether the object is stored once it is there. */
  readonly isKept: boolean;
  /** The next that waits for the same object; of the one that fetches, the first and the last. */
  readonly next: SlabId | null;
  readonly last: SlabId | null;
}

export type DistributionInput =
  | EdgeRequest
  | Invalidate
  | ShowInvalidations
  | Replied<Tagged>
  | TimerFired
  | SettingsChanged<DistributionSettings>;
export type DistributionEffect =
  Reply<HttpAnswer | Invalidating | InvalidationsShown> | Send<Tagged> | SetTimer | Stop;
export type Distribution = Draft<DistributionState>;
export type DistributionContext = Context<DistributionSettings>;
