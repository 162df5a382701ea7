import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";
import { idOf } from "../../../gateway/api-id.ts";

const ApiId = idOf("orders");

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: orders, ProtocolType: HTTP, Target: "https://a.example/" }
  Issuer:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties:
      ApiId: !Ref Api
      Name: issuer
      AuthorizerType: JWT
      IdentitySource: [$request.header.Authorization]
      JwtConfiguration: { Issuer: "https://issuer.example", Audience: [] }
  Guarded:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: GET /guarded, AuthorizationType: JWT, AuthorizerId: !Ref Issuer, Target: !Sub "integrations/\${Outside}" }
  Outside:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: "https://a.example/", PayloadFormatVersion: "1.0" }
  Chat:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action }
  Mock:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Chat, IntegrationType: MOCK }
  Usual:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Chat, RouteKey: $default, Target: !Sub "integrations/\${Mock}" }
  Prod:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Chat, StageName: prod, AutoDeploy: true }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const asking = (to: string, rate = "1/s"): Part => ({
  workload: [{ to, arrivals: { constant: { rate } }, request: { method: "GET", path: "/" } }],
});
/** What a function asks for, one after another. */
const calling = (...calls: readonly (readonly [operation: string, params: Part])[]): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }],
  functions: {
    Worker: { calls: calls.map(([name, params]) => ({ [`apigatewayv2:${name}`]: params })) },
  },
});
const quota = (name: string, value: number): Part => ({
  quotas: { [`apigatewayv2.${name}`]: value },
});
const answering = (said: Part): { base: Part; change: Part } => ({
  base: asking("Api"),
  change: { httpApis: { Api: said } },
});
/** Requests with a token, whose issuer is as is said. */
const issuing = (said: Part): { base: Part; change: Part } => {
  const part = (value: object): string => btoa(JSON.stringify(value)).replaceAll("=", "");
  const claims = { iss: "https://issuer.example", exp: 4_000_000_000 };
  const authorization = `Bearer ${part({ alg: "RS256" })}.${part(claims)}.signature`;
  const request = { method: "GET", path: "/guarded", headers: { authorization } };
  return {
    base: {
      workload: [{ to: "Api", arrivals: { constant: { rate: "1/s" } }, request }],
      httpApis: { Api: { issuerLatency: "100ms" } },
    },
    change: { httpApis: { Api: { issuerLatency: "100ms", ...said } } },
  };
};
const clients = (base: Part, said: Part): { base: Part; change: Part } => ({
  base: { ...asking("Chat"), webSocketApis: { Chat: base } },
  change: { webSocketApis: { Chat: { ...base, ...said } } },
});
const authorizer = (Name: string): Part => ({
  ApiId,
  Name,
  AuthorizerType: "JWT",
  IdentitySource: [],
  JwtConfiguration: { Issuer: "https://a.example", Audience: [] },
});

/** A case for each setting of scenarios that is of HTTP or WebSocket APIs. */
export const apigatewayv2SettingCases: ServiceSettingCases = {
  template,
  settings: {
    "httpApis.*.latency": answering({ latency: "300ms" }),
    "httpApis.*.status": answering({ status: 404 }),
    "httpApis.*.body": answering({ body: "a longer one" }),
    "httpApis.*.failures": answering({ failures: "50%" }),
    "httpApis.*.failureStatus": {
      base: { ...asking("Api"), httpApis: { Api: { failures: "50%" } } },
      change: { httpApis: { Api: { failures: "50%", failureStatus: 404 } } },
    },
    "httpApis.*.unreachable": answering({ unreachable: "50%" }),
    "httpApis.*.issuerLatency": issuing({ issuerLatency: "300ms" }),
    "httpApis.*.issuerUnreachable": issuing({ issuerUnreachable: "100%" }),
    "httpApis.*.issuerKeys": issuing({ issuerKeys: "200KB" }),
    "webSocketApis.*.stays": clients({}, { stays: "2s" }),
    "webSocketApis.*.every": clients({}, { every: "2s" }),
    "webSocketApis.*.message": clients({ every: "2s" }, { message: "x".repeat(40_000) }),
    "latencies.apigatewayv2.http.overhead": {
      base: asking("Api"),
      change: { latencies: { "apigatewayv2.http.overhead": "40ms" } },
    },
    "latencies.apigatewayv2.webSocket.overhead": {
      base: asking("Chat"),
      change: { latencies: { "apigatewayv2.webSocket.overhead": "40ms" } },
    },
    "quotas.apigatewayv2.routesPerApi": {
      base: calling(["CreateRoute", { ApiId, RouteKey: "GET /a" }]),
      change: quota("routesPerApi", 2),
    },
    "quotas.apigatewayv2.integrationsPerApi": {
      base: calling([
        "CreateIntegration",
        { ApiId, IntegrationType: "HTTP_PROXY", IntegrationUri: "https://a.example/" },
      ]),
      change: quota("integrationsPerApi", 2),
    },
    "quotas.apigatewayv2.stagesPerApi": {
      base: calling(["CreateStage", { ApiId, StageName: "a" }]),
      change: quota("stagesPerApi", 1),
    },
    "quotas.apigatewayv2.authorizersPerApi": {
      base: calling(["CreateAuthorizer", authorizer("a")], ["CreateAuthorizer", authorizer("b")]),
      change: quota("authorizersPerApi", 1),
    },
    "quotas.apigatewayv2.connectionsPerSecond": {
      base: asking("Chat", "20/s"),
      change: quota("connectionsPerSecond", 1),
    },
  },
  assumptions: {},
};
