import type { Rule } from "../../../service/rule.ts";
import type { DistributionSettings } from "../config.ts";
import { guide, read } from "../rule-sources.ts";

const values = guide("DownloadDistValuesOrigin");

/** The rules of how origins are asked. */
export const originRules: readonly Rule<DistributionSettings>[] = [
  {
    id: "cloudfront.origin.request",
    status: "documented",
    source: guide("RequestAndResponseBehaviorCustomOrigin"),
    date: read,
    text: "An origin is asked under its own path, with what the policies take of a request, its own headers, and a Via that names the distribution.",
  },
  {
    id: "cloudfront.origin.kinds",
    status: "documented",
    source: guide("DownloadDistS3AndCustomOrigins"),
    date: read,
    text: "An origin is a bucket, an API, a function URL, a load balancer, another distribution, or a server elsewhere, by its name in DNS; one in a VPC is asked in the same way.",
    semantics: ["cloudfront-edge §8 2024-11-20/21"],
  },
  {
    id: "cloudfront.origin.attempts",
    status: "documented",
    source: values,
    date: read,
    text: "An origin that cannot be reached is tried three times for ten seconds each, or as often and as long as is said.",
    semantics: [
      "cloudfront-edge §0 origin.connectionAttempts",
      "cloudfront-edge §0 origin.connectionTimeout",
      "cloudfront-edge §0 origin.failover total wait",
    ],
  },
  {
    id: "cloudfront.origin.timeout",
    status: "documented",
    source: values,
    date: read,
    text: "An answer is waited for 30 seconds: GET and HEAD are then asked again as often as an origin is tried, of custom origins, and other methods are not. In a whole it may take as long as is said.",
    semantics: [
      "cloudfront-edge §0 origin.responseTimeout",
      "cloudfront-edge §0 origin.responseCompletionTimeout",
      "cloudfront-edge §5.5",
      "cloudfront-edge §8 2025-07-30",
    ],
  },
  {
    id: "cloudfront.origin.errors",
    status: "documented",
    source: guide("troubleshooting-response-errors"),
    date: read,
    text: "A name that nobody has is 502; an origin that does not answer or cannot be reached is 504.",
    semantics: ["cloudfront-edge §5.4"],
  },
  {
    id: "cloudfront.origin.failover",
    status: "documented",
    source: guide("high_availability_origin_failover"),
    date: read,
    text: "In an origin group the second origin is asked where the first answers with a status that is named, for GET, HEAD and OPTIONS; who cannot be reached counts as 503, who does not answer as 504. Each request tries the first first.",
    when: ({ behaviors }) => behaviors.some(({ origins }) => origins.length > 1),
    semantics: ["cloudfront-edge §5.6", "cloudfront-edge §8 2018-11-20"],
  },
];
