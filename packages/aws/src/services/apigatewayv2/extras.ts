import { checkDistribution, type Distribution, type Plain } from "@orrery/kernel";
import { spelled } from "../../request/params.ts";
import type { Extra, ExtraSetting } from "../../service/extras.ts";
import { endpointsOutside as outside } from "./apigatewayv2-to-apigateway.ts";
import { usualClients } from "./operations/web-socket-settings.ts";

const issuer: Readonly<Record<string, ExtraSetting>> = {
  issuerLatency: {
    kind: "durations",
    text: "How long the issuer of JWT authorizers takes to say where its keys are, and again to hand them over. Default: 50ms; where nothing is said of the issuer, its keys are at hand.",
  },
  issuerUnreachable: {
    kind: "share",
    min: 0,
    max: 1,
    text: "Which part of requests for keys does not reach the issuer. Default: 0%.",
  },
  issuerKeys: {
    kind: "bytes",
    min: 0,
    max: 10_485_760,
    text: "The size of the issuer's keys, of which 150000 bytes are taken. Default: as many as are taken.",
  },
};

/** How the endpoints of HTTP answer that an HTTP API's integrations ask, for which AWS has no parameter. */
export const httpEndpointBehavior: Extra = {
  ...outside,
  text: "How the endpoints of HTTP answer that the integrations of an API ask, and the issuers of its tokens.",
  form: {
    members: {},
    optional: {
      ...(outside.form as { readonly optional: Readonly<Record<string, "law">> }).optional, // As it is written there.
      issuerLatency: "law",
      issuerUnreachable: "number",
      issuerKeys: "number",
    },
  },
  section: {
    ...outside.section,
    name: "httpApis",
    text: "How the endpoints of HTTP answer behind HTTP APIs, and the issuers of their tokens, by logical id.",
    each: "How the endpoints answer that the integrations of an API ask, and the issuers of its tokens.",
    settings: { ...outside.section.settings, ...issuer },
  },
  check(path, value, code) {
    outside.check?.(path, value, code);
    const { issuerLatency } = value as unknown as { readonly issuerLatency?: Distribution }; // Of its form.
    if (issuerLatency !== undefined) checkDistribution(`${path}.issuerLatency`, issuerLatency);
  },
};

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
