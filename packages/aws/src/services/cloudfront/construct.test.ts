import { milliseconds, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { constant, workload } from "../../../test/digest-case.ts";
import {
  cloudfront,
  continueRun,
  elbv2,
  lambda,
  origins,
  prepareRun,
  profile,
  reportOf,
  Stack,
} from "../../index.ts";
import type { PlainObject } from "../../service/refusal.ts";

it("a distribution runs from callers to the bill", () => {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(3)) }) });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, "Front", { internetFacing: true });
  balancer.addListener("Http", { defaultAction: elbv2.ListenerAction.fixedResponse(200) });
  const store = new cloudfront.KeyValueStore(stack, "Paths", { values: { "/old": "/new" } });
  const rewrite = new cloudfront.Function(stack, "Rewrite", {
    keyValueStore: store,
    handler: function* (event, helpers) {
      const { kvs } = helpers as unknown as cloudfront.FunctionHelpers;
      const { request } = event as { readonly request: PlainObject };
      const uri = request["uri"] as string;
      return kvs.exists(uri) ? { ...request, uri: kvs.get(uri) } : request;
    },
  });
  const own = new cloudfront.CachePolicy(stack, "Own", { defaultTtl: "10s", maxTtl: "10s" });
  const site = new cloudfront.Distribution(stack, "Site", {
    defaultBehavior: {
      origin: new origins.HttpOrigin("www.example.com", {
        readTimeout: "5s",
        connectionAttempts: 2,
      }),
      cachePolicy: own,
      functionAssociations: [{ function: rewrite, eventType: "viewer-request" }],
      edgeLambdas: [{ functionVersion: worker.currentVersion, eventType: "origin-request" }],
    },
    additionalBehaviors: {
      "/balanced/*": {
        origin: new origins.LoadBalancerV2Origin(balancer),
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
      },
    },
    errorResponses: [{ httpStatus: 404, ttl: "5s" }],
    geoRestriction: { restrictionType: "blacklist", locations: ["FR"] },
    publishAdditionalMetrics: true,
  });
  expect(site.distributionDomainName).toMatch(/^d[0-9a-f]{13}\.cloudfront\.net$/);
  const of = (path: string, rate: number, headers: Readonly<Record<string, string>> = {}) =>
    workload("Site", { type: "constant", rate }, { request: { method: "GET", path, headers } });
  const scenario = stack.scenario({
    duration: seconds(60),
    workloads: [
      of("/new", 8),
      of("/old", 2),
      of("/balanced/a", 1),
      of("/new", 1, { "cloudfront-viewer-country": "FR" }),
    ],
  });
  const run = prepareRun(scenario, { seed: 7, scripts: stack.handlers });
  continueRun(run);
  const report = reportOf(run);
  const sum = (resource: string, metric: string): number =>
    report.metrics[resource]?.[metric]?.sum ?? 0;
  expect(sum("Site", "Requests")).toBeGreaterThan(700);
  // One object, for ten seconds each.
  expect(sum("Worker", "Invocations")).toBeGreaterThan(4);
  expect(sum("Worker", "Invocations")).toBeLessThan(8);
  expect(sum("Site", "OriginRequests") - sum("Front", "RequestsReceived")).toBeLessThan(9);
  expect(sum("Front", "RequestsReceived")).toBeGreaterThan(55);
  expect(sum("Rewrite", "StoreReads")).toBeGreaterThan(600);
  expect(sum("Site", "Errors4xx")).toBeGreaterThan(55);
  const text = JSON.stringify(report);
  expect(text).toContain("CloudFront HTTPS requests, United States, Mexico, Canada");
  expect(text).toContain("CloudFront Functions invocations");
  expect(text).toContain("Lambda@Edge requests, above Lambda's");
});

it("an origin group and a bucket", () => {
  const stack = new Stack("files");
  const bucket = { bucketName: "files" };
  stack.add("s3", "CreateBucket", "Files", { Bucket: "files" });
  new cloudfront.Distribution(stack, "Site", {
    defaultBehavior: {
      origin: new origins.OriginGroup({
        primaryOrigin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
        fallbackOrigin: new origins.HttpOrigin("other.example"),
        fallbackStatusCodes: [404],
      }),
    },
    defaultRootObject: "index.html",
  });
  const scenario = stack.scenario({
    duration: seconds(10),
    workloads: [
      workload("Site", { type: "constant", rate: 1 }, { request: { method: "GET", path: "/" } }),
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const { metrics } = reportOf(run);
  expect(metrics["Site"]?.["OriginFailovers"]?.sum).toBe(1);
  expect(metrics["Site"]?.["CacheHits"]?.sum).toBeGreaterThan(7);
});
