import {
  after,
  invariant,
  microseconds,
  noTime,
  slab,
  type Plain,
  type Tagged,
} from "@orrery/kernel";
import type { Call, CallReply } from "../../../service/call.ts";
import type { EntryOf, RequestDoor } from "../../../service/entry.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { payloadLater } from "../../../service/payload-later.ts";
import { refused } from "../../../service/refusal.ts";
import type { CallStop } from "../../../service/stop.ts";
import { jsonOf } from "../../../text/json.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { EndpointRequest } from "../backend/protocol.ts";
import type { ActionTarget, FunctionTarget } from "../config.ts";
import { answerInstead, answerStreamed, answerWith } from "./answering.ts";
import { actionAnswerOf, type ActionCall } from "./aws-action.ts";
import { constantAnswerOf, mappedOf } from "./constant-mapping.ts";
import { decodedText, isBinary } from "../../../gateway/binary.ts";
import {
  metrics,
  ports,
  type RestApi,
  type RestApiContext,
  type RestApiEffect,
} from "./declarations.ts";
import type { GatewayCase } from "./gateway-response.ts";
import { mockStatusIn, type IntegrationRequest } from "./integration-request.ts";
import { mappedAnswerOf, type IntegrationAnswer } from "./integration-response.ts";
import { errorMessageIn } from "./mapping.ts";
import { requestIdOf } from "../../../gateway/request-facts.ts";
import { proxyAnswerOf, streamedAnswerOf, type Content } from "../../../gateway/proxy-answer.ts";
import { proxyEventOf } from "./proxy-event.ts";
import type { OpenRequest } from "./state.ts";

type Effects = readonly RestApiEffect[];
type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

const isStreamed = ({ route }: OpenRequest): boolean => route.integration.streams;

/** What a function returns of which nobody says what it returns: an empty answer. */
const usualAnswer: Plain = Object.freeze({ statusCode: 200, body: "" });
const internalError: GatewayCase = { status: 500, message: "Internal server error" };
const badGateway: GatewayCase = {
  status: 502,
  message: "Internal server error",
  cause: "Execution failed due to configuration error: Malformed Lambda proxy response",
};
const functionError: GatewayCase = {
  ...badGateway,
  cause: "Lambda execution failed with status 200 due to customer function error",
};

// A memo of a pure function: nearly all functions are of one kind.
let lastKind = "";
let lastEntryOf: EntryOf | null = null;
let lastWork: RequestDoor["work"];

/** How whatever is of a kind works on payloads; `undefined`: it does not. */
function workOf(kind: string, entryOf: EntryOf): RequestDoor["work"] {
  if (kind !== lastKind || entryOf !== lastEntryOf) {
    lastWork = entryOf(kind)?.doors.request?.work;
    lastKind = kind;
    lastEntryOf = entryOf;
  }
  return lastWork;
}

/** Asks the integration of a method. */
export function askIntegration(
  api: RestApi,
  open: OpenRequest,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const { integration } = open.route;
  const { target } = integration;
  if (target?.type === "wrong")
    return [answerInstead(api, open, "API_CONFIGURATION_ERROR", context)];
  if (integration.type === "AWS_PROXY") {
    if (target?.type !== "function" || integration.method !== "POST") {
      return [answerInstead(api, open, "API_CONFIGURATION_ERROR", context)];
    }
    return invoke(api, open, target, eventPayload(open, context), context, entryOf);
  }
  const { request: mapped, call, isUnread } = mappedOf(open, context.settings);
  if ("type" in mapped) return [answerInstead(api, open, mapped.response, context)];
  if (integration.type === "MOCK") {
    const status = mockStatusIn(mapped.body);
    if (status === null) return [answerInstead(api, open, "API_CONFIGURATION_ERROR", context)];
    const answer = { selector: status, status: Number(status), headers: {}, body: mapped.body };
    return [
      answerMapped(api, { ...open, phase: "integration", askedAt: context.now }, answer, context),
    ];
  }
  switch (target?.type) {
    case "function": {
      const value = jsonOf(mapped.body === "" ? "{}" : mapped.body, "body of an integration");
      const payload: JsonPayload = { type: "json", value, size: sizeInUtf8(mapped.body) };
      if (mapped.headers["x-amz-invocation-type"] === "Event") {
        return invokeEvent(api, open, target, mapped, context, entryOf);
      }
      return invoke(api, open, target, payload, context, entryOf);
    }
    case "action":
      return call === null
        ? [answerInstead(api, open, "API_CONFIGURATION_ERROR", context)]
        : callAction(api, open, call, target, isUnread, context);
    case "endpoint":
      return askEndpoint(api, open, target.to, target.uri, mapped, context);
    default:
      return [answerInstead(api, open, "API_CONFIGURATION_ERROR", context)];
  }
}

