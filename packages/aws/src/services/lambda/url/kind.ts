import type { Arrival, Entry } from "../../../service/entry.ts";
import { isServerError, type HttpAnswer } from "../../../service/http.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { invariant } from "@orrery/kernel";
import { callerTimeout, invokeOverhead, lambdaLimits } from "../limits.ts";
import { lambdaApi } from "../request.ts";
import type { UrlRequest, UrlSettings } from "./config.ts";
import { urlInvariants } from "./invariants.ts";
import { domainOf } from "./request-event.ts";
import { urlRecordOf } from "./url-record.ts";
import { meters, urlMachine } from "./machine.ts";

function requestOf({ http, text, trail }: Arrival): UrlRequest & Trailed {
  invariant(http !== undefined, "a function URL is brought something that is no request of HTTP");
  return { type: "httpRequest", http, text, trail };
}

const entry: Entry = {
  sizeOf: () => ({ min: 0, max: lambdaLimits.requestPayload }),
  http: {
    head: lambdaLimits.requestHead,
    statusOf: ({ code }) => lambdaApi.statusOf(code),
  },
  doors: {
    request: {
      inputOf: requestOf,
      hasFailed: (answer) => isServerError(answer as HttpAnswer), // It gives no other.
    },
  },
  action: "lambda:InvokeFunctionUrl",
  timeout: callerTimeout,
  latency: (latencies) => ({
    request: latencies["lambda.warm.platformOverhead"] ?? invokeOverhead,
  }),
};

/** URLs that let nobody in, and were asked. */
const closedUrls = (urls: readonly Seen<UrlSettings>[]): readonly string[] =>
  urls
    .filter(({ settings, sum }) => {
      const { authType, admitsAll } = settings;
      return authType === "NONE" && !admitsAll && sum("UrlRequestCount") > 0;
    })
    .map(
      ({ name }) =>
        `${name} answers 403 to everybody: it asks for no signature, and the policy of its function does not let everybody in.`,
    );

const reporting: Reporting = {
  relations: ({ resource }) => [{ role: "sendsTo", arn: resource.arn.slice(0, -"/url".length) }],
  incoming: ["UrlRequestCount"],
  warnings: { fit: closedUrls },
  table: {
    columns: [
      { title: "requests", metrics: ["UrlRequestCount"], statistic: "sum" },
      { title: "4xx", metrics: ["Url4xxCount"], statistic: "sum", shareOf: "UrlRequestCount" },
      { title: "5xx", metrics: ["Url5xxCount"], statistic: "sum", shareOf: "UrlRequestCount" },
    ],
  },
  times: [
    { metric: "UrlRequestLatency", title: "request" },
    { metric: "UrlFirstByteLatency", title: "first byte" },
  ],
};

/** A function URL: an endpoint of HTTP of a function or an alias. */
export const urlKind: ResourceKind = {
  machine: urlMachine,
  invariants: urlInvariants,
  noun: "function URL",
  rules: [],
  metrics: meters,
  entry,
  domainOf: (url) => domainOf({ urlId: urlRecordOf(url).urlId, region: url.arn.split(":")[3]! }),
  stamps: ["creationTime", "lastModifiedTime"],
  reporting,
};
