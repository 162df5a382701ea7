import { milliseconds, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { cloudfront, lambda, origins, profile, Stack, type Scenario } from "../../../index.ts";

/** A distribution with functions, failover, a page for errors and viewers in three places, before origins that fail. */
function edge(): Scenario {
  const stack = new Stack("edge");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(5)) }) });
  const group = new origins.OriginGroup({
    primaryOrigin: new origins.HttpOrigin("one.example", { originShieldRegion: "eu-west-1" }),
    fallbackOrigin: new origins.HttpOrigin("two.example"),
  });
  const rewrite = new cloudfront.Function(stack, "Rewrite");
  stack.say("Rewrite", { EdgeBehavior: { utilization: 110 } });
  const short = new cloudfront.CachePolicy(stack, "Short", {
    minTtl: "1s",
    defaultTtl: "2s",
    maxTtl: "10s",
    queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
  });
  new cloudfront.Distribution(stack, "Site", {
    defaultBehavior: {
      origin: group,
      cachePolicy: short,
      functionAssociations: [{ function: rewrite, eventType: "viewer-request" }],
      edgeLambdas: [{ functionVersion: worker.currentVersion, eventType: "origin-request" }],
    },
    additionalBehaviors: {
      "/api/*": {
        origin: new origins.HttpOrigin("api.example"),
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      },
    },
    errorResponses: [
      { httpStatus: 503, responsePagePath: "/api/sorry", responseHttpStatus: 200, ttl: "3s" },
    ],
  });
  stack.say("Site", {
    Edge: {
      latency: constant(milliseconds(30)),
      failures: 0.2,
      failureStatus: 503,
      unreachable: 0.01,
      viewers: { IAD: 2, FRA: 1, NRT: 1 },
    },
  });
  const of = (
    method: string,
    path: string,
    rate: number,
    query: Readonly<Record<string, string>> = {},
  ) => workload("Site", { type: "poisson", rate }, { request: { method, path, query } });
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      of("GET", "/a", 20),
      of("GET", "/b", 10, { page: "1" }),
      of("HEAD", "/a", 2),
      of("POST", "/api/orders", 5),
    ],
  });
}

/** Runs in which distributions come first. */
export const cloudfrontCases: readonly DigestCase[] = [scenarioCase("edge-cache", [61, 62], edge)];
