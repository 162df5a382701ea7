import type { Rule } from "../../service/rule.ts";

const source = "AWS API Gateway Developer Guide, apigateway-how-to-call-websocket-api-connections";

/** The rules of AWS that calls of backends to connections follow; the test of each bears its id. */
export const apigatewaymanagementapiRules = [
  {
    id: "apigatewaymanagementapi.connections.calls",
    status: "documented",
    source,
    date: "2026-11",
    text: "PostToConnection sends a message of up to 128 KB to a client, GetConnection says since when it is connected and was active last, DeleteConnection closes its connection.",
    semantics: ["api-gateway §12.14"],
  },
  {
    id: "apigatewaymanagementapi.connections.gone",
    status: "documented",
    source,
    date: "2026-11",
    text: "Of a connection that is not there or is gone, callers hear 410 GoneException; of a message that is too large 413 PayloadTooLargeException; where the account is throttled 429 LimitExceededException, since calls count against its limit.",
    semantics: ["api-gateway §12.6", "api-gateway §5.2 Unknown WebSocket connection"],
  },
] as const satisfies readonly Rule[];
