import {
  countBounds,
  durationLimit,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Distribution,
  type Duration,
} from "@orrery/kernel";
import { assumedCount, assumedFigures, assumedShare } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of CloudFront, of CloudFront Functions and of Lambda@Edge.
 *
 * Sources, read 2026-11, pages of the Amazon CloudFront Developer Guide:
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export const cloudfrontLimits = {
  /** Characters of a URL. */
  url: 8_192,
  /** Bytes of a request's line and headers. */
  requestHead: 32_768,
  /** Bytes of a request's body: 64 GB. */
  requestBody: 64e9,
  /** Bytes of an object that is kept: 50 GB. */
  cacheableBody: 50e9,
  minTtl: 0,
  defaultTtl: 86_400,
  maxTtl: 31_536_000,
  /** 100 years: no object is fresh for longer. */
  ceilingTtl: 3_153_600_000,
  errorTtl: 10,
  connectionAttempts: { min: 1, max: 3, default: 3 },
  connectionTimeout: { min: 1, max: 10, default: 10 },
  responseTimeout: { min: 1, max: 120, default: 30 },
  keepAlive: { min: 1, max: 120, default: 5 },
  /** Statuses at which an origin group goes to its second origin. */
  failoverStatuses: [400, 403, 404, 416, 429, 500, 502, 503, 504],
  /** How many distributions may stand before each other. */
  chained: 2,
  /** Bytes of an object that is compressed. */
  compressed: { min: 1_000, max: 10_000_000 },
  lambdaTimeout: seconds(30),
  /** Megabytes of memory of a function of viewer events, and of origin events. */
  lambdaMemory: { viewer: 128, origin: 10_240 },
  /** Bytes of its package, whichever its events. */
  lambdaCode: 50 * 1_048_576,
  /** Bytes of a response that a function makes, by who asks it. */
  generatedResponse: { viewer: 40 * 1_024, origin: 1_024 * 1_024 },
  /** Bytes of a request's body that a function sees: the rest is cut off. */
  bodySeen: { viewer: 40 * 1_024, origin: 1_024 * 1_024 },
  /** Bytes in base64 of a body that it puts in its place. */
  bodyReplaced: { viewer: 53.2 * 1_024, origin: 1.33 * 1_024 * 1_024 },
  /** Requests a second of an execution environment. */
  lambdaRatePerEnvironment: 10,
  /** Bytes of a CloudFront Function. */
  functionCode: 10 * 1_024,
  store: { key: 512, value: 1_024, size: 5 * 1_048_576, perFunction: 1, functions: 10 },
  page: 100,
} as const;

/** How long a function of viewer events runs. The day of the change is not known: it lies between 2023-06 and 2026-04. */
export const viewerTimeout: Dated<Duration> = [
  { since: "2017-07-17", value: seconds(5) },
  { since: "2026-04-01", value: seconds(30) },
];

const count = (usual: number, max = 1_000_000): Quota => ({
  ...countBounds({ min: 1, max }),
  default: usual,
});

/** Quotas of an account. */
export const cloudfrontQuotas = {
  "cloudfront.requestsPerSecond": count(250_000, 1_000_000_000),
  /** Gigabits a second of a distribution. */
  "cloudfront.bandwidth": count(150),
  "cloudfront.behaviorsPerDistribution": count(75),
  "cloudfront.functions": count(100),
  "cloudfront.keyValueStores": count(50),
  /** Functions of Lambda@Edge of a distribution. */
  "cloudfront.edgeFunctionsPerDistribution": count(100),
  /** Executions of Lambda@Edge at once in a Region. */
  "cloudfront.edgeConcurrency": count(1_000),
  /** Requests a second of Lambda@Edge in a Region. */
  "cloudfront.edgeRequestsPerSecond": count(10_000),
  "cloudfront.invalidationPaths": count(3_000),
  "cloudfront.invalidationWildcards": count(15),
} as const satisfies Readonly<Record<string, Quota>>;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const cloudfrontAssumptions = assumedFigures("cloudfront", {
  objectsPerCache: assumedCount({
    default: 100_000,
    min: 1,
    max: 100_000_000,
    text: "How many objects an edge location or a regional edge cache keeps: what was asked for longest ago goes first.",
    source: "Ours: AWS says that objects that are seldom asked for may be evicted, and not when.",
  }),
  compressedShare: assumedShare({
    default: 0.3,
    text: "What is left of the bytes of an object that is compressed.",
    source: "Ours: a usual figure for texts.",
  }),
});

/** 10 ms at the median between a viewer and its edge location, there and back. Assumed. */
export const viewerLatency: Distribution = { type: "lognormal", median: 10_000, sigma: 0.3 };
/** The same where a new connection is set up. Assumed. */
export const viewerRoundTrip = milliseconds(10);
/** 15 ms between an edge location and its regional edge cache. Assumed. */
export const regionalLatency: Distribution = { type: "constant", value: milliseconds(15) };
/** What a CloudFront Function takes. Assumed: AWS says less than a millisecond. */
export const functionLatency: Distribution = { type: "constant", value: 500 };
/** How long an invalidation takes: median 10 s, P99 60 s. Assumed. */
export const invalidationLatency: Distribution = {
  type: "lognormal",
  median: 10_000_000,
  sigma: 0.77,
};
/** How long an origin outside takes to answer, where a scenario does not say. Ours. */
export const originTime: Distribution = { type: "constant", value: milliseconds(50) };

/** How long clients wait for an answer. Assumed: longer than three attempts take. */
export const clientTimeout = durationLimit({
  default: minutes(10),
  min: milliseconds(1),
  max: minutes(60),
});
