import type { Rule } from "../../../service/rule.ts";
import type { DistributionSettings } from "../config.ts";
import { guide, read } from "../rule-sources.ts";

const hasFunctions = ({ behaviors }: DistributionSettings): boolean =>
  behaviors.some(({ functions }) => Object.values(functions).some((fn) => fn !== null));
const has =
  (type: "function" | "edge") =>
  ({ behaviors }: DistributionSettings): boolean =>
    behaviors.some(({ functions }) => Object.values(functions).some((fn) => fn?.type === type));

const choosing = guide("edge-functions-choosing");
const events = guide("lambda-cloudfront-trigger-events");
const limits = guide("cloudfront-limits");
const structure = guide("lambda-event-structure");
const ofFunctions = guide("functions-event-structure");

/** The rules of functions at edges. */
export const edgeRules: readonly Rule<DistributionSettings>[] = [
  {
    id: "cloudfront.edge.order",
    status: "documented",
    source: events,
    date: read,
    text: "Functions are asked for requests of viewers before any cache, for requests to origins and what they answer where the caches have nothing, and for responses to viewers at hits and misses; each has to end before the next begins.",
    when: hasFunctions,
    semantics: [
      "cloudfront-edge §1 events",
      "cloudfront-edge §1.2",
      "cloudfront-edge §2 viewer request",
      "cloudfront-edge §2 origin request",
      "cloudfront-edge §2 origin response",
    ],
  },
  {
    id: "cloudfront.edge.viewer-response",
    status: "documented",
    source: events,
    date: read,
    text: "That of responses is not asked for an error of 400 and above, the page of an error, a response that a function made for a viewer's request, nor a redirect to HTTPS.",
    when: hasFunctions,
    semantics: ["cloudfront-edge §2 viewer response"],
  },
  {
    id: "cloudfront.edge.generated",
    status: "documented",
    source: guide("lambda-generating-http-responses"),
    date: read,
    text: "A response that a function makes for a viewer's request is not kept; one for a request to an origin is.",
    when: hasFunctions,
    semantics: ["cloudfront-edge §2.1"],
  },
  {
    id: "cloudfront.edge.failover",
    status: "documented",
    source: guide("high_availability_origin_failover"),
    date: read,
    text: "Functions of origins are asked once more for the second of a group.",
    when: has("edge"),
    semantics: ["cloudfront-edge §2.2"],
  },
  {
    id: "cloudfront.edge.names",
    status: "documented",
    source: guide("lambda-at-edge-function-restrictions"),
    date: read,
    text: "The name of an origin is looked up before its function is asked: where nobody has it, callers hear 502 and the function does not run.",
    when: has("edge"),
    semantics: ["cloudfront-edge §2.3"],
  },
  {
    id: "cloudfront.edge.path",
    status: "documented",
    source: guide("edge-function-restrictions-all"),
    date: read,
    text: "Another path that a function gives changes neither the behavior nor the origin; requests to origins have the parameters that are forwarded, and no other.",
    when: hasFunctions,
    semantics: ["cloudfront-edge §2.4", "cloudfront-edge §2.6"],
  },
  {
    id: "cloudfront.edge.event",
    status: "documented",
    source: structure,
    date: read,
    text: "A function of Lambda@Edge gets a record with its distribution, the request, the origin at events of origins, and the response at those of responses; of a body, where it asks for it, 40 KB or 1 MB in base64.",
    when: has("edge"),
    semantics: [
      ...["1", "2", "3", "4", "5", "6", "7", "8"].map((place) => `cloudfront-edge §2.1 ¶${place}`),
      "cloudfront-edge §0 l@e.requestBody exposed viewer / origin",
      "cloudfront-edge §1 network / file system / request body",
      "lambda §15 CloudFront (Lambda@Edge)",
    ],
  },
  {
    id: "cloudfront.edge.request",
    status: "documented",
    source: structure,
    date: read,
    text: "At requests it returns the request or a response, whose status is 200 to 599 and whose body is a text or base64, of 40 KB or 1 MB at most; method, address and configuration stay.",
    when: has("edge"),
    semantics: [
      "cloudfront-edge §2.1.1",
      "cloudfront-edge §2.1.3",
      "cloudfront-edge §0 l@e.generatedResponse viewer / origin",
    ],
  },
  {
    id: "cloudfront.edge.body",
    status: "documented",
    source: guide("lambda-include-body-access"),
    date: read,
    text: "A body that it puts in place has 53.2 KB or 1.33 MB at most.",
    when: has("edge"),
    semantics: ["cloudfront-edge §0 l@e.requestBody replaced, base64, viewer / origin"],
  },
  {
    id: "cloudfront.edge.response",
    status: "documented",
    source: structure,
    date: read,
    text: "At responses it returns the response: that of an origin with another status, headers or body, that to a viewer with other headers alone.",
    when: has("edge"),
    semantics: ["cloudfront-edge §2.1.2", "cloudfront-edge §1 modify status in viewer response"],
  },
  {
    id: "cloudfront.edge.origin",
    status: "documented",
    source: structure,
    date: read,
    text: "A function may send a request to exactly one other origin, of the distribution or not. What the distribution does not have answers as its origins outside do.",
    when: has("edge"),
    semantics: ["cloudfront-edge §2.1.4"],
  },
  {
    id: "cloudfront.edge.headers",
    status: "documented",
    source: guide("edge-function-restrictions-all"),
    date: read,
    text: "Some headers a function does not see and may not add, and others it may not change, by its event: then callers hear 502.",
    when: hasFunctions,
    semantics: ["cloudfront-edge §2.3 ¶1", "cloudfront-edge §2.3 ¶2"],
  },
  {
    id: "cloudfront.edge.errors",
    status: "documented",
    source: guide("troubleshooting-response-errors"),
    date: read,
    text: "What is no valid return is 502; a function that throws, takes longer than it may or is throttled is 503.",
    when: hasFunctions,
    semantics: ["cloudfront-edge §2.5", "cloudfront-edge §2.1.5"],
  },
  {
    id: "cloudfront.edge.timeout",
    status: "documented",
    source: limits,
    date: read,
    text: "A function of Lambda@Edge runs for 30 seconds at most; at events of viewers it was 5 until 2026.",
    when: has("edge"),
    semantics: [
      "cloudfront-edge §0 l@e.timeout viewer events",
      "cloudfront-edge §0 l@e.timeout origin events",
      "cloudfront-edge §8 2023-06…2026-04",
      "cloudfront-edge §1 time",
    ],
  },
  {
    id: "cloudfront.edge.concurrency",
    status: "documented",
    source: limits,
    date: read,
    text: "In the Region that serves a viewer 1,000 executions run at once and 10,000 requests a second, ten for each of those at most; what is above is throttled.",
    when: has("edge"),
    semantics: [
      "cloudfront-edge §0 l@e.concurrency per Region",
      "cloudfront-edge §0 l@e.rps per Region",
      "cloudfront-edge §7 ¶1",
      "cloudfront-edge §1 place of execution",
    ],
  },
  {
    id: "cloudfront.edge.price",
    status: "documented",
    source: "https://aws.amazon.com/lambda/pricing/, Lambda@Edge",
    date: read,
    text: "Lambda@Edge costs 0.60 dollars for a million requests and 0.00005001 for a GB-second. The bill of the function has Lambda's prices, and that of the distribution what is above them, by the time that answers took.",
    when: has("edge"),
    semantics: ["cloudfront-edge §1 pricing"],
  },
  {
    id: "cloudfront.edge.logs",
    status: "documented",
    source: choosing,
    date: read,
    text: "A function of Lambda@Edge logs as other functions of Lambda do. CloudFront Functions log nothing here.",
    when: has("edge"),
    semantics: ["cloudfront-edge §1 logs"],
  },
  {
    id: "cloudfront.function.event",
    status: "documented",
    source: ofFunctions,
    date: read,
    text: "A CloudFront Function gets an event of the version 1.0, with parameters, headers and cookies as objects with values, names in small letters, and cookies beside the headers; it returns the request or a response.",
    when: has("function"),
    semantics: [
      ...["1", "2", "3", "4", "5", "6"].map((place) => `cloudfront-edge §2.2 ¶${place}`),
      "cloudfront-edge §2.2.1",
      "cloudfront-edge §1 geo/device headers in viewer events",
    ],
  },
  {
    id: "cloudfront.function.response",
    status: "documented",
    source: choosing,
    date: read,
    text: "At responses to viewers it may change the status, too, and put a body in place, and no page of an error follows.",
    when: has("function"),
  },
];
