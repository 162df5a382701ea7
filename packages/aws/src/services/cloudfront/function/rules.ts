import type { Rule } from "../../../service/rule.ts";
import { guide, read } from "../rule-sources.ts";
import type { FunctionSettings } from "./declarations.ts";

const restrictions = guide("cloudfront-function-restrictions");

/** The rules of CloudFront Functions that are followed. */
export const functionRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "cloudfront.function.time",
    status: "assumed",
    source: "AWS says less than a millisecond, and no number of functions at once",
    date: read,
    text: "A CloudFront Function takes half a millisecond, and as many run at once as there are requests.",
    semantics: ["cloudfront-edge §0 cff.duration", "cloudfront-edge §0 cff.scale"],
  },
  {
    id: "cloudfront.function.throttling",
    status: "assumed",
    source: `${restrictions}: a function that takes longer than it may is throttled; not how much`,
    date: read,
    text: "Of a function that uses more than the time it may use, as many runs are let through as there is time for; others are 503.",
    when: ({ behavior }) => behavior.utilization > 100,
  },
  {
    id: "cloudfront.function.errors",
    status: "documented",
    source: guide("troubleshooting-response-errors"),
    date: read,
    text: "A function that throws or waits for something is 503, and one that returns no event 502; it has neither network nor files.",
  },
  {
    id: "cloudfront.function.language",
    status: "assumed",
    source: "The simulation does not run its code",
    date: read,
    text: "What a function does, a scenario says, or a script in its place: the code, its language and its memory change nothing. A report says where that was so.",
    semantics: ["cloudfront-edge §1 language", "cloudfront-edge §8 2021-05"],
  },
  {
    id: "cloudfront.function.store",
    status: "documented",
    source: guide("kvs-with-functions"),
    date: read,
    text: "In the runtime 2.0 a function reads a store: get, as a text, JSON or bytes, exists, count and meta. What a store holds, a scenario says.",
    when: ({ values }) => values !== null,
    semantics: [
      "cloudfront-edge §2.2.2",
      "cloudfront-edge §6.1",
      "cloudfront-edge §1 KeyValueStore",
      "cloudfront-edge §8 2023-11-21",
    ],
  },
  {
    id: "cloudfront.function.stages",
    status: "documented",
    source: guide("test-function"),
    date: read,
    text: "A function is in the stages DEVELOPMENT and LIVE; TestFunction runs it, and says how much of its time it used.",
    operations: ["TestFunction"],
    semantics: ["cloudfront-edge §2.2.3"],
  },
  {
    id: "cloudfront.function.metrics",
    status: "documented",
    source: guide("viewing-cloudfront-metrics"),
    date: read,
    text: "AWS/CloudFront has invocations, errors, throttles and compute utilization of a function by FunctionName and Region=Global.",
  },
  {
    id: "cloudfront.function.price",
    status: "documented",
    source: "https://aws.amazon.com/cloudfront/pricing/ (2024 list prices)",
    date: read,
    text: "A million invocations cost 0.10 dollars, and a million reads of a store 0.03.",
  },
];
