import { checkDistribution, type Distribution, type Plain } from "@orrery/kernel";
import { behaviorOfEndpoints } from "../../gateway/endpoint-behavior.ts";
import { spelled } from "../../request/params.ts";
import type { Extra } from "../../service/extras.ts";
import { usualBehavior } from "./apigatewayv2-to-apigateway.ts";
import { usualClients } from "./operations/web-socket-settings.ts";

/** How the endpoints of HTTP answer that an HTTP API's integrations ask, for which AWS has no parameter. */
export const httpEndpointBehavior: Extra = behaviorOfEndpoints(
  {
    text: "How the endpoints of HTTP answer that the integrations of an API ask.",
    section: {
      name: "httpApis",
      text: "How the endpoints of HTTP answer behind HTTP APIs, by logical id.",
      each: "How the endpoints answer that the integrations of an API ask.",
    },
    unreachable: "Which part of requests does not reach the endpoint. Default: 0%.",
  },
  usualBehavior,
);

/** What clients of a WebSocket API do once they are connected, for which AWS has no parameter. */
export const clientBehavior: Extra = {
  text: "What the clients of a WebSocket API do once they are connected.",
  form: {
    members: {},
    optional: { stays: { nullable: "law" }, every: { nullable: "law" }, message: "text" },
  },
  section: {
    name: "webSocketApis",
    text: "What the clients of WebSocket APIs do once they are connected, by logical id.",
    each: "What the clients of an API do once they are connected.",
    settings: {
      stays: {
        kind: "durations",
        text: "How long a client stays before it closes its connection. Default: until it is closed for it.",
      },
      every: {
        kind: "durations",
        text: "How long after the last one a client sends a message. Default: it sends none.",
      },
      message: {
        kind: "value",
        text: 'What a client sends, a text or what has JSON. Default: {"action": "sendmessage"}.',
      },
    },
    read: ({ stays = null, every = null, message }) => ({
      stays,
      every,
      message: message === undefined ? usualClients.message : spelled(message as Plain), // As the schema has it.
    }),
  },
  check(path: string, value: Plain) {
    const said = value as unknown as Partial<Record<"stays" | "every", Distribution | null>>; // Of its form.
    for (const name of ["stays", "every"] as const) {
      const law = said[name];
      if (law !== undefined && law !== null) checkDistribution(`${path}.${name}`, law);
    }
  },
};
