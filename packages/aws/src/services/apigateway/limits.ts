import {
  countBounds,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  noTime,
  seconds,
  type Dated,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of REST APIs.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
export const restLimits = {
  integrationTimeout: durationLimit({
    default: milliseconds(29_000),
    min: milliseconds(50),
    max: milliseconds(29_000),
  }),
  /** Bytes of a request's body, and of a response's. */
  payload: 10_485_760,
  /** Bytes of a request's line and headers. */
  requestHead: 10_240,
  methodArn: 1_600,
  /** Characters of an ARN in a policy of an authorizer. */
  policyArn: 512,
  /** Characters of an API's own policy. */
  resourcePolicy: 8_192,
  cacheTtl: durationLimit({ default: seconds(300), min: noTime, max: hours(1) }),
  authorizerTtl: durationLimit({ default: seconds(300), min: noTime, max: hours(1) }),
  /** Bytes of a response that is kept. */
  cacheEntry: 1_048_576,
  mappingTemplate: 307_200,
  definitionBytes: 6_291_456,
  stageVariableName: 64,
  stageVariableValue: 512,
  apiKeyName: 1_024,
  apiKeyValue: { min: 20, max: 128 },
  minimumCompressionSize: countBounds({ min: 0, max: 10_485_760 }),
  /** Items on a page where a request does not say. */
  page: 25,
  largestPage: 500,
  logEvent: 1_024,
  /** How long a connection stays open that no request comes on. */
  idleConnection: seconds(310),
} as const;

/**
 * Responses that are streamed.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export const restStreaming = {
  /** How long one takes at most. */
  duration: minutes(15),
  /** How long nothing may come. */
  idle: { regional: minutes(5), edge: seconds(30) },
  /** Bytes that come as fast as may be. */
  uncapped: 10_485_760,
  bytesPerSecond: 2_097_152,
  /** Since when there are any. */
  since: [
    { since: "2015-07-09", value: false }, // API Gateway itself.
    { since: "2025-11-19", value: true },
  ] satisfies Dated<boolean>,
} as const;

/** How often operations may be called, all together: nobody can have more. */
export const controlRate = { perSecond: 10, burst: 40 } as const;

/** Sizes of a cache in gigabytes, as stages name them. */
export const cacheSizes = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] as const;
/** One of them. */
export type CacheSize = (typeof cacheSizes)[number];

const count = (usual: number, byRegion?: Quota["byRegion"]): Quota => ({
  ...countBounds({ min: 1, max: 1_000_000_000 }),
  default: usual,
  ...(byRegion === undefined ? {} : { byRegion }),
});

const smallRegions = [
  "af-south-1",
  "eu-south-1",
  "ap-southeast-3",
  "me-central-1",
  "ap-south-2",
  "ap-southeast-4",
  "eu-south-2",
  "eu-central-2",
  "il-central-1",
  "ca-west-1",
  "ap-southeast-5",
  "ap-southeast-7",
  "mx-central-1",
];
const inSmall = (value: number): Quota["byRegion"] =>
  Object.fromEntries(smallRegions.map((region) => [region, value]));

/** Quotas of an account in a Region. */
export const apigatewayQuotas = {
  /** Requests a second of all APIs together. */
  "apigateway.requestsPerSecond": count(10_000, inSmall(2_500)),
  /** How many may come at once. */
  "apigateway.burst": count(5_000, inSmall(1_250)),
  /** Of an integration of a Regional or private API, in milliseconds: AWS raises it since June 2024. */
  "apigateway.integrationTimeoutMilliseconds": {
    ...countBounds({ min: 50, max: 300_000 }),
    default: 29_000,
  },
  "apigateway.resourcesPerApi": count(300),
  "apigateway.stagesPerApi": count(10),
  "apigateway.authorizersPerApi": count(10),
  "apigateway.usagePlans": count(300),
  "apigateway.usagePlansPerApiKey": count(10),
  "apigateway.apiKeys": count(10_000),
} as const satisfies Readonly<Record<string, Quota>>;

/** The name of a quota. */
export type QuotaName = keyof typeof apigatewayQuotas;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const apigatewayAssumptions = assumedFigures("apigateway", {
  cacheCreation: assumedDuration({
    default: minutes(4),
    min: noTime,
    max: hours(1),
    text: "How long a cache cannot be used after it is made or given another size.",
    source: "The guide: about four minutes.",
  }),
});

/**
 * What API Gateway adds to its integration: median 16 ms, P99 45 ms. Observed: 10 to 30 ms.
 *
 * Source: smplogs.com, 2025; averages of github.com/theam/aws-lambda-benchmark, 2019-06.
 */
export const restOverhead: Distribution = { type: "lognormal", median: 16_000, sigma: 0.45 };

/** How long an endpoint of HTTP takes to answer, where a scenario does not say. Ours. */
export const backendTime: Distribution = { type: "constant", value: milliseconds(50) };

/** How long clients wait for an answer. Assumed: a little longer than API Gateway waits at most. */
export const clientTimeout = durationLimit({
  default: seconds(30),
  min: milliseconds(1),
  max: minutes(15),
});
