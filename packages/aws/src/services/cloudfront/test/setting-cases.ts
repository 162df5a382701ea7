import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";
import { distributionIdOf } from "../names.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        WebACLId: arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b
        Origins:
          - { Id: www, DomainName: www.example.com, CustomOriginConfig: { OriginProtocolPolicy: https-only } }
        DefaultCacheBehavior:
          TargetOriginId: www
          ViewerProtocolPolicy: allow-all
          Compress: true
          AllowedMethods: [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE]
          CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6
          FunctionAssociations: [{ EventType: viewer-request, FunctionARN: !Ref Look }]
          LambdaFunctionAssociations: [{ EventType: origin-request, LambdaFunctionARN: !Ref EdgeVersion }]
  Look:
    Type: AWS::CloudFront::Function
    Properties:
      Name: look
      AutoPublish: true
      FunctionCode: "function handler(event) { return event.request; }"
      FunctionConfig:
        Comment: ""
        Runtime: cloudfront-js-2.0
        KeyValueStoreAssociations: [{ KeyValueStoreARN: !GetAtt Values.Arn }]
  Values:
    Type: AWS::CloudFront::KeyValueStore
    Properties: { Name: values }
  Edge:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: edge, Handler: index.handler, Runtime: nodejs22.x, Code: { ZipFile: "" }, Role: "arn:aws:iam::123456789012:role/a" }
  Other:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: other, Handler: index.handler, Runtime: nodejs22.x, Code: { ZipFile: "" }, Role: "arn:aws:iam::123456789012:role/a" }
  OtherVersion:
    Type: AWS::Lambda::Version
    Properties: { FunctionName: !Ref Other }
  EdgeVersion:
    Type: AWS::Lambda::Version
    Properties: { FunctionName: !Ref Edge }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const asking = (request: Part = {}, rate = "2/s"): Part => ({
  workload: [
    {
      to: "Site",
      arrivals: { constant: { rate } },
      request: { method: "GET", path: "/", ...request },
    },
  ],
});
const toSite = asking();
/** Nothing is kept of what is written. */
const writing = asking({ method: "POST" });
/** What a function asks for, one after another. */
const calling = (...calls: readonly (readonly [operation: string, params: Part])[]): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }],
  functions: {
    Worker: {
      calls: calls.map(([operation, params]) => ({ [`cloudfront:${operation}`]: params })),
    },
  },
});
const quota = (name: string, value: number): Part => ({
  quotas: { [`cloudfront.${name}`]: value },
});
const latency = (name: string, base: Part = toSite) => ({
  base,
  change: { latencies: { [`cloudfront.${name}`]: "1s" } },
});
const saying = (said: Part, base: Part = toSite) => ({
  base,
  change: { distributions: { Site: said } },
});
const looking = (said: Part) => ({ base: toSite, change: { edgeFunctions: { Look: said } } });
/** Two paths, of which one may become the other. */
const rewriting: Part = {
  workload: ["/", "/new"].map((path) => ({
    to: "Site",
    arrivals: { constant: { rate: "2/s" } },
    request: { method: "GET", path },
  })),
};
const listed = (...Items: readonly unknown[]) => ({ Quantity: Items.length, Items });
// As CloudFormation would name it, which the id follows from.
const distributionId = distributionIdOf("stack-Site-SILQ98OUBRHO");
const invalidating = (...paths: readonly string[]) =>
  calling([
    "CreateInvalidation",
    {
      DistributionId: distributionId,
      InvalidationBatch: { CallerReference: "a", Paths: listed(...paths) },
    },
  ]);
const distribution = (more: Part, behavior: Part = {}) =>
  calling([
    "CreateDistribution",
    {
      DistributionConfig: {
        CallerReference: "more",
        Comment: "",
        Enabled: true,
        Origins: listed({
          Id: "a",
          DomainName: "a.example",
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" },
        }),
        DefaultCacheBehavior: {
          TargetOriginId: "a",
          ViewerProtocolPolicy: "allow-all",
          CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
          ...behavior,
        },
        ...more,
      },
    },
  ]);
