import type { Rule } from "../../service/rule.ts";
import type { DistributionSettings } from "./config.ts";
import { cachingRules } from "./distribution/caching-rules.ts";
import { edgeRules } from "./distribution/edge-rules.ts";
import { originRules } from "./distribution/origin-rules.ts";
import { operationRules } from "./operations/operation-rules.ts";
import { guide, read } from "./rule-sources.ts";

const limits = guide("cloudfront-limits");

/** The rules of distributions that are followed; the test of each bears its id. */
export const cloudfrontRules: readonly Rule<DistributionSettings>[] = [
  {
    id: "cloudfront.behavior.order",
    status: "documented",
    source: guide("DownloadDistValuesCacheBehavior"),
    date: read,
    text: "A request comes to the first behavior whose path pattern its path is like, case-sensitive, with * and ?, and else to the default; at / it is for the default root object.",
  },
  {
    id: "cloudfront.behavior.methods",
    status: "documented",
    source: guide("RequestAndResponseBehaviorCustomOrigin"),
    date: read,
    text: "A method that a behavior does not allow is 403.",
  },
  {
    id: "cloudfront.behavior.protocol",
    status: "documented",
    source: guide("using-https-viewers-to-cloudfront"),
    date: read,
    text: "Requests by HTTP are let in, 403, or sent to HTTPS by 301, before any function. A request says by cloudfront-forwarded-proto that it came by HTTP.",
  },
  {
    id: "cloudfront.limit.head",
    status: "assumed",
    source: `${limits}, for the limits; it has no statuses`,
    date: read,
    text: "A URL of more than 8,192 bytes is 414, and a line with headers of more than 32,768 bytes 413.",
    semantics: ["cloudfront-edge §0 cf.url length / request line+headers"],
  },
  {
    id: "cloudfront.limit.body",
    status: "documented",
    source: limits,
    date: read,
    text: "A request's body has 64 GB at most.",
    semantics: ["cloudfront-edge §0 cf.maxRequestBody"],
  },
  {
    id: "cloudfront.limit.rate",
    status: "documented",
    source: limits,
    date: read,
    text: "A distribution takes 250,000 requests a second, and sends 150 Gbps; both are raised on request.",
    semantics: [
      "cloudfront-edge §0 cf.rps per distribution",
      "cloudfront-edge §0 cf.bandwidth per distribution",
    ],
  },
  {
    id: "cloudfront.limit.rate-status",
    status: "assumed",
    source: "AWS says no status",
    date: read,
    text: "What is above either is 503, and LimitExceeded in x-cache.",
  },
  {
    id: "cloudfront.chain.two",
    status: "documented",
    source: limits,
    date: read,
    text: "Two distributions may stand before each other; the next is 403.",
    semantics: ["cloudfront-edge §0 chained distributions"],
  },
  {
    id: "cloudfront.viewer.geography",
    status: "documented",
    source: guide("georestrictions"),
    date: read,
    text: "Viewers of countries that are not let in hear 403.",
    when: ({ geography }) => geography.type !== "none",
  },
  {
    id: "cloudfront.viewer.firewall",
    status: "assumed",
    source: "What a web ACL blocks, a scenario says",
    date: read,
    text: "With a web ACL, a share of requests is blocked with 403, or those with a text in a header.",
    when: ({ hasFirewall }) => hasFirewall,
  },
  {
    id: "cloudfront.viewer.signed",
    status: "assumed",
    source: `${guide("PrivateContent")}; nobody looks at signatures`,
    date: read,
    text: "Where requests must be signed, one is let in that has a signature and a key pair in its query or cookies and is not expired; others hear 403.",
  },
  {
    id: "cloudfront.place.viewer",
    status: "assumed",
    source: "AWS routes by what it measures",
    date: read,
    text: "A viewer comes to an edge location of its country, which cloudfront-viewer-country says, or to one that a scenario names by weights, or to that next to the Region of the stack.",
  },
  {
    id: "cloudfront.latency.ways",
    status: "assumed",
    source:
      "Engineering figures: 10 ms to a viewer, 15 ms to a regional edge cache, milliseconds by distance to an origin",
    date: read,
    text: "An answer takes the way to the viewer; where the edge location has nothing, the way to its regional edge cache as well; and where that has nothing, that to the origin by how far its Region is.",
    semantics: ["cloudfront-edge §9 ¶1", "cloudfront-edge §2 ¶1"],
  },
  {
    id: "cloudfront.metric.names",
    status: "documented",
    source: guide("viewing-cloudfront-metrics"),
    date: read,
    text: "AWS/CloudFront has metrics of a distribution with the dimensions DistributionId and Region=Global: requests, bytes, and error rates in percent; more where they are asked for.",
  },
  {
    id: "cloudfront.cost.distribution",
    status: "documented",
    source:
      "https://aws.amazon.com/cloudfront/pricing/ (2024 list prices); AWS Price List of 2024 and 2026",
    date: read,
    text: "Requests cost by their scheme and transfer by tiers, both by where the edge location is; so do bytes to origins, Origin Shield, and invalidation paths beyond 1,000 a month. The free tier is not taken off.",
    semantics: ["cloudfront-edge §0 invalidation free paths", "cloudfront-edge §6.2"],
  },
  ...cachingRules,
  ...originRules,
  ...edgeRules,
  ...operationRules,
];
