import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";
import { idOf, rootResourceIdOf } from "../../../gateway/api-id.ts";

const restApiId = idOf("orders");
const root = rootResourceIdOf(restApiId);
const uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/x/invocations";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Name: orders
      StageName: prod
      CacheClusterEnabled: true
      CacheClusterSize: "0.5"
      MethodSettings: [{ ResourcePath: "/*", HttpMethod: "*", CachingEnabled: true }]
      DefinitionBody:
        openapi: 3.0.1
        info: { title: orders, version: "1" }
        x-amazon-apigateway-policy:
          Statement:
            - Effect: Allow
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
              Condition: { StringEquals: { "aws:SourceVpce": vpce-0, "aws:SourceVpc": vpc-1 }, NotIpAddress: { "aws:VpcSourceIp": 203.0.113.0/24 } }
        paths:
          /outside:
            get:
              x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "https://a.example/" }
            post:
              x-amazon-apigateway-integration: { type: http_proxy, httpMethod: POST, uri: "https://a.example/" }
            put:
              x-amazon-apigateway-integration: { type: http_proxy, httpMethod: PUT, uri: "https://a.example/", timeoutInMillis: 60000, responseTransferMode: STREAM }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const outside = (method: string, rate = "1/s"): Part => ({
  workload: [
    { to: "Api", arrivals: { constant: { rate } }, request: { method, path: "/outside" } },
  ],
});
const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }] };
/** What a function asks for, one after another. */
const calling = (...calls: readonly (readonly [operation: string, params: Part])[]): Part => ({
  ...toWorker,
  functions: {
    Worker: { calls: calls.map(([name, params]) => ({ [`apigateway:${name}`]: params })) },
  },
});
const quota = (name: string, value: number): Part => ({
  quotas: { [`apigateway.${name}`]: value },
});
const answering = (said: Part): { base: Part; change: Part } => ({
  base: outside("POST"),
  change: { apis: { Api: said } },
});

/** From elsewhere than the API's policy lets come. */
const from = (change: Part): { base: Part; change: Part } => {
  const inside = { vpcEndpoint: "vpce-0", vpc: "vpc-1" };
  return {
    base: { ...outside("POST"), apis: { Api: inside } },
    change: { apis: { Api: { ...inside, ...change } } },
  };
};
const authorizer = (name: string): Part => ({
  restApiId,
  name,
  type: "TOKEN",
  authorizerUri: uri,
  identitySource: "method.request.header.Authorization",
});
const keyOf = (usagePlanId: string): Part => ({ usagePlanId, keyId: "key", keyType: "API_KEY" });

/** A case for each setting of scenarios that is about REST APIs. */
export const apigatewaySettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.apigateway.rest.overhead": {
      base: outside("POST"),
      change: { latencies: { "apigateway.rest.overhead": "1s" } },
    },
    "quotas.apigateway.requestsPerSecond": {
      base: { ...outside("POST", "20/s"), ...quota("burst", 1) },
      change: { quotas: { "apigateway.burst": 1, "apigateway.requestsPerSecond": 2 } },
    },
    "quotas.apigateway.burst": {
      base: {
        workload: [1, 2].map(() => ({
          to: "Api",
          arrivals: { constant: { rate: "1/s" } },
          request: { method: "POST", path: "/outside" },
        })),
      },
      change: quota("burst", 1),
    },
    "quotas.apigateway.integrationTimeoutMilliseconds": {
      base: calling(
        ["CreateResource", { restApiId, id: "slow", parentId: root, pathPart: "slow" }],
        [
          "PutMethod",
          { restApiId, resourceId: "slow", httpMethod: "GET", authorizationType: "NONE" },
        ],
        [
          "PutIntegration",
          {
            restApiId,
            resourceId: "slow",
            httpMethod: "GET",
            type: "MOCK",
            timeoutInMillis: 40_000,
          },
        ],
      ),
      change: quota("integrationTimeoutMilliseconds", 60_000),
    },
    "quotas.apigateway.resourcesPerApi": {
      base: calling(["CreateResource", { restApiId, parentId: root, pathPart: "more" }]),
      change: quota("resourcesPerApi", 1),
    },
    "quotas.apigateway.stagesPerApi": {
      base: calling(["CreateDeployment", { restApiId, stageName: "more" }]),
      // SAM makes a stage of its own beside the one that is named.
      change: quota("stagesPerApi", 2),
    },
    "quotas.apigateway.authorizersPerApi": {
      base: calling(["CreateAuthorizer", authorizer("a")], ["CreateAuthorizer", authorizer("b")]),
      change: quota("authorizersPerApi", 1),
    },
    "quotas.apigateway.usagePlans": {
      base: calling(["CreateUsagePlan", { name: "a" }], ["CreateUsagePlan", { name: "b" }]),
      change: quota("usagePlans", 1),
    },
    "quotas.apigateway.usagePlansPerApiKey": {
      base: calling(
        ["CreateApiKey", { id: "key" }],
        ["CreateUsagePlan", { id: "one", name: "one" }],
        ["CreateUsagePlan", { id: "two", name: "two" }],
        ["CreateUsagePlanKey", keyOf("one")],
        ["CreateUsagePlanKey", keyOf("two")],
      ),
      change: quota("usagePlansPerApiKey", 1),
    },
    "quotas.apigateway.apiKeys": {
      base: calling(["CreateApiKey", {}], ["CreateApiKey", {}]),
      change: quota("apiKeys", 1),
    },
    "apis.*.latency": answering({ latency: "2s" }),
    "apis.*.status": answering({ status: 503 }),
    // More than an answer may have.
    "apis.*.body": answering({ body: "x".repeat(10_485_761) }),
    "apis.*.failures": answering({ failures: "50%" }),
    "apis.*.failureStatus": {
      base: { ...outside("POST"), apis: { Api: { failures: "100%" } } },
      change: { apis: { Api: { failures: "100%", failureStatus: 404 } } },
    },
    "apis.*.unreachable": answering({ unreachable: "50%" }),
    "apis.*.blocked": answering({ blocked: "50%" }),
    "apis.*.blockedHeader": {
      base: {
        workload: [
          {
            to: "Api",
            arrivals: { constant: { rate: "1/s" } },
            request: { method: "POST", path: "/outside", headers: { "user-agent": "some bot" } },
          },
        ],
      },
      change: { apis: { Api: { blockedHeader: "user-agent: *bot" } } },
    },
    "apis.*.sourceIp": from({ sourceIp: "203.0.113.7" }),
    "apis.*.vpcEndpoint": from({ vpcEndpoint: "vpce-1" }),
    "apis.*.vpc": from({ vpc: "vpc-2" }),
    "apis.*.silence": {
      base: { ...outside("PUT"), apis: { Api: { latency: "40s" } } },
      change: { apis: { Api: { latency: "40s", silence: "1s" } } },
    },
  },
  assumptions: {
    "apigateway.cacheCreation": {
      base: {
        ...outside("GET"),
        actions: [
          {
            at: "5s",
            do: {
              "apigateway:UpdateStage": {
                restApiId,
                stageName: "prod",
                patchOperations: [{ op: "replace", path: "/cacheClusterSize", value: "1.6" }],
              },
            },
          },
        ],
      },
      change: { assumptions: { "apigateway.cacheCreation": "1s" } },
    },
  },
};