/** The event of a request. */
const eventPayload = (open: OpenRequest, { settings }: RestApiContext): JsonPayload =>
  payloadLater(proxyEventOf, open, settings, open.input.text.size + eventSize, usualAnswer);

/** Bytes of an event without its body, about. */
const eventSize = 2_000;

const streaming = Object.freeze({ streams: true } as const);

function invoke(
  api: RestApi,
  open: OpenRequest,
  { to, kind }: FunctionTarget,
  payload: JsonPayload,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const work = workOf(kind, entryOf);
  invariant(work !== undefined, `${kind} works on no payloads`);
  return [
    {
      type: "send",
      port: ports.functions,
      to,
      input: work.inputFor(payload, open.input.trail, isStreamed(open) ? streaming : undefined),
      tag: slab.insert(api.open, open),
      deadline: after(context.now, open.route.integration.timeout),
      onBehalfOf: open.request,
    },
  ];
}

/** Invokes a function that nobody waits for. */
function invokeEvent(
  api: RestApi,
  open: OpenRequest,
  { to, kind }: FunctionTarget,
  { body }: IntegrationRequest,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const door = entryOf(kind)?.doors.event;
  invariant(door !== undefined, `${kind} takes no events`);
  const text = { body: body === "" ? "{}" : body, size: sizeInUtf8(body) };
  const { trail } = open.input;
  return [
    {
      type: "send",
      port: ports.functions,
      to,
      input: door.inputOf({ text, group: null, deduplicationId: null, trail }),
      tag: slab.insert(api.open, open),
      deadline: after(context.now, open.route.integration.timeout),
      onBehalfOf: open.request,
    },
  ];
}

function callAction(
  api: RestApi,
  open: OpenRequest,
  asked: ActionCall,
  { caller }: ActionTarget,
  isUnread: boolean,
  context: RestApiContext,
): Effects {
  const { service, operation, params } = asked;
  const until = after(context.now, open.route.integration.timeout);
  const call: Writable<Call> = {
    type: "call",
    service,
    operation,
    params,
    trail: open.input.trail,
    caller,
    until: after(until, microseconds(1)), // The API gives up first, and says so in its own words.
  };
  if (isUnread) call.isUnread = true;
  (open as Writable<OpenRequest>).asked = asked; // It was made in this event, and nobody has it so far.
  return [
    {
      type: "send",
      port: ports.control,
      to: 0,
      input: call,
      tag: slab.insert(api.open, open),
      deadline: until,
      onBehalfOf: open.request,
    },
  ];
}

function askEndpoint(
  api: RestApi,
  open: OpenRequest,
  to: number,
  uri: string,
  { body, headers, path, querystring }: IntegrationRequest,
  context: RestApiContext,
): Effects {
  const { integration } = open.route;
  const { input } = open;
  const query = Object.entries(querystring).map((pair) => pair.map(encodeURIComponent).join("="));
  const filled = uri.replaceAll(
    /\{([^}+]+)\+?\}/g,
    (written, name: string) => path[name] ?? open.pathParameters[name] ?? written,
  );
  const own = integration.type === "HTTP_PROXY" ? input.http.query : "";
  const asked = [...(own === "" ? [] : [own]), ...query].join("&");
  const request: EndpointRequest = {
    type: "endpointRequest",
    method: integration.method === "ANY" ? input.http.method : integration.method,
    uri: asked === "" ? filled : `${filled}?${asked}`,
    headers: integration.type === "HTTP_PROXY" ? { ...input.http.headers, ...headers } : headers,
    body,
    size: sizeInUtf8(body),
    trail: input.trail,
  };
  return [
    {
      type: "send",
      port: ports.endpoints,
      to,
      input: request,
      tag: slab.insert(api.open, open),
      deadline: after(context.now, integration.timeout),
      onBehalfOf: open.request,
    },
  ];
}

