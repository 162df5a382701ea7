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
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of HTTP APIs.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export const httpApiLimits = {
  integrationTimeout: durationLimit({
    default: milliseconds(30_000),
    min: milliseconds(50),
    max: milliseconds(30_000),
  }),
  /** Bytes of a request's body, and of a response's. */
  payload: 10_485_760,
  /** Bytes of a request's line and headers. */
  requestHead: 10_240,
  authorizerTimeout: milliseconds(10_000),
  authorizerTtl: durationLimit({ default: noTime, min: noTime, max: hours(1) }),
  /** How long an issuer of tokens has to say where its keys are, and again to hand them over. */
  issuerTimeout: milliseconds(1_500),
  /** Bytes of an issuer's keys. */
  issuerKeys: 150_000,
  /** How long keys are kept. */
  keysTtl: hours(2),
  /** Bytes of a body that mapped parameters see. */
  mappedBody: 102_400,
  /** Bytes of request and response that are billed as one request. */
  billedBytes: 524_288,
  logEvent: 1_024,
} as const;

/**
 * Quotas and defaults of WebSocket APIs.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
export const webSocketLimits = {
  integrationTimeout: durationLimit({
    default: milliseconds(29_000),
    min: milliseconds(50),
    max: milliseconds(29_000),
  }),
  connectionDuration: hours(2),
  idleTimeout: minutes(10),
  /** Bytes of a message; clients cut it into frames of 32 KB. */
  message: 131_072,
  /** Bytes of what an authorizer answers. */
  authorizerResult: 8_192,
  /** Characters of the URL. */
  url: 4_096,
  /** Bytes of a message that are billed as one. */
  billedBytes: 32_768,
} as const;

/** Items on a page where a request does not say. Assumed. */
export const usualPage = 25;
/** Items on a page at most. Assumed. */
export const largestPage = 500;

const since = (date: string): Dated<boolean> => [
  { since: "2015-07-09", value: false }, // API Gateway itself.
  { since: date, value: true },
];

const count = (usual: number): Quota => ({
  ...countBounds({ min: 1, max: 1_000_000_000 }),
  default: usual,
});

/** Quotas of an account in a Region. */
export const apigatewayv2Quotas = {
  "apigatewayv2.routesPerApi": count(300),
  "apigatewayv2.integrationsPerApi": count(300),
  "apigatewayv2.stagesPerApi": count(10),
  "apigatewayv2.authorizersPerApi": count(10),
  /** New connections a second of all WebSocket APIs together. */
  "apigatewayv2.connectionsPerSecond": count(500),
} as const satisfies Readonly<Record<string, Quota>>;

/** The name of a quota. */
export type QuotaName = keyof typeof apigatewayv2Quotas;

/**
 * What an HTTP API adds to its integration: median 5 ms, P99 10 ms.
 *
 * Source: AWS Compute Blog, HTTP APIs are generally available, 2020-03: P99 below 10 ms, up to 60 % below REST APIs.
 */
export const httpOverhead: Distribution = { type: "lognormal", median: 5_000, sigma: 0.3 };

/** What a WebSocket API adds to its integration. Assumed: as HTTP APIs. */
export const webSocketOverhead: Distribution = { type: "lognormal", median: 5_000, sigma: 0.3 };

/** How long clients of a WebSocket API wait until they are connected. Assumed. */
export const connectTimeout = durationLimit({
  default: seconds(30),
  min: milliseconds(1),
  max: minutes(15),
});

/** Since when HTTP APIs are there, at first as a preview, and what they do. Source: the guide's document history. */
export const httpApiDates = {
  apis: since("2019-12-04"),
  serviceIntegrations: since("2020-08-20"),
  lambdaAuthorizers: since("2020-09-09"),
  parameterMapping: since("2021-01-07"),
};

/** Of custom domains. */
export const domainLimits = {
  /** Base paths of several levels. */
  multiLevelMappings: 200,
  /** Characters of a base path. */
  pathLength: 300,
};
