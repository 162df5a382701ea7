import { seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { cloudfrontService } from "./index.ts";
import { distributionIdOf, domainNameOf, etagOf, functionArnOf, sharedIdOf } from "./names.ts";
import { allMethods, custom, items } from "./test/edge-account.ts";

const ask = (operation: string, params: PlainObject) => (): JourneyCall => [
  "cloudfront",
  operation,
  params,
];
const siteId = distributionIdOf("site");
const owner = { partition: "aws", accountId: "123456789012" };
const fixed = { ForwardedValues: { QueryString: true, Cookies: { Forward: "none" } } };
const { Behavior } = functionParams as { readonly Behavior: PlainObject };
const LambdaFunctionARN = "arn:aws:lambda:us-east-1:123456789012:function:worker:1";

const configOf = (reference: string, more: PlainObject, behavior: PlainObject): PlainObject => ({
  CallerReference: reference,
  Comment: "",
  Enabled: true,
  Origins: items(custom("one"), custom("two")),
  DefaultCacheBehavior: {
    TargetOriginId: "one",
    ViewerProtocolPolicy: "allow-all",
    ...fixed,
    MinTTL: 0,
    DefaultTTL: 5,
    MaxTTL: 5,
    ...behavior,
  },
  ...more,
});
const site = configOf(
  "site",
  {},
  {
    ...allMethods,
    FunctionAssociations: items({
      FunctionARN: functionArnOf("look", owner),
      EventType: "viewer-request",
    }),
    LambdaFunctionAssociations: items({ LambdaFunctionARN, EventType: "origin-request" }),
  },
);
const plain = configOf(
  "plain",
  {
    Origins: items(custom("one"), custom("two"), {
      Id: "files",
      DomainName: "files.s3.amazonaws.com",
      S3OriginConfig: { OriginAccessIdentity: "" },
    }),
    CacheBehaviors: items({
      PathPattern: "/files/*",
      TargetOriginId: "files",
      ViewerProtocolPolicy: "allow-all",
      ...fixed,
      MinTTL: 0,
    }),
    CustomErrorResponses: items({
      ErrorCode: 500,
      ResponsePagePath: "/files/sorry",
      ResponseCode: "200",
    }),
  },
  { ...allMethods, TargetOriginId: "both" },
);
const grouped: PlainObject = {
  ...plain,
  OriginGroups: items({
    Id: "both",
    FailoverCriteria: { StatusCodes: items(503, 504) },
    Members: items({ OriginId: "one" }, { OriginId: "two" }),
  }),
};
const Edge = {
  latency: { type: "constant", value: 200_000 },
  failures: 0.2,
  unreachable: 0.1,
  viewers: { FRA: 1, CDG: 1 },
};
const at = (reference: string) => ({
  bringTo: `cloudfront.distribution:${distributionIdOf(reference)}`,
});
const behind = configOf(
  "behind",
  { Origins: items(custom("site", { DomainName: domainNameOf(siteId) })) },
  { TargetOriginId: "site", ...allMethods },
);

const ownId = sharedIdOf("cache-policy", "own");

const journeys: Journeys = {
  seldomAlike: true,
  made: [
    [
      "lambda",
      "CreateFunction",
      {
        ...(functionParams as PlainObject),
        FunctionName: "worker",
        Publish: true,
        Behavior: { ...Behavior, response: null },
      },
    ],
    ["s3", "CreateBucket", { Bucket: "files" }],
    [
      "cloudfront",
      "CreateFunction",
      {
        Name: "look",
        FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
        FunctionCode: "eA==",
        EdgeBehavior: { failures: 0.1, utilization: 110 },
      },
    ],
    ["cloudfront", "PublishFunction", { Name: "look", IfMatch: etagOf("look", 1) }],
    ["cloudfront", "CreateKeyValueStore", { Name: "store" }],
    ["elbv2", "CreateLoadBalancer", { Name: "web" }],
    ["cloudfront", "CreateDistribution", { DistributionConfig: site, Edge }],
    ["cloudfront", "CreateDistribution", { DistributionConfig: grouped, Edge }],
    ["cloudfront", "CreateDistribution", { DistributionConfig: behind, Edge }],
    [
      "cloudfront",
      "CreateCachePolicy",
      { CachePolicyConfig: { Name: "own", MinTTL: 1, DefaultTTL: 1, MaxTTL: 1 } },
    ],
  ],
  courses: [
    [at("site"), at("site"), seconds(1), at("site"), seconds(6), at("site")],
    [at("plain"), seconds(1), at("plain"), at("behind"), seconds(10)],
    [
      ask("CreateInvalidation", {
        DistributionId: siteId,
        InvalidationBatch: { CallerReference: "a", Paths: items("/*") },
      }),
      ask("ListInvalidations", { DistributionId: siteId }),
      seconds(70),
    ],
    [
      ask("UpdateKeyValueStore", {
        Name: "store",
        Comment: "changed",
        IfMatch: etagOf(sharedIdOf("key-value-store", "store"), 1),
      }),
      ask("UpdateCachePolicy", {
        Id: ownId,
        IfMatch: etagOf(ownId, 1),
        CachePolicyConfig: { Name: "own", MinTTL: 2, DefaultTTL: 2, MaxTTL: 2 },
      }),
      ask("UpdateFunction", {
        Name: "look",
        IfMatch: etagOf("look", 1),
        FunctionConfig: { Comment: "changed", Runtime: "cloudfront-js-2.0" },
        FunctionCode: "eQ==",
      }),
      ask("CreateDistribution", {
        DistributionConfig: configOf("other", {}, {}),
        Edge: { ...Edge, status: 201 },
      }),
      ask("UpdateKeyValueStore", {
        Name: "store",
        Comment: "again",
        IfMatch: etagOf(sharedIdOf("key-value-store", "store"), 2),
      }),
      ask("UpdateCachePolicy", {
        Id: ownId,
        IfMatch: etagOf(ownId, 2),
        CachePolicyConfig: { Name: "own", MinTTL: 3, DefaultTTL: 3, MaxTTL: 3 },
      }),
      seconds(1),
    ],
  ],
  asked: [
    ask("GetDistribution", { Id: siteId }),
    ask("ListDistributions", {}),
    ask("UpdateDistribution", {
      Id: siteId,
      IfMatch: etagOf(siteId, 1),
      DistributionConfig: { ...site, Comment: "changed" },
    }),
    ask("CreateInvalidation", {
      DistributionId: siteId,
      InvalidationBatch: { CallerReference: "b", Paths: items("/a", "/b*") },
    }),
    ask("ListInvalidations", { DistributionId: siteId }),
    ask("DescribeFunction", { Name: "look" }),
    ask("TestFunction", { Name: "look", IfMatch: etagOf("look", 1), EventObject: "e30=" }),
    ask("UpdateFunction", {
      Name: "look",
      IfMatch: etagOf("look", 1),
      FunctionConfig: { Comment: "changed", Runtime: "cloudfront-js-2.0" },
      FunctionCode: "eQ==",
    }),
    ask("ListKeyValueStores", {}),
    ask("UpdateKeyValueStore", {
      Name: "store",
      Comment: "changed",
      IfMatch: etagOf(sharedIdOf("key-value-store", "store"), 1),
    }),
    ask("UpdateCachePolicy", {
      Id: ownId,
      IfMatch: etagOf(ownId, 1),
      CachePolicyConfig: { Name: "own", MinTTL: 2, DefaultTTL: 2, MaxTTL: 2 },
    }),
    ask("ListCachePolicies", {}),
    ask("CreateCachePolicy", {
      CachePolicyConfig: { Name: "other", MinTTL: 1, DefaultTTL: 1, MaxTTL: 1 },
    }),
  ],
  latencies: { "cloudfront.invalidation": { type: "constant", value: 20_000_000 } },
};

const ofLambda = ["viewerRequest", "originRequest", "originResponse", "viewerResponse"];
const ofFunctions = ["functionRequest", "functionResponse"];

itKeepsTheContract(cloudfrontService, journeys, {
  bodiless: ofFunctions,
  placeless: [...ofLambda, ...ofFunctions],
});