/** Hears what an integration answered. */
export function hearIntegration(
  api: RestApi,
  open: OpenRequest,
  body: Tagged,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const { integration } = open.route;
  const { target } = integration;
  context.observe(metrics.IntegrationLatency, context.now - open.askedAt);
  if (body.type === "lost") return [answerInstead(api, open, "INTEGRATION_TIMEOUT", context)];
  switch (target?.type) {
    case "function": {
      if (body.type === "refused")
        return [answerInstead(api, open, "INTEGRATION_FAILURE", context, internalError)];
      if (workOf(target.kind, entryOf) === undefined || body.type === "eventTaken") {
        return [
          answerMapped(api, open, { selector: "", status: 202, headers: {}, body: "" }, context),
        ];
      }
      return hearFunction(api, open, body, target, context, entryOf);
    }
    case "action":
      return hearAction(api, open, body as CallReply, context);
    case "endpoint": {
      if (body.type === "refused")
        return [answerInstead(api, open, "INTEGRATION_FAILURE", context)];
      const { type: _, ...answer } = body as HttpAnswer; // An endpoint gives no other.
      if (isStreamed(open)) return [answerStreamed(api, open, answer, noTime, context)];
      if (integration.type === "HTTP_PROXY") return [answerWith(api, open, answer, context)];
      const selector = `${answer.status}`;
      return [answerMapped(api, open, { ...answer, selector }, context)];
    }
    default:
      return [answerInstead(api, open, "API_CONFIGURATION_ERROR", context)];
  }
}

function hearFunction(
  api: RestApi,
  open: OpenRequest,
  body: Tagged,
  { kind }: FunctionTarget,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const { hasFailed, value, streamedFor } = workOf(kind, entryOf)!.outcomeOf(body); // It was asked so.
  if (open.route.integration.type !== "AWS_PROXY") {
    const answer: IntegrationAnswer = {
      selector: errorMessageIn(value),
      status: 200,
      headers: {},
      body: JSON.stringify(value),
    };
    return [answerMapped(api, open, answer, context)];
  }
  const content = hasFailed
    ? null
    : isStreamed(open)
      ? streamedAnswerOf(value)
      : proxyAnswerOf(value);
  if (content === null) {
    return [
      answerInstead(
        api,
        open,
        "INTEGRATION_FAILURE",
        context,
        hasFailed ? functionError : badGateway,
      ),
    ];
  }
  if (isStreamed(open)) {
    return [answerStreamed(api, open, asBytes(content), streamedFor ?? noTime, context)];
  }
  return [answerWith(api, open, asBytesOrText(content, open, context), context)];
}

/** What a function returned in base64 comes as bytes to whoever accepts those of the API's binary types. */
function asBytesOrText(
  content: Content,
  { input }: OpenRequest,
  { settings }: RestApiContext,
): Content {
  if (!content.isBase64Encoded || !isBinary(input.http.headers["accept"], settings.binaryTypes)) {
    return content.isBase64Encoded ? { ...content, isBase64Encoded: false } : content;
  }
  return asBytes(content);
}

/** What came in base64, as the bytes that it stands for, where they are text. */
function asBytes(content: Content): Content {
  const text = content.isBase64Encoded ? decodedText(content.body) : null;
  return text === null ? content : { ...content, body: text, isBase64Encoded: false };
}

function hearAction(
  api: RestApi,
  open: OpenRequest,
  heard: CallReply,
  context: RestApiContext,
): Effects {
  // What a caller writes into a body may have members that a service does not know: it says so, and the run goes on.
  const isForeign = heard.type === "unknown" && heard.expected.startsWith("a parameter of");
  const reply = isForeign ? refused("SerializationException", heard.received) : heard;
  if (reply.type === "notModeled" || reply.type === "unknown") {
    const component = `apigateway.restApi:${context.settings.apiId}`;
    const reason: CallStop = {
      type: "stoppedByCall",
      component,
      noun: "REST API",
      no: reply,
      place: null,
    };
    return [{ type: "stop", reason }];
  }
  const { asked } = open;
  invariant(asked !== null, "an answer to a call that nobody made");
  const alike = reply.type === "called" ? constantAnswerOf(open, context.settings) : undefined;
  if (alike !== undefined) return [answerContent(api, open, alike, context)];
  const requestId = requestIdOf(context.settings.number, open.number);
  const answer = actionAnswerOf(asked, reply, requestId);
  return [answerMapped(api, open, { ...answer, selector: `${answer.status}` }, context)];
}

function answerMapped(
  api: RestApi,
  open: OpenRequest,
  answer: IntegrationAnswer,
  context: RestApiContext,
): RestApiEffect {
  return answerContent(api, open, mappedAnswerOf(answer, open, context.settings), context);
}

function answerContent(
  api: RestApi,
  open: OpenRequest,
  content: Content | null,
  context: RestApiContext,
): RestApiEffect {
  return content === null
    ? answerInstead(api, open, "API_CONFIGURATION_ERROR", context)
    : answerWith(api, open, content, context);
}
