import { milliseconds, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { constant, workload } from "../../../test/digest-case.ts";
import {
  apigateway,
  continueRun,
  lambda,
  prepareRun,
  profile,
  reportOf,
  sqs,
  Stack,
} from "../../index.ts";

it("an API with a throttled tenant and another runs from callers to the summary", () => {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(20)) }) });
  const inbox = new sqs.Queue(stack, "Inbox");
  const api = new apigateway.RestApi(stack, "Api", {
    deployOptions: { cachingEnabled: true, cacheTtl: "10s" },
  });
  const orders = api.root.addResource("orders");
  const keyed = { apiKeyRequired: true };
  orders.addMethod("POST", new apigateway.LambdaIntegration(worker), keyed);
  orders.addResource("{id}").addMethod("GET", new apigateway.LambdaIntegration(worker));
  api.root.addResource("ping").addMethod("GET", new apigateway.MockIntegration());
  api.root.addResource("queue").addMethod(
    "POST",
    new apigateway.AwsIntegration({
      service: "sqs",
      path: `${stack.account}/${inbox.queueName}`,
      options: {
        requestTemplates: {
          "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
        },
      },
    }),
  );
  const small = api.addApiKey("Small");
  const large = api.addApiKey("Large");
  api.addUsagePlan("Slow", { throttle: { rateLimit: 5, burstLimit: 5 } }).addApiKey(small);
  api.addUsagePlan("Fast", { throttle: { rateLimit: 100, burstLimit: 100 } }).addApiKey(large);
  const of = (key: apigateway.ApiKey | null, method: string, path: string, rate: number) =>
    workload(
      "Api",
      { type: "poisson", rate },
      {
        request: { method, path, headers: key === null ? {} : { "x-api-key": key.value } },
        retry: { attempts: 1 },
      },
    );
  const scenario = stack.scenario({
    duration: seconds(60),
    workloads: [
      of(small, "POST", "/orders", 20),
      of(large, "POST", "/orders", 20),
      of(null, "GET", "/orders/7", 20),
      of(null, "GET", "/ping", 5),
      of(null, "POST", "/queue", 5),
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const report = reportOf(run);
  const parts = JSON.stringify(report);
  for (const route of ["POST /orders", "GET /orders/{id}", "GET /ping", "POST /queue"]) {
    expect(parts).toContain(route);
  }
  const {
    Count,
    Throttled,
    CacheHitCount,
    "5XXError": errors,
  } = run.simulation.metersOf(`apigateway.restApi:${api.restApiId}`);
  expect(Count!.sum).toBeGreaterThan(3_800);
  expect(Throttled!.sum / 60).toBeGreaterThan(12);
  expect(Throttled!.sum / 60).toBeLessThan(18);
  expect(CacheHitCount!.sum).toBeGreaterThan(1_000);
  expect(errors!.sum).toBe(0);
  expect(
    run.simulation.metersOf(`sqs.queue:${inbox.queueName}`)["NumberOfMessagesSent"]!.sum,
  ).toBeGreaterThan(200);
});

it("authorizers, endpoints and proxies are made of constructs", () => {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker");
  const api = new apigateway.RestApi(stack, "Api", {
    deployOptions: { throttlingRateLimit: 5, throttlingBurstLimit: 2 },
  });
  const token = new apigateway.TokenAuthorizer(stack, "Token", {
    handler: worker,
    validationRegex: "Bearer .+",
  });
  const request = new apigateway.RequestAuthorizer(stack, "Request", {
    handler: worker,
    identitySources: ["method.request.querystring.who"],
    resultsCacheTtl: "1m",
  });
  api.root.addMethod("GET", new apigateway.HttpIntegration("https://a.example/"), {
    authorizer: token,
  });
  api.root.addMethod(
    "PUT",
    new apigateway.HttpIntegration("https://a.example/", { proxy: false }),
    { authorizer: request },
  );
  api.root.addMethod("PATCH", new apigateway.LambdaIntegration(worker, { timeout: "1s" }), {
    authorizer: token,
  });
  new apigateway.LambdaRestApi(stack, "Whole", { handler: worker });
  const scenario = stack.scenario({
    duration: seconds(5),
    workloads: [
      workload(
        "Whole",
        { type: "poisson", rate: 5 },
        { request: { method: "DELETE", path: "/a/b/c" } },
      ),
      workload(
        "Api",
        { type: "poisson", rate: 5 },
        { request: { method: "GET", path: "/", headers: { authorization: "Bearer x" } } },
      ),
    ],
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const meters = run.simulation.metersOf(`apigateway.restApi:${api.restApiId}`);
  expect(meters["Count"]!.sum).toBeGreaterThan(10);
  expect(meters["Throttled"]!.sum).toBeGreaterThan(0);
  expect(meters["4XXError"]!.sum).toBe(meters["Throttled"]!.sum);
});
