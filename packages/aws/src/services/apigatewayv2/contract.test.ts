import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { connectionIdOf } from "../../gateway/connection-id.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { apiId, functionUri } from "../apigateway/test/rest-account.ts";
import { apigatewayv2Service } from "./index.ts";
import { toEndpoint, toFunction } from "./test/http-account.ts";

const ask = (operation: string, params: PlainObject) => (): JourneyCall => [
  "apigatewayv2",
  operation,
  params,
];
const made = (operation: string, params: PlainObject): JourneyCall => [
  "apigatewayv2",
  operation,
  params,
];
const http = { ApiId: apiId };
const socket = { ApiId: "socket" };

const { Behavior } = functionParams as { readonly Behavior: PlainObject };
const fn = (FunctionName: string, response: PlainObject | null): JourneyCall => [
  "lambda",
  "CreateFunction",
  { ...(functionParams as PlainObject), FunctionName, Behavior: { ...Behavior, response } },
];
const api = { bringTo: `apigatewayv2.httpApi:${apiId}` };
const chat = { bringTo: "apigatewayv2.webSocketApi:socket" };
const constant = (value: number): PlainObject => ({ type: "constant", value });
const guard = {
  AuthorizerId: "guard",
  Name: "guard",
  AuthorizerType: "REQUEST",
  AuthorizerUri: functionUri("guard"),
};
const by = { AuthorizationType: "CUSTOM", AuthorizerId: "guard" };
const onConnection =
  (operation: string, api = 0, more: PlainObject = {}) =>
  (): JourneyCall => [
    "apigatewaymanagementapi",
    operation,
    { ConnectionId: connectionIdOf(api, 0), ...more },
  ];
/** Of whichever API: nobody knows its number before. */
const onFirst = (operation: string, more: PlainObject = {}) =>
  Array.from({ length: 20 }, (_, api) => onConnection(operation, api, more));

const journeys: Journeys = {
  logs: true,
  seldomAlike: true,
  made: [
    fn("worker", { statusCode: 200, body: "ok" }),
    fn("guard", null),
    made("CreateApi", {
      ...http,
      Name: "orders",
      ProtocolType: "HTTP",
      HttpEndpoint: { failures: 0.3, unreachable: 0.2 },
    }),
    made("CreateIntegration", { ...http, IntegrationId: "fn", ...toFunction("worker") }),
    made("CreateIntegration", { ...http, IntegrationId: "out", ...toEndpoint() }),
    made("CreateAuthorizer", {
      ...http,
      ...guard,
      IdentitySource: ["$context.stage"],
      AuthorizerPayloadFormatVersion: "1.0",
      AuthorizerResultTtlInSeconds: 5,
    }),
    made("CreateRoute", {
      ...http,
      RouteId: "own",
      RouteKey: "POST /",
      Target: "integrations/fn",
      ...by,
    }),
    made("CreateRoute", { ...http, RouteKey: "$default", Target: "integrations/out" }),
    made("CreateStage", { ...http, StageName: "$default", AutoDeploy: true }),
    made("CreateApi", {
      ...socket,
      Name: "chat",
      ProtocolType: "WEBSOCKET",
      RouteSelectionExpression: "$request.body.action",
      Clients: { stays: constant(9e6), every: constant(2e6) },
    }),
    made("CreateIntegration", { ...socket, IntegrationId: "fn", ...toFunction("worker") }),
    made("CreateAuthorizer", { ...socket, ...guard, IdentitySource: [] }),
    made("CreateRoute", { ...socket, RouteKey: "$connect", Target: "integrations/fn", ...by }),
    made("CreateRoute", { ...socket, RouteKey: "$default", Target: "integrations/fn" }),
    made("CreateRoute", { ...socket, RouteKey: "$disconnect", Target: "integrations/fn" }),
    made("CreateStage", { ...socket, StageName: "prod", AutoDeploy: true }),
    made("CreateApi", {
      ApiId: "quiet",
      Name: "quiet",
      ProtocolType: "WEBSOCKET",
      RouteSelectionExpression: "$request.body.action",
    }),
    made("CreateStage", { ApiId: "quiet", StageName: "prod", AutoDeploy: true }),
    made("CreateApi", {
      ApiId: "busy",
      Name: "busy",
      ProtocolType: "WEBSOCKET",
      RouteSelectionExpression: "$request.body.action",
      Clients: { every: constant(300e6) },
    }),
    made("CreateIntegration", {
      ApiId: "busy",
      IntegrationId: "out",
      ...toEndpoint({ IntegrationMethod: "POST" }),
    }),
    made("CreateRoute", { ApiId: "busy", RouteKey: "$default", Target: "integrations/out" }),
    made("CreateStage", { ApiId: "busy", StageName: "prod", AutoDeploy: true }),
  ],
  courses: [
    [api, seconds(1), api, seconds(6), api],
    [chat, seconds(3), chat, seconds(10)],
    [{ bringTo: "apigatewayv2.webSocketApi:quiet" }, minutes(11)],
    [{ bringTo: "apigatewayv2.webSocketApi:busy" }, minutes(121)],
    [
      { bringTo: "apigatewayv2.webSocketApi:quiet" },
      seconds(1),
      ...onFirst("PostToConnection", { Data: "YQ==" }),
      ...onFirst("GetConnection"),
      ...onFirst("DeleteConnection"),
    ],
    [
      () => ["sqs", "CreateQueue", { QueueName: "orders" }],
      ask("CreateIntegration", {
        ...http,
        IntegrationId: "queue",
        IntegrationType: "AWS_PROXY",
        IntegrationSubtype: "SQS-SendMessage",
        PayloadFormatVersion: "1.0",
        RequestParameters: {
          QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
          MessageBody: "a",
        },
      }),
      ask("UpdateRoute", { ...http, RouteId: "own", Target: "integrations/queue" }),
      api,
      seconds(6),
      api,
      seconds(1),
    ],
    [() => ["logs", "FilterLogEvents", { logGroupName: `/aws/http-api/${apiId}` }]],
    [ask("ResetAuthorizersCache", { ...http, StageName: "$default" })],
  ],
  asked: [
    ask("GetApi", http),
    ask("GetApis", {}),
    ask("GetRoutes", http),
    ask("GetStages", http),
    ask("GetDeployments", http),
    ask("CreateDeployment", http),
    ask("ResetAuthorizersCache", { ...http, StageName: "$default" }),
    ask("CreateRoute", { ...http, RouteKey: "GET /", Target: "integrations/out" }),
    ask("UpdateStage", {
      ...http,
      StageName: "$default",
      DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
    }),
    ask("DeleteStage", { ...socket, StageName: "prod" }),
    ask("DeleteApi", http),
    onConnection("PostToConnection", 0, { Data: "YQ==" }),
    onConnection("GetConnection"),
    onConnection("DeleteConnection"),
  ],
  latencies: {
    "apigatewayv2.http.overhead": { type: "constant", value: minutes(0.001) },
    "apigatewayv2.webSocket.overhead": { type: "constant", value: minutes(0.001) },
  },
};

itKeepsTheContract(apigatewayv2Service, journeys, {
  bodiless: [
    "authorizer",
    "authorizerOfFormat1",
    "connect",
    "connectAuthorizer",
    "message",
    "disconnect",
  ],
  // Events of connections have the API's id, and where it is.
  placeless: ["connect", "message", "disconnect"],
});
