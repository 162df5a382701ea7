import { milliseconds, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { apigateway, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** An API with an authorizer, a cache, keys in plans, a mock and an endpoint, under more than its limits let through. */
function frontDoor(): Scenario {
  const stack = new Stack("front");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(30)) }) });
  const guard = new lambda.Function(stack, "Guard");
  stack.say("Guard", { Behavior: profile({ duration: constant(milliseconds(5)) }) });
  const api = new apigateway.RestApi(stack, "Api", {
    deployOptions: { throttlingRateLimit: 40, throttlingBurstLimit: 20, cachingEnabled: true },
  });
  const authorizer = new apigateway.TokenAuthorizer(stack, "Token", {
    handler: guard,
    resultsCacheTtl: "2s",
  });
  const orders = api.root.addResource("orders");
  orders.addMethod("POST", new apigateway.LambdaIntegration(worker), { apiKeyRequired: true });
  orders.addMethod("PUT", new apigateway.LambdaIntegration(worker, { timeout: "50ms" }), {
    authorizer,
  });
  orders.addResource("{id}").addMethod("GET", new apigateway.LambdaIntegration(worker));
  api.root.addMethod("GET", new apigateway.MockIntegration());
  api.root.addMethod("POST", new apigateway.HttpIntegration("https://a.example/"));
  const key = api.addApiKey("Key");
  api
    .addUsagePlan("Plan", {
      throttle: { rateLimit: 10, burstLimit: 10 },
      quota: { limit: 150, period: "DAY" },
    })
    .addApiKey(key);
  const of = (
    method: string,
    path: string,
    rate: number,
    headers: Readonly<Record<string, string>> = {},
  ) => workload("Api", { type: "poisson", rate }, { request: { method, path, headers } });
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      of("POST", "/orders", 15, { "x-api-key": key.value }),
      of("PUT", "/orders", 10, { authorization: "a" }),
      of("GET", "/orders/7", 60),
      of("GET", "/", 20),
      of("POST", "/", 20),
      of("GET", "/nowhere", 2),
    ],
  });
}

/** Domains with base paths, a firewall, a private API, and several requests by weight. */
function waysIn(): Scenario {
  const stack = new Stack("ways");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(30)) }) });
  const api = new apigateway.RestApi(stack, "Api");
  api.root.addResource("orders").addMethod("GET", new apigateway.LambdaIntegration(worker));
  stack.say("Api", { Endpoint: { blocked: 0.1, blockedHeader: "user-agent: *bot*" } });
  const restApiId = api.restApiId;
  const domainName = "shop.example";
  stack.add("apigateway", "CreateDomainName", "Domain", { domainName });
  stack.add("apigateway", "CreateBasePathMapping", "Base", {
    domainName,
    restApiId,
    basePath: "v1",
  });
  const requests = [
    { method: "GET", path: "/v1/orders", weight: 8 },
    { method: "GET", path: "/v1/orders", headers: { "user-agent": "a bot" } },
    { method: "GET", path: "/elsewhere" },
  ];
  return stack.scenario({
    duration: seconds(20),
    workloads: [workload("Domain", { type: "poisson", rate: 30 }, { requests })],
  });
}

/** Runs in which REST APIs come first. */
export const apigatewayCases: readonly DigestCase[] = [
  scenarioCase("rest-api-front-door", [41, 42], frontDoor),
  scenarioCase("rest-api-ways-in", [43], waysIn),
];
