import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { apigatewayService } from "./index.ts";
import { apiId, proxy } from "./test/rest-account.ts";

const ask = (operation: string, params: PlainObject) => (): JourneyCall => [
  "apigateway",
  operation,
  params,
];
const ofApi = { restApiId: apiId };
const stage = { ...ofApi, stageName: "prod" };
const patch = (path: string, value: string, op = "replace") =>
  ask("UpdateStage", { ...stage, patchOperations: [{ op, path, value }] });

const mapped = (integration: PlainObject): PlainObject => ({
  responses: { 200: {} },
  "x-amazon-apigateway-integration": {
    httpMethod: "POST",
    responses: { default: { statusCode: "200" } },
    ...integration,
  },
});

const definition = {
  openapi: "3.0.1",
  info: { title: "orders", version: "1" },
  paths: {
    "/": {
      post: {
        ...proxy("worker", { cacheKeyParameters: ["method.request.querystring.a"] }),
        security: [{ auth: [] }],
      },
      options: mapped({ type: "aws", uri: "arn:aws:apigateway:us-east-1:sqs:action/ListQueues" }),
    },
  },
  components: {
    securitySchemes: {
      auth: {
        type: "apiKey",
        name: "Content-Type",
        in: "header",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
          type: "token",
          authorizerUri: (proxy("guard")["x-amazon-apigateway-integration"] as PlainObject)["uri"]!,
          authorizerResultTtlInSeconds: 5,
        },
      },
    },
  },
};

const outside = {
  ...definition,
  paths: { "/": { post: mapped({ type: "http", uri: "https://a.example/" }) } },
};

const { Behavior } = functionParams as { readonly Behavior: PlainObject };
const fn = (FunctionName: string, response: PlainObject | null): JourneyCall => [
  "lambda",
  "CreateFunction",
  { ...(functionParams as PlainObject), FunctionName, Behavior: { ...Behavior, response } },
];
const executionLog = `API-Gateway-Execution-Logs_${apiId}/prod`;
const api = { bringTo: `apigateway.restApi:${apiId}` };

const base = { domainName: "a.example", basePath: "(none)" };
const domain = { bringTo: "apigateway.domainName:a.example" };

const journeys: Journeys = {
  logs: true,
  seldomAlike: true,
  made: [
    fn("worker", { statusCode: 200, body: "ok" }),
    fn("guard", null),
    ["apigateway", "CreateRestApi", { name: "orders", id: apiId }],
    [
      "apigateway",
      "CreateRestApi",
      { name: "outside", id: "outside", Endpoint: { failures: 0.3, unreachable: 0.2 } },
    ],
    ["apigateway", "PutRestApi", { restApiId: "outside", body: JSON.stringify(outside) }],
    ["apigateway", "CreateDeployment", { restApiId: "outside", stageName: "test" }],
    ["apigateway", "PutRestApi", { ...ofApi, mode: "overwrite", body: JSON.stringify(definition) }],
    [
      "apigateway",
      "CreateDeployment",
      { ...stage, id: "first", cacheClusterEnabled: true, cacheClusterSize: "0.5" },
    ],
    ["apigateway", "CreateDomainName", { domainName: "a.example" }],
    ["apigateway", "CreateBasePathMapping", { ...base, ...ofApi, stage: "prod" }],
    [
      "apigateway",
      "CreateApiKey",
      { id: "key", name: "key", value: "key-01234567890123456789", enabled: true },
    ],
  ],
  courses: [
    [patch("/~1/POST/caching/enabled", "true"), api, seconds(1), api, seconds(1)],
    [
      patch("/*/*/logging/loglevel", "INFO"),
      api,
      seconds(1),
      () => ["logs", "FilterLogEvents", { logGroupName: executionLog }],
    ],
    [ask("FlushStageCache", stage), ask("FlushStageAuthorizersCache", stage)],
    [domain, seconds(1), ask("DeleteBasePathMapping", base), domain],
  ],
  asked: [
    ask("GetRestApi", ofApi),
    ask("GetRestApis", {}),
    ask("GetResources", ofApi),
    ask("GetStages", ofApi),
    ask("GetExport", { ...stage, exportType: "oas30" }),
    ask("CreateDeployment", stage),
    ask("FlushStageCache", stage),
    ask("FlushStageAuthorizersCache", stage),
    patch("/*/*/throttling/rateLimit", "1"),
    patch("/*/*/caching/ttlInSeconds", "3"),
    patch("/variables/a", "b"),
    patch("/canarySettings/percentTraffic", "50"),
    ask("CreateUsagePlan", { id: "plan", name: "plan", apiStages: [{ apiId, stage: "prod" }] }),
    ask("CreateUsagePlanKey", { usagePlanId: "plan", keyId: "key", keyType: "API_KEY" }),
    ask("DeleteRestApi", ofApi),
    ask("DeleteStage", stage),
    ask("CreateRestApi", { name: "others" }),
  ],
  latencies: { "apigateway.rest.overhead": { type: "constant", value: minutes(0.001) } },
};

itKeepsTheContract(apigatewayService, journeys, {
  bodiless: ["requestAuthorizer", "tokenAuthorizer"],
});
