import type { Rule } from "../../../service/rule.ts";
import type { WebSocketApiSettings } from "../config.ts";
import { guide, read } from "../rule-sources.ts";

const routes = guide("websocket-api-develop-routes");
const quotas = guide("apigateway-execution-service-websocket-limits-table");

/** The rules of WebSocket APIs that are followed. */
export const webSocketRules: readonly Rule<WebSocketApiSettings>[] = [
  {
    id: "apigatewayv2.socket.connect",
    status: "documented",
    source: guide("apigateway-websocket-api-route-keys-connect-disconnect"),
    date: read,
    text: "Somebody is connected once the integration of $connect says so with a 2xx, or where there is none; what it says else, they hear in place of that.",
    semantics: ["api-gateway §12.1", "api-gateway §0 websocket.integrationTimeout"],
  },
  {
    id: "apigatewayv2.socket.connect-failures",
    status: "assumed",
    source: "As for requests of REST APIs",
    date: read,
    text: "Where the function of $connect fails, they hear 502; where it takes too long, 504.",
  },
  {
    id: "apigatewayv2.socket.authorizer",
    status: "documented",
    source: guide("apigateway-websocket-api-lambda-auth"),
    date: read,
    text: "Who may be connected is asked at $connect alone: 401 where an identity is missing, 403 where a policy says no, 500 where the authorizer fails or answers with more than 8 KB. What it says besides, every event of the connection has.",
    semantics: [
      "api-gateway §12.2",
      "api-gateway §12.9",
      "api-gateway §0 ws.lambdaAuthorizerResult",
    ],
  },
  {
    id: "apigatewayv2.socket.new-connections",
    status: "documented",
    source: quotas,
    date: read,
    text: "An account makes 500 connections a second; whoever comes faster hears 429.",
    semantics: ["api-gateway §0 ws.newConnections per account per Region"],
  },
  {
    id: "apigatewayv2.socket.url",
    status: "documented",
    source: quotas,
    date: read,
    text: "The URL of a connection has 4,096 characters at most.",
    semantics: ["api-gateway §0 ws.urlLength"],
  },
  {
    id: "apigatewayv2.socket.selection",
    status: "documented",
    source: routes,
    date: read,
    text: "The expression selects the route of a message in JSON by its key; what is not JSON, or names no route, goes to $default, and where there is none the client hears an error.",
    semantics: ["api-gateway §12.3", "api-gateway §12.10"],
  },
  {
    id: "apigatewayv2.socket.responses",
    status: "documented",
    source: guide("apigateway-websocket-api-route-response"),
    date: read,
    text: "The sender hears what an integration answers where the route has a response, and that it failed in any case.",
    semantics: ["api-gateway §12.5"],
  },
  {
    id: "apigatewayv2.socket.disconnect",
    status: "documented",
    source: guide("apigateway-websocket-api-route-keys-connect-disconnect"),
    date: read,
    text: "$disconnect runs after a connection was closed, by whomever.",
    semantics: ["api-gateway §12.4"],
  },
  {
    id: "apigatewayv2.socket.life",
    status: "documented",
    source: quotas,
    date: read,
    text: "A connection is closed after ten minutes in which nothing came over it, and after two hours in any case.",
    semantics: [
      "api-gateway §0 ws.connectionDuration",
      "api-gateway §0 ws.idleTimeout",
      "api-gateway §12.7",
    ],
  },
  {
    id: "apigatewayv2.socket.close-code",
    status: "assumed",
    source: "RFC 6455, 7.4.1: an endpoint that goes away",
    date: read,
    text: "A connection that is closed for its age or its silence hears 1001.",
  },
  {
    id: "apigatewayv2.socket.message-size",
    status: "documented",
    source: quotas,
    date: read,
    text: "A message has 128 KB at most, which clients cut into frames of 32 KB; a larger one closes the connection with 1009.",
    semantics: ["api-gateway §0 ws.messageSize / ws.frameSize"],
  },
  {
    id: "apigatewayv2.socket.models",
    status: "documented",
    source: guide("websocket-api-request-validation"),
    date: read,
    text: "A route with models checks messages by the one that its expression selects, else by $default; the client hears of what does not fit, and nobody is asked.",
    semantics: ["api-gateway §12.11"],
  },
  {
    id: "apigatewayv2.socket.events",
    status: "documented",
    source: guide("apigateway-websocket-api-mapping-template-reference"),
    date: read,
    text: "Events of connections have a request context with connection, route and type; those of $connect and $disconnect headers, a message its body.",
    semantics: ["api-gateway §12.8", "api-gateway §12.12", "lambda §15 API Gateway WebSocket"],
  },
  {
    id: "apigatewayv2.socket.integrations",
    status: "documented",
    source: guide("apigateway-websocket-api-integrations"),
    date: read,
    text: "A message goes to a function, to an endpoint or to nobody (MOCK), which is waited for 50 ms to 29 s.",
    semantics: ["api-gateway §12.13"],
  },
  {
    id: "apigatewayv2.socket.metrics",
    status: "documented",
    source: guide("apigateway-websocket-api-logging"),
    date: read,
    text: "WebSocket APIs count connections that were asked for, messages to and from clients, and errors of integrations, of clients and of asking.",
    semantics: ["api-gateway §11 WebSocket"],
  },
  {
    id: "apigatewayv2.socket.billing",
    status: "documented",
    source: "https://aws.amazon.com/api-gateway/pricing/",
    date: read,
    text: "A message is billed for each 32 KB that began, in either direction, and a connection for each minute that began.",
  },
];