const versionOf = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}:1`;

/** A case for each setting of scenarios that is about distributions. */
export const cloudfrontSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.cloudfront.viewer": latency("viewer"),
    "latencies.cloudfront.regionalCache": latency("regionalCache"),
    "latencies.cloudfront.origin": latency("origin"),
    "latencies.cloudfront.function": latency("function"),
    "quotas.cloudfront.requestsPerSecond": {
      base: asking({}, "20/s"),
      change: quota("requestsPerSecond", 1),
    },
    "quotas.cloudfront.edgeConcurrency": {
      base: { ...asking({ method: "POST" }, "200/s"), duration: "10s" },
      change: quota("edgeConcurrency", 1),
    },
    "quotas.cloudfront.edgeRequestsPerSecond": {
      base: asking({ method: "POST" }, "20/s"),
      change: quota("edgeRequestsPerSecond", 1),
    },
    "quotas.cloudfront.bandwidth": {
      base: { ...writing, distributions: { Site: { size: 400_000_000 } } },
      change: { distributions: { Site: { size: 400_000_000 } }, ...quota("bandwidth", 1) },
    },
    "quotas.cloudfront.functions": {
      base: calling([
        "CreateFunction",
        {
          Name: "more",
          FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
          FunctionCode: "eA==",
        },
      ]),
      change: quota("functions", 1),
    },
    "quotas.cloudfront.keyValueStores": {
      base: calling(["CreateKeyValueStore", { Name: "more" }]),
      change: quota("keyValueStores", 1),
    },
    "quotas.cloudfront.behaviorsPerDistribution": {
      base: distribution({
        CacheBehaviors: listed(
          ...["/a", "/b"].map((PathPattern) => ({
            PathPattern,
            TargetOriginId: "a",
            ViewerProtocolPolicy: "allow-all",
            CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
          })),
        ),
      }),
      change: quota("behaviorsPerDistribution", 1),
    },
    "quotas.cloudfront.edgeFunctionsPerDistribution": {
      base: distribution(
        {},
        {
          LambdaFunctionAssociations: listed(
            { EventType: "origin-request", LambdaFunctionARN: versionOf("edge") },
            { EventType: "origin-response", LambdaFunctionARN: versionOf("other") },
          ),
        },
      ),
      change: quota("edgeFunctionsPerDistribution", 1),
    },
    "distributions.*.latency": saying({ latency: "2s" }),
    "distributions.*.status": saying({ status: 404 }),
    "distributions.*.body": saying({ body: "x".repeat(100) }),
    "distributions.*.failures": saying({ failures: "50%" }, writing),
    "distributions.*.failureStatus": {
      base: { ...writing, distributions: { Site: { failures: "100%" } } },
      change: { distributions: { Site: { failures: "100%", failureStatus: 404 } } },
    },
    "distributions.*.unreachable": saying({ unreachable: "50%" }, writing),
    "distributions.*.cacheControl": saying({ cacheControl: "max-age=1" }),
    "distributions.*.size": saying({ size: "1 MB" }),
    "distributions.*.origins": saying({ origins: { www: { status: 404 } } }),
    "distributions.*.viewers": saying({ viewers: { SYD: 1 } }),
    "distributions.*.blocked": saying({ blocked: "50%" }),
    "distributions.*.blockedHeader": saying(
      { blockedHeader: "user-agent: bot" },
      asking({ headers: { "user-agent": "a bot" } }),
    ),
    "edgeFunctions.*.returns": looking({ returns: { statusCode: 204, headers: {} } }),
    "edgeFunctions.*.failures": looking({ failures: "50%" }),
    "edgeFunctions.*.utilization": looking({ utilization: 300 }),
    "edgeFunctions.*.rewrites": {
      base: { ...rewriting, keyValueStores: { Values: { values: { "/": "/new" } } } },
      change: {
        keyValueStores: { Values: { values: { "/": "/new" } } },
        edgeFunctions: { Look: { rewrites: true } },
      },
    },
    "keyValueStores.*.values": {
      base: { ...rewriting, edgeFunctions: { Look: { rewrites: true } } },
      change: {
        edgeFunctions: { Look: { rewrites: true } },
        keyValueStores: { Values: { values: { "/": "/new" } } },
      },
    },
    "latencies.cloudfront.invalidation": latency("invalidation", invalidating("/*")),
    "quotas.cloudfront.invalidationPaths": {
      base: invalidating("/a", "/b"),
      change: quota("invalidationPaths", 1),
    },
    "quotas.cloudfront.invalidationWildcards": {
      base: invalidating("/a*", "/b*"),
      change: quota("invalidationWildcards", 1),
    },
  },
  assumptions: {
    "cloudfront.objectsPerCache": {
      base: {
        workload: ["/a", "/b"].map((path) => ({
          to: "Site",
          arrivals: { constant: { rate: "2/s" } },
          request: { method: "GET", path },
        })),
      },
      change: { assumptions: { "cloudfront.objectsPerCache": 1 } },
    },
    "cloudfront.compressedShare": {
      base: {
        ...asking({ headers: { "accept-encoding": "gzip" } }),
        distributions: { Site: { size: 2_000 } },
      },
      change: {
        distributions: { Site: { size: 2_000 } },
        assumptions: { "cloudfront.compressedShare": "90%" },
      },
    },
  },
};
