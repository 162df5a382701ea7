import { milliseconds, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { apigatewayv2, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** An HTTP API with an authorizer, an endpoint, an operation of AWS and preflights, under more than its limits let through. */
function httpFrontDoor(): Scenario {
  const stack = new Stack("front");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(30)) }) });
  const guard = new lambda.Function(stack, "Guard");
  stack.say("Guard", { Behavior: profile({ duration: constant(milliseconds(5)) }) });
  const orders = new apigatewayv2.HttpLambdaIntegration("Orders", worker);
  const api = new apigatewayv2.HttpApi(stack, "Api", {
    corsPreflight: { allowOrigins: ["*"], allowMethods: ["GET"] },
    throttle: { rateLimit: 40, burstLimit: 20 },
    defaultIntegration: new apigatewayv2.HttpUrlIntegration("Outside", "https://a.example/"),
  });
  api.addRoutes({ path: "/orders/{id}", methods: ["GET"], integration: orders });
  api.addRoutes({
    path: "/orders",
    methods: ["PUT"],
    integration: orders,
    authorizer: new apigatewayv2.HttpLambdaAuthorizer("Auth", guard, {
      responseTypes: ["SIMPLE"],
      resultsCacheTtl: "2s",
    }),
  });
  const of = (
    method: string,
    path: string,
    rate: number,
    headers: Readonly<Record<string, string>> = {},
  ) => workload("Api", { type: "poisson", rate }, { request: { method, path, headers } });
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      of("GET", "/orders/7", 60),
      of("PUT", "/orders", 10, { authorization: "a" }),
      of("PUT", "/orders", 2),
      of("GET", "/elsewhere", 10),
      of("OPTIONS", "/orders", 5, {
        origin: "https://b.example",
        "access-control-request-method": "GET",
      }),
    ],
  });
}

/** A WebSocket API whose clients come, speak and go. */
function chat(): Scenario {
  const stack = new Stack("chat");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(10)) }) });
  const integration = new apigatewayv2.WebSocketLambdaIntegration("Rooms", worker);
  const api = new apigatewayv2.WebSocketApi(stack, "Chat", {
    connectRouteOptions: { integration },
    disconnectRouteOptions: { integration },
    defaultRouteOptions: { integration, returnResponse: true },
  });
  new apigatewayv2.WebSocketStage(stack, "Prod", { webSocketApi: api, stageName: "prod" });
  stack.say("Chat", {
    Clients: { stays: { type: "exponential", mean: 20e6 }, every: constant(seconds(3)) },
  });
  return stack.scenario({
    duration: seconds(60),
    workloads: [
      workload(
        "Chat",
        { type: "poisson", rate: 5 },
        { request: { method: "GET", path: "/prod", headers: {} } },
      ),
    ],
  });
}

/** Runs in which HTTP and WebSocket APIs come first. */
export const apigatewayv2Cases: readonly DigestCase[] = [
  scenarioCase("http-api-front-door", [41, 42], httpFrontDoor),
  scenarioCase("web-socket-chat", [43, 44], chat),
];
