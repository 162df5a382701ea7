import type { Rule } from "../../../service/rule.ts";
import type { DistributionSettings } from "../config.ts";
import { guide, read } from "../rule-sources.ts";

const api = "Amazon CloudFront API Reference";
const limits = guide("cloudfront-limits");
const restrictions = guide("lambda-at-edge-function-restrictions");
const making = ["CreateDistribution", "UpdateDistribution"] as const;

/** The rules of CloudFront's operations. */
export const operationRules: readonly Rule<DistributionSettings>[] = [
  {
    id: "cloudfront.operation.versions",
    status: "documented",
    source: api,
    date: read,
    text: "Whoever changes or deletes something names the version it is of; an enabled distribution is not deleted. A distribution is deployed at once.",
    operations: ["UpdateDistribution", "DeleteDistribution"],
  },
  {
    id: "cloudfront.operation.origins",
    status: "documented",
    source: guide("DownloadDistValuesOrigin"),
    date: read,
    text: "An origin is tried 1 to 3 times for 1 to 10 seconds, waited for 1 to 120, and its connections are kept for 5 seconds, 1 to 120; an answer may take as long in a whole as it is waited for, or longer; a group has two origins and statuses that may be named.",
    operations: [...making],
    semantics: ["cloudfront-edge §0 origin.keepAlive"],
  },
  {
    id: "cloudfront.operation.behaviors",
    status: "documented",
    source: limits,
    date: read,
    text: "A distribution has 75 behaviors beside the default, and 100 functions of Lambda@Edge; policies and origins must be there, and minimum, default and maximum in their order.",
    operations: [...making],
    semantics: [
      "cloudfront-edge §0 behaviours per distribution",
      "cloudfront-edge §0 l@e.functions per distribution",
    ],
  },
  {
    id: "cloudfront.operation.functions",
    status: "documented",
    source: guide("edge-function-restrictions-all"),
    date: read,
    text: "A behavior has one function for each event, and at viewer events functions of one kind; CloudFront Functions are asked at those alone, where they are published. Both are of the distribution's account.",
    operations: [...making],
    semantics: ["cloudfront-edge §1.1", "cloudfront-edge §1.3"],
  },
  {
    id: "cloudfront.operation.lambda",
    status: "documented",
    source: restrictions,
    date: read,
    text: "A function of Lambda@Edge is a numbered version in us-east-1, in whichever language; without environment variables, layers, VPC, dead-letter queue, arm64, image, tracing, provisioned concurrency, more than 512 MB of storage, 50 MB of code, or 30 seconds; with 128 MB at viewer events, and 10,240 MB at others.",
    operations: [...making],
    semantics: [
      "cloudfront-edge §1 authoring Region",
      "cloudfront-edge §1 environment variables, layers, VPC, DLQ, arm64, containers, X-Ray, provisioned concurrency, >512 MB /tmp",
      "cloudfront-edge §0 l@e.memory viewer events",
      "cloudfront-edge §0 l@e.memory origin events",
      "cloudfront-edge §0 l@e.codeSize viewer / origin",
      "cloudfront-edge §8 2019-08-01",
    ],
  },
  {
    id: "cloudfront.operation.role",
    status: "documented",
    source: restrictions,
    date: read,
    text: "edgelambda.amazonaws.com invokes it for the distribution, where policies are looked at.",
    operations: [...making],
    semantics: ["cloudfront-edge §1 role trust"],
  },
  {
    id: "cloudfront.operation.role-trust",
    status: "documented",
    source: `${guide("lambda-edge-permissions")}; the words are as users quote them`,
    date: read,
    text: "A function is put at an edge where its role lets both lambda.amazonaws.com and edgelambda.amazonaws.com assume it, as far as policies are looked at.",
    operations: [...making],
    semantics: ["iam-and-networking §3 CloudFront (Lambda@Edge)"],
  },
  {
    id: "cloudfront.operation.function-limits",
    status: "documented",
    source: limits,
    date: read,
    text: "An account has 100 CloudFront Functions, of 10 KB each.",
    operations: ["CreateFunction"],
    semantics: [
      "cloudfront-edge §0 cff.memory / code size",
      "cloudfront-edge §0 cff.functions per account",
    ],
  },
  {
    id: "cloudfront.operation.stores",
    status: "documented",
    source: limits,
    date: read,
    text: "An account has 50 stores of 5 MB, with keys of 512 bytes and values of 1 KB; a function reads one, and a store has ten functions.",
    operations: ["CreateKeyValueStore"],
    semantics: [
      "cloudfront-edge §0 kvs.key / value / store / stores per account / per function",
      "cloudfront-edge §0 kvs.functions per store",
    ],
  },
  {
    id: "cloudfront.operation.invalidations",
    status: "documented",
    source: limits,
    date: read,
    text: "3,000 paths and 15 with a star may be under way at once.",
    operations: ["CreateInvalidation"],
    semantics: ["cloudfront-edge §0 invalidation active paths / wildcard paths"],
  },
  {
    id: "cloudfront.operation.policies",
    status: "documented",
    source: guide("using-managed-cache-policies"),
    date: read,
    text: "Policies of AWS are there by their ids, and stay as they are; what a policy of the account becomes, its distributions go by, and while they use it it is not deleted.",
    operations: ["CreateCachePolicy", "UpdateCachePolicy", "DeleteCachePolicy"],
  },
];
