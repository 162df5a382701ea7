import { httpRules } from "./http-api/http-rules.ts";
import { webSocketRules } from "./web-socket-api/web-socket-rules.ts";

/** The rules of HTTP APIs and WebSocket APIs that are followed; the test of each bears its id. */
export const apigatewayv2Rules = [...httpRules, ...webSocketRules];
